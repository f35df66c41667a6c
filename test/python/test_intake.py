"""What callers hand over: read where that is safe, else one ValueError that says what it is and what to do."""

import array
import collections
import ctypes
import datetime
import decimal
import enum
import fractions
import itertools
import json
import pathlib
import warnings

import numpy as np
import pytest

from jupyterlab_attention import Attention, _arrays

A = np.array([[1.0, 2.0], [3.0, 4.0]])
TRIANGLE = np.tril(np.ones((2, 2), bool))
PAIR = {"tokens": ["a", "b"]}


def refused(wanted, /, *positional, make=Attention, **arguments):
    """One ValueError, and nothing else, with these words in it: its lines."""
    with pytest.raises(ValueError) as error:
        make(*positional, **arguments)
    assert type(error.value) is ValueError
    text = str(error.value)
    assert wanted in text, text
    return text.splitlines()


def payload(**fields):
    return {"format": "attention", "version": 1, "sentence": "cats sleep", **fields}


# -- whole numbers, and others ---------------------------------------------------------------


class Count(enum.IntEnum):
    TWO = 2


class Index:
    def __index__(self):
        return 2


TWOS = [
    4 / 2,
    np.float64(2),
    np.float16(2),
    np.longdouble(2),
    np.int64(2),
    np.uint8(2),
    np.array(2),
    np.array(2.0),
    fractions.Fraction(4, 2),
    decimal.Decimal(2),
    Count.TWO,
    Index(),
]


@pytest.mark.parametrize("two", TWOS, ids=lambda two: type(two).__name__)
def test_a_whole_number_is_one_however_it_comes(two):
    arguments = {
        "n_heads": two,
        "n_kv_heads": two,
        "position_offset": two,
        "positions": A,
        "mask": {"window": two},
    }
    attention = Attention("cats sleep", **arguments)
    wanted = Attention(
        "cats sleep",
        **arguments | {"n_heads": 2, "n_kv_heads": 2, "position_offset": 2, "mask": {"window": 2}},
    )
    assert attention.trace() == wanted.trace()
    for name in ("n_heads", "n_kv_heads", "position_offset"):
        assert type(attention.to_dict()[name]) is int
    assert attention._repr_mimebundle_()["text/plain"]
    assert "2 heads" in repr(attention)


def test_whole_floats_of_files_are_whole_numbers(tmp_path):
    table = [[0.0, 1.0], [1.0, 0.0]]
    override = {"head": 1.0, "query": 1.0, "key": 0.0, "value": 2.0}
    view = {"head": 1.0, "query": 0.0, "window": {"query": [0.0, 2.0], "key": [1.0, 1.0]}}
    view["predictions"] = [{"question": "most", "head": 0.0, "query": 1.0, "guess": 1.0}]
    given = payload(
        n_heads=2.0,
        n_kv_heads=1.0 + 1,
        position_offset=1.0,
        positions=table,
        mask={"window": 2.0},
        overrides={"scores": [override]},
        view=view,
    )
    file = tmp_path / "x.json"
    file.write_text(json.dumps(given))
    for attention in (Attention.load(file), Attention.from_dict(given)):
        found = attention.to_dict()
        assert found == given
        assert attention.trace()["heads"][1]["scores"][1][0] == 2
        attention._repr_mimebundle_()
        wholes = [found["n_heads"], found["position_offset"], found["mask"]["window"]]
        wholes += [found["overrides"]["scores"][0][name] for name in ("head", "query", "key")]
        wholes += [found["view"]["head"], *found["view"]["window"]["query"]]
        wholes += [found["view"]["predictions"][0]["guess"]]
        assert set(map(type, wholes)) == {int}


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (2.5, "Found 2.5"),
        (True, "Found true"),
        (np.True_, "Found true"),
        ("2", 'Found the text "2"'),
        (np.array([2]), "Found a list of 1"),
        (float("nan"), "Found nan"),
        (2 + 0j, "Found a complex"),
        (10**400, "Found a number of some 401 digits"),
        (10**6000, "Found a number of some 6,001 digits"),
        (datetime.date(2026, 1, 1), "Found a date (datetime)"),
        (np.datetime64("2026"), "datetime64"),
        (object(), "Found an object"),
        (int, "Found the class int"),
        (len, "Found a builtin_function_or_method"),
        (np.ma.masked, "Found a masked array [] that hides 1 of its entries"),
    ],
    ids=lambda value: value[:24] if isinstance(value, str) else type(value).__name__,
)
def test_what_is_no_number_of_heads_is_told(value, told):
    (line,) = refused(told, "cats sleep", n_heads=value)
    assert line.startswith("n_heads: ") and "wanted" in line


