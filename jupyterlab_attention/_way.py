"""How a payload is computed: by lists, or at model size by NumPy."""

from . import _arrays, _attend
from ._format import work_of

# From so many multiplications of one product on, NumPy computes, where it is installed.
_BIG = 500_000


def way_of(payload):
    """The module that computes a payload without problems: they offer the same functions."""
    if work_of(payload) < _BIG or _arrays.numpy_or_none() is None:
        return _attend
    from . import _attend_numpy

    return _attend_numpy
