"""Matrices as the bytes of an array: ``{"dtype", "shape", "data"}``, see docs/format.md.

NumPy is imported where an array of it (or a tensor) comes in, or where there are many numbers; where
it is missing the standard library reads the same.
"""

import array
import base64
import math
import struct
import sys

from . import _codec

ARRAY_FIELDS = ("dtype", "shape", "data")
CHOICES = {"codec": "deflate", "packing": "causal", "coding": "sqrt"}  # how arrays may be packed
WRITTEN = 4_096  # numbers of an array that are written as lists, which people can read
WIDTHS = _codec.WIDTHS


def is_array(value):
    """Whether a value is meant as an array, right or wrong."""
    return isinstance(value, dict) and any(name in value for name in ARRAY_FIELDS)


def is_matrix(value):
    """Whether a value is rows, as lists or as an array."""
    return isinstance(value, list) or is_array(value)


def shape_of(matrix):
    """How long an array without problems is along each axis."""
    if is_array(matrix):
        return list(map(int, matrix["shape"]))
    return [len(matrix), *shape_of(matrix[0])] if isinstance(matrix, list) else []


def numpy_or_none():
    """NumPy, where it is installed."""
    try:
        import numpy
    except ImportError:
        return None
    return numpy


# -- reading ---------------------------------------------------------------------------------


def rows_of(matrix):
    """Rows as lists of floats, or of booleans, without NumPy; those of several matrices in one list."""
    if not is_array(matrix):
        return matrix
    columns, numbers = shape_of(matrix)[-1], _numbers(matrix)
    if matrix["dtype"] == "bool":
        numbers = map(bool, numbers)
    flat = numbers.tolist() if hasattr(numbers, "tolist") else list(numbers)
    return [flat[start : start + columns] for start in range(0, len(flat), columns)]


def floats(vector):
    """The numbers of a list, or of an array of one axis, as floats."""
    return list(map(float, _numbers(vector) if is_array(vector) else vector))


def numpy_of(matrix):
    """Rows as a NumPy array, of float64 or bool."""
    import numpy as np

    if not is_array(matrix):
        found = np.array(matrix)
        return found if found.dtype == bool else found.astype(np.float64)
    dtype = matrix["dtype"]
    if _is_compact(matrix):
        found = _codec.decode(matrix)
        return found if dtype == "bool" else found.astype(np.float64)
    little = np.dtype(dtype).newbyteorder("<")
    found = np.frombuffer(base64.b64decode(matrix["data"]), little).reshape(shape_of(matrix))
    return found if dtype == "bool" else found.astype(np.float64)


def wrong_entries(value):
    """The places, along each axis, and the value of what is no finite number, or no boolean."""
    shape, numbers = shape_of(value), _numbers(value)
    if value["dtype"] == "bool":
        wrong = numbers.translate(None, b"\0\1") and (i for i, b in enumerate(numbers) if b > 1)
    elif isinstance(numbers, (array.array, tuple)):
        fine = all(map(math.isfinite, numbers))
        wrong = () if fine else (i for i, x in enumerate(numbers) if not math.isfinite(x))
    else:
        wrong = (~numpy_or_none().isfinite(numbers)).nonzero()[0].tolist()
    for i in wrong:
        places, rest = [], i
        for length in reversed(shape):
            rest, place = divmod(rest, length)
            places.insert(0, place)
        yield places, float(numbers[i])


def _numbers(value):
    """The numbers of an array in one piece: bytes for bool; NumPy's where they are many."""
    if _is_compact(value):
        return _spread(value)
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


def _is_compact(value):
    """Whether bytes are not simply the numbers one after the other, as NumPy knows them."""
    return value["dtype"] in ("bfloat16", "uint8") or not CHOICES.keys().isdisjoint(value)


def _spread(value):
    """The numbers of an array that is packed in one of the ways of `_codec`."""
    if value["dtype"] == "bool":
        return _codec.data_of(value)
    many = math.prod(value["shape"]) > WRITTEN and numpy_or_none()
    return _codec.decode(value).ravel() if many else tuple(_codec.numbers_of(value))