@pytest.mark.parametrize(
    "half", [np.float32(0.5), np.array(0.5), decimal.Decimal("0.5"), fractions.Fraction(1, 2)]
)
def test_a_number_of_any_kind_is_one(half):
    attention = Attention("cats sleep", temperature=half, scale=half)
    assert attention.to_dict() == payload(temperature=0.5, scale=0.5)
    rows = np.array([[half, 1], [1, 2]], dtype=object)
    assert Attention(**PAIR, embeddings=rows).to_dict()["embeddings"] == [[0.5, 1], [1, 2]]


def test_no_temperature_is_told():
    assert refused("wanted a finite number above 0", "cats sleep", temperature=-1)
    assert refused("cannot be read", "cats sleep", temperature=decimal.Decimal("sNaN"))
    assert refused("Found inf", "cats sleep", temperature=fractions.Fraction(10**400))
    assert refused(
        "temperature: Found a PurePosixPath (pathlib); wanted a finite number above 0.",
        "cats sleep",
        temperature=pathlib.PurePosixPath("x"),
    )
    assert refused("residual: Found", "cats sleep", residual="yes")
    assert Attention("cats sleep", residual=np.True_).to_dict() == payload(residual=True)


# -- masks -----------------------------------------------------------------------------------

ZERO_ONE = "0 and 1 become a mask by `{}` (in PyTorch `{}.bool()`)"


@pytest.mark.parametrize("n", [2, 100])
@pytest.mark.parametrize("dtype", ["int64", "uint8", "float32", "float64"])
def test_zeros_and_ones_are_told_as_such(n, dtype):
    mask = np.tril(np.ones((n, n), dtype))
    advice = ZERO_ONE.format("mask.astype(bool)", "mask")
    wanted = f"Found an array of {dtype} [{n}, {n}]; wanted booleans, true = may attend: {advice}."
    tokens = ["t"] * n
    assert refused(wanted, tokens=tokens, mask=mask) == [f"mask: {wanted}"]
    given = {"format": "attention", "version": 1, "tokens": tokens, "mask": mask}
    assert refused(wanted, given, make=Attention.from_dict) == [f"$.mask: {wanted}"]
    (line,) = refused(
        "0 and 1 become a mask by `np.array(mask).astype(bool)`", tokens=tokens, mask=mask.tolist()
    )
    assert line.startswith(f"mask: Found a list of numbers [{n}, {n}]; wanted booleans")


@pytest.mark.parametrize("kind", [list, tuple, np.array, lambda x: np.array(x, float)])
def test_padding_of_zeros_and_ones_is_told(kind):
    (line,) = refused("0 and 1 become a mask by", **PAIR, mask={"padding": kind([1, 0])})
    assert line.startswith("mask.padding: Found a")
    good = {"padding": np.array([1, 0]).astype(bool)}
    assert Attention(**PAIR, mask=good).to_dict()["mask"] == {"padding": [True, False]}


def test_other_masks_are_told():
    added = np.where(TRIANGLE, 0, -np.inf)
    (line,) = refused("becomes a mask by `mask == 0`", **PAIR, mask=added)
    assert Attention(**PAIR, mask=added == 0).to_dict()["mask"] == TRIANGLE.tolist()
    assert len(refused("compare them, as by `> 0`", **PAIR, mask=A)) == 1
    assert len(refused("Found an array of texts [1, 1]", **PAIR, mask=np.array([["x"]]))) == 1
    assert len(refused('padding, `mask={"padding": mask}`', **PAIR, mask=[True, False])) == 1
    assert refused('wanted null, "causal"', **PAIR, mask="all")
    (line,) = refused("0 and 1 become a mask", **PAIR, mask=np.ones((1, 1, 2, 2), int))
    assert "[1, 1, 2, 2]" in line and "`mask[0, 0]`" in line


