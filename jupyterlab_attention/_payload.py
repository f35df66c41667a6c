"""A payload of a whole model: its layers, its tokens, where it is from, and what is to be told of it."""

import os
from dataclasses import dataclass, field

from ._inputs import named_places
from ._kept import kept
from ._patches import image_of, patches_of, picture_of

_RECOMPUTED = "Weights are computed anew in float32 from {dtype} queries and keys; the model's own differ by up to {most}."
_MOST = {"bfloat16": "0.014", "float16": "0.002"}


@dataclass
class Notes:
    """What is told of a capture, in words: in the payload, and to who called where it is a warning."""

    texts: list = field(default_factory=list)
    warnings: list = field(default_factory=list)


def finished(model, inputs, layers, way, *, only=None, heads=None, exact=False, prompt=None, notes):
    """A payload of layers.

    Parameters
    ----------
    layers : list of Layer
    way : str
        What computed them, such as ``"sdpa"``.
    only : list of int or str, optional
        Numbers or names of the layers that are wanted.
    heads : list of int, optional
        The heads that are wanted, of every layer.
    prompt : int, optional
        How many of the tokens a model was given that wrote the others itself.

    Returns
    -------
    payload : dict
    warnings : list of str
    """
    layers = _fitting(model, inputs, layers, notes)
    layers = _chosen(layers, only, heads, notes)
    layers = _finite(layers, notes)
    dtype = str(model.dtype).removeprefix("torch.")
    if dtype in _MOST and any(layer.weights is None for layer in layers):
        notes.warnings.append(_RECOMPUTED.format(dtype=dtype, most=_MOST[dtype]))
    payload = {"format": "attention", "version": 1}
    for name, sequence in (("tokens", inputs.tokens), ("key_tokens", inputs.key_tokens)):
        if sequence is not None:
            payload[name] = sequence.tokens
            if sequence.info is not None:
                payload[name.replace("tokens", "token_info")] = sequence.info
    text = " ".join(notes.warnings + notes.texts)
    payload["model"] = _provenance(model, dtype, way) | ({"text": text} if text else {})
    if prompt is not None:
        payload["model"]["prompt"] = prompt
    payload["layers"] = kept(layers, exact=exact)
    image = _image(model, inputs)
    if image is not None:
        payload |= {"image": image, "view": {"rail": "picture"}}
    return payload, notes.warnings


def _image(model, inputs):
    """The picture that a model reads in place of a text, where its patches are the tokens; else None."""
    pixels = inputs.arguments.get("pixel_values")
    if "input_ids" in inputs.arguments or inputs.key_tokens is not None:
        return None
    patches = patches_of(model, inputs.arguments, len(inputs.tokens.tokens))
    if patches is None:
        return None
    picture = picture_of(pixels[inputs.row].detach().float().cpu().numpy(), inputs.processor)
    return None if picture is None else image_of(picture, *patches)


def refuse_no_model(model):
    """Whatever is no model of transformers, which alone is called in a way that is known."""
    import torch

    try:
        from transformers import PreTrainedModel
    except ImportError as error:
        raise ValueError(
            "model: transformers is not installed; wanted it, 5.18 or newer: %pip install transformers"
        ) from error
    if isinstance(model, PreTrainedModel):
        return
    told = f"a {type(model).__name__}"
    is_module = isinstance(model, torch.nn.Module)
    advice = "Attention.from_heads takes queries and keys, from_weights weights, of any model"
    raise ValueError(
        f"model: Found {told}{' of another library' * is_module}; wanted a model of transformers: {advice}."
    )


def note_training(model, notes):
    """Dropout that is left on changes what every layer after it sees."""
    import torch

    kinds = (torch.nn.Dropout, torch.nn.Dropout1d, torch.nn.Dropout2d, torch.nn.AlphaDropout)
    left_on = [
        part for part in model.modules() if isinstance(part, kinds) and part.training and part.p
    ]
    if left_on or model.training and _dropout_of(model.config):
        notes.warnings.append(
            "Dropout is on, since the model is in training: another call gives other numbers. Call model.eval() first."
        )


def _dropout_of(config):
    names = [name for name in vars(config) if "dropout" in name]
    return any(isinstance(getattr(config, name), float) and getattr(config, name) for name in names)


