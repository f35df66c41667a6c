"""The shapes of arrays, held against the sizes of their axes."""

import math
import re

from ._description import LIMITS
from ._messages import count, number, tell, too_many


def check_shape(path, node, found, sizes, spec, description, report):
    """Reports what is wrong with a shape.

    A size that is not known yet, such as ``d_k`` of ``h·d_k``, is known from here on.
    """
    axes, symbols = node["shape"], description["symbols"]
    for axis, length in zip(axes, found, strict=True):
        limit = symbols.get(axis, {}).get("limit")
        if limit and length > LIMITS[limit]:
            what = description["limits"][limit]["what"]
            report.problem(path, too_many(what, length, LIMITS[limit]))
            return
    units = ["entry"] if len(axes) == 1 else ["matrix"] * (len(axes) - 2) + ["row", "column"]
    wrong = [
        _mismatch(axis, length, unit, sizes, spec, symbols)
        for axis, length, unit in zip(axes, found, units, strict=True)
    ]
    if any(wrong):
        whole = "told" in node and _tell_whole(axes, found, node["told"], sizes)
        report.problem(path, whole or " ".join(filter(None, wrong)))


def _tell_whole(axes, found, told, sizes):
    """A shape beside the one wanted, or None where that is not known."""
    parts = [[sizes.get(symbol) for symbol in axis.split("·")] for axis in axes]
    if any(None in factors for factors in parts):
        return None
    lengths = ", ".join(str(math.prod(factors)) for factors in parts)
    return tell("shape", found=", ".join(map(str, found)), wanted=lengths, told=told)


def _mismatch(axis, found, unit, sizes, spec, symbols):
    """What is wrong with the length of one axis, or None."""
    by, _, of = axis.partition("·")
    most = re.fullmatch(r"max\((.+), (.+)\)", axis)
    if most:
        known = [sizes.get(symbol) for symbol in most.groups()]
        length = None if None in known else max(known)
    elif of:
        heads = sizes.get(by)
        if heads is None:
            return None
        if found % heads:
            field = "n_kv_heads" if by == "g" and "n_kv_heads" in spec else "n_heads"
            return tell("indivisible", found=count(found, unit), field=field, heads=heads)
        length = sizes.setdefault(of, found // heads) * heads
    else:
        length = sizes.setdefault(axis, found)
    if length is None or found == length:
        return None
    told = symbols.get(axis, {}).get("told", axis)
    if axis == "d_model" and unit == "row":
        told = "one for each dimension of the embeddings (d_model)"
    return tell("rows", found=count(found, unit), wanted=number(length), told=told)