def test_numbers_as_booleans_and_back_are_told():
    (line,) = refused("`embeddings.astype(float)`", **PAIR, embeddings=TRIANGLE)
    assert line.startswith("embeddings: Found an array of bool [2, 2]; wanted numbers [n, d_model]")
    assert len(refused("Found a list of texts [2, 2]", **PAIR, embeddings=[["1", "2"]] * 2)) == 1
    assert len(refused("Found a list of booleans", **PAIR, embeddings=TRIANGLE.tolist())) == 1


# -- shapes ----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [np.array, lambda x: x.tolist()], ids=["array", "list"])
@pytest.mark.parametrize(
    ("field", "shape", "told"),
    [
        ("embeddings", (1, 5, 8), "wanted [n, d_model]: take one of the batch, `embeddings[0]`."),
        ("embeddings", (1, 70, 80), "wanted [n, d_model]: take one of the batch"),
        (
            "embeddings",
            (1, 1, 5, 8),
            "take one of the batch and one of the heads, `embeddings[0, 0]`",
        ),
        ("embeddings", (8,), "one row is `embeddings[None, :]`, one column `embeddings[:, None]`."),
        ("embeddings", (5000,), "one row is `embeddings[None, :]`"),
        ("positions", (1, 5, 8), "wanted [max(n, m), d_model]: take one of the batch"),
        ("key_embeddings", (1, 5, 8), "wanted [m, d_model]: take one of the batch"),
        ("w_q", (4, 8, 2), "join the heads, `w_q.transpose(1, 0, 2).reshape(8, 8)`."),
        ("w_k", (8, 4, 2), "join the heads, `w_k.reshape(8, 8)`."),
        ("w_v", (1, 8, 8), "take one of the batch, `w_v[0]`."),
        ("w_o", (4, 2, 8), "join the heads, `w_o.reshape(8, 8)`."),
    ],
)
def test_other_dimensions_are_one_line(kind, field, shape, told):
    tokens = {"tokens": ["t"] * 5, "key_tokens": ["k"] * 5, "n_heads": 4}
    lines = refused(told, **tokens, **{field: kind(np.ones(shape))})
    ours = [line for line in lines if line.startswith(f"{field}: ")]
    assert len(ours) == 1
    assert ours[0].startswith(f"{field}: Found the shape {list(shape)}; wanted [")


def test_joined_heads_are_what_they_were():
    rng = np.random.default_rng(0)
    heads = {name: rng.normal(size=(4, 8, 2)) for name in ("w_q", "w_k", "w_v")}
    x, w_o = rng.normal(size=(5, 8)), rng.normal(size=(4, 2, 8))
    joined = {name: w.transpose(1, 0, 2).reshape(8, 8) for name, w in heads.items()}
    attention = Attention(
        tokens=["t"] * 5, embeddings=x, n_heads=4, **joined, w_o=w_o.reshape(8, 8)
    )
    output = 0
    for h in range(4):
        q, k, v = (x @ heads[name][h] for name in ("w_q", "w_k", "w_v"))
        shares = np.exp(q @ k.T / 2**0.5)
        output = output + shares / shares.sum(axis=1, keepdims=True) @ v @ w_o[h]
    np.testing.assert_allclose(attention.output, output, rtol=1e-10)


def test_batches_of_masks_and_tokens_are_one_line():
    places = "take one of the batch and one of the heads, `mask[0, 0]`."
    wanted = f"mask: Found the shape [1, 1, 2, 2]; wanted [n, m]: {places}"
    for mask in (TRIANGLE[None, None], TRIANGLE[None, None].tolist()):
        assert refused(wanted, **PAIR, mask=mask) == [wanted]
    padding = {"padding": np.array([[True, False]])}
    assert (
        len(refused("wanted [m]: take one of the batch, `padding[0]`", **PAIR, mask=padding)) == 1
    )
    for tokens in ([["a", "b"]], np.array([["a", "b"]])):
        assert refused("tokens: Found the shape [1, 2]; wanted [n]: take one", tokens=tokens)
    assert len(refused("`convert_ids_to_tokens`", tokens=np.array([101, 102]))) == 1
    assert len(refused("`convert_ids_to_tokens`", tokens=[101, 102])) == 1


