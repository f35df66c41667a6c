"""Models that go on writing: one picture of every step, against what each step returns eagerly."""

import numpy as np
import pytest
import torch
from families import FAMILIES
from reading import weights_of

from jupyterlab_attention import _capture
from jupyterlab_attention._generated import payload_of_generation

OF = {family.name: family for family in FAMILIES}
NEW = 6


def steps_of(model, inputs, **options):
    """What `generate` returns of each step: ids, and every layer's rows of each step."""
    with torch.no_grad():
        return model.generate(
            **inputs,
            max_new_tokens=NEW,
            min_new_tokens=NEW,
            do_sample=False,
            output_attentions=True,
            return_dict_in_generate=True,
            **options,
        )


def joined(rows, count):
    """[h, n, n] of rows [h, k, m] of each step, whose keys are the last m there were."""
    whole, asked = np.zeros((rows[0].shape[0], count, count)), 0
    for step in rows:
        n = step.shape[1]
        m = min(step.shape[2], asked + n)
        whole[:, asked : asked + n, asked + n - m : asked + n] = step[:, :, :m]
        asked += n
    return whole


@pytest.mark.parametrize("cache", [None, "static"])
@pytest.mark.parametrize(
    "name",
    ["gpt2", "llama", "mistral", "qwen3", "gemma2", "gemma3_text", "gpt_oss", "opt", "falcon"],
)
def test_every_step_is_in_one_picture(name, cache):
    family = OF[name]
    inputs = family.inputs()
    told = steps_of(family.model(attn_implementation="eager"), inputs, cache_implementation=None)
    model = family.model()
    before = [part.config._attn_implementation for part in _capture.models_in(model)]
    options = {"min_new_tokens": NEW, "cache_implementation": cache}
    payload, warned = payload_of_generation(model, None, inputs, NEW, exact=True, **options)
    assert warned == []
    assert [part.config._attn_implementation for part in _capture.models_in(model)] == before
    assert not model._forward_pre_hooks
    count = 11 + NEW - 1
    assert payload["tokens"] == [str(i) for i in told.sequences[0].tolist()[:count]]
    assert "asks for nothing: it was not read again" in payload["model"]["text"]
    assert payload["model"]["prompt"] == 11
    for i, layer in enumerate(payload["layers"]):
        wanted = joined([step[i][0].numpy() for step in told.attentions], count)
        np.testing.assert_allclose(weights_of(layer), wanted, atol=2e-6, rtol=0)
        if family.captured:
            window = name in ("mistral", "gpt_oss", "gemma2", "gemma3_text") and (
                i == 0 or name == "mistral"
            )
            assert layer["mask"] == ({"causal": True, "window": 4} if window else "causal")


@pytest.mark.parametrize("name", ["t5", "bart"])
def test_encoder_decoders_write_too(name):
    family = OF[name]
    inputs = {"input_ids": family.inputs()["input_ids"]}
    told = steps_of(family.model(attn_implementation="eager"), inputs)
    payload, warned = payload_of_generation(
        family.model(), None, inputs, NEW, exact=True, min_new_tokens=NEW
    )
    assert warned == [] and len(payload["tokens"]) == NEW and len(payload["key_tokens"]) == 11
    assert payload["model"]["prompt"] == 1
    found = {kind: [] for kind in ("key_tokens", "tokens", "cross")}
    for layer in payload["layers"]:
        found[layer["sequence"]].append(weights_of(layer))
    for mine, theirs in zip(found["key_tokens"], told.encoder_attentions, strict=True):
        np.testing.assert_allclose(mine, theirs[0], atol=2e-6, rtol=0)
    for i in range(2):
        own = joined([step[i][0].numpy() for step in told.decoder_attentions], NEW)
        np.testing.assert_allclose(found["tokens"][i], own, atol=2e-6, rtol=0)
        cross = np.concatenate([step[i][0].numpy() for step in told.cross_attentions], axis=1)
        np.testing.assert_allclose(found["cross"][i], cross, atol=2e-6, rtol=0)


@pytest.mark.parametrize(
    ("name", "options", "wanted"),
    [
        ("llama", {"num_beams": 2}, "num_beams: Found 2; wanted 1"),
        ("llama", {"num_return_sequences": 3}, "num_return_sequences: Found 3; wanted 1"),
        ("llama", {"max_new_tokens": 0}, "max_new_tokens: Found 0; wanted a whole number"),
        ("bert", {}, "Found BertModel, which writes nothing"),
    ],
)
def test_what_is_no_one_picture_is_refused(name, options, wanted):
    family = OF[name]
    with pytest.raises(ValueError, match=wanted):
        payload_of_generation(family.model(), None, family.inputs(), **options)
