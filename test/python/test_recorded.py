"""Heads and weights that were recorded elsewhere: how they are read, and what is told of them."""

import json
from pathlib import Path

import numpy as np
import pytest

from jupyterlab_attention import Attention
from jupyterlab_attention._codec import decode
from jupyterlab_attention._heads import Layer, weights_of
from jupyterlab_attention._kept import SMALL, kept
from jupyterlab_attention._recorded import fields_of_heads, payload_of_cache, payload_of_weights

REAL = Path(__file__).parent.parent / "fixtures" / "real-heads"
RNG = np.random.default_rng(3)


def softmax(scores):
    shares = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return (shares / shares.sum(axis=-1, keepdims=True)).astype(np.float32)


def shares(*shape):
    return softmax(RNG.normal(size=shape) * 3)


def words(n):
    return [f"t{i}" for i in range(n)]


# -- finished weights ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("weights", "layers", "wanted"),
    [
        (shares(4, 4), 1, "Read [4, 4] as one head"),
        (shares(3, 4, 4), 1, "Read [3, 4, 4] as one layer [heads"),
        (shares(1, 3, 4, 4), 1, "of a batch of one"),
        (shares(2, 1, 3, 4, 4), 2, "[layers, batch, heads"),
        ((shares(1, 3, 4, 4), shares(1, 3, 4, 4)), 2, "Read as 2 layers, each [batch"),
        ([shares(3, 4, 4)], 1, "Read as 1 layers, each [heads"),
        (shares(4, 4).tolist(), 1, "as one head"),
    ],
)
def test_weights_are_read_by_their_axes(weights, layers, wanted):
    payload, told = payload_of_weights(weights, words(4))
    assert told == [] and wanted in payload["model"]["text"]
    found = payload.get("layers", [payload])
    assert len(found) == layers
    whole = np.array(weights, np.float32).reshape(layers, -1, 4, 4)
    for layer, given in zip(found, whole):
        np.testing.assert_array_equal(decode(layer["weights"]), given)
        assert layer["n_heads"] == len(given)
        assert layer["kept"] == {"as": "float32 weights", "error": 0.0}


def test_what_could_be_a_batch_is_told():
    payload, (told,) = payload_of_weights(shares(2, 3, 4, 4), words(4))
    assert len(payload["layers"]) == 2
    assert "Read [2, 3, 4, 4] as [layers, heads" in told and "weights[0]" in told


def test_one_of_a_batch():
    given = tuple(shares(2, 3, 4, 4) for _ in range(2))
    payload, (told,) = payload_of_weights(given, words(4), batch=1)
    np.testing.assert_array_equal(decode(payload["layers"][0]["weights"]), given[0][1])
    assert told == "These are those of entry 1 of a batch of 2."


def test_others_that_answer():
    payload, told = payload_of_weights(shares(2, 3, 5), words(3), ["a", "b", "c", "d", "e"])
    assert told == [] and payload["key_tokens"] == list("abcde")


def test_rows_that_do_not_sum_to_one_are_told_and_left():
    weights = shares(2, 4, 4) * 0.5
    weights[0, 1] = 0  # masked throughout: no word of it
    payload, (told,) = payload_of_weights(weights, words(4))
    assert "sum to 0.5 up to 0.5, not to 1" in told and told in payload["model"]["text"]
    np.testing.assert_array_equal(decode(payload["weights"]), weights)


NAN = shares(2, 4, 4)
NAN[1, 2, 3] = np.nan


@pytest.mark.parametrize(
    ("weights", "wanted"),
    [
        (
            (),
            "weights: Found an empty tuple; wanted weights: a model that computes its attention by sdpa",
        ),
        ((None, None), "weights[0]: Found None"),
        (None, "weights: Found nothing"),
        (NAN, "weights: Found nan at layer 0, head 1, query 2, key 3, and 1 such entries"),
        (shares(3, 5, 5), "weights: Found 5 queries and 5 keys in layer 0; wanted 4 and 4"),
        (shares(3, 4, 5), "wanted 4 and 4, one for each token: give key_tokens as well"),
        (shares(1, 1, 1, 1, 4, 4), "weights: Found the shape [1, 1, 1, 1, 4, 4]"),
        (np.ones(4), "weights: Found the shape [4]"),
        (np.array([["a"]]), "wanted numbers [queries, keys]"),
        ([shares(2, 2, 3, 4, 4)], "weights[0]: Found the shape [2, 2, 3, 4, 4]"),
    ],
)
def test_what_are_no_weights_is_refused(weights, wanted):
    with pytest.raises(ValueError) as error:
        payload_of_weights(weights, words(4))
    assert wanted in str(error.value)


