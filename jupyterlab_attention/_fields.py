"""The fields of what was read, one after the other."""

from typing import NamedTuple

from ._arrays import is_array
from ._description import resolved


class Field(NamedTuple):
    """Where a field stands in the payload, how it is described, what it says."""

    path: str
    node: dict
    value: object
    selects: bool  # it stands in a part that only selects


def fields_of(values, node, description, path="$", selects=False):
    """Every field that says something, outer ones first, in the order of the description.

    Not those of what stands apart, with axes of its own.
    """
    for name, part in node["properties"].items():
        if name in values:
            yield from _fields_in(
                values[name], values, part, description, f"{path}.{name}", selects
            )


def _fields_in(value, values, part, description, path, selects):
    node = _meant(part, value, values, description)
    if node is None:
        return
    selects = selects or node.get("selects", False)
    yield Field(path, node, value, selects)
    if "shape" in node or resolved(node.get("items", {}), description).get("apart"):
        return
    if "properties" in node:
        yield from fields_of(value, node, description, path, selects)
    elif "items" in node and not _is_plain(node["items"], description):
        for i, entry in enumerate(value):
            yield from _fields_in(
                entry, values, node["items"], description, f"{path}[{i}]", selects
            )


def _meant(part, value, values, description):
    """Of several kinds of values the one that this is."""
    node = resolved(part, description)
    if "switch" in node:
        kind = node["switch"]["cases"].get(values.get(node["switch"]["by"]))
        return kind and _meant(kind, value, values, description)
    if "anyOf" not in node or "shape" in node:
        return node
    array = isinstance(value, list) or is_array(value)

    def meant(kind):
        if array:
            return "shape" in kind
        if isinstance(value, dict):
            return "properties" in kind
        return "shape" not in kind and "properties" not in kind

    kind = next(filter(meant, node["anyOf"]), None)
    return kind and resolved(kind, description)


def _is_plain(items, description):
    """Entries of a list that say nothing by themselves of other fields."""
    node = resolved(items, description)
    return not any(name in node for name in ("properties", "index", "anyOf", "switch"))
