"""What numbers and booleans of a payload are."""

import math

from ._messages import describe, is_real, tell, wanted

_MOST_WHOLE = 2**53 - 1  # beyond it a double does not hold every whole number


def is_finite(value):
    """Whether a value is a number that a double holds."""
    try:
        return is_real(value) and math.isfinite(value)
    except OverflowError:
        return False


def is_whole(value):
    """Whether a value is a whole number that a double holds exactly, such as 2 or 2.0."""
    return is_finite(value) and abs(value) <= _MOST_WHOLE and value == int(value)


def flag_problem(value, is_entry):
    """What to tell of a value that is no boolean; of 0 and 1, alone or in a list, how they become one."""
    if not (is_real(value) and value in (0, 1)):
        return wanted(value, "true or false")
    if is_entry:
        return tell("flag", found=describe(value))
    return tell("flagAlone", found=describe(value), wanted="true" if value == 1 else "false")