def test_all_that_is_wrong_is_told_at_once():
    with pytest.raises(ValueError) as error:
        payload_of_weights((shares(1, 2, 5, 5), shares(1, 2, 4, 4), shares(1, 2, 3, 3)), words(4))
    assert len(str(error.value).splitlines()) == 2
    with pytest.raises(ValueError, match="batch: Found 3 of a batch of 2; wanted 0 to 1"):
        payload_of_weights((shares(2, 2, 4, 4),), words(4), batch=3)


def test_beyond_a_megabyte_weights_are_coded_by_their_square_roots():
    weights = tuple(shares(1, 12, 160, 160) for _ in range(3))
    payload, _ = payload_of_weights(weights, words(160))
    for layer, given in zip(payload["layers"], weights):
        assert layer["weights"]["coding"] == "sqrt"
        error = abs(decode(layer["weights"]) - given[0]).max()
        assert layer["kept"]["as"] == "square-root weights"
        assert abs(layer["kept"]["error"] - error) < 1e-4 and 0 < error <= 0.004
    exact, _ = payload_of_weights(weights, words(160), exact=True)
    np.testing.assert_array_equal(decode(exact["layers"][2]["weights"]), weights[2][0])


# -- what is kept ----------------------------------------------------------------------------


def layer_of(n, *, h=4, g=2, d=16, spread=1.0, flags=None, **more):
    query, key, value = (RNG.normal(size=(c, n, d)) * spread for c in (h, g, g))
    arrays = (array.astype(np.float32) for array in (query, key, value))
    return Layer("layer", "tokens", *arrays, scale=d**-0.5, flags=flags, **more)


def test_while_it_is_little_all_numbers_are_kept():
    layers = [layer_of(20, flags=np.tri(20, dtype=bool)) for _ in range(3)]
    for entry, layer in zip(kept(layers), layers):
        assert entry["kept"]["as"] == "float16 heads" and entry["mask"] == "causal"
        for name in ("query", "key", "value"):
            np.testing.assert_array_equal(decode(entry[name]), getattr(layer, name).astype("f2"))
        assert 0 < entry["kept"]["error"] < 0.002
    for entry, layer in zip(kept(layers, exact=True), layers):
        assert entry["kept"] == {"as": "float32 heads", "error": 0.0}
        np.testing.assert_array_equal(decode(entry["query"]), layer.query)


def test_values_are_given_up_before_queries_and_keys_are():
    layers = [layer_of(60) for _ in range(2)]
    whole = len(json.dumps(kept(layers)))
    without = kept(layers, room=whole - 400)
    assert all("value" not in entry and "query" in entry for entry in without)
    assert len(json.dumps(without)) < whole


@pytest.mark.parametrize(
    ("n", "d", "wanted"), [(40, 64, "square-root weights"), (300, 8, "float16 heads")]
)
def test_beyond_that_the_smaller_is_kept(n, d, wanted):
    layers = [layer_of(n, d=d, flags=np.tri(n, dtype=bool)) for _ in range(2)]
    found = kept(layers, room=1000)
    assert {entry["kept"]["as"] for entry in found} == {wanted}
    for entry, layer in zip(found, layers):
        if wanted == "square-root weights":
            assert entry["weights"]["packing"] == "causal"
            error = abs(decode(entry["weights"]) - weights_of(layer)).max()
            assert abs(entry["kept"]["error"] - error) < 1e-4


def test_what_float16_does_not_hold_stays_float32():
    large = layer_of(5, spread=1e5)
    (entry,) = kept([large])
    assert entry["kept"] == {"as": "float32 heads", "error": 0.0}


def test_the_error_is_that_of_a_weight():
    layer = layer_of(
        30, d=8, spread=4.0, bias=RNG.normal(size=(4, 30, 30)).astype("f4"), softcap=9.0
    )
    (entry,) = kept([layer])
    halves = {name: decode(entry[name]).astype("f4") for name in ("query", "key", "value")}
    again = Layer("", "tokens", **halves, scale=layer.scale, bias=layer.bias, softcap=layer.softcap)
    assert entry["kept"]["error"] == pytest.approx(
        abs(weights_of(again) - weights_of(layer)).max(), rel=0.05
    )
    assert SMALL == 1_000_000


def test_heads_that_are_wanted_share_keys_as_far_as_they_can():
    layer = layer_of(6, h=8, g=2)
    whole = weights_of(layer)
    for heads, groups in (([0, 1, 4, 5], 2), ([2, 3], 1), ([0, 4], 2), ([1, 2, 4], 3), ([7], 1)):
        some = layer.of_heads(heads)
        assert len(some.key) == len(some.value) == groups
        np.testing.assert_allclose(weights_of(some), whole[heads], atol=1e-7)


