"""What is captured of a model, however it is called: dtypes, padding, batches, training, what is left as it was."""

import base64
import contextlib

import numpy as np
import pytest
import torch
from families import DECODERS, FAMILIES, PICTURES, TWO
from PIL import Image
from reading import array_of, weights_of
from transformers import ViTImageProcessor

from jupyterlab_attention import Attention, _capture
from jupyterlab_attention._from_model import payload_of_model

OF = {family.name: family for family in FAMILIES}


def implementations(model):
    return [part.config._attn_implementation for part in _capture.models_in(model)]


def captured(model, inputs, *told, **options):
    payload, warned = payload_of_model(model, None, inputs, exact=True, **options)
    assert [any(text in each for text in told) for each in warned] == [True] * len(told), warned
    return payload


@pytest.mark.parametrize("dtype", [torch.bfloat16, torch.float16])
@pytest.mark.parametrize("name", ["llama", "bert", "gemma2", "gpt_oss"])
def test_half_widths(name, dtype):
    family = OF[name]
    model = family.model(attn_implementation="eager").to(dtype)
    with torch.no_grad():
        wanted = model(**family.inputs(), output_attentions=True).attentions
    payload = captured(model, family.inputs(), "computed anew in float32")
    assert payload["model"]["dtype"] == str(dtype)[6:]
    for layer, theirs in zip(payload["layers"], wanted):
        np.testing.assert_allclose(weights_of(layer), theirs[0].float(), atol=0.02, rtol=0)


@pytest.mark.parametrize(
    "family", [f for f in FAMILIES if f.captured], ids=lambda family: family.name
)
def test_the_model_computes_what_it_does_otherwise(family):
    model = family.model()
    with torch.no_grad():
        wanted = model(**family.inputs())[0]
        with _capture.recording(model, lambda call: None):
            found = model(**family.inputs())[0]
    torch.testing.assert_close(found, wanted, atol=2e-5, rtol=1e-4)


@pytest.mark.parametrize("implementation", ["sdpa", "eager"])
@pytest.mark.parametrize("name", ["llama", "t5", "bert", "vit"])
def test_a_model_is_afterwards_what_it_was(name, implementation):
    family = OF[name]
    model = family.model(attn_implementation=implementation)
    assert set(implementations(model)) == {implementation}
    payload = captured(model, family.inputs())
    assert payload["model"]["implementation"] == implementation
    assert set(implementations(model)) == {implementation}
    assert not model._forward_hooks and not model._forward_pre_hooks
    assert all(weight.grad is None for weight in model.parameters())


def test_it_is_so_also_where_the_model_fails():
    family = OF["llama"]
    model = family.model()
    with pytest.raises(IndexError):
        payload_of_model(model, None, {"input_ids": torch.tensor([[1, 2, 4_000]])})
    assert set(implementations(model)) == {"sdpa"}


def test_a_part_that_is_computed_in_another_way_stays_so():
    model = OF["t5"].model(attn_implementation="eager")
    model.encoder.config._attn_implementation = "sdpa"
    before = implementations(model)
    assert len(set(before)) == 2
    captured(model, OF["t5"].inputs())
    assert implementations(model) == before


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize("name", ["llama", "gpt2", "gpt_oss", "bert", "gemma3_text"])
def test_padding_is_dropped(name, side):
    """One of a batch that is padded is as it is alone."""
    family = OF[name]
    if family.kind == "encoder" and side == "left":
        pytest.skip("it counts its positions from the padding on")
    model, ids = family.model(), family.inputs()["input_ids"]
    alone = captured(model, {"input_ids": ids[:, :8]})
    padded = torch.zeros_like(ids)
    places = slice(3, None) if side == "left" else slice(0, 8)
    padded[:, places] = ids[:, :8]
    mask = torch.zeros_like(ids)
    mask[:, places] = 1
    batch = {"input_ids": torch.cat([ids, padded]), "attention_mask": torch.cat([mask | 1, mask])}
    found = captured(model, batch, batch=1)
    assert len(found["tokens"]) == 8 and found["tokens"] == alone["tokens"]
    for mine, theirs in zip(found["layers"], alone["layers"]):
        assert mine.get("mask") == theirs.get("mask")
        np.testing.assert_allclose(weights_of(mine), weights_of(theirs), atol=2e-6, rtol=0)
        for part in ("query", "key", "value"):
            np.testing.assert_allclose(array_of(mine[part]), array_of(theirs[part]), atol=1e-4)
    whole = captured(model, batch, batch=0)
    assert len(whole["tokens"]) == 11


