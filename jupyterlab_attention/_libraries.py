"""Arrays of whichever library, as arrays of NumPy: nothing is guessed, and nothing missing is filled in.

No library is imported to find out: what a value offers, and the module that its type is of, tell.
"""

import array
import ctypes
import math

from ._arrays import numpy_or_none

# So many numbers of a sparse array are written out; more are not taken anyway.
_DENSE = 2**24
_ARRAYS = ("__array__", "__array_interface__", "__array_struct__", "__dlpack__")
_METHODS = ("to_numpy", "numpy", "tolist")
_DENSE_BY = ("toarray", "todense")
_LIBRARIES = ("numpy", "torch", "pandas", "polars", "pyarrow", "xarray", "scipy", "sparse")
# Numbers that NumPy knows only by packages beside it.
_NARROW = ("bfloat16", "float8", "float6", "float4")
_NARROW_WHOLE = ("int4", "uint4", "int2", "uint2", "int1", "uint1")
_MISSING = ("NAType", "NaTType", "NullType")


class Unreadable(Exception):
    """Why an array cannot be taken: what was found, and what to do."""

    def __init__(self, found, advice=""):
        super().__init__(found)
        self.found, self.advice = found, advice


def library_of(value):
    """The package that a value's type comes from."""
    return type(value).__module__.partition(".")[0]


def has(value, name):
    """Whether a value has an attribute, also where looking for it raises."""
    try:
        return getattr(value, name, None) is not None
    except Exception:  # noqa: BLE001 - whatever the value's own code raises
        return False


def is_array_like(value):
    """Whether a value is an array of numbers, booleans or texts by what it offers."""
    if isinstance(value, type) or callable(value) and not has(value, "shape"):
        return False
    return (
        isinstance(value, (memoryview, array.array, ctypes.Array))
        or library_of(value) in _LIBRARIES
        or any(has(value, name) for name in (*_ARRAYS, *_METHODS, *_DENSE_BY))
    )


def is_array(value):
    """Whether a value is an array of NumPy."""
    np = numpy_or_none()
    return np is not None and isinstance(value, np.ndarray)


def is_missing(value):
    """Whether a value stands for one that is not there."""
    return value is None or type(value).__name__ in _MISSING


def array_of(value):
    """An array of NumPy (or lists, where it is not installed) that holds what a value holds.

    Raises
    ------
    Unreadable
        Whatever the value's own library raises.
    """
    np = numpy_or_none()
    try:
        found = value if is_array(value) else _way_of(value)(value)
    except Unreadable:
        raise
    except Exception as error:
        reason = str(error).strip().splitlines()
        told = f"{type(error).__name__}: {reason[0][:160]}" if reason else type(error).__name__
        raise Unreadable(f"{name_of(value)} that cannot be read ({told})") from error
    if np is None or not isinstance(found, np.ndarray):
        return found
    if isinstance(found, np.ma.MaskedArray):
        hidden = int(np.ma.count_masked(found))
        if hidden:
            raise Unreadable(
                f"a masked array {list(found.shape)} that hides {hidden:,} of its entries",
                "fill them, as by `.filled(0)`",
            )
        found = found.data
    return _known(np, np.asarray(found))


def name_of(value, shaped=True):
    """A value by its type, library and shape: ``a DataFrame (pandas) [2, 3]``."""
    kind, library = type(value).__name__.replace("ndarray", "array"), library_of(value)
    article = "an" if kind[:1].lower() in "aeiou" else "a"
    of = "" if library in ("builtins", "numpy", "__main__") else f" ({library})"
    return f"{article} {kind}{of}{shape_told(value) if shaped else ''}"


def shape_told(value):
    """`` [2, 3]`` of what has a shape, else nothing."""
    try:
        return f" {[int(length) for length in value.shape]}"
    except Exception:  # noqa: BLE001 - whatever the value's own code raises
        return ""


def dtype_told(numbers):
    """The dtype of an array, as people call it."""
    kind = numbers.dtype.kind
    return {"U": "texts", "T": "texts", "S": "bytes", "O": "objects"}.get(kind, numbers.dtype.name)


def _known(np, found):
    """Numbers of every width as NumPy's own; what are no numbers stays what it is."""
    kind, name = found.dtype.kind, found.dtype.name
    if found.dtype.fields is None and kind not in "biufcOSUTmM":
        if name.startswith(_NARROW):
            return found.astype(np.float32)
        if name.startswith(_NARROW_WHOLE):
            return found.astype(np.int8)
    if kind == "f" and found.dtype.itemsize > 8:
        with np.errstate(all="ignore"):  # what is too large is told as any infinity
            return found.astype(np.float64)
    return found


