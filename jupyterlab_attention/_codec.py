"""Arrays as few bytes: deflated, with the triangle of a causal mask alone, weights by their square roots.

``{"dtype", "shape", "data"}`` of docs/format.md, and beside these ``"codec": "deflate"``,
``"packing": "causal"`` and ``"coding": "sqrt"``. The standard library reads all of it; NumPy is
imported where arrays of it are wanted.
"""

import array
import base64
import binascii
import math
import struct
import sys
import zlib

WIDTHS = {"float64": 8, "float32": 4, "float16": 2, "bfloat16": 2, "uint8": 1, "bool": 1}
CODECS, PACKINGS, CODINGS = ("deflate",), ("causal",), ("sqrt",)

#: What each byte of weights coded by their square roots stands for: w = (u / 255)².
SQUARES = tuple((u / 255) ** 2 for u in range(256))

_LEVEL = 4  # half the time of 6, for two bytes in a hundred
_ROUNDING = 1e-5  # a share may be so far beyond 0 or 1


def encode(values, *, codec=None, packing=None, coding=None):
    """An array as an object of the format.

    Parameters
    ----------
    values : numpy.ndarray
        [..., n, m] of float64, float32, float16, bfloat16 (of ml_dtypes) or bool; or of uint8,
        what `roots` made of weights.
    codec : {"deflate"}, optional
        The bytes as a zlib stream.
    packing : {"causal"}, optional
        Only entries with key ≤ query of the last two axes, row by row.
    coding : {"sqrt"}, optional
        Weights as ``u = round(255·√w)``, so that small ones are not lost.

    Returns
    -------
    dict
        ``{"dtype", "shape", "data"}`` and what else was asked for.

    Raises
    ------
    ValueError
        If numbers are of no known kind, if there are weights outside of 0 to 1 to be coded, or
        if packing would lose an entry that is not 0.
    """
    import numpy as np

    shape = list(values.shape)
    if coding and values.dtype != np.uint8:
        values = roots(values)
    if values.dtype.name not in WIDTHS:
        raise ValueError(f"Found an array of {values.dtype.name}; wanted {', '.join(WIDTHS)}.")
    if packing:
        values = _lower(np, values)
    little = np.ascontiguousarray(values)
    if little.dtype.itemsize > 1 and sys.byteorder == "big":
        little = little.byteswap()
    data = little.tobytes()
    data = zlib.compress(data, _LEVEL) if codec else data
    told = {"codec": codec, "packing": packing, "coding": coding}
    return {
        "dtype": values.dtype.name,
        "shape": shape,
        **{name: value for name, value in told.items() if value},
        "data": base64.b64encode(data).decode("ascii"),
    }


def decode(value):
    """The array of an object, as NumPy has it.

    Returns
    -------
    numpy.ndarray
        Of its shape, with 0 where packing left entries out: float64 for weights coded by their
        square roots, float32 for bfloat16, else of its dtype.

    Raises
    ------
    ValueError
        Whatever is wrong with its bytes: no base64, a stream that is cut off or damaged, bytes
        after its end, more or fewer of them than the shape needs.
    """
    import numpy as np

    data, dtype = data_of(value), value["dtype"]
    if value.get("coding"):
        found = np.array(SQUARES)[np.frombuffer(data, np.uint8)]
    elif dtype == "bfloat16":
        found = (np.frombuffer(data, "<u2").astype(np.uint32) << 16).view(np.float32)
    else:
        found = np.frombuffer(data, np.dtype(dtype).newbyteorder("<"))
    return found.reshape(value["shape"])


def numbers_of(value):
    """The numbers of an object one after the other, as `decode` has them but without NumPy.

    Returns
    -------
    list of float or bool

    Raises
    ------
    ValueError
        As `decode`.
    """
    data, dtype = data_of(value), value["dtype"]
    if value.get("coding"):
        return [SQUARES[u] for u in data]
    if dtype == "bool":
        return list(map(bool, data))
    if dtype == "uint8":
        return list(map(float, data))
    if dtype == "float16":
        return list(struct.unpack(f"<{len(data) // 2}e", data))
    if dtype == "bfloat16":  # the upper half of a float32
        wide = bytearray(2 * len(data))
        wide[2::4], wide[3::4] = data[::2], data[1::2]
        data, dtype = bytes(wide), "float32"
    found = array.array("f" if dtype == "float32" else "d", data)
    if sys.byteorder == "big":
        found.byteswap()
    return found.tolist()


