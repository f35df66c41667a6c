"""The fields of a payload, each read alone; the same rules, in the same order, as in TypeScript."""

from collections.abc import Callable
from typing import NamedTuple

from ._arrays import is_array
from ._description import LIMITS, resolved
from ._messages import (
    NOTHING,
    Report,
    is_real,
    number_text,
    tell,
    too_many,
    units_of,
    wanted,
)
from ._read_arrays import rank_problem, read_array, shape_of_first
from ._scalars import flag_problem, is_finite, is_whole
from ._unknown import tell_unknown


class Context(NamedTuple):
    """What reading a field needs besides the field: the whole description, and where problems go."""

    description: dict
    report: Report
    within: Callable  # reads the fields of a payload that stands within this one


def read_fields(node, value, path, at):
    """The fields of an object that are right, by their names, in the order of the description."""
    read = {}
    for name, part in node["properties"].items():
        here, given = f"{path}.{name}", value.get(name, NOTHING)
        if "const" in part or (given is NOTHING and not _is_required(name, node, value)):
            continue  # the version is checked before anything is read
        if given is NOTHING and "missing" in part:
            at.report.problem(here, tell(part["missing"], name=name))
            continue
        found = _read(_chosen(part, value, at), given, here, at)
        if found is not None:
            read[name] = found
    tell_unknown(value, node["properties"], path, at.report)
    return read


def _is_required(name, node, value):
    """Whether an object must have a field: always, or because of what others of its fields say."""
    if name in node.get("required", ()):
        return True
    conditions = node.get("if", {}).get("properties", {})
    return name in node.get("then", {}).get("required", ()) and all(
        value.get(by) in condition["enum"] for by, condition in conditions.items()
    )


def _read(node, value, path, at):
    """The value of a field where it is right, None where it is wrong or says that it is absent."""
    if node is None:
        return None
    node = resolved(node, at.description)
    if "shape" in node:
        return read_array(node, value, path, at.report)
    if "anyOf" in node:
        return _read_any_of(node, value, path, at)
    if "enum" in node:
        right = isinstance(value, str) and value in node["enum"]
        return _checked(right, value, f"one of {', '.join(node['enum'])}", path, at)
    types = node.get("type", "object")
    types = [types] if isinstance(types, str) else types
    if value is None and "null" in types:
        return None
    return _READERS[types[0]](node, value, path, at)


def _checked(right, value, what, path, at):
    if not right:
        at.report.problem(path, wanted(value, what))
    return value if right else None


def _chosen(node, value, at):
    """What a field is, where another one says so; None: that one says nothing that is known."""
    choice = resolved(node, at.description).get("switch")
    if not choice:
        return node
    by = value.get(choice["by"])
    return choice["cases"].get(by) if isinstance(by, str) else None


def _read_any_of(node, value, path, at):
    """Of several kinds of values the one that is meant, right or wrong."""
    array = isinstance(value, list) or is_array(value)

    def meant(kind):
        if "shape" in kind:
            return array
        if "properties" in kind:
            return isinstance(value, dict) and not array
        if kind.get("type") in _ALONE:
            return _ALONE[kind["type"]](value)
        return isinstance(value, str) and value in kind.get("enum", [kind.get("const")])

    kind = next(filter(meant, node["anyOf"]), None)
    if kind is None:
        at.report.problem(path, wanted(value, node["wanted"]))
        return None
    if kind.get("type") == "null" or "const" in kind:
        return value
    return _read(kind, value, path, at)


def _read_boolean(node, value, path, at):
    if not isinstance(value, bool):
        at.report.problem(path, flag_problem(value, path.endswith("]")))
        return None
    return value


def _read_number(node, value, path, at):
    above = node.get("exclusiveMinimum")
    right = is_finite(value) and (above is None or value > above)
    what = "a finite number" if above is None else f"a finite number above {number_text(above)}"
    return _checked(right, value, what, path, at)


def _read_whole(node, value, path, at):
    least, most = node["minimum"], node.get("maximum")
    right = is_whole(value) and value >= least and (most is None or value <= most)
    span = f"{least} or more" if most is None else f"from {least} to {most}"
    found = _checked(right, value, f"a whole number, {span}", path, at)
    return None if found is None else int(found)


def _read_text(node, value, path, at):
    if not isinstance(value, str):
        at.report.problem(path, wanted(value, "a text"))
        return None
    if units_of(value) > LIMITS[node["limit"]]:
        at.report.problem(path, too_many("characters", units_of(value), LIMITS[node["limit"]]))
        return None
    return value


def _read_list(node, value, path, at):
    if "prefixItems" in node:
        return _read_tuple(node, value, path, at)
    wrong = _list_problem(node, value, at)
    if wrong:
        at.report.problem(path, wrong)
        return None
    before = len(at.report.problems)
    entries = [_read(node["items"], entry, f"{path}[{i}]", at) for i, entry in enumerate(value)]
    most = None if _holds_payloads(node, at) else LIMITS["problems"]
    return entries if at.report.within(path, before, most) else None


def _holds_payloads(node, at):
    """Entries with payloads in them are fields of many kinds: what is wrong in one hides nothing of the next."""
    parts = resolved(node["items"], at.description).get("properties", {})
    return any("payload" in part for part in parts.values())


def _list_problem(node, value, at):
    """What is wrong with a list as a whole, before its entries are looked at; None: nothing."""
    if not isinstance(value, list):
        choices = resolved(node["items"], at.description).get("enum", [])
        return wanted(value, node.get("wanted", f"a list of {', '.join(choices)}"))
    if len(value) < node.get("minItems", 0):
        return tell("empty", wanted=node["least"])
    limit = node["limit"]
    if len(value) > LIMITS[limit]:
        return too_many(at.description["limits"][limit]["what"], len(value), LIMITS[limit])
    if "axis" in node and value and isinstance(value[0], list):
        return rank_problem([node["axis"]], shape_of_first(value)[0])
    return None


def _read_tuple(node, value, path, at):
    parts = node["prefixItems"]
    if not isinstance(value, list) or len(value) != len(parts):
        at.report.problem(path, wanted(value, node["wanted"]))
        return None
    entries = [
        _read(part, entry, f"{path}[{i}]", at)
        for i, (part, entry) in enumerate(zip(parts, value, strict=True))
    ]
    return None if None in entries else entries


def _read_object(node, value, path, at):
    if not isinstance(value, dict):
        at.report.problem(path, wanted(value, node["wanted"]))
        return None
    return (
        _read_payload(value, path, at) if "payload" in node else read_fields(node, value, path, at)
    )


def _read_payload(value, path, at):
    """The fields of a payload within this one, as they came: they are read again when they are shown."""
    problems, warnings = at.within(value)
    for found in problems:
        at.report.problem(f"{path}{found.path[1:]}", found.message)
    for found in warnings:
        at.report.warn(f"{path}{found.path[1:]}", found.message)
    return None if problems else value


# Kinds of values that are told apart by their types alone.
_ALONE = {
    "null": lambda value: value is None,
    "string": lambda value: isinstance(value, str),
    "number": is_real,
    "integer": is_real,
}
_READERS = {
    "boolean": _read_boolean,
    "number": _read_number,
    "integer": _read_whole,
    "string": _read_text,
    "array": _read_list,
    "object": _read_object,
}
