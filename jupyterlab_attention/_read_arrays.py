"""Arrays of a payload, as lists within one another or as bytes; the same rules as in TypeScript."""

import math
import re

from . import _codec
from ._arrays import ARRAY_FIELDS, CHOICES, WIDTHS, is_array, shape_of, wrong_entries
from ._description import LIMITS
from ._messages import (
    Problem,
    count,
    describe,
    describe_shape,
    is_real,
    number,
    number_text,
    quoted,
    tell,
    too_many,
    wanted,
)
from ._scalars import flag_problem, is_whole
from ._unknown import tell_unknown

_TOLD_AXES = 8  # axes that are told of an array that has too many
_NO_BASE64 = re.compile("[^A-Za-z0-9+/]")


def read_array(node, value, path, report):
    """The array where it is right, None where it is wrong."""
    before = len(report.problems)
    if isinstance(value, list):
        _read_rows(node, value, path, report)
    elif is_array(value):
        tell_unknown(value, (*ARRAY_FIELDS, *_choices(node)), path, report)
        _read_packed(node, value, path, report)
    else:
        kind = ("a list", "a list of rows", "a list of lists of rows")[len(node["shape"]) - 1]
        what = f"{kind} of {node['entry']}s, or an object of dtype, shape and data"
        report.problem(path, wanted(value, what))
    return value if len(report.problems) == before else None


def rank_problem(shape, lengths):
    """What is told of an array that has too many axes, or too few."""
    told = [*map(number_text, lengths[:_TOLD_AXES]), *(["…"] if len(lengths) > _TOLD_AXES else [])]
    apart = len(lengths) == len(shape) + 1 and lengths[0] > 1 and "·" in "".join(shape[1:2])
    advice = tell("headsApart" if apart else "batch") if len(lengths) > len(shape) else ""
    return tell("rank", found=", ".join(told), wanted=f"[{', '.join(shape)}]", advice=advice)


# -- as lists --------------------------------------------------------------------------------


def _read_rows(node, value, path, report):
    rank = len(node["shape"])
    if not value:
        least = "at least one row" if rank > 1 else f"at least one {node['entry']}"
        report.problem(path, tell("empty", wanted=least))
        return
    entries = _count_entries(value, rank)
    if entries > LIMITS["numbers"]:
        report.problem(path, too_many("numbers", entries, LIMITS["numbers"]))
        return
    lengths, inner = shape_of_first(value)
    if len(lengths) > rank or (isinstance(inner, (bool, int, float)) and len(lengths) < rank):
        report.problem(path, rank_problem(node["shape"], lengths))
        return
    report.field(path, _problems_in(node["entry"], value, path, lengths, 1, rank, True))


def shape_of_first(value):
    """How long the first of the lists is at each depth, and what lies in the innermost."""
    lengths, inner = [], value
    while isinstance(inner, list) and len(lengths) <= _TOLD_AXES:
        lengths.append(len(inner))
        inner = inner[0] if inner else None
    return lengths, inner


def _count_entries(value, rank):
    if not isinstance(value, list):
        return 1
    return len(value) if rank == 1 else sum(_count_entries(part, rank - 1) for part in value)


def _problems_in(entry, values, path, lengths, depth, rank, first):
    """All that is wrong below a list that lies so deep."""
    if depth == rank:
        yield from _entry_problems(entry, values, path)
        return
    length = lengths[depth] if depth < len(lengths) else None
    for i, part in enumerate(values):
        at = f"{path}[{i}]"
        if not isinstance(part, list):
            yield Problem(at, wanted(part, f"a list of {entry}s"))
        elif not part and i == 0 and first:
            yield Problem(at, tell("empty", wanted=f"at least one {entry}"))
        elif length is not None and len(part) != length:
            yield Problem(at, tell("ragged", found=count(len(part), "entry"), wanted=length))
        else:
            yield from _problems_in(entry, part, at, lengths, depth + 1, rank, first and i == 0)


def _entry_problems(entry, row, path):
    if entry == "boolean":
        if not set(map(type, row)) <= {bool}:
            for c, value in enumerate(row):
                if not isinstance(value, bool):
                    yield Problem(f"{path}[{c}]", flag_problem(value, True))
    elif not _all_finite(row):
        for c, value in enumerate(row):
            if not (is_real(value) and _all_finite([value])):
                yield Problem(f"{path}[{c}]", wanted(value, "a finite number"))


def _all_finite(row):
    """Whether all of a row are finite numbers, found at the speed of C; False where in doubt."""
    try:
        return set(map(type, row)) <= {int, float} and all(map(math.isfinite, row))
    except OverflowError:
        return False


# -- as bytes --------------------------------------------------------------------------------


