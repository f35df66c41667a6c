"""The description of the format, from which payloads are read here as they are in TypeScript.

``format.json`` is made of ``src/format/attention.v1.schema.json`` and the messages beside it.
"""

import json
from importlib.resources import files

_FORMAT = json.loads(files(__package__).joinpath("format.json").read_text("utf-8"))

DESCRIPTION = _FORMAT["schema"]
MESSAGES = _FORMAT["messages"]
LIMITS = {name: limit["most"] for name, limit in DESCRIPTION["limits"].items()}


def resolved(node, description=DESCRIPTION):
    """A node with what it refers to."""
    if "$ref" not in node:
        return node
    return description["$defs"][node["$ref"].rpartition("/")[2]] | node


def wanted_shape(path, description=DESCRIPTION):
    """The axes of an array, such as ``["n", "d_model"]`` for ``projections.query``; None for no array."""
    node = description
    for name in path.split("."):
        node = resolved(node["properties"][name], description)
    kinds = [node, *(resolved(kind, description) for kind in node.get("anyOf", []))]
    return next((kind["shape"] for kind in kinds if "shape" in kind), None)
