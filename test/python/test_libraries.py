"""Arrays of other libraries, where these are installed."""

import numpy as np
import pytest

from jupyterlab_attention import Attention

A = np.array([[1.0, 2.0], [3.0, 4.0]])
PAIR = {"tokens": ["a", "b"]}
BIG = np.arange(6_400, dtype="float32").reshape(80, 80) / 6_400


def taken(rows, wanted=A):
    attention = Attention(**PAIR, embeddings=rows)
    assert attention.to_dict()["embeddings"] == np.asarray(wanted).tolist()
    assert attention._repr_mimebundle_()["text/plain"]


def as_bytes(rows, dtype="float32", wanted=BIG):
    fields = {"tokens": ["t"] * 80, "w_q": BIG, "w_k": BIG, "w_v": BIG}
    attention = Attention(**fields, embeddings=rows)
    assert attention.to_dict()["embeddings"]["dtype"] == dtype
    same = Attention(**fields, embeddings=wanted.astype(float))
    np.testing.assert_array_equal(attention.output, same.output)


def refused(wanted, **arguments):
    with pytest.raises(ValueError) as error:
        Attention(**PAIR | arguments)
    assert type(error.value) is ValueError
    (line,) = str(error.value).splitlines()
    assert wanted in line, line


def masks(frame_of):
    """A mask of booleans is taken, one of 0 and 1 told."""
    triangle = np.tril(np.ones((2, 2), bool))
    assert Attention(**PAIR, mask=frame_of(triangle)).to_dict()["mask"] == triangle.tolist()
    refused("0 and 1 become a mask", mask=frame_of(triangle.astype("int64")))


def test_pandas():
    pd = pytest.importorskip("pandas")
    for frame in (
        pd.DataFrame(A),
        pd.DataFrame(A, columns=["x", "y"], index=["later", "sooner"]),
        pd.DataFrame({"x": [1, 3], "y": [2.0, 4.0]}),
        pd.DataFrame(A).astype("Int64"),
        pd.DataFrame(A).astype("Float32"),
        pd.DataFrame(A).astype(pd.SparseDtype(float)),
        pd.Series(A.tolist()),
    ):
        taken(frame)
    as_bytes(pd.DataFrame(BIG))
    as_bytes(pd.DataFrame(BIG).astype("Float64"), "float64")
    masks(pd.DataFrame)
    masks(lambda rows: pd.DataFrame(rows).astype("boolean" if rows.dtype == bool else "Int8"))
    missing = pd.DataFrame([[1, None], [3, 4]])
    refused("embeddings[0][1]: Found nan", embeddings=missing)
    refused("missing", embeddings=missing.astype("Int64"))
    refused("missing", mask=pd.DataFrame([[True, None], [True, True]]).astype("boolean"))
    refused('embeddings[0][1]: Found the text "x"', embeddings=pd.DataFrame([[1, "x"], [3, 4]]))
    refused("datetime64", embeddings=pd.DataFrame({"t": pd.to_datetime(["2020", "2021"])}))
    refused(
        "Found a DataFrameGroupBy (pandas); wanted numbers", embeddings=pd.DataFrame(A).groupby(0)
    )
    refused("n_heads: Found a missing value (NAType); wanted a whole number", n_heads=pd.NA)
    refused("Found the shape [2]; wanted [n, d_model]", embeddings=pd.Series([1.0, 2.0]))
    for words in (
        pd.Series(["a", "b"]),
        pd.Series(["a", "b"], dtype=object),
        pd.Series(["a", "b"], dtype="category"),
        pd.Index(["a", "b"]),
        pd.array(["a", "b"]),
    ):
        assert Attention(tokens=words).tokens == ["a", "b"]
    refused("tokens[1]: Found nan; wanted a text", tokens=pd.Series(["a", None], dtype="str"))
    refused("missing", tokens=pd.array(["a", pd.NA]))
    refused("tokens[1]: Found a missing value", tokens=["a", pd.NA])


def test_xarray():
    xr = pytest.importorskip("xarray")
    taken(xr.DataArray(A))
    taken(xr.DataArray(A, dims=("token", "d_model"), coords={"token": ["a", "b"]}))
    taken(xr.Variable(("token", "d_model"), A))
    as_bytes(xr.DataArray(BIG))
    masks(xr.DataArray)
    assert Attention(tokens=xr.DataArray(["a", "b"])).tokens == ["a", "b"]
    assert Attention(**PAIR, n_heads=xr.DataArray(2.0)).to_dict()["n_heads"] == 2
    refused("take one of its arrays by its name", embeddings=xr.Dataset({"a": (("x", "y"), A)}))
    refused("embeddings[0][1]: Found nan", embeddings=xr.DataArray([[1, np.nan], [3, 4]]))
    gaps = xr.DataArray(A, dims=("token", "d"), coords={"token": [0, np.nan]})
    refused("in whose coordinate 'token' labels are missing", embeddings=gaps)
    refused("wanted [n, d_model]: take one of the batch", embeddings=xr.DataArray(A[None]))


def test_dask():
    da = pytest.importorskip("dask.array")
    taken(da.from_array(A))
    as_bytes(da.from_array(BIG))
    masks(da.from_array)
    hidden = da.ma.masked_array(A, mask=A > 3)
    refused("that hides 1 of its entries", embeddings=hidden)
    xr = pytest.importorskip("xarray")
    taken(xr.DataArray(da.from_array(A)))
    refused("embeddings[1][1]: Found nan", embeddings=xr.DataArray(hidden))


