"""Calls of a model's attention, as layers of arrays of NumPy."""

import re

from . import _masks
from ._heads import Layer

_CROSS = re.compile(r"cross_?att|encdec|encoder_attn", re.IGNORECASE)


class Names:
    """What calls are named after: the module, and which of its calls it is."""

    def __init__(self, model):
        self._names = {id(module): name for name, module in model.named_modules()}
        self._counts = {}
        encoder = model.get_encoder() if _is_two(model) else None
        self._encoder = set() if encoder is None else {id(part) for part in encoder.modules()}
        self._is_two = _is_two(model)

    def of(self, module):
        """Such as ``model.layers.0.self_attn``, and ``… (2)`` where it is called once more."""
        name = self._names.get(id(module), type(module).__name__)
        self._counts[id(module)] = count = self._counts.get(id(module), 0) + 1
        return name if count == 1 else f"{name} ({count})"

    def begin(self):
        """The model is called anew."""
        self._counts.clear()

    def sequence_of(self, module):
        """Which sequence a layer is of."""
        if not self._is_two:
            return "tokens"
        if id(module) in self._encoder:
            return "key_tokens"
        name = self._names.get(id(module), "").rpartition(".")[2] + " " + type(module).__name__
        is_cross = getattr(module, "is_cross_attention", False) or _CROSS.search(name)
        return "cross" if is_cross else "tokens"


def _is_two(model):
    return bool(getattr(model.config, "is_encoder_decoder", False))


def layer_of(call, name, sequence, row, asking=None, answering=None, values=True):
    """A layer of one call, of one of the batch, without padding.

    Parameters
    ----------
    call : Call
    row : int
        Which of the batch.
    asking, answering : numpy.ndarray of bool, optional
        The places that are real, of queries and of keys; all unless given.
    values : bool
        Whether values are wanted.

    Returns
    -------
    Layer
    """
    queries = slice(None) if asking is None or asking.all() else asking
    keys = slice(None) if answering is None or answering.all() else answering

    def chosen(tensor, places):
        return numpy_of(tensor[row])[:, places]

    flags, bias = _masks.read(_of_row(call.mask, row, queries, keys))
    added = _of_row(call.bias, row, queries, keys)
    if added is not None:
        bias = added if bias is None else added + bias
    return Layer(
        name,
        sequence,
        chosen(call.query, queries),
        chosen(call.key, keys),
        chosen(call.value, keys) if values else None,
        call.scale,
        flags,
        bias,
        None if call.softcap is None else float(call.softcap),
        None if call.sinks is None else numpy_of(call.sinks).reshape(-1),
    )


def numpy_of(tensor):
    """float32, or bool, whatever width and device it comes in."""
    import torch

    tensor = tensor.detach()
    return (tensor if tensor.dtype == torch.bool else tensor.float()).cpu().numpy()


def _of_row(tensor, row, queries, keys):
    """[1 or h, n, m] of one of the batch, of places that are real."""
    if tensor is None:
        return None
    found = numpy_of(tensor[row if len(tensor) > 1 else 0])
    return found[:, queries][:, :, keys]