def _any(value):
    """By the protocols of arrays, then by the methods that libraries share."""
    np, methods = numpy_or_none(), [_by(name) for name in _METHODS]
    if np is None:
        return _first(value, methods[-1:])
    capsules = [np.from_dlpack] if has(value, "__dlpack__") else []
    return _first(value, [np.asanyarray, *capsules, *methods])


def _first(value, ways):
    error = None
    for way in ways:
        try:
            found = way(value)
            if found is not None and found is not value and not _is_wrapped(found, value):
                return found
        except Exception as reason:  # noqa: BLE001 - whatever the value's own code raises
            error = error or reason
    raise error or TypeError("it has no numbers that can be looked at")


def _is_wrapped(found, value):
    """Whether NumPy has but put the value itself into an array."""
    return getattr(found, "shape", None) == () and found.dtype == object and found[()] is value


def _by(name):
    def way(value):
        return getattr(value, name)() if has(value, name) else None

    return way


def _way_of(value):
    """How a value is read: what is in no one library is known by what it does."""
    if library_of(value) in _OF:
        return _OF[library_of(value)]
    ways = {"detach": _torch, "toarray": _sparse, "todense": _sparse, "compute": _computed}
    return next((way for name, way in ways.items() if has(value, name)), _any)


def _torch(value):
    if has(value, "get_mask"):
        raise Unreadable(f"{name_of(value)} that may hide entries", "fill them, by `.to_tensor(0)`")
    value = value.detach()
    if getattr(value, "is_quantized", False):
        value = value.dequantize()
    if "strided" not in str(getattr(value, "layout", "strided")):
        _sparse_fits(value)
        value = value.to_dense()
    value = value.cpu()
    if any(getattr(value, "names", ())):
        value = value.rename(None)
    for name in ("resolve_conj", "resolve_neg"):
        value = getattr(value, name)() if has(value, name) else value
    if any(name in str(value.dtype) for name in _NARROW):
        value = value.float()  # NumPy does not know these
    np = numpy_or_none()
    return value.tolist() if np is None else np.asarray(value)


def _sparse(value):
    _sparse_fits(value)
    return value.toarray() if has(value, "toarray") else value.todense()


def _computed(value):
    """What is computed when it is asked for; made an array by NumPy it would lose what it hides."""
    found = value.compute()
    return found if is_array(found) else _way_of(found)(found)


def _sparse_fits(value):
    if math.prod(value.shape) > _DENSE:
        raise Unreadable(
            f"{name_of(value)} of {math.prod(value.shape):,} numbers once it is dense",
            f"at most {_DENSE:,} are drawn: send a part of it",
        )


def _pandas(value):
    if not has(value, "to_numpy"):
        raise Unreadable(name_of(value, shaped=False))
    return value.to_numpy()


def _polars(value):
    if not has(value, "to_numpy"):
        raise Unreadable(name_of(value, shaped=False), "collect it first, by `.collect()`")
    nulls = value.null_count()
    _whole(value, nulls if isinstance(nulls, int) else sum(nulls.row(0)))
    nested = getattr(getattr(value, "dtype", None), "is_nested", lambda: False)()
    return value.to_list() if nested else value.to_numpy()


def _pyarrow(value):
    if has(value, "as_py"):
        return value.as_py()
    columns = value.columns if has(value, "columns") else [value]
    _whole(value, sum(getattr(column, "null_count", 0) for column in columns))
    if has(value, "columns"):
        return numpy_or_none().column_stack([_pyarrow(column) for column in columns])
    if getattr(getattr(value, "type", None), "num_fields", 0):  # lists in it
        return value.to_pylist()
    if has(value, "chunks") or not has(value, "null_count"):
        return value.to_numpy()
    return value.to_numpy(zero_copy_only=False)


def _xarray(value):
    if not has(value, "values") or callable(value.values):
        raise Unreadable(name_of(value, shaped=False), "take one of its arrays by its name")
    for name, labels in getattr(value, "coords", {}).items():
        if bool(labels.isnull().any()):
            raise Unreadable(
                f"{name_of(value)} in whose coordinate {str(name)[:40]!r} labels are missing",
                "drop what has none, or take its `.values`",
            )
    data = value.data  # `values` would lose what it hides
    return data if is_array(data) else _way_of(data)(data)


def _whole(value, missing):
    if missing:
        raise missing_in(value, missing)


def missing_in(value, count, place=""):
    """What is told of an array in which something is missing."""
    are = "entry is" if count == 1 else "entries are"
    return Unreadable(
        f"{name_of(value)} in which {count:,} {are} missing{place}", "fill or drop them first"
    )


_OF = {
    "pandas": _pandas,
    "polars": _polars,
    "pyarrow": _pyarrow,
    "xarray": _xarray,
}