@pytest.mark.parametrize("path", sorted(REAL.glob("*.json")), ids=lambda path: path.stem)
def test_real_heads_give_their_weights(path):
    given = json.loads(path.read_text("utf-8"))
    arrays = {n: decode(v) for n, v in given.items() if isinstance(v, dict) and "data" in v}
    query, key, weights = (arrays[name] for name in ("query", "key", "weights"))
    told = {name: arrays.get(name) for name in ("bias", "sinks")}
    mask = given.get("mask")
    flags = np.tri(query.shape[1], dtype=bool) if mask == "causal" else mask and np.array(mask)
    layer = Layer(path.stem, "tokens", query, key, scale=given["scale"], flags=flags, **told)
    np.testing.assert_allclose(weights_of(layer), weights, atol=2e-6, rtol=0)


# -- heads -----------------------------------------------------------------------------------


def test_a_batch_of_one_and_a_single_head():
    array = RNG.normal(size=(3, 5, 4))
    fields = fields_of_heads(None, query=array[None], key=array[0], value=None)
    np.testing.assert_array_equal(fields["query"], array)
    assert fields["key"].shape == (1, 5, 4) and set(fields) == {"query", "key"}


def test_added_masks_become_who_may_attend():
    hidden = np.where(np.tri(4, dtype=bool), 0, -np.inf)
    assert fields_of_heads(hidden)["mask"] == "causal"
    assert fields_of_heads(hidden[None, None])["mask"] == "causal"
    assert fields_of_heads(np.tri(4, dtype=bool))["mask"] == "causal"
    assert fields_of_heads("causal") == {"mask": "causal"} and fields_of_heads() == {}
    slopes = np.arange(4.0)[None].repeat(4, 0)
    fields = fields_of_heads(np.where(np.tri(4, dtype=bool), slopes, -1e9))
    np.testing.assert_array_equal(fields["bias"], np.where(np.tri(4, dtype=bool), slopes, 0)[None])
    with pytest.raises(ValueError, match="mask: Found a mask that differs from head to head"):
        fields_of_heads(np.stack([hidden, hidden.T]))


# -- TransformerLens -------------------------------------------------------------------------