# -- containers ------------------------------------------------------------------------------


def rows_as(kind):
    return {
        "tuple of arrays": (A[0], A[1]),
        "list of arrays": [A[0], A[1]],
        "lists of NumPy's floats": [list(A[0]), list(A[1])],
        "lists of several floats": [[np.float32(1), 2], [decimal.Decimal(3), np.int8(4)]],
        "array.array": [array.array("d", row) for row in A],
        "memoryview": memoryview(A),
        "ctypes": (ctypes.c_double * 2 * 2)((1, 2), (3, 4)),
        "deque": collections.deque([A[0], A[1]]),
        "UserList": collections.UserList(A.tolist()),
        "generator": (row for row in A),
        "generators": (iter(row) for row in A.tolist()),
        "map": map(list, A),
        "ranges": [range(1, 3), range(3, 5)],
        "dict views": {0: A[0], 1: A[1]}.values(),
        "objects": A.astype(object),
        "matrix": _matrix(),
        "masked, nothing hidden": np.ma.array(A),
        "subclass": A.view(Sub),
        "__array__": ByArray(A),
        "__array_interface__": ByInterface(),
        "__dlpack__": ByCapsule(A),
        "numpy()": ByMethod("numpy", A),
        "to_numpy()": ByMethod("to_numpy", A),
        "tolist()": ByMethod("tolist", A.tolist()),
        "iterable": ByIterating(),
        "coupled": Coupled(),
        "lazy": Lazy(np.ma.array(A)),
        "sparse": Sparse(),
    }[kind]


class Sub(np.ndarray):
    pass


def _matrix():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return np.matrix(A)


class ByArray:
    def __init__(self, found):
        self.found = found

    def __array__(self, dtype=None, copy=None):
        if isinstance(self.found, Exception):
            raise self.found
        return self.found


class ByInterface:
    __array_interface__ = A.__array_interface__


class ByCapsule:
    """As an array of another device's library that is on this one."""

    def __init__(self, found):
        self.found = found

    def __dlpack__(self, **how):
        return self.found.__dlpack__(**how)

    def __dlpack_device__(self):
        return self.found.__dlpack_device__()


class ByMethod:
    def __init__(self, name, found):
        setattr(self, name, lambda: found)


class ByIterating:
    def __iter__(self):
        return iter(A)


class Lazy:
    """Computed when it is asked for, as arrays of Dask are: made an array by NumPy it tells what it hides."""

    def __init__(self, found):
        self.found = found

    def compute(self):
        return self.found

    def __array__(self, dtype=None, copy=None):
        return np.asarray(self.found)


class Sparse:
    """Entries that are not there are zeros, as in pydata's sparse and JAX's BCOO."""

    shape = (2, 2)

    def __init__(self, *shape):
        self.shape = shape or self.shape

    def todense(self):
        return A

    def __iter__(self):
        raise TypeError("not to be gone through")


class Coupled:
    """An array that refuses to be made one unasked, as those of CuPy do."""

    def __array__(self, dtype=None, copy=None):
        raise TypeError("Implicit conversion to a NumPy array is not allowed.")

    def tolist(self):
        return A.tolist()


@pytest.mark.parametrize(
    "kind",
    [
        "tuple of arrays",
        "list of arrays",
        "lists of NumPy's floats",
        "lists of several floats",
        "array.array",
        "memoryview",
        "ctypes",
        "deque",
        "UserList",
        "generator",
        "generators",
        "map",
        "ranges",
        "dict views",
        "objects",
        "matrix",
        "masked, nothing hidden",
        "subclass",
        "__array__",
        "__array_interface__",
        "__dlpack__",
        "numpy()",
        "to_numpy()",
        "tolist()",
        "iterable",
        "coupled",
        "lazy",
        "sparse",
    ],
)
def test_rows_of_any_container_are_read(kind):
    attention = Attention(**PAIR, embeddings=rows_as(kind))
    assert attention.to_dict()["embeddings"] == A.tolist()
    assert attention == Attention(**PAIR, embeddings=A)
    projections = Attention(**PAIR, w_q=rows_as(kind), w_k=rows_as(kind), w_v=rows_as(kind))
    assert projections.output == Attention(**PAIR, w_q=A, w_k=A, w_v=A).output


