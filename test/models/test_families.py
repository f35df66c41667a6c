"""Tiny models of every family: what is captured against what the model says itself, computed eagerly."""

import os
import re
import warnings
from importlib.metadata import version as version_of
from pathlib import Path

import numpy as np
import pytest
import torch
from families import FAMILIES, NOT
from reading import weights_of

from jupyterlab_attention import Attention
from jupyterlab_attention._from_model import payload_of_model

PAGE = Path(__file__).parents[2] / "docs" / "models.md"
TABLE = re.compile(
    r"(?<=<!-- table: families -->\n\n)(.*?)(?=\n\n<!-- end of families -->)", re.DOTALL
)
KINDS = {
    "decoder": "decoder",
    "encoder": "encoder",
    "two": "encoder–decoder",
    "picture": "picture",
    "sound": "sound",
}
SEEN = {}  # what was taken of each family

ids = [family.name for family in FAMILIES]


def eager_weights(family):
    """Every map that the model returns, computed eagerly: [heads, n, m], in its own order."""
    model = family.model(attn_implementation="eager")
    with torch.no_grad():
        outputs = model(**family.inputs(), output_attentions=True)
    if family.kind == "two":
        maps = [*outputs.encoder_attentions]
        for own, cross in zip(outputs.decoder_attentions, outputs.cross_attentions):
            maps += [own, cross]
    else:
        maps = outputs.attentions
    return [each[0].float().numpy() for each in maps]


@pytest.mark.parametrize("family", FAMILIES, ids=ids)
def test_the_weights_are_those_of_the_model(family):
    model = family.model()
    before = [
        part.config._attn_implementation for part in model.modules() if hasattr(part, "config")
    ]
    with warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)
        attention = Attention.from_model(model, None, family.inputs(), exact=True)
    payload = attention.to_dict()
    after = [
        part.config._attn_implementation for part in model.modules() if hasattr(part, "config")
    ]
    assert after == before
    wanted = eager_weights(family)
    found = [weights_of(layer) for layer in payload["layers"]]
    assert ("query" in payload["layers"][0]) == family.captured
    np.testing.assert_allclose(attention.weights, found[0], atol=1e-12)
    taken = sorted(
        {"q, k, v" if "value" in layer else "weights alone" for layer in payload["layers"]}
    )
    SEEN[family.name] = ", ".join(taken)
    assert len(found) == len(wanted) * family.calls
    last = slice(family.calls - 1, None, family.calls)
    for layer, mine, theirs in zip(payload["layers"][last], found[last], wanted):
        np.testing.assert_allclose(mine, theirs, atol=2e-6, rtol=0, err_msg=layer["name"])


@pytest.mark.parametrize("family", NOT, ids=lambda family: family.name)
def test_where_there_are_no_weights_between_tokens_it_is_said(family):
    inputs = {name: tensor.repeat(1, 4)[:, :12] for name, tensor in family.inputs().items()}
    with pytest.raises(ValueError, match="^model: Found .*; wanted attention"):
        payload_of_model(family.model(), None, inputs)
    SEEN[family.name] = "not"


def test_the_documentation_says_what_was_taken():
    """With UPDATE=1 it is written."""
    families = [*FAMILIES, *NOT]
    if not set(SEEN) >= {family.name for family in families}:
        pytest.skip("not every family was tried")
    rows = [("family", "kind", "what is taken", "what is of note")]
    rows += [(f"`{f.name}`", KINDS[f.kind], SEEN[f.name], f.what) for f in families]
    widths = [max(map(len, column)) for column in zip(*rows)]
    lines = ["| " + " | ".join(map(str.ljust, row, widths)) + " |" for row in rows]
    lines.insert(1, "| " + " | ".join("-" * width for width in widths) + " |")
    table, text = "\n".join(lines), PAGE.read_text("utf-8")
    if os.environ.get("UPDATE"):
        PAGE.write_text(TABLE.sub(lambda _: table, text), "utf-8")
        return
    assert TABLE.search(text)[1] == table
    for name in ("torch", "transformers"):
        version = f"{name} {re.match(r'[0-9.]+', version_of(name))[0]}"
        assert version in text
