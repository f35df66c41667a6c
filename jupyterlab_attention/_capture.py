"""Queries, keys and values as a model of Hugging Face computes them, by an attention function of our own.

torch and transformers are imported where a model is there already.
"""

import contextlib
import contextvars
from typing import Any, NamedTuple

NAME = "attention_recorded"

_TAKE = contextvars.ContextVar("who is told of calls of attention")
# Keywords of attention functions that say nothing of the scores, or say again what the mask says.
_NO_MATTER = {
    "cache_position",
    "deterministic",
    "is_causal",
    "output_attentions",
    "output_hidden_states",
    "output_router_logits",
    "position_ids",
    "return_dict",
    "sliding_window",
    "use_cache",
}


class Call(NamedTuple):
    """One call of attention: tensors as the model has them, [batch, heads, tokens, width]."""

    module: Any
    query: Any
    key: Any
    value: Any
    mask: Any
    scale: float
    bias: Any
    softcap: Any
    sinks: Any
    dropout: float


class Unknown(ValueError):
    """A keyword of attention that is not known: what is recorded without it would not be true."""


@contextlib.contextmanager
def recording(model, take):
    """While it lasts, ``take`` is called with every `Call` of attention of a model.

    The tensors of a call are the model's own, which a cache may write to later. The model is what
    it was afterwards, whatever happens.

    Raises
    ------
    Unknown
        From within the model's own call, where attention is asked for something not known here.
    """
    from transformers import AttentionInterface
    from transformers.masking_utils import AttentionMaskInterface, eager_mask

    AttentionInterface.register(NAME, _attend)
    AttentionMaskInterface.register(NAME, eager_mask)
    token = _TAKE.set(take)
    try:
        with implemented(model, NAME):
            yield
    finally:
        _TAKE.reset(token)


@contextlib.contextmanager
def implemented(model, name):
    """A model whose attention is computed by the implementation of a name, as far as it follows the interface."""
    before = [(config, config._attn_implementation) for config in _configs_of(model)]
    try:
        for part in models_in(model):
            if part._can_set_attn_implementation():
                with contextlib.suppress(ValueError):  # a part that has no such implementation
                    part.set_attn_implementation(name)
            elif (
                name == "eager"
            ):  # what it has whatever it is; Falcon's masks are else of another way
                part.config._attn_implementation = name
        yield
    finally:
        for config, implementation in before:  # outer ones first: they set what is within
            config._attn_implementation = implementation


def models_in(model):
    """The models of transformers in a model, itself among them; some copy their configuration."""
    from transformers import PreTrainedModel

    return [part for part in model.modules() if isinstance(part, PreTrainedModel)]


def _configs_of(model):
    """Every configuration in a model once, outer ones before those within them."""
    found, waiting = {}, [part.config for part in models_in(model)]
    while waiting:
        config = waiting.pop(0)
        if id(config) not in found:
            found[id(config)] = config
            inner = (getattr(config, name, None) for name in config.sub_configs)
            waiting += [each for each in inner if each is not None]
    return found.values()


def _attend(module, query, key, value, attention_mask, scaling=None, dropout=0.0, **options):
    """An attention function of transformers: notes what it is given, and gives what the model computes."""
    bias, softcap, sinks = (options.pop(n, None) for n in ("position_bias", "softcap", "s_aux"))
    unknown = sorted(n for n, told in options.items() if n not in _NO_MATTER and told is not None)
    if unknown:
        raise Unknown(", ".join(unknown))
    scale = query.shape[-1] ** -0.5 if scaling is None else float(scaling)
    if attention_mask is not None:
        attention_mask = attention_mask[..., : key.shape[-2]]
    call = Call(
        module, query, key, value, attention_mask, scale, bias, softcap or None, sinks, dropout
    )
    _TAKE.get()(call)
    head = _plain(call) if softcap or sinks is not None else _fast(call)
    return head.transpose(1, 2).contiguous(), None  # [batch, tokens, heads, d_v]


def _fast(call):
    """[batch, h, n, d_v] by the one call of torch that does all of it."""
    from torch.nn.functional import scaled_dot_product_attention

    mask = call.mask
    if call.bias is not None:
        mask = call.bias if mask is None else call.bias + mask
    key, value = _repeated(call)
    mask = mask if mask is None or mask.dtype == call.query.dtype else _of_dtype(mask, call.query)
    return scaled_dot_product_attention(
        call.query, key, value, attn_mask=mask, dropout_p=call.dropout, scale=call.scale
    )


def _plain(call):
    """[batch, h, n, d_v] step by step, for what torch's one call has not: softcap and sinks."""
    import torch

    key, value = _repeated(call)
    scores = call.query @ key.transpose(-1, -2) * call.scale
    if call.bias is not None:
        scores = scores + call.bias
    if call.softcap is not None:
        scores = call.softcap * torch.tanh(scores / call.softcap)
    if call.mask is not None:
        scores = scores + call.mask
    if call.sinks is not None:
        batch, h, n, _ = scores.shape
        sinks = call.sinks.reshape(1, -1, 1, 1).expand(batch, h, n, 1).to(scores.dtype)
        scores = torch.cat([scores, sinks], dim=-1)
    weights = scores.float().softmax(dim=-1)[..., : key.shape[-2]].to(call.query.dtype)
    weights = torch.nn.functional.dropout(weights, call.dropout, training=call.dropout > 0)
    return weights @ value


def _repeated(call):
    """Keys and values once for each query head."""
    shared = call.query.shape[1] // call.key.shape[1]
    if shared == 1:
        return call.key, call.value
    return (x.repeat_interleave(shared, dim=1) for x in (call.key, call.value))


def _of_dtype(mask, query):
    import torch

    return mask if mask.dtype == torch.bool else mask.to(query.dtype)
