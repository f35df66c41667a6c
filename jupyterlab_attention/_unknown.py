"""Fields of a payload that are not known here: they are kept, and not used."""

from ._description import LIMITS
from ._messages import is_real, tell, wanted
from ._scalars import is_finite


def tell_unknown(value, known, path, report):
    """Tells of fields that are not known here, and of those that nobody could write again."""
    for name in in_order(name for name in value if name not in known):
        wrong = _unkeepable(value[name])
        if wrong:
            report.problem(f"{path}.{name}", wrong)
        else:
            report.warn(f"{path}.{name}", tell("unknownField"))


def in_order(names):
    """Names of fields in the order in which they are told, and written."""
    return sorted(names, key=_units)


def _units(name):
    """The order of JavaScript: by UTF-16 code units, and whole numbers, which it puts first."""
    short = name.isascii() and name.isdecimal() and len(name) <= 10  # as many digits as one has
    index = short and str(int(name)) == name and int(name) < 2**32 - 1
    return (not index, int(name) if index else 0, name.encode("utf-16-be", "surrogatepass"))


def _unkeepable(value):
    """Why a value cannot be kept as it is, or None: too deep, or no JSON can hold a number of it."""
    level, depth = [value], 0
    while level:
        for part in level:
            if is_real(part) and not is_finite(part):
                return wanted(part, "numbers that a double holds")
        if depth > LIMITS["depth"]:
            return tell("tooDeep", most=LIMITS["depth"])
        level = [
            part
            for outer in level
            if isinstance(outer, (list, dict))
            for part in (outer.values() if isinstance(outer, dict) else outer)
        ]
        depth += 1
    return None
