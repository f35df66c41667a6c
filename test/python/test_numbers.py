"""Numbers of every dtype, in every field, few and many, with little and much work: always the same result."""

import numpy as np
import pytest

from jupyterlab_attention import Attention, _attend
from jupyterlab_attention._way import way_of

FLOATS = ["float16", "float32", "float64", "longdouble", ">f2", ">f4", ">f8"]
WHOLE = ["int8", "uint8", "int16", ">i4", "uint32", "int64", "uint64"]
NARROW = ["bfloat16", "float8_e4m3fn", "float8_e5m2", "int4"]  # of the package ml_dtypes
MATRICES = ["embeddings", "key_embeddings", "w_q", "w_k", "w_v", "w_o", "positions"]
PROBES = [*((name, dtype) for name in MATRICES for dtype in FLOATS + WHOLE), ("mask", "bool")]
LAYOUTS = {
    "C": lambda array: array,
    "Fortran": np.asfortranarray,
    "strided": lambda array: np.repeat(np.repeat(array, 2, 0), 3, 1)[::2, ::3],
    "backwards": lambda array: array[::-1, ::-1].copy()[::-1, ::-1],
    "read-only": lambda array: _frozen(array.copy()),
    "transposed": lambda array: np.ascontiguousarray(array.T).T,
}


def _frozen(array):
    array.flags.writeable = False
    return array


def sizes(field, count, much):
    """n, m, d_model, h·d_k, h·d_v with so many numbers in a field, and little work or much."""
    wide, rows = count // 50, 50
    columns = 130 if much else 2
    n = 150 if much else 3
    return {
        "embeddings": (rows, 4, wide, columns, 2),
        "key_embeddings": (4, rows, wide, columns, 2),
        "positions": (rows, 7, wide, columns, 2),
        "mask": (rows, wide, 4, 140 if much else 2, 2),
        "w_q": (n, 3, rows, wide, 2),
        "w_k": (n, 3, rows, wide, 2),
        "w_v": (n, 3, rows, 2, wide),
        "w_o": (n, 3, rows, 2, wide),
    }[field]


def arrays_of(field, count, much):
    n, m, d, d_k, d_v = sizes(field, count, much)
    rng = np.random.default_rng(count)
    shapes = {
        "embeddings": (n, d),
        "key_embeddings": (m, d),
        "positions": (max(n, m), d),
        "w_q": (d, d_k),
        "w_k": (d, d_k),
        "w_v": (d, d_v),
        "w_o": (d_v, d),
    }
    arrays = {name: np.round(rng.normal(size=shape), 3) for name, shape in shapes.items()}
    arrays["mask"] = rng.random((n, m)) < 0.8
    return arrays


def cast(array, dtype):
    """Of another dtype, in numbers that are worth something in it."""
    whole = np.dtype(dtype).kind in "iu" or dtype == "int4"
    return np.abs(np.round(array * 2)).clip(0, 6).astype(dtype) if whole else array.astype(dtype)


def attention_of(arrays):
    n, m = len(arrays["embeddings"]), len(arrays["key_embeddings"])
    tokens = {"tokens": [f"q{i}" for i in range(n)], "key_tokens": [f"k{j}" for j in range(m)]}
    return Attention(**tokens, **arrays, n_heads=2, residual=True, scale=0.01)


def reference(arrays):
    """Attention as its formula is written, in float64."""
    x, y, w_q, w_k, w_v, w_o, positions = (
        arrays[name].astype(np.float64)
        for name in ("embeddings", "key_embeddings", "w_q", "w_k", "w_v", "w_o", "positions")
    )
    x, y = x + positions[: len(x)], y + positions[: len(y)]
    q, k, v = (np.split(each, 2, axis=1) for each in (x @ w_q, y @ w_k, y @ w_v))
    weights = []
    for h in range(2):
        scores = np.where(arrays["mask"], q[h] @ k[h].T * 0.01, -np.inf)
        top = scores.max(axis=1, keepdims=True)
        shares = np.exp(scores - np.where(np.isfinite(top), top, 0))
        total = shares.sum(axis=1, keepdims=True)
        weights.append(np.divide(shares, total, out=np.zeros_like(shares), where=total > 0))
    heads = np.concatenate([weights[h] @ v[h] for h in range(2)], axis=1)
    return weights, heads @ w_o + x


