"""Two real models: MiniLM and SmolLM2, as anybody calls them."""

import ast
import json
import re
from pathlib import Path

import numpy as np
import pytest
import torch
from families import FAMILIES
from reading import array_of, weights_of
from transformers import AutoModelForCausalLM, AutoTokenizer, ViTImageProcessor

from jupyterlab_attention._from_model import payload_of_model
from jupyterlab_attention._generated import payload_of_generation

TEXT = "Angry lions hunt zebras, while cafés sleep 😀"
VIT = next(family for family in FAMILIES if family.name == "vit")


# One run is by sdpa, the other by eager lines: in float32 they differ in the last digit of an output, which
# thirty layers make more of, on some machines up to 3e-6 of a weight.
MANY_LAYERS = 1e-5


def eager(model, **inputs):
    before = model.config._attn_implementation
    model.set_attn_implementation("eager")
    with torch.no_grad():
        maps = model(**inputs, output_attentions=True).attentions
    model.set_attn_implementation(before)
    return [each[0].numpy() for each in maps]


@pytest.mark.parametrize("name", ["minilm", "smollm2"])
def test_every_head_is_the_models_own(name, request):
    model, tokenizer = request.getfixturevalue(name)
    wanted = eager(model, **tokenizer(TEXT, return_tensors="pt"))
    payload, told = payload_of_model(model, tokenizer, TEXT, exact=True)
    assert told == [] and len(payload["layers"]) == len(wanted)
    for layer, theirs in zip(payload["layers"], wanted):
        np.testing.assert_allclose(weights_of(layer), theirs, atol=MANY_LAYERS, rtol=0)


@pytest.mark.parametrize("name", ["minilm", "smollm2"])
def test_a_sentence_is_below_a_megabyte_with_every_number(name, request):
    model, tokenizer = request.getfixturevalue(name)
    wanted = eager(model, **tokenizer(TEXT, return_tensors="pt"))
    payload, _ = payload_of_model(model, tokenizer, TEXT)
    assert len(json.dumps(payload)) < 1_000_000
    for layer, theirs in zip(payload["layers"], wanted):
        assert layer["kept"]["as"] == "float16 heads" and "value" in layer
        error = abs(weights_of(layer) - theirs).max()
        assert error <= layer["kept"]["error"] * 1.05 + 2e-6 and error < 0.003


def test_word_pieces_are_shown_as_written(minilm):
    payload, _ = payload_of_model(*minilm, TEXT)
    info = payload["token_info"]
    assert payload["tokens"] == [
        "[CLS]",
        "Angry",
        "lions",
        "hunt",
        "zebra",
        "s",
        ",",
        "while",
        "cafés",
        "sleep",
        "😀",
        "[SEP]",
    ]
    assert info["texts"][5] == "##s" and info["texts"][10] == "[UNK]"
    assert info["special"] == [True, *[False] * 10, True]
    assert info["words"] == [-1, 0, 1, 2, 3, 3, 4, 5, 6, 7, 8, -1]


def test_pieces_of_bytes_are_shown_as_written(smollm2):
    payload, _ = payload_of_model(*smollm2, TEXT)
    shown = [token for token in payload["tokens"] if not token.startswith("⟨")]
    assert "".join(shown) == TEXT
    assert payload["tokens"][-2:] == [" 😀", "⟨80⟩"]


def test_texts_are_padded_and_one_is_chosen(minilm):
    model, tokenizer = minilm
    alone, _ = payload_of_model(model, tokenizer, "Lions hunt.", exact=True)
    found, told = payload_of_model(model, tokenizer, [TEXT, "Lions hunt."], batch=1, exact=True)
    assert (
        told == []
        and found["tokens"] == alone["tokens"]
        and found["token_info"] == alone["token_info"]
    )
    for mine, theirs in zip(found["layers"], alone["layers"]):
        np.testing.assert_allclose(weights_of(mine), weights_of(theirs), atol=2e-6, rtol=0)


def test_a_long_text_is_kept_as_what_is_smaller(minilm, smollm2):
    """Of MiniLM queries and keys are smaller beyond some 280 tokens, of SmolLM2 weights up to some 640."""
    text = " ".join(f"the {i}th lion sleeps" for i in range(70))
    for (model, tokenizer), wanted in ((minilm, "float16 heads"), (smollm2, "square-root weights")):
        payload, _ = payload_of_model(model, tokenizer, text, layers=[2, 3, 4, 5])
        assert 280 < len(payload["tokens"]) < 640
        assert {layer["kept"]["as"] for layer in payload["layers"]} == {wanted}


def test_what_is_written_is_in_the_picture(smollm2):
    model, tokenizer = smollm2
    payload, told = payload_of_generation(
        model, tokenizer, "The capital of France is", 8, exact=True
    )
    assert told == [] and payload["tokens"][:6] == [
        "The",
        " capital",
        " of",
        " France",
        " is",
        " Paris",
    ]
    info = payload["token_info"]
    assert len(payload["tokens"]) == len(info["ids"]) == 12 and payload["model"]["prompt"] == 5
    assert "".join(payload["tokens"]) == tokenizer.decode(info["ids"])
    assert info["words"] == sorted(info["words"]) and info["words"][:6] == [0, 1, 2, 3, 4, 5]
    wanted = eager(model, input_ids=torch.tensor([payload["token_info"]["ids"]]))
    for layer, theirs in zip(payload["layers"], wanted):
        np.testing.assert_allclose(weights_of(layer), theirs, atol=1e-5, rtol=0)
        assert array_of(layer["key"]).shape == (3, 12, 64)


def test_an_induction_head_is_one(smollm2):
    """Layer 18, head 6 looks behind the last occurrence of its token, on repeated noise."""
    model, _ = smollm2
    torch.manual_seed(0)
    noise = torch.randint(1_000, 40_000, (40,))
    ids = torch.cat([torch.tensor([1]), noise, noise])[None]
    payload, _ = payload_of_model(model, None, {"input_ids": ids}, layers=[18], heads=[6])
    (weights,) = weights_of(payload["layers"][0])
    behind = [weights[41 + i, 2 + i] for i in range(39)]
    assert np.mean(behind) > 0.7


def test_the_documentation_runs_as_it_stands(smollm2, monkeypatch):
    """With the model that it names, from its package, and a small one that sees."""
    for kind, part in ((AutoModelForCausalLM, smollm2[0]), (AutoTokenizer, smollm2[1])):
        monkeypatch.setattr(kind, "from_pretrained", lambda name, part=part: part)
    page = Path(__file__).parents[2] / "docs" / "models.md"
    blocks = re.findall(r"^```py\n(.*?)^```$", page.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    processor = ViTImageProcessor(size={"height": 16, "width": 16})
    picture = np.zeros((16, 16, 3), np.uint8)
    names = {"vit": VIT.model(), "processor": processor, "picture": picture}
    shown = []
    for block in blocks:
        *lines, last = ast.parse(block).body
        exec(compile(ast.Module(lines, []), page.name, "exec"), names)  # noqa: S102
        if isinstance(last, ast.Expr):
            shown.append(eval(compile(ast.Expression(last.value), page.name, "eval"), names))
        else:
            exec(compile(ast.Module([last], []), page.name, "exec"), names)  # noqa: S102
    assert len(blocks) == 5 and [len(each.tokens) for each in shown] == [6, 6, 12, 5]
    assert "Paris" in shown[2]._repr_mimebundle_()["text/plain"]
    assert "image" in shown[3].to_dict()