def data_of(value):
    """The bytes of an object's numbers in its dtype: inflated, and with 0 where packing left entries out.

    No more is inflated than the shape needs, and one byte.

    Raises
    ------
    ValueError
        As `decode`.
    """
    _refuse_unknown(value)
    width, shape = WIDTHS[value["dtype"]], value["shape"]
    runs = _runs(shape) if value.get("packing") else None
    rows = math.prod(shape[:-2]) if runs else 0
    needed = width * (rows * sum(runs) if runs else math.prod(shape))
    try:
        data = base64.b64decode(value["data"], validate=True)
    except (binascii.Error, ValueError, TypeError) as error:
        raise ValueError(f"Found data that is no base64 ({error}); wanted base64 text.") from error
    if value.get("codec"):
        data = _inflated(data, needed)
    elif len(data) != needed:
        raise _other_length(f"{len(data):,} bytes", needed)
    return _spread(data, shape, runs, width) if runs else data


def roots(weights):
    """Weights coded by their square roots, u = round(255·√w), as an array of uint8.

    Raises
    ------
    ValueError
        If there are weights outside of 0 to 1.
    """
    import numpy as np

    least, most = weights.min(), weights.max()
    if not (least >= -_ROUNDING and most <= 1 + _ROUNDING):  # also where one is NaN
        raise ValueError(f"Found weights from {least:.3g} to {most:.3g}; wanted 0 to 1.")
    wide = np.clip(weights, 0, 1, dtype=np.float32)
    return np.rint(255 * np.sqrt(wide)).astype(np.uint8)


def _refuse_unknown(value):
    """An object whose fields say something that is not known, or do not go together."""
    known = {"dtype": WIDTHS, "codec": CODECS, "packing": PACKINGS, "coding": CODINGS}
    for name, choices in known.items():
        found = value.get(name)
        if found not in choices and (found is not None or name == "dtype"):
            raise ValueError(f"Found {name} {found!r}; wanted one of {', '.join(choices)}.")
    shape, coding = value.get("shape"), value.get("coding")
    whole = isinstance(shape, (list, tuple)) and all(type(n) is int and n > 0 for n in shape)
    if not whole or not shape:
        raise ValueError(f"Found shape {shape!r}; wanted whole numbers of 1 or more.")
    if value.get("packing") and len(shape) < 2:
        raise ValueError(f"Found shape {shape!r}; wanted [..., n, m], whose triangle is there.")
    if coding and value["dtype"] != "uint8":
        raise ValueError(f"Found {value['dtype']} coded by square roots; wanted uint8.")


def _runs(shape):
    """How many keys each query of a packed matrix has: those up to itself."""
    n, m = shape[-2:]
    return [min(query + 1, m) for query in range(n)]


def _inflated(data, needed):
    """The bytes of one zlib stream that holds exactly so many."""
    stream = zlib.decompressobj()
    try:
        found = stream.decompress(data, needed + 1)
    except zlib.error as error:
        told = "Found data that cannot be inflated"
        raise ValueError(f"{told} ({error}); wanted one whole zlib stream.") from error
    if len(found) > needed:
        raise _other_length(f"more than {needed:,} bytes", needed)
    if not stream.eof:
        told = f"Found a zlib stream that is cut off after {len(found):,} bytes"
        raise ValueError(f"{told}; wanted {needed:,}.")
    if stream.unused_data:
        told = f"Found {len(stream.unused_data):,} bytes after the end of the zlib stream"
        raise ValueError(f"{told}; wanted none.")
    if len(found) != needed:
        raise _other_length(f"{len(found):,} bytes", needed)
    return found


def _other_length(found, needed):
    return ValueError(f"Found {found}; wanted {needed:,}, as the shape and the dtype say.")


def _spread(data, shape, runs, width):
    """Rows of a triangle as whole rows."""
    whole, length, start = bytearray(math.prod(shape) * width), shape[-1] * width, 0
    for row in range(math.prod(shape[:-1])):
        bytes_there = runs[row % len(runs)] * width
        whole[row * length : row * length + bytes_there] = data[start : start + bytes_there]
        start += bytes_there
    return bytes(whole)


def _lower(np, values):
    """[..., n, m] → one axis: the entries with key ≤ query, row by row."""
    there = np.tri(*values.shape[-2:], dtype=bool)
    if np.any(values[..., ~there]):
        raise ValueError("Found a weight after the query's own place; wanted none to pack.")
    return values[..., there].ravel()