class Raising:
    def __getattr__(self, name):
        raise RuntimeError(f"no {name}")


class Layer:
    weight = A

    def __call__(self, x):
        return x


class Trace:
    shape = (2, 2)

    def __array__(self, dtype=None, copy=None):
        raise RuntimeError("traced\narrays have no numbers")


def failing():
    yield [1, 2]
    raise KeyError("x")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (
            np.ma.array(A, mask=[[0, 1], [0, 0]]),
            "a masked array [2, 2] that hides 1 of its entries",
        ),
        (Lazy(np.ma.array(A, mask=A > 3)), "a masked array [2, 2] that hides 1 of its entries"),
        (ByArray(np.ma.array(A, mask=A > 3)), "a masked array [2, 2] that hides 1 of its entries"),
        (ByMethod("numpy", np.ma.array(A, mask=A > 3)), "that hides 1 of its entries"),
        (Sparse(10**6, 10**6), "of 1,000,000,000,000 numbers once it is dense"),
        (np.array([[1, None], [3, 4]], object), "1 entry is missing, the first at [0][1]"),
        (
            A.astype(complex),
            "an array of complex128 [2, 2]; wanted numbers [n, d_model]: take the real",
        ),
        (A.astype("S3"), "an array of bytes [2, 2]; wanted numbers"),
        (A.astype("U3"), "an array of texts [2, 2]; wanted numbers"),
        (np.zeros((2, 2), "M8[s]"), "an array of datetime64[s] [2, 2]; wanted numbers"),
        (np.zeros((2, 2), "m8[s]"), "an array of timedelta64[s] [2, 2]; wanted numbers"),
        (np.zeros(2, [("x", "f4"), ("y", "f4")]), "take one of its fields"),
        (np.zeros((2, 2), "V4"), "an array of void32 [2, 2]; wanted numbers"),
        ({1.0, 2.0}, "a set, which has no order; wanted numbers [n, d_model]: give a list"),
        (frozenset("ab"), "a frozenset, which has no order"),
        (b"1234", "bytes, 4 of them; wanted numbers [n, d_model]: `np.frombuffer`"),
        (bytearray(4), "bytes, 4 of them"),
        (memoryview(b"1234"), "the shape [4]; wanted [n, d_model]"),
        ({0: A}, "a dict whose first key is an int; wanted numbers [n, d_model]: give a list"),
        (collections.OrderedDict(a=A), "an OrderedDict (collections)"),
        (np.ndarray, "the class ndarray; wanted numbers"),
        (A.mean, "call it, `embeddings()`"),
        (Layer(), "take its weights, `embeddings.weight.T` of a linear layer"),
        (Raising(), "a Raising"),
        (
            Trace(),
            "a Trace (test_intake) [2, 2] that cannot be read (RuntimeError: traced); wanted",
        ),
        (ByArray(MemoryError("full")), "cannot be read (MemoryError: full)"),
        (failing(), "a generator that cannot be read (KeyError); wanted numbers"),
        (itertools.repeat([1.0, 2.0]), "of more than 1,000,000 entries"),
        (itertools.count(), "of more than 1,000,000 entries"),
        (pathlib.PurePosixPath("x.npy"), "a PurePosixPath (pathlib)"),
        (np.broadcast_to(0.0, (10**6, 10**6)), "1,000,000,000,000 numbers; at most 16,777,216"),
        (np.array([1, [2, 3]], object), "Found the shape [2]; wanted [n, d_model]"),
    ],
    ids=lambda x: x[:24] if isinstance(x, str) else type(x).__name__,
)
def test_what_is_not_safe_is_told_in_one_line(given, told):
    (line,) = refused(told, **PAIR, embeddings=given)
    assert line.startswith("embeddings")


