"""The description of the format, from which payloads are read here as they are in TypeScript.

``format.json`` is made of ``src/format/description.json`` and the messages beside it.
"""

import json
from importlib.resources import files

_FORMAT = json.loads(files(__package__).joinpath("format.json").read_text("utf-8"))

DESCRIPTION = _FORMAT["description"]
MESSAGES = _FORMAT["messages"]
LIMITS = {name: limit["most"] for name, limit in DESCRIPTION["limits"].items()}


def resolved(node, description=DESCRIPTION):
    """A node with what it refers to."""
    if "$ref" not in node:
        return node
    _, part, name = node["$ref"].split("/")
    return resolved(description[part][name], description) | node


def _kinds(node, path):
    """What a field may be, with its path; that of an entry of a list ends in ``[]``."""
    node = resolved(node)
    yield path, node
    choices = [*node.get("anyOf", ()), *node.get("switch", {}).get("cases", {}).values()]
    for kind in () if "shape" in node else choices:
        yield from _kinds(kind, path)
    for name, part in node.get("properties", {}).items():
        yield from _kinds(part, f"{path}.{name}")
    for part in [*([node["items"]] if "items" in node else []), *node.get("prefixItems", ())]:
        yield from _kinds(part, f"{path}[]")


def _array(node):
    """The axes of an array and what its entries are; None for what is none."""
    if "shape" in node:
        return node["shape"], f"{node['entry']}s"
    if "axis" in node:
        texts = resolved(node["items"])["type"] == "string"
        return [node["axis"]], "texts" if texts else "booleans"
    return None


_FIELDS = list(_kinds(DESCRIPTION, "$"))

# Arrays, and lists of one kind of entries, by their paths: the axes, and what the entries are.
ARRAYS = {path: _array(node) for path, node in _FIELDS if _array(node)}
# Paths of payloads within a payload.
PAYLOADS = {path for path, node in _FIELDS if "payload" in node}
# Paths of whole numbers.
WHOLE = {path for path, node in _FIELDS if node.get("type") == "integer"} | {"$.version"}
