"""Arrays as few bytes: what comes back, and what is refused."""

import base64
import subprocess
import sys
import zlib

import ml_dtypes
import numpy as np
import pytest

from jupyterlab_attention._codec import SQUARES, data_of, decode, encode, numbers_of

RNG = np.random.default_rng(5)
LOGITS = RNG.normal(size=(3, 7, 7)) * 4


def softmax(scores):
    shares = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return shares / shares.sum(axis=-1, keepdims=True)


CAUSAL = softmax(np.where(np.tri(7, dtype=bool), LOGITS, -np.inf))


def packed(data, count=100):
    """An object of so many bytes, as a stream says them."""
    text = base64.b64encode(data).decode("ascii")
    return {"dtype": "uint8", "shape": [count], "codec": "deflate", "data": text}


@pytest.mark.parametrize("codec", [None, "deflate"])
@pytest.mark.parametrize("dtype", ["float64", "float32", "float16", "bool"])
@pytest.mark.parametrize("shape", [(5,), (2, 3), (4, 2, 3), (2, 1, 2, 3)])
def test_numbers_come_back_as_they_were(codec, dtype, shape):
    values = (RNG.normal(size=shape) * 3).astype(dtype)
    value = encode(values, codec=codec)
    assert value["dtype"] == dtype and value["shape"] == list(shape)
    found = decode(value)
    assert found.dtype == values.dtype
    np.testing.assert_array_equal(found, values)
    assert numbers_of(value) == values.ravel().tolist()


def test_bfloat16_is_read_as_float32():
    values = (RNG.normal(size=(3, 5)) * 1e9).astype(ml_dtypes.bfloat16)
    value = encode(values, codec="deflate")
    assert value["dtype"] == "bfloat16"
    found = decode(value)
    assert found.dtype == np.float32
    np.testing.assert_array_equal(found, values.astype(np.float32))
    assert numbers_of(value) == values.astype(float).ravel().tolist()


@pytest.mark.parametrize("values", [LOGITS.T.astype("float32"), LOGITS[:, ::2], LOGITS[::-1]])
def test_turned_and_strided_arrays_are_written_as_they_are_read(values):
    np.testing.assert_array_equal(decode(encode(values)), values)


def test_weights_are_coded_by_their_square_roots():
    weights = softmax(LOGITS)
    value = encode(weights, codec="deflate", coding="sqrt")
    assert value["dtype"] == "uint8" and value["coding"] == "sqrt"
    found = decode(value)
    # half a step of the root, at the largest weight: w' = (√w ± 1/510)²
    assert np.abs(found - weights).max() <= 1 / 255 + 1 / 510**2
    assert np.all(found[weights >= 1e-4] > 0)
    codes = np.frombuffer(zlib.decompress(base64.b64decode(value["data"])), np.uint8)
    np.testing.assert_array_equal(codes, np.round(255 * np.sqrt(weights)).ravel())
    assert numbers_of(value) == found.ravel().tolist() == [SQUARES[u] for u in codes]


@pytest.mark.parametrize("shape", [(7, 7), (7, 4), (4, 7), (1, 7), (7, 1)])
@pytest.mark.parametrize("coding", [None, "sqrt"])
def test_a_triangle_alone(shape, coding):
    weights = CAUSAL[:, : shape[0], : shape[1]]
    value = encode(weights, packing="causal", coding=coding)
    there = 3 * int(np.tri(*shape).sum())
    assert len(base64.b64decode(value["data"])) == there * (1 if coding else 8)
    assert value["shape"] == [3, *shape]
    whole = decode(encode(weights, coding=coding))
    np.testing.assert_array_equal(decode(value), whole)
    assert numbers_of(value) == whole.ravel().tolist()


def test_packing_loses_nothing():
    with pytest.raises(ValueError, match="Found a weight after the query's own place"):
        encode(softmax(LOGITS), packing="causal")


@pytest.mark.parametrize("weight", [-0.1, 1.1, np.nan, np.inf])
def test_what_is_no_share_is_not_coded(weight):
    with pytest.raises(ValueError, match="wanted 0 to 1"):
        encode(np.array([[0.5, weight]]), coding="sqrt")


def test_rounding_beyond_one_is_no_error():
    assert decode(encode(np.array([[1 + 1e-6, -1e-7]]), coding="sqrt")).tolist() == [[1, 0]]


def test_numbers_of_no_known_kind_are_refused():
    with pytest.raises(ValueError, match="Found an array of int64; wanted float64"):
        encode(np.arange(3))


WHOLE = zlib.compress(bytes(range(100)))


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        (WHOLE[:-1], "cut off after 100 bytes"),
        (WHOLE[:40], "cut off after"),
        (WHOLE + b"\0", "1 bytes after the end"),
        (WHOLE + WHOLE, "bytes after the end"),
        (WHOLE[:-1] + bytes([WHOLE[-1] ^ 1]), "cannot be inflated"),
        (b"\x1f\x8b" + WHOLE, "cannot be inflated"),
        (zlib.compress(bytes(99)), "Found 99 bytes; wanted 100"),
        (zlib.compress(bytes(101)), "more than 100 bytes"),
        (b"", "cut off after 0 bytes"),
    ],
)
def test_damaged_streams_are_refused(data, wanted):
    value = packed(data)
    for read in (decode, numbers_of, data_of):
        with pytest.raises(ValueError, match=wanted) as error:
            read(value)
        assert type(error.value) is ValueError


def test_no_more_is_inflated_than_is_needed(monkeypatch):
    bomb = zlib.compress(bytes(50_000_000))
    made, real = [], zlib.decompressobj

    class Watched:
        def __init__(self):
            self.stream = real()

        def __getattr__(self, name):
            return getattr(self.stream, name)

        def decompress(self, data, most):
            found = self.stream.decompress(data, most)
            made.append(len(found))
            return found

    monkeypatch.setattr(zlib, "decompressobj", Watched)
    with pytest.raises(ValueError, match="more than 100 bytes"):
        decode(packed(bomb))
    assert made == [101]


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        ({"dtype": "int8"}, "Found dtype 'int8'"),
        ({"codec": "gzip"}, "Found codec 'gzip'"),
        ({"packing": "upper"}, "Found packing 'upper'"),
        ({"coding": "linear"}, "Found coding 'linear'"),
        ({"coding": "sqrt", "dtype": "float16"}, "coded by square roots; wanted uint8"),
        ({"shape": []}, "wanted whole numbers"),
        ({"shape": [0]}, "wanted whole numbers"),
        ({"shape": [2.0]}, "wanted whole numbers"),
        ({"packing": "causal", "shape": [2]}, "whose triangle is there"),
    ],
)
def test_what_is_not_known_is_refused(change, wanted):
    with pytest.raises(ValueError, match=wanted):
        data_of(packed(zlib.compress(b"ab"), 2) | change)


@pytest.mark.parametrize("data", ["YQ=", "Y!==", "ü", 5])
def test_what_is_no_base64_is_refused(data):
    with pytest.raises(ValueError, match="no base64"):
        data_of({"dtype": "uint8", "shape": [1], "data": data})


def test_the_package_is_imported_without_numpy_and_torch():
    code = "import sys, jupyterlab_attention; print({'numpy', 'torch'} & set(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "set()"
