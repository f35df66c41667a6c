"""Weights of a payload's layers, computed from what stands in it and by nothing of the package."""

import base64
import zlib

import numpy as np


def array_of(value):
    """An array of the format, by its description."""
    if isinstance(value, list):
        return np.array(value)
    data = base64.b64decode(value["data"])
    data = zlib.decompress(data) if value.get("codec") == "deflate" else data
    flat = np.frombuffer(data, {"bool": "?"}.get(value["dtype"], value["dtype"]))
    if value.get("coding") == "sqrt":
        flat = (flat / 255.0) ** 2
    if value.get("packing") != "causal":
        return flat.reshape(value["shape"])
    whole = np.zeros(value["shape"])
    whole[..., np.tri(*value["shape"][-2:], dtype=bool)] = flat.reshape(*value["shape"][:-2], -1)
    return whole


def weights_of(layer):
    """[h, n, m], query after query."""
    if "weights" in layer:
        return array_of(layer["weights"])
    query, key = (array_of(layer[name]).astype(float) for name in ("query", "key"))
    h, n, _ = query.shape
    m = key.shape[1]
    mask = flags_of(layer.get("mask"), n, m)
    bias = np.broadcast_to(array_of(layer["bias"]) if "bias" in layer else 0.0, (h, n, m))
    whole = np.zeros((h, n, m))
    for head in range(h):
        scores = query[head] @ key[head * len(key) // h].T * layer["scale"] + bias[head]
        if "softcap" in layer:
            scores = layer["softcap"] * np.tanh(scores / layer["softcap"])
        shares = np.where(mask, np.exp(scores), 0)
        sink = np.exp(layer["sinks"][head]) if "sinks" in layer else 0
        whole[head] = shares / (shares.sum(axis=1, keepdims=True) + sink)
    return whole


def flags_of(mask, n, m):
    """[n, m], true = may attend."""
    if mask is None:
        return np.ones((n, m), bool)
    if isinstance(mask, dict) and "dtype" in mask:
        return array_of(mask)
    parts = {"causal": True} if mask == "causal" else mask
    apart = np.arange(n)[:, None] - np.arange(m)
    flags = np.broadcast_to(parts.get("padding", [True] * m), (n, m)).copy()
    if parts.get("causal"):
        flags &= apart >= 0
    if "window" in parts:
        flags &= abs(apart) < parts["window"]
    return flags
