"""What the function of a learner returned: read whatever it is, and compared with what is wanted."""

import math
from typing import NamedTuple

from ._libraries import Unreadable, array_of, is_array_like, name_of
from ._messages import number_text

_NEAR = {"rel_tol": 1e-4, "abs_tol": 1e-5}  # float32 is near enough
_FAR = -1e8  # below it a number stands for −∞


class Difference(NamedTuple):
    """Where something differs first."""

    place: str  # such as ``[0][1]``; empty of what is one number, or of another shape
    found: str
    wanted: str


def numbers_of(value):
    """Lists of floats within one another, or one float; None becomes −∞.

    Raises
    ------
    Unreadable
        Says what was found in place of numbers.
    """
    if value is None:
        return -math.inf
    if isinstance(value, (bool, int, float)):
        return float(value)
    if isinstance(value, (list, tuple)):
        return [numbers_of(entry) for entry in value]
    if not is_array_like(value) or isinstance(value, (str, bytes)):
        raise Unreadable(name_of(value))
    array = array_of(value)
    plain = array.tolist() if hasattr(array, "tolist") else array
    if isinstance(plain, complex) or plain is value:
        raise Unreadable(name_of(value))
    return numbers_of(plain)


def shape_of(numbers):
    """How long lists are at each depth; None where not all are of one length."""
    if not isinstance(numbers, list):
        return []
    shapes = [shape_of(entry) for entry in numbers]
    if any(shape != shapes[0] or shape is None for shape in shapes):
        return None
    return [len(numbers), *(shapes[0] if shapes else [])]


def difference(found, wanted):
    """The first difference of two lists within one another, or None."""
    shapes = [shape_of(numbers) for numbers in (found, wanted)]
    if shapes[0] != shapes[1]:
        return Difference("", _shape_told(shapes[0]), _shape_told(shapes[1]))
    return next(_differences(found, wanted, ""), None)


def _differences(found, wanted, place):
    if isinstance(wanted, list):
        for i, pair in enumerate(zip(found, wanted, strict=True)):
            yield from _differences(*pair, f"{place}[{i}]")
    elif not is_near(found, wanted):
        yield Difference(place, *_told_apart(found, wanted))


def is_near(found, wanted):
    """Whether two numbers are the same but for rounding; no number is the same as no number."""
    if math.isnan(wanted) or math.isnan(found):
        return math.isnan(wanted) and math.isnan(found)
    if wanted == -math.inf:
        return found < _FAR
    return math.isclose(found, wanted, **_NEAR)


def _told_apart(found, wanted):
    """Two numbers, in as few digits as tell them apart."""
    for digits in (4, 8, 17):
        told = [_number_told(number, digits) for number in (found, wanted)]
        if told[0] != told[1]:
            break
    return told


def _number_told(number, digits):
    if math.isnan(number):
        return "no number (nan)"
    if math.isinf(number):
        return "∞" if number > 0 else "−∞"
    return number_text(float(f"{number:.{digits}g}"))


def _shape_told(shape):
    if shape is None:
        return "rows of different lengths"
    return f"the shape [{', '.join(map(str, shape))}]" if shape else "one number"


def is_untouched(found, argument):
    """Whether what was returned is an argument as it came in."""
    try:
        return difference(found, numbers_of(argument)) is None
    except Unreadable:
        return False


def has_no_number(numbers):
    """Whether something in lists within one another is no number."""
    if isinstance(numbers, list):
        return any(map(has_no_number, numbers))
    return numbers is not None and math.isnan(numbers)
