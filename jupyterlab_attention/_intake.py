"""What a caller hands over, as a payload of plain lists, numbers and texts, large arrays as bytes.

Whatever it is, it is read where that is safe, and otherwise told with its name: no other exception
comes from here. What the format asks of a payload is `check`'s.
"""

import base64
import io
import math
import numbers
import re
from collections import UserString
from collections.abc import ItemsView, Iterable, KeysView, Mapping, Sequence, ValuesView
from collections.abc import Set as AbstractSet

from . import _shapes as shapes
from ._arrays import WRITTEN, numpy_or_none
from ._format import LIMITS, Problem, check
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

_DEEP = 100  # levels of lists and objects in one another
_MANY = 4_000_000  # entries that are looked at one by one, in all
_LONG = 1_000_000  # entries of an iterator, which need not end
_EXACT = 2**53
_WHOLE = re.compile(
    r"\$\.(version|n_heads|n_kv_heads|position_offset|mask\.window"
    r"|overrides\.scores\[\]\.(head|query|key)"
    r"|view\.(query|head|window\.(query|key)\[\]|predictions\[\]\.(head|query|guess|truth)))"
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_UNREAD = {}  # in place of what cannot be read: no field takes it
_BYTE_TYPES = {"float64": "float64", "float32": "float32", "float16": "float16", "bool": "bool"}


def whole(value):
    """A whole number as int, also one that comes as float; what is none stays what it is."""
    is_float = isinstance(value, float) and math.isfinite(value) and abs(value) <= _EXACT
    return int(value) if is_float and value == int(value) else value


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
    intake = _Intake(called or {})
    heads = intake.take(value.get("n_heads"), "$.n_heads", "$.n_heads") if _is_dict(value) else 1
    intake = _Intake(called or {}, heads if isinstance(heads, int) else 1)
    payload = intake.take(value, "$", "$")
    return payload, intake.with_those_of(payload)


def read(payload):
    """A payload that is JSON already: whole numbers as such, and nothing that could not be written."""
    intake = _Intake({}, is_json=True)
    payload = intake.take(payload, "$", "$")
    return payload, intake.with_those_of(payload)


def copied(value):
    """A payload of its own, as deep as it goes."""
    if isinstance(value, list):
        return value[:] if not _holds_more(value) else [copied(entry) for entry in value]
    if isinstance(value, dict):
        return {name: copied(entry) for name, entry in value.items()}
    return value


def _holds_more(value):
    return not {list, dict}.isdisjoint(map(type, value))


def _is_dict(value):
    return isinstance(value, dict)


class _Intake:
    """One payload on its way in. A path is where something is, a field the same without places."""

    def __init__(self, called, heads=1, is_json=False):
        self.called, self.heads, self.is_json = called, heads, is_json
        self.problems, self.infinite = [], []
        self.open, self.room = [], _MANY

    def take(self, value, path, field):
        if self.room < 0:  # it has been told
            return _UNREAD
        kind = type(value)
        if kind is str:
            return _text(value)
        if value is None or kind is bool:
            return value
        if kind in (int, float):
            return self.number(value, path, field)
        if kind in (list, tuple):
            return self.list(value, path, field)
        if kind is dict:
            return self.object(value, path, field)
        return self.other(value, path, field)

    def number(self, value, path, field):
        if isinstance(value, float):
            if not math.isfinite(value):
                self.infinite.append(path)
            return whole(value) if _WHOLE.fullmatch(field) else value
        try:
            float(value)
        except OverflowError:
            digits = int(value.bit_length() * math.log10(2)) + 1
            return self.refuse(
                path, f"a number of some {digits:,} digits", "one that a double holds"
            )
        return value

    # -- what holds more ---------------------------------------------------------------------

    def object(self, value, path, field):
        if not self.enter(value, path):
            return _UNREAD
        found = {}
        for name, entry in value.items():
            if not isinstance(name, str):
                self.refuse(path, f"the key {_short(name)}", "texts as keys")
                continue
            name = _text(str.__str__(name))
            found[name] = self.take(entry, f"{path}.{name}", f"{field}.{name}")
        self.open.pop()
        return found

    def list(self, value, path, field):
        kinds = set(map(type, value))
        if kinds <= {int, float} and not _WHOLE.fullmatch(f"{field}[]"):
            plain = self.row(value, path, field)
        elif kinds == {bool}:
            plain = list(value)
        elif len(kinds) == 1 and next(iter(kinds)).__module__ == "numpy" and value[0].shape == ():
            plain = self.take(numpy_or_none().array(value), path, field)  # its scalars
        elif self.enter(value, path):
            plain = self.entries(value, path, field)
            self.open.pop()
        else:
            return _UNREAD
        fine = self.is_json or not shapes.is_array_field(field)
        return plain if fine or self.told(path) else self.array_of_lists(plain, path, field)

    def entries(self, value, path, field):
        inner = f"{field}[]"
        return [self.take(entry, f"{path}[{i}]", inner) for i, entry in enumerate(value)]

    def row(self, value, path, field):
        """Numbers alone, at the speed of C where nothing is wrong with them."""
        try:
            fine = all(map(math.isfinite, value))
        except OverflowError:
            fine = False
        self.room -= 1 + (len(value) >> 5)
        if self.room < 0:
            return self.refuse(self.top(path), "too many entries", "fewer")
        return list(value) if fine else self.entries(value, path, field)

    def enter(self, value, path):
        """Goes into a list or object, unless it is too deep in others or too much is there."""
        self.room -= 1 + len(value)
        if id(value) in self.open:
            self.refuse(self.top(path), "something that holds itself", "lists that end")
        elif len(self.open) >= _DEEP:
            self.refuse(self.top(path), f"lists nested more than {_DEEP} deep", "fewer levels")
        elif self.room < 0:
            self.refuse(self.top(path), "too many entries", "fewer")
        else:
            self.open.append(id(value))
            return True
        return False

    def array_of_lists(self, plain, path, field):
        """Lists that are no array of their field, told in one line where they are of one kind."""
        if _is_fine(plain, field):
            return plain
        shape = shapes.nested_shape(plain)
        entries = _flat(plain, len(shape)) if shape and math.prod(shape) else []
        kind = _kind_of(set(map(type, entries)))
        if not kind:
            return plain  # what `check` finds in it says more
        self.fit(path, field, kind, shape, f"a list of {kind} {shape}", entries)
        return _UNREAD if self.told(path) else plain

    # -- what no JSON has --------------------------------------------------------------------

    def other(self, value, path, field):
        try:
            return self.of_type(value, path, field)
        except Unreadable as reason:
            return self.refuse_array(path, field, reason.found, reason.advice)
        except Exception as error:  # noqa: BLE001 - whatever the value\'s own code raises
            found = f"{name_of(value)} that cannot be read ({type(error).__name__})"
            return self.refuse_array(path, field, found)

    def of_type(self, value, path, field):
        if is_missing(value):
            raise Unreadable(f"a missing value ({type(value).__name__})", "fill or drop it first")
        if isinstance(value, type):
            raise Unreadable(f"the class {value.__name__}")
        if isinstance(value, (bytes, bytearray)):
            is_matrix = shapes.is_array_field(field) and shapes.wanted_kind(field) != "texts"
            advice = "`np.frombuffer` and a shape make an array of them"
            raise Unreadable(
                f"bytes, {len(value):,} of them",
                advice if is_matrix else "decode them, as by `.decode()`",
            )
        if isinstance(value, str):
            return _text(str.__str__(value))
        if is_array_like(value):
            return self.array(array_of(value), value, path, field)
        if isinstance(value, numbers.Integral):
            return self.number(int(value), path, field)
        if isinstance(value, numbers.Real) or type(value).__name__ == "Decimal":
            return self.number(_float(value), path, field)
        if has(value, "__index__"):
            return self.number(value.__index__(), path, field)
        if isinstance(value, Mapping):
            if shapes.is_array_field(field) and field != "$.mask":
                raise Unreadable(name_of(value), _advice(value, self.name(path)))
            return self.take(dict(value.items()), path, field)
        return self.take(self.listed(value, path), path, field)

    def listed(self, value, path):
        """What can be gone through, in an order of its own, as a list."""
        in_order = isinstance(value, (KeysView, ValuesView, ItemsView))
        if isinstance(value, AbstractSet) and not in_order:
            raise Unreadable(f"{name_of(value)}, which has no order", "give a list")
        if isinstance(value, UserString):
            return str(value)
        iterable = isinstance(value, (Iterable, Sequence))
        if not iterable or isinstance(value, io.IOBase) or callable(value):
            raise Unreadable(name_of(value), _advice(value, self.name(path)))
        found = []
        for entry in value:
            found.append(entry)
            if len(found) > _LONG:
                raise Unreadable(f"{name_of(value)} of more than {_LONG:,} entries", "give fewer")
        return found

    # -- arrays ------------------------------------------------------------------------------

    def array(self, found, value, path, field):
        np = numpy_or_none()
        if np is None or not isinstance(found, np.ndarray):
            return self.take(found, path, field)
        kind = found.dtype.kind
        told = f"{_called(np, value)} of {dtype_told(found)} {list(found.shape)}"
        if found.dtype.fields is not None or kind not in "biufOUT":
            raise Unreadable(told, _OTHER.get(kind, ""))
        if kind == "O":
            return self.objects(found, value, path, field)
        if found.ndim == 0:
            return self.take(found.item(), path, field)
        if shapes.is_array_field(field):
            entries = {"b": "booleans", "U": "texts", "T": "texts"}.get(kind, "numbers")
            values = np.unique(found).tolist() if field.startswith("$.mask") else ()
            self.fit(path, field, entries, list(found.shape), told, values, value)
            if self.told(path):
                return _UNREAD
        return found.tolist() if field.endswith("[]") else _written(np, found)

    def fit(self, path, field, kind, shape, told, values, given=None):
        """Whether what is given has the kind and the dimensions of its field: told in one line."""
        name = self.name(path)
        turned = "permute" if has(given, "permute") else "transpose"
        wrong = shapes.shape_problem(field, name, shape, self.heads, turned)
        if kind != shapes.wanted_kind(field):
            advice = shapes.kind_advice(field, name, kind, values, given is None)
            if wrong:  # both at once
                advice = "; ".join(part for part in (advice, wrong.partition("; ")[2][:-1]) if part)
            self.refuse_array(path, field, told, advice)
        elif wrong:
            self.tell(path, wrong)

    def objects(self, found, value, path, field):
        """An array of whatever: numbers or booleans where all of it is, else lists."""
        entries = found.ravel().tolist()
        missing = [i for i, entry in enumerate(entries) if is_missing(entry)]
        if missing:
            first = "".join(f"[{int(i)}]" for i in _place(missing[0], found.shape))
            raise missing_in(value, len(missing), f", the first at {first}")
        if entries and isinstance(entries[0], (bytes, bytearray)):
            raise Unreadable(f"{_called(None, value)} of bytes{shape_told(value)}", _OTHER["S"])
        kinds = set(map(type, entries))
        if kinds and (kinds == {bool} or kinds <= {int, float}):
            try:
                return self.array(
                    found.astype(bool if bool in kinds else float), value, path, field
                )
            except OverflowError:
                pass
        return self.take(found.tolist(), path, field)

    # -- reporting ---------------------------------------------------------------------------

    def name(self, path):
        last = path.rpartition(".")[2].partition("[")[0]
        return self.called.get(path) or last.replace("$", "payload")

    def top(self, path):
        """The field that holds what is at a path."""
        return re.match(r"\$(\.[^.\[]*)?", path)[0]

    def told(self, path):
        return any(_is_below(problem.path, path) for problem in self.problems)

    def tell(self, path, message):
        self.problems.append(Problem(path, message))
        return _UNREAD

    def refuse(self, path, found, wanted):
        return self.tell(path, f"Found {found}; wanted {wanted}.")

    def refuse_array(self, path, field, found, advice=""):
        """``Found an array of int64 [2, 2]; wanted booleans …: what to do.``"""
        wanted = f"; wanted {shapes.wanted_array(field)}" if shapes.is_array_field(field) else ""
        advice = f": {advice}" if advice else ""
        return self.tell(path, f"Found {found}{wanted}{advice}.")

    def with_those_of(self, payload):
        """All problems: those of reading in place of what `check` finds there, in its order."""
        ours = _few(self.problems)
        found, told = [], set()
        for problem in check(payload)[0]:
            above = [own for own in ours if _is_below(problem.path, own.path)]
            if not above:
                found.append(problem)
            for own in above:
                if own not in told:
                    told.add(own)
                    found.append(_completed(own, problem))
        found += [own for own in ours if own not in told]
        there = [problem.path for problem in found]
        for path in self.infinite:
            if not any(_is_below(path, each) for each in there):
                found.append(
                    Problem(path, "Found a number that JSON has not; wanted a finite one.")
                )
        return found


_OTHER = {
    "c": "take the real part, or the magnitude",
    "S": "decode them, as by `.astype(str)`",
    "V": "take one of its fields",
}


def _written(np, found):
    """An array as lists, or as bytes where it has many numbers."""
    if found.ndim != 2 or found.size <= WRITTEN or found.dtype.kind in "UT":
        return found.tolist()
    name = _BYTE_TYPES.get(found.dtype.name, "float64")
    few = found.size <= LIMITS["numbers"]  # what is too much is told by its shape
    little = found.astype(np.dtype(name).newbyteorder("<"), copy=False) if few else b""
    data = base64.b64encode(little.tobytes("C") if few else b"").decode("ascii")
    return {"dtype": name, "shape": list(found.shape), "data": data}


def _called(np, value):
    known = np is not None and isinstance(value, np.ndarray) and not has(value, "mask")
    return "an array" if known else name_of(value, shaped=False)


def _kind_of(types):
    if types == {bool}:
        return "booleans"
    if types and types <= {int, float}:
        return "numbers"
    return "texts" if types == {str} else None


def _is_fine(rows, field):
    """Whether rows are all of the wanted kind, found at the speed of C; False where in doubt."""
    kinds = {"numbers": {int, float}, "booleans": {bool}, "texts": {str}}
    right = kinds[shapes.wanted_kind(field)]
    if shapes.wanted_dimensions(field) == 1:
        return set(map(type, rows)) <= right
    return all(type(row) is list and set(map(type, row)) <= right for row in rows)


def _flat(lists, depth):
    for _ in range(depth - 1):
        lists = [entry for each in lists for entry in each]
    return lists


def _place(i, shape):
    place = []
    for length in reversed(shape):
        i, last = divmod(i, length)
        place.insert(0, last)
    return place


def _advice(value, name):
    """What might have been meant by something that is no array."""
    if has(value, "weight"):
        return f"take its weights, `{name}.weight.T` of a linear layer"
    if callable(value):
        return f"call it, `{name}()`"
    for method in ("to_dict", "tokens", "collect", "to_numpy", "read"):
        if has(value, method):
            return f"take what it holds, as by `{name}.{method}()`"
    return ""


def _float(value):
    try:
        return float(value)
    except OverflowError:
        return math.inf


def _text(text):
    """A text in which halves of one character, side by side, are that character."""
    if text.isascii() or not _SURROGATE.search(text):
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")


def _short(value):
    try:
        return repr(value)[:40]
    except Exception:  # noqa: BLE001 - whatever the value\'s own code raises
        return name_of(value)


def _is_below(path, other):
    """Whether a path is another, or leads through it."""
    return path == other or path.startswith((f"{other}.", f"{other}["))


def _few(problems):
    """At most ten of a field, and how many more there are."""
    few, counts = [], {}
    for problem in problems:
        top = re.sub(r"\[.*", "", problem.path)
        counts[top] = counts.get(top, 0) + 1
        if counts[top] <= LIMITS["problems"]:
            few.append(problem)
    rest = {top: count - LIMITS["problems"] for top, count in counts.items()}
    more = "…and {} more of the same kind in this field."
    return few + [Problem(top, more.format(count)) for top, count in rest.items() if count > 0]


def _completed(own, theirs):
    """With what `check` wants there, where it is not said yet."""
    _, wants, wanted = theirs.message.partition("; wanted ")
    if "; wanted " in own.message or not wants or own.path != theirs.path:
        return own
    found, colon, advice = own.message.rstrip(".").partition(": ")
    advice = f"{colon}{advice}." if colon else "."
    return Problem(own.path, f"{found}; wanted {wanted.rstrip('.')}{advice}")
