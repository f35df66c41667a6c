"""What an exercise in code is: what the function of a learner gets, what it is to return, known wrong ways.

What is wanted is computed by the engine, and so is each wrong way: a hint is given where what came out
is what that way makes, never on a guess.
"""

import math
from collections.abc import Callable
from typing import NamedTuple

from . import _attend

SEED = 2017
"""From it the numbers of all inputs are drawn."""


class Wrong(NamedTuple):
    """A way that is known to be wrong."""

    stage: str  # the first that it makes wrong
    hint: str
    way: Callable  # what it makes of the arguments: stages by their names


class Exercise(NamedTuple):
    """A step of attention that is written in Python."""

    gets: dict  # arguments, in their order, with what they are
    stages: dict  # what may be returned, in the order of computation, with their shapes
    inputs: Callable  # of a source of random numbers: what each input is, and its arguments
    right: Callable  # of the arguments: all stages
    wrong: tuple = ()
    all_at_once: bool = False  # all stages are returned, not the last alone


def drawn(random, *shape, spread=1.0):
    """Numbers of so many digits that people can read them."""
    if len(shape) == 1:
        return [round(random.gauss(0, spread), 2) for _ in range(shape[0])]
    return [drawn(random, *shape[1:], spread=spread) for _ in range(shape[0])]


def causal(n):
    return _attend.resolve_mask("causal", n, n)


def open_mask(n, m):
    return [[True] * m for _ in range(n)]


def times(matrix, factor):
    return [[entry * factor for entry in row] for row in matrix]


def by_root(d_k, _keys=None):
    return 1 / math.sqrt(d_k)