def _read_packed(node, value, path, report):
    before = len(report.problems)
    dtype, data = (value.get(name) for name in ("dtype", "data"))
    if not isinstance(dtype, str) or dtype not in node["dtypes"]:
        choices = ", ".join(f'"{name}"' for name in node["dtypes"])
        found = describe(dtype) if "dtype" in value else "nothing"
        report.problem(f"{path}.dtype", tell("dtype", found=found, wanted=choices))
    _check_choices(node, value, path, report)
    shape = _read_shape(node, value, path, report)
    if not isinstance(data, str):
        found = describe(data) if "data" in value else "nothing"
        report.problem(f"{path}.data", tell("wanted", found=found, wanted="base64 text"))
    if len(report.problems) > before or shape is None:
        return
    if not _is_base64(data, path, report) or "codec" in value:
        return
    if _are_bytes(value, shape, path, report):
        _check_entries(value, path, report)


def _choices(node):
    """How an array of this kind may be packed, each with what it then says."""
    compact = "uint8" in node["dtypes"]
    return {name: said for name, said in CHOICES.items() if compact or name == "codec"}


def _check_choices(node, value, path, report):
    for name, said in _choices(node).items():
        if name in value and value[name] != said:
            told = tell("codec", found=describe(value[name]), wanted=f'"{said}"')
            report.problem(f"{path}.{name}", told)
    dtype, coded = value.get("dtype"), value.get("coding") == "sqrt"
    if "uint8" not in node["dtypes"] or (dtype == "uint8") == coded:
        return
    if dtype == "uint8" and "coding" not in value:
        report.problem(path, tell("uncoded"))
    elif coded and isinstance(dtype, str) and dtype in node["dtypes"]:
        report.problem(f"{path}.coding", tell("coded", dtype=dtype))


def check_closed(value, path, report):
    """Reports what is wrong with an array that came deflated, which is not opened before all else is right."""
    try:
        _codec.data_of(value)
    except ValueError:
        needed = _needed(value, shape_of(value))
        lengths, dtype = ", ".join(map(str, shape_of(value))), value["dtype"]
        told = tell("inflates", needed=number(needed), shape=lengths, dtype=dtype)
        report.problem(f"{path}.data", told)
    else:
        _check_entries(value, path, report)


def _needed(value, shape):
    """How many bytes an array needs."""
    width = WIDTHS[value["dtype"]]
    if value.get("packing") != "causal":
        return math.prod(shape) * width
    n, m = shape[-2:]
    return math.prod(shape[:-2]) * sum(min(row + 1, m) for row in range(n)) * width


def _check_entries(value, path, report):
    dtype = value["dtype"]
    what = "flagByte" if dtype == "bool" else "wanted"
    report.field(
        path,
        (
            Problem(
                path + "".join(f"[{place}]" for place in places),
                tell(what, found=number_text(entry), wanted="a finite number"),
            )
            for places, entry in wrong_entries(value)
        ),
    )


def _read_shape(node, value, path, report):
    shape, rank = value.get("shape"), len(node["shape"])
    right = isinstance(shape, list) and shape and all(is_whole(n) and n >= 1 for n in shape)
    if right and len(shape) != rank:
        report.problem(f"{path}.shape", rank_problem(node["shape"], shape))
        return None
    if not right:
        whole = "a whole number" if rank == 1 else "whole numbers"
        what = f"[{', '.join(node['shape'])}], {whole} of 1 or more"
        found = describe_shape(shape) if "shape" in value else "nothing"
        report.problem(f"{path}.shape", tell("arrayShape", found=found, wanted=what))
        return None
    entries = math.prod(map(int, shape))
    if entries > LIMITS["numbers"]:
        report.problem(path, too_many("numbers", entries, LIMITS["numbers"]))
        return None
    return list(map(int, shape))


def _is_base64(data, path, report):
    what = bad_base64(data)
    if what:
        report.problem(f"{path}.data", tell("noBase64", what=what))
    return what is None


def bad_base64(data):
    """What is wrong with a text that is no base64, or None."""
    bad = _NO_BASE64.search(data[: len(data) - _padding_of(data)])
    if bad:
        return tell("badCharacter", found=quoted(bad[0]), at=number(bad.start()))
    return tell("badLength", length=number(len(data))) if len(data) % 4 else None


def bytes_in(data):
    """How many bytes a text of base64 holds."""
    return len(data) // 4 * 3 - _padding_of(data)


def _padding_of(data):
    return 2 if data.endswith("==") else 1 if data.endswith("=") else 0


def _are_bytes(value, shape, path, report):
    """Whether there are as many bytes as are needed; nothing is decoded before that is known."""
    dtype, data = value["dtype"], value["data"]
    found, needed = bytes_in(data), _needed(value, shape)
    if found != needed:
        told = {"found": number(found), "needed": number(needed), "dtype": dtype}
        advice = tell("cutOff" if found < needed else "otherShape")
        lengths = ", ".join(map(str, shape))
        report.problem(f"{path}.data", tell("bytes", shape=lengths, advice=advice, **told))
        return False
    return True
