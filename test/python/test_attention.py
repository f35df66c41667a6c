import json
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest

from jupyterlab_attention import Attention
from jupyterlab_attention._format import MIME_TYPE, check
from jupyterlab_attention._words import tokenize

FIXTURES = Path(__file__).parent.parent / "fixtures"
SENTENCE = "Angry lions hunt zebras, while cats sleep peacefully"
HOSTILE = ["<s>", "</script><script>alert(1)</script>", "<b>", "&amp;", "🦁", "שלום", "", "\n"]


def read(path):
    return json.loads(path.read_text("utf-8"))


@pytest.mark.parametrize("path", sorted((FIXTURES / "golden").glob("*.json")), ids=lambda p: p.stem)
def test_golden(path, tmp_path):
    golden = read(path)
    file = tmp_path / "x.attention.json"
    file.write_text(json.dumps(golden["spec"]))
    trace = Attention.load(file).trace()
    assert list(trace) == list(golden["trace"])
    for ours, theirs in zip(trace["heads"], golden["trace"]["heads"], strict=True):
        for name in theirs:
            a, b = (np.array(x[name], dtype=float) for x in (ours, theirs))
            scale = np.nanmax(np.abs(b), initial=0, where=~np.isnan(b))
            np.testing.assert_allclose(a, b, rtol=1e-12, atol=1e-12 * scale)
    found, wanted = (np.array(x["output"], dtype=float) for x in (trace, golden["trace"]))
    np.testing.assert_allclose(found, wanted, rtol=1e-11)
    assert Attention(**_arguments(golden["spec"])).to_dict() == golden["spec"]


def _arguments(spec):
    """The keywords of `Attention` that say what a payload says."""
    projections = {f"w_{name[0]}": w for name, w in spec["projections"].items()}
    rest = {name: spec[name] for name in spec if name not in ("format", "version", "projections")}
    return rest | projections


def test_what_overflows_is_told_in_every_fallback():
    attention = Attention("cats sleep", scale=1e4, softmax="naive")
    bundle = attention._repr_mimebundle_()
    assert attention.weights[0][1][1] is None
    assert "NaN" in bundle["text/html"] and "NaN" in bundle["text/plain"]
    assert bundle["image/png"]


def test_worked_example():
    printed = read(FIXTURES / "worked-example.json")
    attention = Attention(SENTENCE)
    assert attention.tokens == printed["tokens"]
    assert [round(w * 100) for w in attention.weights[0][0]] == printed["query_detail"][
        "weights_percent"
    ]
    assert [round(x, 3) for x in attention.output[0]] == printed["query_detail"]["output"]
    assert attention.to_dict() == {"format": "attention", "version": 1, "sentence": SENTENCE}


def test_bundle_holds_what_hosts_show():
    bundle = Attention(tokens=HOSTILE)._repr_mimebundle_()
    json.dumps(bundle, allow_nan=False)
    assert set(bundle) == {MIME_TYPE, "text/html", "image/png", "text/plain"}
    elements = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attrs: elements.append(tag)
    parser.feed(bundle["text/html"])
    known = {"table", "caption", "thead", "tbody", "tr", "th", "td", "bdi", "code", "font"}
    assert set(elements) == known


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        ({}, ["sentence, tokens: Neither"]),
        ({"sentence": "?!"}, ["sentence: No word"]),
        (
            {"tokens": ["a"], "embeddings": [[1, 2], [3, 4]], "scale": float("nan")},
            ["scale: Found nan", "embeddings: Found 2 rows; wanted 1"],
        ),
        (
            {"tokens": ["a"], "w_q": np.eye(3), "w_k": np.eye(2), "w_v": np.eye(3)},
            ["w_k: Found 2 rows; wanted 3"],
        ),
        ({"tokens": ["a"], "w_q": [[1, np.inf]]}, ["w_q[0][1]: Found inf", "w_k: This is missing"]),
        (
            {"tokens": ["a"], "mask": [[True, False]]},
            ["mask: Found the shape [1, 2]; wanted [1, 1]"],
        ),
    ],
)
def test_bad_arguments_are_named(arguments, wanted):
    with pytest.raises(ValueError) as error:
        Attention(**arguments)
    for text in wanted:
        assert text in str(error.value)


def test_arrays_and_files(tmp_path):
    path = tmp_path / "x.attention.json"
    attention = Attention(
        tokens=["a", "b"],
        embeddings=np.eye(2, dtype=np.float32),
        w_q=np.eye(2),
        w_k=np.eye(2),
        w_v=np.eye(2),
        mask=np.tri(2, dtype=bool),
    )
    attention.save(path)
    assert Attention.load(path) == attention
    path.write_text('{"format": NaN,')
    with pytest.raises(ValueError, match="line 1, column"):
        Attention.load(path)


def test_a_million_tokens_are_refused_at_once():
    problems, _ = check({"format": "attention", "version": 1, "tokens": ["a"] * 1_000_000})
    assert [problem.path for problem in problems] == ["$.tokens"]


def test_words():
    assert tokenize("Don't stop — well-known cats' “café” 🦁!") == [
        "don't",
        "stop",
        "well-known",
        "cats",
        "café",
        "🦁",
    ]


def test_import_brings_nothing_heavy():
    code = "import sys, jupyterlab_attention; print([m for m in ('numpy', 'torch', 'IPython', 'PIL') if m in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_magic():
    from IPython.core.error import UsageError
    from IPython.core.interactiveshell import InteractiveShell

    shell = InteractiveShell.instance()
    shell.extension_manager.load_extension("jupyterlab_attention")
    assert shell.run_cell_magic("attention", "", SENTENCE) == Attention(SENTENCE)
    with pytest.raises(UsageError, match="No word"):
        shell.run_cell_magic("attention", "", "?!")


def test_a_payload_goes_round_with_what_is_shown():
    payload = Attention("cats sleep").to_dict() | {"view": {"step": "scale", "covered": ["matrix"]}}
    assert Attention.from_dict(payload).to_dict() == payload
    with pytest.raises(ValueError, match=r"\$\.view\.step"):
        Attention.from_dict(payload | {"view": {"step": "x"}})