def test_polars():
    pl = pytest.importorskip("polars")
    taken(pl.DataFrame(A))
    taken(pl.DataFrame({"x": [1, 3], "y": [2.0, 4.0]}))
    taken(pl.Series([[1, 2], [3, 4]]))
    taken(pl.Series(A))
    as_bytes(pl.DataFrame(BIG))
    masks(pl.DataFrame)
    for words in (pl.Series(["a", "b"]), pl.Series(["a", "b"], dtype=pl.Categorical)):
        assert Attention(tokens=words).tokens == ["a", "b"]
    gaps = pl.DataFrame({"x": [1, None], "y": [None, 2]})
    refused("Found a DataFrame (polars) [2, 2] in which 2 entries are missing", embeddings=gaps)
    refused("in which 2 entries are missing", mask=gaps.cast(pl.Boolean))
    refused("in which 1 entry is missing", tokens=pl.Series(["a", None]))
    refused("embeddings[1][0]: Found null", embeddings=pl.Series([[1, 2], [None, 4]]))
    refused("collect it first, by `.collect()`", embeddings=pl.DataFrame(A).lazy())
    refused("Found an Expr (polars)", embeddings=pl.col("a"))


def test_scipy():
    sparse = pytest.importorskip("scipy.sparse")
    for kind in (sparse.csr_matrix, sparse.csc_array, sparse.coo_array, sparse.lil_matrix):
        taken(kind(A))
    as_bytes(sparse.csr_array(BIG))
    masks(sparse.csr_array)
    far = sparse.csr_array((10**6, 10**6))
    refused("of 1,000,000,000,000 numbers once it is dense", embeddings=far)


def test_pyarrow():
    pa = pytest.importorskip("pyarrow")
    for rows in (
        pa.table({"x": [1.0, 3.0], "y": [2.0, 4.0]}),
        pa.record_batch({"x": [1.0, 3.0], "y": [2.0, 4.0]}),
        pa.array([[1, 2], [3, 4]]),
        pa.Tensor.from_numpy(A),
    ):
        taken(rows)
    masks(lambda rows: pa.table({"x": rows[:, 0], "y": rows[:, 1]}))
    for words in (pa.array(["a", "b"]), pa.chunked_array([["a"], ["b"]]), [pa.scalar("a"), "b"]):
        assert Attention(tokens=words).tokens == ["a", "b"]
    refused("in which 1 entry is missing", embeddings=pa.table({"x": [1, None], "y": [3, 4]}))
    refused("in which 1 entry is missing", tokens=pa.array(["a", None]))


def test_jax():
    jax = pytest.importorskip("jax")
    pytest.importorskip("jax.experimental.sparse")
    jnp = jax.numpy
    for dtype in ("float32", "bfloat16", "float8_e4m3fn", "float16", "int8", "int4"):
        taken(jnp.array(A).astype(dtype))
    as_bytes(jnp.array(BIG))
    masks(jnp.array)
    taken(jax.experimental.sparse.BCOO.fromdense(jnp.array(A)))
    deleted = jnp.array(A)
    deleted.delete()
    refused("that cannot be read (RuntimeError: Array has been deleted", embeddings=deleted)

    @jax.jit
    def traced(rows):
        refused("that cannot be read (TracerArrayConversionError", embeddings=rows)
        return rows

    traced(jnp.array(A))


def test_torch():
    torch = pytest.importorskip("torch")
    rows = torch.tensor(A)
    for dtype in [
        "float64",
        "float32",
        "float16",
        "bfloat16",
        "float8_e4m3fn",
        "float8_e5m2",
        "int8",
        "uint16",
        "int64",
    ]:
        taken(rows.to(getattr(torch, dtype)))
    for tensor in (
        rows.clone().requires_grad_(),
        torch.nn.Parameter(rows),
        rows.t().contiguous().t(),
        rows.to_sparse(),
        list(rows),
        (-rows * 1j).conj().imag,
    ):
        taken(tensor)
    as_bytes(torch.tensor(BIG))
    narrow = torch.tensor(BIG).bfloat16()
    as_bytes(narrow, "float32", narrow.float().numpy())
    masks(lambda mask: torch.tensor(mask.tolist()))
    assert Attention(**PAIR, n_heads=torch.tensor(2)).to_dict()["n_heads"] == 2
    refused("no data", embeddings=rows.to("meta"))
    refused("take its weights, `w_q.weight.T`", w_q=torch.nn.Linear(2, 2), w_k=A, w_v=A)
    refused("take the real part", embeddings=rows.to(torch.complex64))
    heads = {"w_q": torch.ones(4, 8, 2), "w_k": torch.ones(8, 8), "w_v": torch.ones(8, 8)}
    refused("`w_q.permute(1, 0, 2).reshape(8, 8)`", embeddings=torch.ones(2, 8), n_heads=4, **heads)


def test_tokenizers():
    transformers = pytest.importorskip("transformers")
    encoded = transformers.BatchEncoding({"input_ids": [1, 2], "attention_mask": [1, 0]})
    refused("tokens: Found a BatchEncoding (transformers)", tokens=encoded)
    padding = {"padding": encoded["attention_mask"]}
    refused("mask.padding: Found a list of numbers [2]; wanted booleans", mask=padding)