def close(found, wanted):
    wanted = np.asarray(wanted)
    scale = np.abs(wanted).max()
    np.testing.assert_allclose(np.asarray(found, float), wanted, rtol=1e-9, atol=1e-9 * scale)


def hold(arrays, much, tmp_path, whole_bundle=False):
    weights, output = reference(arrays)
    attention = attention_of(arrays)
    is_plain = way_of(attention.to_dict()) is _attend
    assert is_plain is not much
    attention.save(tmp_path / "x.attention.json")
    again = Attention.from_dict(attention.to_dict())
    loaded = Attention.load(tmp_path / "x.attention.json")
    assert again == attention == loaded
    for each in (attention, loaded):
        close(each.weights, weights)
        close(each.output, output)
        close(each.trace()["heads"][1]["weights"], weights[1])
    include = None if whole_bundle else {"text/plain", "text/html"}
    bundle = again._repr_mimebundle_(include=include)
    assert f"{len(output)} queries" in bundle["text/plain"]
    assert ("image/png" in bundle) == whole_bundle


@pytest.mark.parametrize("much", [False, True], ids=["little", "much"])
@pytest.mark.parametrize("count", [4_000, 5_000])
@pytest.mark.parametrize(("field", "dtype"), PROBES)
def test_numbers_of_any_dtype(field, dtype, count, much, tmp_path):
    arrays = arrays_of(field, count, much)
    arrays[field] = cast(arrays[field], dtype)
    assert arrays[field].size == count
    hold(arrays, much, tmp_path, whole_bundle=dtype in ("float32", "bool"))


@pytest.mark.parametrize("much", [False, True], ids=["little", "much"])
@pytest.mark.parametrize("count", [4_000, 5_000])
@pytest.mark.parametrize("dtype", NARROW)
def test_narrow_numbers(dtype, count, much, tmp_path):
    ml_dtypes = pytest.importorskip("ml_dtypes")
    for field in MATRICES:
        arrays = arrays_of(field, count, much)
        arrays[field] = cast(arrays[field], getattr(ml_dtypes, dtype))
        hold(arrays, much, tmp_path)


@pytest.mark.parametrize("count", [4_000, 5_000])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_numbers_in_any_layout(layout, count, tmp_path):
    arrays = arrays_of("embeddings", count, much=False)
    wanted = attention_of(arrays)
    given = attention_of({name: LAYOUTS[layout](array) for name, array in arrays.items()})
    assert given == wanted
    hold(arrays, False, tmp_path)


def test_numbers_on_disk_and_repeated(tmp_path):
    array = np.arange(5_000, dtype=">f4").reshape(50, 100)
    array.tofile(tmp_path / "x.bin")
    mapped = np.memmap(tmp_path / "x.bin", ">f4", "r", shape=(50, 100))
    repeated = np.broadcast_to(array[0], (50, 100))
    for embeddings in (mapped, repeated):
        arrays = arrays_of("embeddings", 5_000, much=False) | {"embeddings": embeddings}
        hold(arrays, False, tmp_path)


def test_a_head_of_a_model_in_single_precision(tmp_path):
    rng = np.random.default_rng(0)
    matrices = {
        name: rng.normal(size=(768, 64)).astype("float32") for name in ("w_q", "w_k", "w_v")
    }
    for n in (10, 70):  # the first is computed by lists, and both are shown
        embeddings = rng.normal(size=(n, 768)).astype("float32")
        attention = Attention(tokens=["t"] * n, embeddings=embeddings, **matrices, scale=1e-3)
        q, k, v = (embeddings.astype(float) @ w.astype(float) for w in matrices.values())
        shares = np.exp(q @ k.T * 1e-3)
        close(attention.output, shares / shares.sum(axis=1, keepdims=True) @ v)
        assert attention._repr_mimebundle_()["image/png"]
