"""Matrices as the bytes of an array: ``{"dtype", "shape", "data"}``, see docs/format.md.

NumPy is imported where an array of it (or a tensor) comes in, or where there are many numbers; where
it is missing the standard library reads the same.
"""

import array
import base64
import math
import re
import struct
import sys

ARRAY_FIELDS = ("dtype", "shape", "data")
NUMBERS = ("float64", "float32", "float16")
WRITTEN = 4_096  # numbers of an array that are written as lists, which people can read
_WIDTHS = {"float64": 8, "float32": 4, "float16": 2, "bool": 1}
_NO_BASE64 = re.compile("[^A-Za-z0-9+/]")


def is_array(value):
    """Whether a value is meant as an array, right or wrong."""
    return isinstance(value, dict) and any(name in value for name in ARRAY_FIELDS)


def is_matrix(value):
    """Whether a value is rows, as lists or as an array."""
    return isinstance(value, list) or is_array(value)


def shape_of(matrix):
    """[rows, columns] of rows without problems."""
    return list(map(int, matrix["shape"])) if is_array(matrix) else [len(matrix), len(matrix[0])]


def numpy_or_none():
    """NumPy, where it is installed."""
    try:
        import numpy
    except ImportError:
        return None
    return numpy


# -- reading ---------------------------------------------------------------------------------


def rows_of(matrix):
    """Rows as lists of floats, or of booleans, without NumPy."""
    if not is_array(matrix):
        return matrix
    columns, numbers = shape_of(matrix)[1], _numbers(matrix)
    values = map(bool, numbers) if matrix["dtype"] == "bool" else numbers
    flat = list(values)
    return [flat[start : start + columns] for start in range(0, len(flat), columns)]


def numpy_of(matrix):
    """Rows as a NumPy array, of float64 or bool."""
    import numpy as np

    if not is_array(matrix):
        found = np.array(matrix)
        return found if found.dtype == bool else found.astype(np.float64)
    dtype = matrix["dtype"]
    little = np.dtype(dtype).newbyteorder("<")
    found = np.frombuffer(base64.b64decode(matrix["data"]), little).reshape(shape_of(matrix))
    return found if dtype == "bool" else found.astype(np.float64)


def array_problems(value, dtypes, most):
    """All that is wrong with an array's parts: pairs of a path below it and what to tell.

    Numbers that are none are told by `wrong_entries`, once nothing is wrong here.
    """
    dtype, shape, data = (value.get(name) for name in ARRAY_FIELDS)
    found = []
    if dtype not in dtypes:
        choices = ", ".join(f'"{name}"' for name in dtypes)
        found.append((".dtype", f"Found {_told(dtype)}; wanted {choices}. {_CONVERT}"))
    if not _is_shape(shape):
        wanted = "[rows, columns], two whole numbers of 1 or more"
        found.append((".shape", f"Found {_told(shape)}; wanted {wanted}."))
    elif math.prod(shape) > most:
        found.append(("", f"Found {int(math.prod(shape)):,} numbers; at most {most:,} {_FEWER}"))
    if not isinstance(data, str):
        found.append((".data", f"Found {_told(data)}; wanted base64 text."))
    return found or _byte_problems(dtype, shape, data)


_CONVERT = "Convert the array before it is sent."
_FEWER = "are drawn, to protect the page. Send fewer heads, or a window of the tokens."


def _byte_problems(dtype, shape, data):
    padding = 2 if data.endswith("==") else 1 if data.endswith("=") else 0
    bad = _NO_BASE64.search(data[: len(data) - padding])
    wanted = "wanted the whole array as base64, filled up by =, without line breaks."
    if bad:
        return [(".data", f"The character {bad[0]!r} at {bad.start():,} is no base64; {wanted}")]
    if len(data) % 4:
        return [(".data", f"These {len(data):,} characters end within a group of four; {wanted}")]
    found, needed = len(data) // 4 * 3 - padding, math.prod(shape) * _WIDTHS[dtype]
    if found == needed:
        return []
    what = (
        "It may have been cut off: send the whole array."
        if found < needed
        else "Send the array that the shape is of."
    )
    held = f"This holds {found:,} bytes where {list(shape)} of {dtype} need {int(needed):,}."
    return [(".data", f"{held} {what}")]


def wrong_entries(value):
    """Row, column and value of what is no finite number, or no boolean."""
    columns, numbers = shape_of(value)[1], _numbers(value)
    if value["dtype"] == "bool":
        wrong = numbers.translate(None, b"\0\1") and (i for i, b in enumerate(numbers) if b > 1)
    elif isinstance(numbers, (array.array, tuple)):
        fine = all(map(math.isfinite, numbers))
        wrong = () if fine else (i for i, x in enumerate(numbers) if not math.isfinite(x))
    else:
        wrong = (~numpy_or_none().isfinite(numbers)).nonzero()[0].tolist()
    for i in wrong:
        entry = numbers[i]
        yield i // columns, i % columns, entry if isinstance(entry, int) else float(entry)


def _numbers(value):
    """The numbers of an array in one piece: bytes for bool; NumPy's where they are many."""
    data, dtype = base64.b64decode(value["data"]), value["dtype"]
    if dtype == "bool":
        return data
    np = numpy_or_none() if math.prod(value["shape"]) > WRITTEN else None
    if np:
        return np.frombuffer(data, np.dtype(dtype).newbyteorder("<"))
    if dtype == "float16":
        return struct.unpack(f"<{len(data) // 2}e", data)
    numbers = array.array("f" if dtype == "float32" else "d", data)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


def _is_shape(shape):
    return (
        isinstance(shape, list)
        and len(shape) == 2
        and all(isinstance(n, (int, float)) and not isinstance(n, bool) for n in shape)
        and all(math.isfinite(n) and n == int(n) and n >= 1 for n in shape)
    )


def _told(value):
    if isinstance(value, str):
        return f"the text {value[:40]!r}"
    if value is None:
        return "nothing"
    short = isinstance(value, (list, int, float)) and len(str(value)) <= 40
    return str(value) if short else "something else"
