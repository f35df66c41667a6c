"""Whether two states say the same; the same rules as in TypeScript."""

from ._arrays import ARRAY_FIELDS, is_array, rows_of
from ._messages import is_real

_ARRAYS = (
    "embeddings",
    "key_embeddings",
    "mask",
    "positions",
    *("query", "key", "value", "weights"),
)


def same_inputs(a, b):
    """Whether two specs say the same about the numbers, whatever is selected, and whatever is played."""
    return same_value(
        *({name: read[name] for name in read if name != "view"} for read in (_rows(a), _rows(b)))
    )


def same_value(a, b):
    """Whether two values of JSON say the same: numbers are compared as doubles, and true is not 1."""
    if is_real(a) and is_real(b):
        return float(a) == float(b)
    if type(a) is not type(b):
        return False
    if isinstance(a, dict):
        return a.keys() == b.keys() and all(same_value(a[name], b[name]) for name in a)
    if isinstance(a, list):
        return len(a) == len(b) and all(map(same_value, a, b))
    return a == b


def _rows(spec):
    """A spec with rows in place of bytes; what else was said of those stands beside."""
    read = _spread(spec, _ARRAYS)
    if "projections" in spec:
        read["projections"] = _spread(spec["projections"], spec["projections"])
    if "layers" in spec:
        read["layers"] = [_rows(layer) for layer in spec["layers"]]
    return read


def _spread(fields, names):
    read = dict(fields)
    for name in names:
        if is_array(fields.get(name)):
            read[name] = rows_of(fields[name])
            beside = {key: fields[name][key] for key in fields[name] if key not in ARRAY_FIELDS}
            if beside:
                read[name, "beside"] = beside
    return read