def test_entries_that_are_wrong_have_their_place():
    assert refused(
        "embeddings[1]: This row has 1 entry; wanted 2", **PAIR, embeddings=[[1, 2], [3]]
    )
    ragged = np.array([[1, 2], [3]], dtype=object)
    assert refused("embeddings[1]: This row has 1 entry; wanted 2", **PAIR, embeddings=ragged)
    assert refused(
        "embeddings[1][0]: Found null; wanted a finite", **PAIR, embeddings=[[1, 2], [None, 1]]
    )
    assert refused("embeddings[0][0]: Found nan", **PAIR, embeddings=[[np.nan, 1], [1, 1]])
    with np.errstate(all="ignore"):
        beyond = np.array([[2, 1], [1, 1]], np.longdouble) ** 5_000
    assert refused("embeddings[0][0]: Found inf", **PAIR, embeddings=beyond)
    many = [[object()] * 20] * 2
    lines = refused("embeddings: …and 30 more of the same kind", **PAIR, embeddings=many)
    assert len(lines) == 11
    two = refused("w_k: This is missing", tokens={"a"}, embeddings=[{1}, {2}], w_q=A)
    assert [line.partition(":")[0] for line in two] == [
        "tokens",
        "embeddings[0]",
        "embeddings[1]",
        "w_k",
        "w_v",
    ]


@pytest.mark.parametrize(
    "given",
    [
        ("a", "b"),
        np.array(["a", "b"]),
        np.array(["a", "b"], object),
        np.array(["a", "b"], np.dtypes.StringDType()),
        [np.str_("a"), collections.UserString("b")],
        iter("ab"),
        {"a": 0, "b": 1}.keys(),
        {0: "a", 1: "b"}.values(),
        collections.deque("ab"),
        (letter for letter in "ab"),
    ],
    ids=lambda given: type(given).__name__,
)
def test_tokens_of_any_container_are_read(given):
    found = Attention(tokens=given).tokens
    assert found == ["a", "b"]
    assert set(map(type, found)) == {str}


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"a", "b"}, "tokens: Found a set, which has no order; wanted texts [n]: give a list."),
        (
            b"ab",
            "tokens: Found bytes, 2 of them; wanted texts [n]: decode them, as by `.decode()`.",
        ),
        ([b"a"], "tokens[0]: Found bytes, 1 of them; wanted a text: decode them"),
        (np.array([b"a"]), "tokens: Found an array of bytes [1]; wanted texts [n]: decode them"),
        ("ab", 'tokens: Found the text "ab"; wanted a list of texts.'),
        (collections.UserDict(a=1), "tokens: Found an UserDict (collections); wanted texts [n]"),
        (["a", None], "tokens[1]: Found null; wanted a text."),
        (["a", float("nan")], "tokens[1]: Found nan; wanted a text."),
        (Attention, "tokens: Found the class Attention; wanted texts [n]."),
        (
            "ab".split,
            "tokens: Found a builtin_function_or_method; wanted texts [n]: call it, `tokens()`.",
        ),
        (itertools.repeat("a"), "of more than 1,000,000 entries"),
    ],
    ids=lambda x: x[:24] if isinstance(x, str) else type(x).__name__,
)
def test_what_are_no_tokens_is_told_in_one_line(given, told):
    assert len(refused(told, tokens=given)) == 1


def test_an_open_file_is_told_to_be_read():
    with open(__file__, encoding="utf-8") as file:
        assert refused("take what it holds, as by `tokens.read()`", tokens=file)


# -- depth, size, and what JSON has not ------------------------------------------------------


def cyclic():
    ring = []
    ring.append(ring)
    return ring


def nested(depth, middle=1.0):
    for _ in range(depth):
        middle = [middle]
    return middle


def laughing():
    """Each list holds the one before twice: 2^90 numbers in 90 lists."""
    each = [1.0]
    for _ in range(90):
        each = [each, each]
    return each


def self_holding():
    found = np.empty(1, object)
    found[0] = found
    return found


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (cyclic, "something that holds itself"),
        (lambda: nested(900), "lists nested more than 100 deep"),
        (lambda: nested(100_000), "lists nested more than 100 deep"),
        (laughing, "too many entries"),
        (self_holding, "lists nested more than 100 deep"),
    ],
)
def test_what_does_not_end_is_told_with_its_path(make, told):
    for path, given in (
        ("$.x", payload(x=make())),
        ("$.embeddings", payload(embeddings=make())),
        ("$.view", payload(view={"window": make()})),
        ("$.mask", payload(mask={"padding": make()})),
    )[: 1 if make is laughing else 4]:
        lines = refused(told, given, make=Attention.from_dict)
        assert lines == [line for line in lines if line.startswith(f"{path}: Found {told}")]
        assert len(lines) == 1
    assert refused(f"tokens: Found {told}", tokens=make())


