"""Lessons as Python hands them over: dicts, with arrays in their starts."""

import numpy as np
import pytest

from jupyterlab_attention import Attention

SENTENCE = "cats sleep"
STATEMENT = {"about": "weights", "query": "cats", "key": 1, "is": "above", "than": 0.5}


def lesson_of(**start):
    step = {"name": "a", "text": "t", "start": start or {"sentence": SENTENCE}, "goal": [STATEMENT]}
    return {"name": "n", "steps": [step]}


def test_a_lesson_goes_in_and_out_as_it_is(tmp_path):
    lesson = lesson_of()
    attention = Attention(SENTENCE, lesson=lesson)
    assert attention.to_dict() == {
        "format": "attention",
        "version": 1,
        "sentence": SENTENCE,
        "lesson": lesson,
    }
    assert Attention.from_dict(attention.to_dict()) == attention
    attention.save(tmp_path / "x.attention.json")
    assert Attention.load(tmp_path / "x.attention.json") == attention
    attention.to_dict()["lesson"]["steps"].clear()
    assert attention.to_dict()["lesson"] == lesson


def test_it_begins_as_its_first_step_does_with_what_is_covered_there():
    view = {"query": 1, "covered": ["matrix"]}
    attention = Attention(SENTENCE, lesson=lesson_of(sentence=SENTENCE, view=view))
    assert attention.to_dict()["view"] == view
    shown = attention._repr_mimebundle_()
    assert "%" not in shown["text/html"] + shown["text/plain"]


def test_arrays_and_whole_numbers_of_a_start_are_taken_as_those_of_a_payload():
    embeddings = np.arange(2 * 3000, dtype="float32").reshape(2, 3000) / 1e4
    lesson = lesson_of(
        tokens=("a", "b"),
        embeddings=embeddings,
        projections={name: np.ones((3000, 2), "float32") for name in ("query", "key", "value")},
        n_heads=np.int64(2),
        n_kv_heads=2.0,
        mask=np.array([[True, False], [True, True]]),
    )
    start = Attention(SENTENCE, lesson=lesson).to_dict()["lesson"]["steps"][0]["start"]
    assert start["embeddings"]["dtype"] == "float32"
    assert start["mask"] == [[True, False], [True, True]]
    assert [start["n_heads"], start["n_kv_heads"]] == [2, 2]
    assert isinstance(start["n_kv_heads"], int)
    assert Attention.from_dict({"format": "attention", "version": 1, **start}).tokens == ["a", "b"]


@pytest.mark.parametrize(
    ("start", "told"),
    [
        (
            {"mask": np.ones((2, 2), int)},
            (
                "lesson.steps[0].start.mask: Found an array of int64 [2, 2]; wanted booleans, "
                "true = may attend: 0 and 1 become a mask by `mask.astype(bool)` (in PyTorch `mask.bool()`)."
            ),
        ),
        (
            {"embeddings": np.zeros((2, 2), complex)},
            (
                "lesson.steps[0].start.embeddings: Found an array of complex128 [2, 2]; wanted "
                "numbers [n, d_model]: take the real part, or the magnitude."
            ),
        ),
        (
            {"n_heads": 3},
            (
                "lesson.steps[0].start.n_heads: Found 2 columns; wanted a multiple of n_heads, 3, "
                "because heads are equal runs of columns."
            ),
        ),
    ],
)
def test_what_is_wrong_in_a_start_is_told_by_its_place_in_the_lesson(start, told):
    with pytest.raises(ValueError) as error:
        Attention(SENTENCE, lesson=lesson_of(sentence=SENTENCE, **start))
    assert str(error.value) == told


def test_a_start_that_holds_itself_is_refused():
    lesson = lesson_of()
    lesson["steps"][0]["start"]["self"] = lesson
    with pytest.raises(ValueError, match="lesson: Found something that holds itself"):
        Attention(SENTENCE, lesson=lesson)
