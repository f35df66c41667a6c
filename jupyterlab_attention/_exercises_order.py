"""Exercises: RoPE, and the average of all that came before."""

import math

from . import _attend
from ._attend import matmul
from ._exercise import Exercise, Wrong, drawn


def _rope_inputs(random):
    yield "3 vectors of 2 dimensions", {"vectors": drawn(random, 3, 2), "first": 0}
    yield "3 vectors of 4 dimensions", {"vectors": drawn(random, 3, 4), "first": 0}
    yield "4 vectors of 6 dimensions from position 5", {"vectors": drawn(random, 4, 6), "first": 5}


def _turned(angle, neighbours=False):
    """Each pair of components turned by an angle that follows from its place and the position."""

    def way(vectors, first):
        half = len(vectors[0]) // 2
        rows = [list(row) for row in vectors]
        for r, row in enumerate(rows):
            for i in range(half):
                one, other = (2 * i, 2 * i + 1) if neighbours else (i, i + half)
                by, a, b = angle(first + r, i, half, r), row[one], row[other]
                row[one] = a * math.cos(by) - b * math.sin(by)
                row[other] = b * math.cos(by) + a * math.sin(by)
        return {"rotated": rows}

    return way


def _angle(position, i, half, _row=None):
    return position * 10000 ** (-i / half)


ROPE = Exercise(
    {
        "vectors": "[n, d], d even; components i and i + d/2 are turned together",
        "first": "the position of the first vector",
    },
    {"rotated": "[n, d], by position · 10000^(−2i/d)"},
    _rope_inputs,
    lambda vectors, first: {"rotated": _attend.rotate_positions(vectors, first)},
    (
        Wrong(
            "rotated",
            "It turns the other way: (a, b) becomes (a cos − b sin, b cos + a sin).",
            _turned(lambda *at: -_angle(*at)),
        ),
        Wrong(
            "rotated",
            "Neighbours were turned together, as in the paper; wanted the components i and i + d/2, as in most code.",
            _turned(_angle, neighbours=True),
        ),
        Wrong(
            "rotated",
            "The position of the first vector was left out.",
            _turned(lambda position, i, half, row: _angle(row, i, half)),
        ),
        Wrong(
            "rotated",
            "Positions were counted from 1; the first is `first` itself.",
            _turned(lambda position, i, half, row: _angle(position + 1, i, half)),
        ),
        Wrong(
            "rotated",
            "All pairs were turned by the same angle; later ones turn more slowly, by 10000^(−2i/d).",
            _turned(lambda position, i, half, row: position),
        ),
        Wrong(
            "rotated",
            "The exponent is half of what it should be: wanted −2i/d.",
            _turned(lambda position, i, half, row: position * 10000 ** (-i / (2 * half))),
        ),
    ),
)


def _mean_inputs(random):
    yield "3 vectors of 2 dimensions", {"values": drawn(random, 3, 2)}
    yield "1 vector", {"values": drawn(random, 1, 3)}
    yield "5 vectors of 4 dimensions", {"values": drawn(random, 5, 4)}


def _averaged(share):
    """Rows mixed by weights that follow from the places alone."""

    def way(values):
        n = len(values)
        weights = [[share(i, j, n) for j in range(n)] for i in range(n)]
        return {"output": matmul(weights, values)}

    return way


MEAN = Exercise(
    {"values": "[n, d]"},
    {"output": "[n, d], row i is the mean of the rows 0 to i"},
    _mean_inputs,
    _averaged(lambda i, j, n: 1 / (i + 1) if j <= i else 0.0),
    (
        Wrong(
            "output",
            "Each row is the mean of all: a token may see itself and what came before it, not what comes after.",
            _averaged(lambda i, j, n: 1 / n),
        ),
        Wrong(
            "output",
            "These are sums; row i is still to be divided by i + 1.",
            _averaged(lambda i, j, n: 1.0 if j <= i else 0.0),
        ),
        Wrong(
            "output",
            "Every sum was divided by n; row i has i + 1 rows to share.",
            _averaged(lambda i, j, n: 1 / n if j <= i else 0.0),
        ),
        Wrong(
            "output",
            "Each row is the mean of itself and of what comes after it; wanted of what came before.",
            _averaged(lambda i, j, n: 1 / (n - i) if j >= i else 0.0),
        ),
        Wrong(
            "output",
            "Row i is to count itself too: the mean of the rows 0 to i.",
            _averaged(lambda i, j, n: 1 / i if j < i else 0.0),
        ),
    ),
)