def _fitting(model, inputs, layers, notes):
    """Layers whose places are those of the sequences; places that no tokenizer named are named now."""
    wanted = {"tokens": ("tokens", "tokens"), "key_tokens": ("key_tokens",) * 2}
    wanted["cross"] = ("tokens", "key_tokens")
    for layer in layers:
        _, n, m = layer.shape
        for name, count in zip(wanted[layer.sequence], (n, m)):
            if getattr(inputs, name) is None:
                setattr(inputs, name, named_places(model, inputs.arguments, count))
    fits, other = [], []
    for layer in layers:
        places = [len(getattr(inputs, name).tokens) for name in wanted[layer.sequence]]
        (fits if list(layer.shape[1:]) == places else other).append(layer)
    if other:
        shapes = sorted({f"{layer.shape[1]} × {layer.shape[2]}" for layer in other})
        told = (
            f"{len(other)} of {len(layers)} layers attend between other places than the "
            f"{len(inputs.tokens.tokens)} tokens ({', '.join(shapes)})"
        )
        if not fits:
            raise ValueError(f"model: Found that {told}; wanted attention between tokens.")
        notes.warnings.append(f"{told[0].upper()}{told[1:]}, and are left out.")
    return fits


def _chosen(layers, only, heads, notes):
    """The layers and heads that are wanted; all that cannot be found is told at once."""
    problems, found = [], layers
    names = [layer.name for layer in layers]
    if only is not None:
        places = []
        for each in [only] if isinstance(only, (int, str)) else list(only):
            if each in names:
                places.append(names.index(each))
            elif isinstance(each, int) and -len(layers) <= each < len(layers):
                places.append(each % len(layers))
            else:
                problems.append(
                    f"layers: Found {each!r}; wanted 0 to {len(layers) - 1}, or a name such as {names[0]}."
                )
        found = [layers[place] for place in places]
        if not places and not problems:
            problems.append("layers: Found none; wanted at least one.")
    if heads is not None:
        heads = [heads] if isinstance(heads, int) else list(heads)
        least = min((layer.shape[0] for layer in found), default=0)
        wrong = [each for each in heads if not (isinstance(each, int) and 0 <= each < least)]
        problems += [f"heads: Found {each!r}; wanted 0 to {least - 1}." for each in wrong]
        if not heads:
            problems.append("heads: Found none; wanted at least one.")
    if problems:
        raise ValueError("\n".join(problems))
    if heads is not None:
        notes.texts.append(f"These are heads {', '.join(map(str, heads))} of each layer.")
        found = [layer.of_heads(heads) for layer in found]
    return found


def _finite(layers, notes):
    """Layers without those that hold what is no number."""
    import numpy as np

    fine, wrong = [], []
    for layer in layers:
        arrays = {
            n: getattr(layer, n) for n in ("query", "key", "value", "weights", "bias", "sinks")
        }
        bad = {
            n: ~np.isfinite(a)
            for n, a in arrays.items()
            if a is not None and not np.isfinite(a).all()
        }
        if bad:
            name, places = next(iter(bad.items()))
            at = "".join(f"[{i}]" for i in np.argwhere(places)[0])
            wrong.append(f"{layer.name} ({name}{at}, {int(places.sum()):,} in all)")
        else:
            fine.append(layer)
    if wrong:
        told = f"what is no number (NaN or infinite) in {'; '.join(wrong[:3])}"
        told += f" and {len(wrong) - 3} more layers" if len(wrong) > 3 else ""
        if not fine:
            raise ValueError(
                f"model: Found {told}; wanted finite numbers: float16 overflows beyond 65,504."
            )
        notes.warnings.append(f"There is {told}: left out.")
    return fine


def _provenance(model, dtype, way):
    """``model`` of the format: what was run, by what."""
    import torch
    import transformers

    name = str(getattr(model.config, "_name_or_path", "") or type(model).__name__)
    if os.path.isabs(name) or os.path.exists(name):  # no folder of whoever ran it
        name = os.path.basename(os.path.normpath(name))
    told = {
        "name": name,
        "revision": str(getattr(model.config, "_commit_hash", None) or ""),
        "family": str(model.config.model_type),
        "dtype": dtype,
        "implementation": way,
        "libraries": f"transformers {transformers.__version__}, torch {torch.__version__}",
    }
    return {field: value for field, value in told.items() if value}
