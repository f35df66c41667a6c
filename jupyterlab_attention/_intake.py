"""What a caller hands over, as a payload of plain lists, numbers and texts, large arrays as bytes.

Whatever it is, it is read where that is safe, and otherwise told with its name: no other exception
comes from here. What the format asks of a payload is `check`'s.
"""

import base64
import math
import re

from . import _shapes as shapes
from ._arrays import WRITTEN, numpy_or_none
from ._description import LIMITS, WHOLE
from ._format import check
from ._libraries import (
    Unreadable,
    array_of,
    dtype_told,
    has,
    is_array_like,
    is_missing,
    missing_in,
    name_of,
    shape_told,
)
from ._others import reduced
from ._report import Place, Report
from ._scalars import is_whole

# Levels of lists and objects in one another: those that the format knows, and what is kept in them.
_DEEP = LIMITS["depth"] + 20
_MANY = 500_000  # entries that are looked at one by one, in all
_EXACT = 2**53
_SURROGATE = re.compile("[\ud800-\udfff]")
_UNREAD = {}  # in place of what cannot be read: no field takes it
_AS_THEY_ARE = ("float64", "float32", "float16", "bool")
_KINDS = {"b": "booleans", "U": "texts", "T": "texts"}
_OTHER = {
    "c": "take the real part, or the magnitude",
    "S": "decode them, as by `.astype(str)`",
    "V": "take one of its fields",
}


def taken(value, called=None):
    """A payload of what was handed over, and all that is wrong with it.

    Parameters
    ----------
    value
        A payload, with arrays of any library in it.
    called : dict, optional
        What fields are called by whoever gave them, by their JSON paths.

    Returns
    -------
    payload : dict
    problems : list of Problem
        Those of reading, and those of `check`.
    """
    heads = value.get("n_heads") if isinstance(value, dict) else None
    heads = _Intake({}).take(heads, Place().named("n_heads"))
    intake = _Intake(called or {}, heads if isinstance(heads, int) else 1)
    payload = intake.take(value, Place())
    problems, _ = check(payload)
    return payload, intake.report.with_those_of(problems)


def read(payload):
    """A payload that is JSON already: told as everywhere, and with its whole numbers as such."""
    problems, _ = check(payload)
    return payload if problems else _Intake({}, is_json=True).take(payload, Place()), problems


def whole(value):
    """A whole number as int, also one that comes as float; what is none stays what it is."""
    return int(value) if isinstance(value, float) and is_whole(value) else value


def copied(value):
    """A payload of its own, as deep as it goes."""
    if isinstance(value, list):
        holds_more = not {list, dict}.isdisjoint(map(type, value))
        return [copied(entry) for entry in value] if holds_more else value[:]
    if isinstance(value, dict):
        return {name: copied(entry) for name, entry in value.items()}
    return value


