"""A model of Hugging Face that goes on writing: what `Attention.from_generate` gives."""

from dataclasses import dataclass, field, replace
from typing import Any

from . import _capture
from ._calls import Names, layer_of, numpy_of
from ._from_model import WEIGHTS_ALONE, implementation_of, note_rows
from ._heads import Layer
from ._inputs import inputs_of, of_ids, of_writing
from ._payload import Notes, finished, note_training, refuse_no_model


def payload_of_generation(
    model,
    tokenizer,
    text,
    max_new_tokens=20,
    *,
    layers=None,
    heads=None,
    values=True,
    exact=False,
    **options,
):
    """The payload of a model that goes on writing, and what is to be warned of.

    Parameters are those of `Attention.from_generate`; returns and raises as `payload_of_model`.
    """
    refuse_no_model(model)
    inputs = inputs_of(model, tokenizer, text, writes=True)
    _refuse(model, text, max_new_tokens, options, inputs.problems)
    if inputs.problems:
        raise ValueError("\n".join(inputs.problems))
    notes = Notes()
    note_training(model, notes)
    given = {n: v for n, v in inputs.arguments.items() if n not in ("use_cache", "position_ids")}
    asked = {"do_sample": False, **options, **given, "max_new_tokens": max_new_tokens}
    way = implementation_of(model)
    found, ids = _recorded(model, asked, values, notes)
    if not found:
        found, ids = _weights_alone(model, asked, notes)
        way = "eager, by output_attentions"
    prompt = _name(model, tokenizer, inputs, ids, notes)
    return finished(
        model,
        inputs,
        found,
        way,
        only=layers,
        heads=heads,
        exact=exact,
        prompt=prompt,
        notes=notes,
    )


def _refuse(model, text, max_new_tokens, options, problems):
    """What cannot be one picture: more than one text, or texts that are tried side by side."""
    if not model.can_generate():
        problems.append(
            f"model: Found {type(model).__name__}, which writes nothing; wanted one that does, such as …ForCausalLM."
        )
    if isinstance(text, (list, tuple)) and len(text) > 1:
        problems.append(f"text: Found {len(text)} texts; wanted one.")
    if not isinstance(max_new_tokens, int) or max_new_tokens < 1:
        problems.append(
            f"max_new_tokens: Found {max_new_tokens!r}; wanted a whole number, 1 or more."
        )
    defaults = getattr(model, "generation_config", None)
    for name in ("num_beams", "num_return_sequences"):
        count = options.get(name, getattr(defaults, name, None)) or 1
        if count != 1:
            problems.append(
                f"{name}: Found {count}; wanted 1, since one picture has one text: give {name}=1."
            )
    if options.get("assistant_model") is not None:
        problems.append(
            "assistant_model: Found one; wanted none, since what it drafts is taken back."
        )


def _name(model, tokenizer, inputs, ids, notes):
    """Names what was written behind what was asked; the last token was never read again.

    Returns
    -------
    int
        How many of the tokens it was given. A decoder behind an encoder is given what it starts with.
    """
    read, last = ids[:-1], ids[-1]
    if inputs.key_tokens is not None or getattr(model.config, "is_encoder_decoder", False):
        started = inputs.arguments.get("decoder_input_ids")
        count = 1 if started is None else started.shape[-1]
        inputs.tokens = of_ids(tokenizer, read)
    else:
        count = len(inputs.tokens.tokens)
        inputs.tokens = of_writing(tokenizer, read, inputs.tokens)
    (end,) = of_ids(tokenizer, [last]).tokens
    notes.texts.append(
        f"The last token it wrote, {end!r}, asks for nothing: it was not read again."
    )
    return count


# -- by the interface ------------------------------------------------------------------------


@dataclass
class _Steps:
    """What one attention of a model was called with, step by step."""

    name: str
    sequence: str
    layers: list = field(default_factory=list)  # of each step; keys of new places alone
    spans: list = field(default_factory=list)  # of each step: slices of its queries and of its keys
    asked: int = 0  # queries so far
    last: Any = None  # all the keys of the last step, as the cache has them

    def take(self, call, values):
        """Notes one more call, in arrays of its own: a cache writes to its tensors later."""
        n, m = call.query.shape[2], call.key.shape[2]
        queries = slice(self.asked, self.asked + n)
        self.asked += n
        if self.sequence == "tokens":
            m = min(m, self.asked)  # a static cache has places that are not filled yet
            call = _up_to(call, m)
        layer = layer_of(call, self.name, self.sequence, 0, values=values)
        keys = slice(0, m)
        if self.sequence == "tokens":
            self.last = layer.key.copy()
            keys = slice(self.asked - m, self.asked)
            value = None if layer.value is None else layer.value[:, m - n :].copy()
            layer = replace(layer, key=layer.key[:, m - n :].copy(), value=value)
        elif self.layers:  # the same keys again
            layer = replace(layer, key=self.layers[0].key, value=self.layers[0].value)
        self.layers.append(layer)
        self.spans.append((queries, keys))

    def whole(self):
        """One layer of all steps; None where the cache changed its keys after they were read."""
        import numpy as np

        grows = self.sequence == "tokens"
        joined = {"query": np.concatenate([layer.query for layer in self.layers], axis=1)}
        for name in ("key", "value") if grows else ():
            parts = [getattr(layer, name) for layer in self.layers]
            joined[name] = None if parts[0] is None else np.concatenate(parts, axis=1)
        layer = replace(self.layers[0], **joined)
        held = 0 if self.last is None else self.last.shape[1]
        if grows and not np.allclose(layer.key[:, -held:], self.last, rtol=1e-5, atol=1e-6):
            return None
        flags, bias = ([getattr(step, name) for step in self.layers] for name in ("flags", "bias"))
        everything = grows or any(part is not None for part in flags)
        added = any(part is not None for part in bias)
        return replace(
            layer,
            flags=_placed(flags, self.spans, layer.shape[1:], True) if everything else None,
            bias=_placed(bias, self.spans, layer.shape[1:], np.float32(0)) if added else None,
        )