def cached(h=4, g=2, n=6, d=8, scale=None, rotated=False, layers=2):
    """A cache of hooks as `run_with_cache` gives it, by the same arithmetic."""
    cache = {}
    for i in range(layers):
        query, key, value = (RNG.normal(size=(1, n, c, d)).astype("f4") for c in (h, g, g))
        own = scale or d**-0.5
        scores = np.einsum("bnhd,bmhd->bhnm", query, key.repeat(h // g, axis=2)) * own
        scores = np.where(np.tri(n, dtype=bool), scores, -np.inf).astype("f4")
        at = f"blocks.{i}.attn."
        turned = "rot_" if rotated else ""
        cache |= {f"{at}hook_{turned}q": query, f"{at}hook_{turned}k": key, f"{at}hook_v": value}
        cache |= {f"{at}hook_attn_scores": scores, f"{at}hook_pattern": softmax(scores)}
        if rotated:
            cache |= {f"{at}hook_q": query * 0, f"{at}hook_k": key * 0}
    return cache


@pytest.mark.parametrize("options", [{}, {"scale": 1.0}, {"rotated": True}, {"g": 4}])
def test_heads_of_a_cache(options):
    cache = cached(**options)
    payload, told = payload_of_cache(cache, words(6), exact=True)
    assert told == [] and [layer["name"] for layer in payload["layers"]] == [
        "blocks.0.attn",
        "blocks.1.attn",
    ]
    for i, entry in enumerate(payload["layers"]):
        arrays = {name: decode(entry[name]) for name in ("query", "key", "value")}
        layer = Layer("", "tokens", **arrays, scale=entry["scale"], flags=np.tri(6, dtype=bool))
        assert entry["mask"] == "causal"
        pattern = cache[f"blocks.{i}.attn.hook_pattern"][0]
        np.testing.assert_allclose(weights_of(layer), pattern, atol=1e-5)


def test_weights_of_a_cache_where_its_heads_do_not_give_them():
    cache = cached()
    cache["blocks.0.attn.hook_q"] = cache["blocks.0.attn.hook_q"] * 2
    del cache["blocks.0.attn.hook_attn_scores"], cache["blocks.1.attn.hook_k"]
    payload, _ = payload_of_cache(cache, words(6))
    assert all("weights" in layer for layer in payload["layers"])
    assert "2 of 2 layers are weights alone" in payload["model"]["text"]


def test_what_is_missing_in_a_cache():
    with pytest.raises(ValueError, match="cache: Found no hook_pattern"):
        payload_of_cache({"blocks.0.hook_resid_pre": 1}, words(6))
    with pytest.raises(ValueError, match="tokens: Found 5, and 6 × 6 weights"):
        payload_of_cache(cached(layers=1), words(5))
    batch = {name: array.repeat(2, axis=0) for name, array in cached(layers=1).items()}
    with pytest.raises(ValueError, match="wanted a batch of one"):
        payload_of_cache(batch, words(6))


# -- as anybody calls them -------------------------------------------------------------------


def test_from_heads_computes_what_the_format_says():
    query, key, value = (RNG.normal(size=(c, 6, 4)) for c in (4, 2, 2))
    told = {"scale": 0.3, "softcap": 5.0, "sinks": RNG.normal(size=4)}
    bias = RNG.normal(size=(4, 6, 6))
    hidden = np.where(np.tri(6, dtype=bool), 0, -np.inf)
    given = Attention.from_heads(query, key, value, tokens=words(6), mask=hidden, bias=bias, **told)
    assert given.to_dict()["mask"] == "causal"
    layer = Layer(
        "", "tokens", query, key, value, 0.3, np.tri(6, dtype=bool), bias, 5.0, told["sinks"]
    )
    np.testing.assert_allclose(given.weights, weights_of(layer), atol=1e-6)
    assert Attention.from_heads(query[0], key[0], tokens=words(6)).output is None


def test_from_heads_names_its_arguments():
    query = RNG.normal(size=(4, 6, 4))
    with pytest.raises(ValueError) as error:
        Attention.from_heads(query, query[:, :, :3], tokens=words(6), softcap=-1)
    lines = str(error.value).splitlines()
    assert any(line.startswith("softcap: ") for line in lines)
    with pytest.raises(ValueError, match="query"):
        Attention.from_heads("no", query, tokens=words(6))


def test_from_weights_warns_and_says_how_it_read():
    weights = shares(2, 3, 4, 4)
    with pytest.warns(UserWarning, match="as .layers, heads"):
        given = Attention.from_weights(weights, words(4))
    assert "Read [2, 3, 4, 4]" in given.to_dict()["model"]["text"]
    np.testing.assert_allclose(given.weights, weights[0], atol=1e-7)
    alone = Attention.from_weights(weights[1], words(4))
    np.testing.assert_allclose(alone.weights, weights[1], atol=1e-7)
    assert alone._repr_mimebundle_()["text/plain"]


@pytest.mark.parametrize("n", [40, 400])
def test_packed_triangles_of_many_heads_are_computed_with(n):
    causal = softmax(np.where(np.tri(n, dtype=bool), RNG.normal(size=(9, n, n)) * 3, -np.inf))
    (entry,) = kept([Layer("", "tokens", weights=causal)], room=0)
    assert entry["weights"]["packing"] == "causal" and entry["kept"]["as"] == "square-root weights"
    given = Attention.from_dict(
        {"format": "attention", "version": 1, "tokens": words(n), "layers": [entry]}
    )
    np.testing.assert_allclose(given.weights, decode(entry["weights"]), atol=1e-12)
    assert given._repr_mimebundle_()["text/plain"]


def test_from_weights_between_two_sequences():
    weights = shares(3, 4, 5)
    given = Attention.from_weights(weights, words(4), words(5))
    np.testing.assert_allclose(given.weights, weights, atol=1e-7)
    layers = Attention.from_weights([shares(1, 3, 4, 5)] * 2, words(4), words(5))
    assert np.shape(layers.weights) == (3, 4, 5)


def test_from_transformer_lens_computes_its_pattern():
    cache = cached()
    given = Attention.from_transformer_lens(cache, words(6), exact=True)
    np.testing.assert_allclose(given.weights, cache["blocks.0.attn.hook_pattern"][0], atol=1e-6)


# -- the example -----------------------------------------------------------------------------

EXAMPLE = Path(__file__).parents[2] / "examples" / "real-model.ipynb"
CELLS = json.loads(EXAMPLE.read_text("utf-8"))["cells"]
OUTPUTS = [output["data"] for cell in CELLS for output in cell.get("outputs", ())]


@pytest.mark.parametrize(("place", "layers", "heads"), [(0, 6, 12), (1, 30, 9)])
def test_the_example_holds_real_models_in_less_than_a_megabyte_each(place, layers, heads):
    data = OUTPUTS[place]
    assert len(OUTPUTS) == 2 and len(json.dumps(data)) < 1_000_000
    payload = data["application/vnd.attention.v1+json"]
    assert len(payload["layers"]) == layers and payload["model"]["libraries"]
    for layer in payload["layers"]:
        assert layer["kept"]["as"] == "float16 heads" and layer["kept"]["error"] < 0.003
    given = Attention.from_dict(payload)
    assert np.shape(given.weights) == (heads, len(given.tokens), len(given.tokens))
    assert "Angry lions" in CELLS[1]["source"][-1]
    assert given._repr_mimebundle_(exclude=["image/png"])["text/plain"] == data["text/plain"]
