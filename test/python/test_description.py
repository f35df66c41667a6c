"""A new array of the format is one entry of its description: Python reads it as TypeScript does."""

import copy

import pytest

from jupyterlab_attention import _description
from jupyterlab_attention._format import check

MORE = copy.deepcopy(_description.DESCRIPTION)
MORE["properties"]["score_gain"] = {"shape": ["n", "m"], "$ref": "#/$defs/numbers"}
PAYLOAD = {"format": "attention", "version": 1, "tokens": ["a", "b"], "key_tokens": ["c", "d", "e"]}


@pytest.mark.parametrize(
    ("value", "problems"),
    [
        ([[1, 2, 3], [4, 5, 6]], []),
        ([[1, 2, 3]], [("$.score_gain", "Found 1 row; wanted 2, one for each token.")]),
        (
            [[[1, 2, 3], [4, 5, 6]]],
            [
                (
                    "$.score_gain",
                    "Found the shape [1, 2, 3]; wanted [n, m]: take one of the batch.",
                )
            ],
        ),
        ("x", [("$.score_gain", None)]),
    ],
)
def test_a_new_array_is_read(value, problems):
    found, warnings = check(PAYLOAD | {"score_gain": value}, MORE)
    assert warnings == []
    assert [path for path, _ in found] == [path for path, _ in problems]
    for (_, message), (_, wanted) in zip(found, problems, strict=True):
        assert wanted in (None, message)


def test_intake_and_readers_say_the_same_of_what_is_whole_and_what_is_an_array():
    assert "$.key_embeddings" in _description.ARRAYS
    assert _description.ARRAYS["$.projections.key"] == (["d_model", "g·d_k"], "numbers")
    assert {"$.n_heads", "$.overrides.scores[].head", "$.view.window.key[]"} <= _description.WHOLE
    assert not {"$.scale", "$.overrides.scores[].value"} & _description.WHOLE


def test_unknown_fields_are_told_whatever_their_names_in_the_order_of_javascript():
    names = ["b", "10", "9" * 5001, "2", "4294967295", "01"]
    _, warnings = check(PAYLOAD | dict.fromkeys(names, 1))
    ordered = ["2", "10", "01", "4294967295", "9" * 5001, "b"]
    assert [path for path, _ in warnings] == [f"$.{name}" for name in ordered]