@pytest.mark.parametrize("family", TWO, ids=lambda family: family.name)
def test_encoder_decoders_have_three_kinds_of_layers(family):
    payload = captured(family.model(), family.inputs())
    assert len(payload["tokens"]) == 7 and len(payload["key_tokens"]) == 11
    kinds = [layer["sequence"] for layer in payload["layers"]]
    assert kinds == ["key_tokens", "key_tokens", "tokens", "cross", "tokens", "cross"]
    masks = [layer.get("mask") for layer in payload["layers"]]
    assert masks == [None, None, "causal", None, "causal", None]


def test_masks_are_told_by_their_parts():
    masks = {
        name: [
            layer.get("mask") for layer in captured(OF[name].model(), OF[name].inputs())["layers"]
        ]
        for name in ("bert", "llama", "mistral", "gemma3_text", "gpt_oss", "modernbert")
    }
    window = {"causal": True, "window": 4}
    assert masks == {
        "bert": [None] * 2,
        "llama": ["causal"] * 2,
        "mistral": [window] * 2,
        "gemma3_text": [window, "causal"],
        "gpt_oss": [window, "causal"],
        "modernbert": [None, {"window": 4}],
    }


def test_layers_are_named_by_their_modules_and_calls():
    def names(name):
        return [layer["name"] for layer in captured(OF[name].model(), OF[name].inputs())["layers"]]

    assert names("llama") == ["model.layers.0.self_attn", "model.layers.1.self_attn"]
    first, second = names("albert")
    assert second == f"{first} (2)"
    assert names("diffllama")[:2] == ["model.layers.0.self_attn", "model.layers.0.self_attn (2)"]


@pytest.mark.parametrize("family", PICTURES, ids=lambda family: family.name)
def test_patches_of_a_picture(family):
    payload = captured(family.model(), family.inputs())
    assert payload["tokens"][-4:] == ["r0c0", "r0c1", "r1c0", "r1c1"]
    assert payload["token_info"]["texts"][-1] == "patch 1, 1 of 2 × 2"
    before = payload["tokens"][:-4]
    wanted = {
        "vit": ["[CLS]"],
        "deit": ["[CLS]", "[REG1]"],
        "dinov2": ["[CLS]"],
        "siglip_vision_model": [],
    }
    assert before == wanted[family.name]
    assert payload["token_info"]["special"] == [True] * len(before) + [False] * 4
    pixels = family.inputs()["pixel_values"]
    alone, _ = payload_of_model(family.model(), None, pixels[0], exact=True)
    assert alone == payload
    image = payload["image"]
    assert image["shape"] == [16, 16, 3] and payload["view"] == {"rail": "picture"}
    assert (image["rows"], image["columns"], image["first"]) == (2, 2, len(before))
    points = np.frombuffer(base64.b64decode(image["data"]), np.uint8)
    assert (points.min(), points.max()) == (0, 255)


def test_a_picture_as_a_vision_transformer_sees_it():
    model, points = OF["vit"].model(), np.random.default_rng(5).integers(0, 256, (16, 16, 3))
    processor = ViTImageProcessor(size={"height": 16, "width": 16})
    picture = Image.fromarray(points.astype(np.uint8))
    for given in (picture, points.astype(np.uint8)):
        payload, _ = payload_of_model(model, processor, given, exact=True)
        image = payload["image"]
        found = np.frombuffer(base64.b64decode(image["data"]), np.uint8).reshape(image["shape"])
        np.testing.assert_array_equal(found, points)
        assert (image["rows"], image["columns"], image["first"]) == (2, 2, 1)
    assert Attention.from_model(model, processor, picture).to_dict()["image"] == image


def test_a_text_has_no_picture():
    assert "image" not in captured(OF["bert"].model(), OF["bert"].inputs())


@pytest.mark.parametrize("name", ["llama", "bert", "gpt2"])
def test_layers_and_heads_that_are_wanted(name):
    model, inputs = OF[name].model(), OF[name].inputs()
    whole = captured(model, inputs)
    some = captured(model, inputs, layers=[1], heads=[1, 3], values=False)
    (layer,) = some["layers"]
    assert layer["name"] == whole["layers"][1]["name"] and "value" not in layer
    np.testing.assert_allclose(weights_of(layer), weights_of(whole["layers"][1])[[1, 3]], atol=1e-7)
    assert "These are heads 1, 3 of each layer." in some["model"]["text"]
    assert captured(model, inputs, layers=layer["name"])["layers"] == whole["layers"][1:]


