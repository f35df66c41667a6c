"""What Python has beside lists, objects, numbers and texts, as one of these."""

import io
import math
import numbers
from collections import UserString
from collections.abc import ItemsView, Iterable, KeysView, Mapping, ValuesView
from collections.abc import Set as AbstractSet

from . import _shapes as shapes
from ._libraries import Unreadable, has, is_missing, name_of

_LONG = 1_000_000  # entries of an iterator, which need not end


def reduced(value, field, name):
    """A number, a text, a list or an object of Python that says what a value says.

    Parameters
    ----------
    field : str
        The field that it is for, as a JSON path.
    name : str
        What that is called by whoever gave it.

    Raises
    ------
    Unreadable
        If it says nothing of the kind, or not for certain.
    """
    if isinstance(value, type):
        raise Unreadable(f"the class {value.__name__}")
    if is_missing(value):
        raise Unreadable(f"a missing value ({type(value).__name__})", "fill or drop it first")
    if isinstance(value, (bytes, bytearray)):
        raise Unreadable(f"bytes, {len(value):,} of them", _of_bytes(field))
    if isinstance(value, (str, UserString)):
        return str.__str__(value) if isinstance(value, str) else str(value)
    if isinstance(value, numbers.Integral):
        return int(value)
    if isinstance(value, numbers.Real) or type(value).__name__ == "Decimal":
        return _float(value)
    if has(value, "__index__"):
        return value.__index__()
    if isinstance(value, Mapping):
        if shapes.is_array_field(field) and field != "$.mask":
            raise Unreadable(name_of(value), _meant(value, name))
        return dict(value.items())
    return _listed(value, name)


def _listed(value, name):
    """What can be gone through, in an order of its own, as a list."""
    in_order = isinstance(value, (KeysView, ValuesView, ItemsView))
    if isinstance(value, AbstractSet) and not in_order:
        raise Unreadable(f"{name_of(value)}, which has no order", "give a list")
    if not isinstance(value, Iterable) or isinstance(value, io.IOBase) or callable(value):
        raise Unreadable(name_of(value), _meant(value, name))
    found = []
    for entry in value:
        found.append(entry)
        if len(found) > _LONG:
            raise Unreadable(f"{name_of(value)} of more than {_LONG:,} entries", "give fewer")
    return found


def _of_bytes(field):
    if shapes.is_array_field(field) and shapes.wanted_kind(field) != "texts":
        return "`np.frombuffer` and a shape make an array of them"
    return "decode them, as by `.decode()`"


def _meant(value, name):
    """What might have been meant by something that is no array."""
    if has(value, "weight"):
        return f"take its weights, `{name}.weight.T` of a linear layer"
    if callable(value):
        return f"call it, `{name}()`"
    for method in ("to_dict", "tokens", "collect", "to_numpy", "read"):
        if has(value, method):
            call = "()" if callable(getattr(value, method)) else ""
            return f"take what it holds, as by `{name}.{method}{call}`"
    return ""


def _float(value):
    try:
        return float(value)
    except OverflowError:
        return math.inf
