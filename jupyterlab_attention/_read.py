"""The fields of a payload, each read alone; the same rules, in the same order, as in TypeScript."""

from ._arrays import is_array
from ._description import LIMITS, resolved
from ._messages import NOTHING, number_text, tell, too_many, units_of, wanted
from ._read_arrays import rank_problem, read_array, shape_of_first
from ._scalars import flag_problem, is_finite, is_whole
from ._unknown import tell_unknown


def read_fields(node, value, path, description, report):
    """The fields of an object that are right, by their names, in the order of the description."""
    read = {}
    for name, part in node["properties"].items():
        here, given = f"{path}.{name}", value.get(name, NOTHING)
        if "const" in part or (given is NOTHING and name not in node.get("required", ())):
            continue  # the version is checked before anything is read
        if given is NOTHING and "missing" in part:
            report.problem(here, tell(part["missing"], name=name))
            continue
        found = _read(_chosen(part, value, description), given, here, description, report)
        if found is not None:
            read[name] = found
    tell_unknown(value, node["properties"], path, report)
    return read


def _read(node, value, path, description, report):
    """The value of a field where it is right, None where it is wrong or says that it is absent."""
    if node is None:
        return None
    node = resolved(node, description)
    if "shape" in node:
        return read_array(node, value, path, report)
    if "anyOf" in node:
        return _read_any_of(node, value, path, description, report)
    if "enum" in node:
        right = isinstance(value, str) and value in node["enum"]
        return _checked(right, value, f"one of {', '.join(node['enum'])}", path, report)
    types = node.get("type", "object")
    types = [types] if isinstance(types, str) else types
    if value is None and "null" in types:
        return None
    return _READERS[types[0]](node, value, path, description, report)


def _checked(right, value, what, path, report):
    if not right:
        report.problem(path, wanted(value, what))
    return value if right else None


def _chosen(node, value, description):
    """What a field is, where another one says so; None: that one says nothing that is known."""
    choice = resolved(node, description).get("switch")
    if not choice:
        return node
    by = value.get(choice["by"])
    return choice["cases"].get(by) if isinstance(by, str) else None


def _read_any_of(node, value, path, description, report):
    """Of several kinds of values the one that is meant, right or wrong."""
    array = isinstance(value, list) or is_array(value)

    def meant(kind):
        if "shape" in kind:
            return array
        if "properties" in kind:
            return isinstance(value, dict) and not array
        if kind.get("type") == "null":
            return value is None
        return isinstance(value, str) and value in kind.get("enum", [kind.get("const")])

    kind = next(filter(meant, node["anyOf"]), None)
    if kind is None:
        report.problem(path, wanted(value, node["wanted"]))
        return None
    if kind.get("type") == "null" or "const" in kind:
        return value
    return _read(kind, value, path, description, report)


def _read_boolean(node, value, path, description, report):
    if not isinstance(value, bool):
        report.problem(path, flag_problem(value, path.endswith("]")))
        return None
    return value


def _read_number(node, value, path, description, report):
    above = node.get("exclusiveMinimum")
    right = is_finite(value) and (above is None or value > above)
    what = "a finite number" if above is None else f"a finite number above {number_text(above)}"
    return _checked(right, value, what, path, report)


def _read_whole(node, value, path, description, report):
    least, most = node["minimum"], node.get("maximum")
    right = is_whole(value) and value >= least and (most is None or value <= most)
    span = f"{least} or more" if most is None else f"from {least} to {most}"
    found = _checked(right, value, f"a whole number, {span}", path, report)
    return None if found is None else int(found)


def _read_text(node, value, path, description, report):
    if not isinstance(value, str):
        report.problem(path, wanted(value, "a text"))
        return None
    if units_of(value) > LIMITS[node["limit"]]:
        report.problem(path, too_many("characters", units_of(value), LIMITS[node["limit"]]))
        return None
    return value


def _read_list(node, value, path, description, report):
    if "prefixItems" in node:
        return _read_tuple(node, value, path, description, report)
    wrong = _list_problem(node, value, description)
    if wrong:
        report.problem(path, wrong)
        return None
    before = len(report.problems)
    entries = [
        _read(node["items"], entry, f"{path}[{i}]", description, report)
        for i, entry in enumerate(value)
    ]
    return entries if report.within(path, before) else None


def _list_problem(node, value, description):
    """What is wrong with a list as a whole, before its entries are looked at; None: nothing."""
    if not isinstance(value, list):
        choices = resolved(node["items"], description).get("enum", [])
        return wanted(value, node.get("wanted", f"a list of {', '.join(choices)}"))
    if len(value) < node.get("minItems", 0):
        return tell("empty", wanted=node["least"])
    limit = node["limit"]
    if len(value) > LIMITS[limit]:
        return too_many(description["limits"][limit]["what"], len(value), LIMITS[limit])
    if "axis" in node and value and isinstance(value[0], list):
        return rank_problem([node["axis"]], shape_of_first(value)[0])
    return None


def _read_tuple(node, value, path, description, report):
    parts = node["prefixItems"]
    if not isinstance(value, list) or len(value) != len(parts):
        report.problem(path, wanted(value, node["wanted"]))
        return None
    entries = [
        _read(part, entry, f"{path}[{i}]", description, report)
        for i, (part, entry) in enumerate(zip(parts, value, strict=True))
    ]
    return None if None in entries else entries


def _read_object(node, value, path, description, report):
    if not isinstance(value, dict):
        report.problem(path, wanted(value, node["wanted"]))
        return None
    return read_fields(node, value, path, description, report)


_READERS = {
    "boolean": _read_boolean,
    "number": _read_number,
    "integer": _read_whole,
    "string": _read_text,
    "array": _read_list,
    "object": _read_object,
}