def test_all_that_cannot_be_found_is_told_at_once():
    model, inputs = OF["llama"].model(), OF["llama"].inputs()
    with pytest.raises(ValueError) as error:
        payload_of_model(model, None, inputs, layers=[0, 5, "there"], heads=[9])
    lines = str(error.value).splitlines()
    assert lines == [
        "layers: Found 5; wanted 0 to 1, or a name such as model.layers.0.self_attn.",
        "layers: Found 'there'; wanted 0 to 1, or a name such as model.layers.0.self_attn.",
        "heads: Found 9; wanted 0 to 3.",
    ]


def refused(wanted, *arguments, **options):
    with pytest.raises(ValueError) as error:
        payload_of_model(*arguments, **options)
    assert wanted in str(error.value), str(error.value)


def test_what_is_no_model_is_refused():
    refused(
        "Found a Linear of another library; wanted a model of transformers", torch.nn.Linear(2, 2)
    )
    refused("Found a str; wanted a model", "gpt2")


def test_what_cannot_be_read_is_refused():
    model = OF["llama"].model()
    refused("tokenizer: Found nothing; wanted the model's tokenizer", model, None, "a text")
    refused("text: Found a NoneType; wanted a text", model)
    refused(
        "batch: Found 2 of a batch of 1; wanted 0 to 0", model, None, OF["llama"].inputs(), batch=2
    )
    refused("no encoder–decoder; wanted none", model, None, OF["llama"].inputs(), "target")
    refused(
        "target_text: Found none", OF["bart"].model(), None, {"input_ids": torch.ones(1, 3).long()}
    )


def test_a_model_without_attention_is_refused():
    from transformers import MambaConfig, MambaForCausalLM

    config = MambaConfig(vocab_size=99, hidden_size=32, num_hidden_layers=2, state_size=4)
    refused(
        "Found no attention that can be recorded",
        MambaForCausalLM(config),
        None,
        OF["llama"].inputs(),
    )


def test_weights_alone_are_told():
    for family in FAMILIES:
        if not family.captured:
            payload = captured(family.model(), family.inputs())
            assert payload["model"]["implementation"] == "eager, by output_attentions"
            assert "these are its weights alone" in payload["model"]["text"]
            assert all(layer["kept"]["as"] == "float32 weights" for layer in payload["layers"])


def test_a_model_that_computes_something_else_when_it_is_asked_is_told(monkeypatch):
    """As Falcon does where its masks are those of sdpa: it then attends to what comes later."""
    monkeypatch.setattr(_capture, "implemented", lambda model, name: contextlib.nullcontext())
    monkeypatch.setattr("jupyterlab_attention._from_model.recorded", lambda *_: [])
    captured(OF["falcon"].model(), OF["falcon"].inputs(), "The model computes something else")


def test_what_asks_for_something_unknown_is_not_recorded(monkeypatch):
    """A keyword that is not known could change every score: the weights are those of the model itself."""
    from transformers.models.llama import modeling_llama

    real = modeling_llama.LlamaAttention.forward

    def forward(self, *arguments, **options):
        return real(self, *arguments, **options, surprise=1.0)

    monkeypatch.setattr(modeling_llama.LlamaAttention, "forward", forward)
    model = OF["llama"].model()
    payload, _ = payload_of_model(model, None, OF["llama"].inputs())
    assert "asks for what is not known here: surprise." in payload["model"]["text"]
    assert "weights" in payload["layers"][0] and set(implementations(model)) == {"sdpa"}


def test_training_is_told():
    model = OF["bert"].model().train()
    captured(model, OF["bert"].inputs(), "Dropout is on, since the model is in training")
    assert model.training


def test_what_is_no_number_is_left_out():
    model, inputs = OF["llama"].model(), OF["llama"].inputs()
    with torch.no_grad():
        model.model.layers[1].self_attn.q_proj.weight[3, 2] = float("nan")
    payload = captured(
        model, inputs, "no number (NaN or infinite) in model.layers.1.self_attn (query[0][0]"
    )
    assert [layer["name"] for layer in payload["layers"]] == ["model.layers.0.self_attn"]
    refused("Found what is no number", model, None, inputs, layers=[1])


@pytest.mark.parametrize("family", DECODERS[:3], ids=lambda family: family.name)
def test_static_caches_of_a_call_are_not_used(family):
    model = family.model()
    model.generation_config.cache_implementation = "static"
    model.config.use_cache = True
    (first, *_) = captured(model, family.inputs())["layers"]
    assert array_of(first["key"]).shape[1] == 11
