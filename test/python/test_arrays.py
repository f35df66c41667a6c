"""Arrays at model size: into the payload, out of it, and through NumPy."""

import base64
import json
import math
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from jupyterlab_attention import Attention, _arrays, _attend, _attend_numpy, _attention
from jupyterlab_attention._format import LIMITS, check, resolve
from jupyterlab_attention._way import way_of

FIXTURES = Path(__file__).parent.parent / "fixtures"
RNG = np.random.default_rng(5)


def read(path):
    return json.loads(path.read_text("utf-8"))


def tokens(n):
    return [f"t{i}" for i in range(n)]


def given(n=100, d=64, dtype=np.float32, **fields):
    arrays = {f"w_{name}": RNG.normal(size=(d, d)) / d**0.5 for name in "qkvo"}
    arrays["embeddings"] = RNG.normal(size=(n, d))
    cast = {name: array.astype(dtype) for name, array in arrays.items()}
    return {"tokens": tokens(n), **cast, **fields}


@pytest.mark.parametrize(
    ("dtype", "written"),
    [
        ("float64", "float64"),
        ("float32", "float32"),
        ("float16", "float16"),
        (">f4", "float32"),
        ("int64", "float64"),
        ("uint8", "float64"),
    ],
)
def test_arrays_go_as_bytes_and_come_back(dtype, written, tmp_path):
    array = (RNG.random((100, 64)) * 50).astype(dtype)
    attention = Attention(**given() | {"embeddings": array})
    payload = attention.to_dict()
    assert payload["embeddings"]["dtype"] == written
    np.testing.assert_array_equal(_arrays.numpy_of(payload["embeddings"]), array)
    assert payload["embeddings"]["shape"] == [100, 64]
    attention.save(tmp_path / "x.attention.json")
    assert Attention.load(tmp_path / "x.attention.json") == attention
    assert Attention.from_dict(payload).to_dict() == payload


def test_few_numbers_and_lists_stay_lists():
    size = 64  # 64 × 64 is the most that stays readable
    square = RNG.normal(size=(size, size)).astype(np.float32)
    attention = Attention(
        tokens=tokens(size), embeddings=square, w_q=square, w_k=square, w_v=square
    )
    assert attention.to_dict()["embeddings"] == square.tolist()
    lists = given(n=100, d=64)
    lists["embeddings"] = lists["embeddings"].tolist()
    assert Attention(**lists).to_dict()["embeddings"] == lists["embeddings"]


class Tensor:
    """As much of a tensor of PyTorch as is asked for."""

    def __init__(self, numbers, dtype):
        self.numbers, self.dtype, self.shape = numbers, dtype, numbers.shape

    def detach(self):
        return self

    cpu = detach

    def float(self):
        return Tensor(self.numbers.astype(np.float32), "torch.float32")

    def tolist(self):
        return self.numbers.tolist()

    def __array__(self, dtype=None, copy=None):
        assert self.dtype != "torch.bfloat16"
        return self.numbers


def test_tensors_of_bfloat16_become_single():
    numbers = RNG.normal(size=(100, 64)).astype(np.float32)
    for dtype in ("torch.bfloat16", "torch.float32"):
        payload = Attention(**given() | {"embeddings": Tensor(numbers, dtype)}).to_dict()
        assert payload["embeddings"]["dtype"] == "float32"
        np.testing.assert_array_equal(_arrays.numpy_of(payload["embeddings"]), numbers)


def test_a_drawn_mask_goes_as_bytes():
    mask = np.tri(100, dtype=bool)
    payload = Attention(**given(mask=mask)).to_dict()
    assert payload["mask"]["dtype"] == "bool"
    assert _arrays.rows_of(payload["mask"]) == mask.tolist()


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        ({"embeddings": np.full((100, 64), np.nan)}, r"embeddings\[0\]\[0\]: Found nan"),
        ({"embeddings": np.full((100, 64), np.nan)}, r"embeddings: …and 6390 more"),
        ({"w_k": np.zeros((65, 64))}, "w_k: Found 65 rows; wanted 64"),
        ({"mask": np.ones((100, 100))}, "mask: Found an array of float64 .*wanted booleans"),
        (
            {"embeddings": np.ones((100, 64), bool)},
            "embeddings: Found an array of bool .*wanted numbers",
        ),
        ({"mask": np.ones((100, 99), bool)}, r"mask: Found the shape \[100, 99\]"),
        ({"embeddings": np.ones((2, 16384), np.float16)}, "embeddings: Found 2 rows; wanted 100"),
    ],
)
def test_bad_arrays_are_named(change, wanted):
    with pytest.raises(ValueError, match=wanted):
        Attention(**given() | change)


@pytest.mark.parametrize(
    ("change", "path", "message"),
    [
        (
            {"data": "A" * 128},
            ".data",
            "96 bytes where [8, 4] of float32 need 128. It may have been",
        ),
        ({"data": "AAAA\n" + "A" * 163}, ".data", 'The character "\\n" at 4 is no base64'),
        ({"data": "AAAAA"}, ".data", "These 5 characters end within a group of four"),
        (
            {"shape": [8, 2, 2]},
            ".shape",
            "Found the shape [8, 2, 2]; wanted [n, d_model]: take one of the batch",
        ),
        ({"shape": [8192, 8192]}, "", "Found 67,108,864 numbers; at most 16,777,216"),
    ],
)
def test_bad_bytes_are_told(change, path, message):
    data = base64.b64encode(np.zeros((8, 4), np.float32)).decode()
    array = {"dtype": "float32", "shape": [8, 4], "data": data} | change
    square = np.eye(4).tolist()
    projections = {"query": square, "key": square, "value": square}
    payload = {"format": "attention", "version": 1, "tokens": tokens(8), "embeddings": array}
    ((where, what),), _ = check(payload | {"projections": projections})
    assert where == f"$.embeddings{path}"
    assert message in what


