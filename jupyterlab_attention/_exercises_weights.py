"""Exercises: the softmax, and the mask before it."""

import math

from . import _attend
from ._attend import stable_softmax, transpose
from ._exercise import Exercise, Wrong, causal, drawn, open_mask

FAR = -1e9  # what stands for −∞ in much code


def _softmax_inputs(random):
    yield "1 query and 3 keys", {"scores": drawn(random, 1, 3)}
    yield "3 queries and 4 keys", {"scores": drawn(random, 3, 4)}
    yield "scores of a thousand", {"scores": [[1000.0, 1001.0, 999.0], [1000.5, 998.0, 1001.0]]}
    far = [[1000.0, 1001.0], [-1000.0, -1001.5], [0.0, 1.0]]
    yield "a row of large scores above one of small ones", {"scores": far}


def _weights(row):
    """An exercise that has the weights alone."""
    return lambda scores: {"weights": [row(each) for each in scores]}


def down(scores):
    """A softmax over the queries, as where the axis is taken for the other."""
    return transpose([stable_softmax(column) for column in transpose(scores)])


def all_over(scores):
    flat = stable_softmax([score for row in scores for score in row])
    width = len(scores[0])
    return [flat[start : start + width] for start in range(0, len(flat), width)]


def _one_top(scores):
    """The largest of all scores subtracted, in place of that of each row."""
    top = max(map(max, scores))
    return [_attend.naive_softmax([score - top for score in row]) for row in scores]


AXIS = "A row is a query, and its shares sum to 1: the softmax runs along the keys. Here it ran down the columns."
ALL_AT_ONCE = "The softmax was taken over all scores at once: each row is to sum to 1 by itself."
OVERFLOW = (
    "exp of a large score is more than a number can be. Subtract the largest score of the row "
    "first: the weights stay the same."
)

SOFTMAX = Exercise(
    {"scores": "[query, key]"},
    {"weights": "[query, key], each row sums to 1"},
    _softmax_inputs,
    _weights(stable_softmax),
    (
        Wrong("weights", OVERFLOW, _weights(_attend.naive_softmax)),
        Wrong("weights", AXIS, lambda scores: {"weights": down(scores)}),
        Wrong("weights", ALL_AT_ONCE, lambda scores: {"weights": all_over(scores)}),
        Wrong(
            "weights",
            "The largest of all scores was subtracted: where another row is far below it, nothing "
            "is left of that row. Subtract from each row its own.",
            lambda scores: {"weights": _one_top(scores)},
        ),
        Wrong(
            "weights",
            "These are the exponentials; each is still to be divided by the sum of its row.",
            _weights(lambda row: [_attend._exp(score) for score in row]),
        ),
        Wrong(
            "weights",
            "The scores were divided by their sum; a softmax takes exp of them first, so that no share is negative.",
            _weights(lambda row: [score / sum(row) for score in row]),
        ),
    ),
)


def _mask_inputs(random):
    yield "3 tokens and a causal mask", {"scores": drawn(random, 3, 3), "may": causal(3)}
    padding = [[True, True, False, True]] * 2
    yield "2 queries, 4 keys, one of them padding", {"scores": drawn(random, 2, 4), "may": padding}
    nothing = [[True, False, True], [False, False, False]]
    yield "a query that may attend to nothing", {"scores": drawn(random, 2, 3), "may": nothing}


def _masked(scores, may, hidden=None):
    return [
        [score if allowed else hidden for score, allowed in zip(*rows, strict=True)]
        for rows in zip(scores, may, strict=True)
    ]


def masking(shares, hidden=None, late=False):
    """Masked scores and their weights, in one of the ways to make them."""

    def way(scores, may):
        masked = scores if late else _masked(scores, may, hidden)
        weights = [shares(row) for row in masked]
        if late:
            weights = _masked(weights, may, 0.0)
        return {"masked_scores": masked, "weights": weights}

    return way


def _no_policy(row):
    """A softmax to which a row of −∞ alone is 0 ÷ 0."""
    return stable_softmax(row) if any(score is not None for score in row) else [math.nan] * len(row)


LATE = (
    "The mask came after the softmax: what it takes away is not shared out anew, and rows no longer "
    "sum to 1. Put −∞ in place of the scores before."
)
ZERO = (
    "A score of 0 still gets a share, as exp(0) is 1. What is masked needs −∞, of which exp is 0."
)
TURNED_MASK = (
    "The mask was read the other way round: true means that the query may attend to the key."
)
NO_MASK = "This is what comes out without the mask."

MASK = Exercise(
    {
        "scores": "[query, key]",
        "may": "[query, key], true where the query may attend to the key",
    },
    {
        "masked_scores": "[query, key], −∞ where nothing may be seen",
        "weights": "[query, key], each row sums to 1, or to 0 where it may attend to nothing",
    },
    _mask_inputs,
    masking(stable_softmax),
    (
        Wrong("weights", LATE, masking(stable_softmax, late=True)),
        Wrong("masked_scores", ZERO, masking(stable_softmax, 0.0)),
        Wrong(
            "weights",
            "A row that may attend to nothing became 0 ÷ 0. Its weights are to be 0: nothing is moved.",
            masking(_no_policy),
        ),
        Wrong(
            "weights",
            "A large negative number stands for −∞, and where all of a row is masked it is shared out "
            "evenly. The weights of a row that may attend to nothing are to be 0.",
            masking(stable_softmax, FAR),
        ),
        Wrong(
            "masked_scores",
            TURNED_MASK,
            lambda scores, may: masking(stable_softmax)(scores, negated(may)),
        ),
        Wrong(
            "masked_scores",
            NO_MASK,
            lambda scores, may: masking(stable_softmax)(scores, open_mask(len(may), len(may[0]))),
        ),
        Wrong(
            "weights",
            AXIS,
            lambda scores, may: {"weights": down(_masked(scores, may))},
        ),
    ),
)


def negated(may):
    return [[not allowed for allowed in row] for row in may]
