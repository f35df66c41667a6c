"""Exercises in code: right ones pass, stubs and others' answers do not, known wrong ways are named."""

import math
from pathlib import Path

import numpy as np
import pytest

from jupyterlab_attention import _answers, check
from jupyterlab_attention import _check as check_module
from jupyterlab_attention._exercises import EXERCISES


def softmax(scores):
    e = np.exp(scores - scores.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def mask(scores, may):
    hidden = np.where(may, scores, -np.inf)
    top = np.where(may.any(axis=1), hidden.max(axis=1), 0)[:, None]
    e = np.exp(hidden - top)
    total = e.sum(axis=1, keepdims=True)
    weights = np.divide(e, total, out=np.zeros_like(e), where=total > 0)
    return {"masked_scores": hidden, "weights": weights}


def scores(query, key):
    return query @ key.T / np.sqrt(query.shape[1])


def head(query, key, value, may):
    return softmax(np.where(may, scores(query, key), -np.inf)) @ value


def heads(embeddings, w_q, w_k, w_v, w_o, n_heads):
    n = len(embeddings)
    q, k, v = ((embeddings @ w).reshape(n, n_heads, -1).transpose(1, 0, 2) for w in (w_q, w_k, w_v))
    weights = np.stack([softmax(scores(*pair)) for pair in zip(q, k, strict=True)])
    each = weights @ v
    concatenated = each.transpose(1, 0, 2).reshape(n, -1)
    return {
        "query": q,
        "weights": weights,
        "heads": each,
        "concatenated": concatenated,
        "output": concatenated @ w_o,
    }


def rope(vectors, first):
    d = vectors.shape[1]
    positions = first + np.arange(len(vectors))
    z = vectors[:, : d // 2] + 1j * vectors[:, d // 2 :]
    z = z * np.exp(1j * positions[:, None] * 10000.0 ** (-2 * np.arange(d // 2) / d))
    return np.concatenate([z.real, z.imag], axis=1)


def mean(values):
    return np.array([values[: i + 1].mean(axis=0) for i in range(len(values))])


def residual(embeddings, heads, w_o):
    return embeddings + heads @ w_o


def cost(n_tokens, n_heads, n_kv_heads, d_k):
    return n_heads * n_tokens**2, n_kv_heads * n_tokens * d_k * 2


def shares(numbers):
    return numbers / numbers.sum()


def dot(query, key):
    return query @ key.T


def projected(embeddings, w_q, w_k):
    return embeddings @ w_q @ w_k.T @ embeddings.T


def rollout(weights):
    identity = np.eye(weights.shape[-1])
    mixed = weights.mean(axis=1) + identity
    passed = mixed / mixed.sum(axis=-1, keepdims=True)
    return {"passed": passed, "output": np.linalg.multi_dot([identity, *passed[::-1]])}


RIGHT = {
    each.__name__: each
    for each in (
        softmax,
        mask,
        scores,
        head,
        heads,
        rope,
        mean,
        residual,
        cost,
        shares,
        dot,
        projected,
        rollout,
    )
}
WRONG = [
    pytest.param(name, wrong, id=f"{name}-{i}")
    for name, exercise in EXERCISES.items()
    for i, wrong in enumerate(exercise.wrong)
]


def test_every_exercise_has_a_right_answer_here():
    assert list(RIGHT) == ["softmax", "mask", "scores", "head", "heads"] + list(EXERCISES)[5:]


@pytest.mark.parametrize("name", RIGHT)
def test_what_is_right_passes(name):
    found = check(**{name: RIGHT[name]})
    assert found.passed and found.stage is None and found.demand() is None
    assert repr(found).startswith(f"{name}: right, on ")


@pytest.mark.parametrize("name", RIGHT)
def test_what_is_right_in_float32_or_in_lists_passes(name):
    def listed(*arguments):
        found = RIGHT[name](*map(np.asarray, arguments)) if name != "cost" else cost(*arguments)
        return found.tolist() if isinstance(found, np.ndarray) else found

    assert check(**{name: listed}, using=lambda rows: rows).passed
    narrow = check(
        **{name: RIGHT[name]},
        using=lambda rows: np.array(rows) if np.array(rows).dtype == bool else np.float32(rows),
    )
    assert narrow.passed, narrow


@pytest.mark.parametrize("name", EXERCISES)
@pytest.mark.parametrize("other", EXERCISES)
def test_the_answer_to_another_exercise_does_not_pass(name, other):
    if name != other:
        assert not check(**{name: RIGHT[other]}).passed


def not_written(*_):
    raise NotImplementedError


@pytest.mark.parametrize("name", EXERCISES)
@pytest.mark.parametrize(
    ("stub", "told"),
    [
        (lambda *given: None, "It returns nothing yet."),
        (lambda *given: ..., "It returns nothing yet."),
        (not_written, "It is not written yet."),
        (lambda *given: given[0], ""),
        (lambda *given: given, ""),
        (lambda *given: given[-1], ""),
        (lambda *given: 0, ""),
        (lambda *given: {}, "is not in what it returned."),
    ],
)
def test_what_is_not_written_yet_does_not_pass(name, stub, told):
    found = check(**{name: stub})
    assert not found and told in found.text
    with pytest.raises(AssertionError) as error:
        found.demand()
    assert str(error.value) == found.text


def test_an_argument_that_comes_back_is_told():
    assert "It is what came in as `values`, unchanged." in check(mean=lambda values: values).text


@pytest.mark.parametrize(("name", "wrong"), WRONG)
def test_a_known_wrong_way_is_named_by_what_it_makes(name, wrong):
    exercise = EXERCISES[name]

    def function(*given):
        arguments = dict(zip(exercise.gets, given, strict=True))
        stages = exercise.right(**arguments) | wrong.way(**arguments)
        return stages if exercise.all_at_once else stages[list(exercise.stages)[-1]]

    found = check(**{name: function}, using=lambda rows: rows)
    assert not found.passed
    assert found.text.endswith(wrong.hint), found.text
    assert found.stage == wrong.stage


@pytest.mark.parametrize("name", [name for name, each in EXERCISES.items() if len(each.stages) > 1])
def test_the_first_stage_that_differs_is_named(name):
    def numbers_of(numbers):
        return np.array(_answers.numbers_of(numbers))

    exercise = EXERCISES[name]
    for stage in exercise.stages:

        def function(*given, stage=stage):
            stages = exercise.right(**dict(zip(exercise.gets, given, strict=True)))
            late = list(stages)[list(stages).index(stage) :]
            return {
                each: numbers_of(numbers) + (0.37 if each in late else 0)
                for each, numbers in stages.items()
            }

        found = check(**{name: function}, using=lambda rows: rows)
        assert found.stage == stage, found.text
        assert found.arguments and list(found.arguments) == list(exercise.gets)


def test_a_place_and_both_numbers_are_told():
    def function(scores):
        weights = softmax(scores)
        weights[-1, 1] += 0.01
        return weights

    lines = check(softmax=function).text.splitlines()
    assert lines[0] == "softmax: not yet. The first stage that differs is weights."
    assert lines[1] == "With 1 query and 3 keys: weights[0][1] is 0.2486; wanted 0.2386."


def test_numbers_that_look_alike_are_told_with_as_many_digits_as_differ():
    text = check(mean=lambda values: mean(values) + 0.00002).text
    found, wanted = text.partition("[0][0] is ")[2].splitlines()[0].split("; wanted ")
    assert found != wanted and len(found) > 5


def test_the_other_shape_is_told_with_how_the_function_is_called():
    text = check(scores=lambda query, key: 2 * query).text
    assert "scaled_scores has the shape [1, 2]; wanted the shape [1, 3]." in text
    assert "It is called as scores(query, key) → scaled_scores." in text


def test_what_is_raised_is_told_with_its_line():
    def function(values):
        return values / values.missing

    text = check(mean=function).text
    assert "It raised AttributeError" in text and "return values / values.missing" in text
    assert "It is called as mean(values)" in check(mean=lambda: 0).text


def test_overflow_in_plain_python_is_known_too():
    def function(scores):
        return [[math.exp(s) / sum(map(math.exp, row)) for s in row] for row in scores]

    assert "Subtract the largest score of the row first" in check(softmax=function).text


@pytest.mark.parametrize(
    "returned",
    [
        "text",
        b"bytes",
        {1: 2},
        {"weights": object()},
        iter([1]),
        1j,
        [1j],
        [[1], [1, 2]],
        object,
        10**400,
    ],
)
def test_whatever_is_returned_is_told(returned):
    found = check(softmax=lambda scores: returned)
    assert not found.passed and len(found.text.splitlines()) >= 2


def test_a_list_that_holds_itself_is_told():
    loop = []
    loop.append(loop)
    assert "cannot be read" in check(softmax=lambda scores: loop).text


@pytest.mark.parametrize("error", [ValueError, SystemExit, RecursionError, ZeroDivisionError])
def test_nothing_that_is_raised_comes_out(error):
    def function(scores):
        raise error("no\nway")

    assert f"It raised {error.__name__}: no" in check(softmax=function).text


def test_warnings_of_the_function_are_not_shown():
    check(softmax=lambda scores: np.exp(scores) / np.exp(scores).sum(1, keepdims=True))


def test_a_function_that_changes_what_it_gets_spoils_nothing():
    def spoiling(scores):
        right = softmax(scores)
        scores[:] = 0
        return right

    assert check(softmax=spoiling).passed

    def spoiling_lists(values):
        right = mean(np.array(values)).tolist()
        values.clear()
        return right

    assert check(mean=spoiling_lists, using=lambda rows: rows).passed

    def cheating(scores):
        scores[:] = 0
        return scores

    assert not check(softmax=cheating).passed


def test_without_numpy_a_function_gets_lists(monkeypatch):
    monkeypatch.setattr(check_module, "numpy_or_none", lambda: None)
    kinds = []

    def function(scores):
        kinds.append((type(scores), type(scores[0])))
        return softmax(np.array(scores)).tolist()

    assert check(softmax=function).passed
    assert set(kinds) == {(list, list)}


def test_the_same_is_asked_every_time():
    asked = []
    for _ in range(2):
        check(softmax=lambda scores: asked.append(scores.tolist()))
    assert asked[:4] == asked[4:]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({}, "Found no function; wanted one"),
        ({"softmax": softmax, "head": head}, "Found softmax, head; wanted one"),
        ({"softmax": [[1.0]]}, "Found a list; wanted the function itself"),
        ({"softmax": np.eye(2)}, "wanted the function itself, as in check\\(softmax=softmax\\)"),
    ],
)
def test_wrong_use_of_the_check_itself_is_a_type_error(given, told):
    with pytest.raises(TypeError, match=told):
        check(**given)


def test_the_docs_show_what_is_said():
    docs = (Path(__file__).parents[2] / "docs" / "lessons.md").read_text("utf-8")

    def unscaled(query, key, value, may):
        return softmax(np.where(may, query @ key.T, -np.inf)) @ value

    assert f"```text\n{check(head=unscaled)}\n```" in docs
    assert all(f"| `{name}=`" in docs for name in EXERCISES)


def test_a_cell_of_a_notebook_is_told_by_its_line():
    shell = pytest.importorskip("IPython.core.interactiveshell").InteractiveShell()
    shell.run_cell("def mean(values):\n    return values / 0 .nothing\n")
    text = check(mean=shell.user_ns["mean"]).text
    assert "at line 2: return values / 0 .nothing" in text
