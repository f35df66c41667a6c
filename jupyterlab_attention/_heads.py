"""A recorded layer, and its weights by NumPy: what is kept of it is measured against them."""

from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True)
class Layer:
    """Attention of one layer as a model computed it, arrays of NumPy.

    Queries and keys as they meet: after biases, norms and rotation. Instead of them there may be
    weights alone.
    """

    name: str
    sequence: str  # "tokens", "key_tokens" or "cross"
    query: Any = None  # [h, n, d_k]
    key: Any = None  # [g, m, d_k], h a multiple of g
    value: Any = None  # [g, m, d_v]
    scale: float = 1.0
    flags: Any = None  # [n, m], true = may attend; None where all may
    bias: Any = None  # [h or 1, n, m], added to the scaled scores
    softcap: float | None = None
    sinks: Any = None  # [h]
    weights: Any = None  # [h, n, m]

    @property
    def shape(self):
        """h, n, m"""
        if self.weights is not None:
            return self.weights.shape
        return (*self.query.shape[:2], self.key.shape[1])

    def of_heads(self, heads):
        """Those heads alone, in their order; keys are shared as far as they can still be."""
        heads = list(heads)
        bias = self.bias[heads] if self.bias is not None and len(self.bias) > 1 else self.bias
        sinks = None if self.sinks is None else self.sinks[heads]
        if self.weights is not None:
            return replace(self, weights=self.weights[heads])
        shared = len(self.query) // len(self.key)
        kept = _groups([head // shared for head in heads])
        value = None if self.value is None else self.value[kept]
        query, key = self.query[heads], self.key[kept]
        return replace(self, query=query, key=key, value=value, bias=bias, sinks=sinks)


def weights_of(layer):
    """The weights of a layer in the order of the format: scale, bias, softcap, mask, sinks, softmax.

    Returns
    -------
    numpy.ndarray
        [h, n, m] of float32; rows sum to 1, less what a sink takes, or to 0 where all is masked.
    """
    import numpy as np

    if layer.weights is not None:
        return layer.weights
    h, n, m = layer.shape
    g = len(layer.key)
    grouped = layer.query.reshape(g, h // g * n, -1)
    scores = grouped @ layer.key.swapaxes(1, 2)  # [g, h/g·n, d_k] × [g, d_k, m] → [g, h/g·n, m]
    scores = scores.reshape(h, n, m)
    scores *= np.float32(layer.scale)
    if layer.bias is not None:
        scores += layer.bias
    if layer.softcap is not None:
        scores = np.float32(layer.softcap) * np.tanh(scores / np.float32(layer.softcap))
    if layer.flags is not None:
        scores[:, ~layer.flags] = -np.inf
    sinks = None if layer.sinks is None else layer.sinks.astype(np.float32)[:, None, None]
    most = scores.max(axis=-1, keepdims=True)
    most = most if sinks is None else np.maximum(most, sinks)
    most[~np.isfinite(most)] = 0  # all is masked
    scores -= most
    shares = np.exp(scores, out=scores)
    total = shares.sum(axis=-1, keepdims=True)
    total = total if sinks is None else total + np.exp(sinks - most)
    total[total == 0] = 1
    shares /= total
    return shares


def _groups(of_each):
    """The key head of each run of query heads, where runs are equally long; else of each query head."""
    for length in range(len(of_each), 1, -1):
        runs = [of_each[i : i + length] for i in range(0, len(of_each), length)]
        if len(of_each) % length == 0 and all(len(set(run)) == 1 for run in runs):
            return [run[0] for run in runs]
    return of_each