def test_numbers_beyond_a_double_have_their_path():
    huge = 10**6000
    array_object = {"dtype": "float32", "shape": [huge, 1], "data": ""}
    for path, fields in (
        ("$.x[0]", {"x": [huge]}),
        ("$.scale", {"scale": huge}),
        ("$.view.head", {"view": {"head": huge}}),
        ("$.embeddings[1][0]", {"embeddings": [[1, 2], [-huge, 3]]}),
        ("$.embeddings.shape[0]", {"embeddings": array_object}),
        (
            "$.overrides.scores[0].value",
            {"overrides": {"scores": [{"head": 0, "query": 0, "key": 0, "value": huge}]}},
        ),
    ):
        lines = refused(path, payload(**fields), make=Attention.from_dict)
        assert any(
            line.startswith(f"{path}: Found a number of some 6,001 digits") for line in lines
        )
    assert refused(
        "$.x: Found inf; wanted numbers that a double holds",
        payload(x={"y": np.inf}),
        make=Attention.from_dict,
    )


def test_payloads_that_are_none_are_told():
    assert refused(
        "$: Found the key 1; wanted texts as keys", payload() | {1: 2}, make=Attention.from_dict
    )
    assert refused("$: Found 5; wanted an object", 5, make=Attention.from_dict)
    assert refused("$: Found an Attention", Attention("a"), make=Attention.from_dict)
    assert refused("$: Found a set", {1}, make=Attention.from_dict)
    mapping = collections.UserDict(payload(mask=collections.UserDict(causal=np.True_)))
    assert Attention.from_dict(mapping).to_dict() == payload(mask={"causal": True})


def test_what_was_given_is_not_held():
    rows, unknown = A.tolist(), {"deep": [{"x": [1]}]}
    given = payload(embeddings=rows, unknown=unknown)
    attention = Attention.from_dict(given)
    rows[0][0] = 9.0
    unknown["deep"][0]["x"].append(2)
    attention.to_dict()["unknown"]["deep"][0]["x"].append(3)
    attention.to_dict()["embeddings"][0][0] = 7.0
    assert attention.to_dict() == payload(embeddings=A.tolist(), unknown={"deep": [{"x": [1]}]})


def test_where_numpy_is_missing_lists_are_read(monkeypatch):
    from jupyterlab_attention import _intake, _libraries

    for module in (_arrays, _intake, _libraries):
        monkeypatch.setattr(module, "numpy_or_none", lambda: None)
    for given in (
        A,
        memoryview(A),
        [array.array("d", row) for row in A],
        ByMethod("tolist", A.tolist()),
    ):
        assert Attention(**PAIR, embeddings=given).to_dict()["embeddings"] == A.tolist()
    assert len(refused("0 and 1 become a mask", **PAIR, mask=np.eye(2))) == 1
    assert refused("Found the shape [1, 2, 2]", **PAIR, embeddings=memoryview(A[None]))


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"embeddings": {0: [1, 2], 1: [3, 4]}}, "embeddings"),
        ({"mask": {0: [True, True], 1: [True, True]}}, "mask"),
        ({"mask": {"padding": {0: True, 1: False}}}, "mask.padding"),
        ({"key_tokens": {i: str(i) for i in range(50)}}, "key_tokens"),
        ({"w_q": {(0, 0): 1.0}}, "w_q"),
    ],
)
def test_rows_by_their_numbers_are_told_in_one_line(given, field):
    with pytest.raises(ValueError) as error:
        Attention(tokens=["a", "b"], **given)
    told = [line for line in str(error.value).split("\n") if line.startswith(f"{field}")]
    assert len(told) == 1
    assert f"{field}: Found a dict whose first key is a" in told[0]
    assert f"give a list, as by `list({field.rpartition('.')[2]}.values())`." in told[0]