class _Intake:
    """One payload on its way in."""

    def __init__(self, called, heads=1, is_json=False):
        self.report = Report(called)
        self.heads, self.is_json = heads, is_json
        self.open = set()  # what is being gone through: nothing may hold itself
        self.room = math.inf if is_json else _MANY

    def take(self, value, place):
        kind = type(value)
        if kind is str:
            return _text(value)
        if value is None or kind is bool:
            return value
        if kind in (int, float):
            return self.number(value, place)
        if kind in (list, tuple):
            return self.list(value, place)
        if kind is dict:
            return self.object(value, place)
        return self.other(value, place)

    def number(self, value, place):
        if isinstance(value, float):
            if not math.isfinite(value):
                self.report.infinite.append(place)
            return whole(value) if place.field in WHOLE else value
        try:
            float(value)
        except OverflowError:
            digits = int(value.bit_length() * math.log10(2)) + 1
            told = f"a number of some {digits:,} digits"
            self.report.refuse(place, told, "one that a double holds")
            return _UNREAD
        return value

    # -- what holds more ---------------------------------------------------------------------

    def object(self, value, place):
        if not self.enter(value, place):
            return _UNREAD
        if shapes.is_array_field(place.field) and not any(isinstance(name, str) for name in value):
            self.open.discard(id(value))
            return self.numbered(value, place)
        found = {}
        for name, entry in value.items():
            if isinstance(name, str):
                name = _text(str.__str__(name))
                found[name] = self.take(entry, place.named(name))
            else:
                told = f"the key {name}" if isinstance(name, int) else f"{name_of(name)} as a key"
                self.report.refuse(place, told[:60], "texts as keys")
        self.open.discard(id(value))
        return found

    def numbered(self, value, place):
        """An object that names nothing: rows by their numbers, perhaps."""
        if not value:
            return {}
        told = f"a dict whose first key is {name_of(next(iter(value)))}"
        name = self.report.name(place)
        self.report.refuse_array(place, told, f"give a list, as by `list({name}.values())`")
        return _UNREAD

    def list(self, value, place):
        field = place.field
        if self.is_json and shapes.is_array_field(field):
            return value  # nobody else holds it, and it has been looked at
        kinds = set(map(type, value))
        if kinds <= {int, float} and not f"{field}[]" in WHOLE:
            plain = self.row(value, place)
        elif kinds == {bool}:
            plain = list(value)
        elif kinds == {str}:
            plain = list(map(_text, value))
        elif len(kinds) == 1 and next(iter(kinds)).__module__ == "numpy" and value[0].shape == ():
            plain = self.take(numpy_or_none().array(value), place)  # its scalars
        elif self.enter(value, place):
            plain = self.entries(value, place)
            self.open.discard(id(value))
        else:
            return _UNREAD
        is_free = not shapes.is_array_field(field) or self.report.told(place)
        return plain if is_free else self.array_of_lists(plain, place)

    def entries(self, value, place):
        inner, found = f"{place.field}[]", []
        for i, entry in enumerate(value):
            if self.room < 0:  # it has been told
                break
            found.append(self.take(entry, Place(inner, place, i)))
        return found

    def row(self, value, place):
        """Numbers alone, at the speed of C where nothing is wrong with them."""
        try:
            fine = all(map(math.isfinite, value))
        except OverflowError:
            fine = False
        if not self.spend(1 + (len(value) >> 8), place):
            return _UNREAD
        return list(value) if fine else self.entries(value, place)

    def enter(self, value, place):
        """Goes into a list or object, unless it is too deep in others or too much is there."""
        if id(value) in self.open:
            self.report.refuse(place.top, "something that holds itself", "lists that end")
        elif len(self.open) >= _DEEP:
            told = f"lists nested more than {LIMITS['depth']} deep"
            self.report.refuse(place.top, told, "fewer levels")
        elif self.spend(1 + len(value), place):
            self.open.add(id(value))
            return True
        return False

    def spend(self, cost, place):
        had = self.room
        self.room -= cost
        if self.room < 0 <= had:
            self.report.refuse(place.top, "too many entries", "fewer")
        return self.room >= 0

    def array_of_lists(self, plain, place):
        """Lists that are no array of their field, told in one line where they are of one kind."""
        if _is_fine(plain, place.field):
            return plain
        shape = shapes.nested_shape(plain)
        entries = shapes.flat(plain, len(shape)) if shape and math.prod(shape) else []
        kind = shapes.kind_of(entries)
        if not kind:
            return plain  # what `check` finds in it says more
        self.report.fit(place, kind, shape, f"a list of {kind} {shape}", entries, self.heads)
        return _UNREAD if self.report.told(place) else plain

    # -- what no JSON has --------------------------------------------------------------------

    def other(self, value, place):
        try:
            is_one = isinstance(value, (str, bytes)) or is_missing(value)
            if is_array_like(value) and not is_one:
                return self.array(array_of(value), value, place)
            return self.take(reduced(value, place.field, self.report.name(place)), place)
        except Unreadable as reason:
            self.report.refuse_array(place, reason.found, reason.advice)
        except Exception as error:  # noqa: BLE001 - whatever the value's own code raises
            told = f"{name_of(value)} that cannot be read ({type(error).__name__})"
            self.report.refuse_array(place, told)
        return _UNREAD

    def array(self, found, value, place):
        np = numpy_or_none()
        if np is None or not isinstance(found, np.ndarray):
            return self.take(found, place)
        kind, shape = found.dtype.kind, list(found.shape)
        told = f"{_called(np, value)} of {dtype_told(found)} {shape}"
        if found.dtype.fields is not None or kind not in "biufOUT":
            raise Unreadable(told, _OTHER.get(kind, ""))
        if kind == "O":
            return self.objects(found, value, place)
        if found.ndim == 0:
            return self.take(found.item(), place)
        if shapes.is_array_field(place.field):
            entries = _KINDS.get(kind, "numbers")
            values = np.unique(found).tolist() if place.field.startswith("$.mask") else ()
            self.report.fit(place, entries, shape, told, values, self.heads, value)
            if self.report.told(place):
                return _UNREAD
        return found.tolist() if place.field.endswith("[]") else _written(np, found)

    def objects(self, found, value, place):
        """An array of whatever: numbers or booleans where all of it is, else lists."""
        entries = found.ravel().tolist()
        missing = [i for i, entry in enumerate(entries) if is_missing(entry)]
        if missing:
            at = numpy_or_none().unravel_index(missing[0], found.shape)
            first = "".join(f"[{i}]" for i in at)
            raise missing_in(value, len(missing), f", the first at {first}")
        if entries and isinstance(entries[0], (bytes, bytearray)):
            raise Unreadable(
                f"{name_of(value, shaped=False)} of bytes{shape_told(value)}", _OTHER["S"]
            )
        kind = shapes.kind_of(entries)
        if kind in ("booleans", "numbers") and not any(
            isinstance(entry, int) and abs(entry) > _EXACT for entry in entries
        ):
            return self.array(found.astype(bool if kind == "booleans" else float), value, place)
        return self.take(found.tolist(), place)


def _written(np, found):
    """An array as lists, or as bytes where it has many numbers."""
    if found.ndim != 2 or found.size <= WRITTEN or found.dtype.kind in "UT":
        return found.tolist()
    name = found.dtype.name if found.dtype.name in _AS_THEY_ARE else "float64"
    few = found.size <= LIMITS["numbers"]  # what is too much is told by its shape
    little = found.astype(np.dtype(name).newbyteorder("<"), copy=False) if few else None
    data = base64.b64encode(little.tobytes("C")).decode("ascii") if few else ""
    return {"dtype": name, "shape": list(found.shape), "data": data}


def _called(np, value):
    known = isinstance(value, np.ndarray) and not has(value, "mask")
    return "an array" if known else name_of(value, shaped=False)


def _is_fine(rows, field):
    """Whether rows are all of the wanted kind, found at the speed of C; False where in doubt."""
    kinds = {"numbers": {int, float}, "booleans": {bool}, "texts": {str}}
    right = kinds[shapes.wanted_kind(field)]
    if shapes.wanted_dimensions(field) == 1:
        return set(map(type, rows)) <= right
    return all(type(row) is list and set(map(type, row)) <= right for row in rows)


def _text(text):
    """A text in which halves of one character, side by side, are that character."""
    if text.isascii() or not _SURROGATE.search(text):
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
