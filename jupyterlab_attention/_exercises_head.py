"""Exercises: the scores, and all of one head."""

import math

from . import _attend
from ._attend import matmul, stable_softmax, transpose
from ._exercise import Exercise, Wrong, by_root, causal, drawn, open_mask, times
from ._exercises_weights import (
    ALL_AT_ONCE,
    AXIS,
    LATE,
    NO_MASK,
    OVERFLOW,
    TURNED_MASK,
    ZERO,
    all_over,
    down,
    masking,
    negated,
)


def score_inputs(random):
    yield (
        "1 query and 3 keys of 2 dimensions",
        {"query": drawn(random, 1, 2), "key": drawn(random, 3, 2)},
    )
    yield (
        "3 queries and 5 keys of 4 dimensions",
        {"query": drawn(random, 3, 4), "key": drawn(random, 5, 4)},
    )
    yield (
        "4 queries and 4 keys of 9 dimensions",
        {"query": drawn(random, 4, 9), "key": drawn(random, 4, 9)},
    )


def scored(scale, turned=False):
    """Scores by a scale that follows from d_k and the number of keys."""

    def way(query, key):
        scores = matmul(query, transpose(key))  # [query, d_k] × [d_k, key] → [query, key]
        if turned:
            scores = transpose(scores)
        factor = scale(len(query[0]), len(key))
        return {"scores": scores, "scaled_scores": times(scores, factor)}

    return way


def cosines(query, key):
    units = [[times([row], 1 / math.hypot(*row))[0] for row in rows] for rows in (query, key)]
    return matmul(units[0], transpose(units[1]))


def _cosine(query, key):
    scores = cosines(query, key)
    return {"scores": scores, "scaled_scores": scores}


UNSCALED = "The scores are still to be multiplied by 1/√d_k."
BY_D = "The scores were divided by d_k; wanted by its square root."
TIMES_ROOT = "The scores were multiplied by √d_k; wanted divided by it."
SWAPPED = "Rows are queries and columns are keys; here it is the other way round."

SCORES = Exercise(
    {"query": "[query, d_k]", "key": "[key, d_k]"},
    {"scores": "[query, key]", "scaled_scores": "[query, key], times 1/√d_k"},
    score_inputs,
    scored(by_root),
    (
        Wrong("scaled_scores", UNSCALED, scored(lambda d, m: 1.0)),
        Wrong("scaled_scores", BY_D, scored(lambda d, m: 1 / d)),
        Wrong("scaled_scores", TIMES_ROOT, scored(lambda d, m: math.sqrt(d))),
        Wrong(
            "scaled_scores",
            "The scores were divided by the root of the number of keys; wanted that of d_k, the length of a key.",
            scored(lambda d, m: 1 / math.sqrt(m)),
        ),
        Wrong("scores", SWAPPED, scored(by_root, turned=True)),
        Wrong(
            "scores",
            "These are cosines: the lengths were divided out. A score is the dot product, in which long keys count for more.",
            _cosine,
        ),
    ),
)


def _head_inputs(random):
    def of(n, m, d_k, d_v, may, spread=1.0):
        return {
            "query": drawn(random, n, d_k, spread=spread),
            "key": drawn(random, m, d_k, spread=spread),
            "value": drawn(random, m, d_v),
            "may": may,
        }

    yield "1 query and 3 keys", of(1, 3, 2, 2, open_mask(1, 3))
    yield "3 tokens and a causal mask", of(3, 3, 4, 2, causal(3))
    yield "2 queries and 5 keys of another sequence", of(2, 5, 3, 4, open_mask(2, 5))
    yield "scores of some thousands", of(3, 3, 2, 2, causal(3), spread=60.0)


HEAD_STAGES = ("scores", "scaled_scores", "masked_scores", "weights", "output")


def _attended(scale=by_root, **switches):
    """One head by the engine, with what is switched otherwise."""

    def way(query, key, value, may):
        head = _attend.scaled_dot_product_attention(
            query, key, value, may, scale(len(query[0])), **switches
        )
        return {stage: head[stage] for stage in HEAD_STAGES}

    return way


def _reweighed(change, stages=("masked_scores",)):
    """One head whose weights are made otherwise: of the right masked scores, or of right weights."""

    def way(query, key, value, may):
        head = _attended()(query, key, value, may)
        weights = change(*(head[stage] for stage in stages))
        if len(weights[0]) != len(value):
            return {"weights": weights}
        return head | {"weights": weights, "output": matmul(weights, value)}

    return way


def _with_key(query, key, value, may):
    head = _attended()(query, key, value, may)
    return head | {"output": matmul(head["weights"], key)}


def _zero_masked(query, key, value, may):
    scaled = scored(by_root)(query, key)
    masked = masking(stable_softmax, 0.0)(scaled["scaled_scores"], may)
    return scaled | masked | {"output": matmul(masked["weights"], value)}


def _with_mask(change):
    return lambda query, key, value, may: _attended()(query, key, value, change(may))


HEAD = Exercise(
    {
        "query": "[query, d_k]",
        "key": "[key, d_k]",
        "value": "[key, d_v]",
        "may": "[query, key], true where the query may attend to the key",
    },
    {
        "scores": "[query, key]",
        "scaled_scores": "[query, key], times 1/√d_k",
        "masked_scores": "[query, key], −∞ where nothing may be seen",
        "weights": "[query, key], each row sums to 1",
        "output": "[query, d_v]",
    },
    _head_inputs,
    _attended(),
    (
        Wrong("scaled_scores", UNSCALED, _attended(lambda d: 1.0)),
        Wrong("scaled_scores", BY_D, _attended(lambda d: 1 / d)),
        Wrong("scaled_scores", TIMES_ROOT, _attended(math.sqrt)),
        Wrong("masked_scores", NO_MASK, _with_mask(lambda may: open_mask(len(may), len(may[0])))),
        Wrong("masked_scores", TURNED_MASK, _with_mask(negated)),
        Wrong("masked_scores", ZERO, _zero_masked),
        Wrong("weights", LATE, _attended(mask_at="weights")),
        Wrong("weights", OVERFLOW, _attended(softmax="naive")),
        Wrong("weights", AXIS, _reweighed(down)),
        Wrong(
            "weights",
            ALL_AT_ONCE,
            _reweighed(lambda masked: all_over(masked)),
        ),
        Wrong(
            "output",
            "The weights were transposed: row i of the output is the sum of the values by row i of the weights.",
            lambda **given: {
                "output": matmul(transpose(_attended()(**given)["weights"]), given["value"])
                if len(given["query"]) == len(given["key"])
                else []
            },
        ),
        Wrong("output", "The keys were mixed; wanted the values.", _with_key),
    ),
)
