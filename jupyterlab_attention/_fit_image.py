"""A picture, whose bytes and patches are held against its shape and the tokens; the same rules as in TypeScript."""

import math

from ._messages import count, number, tell
from ._read_arrays import bad_base64, bytes_in


def check_image(spec, sizes, report):
    """Reports where bytes are not as many as there are points, or patches are not all tokens."""
    image = spec.get("image")
    if image is None or not report.fine("$.image"):
        return
    data, shape = image["data"], image["shape"]
    rows, columns, first = image["rows"], image["columns"], image.get("first", 0)
    needed, what = math.prod(shape), bad_base64(data)
    if what:
        report.problem("$.image.data", tell("noBase64", what=what))
    elif bytes_in(data) != needed:
        found = bytes_in(data)
        told = {"found": number(found), "needed": number(needed), "dtype": "uint8"}
        advice = tell("cutOff" if found < needed else "otherShape")
        lengths = ", ".join(map(str, shape))
        report.problem("$.image.data", tell("bytes", shape=lengths, advice=advice, **told))
    n = sizes.get("n")
    if n is not None and rows * columns + first > n:
        told = {"rows": rows, "columns": columns, "first": first}
        report.problem("$.image.rows", tell("patches", tokens=count(n, "token"), **told))