def _placed(parts, spans, shape, otherwise):
    """[…, n, m] of what each step said of its queries and keys; of other keys nothing, which is 0."""
    import numpy as np

    outer = next((part.shape[:-2] for part in parts if part is not None), ())
    whole = np.zeros((*outer, *shape), np.asarray(otherwise).dtype)
    for part, (queries, keys) in zip(parts, spans):
        whole[..., queries, keys] = otherwise if part is None else part
    return whole


def _up_to(call, m):
    """A call with its first m keys alone."""

    def cut(tensor, axis):
        return None if tensor is None else tensor.narrow(axis, 0, m)

    return call._replace(
        key=cut(call.key, 2),
        value=cut(call.value, 2),
        mask=cut(call.mask, 3),
        bias=cut(call.bias, 3),
    )


def _recorded(model, asked, values, notes):
    """Layers of everything that was read, and the ids of it and of the last token."""
    import torch

    names, steps = Names(model), {}

    def take(call):
        name = names.of(call.module)
        if name not in steps:
            steps[name] = _Steps(name, names.sequence_of(call.module))
        steps[name].take(call, values)

    hook = model.register_forward_pre_hook(lambda *_: names.begin())
    try:
        with torch.no_grad(), _capture.recording(model, take):
            ids = model.generate(**asked, return_dict_in_generate=False)
    except _capture.Unknown as error:
        notes.texts.append(f"Its attention asks for what is not known here: {error}.")
        return [], None
    finally:
        hook.remove()
    whole = {name: each.whole() for name, each in steps.items()}
    changed = [name for name, layer in whole.items() if layer is None]
    if changed:
        notes.warnings.append(
            f"{len(changed)} of {len(whole)} layers, such as {changed[0]}, changed keys that were in the cache "
            "already, and are left out: from_model shows how all of it is read at once."
        )
    return [layer for layer in whole.values() if layer is not None], ids[0].tolist()


# -- weights alone ---------------------------------------------------------------------------


def _weights_alone(model, asked, notes):
    """Weights as `generate` returns them, each step's rows under those before."""
    import torch

    with torch.no_grad(), _capture.implemented(model, "eager"):
        told = model.generate(**asked, return_dict_in_generate=True, output_attentions=True)
    found = []
    for name, sequence in (
        ("encoder_attentions", "key_tokens"),
        ("decoder_attentions", "tokens"),
        ("cross_attentions", "cross"),
        ("attentions", "tokens"),
    ):
        of_steps = getattr(told, name, None) or ()
        if name == "encoder_attentions":
            of_steps = [of_steps]  # it was read once
        for i in range(len(of_steps[0]) if of_steps else 0):
            rows = [numpy_of(step[i][0]) for step in of_steps]
            found.append(Layer(f"{name}[{i}]", sequence, weights=_under(rows, sequence)))
    if not found:
        raise ValueError(
            f"model: Found no attention that can be recorded in {type(model).__name__}: no call of the "
            "interface, and empty output_attentions; wanted attention of its tokens."
        )
    notes.texts.insert(0, WEIGHTS_ALONE.format(family=model.config.model_type))
    note_rows(found, notes)
    return found, told.sequences[0].tolist()


def _under(steps, sequence):
    """[h, n, m] of the rows of each step; of keys that came later, or were dropped, 0."""
    import numpy as np

    spans, asked = [], 0
    for rows in steps:
        n, m = rows.shape[-2:]
        held = min(m, asked + n) if sequence == "tokens" else m
        first = asked + n - held if sequence == "tokens" else 0
        spans.append((slice(asked, asked + n), slice(first, first + held)))
        asked += n
    count = asked if sequence == "tokens" else steps[0].shape[-1]
    cut = [rows[..., : keys.stop - keys.start] for rows, (_, keys) in zip(steps, spans)]
    return _placed(cut, spans, (asked, count), np.float32(0))
