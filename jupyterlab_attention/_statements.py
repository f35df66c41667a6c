"""What statements come to in a state; the same as in TypeScript."""

from ._messages import is_real
from ._quantities import quantity_of

# How far apart two numbers may be that count as equal, where a statement says nothing else.
_WITHIN = 0.005


def all_hold(state, statements):
    """Whether there are statements, and all hold."""
    return bool(statements) and all(holds(state, statement) for statement in statements)


def holds(state, statement):
    """Whether a statement holds in a state. One about something that is not there never does."""
    found, wanted = quantity_of(state, statement), _compared_with(state, statement)
    how = statement["is"]
    if found is None or (wanted is None and how != "made"):
        return False
    return _HOLDS[how](found, wanted, statement.get("within", _WITHIN))


def _compared_with(state, statement):
    than = statement.get("than")
    return quantity_of(state, than) if isinstance(than, dict) else than


def _are_numbers(found, wanted):
    return is_real(found) and is_real(wanted)


def _is_equal(found, wanted, within):
    if _are_numbers(found, wanted):
        return abs(found - wanted) <= within
    return is_real(found) == is_real(wanted) and found == wanted


_HOLDS = {
    "made": lambda found, wanted, within: True,
    "equal": _is_equal,
    "unequal": lambda found, wanted, within: (
        is_real(found) == is_real(wanted) and not _is_equal(found, wanted, within)
    ),
    "above": lambda found, wanted, within: _are_numbers(found, wanted) and found > wanted,
    "below": lambda found, wanted, within: _are_numbers(found, wanted) and found < wanted,
}
