"""Attention rollout over the layers of a model; the same as in TypeScript.

Source: Abnar and Zuidema, Quantifying Attention Flow in Transformers (2020), section 3.
"""

from ._format import resolve, tokens_of
from ._layers import layer_of
from ._way import way_of

ROLLED = 256
"""Tokens up to which layers are rolled out."""


def rolled_out(state, query):
    """How much of each input token is at the place of a token after the layer that is shown.

    Returns
    -------
    list of float or None
        Shares that sum to 1; None between two sequences, and of too many tokens.
    """
    below = _below(state.spec, state.layer)
    if below is None:
        return None
    row = [0.0] * len(state.inputs["tokens"])
    row[query] = 1.0
    for layer in reversed(below):
        row = _times(row, passed_on(_weights_of(layer)))  # [1, n] × [n, n] → [1, n]
    return row


def passed_on(weights):
    """The mean of the heads and the way past them, rows that sum to 1: h × [n, n] → [n, n]."""
    n = len(weights[0])
    passed = []
    for i in range(n):
        row = [sum(float(head[i][j]) for head in weights) / len(weights) for j in range(n)]
        row[i] += 1
        total = sum(row)
        passed.append([share / total for share in row])
    return passed


def _below(spec, layer):
    """The layers by way of which something has come to where a layer is; None where there are none."""
    own = layer_of(spec, layer)
    if own.get("key_tokens") or len(tokens_of(own)) > ROLLED:
        return None
    layers = spec.get("layers")
    if not layers:
        return [own]
    sequence = layers[layer].get("sequence", "tokens")
    same = [i for i in range(layer + 1) if layers[i].get("sequence", "tokens") == sequence]
    return [layer_of(spec, i) for i in same]


def _weights_of(layer):
    """h × [n, n], of a layer as a payload of its own."""
    way = way_of(layer)
    matrix = None
    if way.__name__.endswith("numpy"):
        from ._arrays import numpy_of as matrix
    return [head["weights"] for head in way.attend(resolve(layer, matrix))["heads"]]


def _times(row, passed):
    return [sum(row[i] * passed[i][j] for i in range(len(row))) for j in range(len(row))]