def test_lengths_over_the_limit_say_what_to_do():
    payload = {"format": "attention", "version": 1, "tokens": tokens(LIMITS["tokens"] + 1)}
    ((_, message),), _ = check(payload)
    assert message == (
        "Found 8,193 tokens; at most 8,192 are drawn, to protect the page. "
        "Shorten the text, or send a window of it."
    )


def golden():
    files = [*FIXTURES.glob("golden/*.json"), *FIXTURES.glob("golden/ragged/*.json")]
    return pytest.mark.parametrize("path", sorted(files), ids=lambda path: path.stem)


@golden()
@pytest.mark.filterwarnings("ignore:invalid value:RuntimeWarning")
def test_numpy_computes_what_lists_do(path):
    spec = read(path)["spec"]
    plain = _attend.attend(resolve(spec))
    fast = _attend_numpy.attend(resolve(spec, _arrays.numpy_of))
    assert list(fast) == list(plain)
    for name in ("embeddings", "positioned", "concatenated", "mixed", "output"):
        close(fast.get(name), plain.get(name))
    for ours, theirs in zip(fast["heads"], plain["heads"], strict=True):
        assert list(ours) == list(theirs)
        for name, numbers in theirs.items():
            found = ours[name]
            close(found.tolist() if np.ma.isMaskedArray(found) else found, numbers)
    naive = spec.get("softmax") == "naive"
    assert _attend_numpy.find_overflow(fast, naive) == _attend.find_overflow(plain, naive)


@pytest.mark.parametrize(
    "path", sorted(FIXTURES.glob("golden/ragged/*.json")), ids=lambda path: path.stem
)
def test_ragged(path):
    case = read(path)
    wanted = {
        name: np.frombuffer(base64.b64decode(case["checks"][name]["data"]))
        for name in ("weights", "output")
    }
    attention = Attention.from_dict(case["spec"])
    rows = [np.asarray(weights)[case["checks"]["rows"]] for weights in attention.weights]
    close(np.concatenate(rows).ravel(), wanted["weights"])
    close(np.ravel(attention.trace()["concatenated"]), wanted["output"])


def close(ours, theirs):
    if theirs is None:
        assert ours is None
        return
    a, b = np.array(ours, dtype=float), np.array(theirs, dtype=float)
    scale = np.max(np.abs(b), initial=0, where=np.isfinite(b))
    np.testing.assert_allclose(a, b, rtol=1e-12, atol=1e-12 * scale)


def test_an_overflow_at_size_is_told():
    attention = Attention(**given(n=100, d=128, dtype=np.float64) | {"scale": 1e308})
    with pytest.raises(ValueError, match=r"heads\[0\]\.scaled_scores\[0\]\[\d+\] is too large"):
        attention.trace()
    with pytest.raises(ValueError, match="too large for a double"):
        attention._repr_mimebundle_()


def test_fallbacks_at_size_are_small_and_say_what_they_show():
    attention = Attention(**given(n=600, d=96, n_heads=12, mask="causal"))
    bundle = attention._repr_mimebundle_()
    assert isinstance(attention.weights[0], np.ndarray)
    assert "Each cell is the largest of 21 × 21 weights" in bundle["text/html"]
    assert "The 50 largest of 360,000 weights" in bundle["text/html"]
    assert bundle["text/html"].count("<tr>") == 50 + math.ceil(600 / 21)
    assert "head 1 of 12" in bundle["text/plain"]
    assert len(bundle["text/html"]) < 150_000
    json.dumps(bundle, allow_nan=False)


@pytest.mark.parametrize(
    "fields",
    [
        {"mask": "causal", "positions": "alibi"},
        {"mask": {"window": 40, "padding": [i < 280 for i in range(300)]}, "positions": "rope"},
        {"mask": np.tri(300, dtype=bool), "positions": "sinusoidal"},
        {"overrides": {"scores": [{"head": 0, "query": 299, "key": 7, "value": 60}]}},
    ],
)
def test_in_bands_the_same_is_shown(fields, monkeypatch):
    attention = Attention(**given(n=300, d=80, **fields))
    whole = attention._repr_mimebundle_()
    monkeypatch.setattr(_attention, "_BAND", 20_000)
    assert "bands" in attention._shown()
    assert attention._repr_mimebundle_() == whole


def test_without_numpy_the_same_is_shown(monkeypatch):
    attention = Attention(**given(n=300, d=16, dtype=np.float16, mask="causal", scale=3.0))
    fast = attention._repr_mimebundle_()
    monkeypatch.setattr(_arrays, "numpy_or_none", lambda: None)
    assert way_of(attention.to_dict()) is _attend
    slow = Attention.from_dict(attention.to_dict())._repr_mimebundle_()
    assert fast == slow


def test_bytes_are_read_where_numpy_is_not_installed():
    files = [str(path) for path in FIXTURES.glob("valid/bytes-*.json")]
    code = (
        "import sys; sys.modules['numpy'] = None\n"
        "from jupyterlab_attention import Attention\n"
        "print([Attention.load(path).trace()['embeddings'][0] for path in sys.argv[1:]])"
    )
    run = [sys.executable, "-c", code, *files]
    printed = subprocess.run(run, capture_output=True, text=True, check=True).stdout
    wanted = [Attention.load(path).trace()["embeddings"][0] for path in files]
    assert json.loads(printed) == wanted
