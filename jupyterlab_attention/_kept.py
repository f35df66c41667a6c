"""What is kept of recorded layers: every number as long as that is little, else what is smaller, by measuring."""

import json
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from ._codec import SQUARES, decode, encode, roots
from ._heads import weights_of
from ._masks import is_causal, small

#: Bytes of a payload up to which queries, keys and values stay, so that all can be touched.
SMALL = 1_000_000

_MOST_HALF = 65_504.0  # the largest number of float16


def kept(layers, *, exact=False, room=SMALL):
    """Layers of the format, of recorded ones.

    Parameters
    ----------
    layers : list of Layer
    exact : bool
        Keep float32 throughout.
    room : int
        Bytes up to which queries and keys are kept in float16 whatever else is smaller, with their
        values where these have room beside them.

    Returns
    -------
    list of dict
        Entries of ``layers``; ``kept`` says as what, and the largest error of a weight that is
        computed of it, against those of the numbers that came in.
    """
    if exact:
        return _each(_exactly, layers)
    for some in (layers, [replace(layer, value=None) for layer in layers]):
        if sum(map(_bytes_of_halves, some)) <= 2 * room:  # what is packed is a little smaller
            halves = _each(_halved, some)
            if sum(len(json.dumps(layer)) for layer in halves) <= room:
                return halves
    return _each(_smaller, layers)


def _each(work, layers):
    """What work makes of each, on all cores: NumPy and zlib let others work meanwhile."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(work, layers))


def _exactly(layer):
    """float32, and no error."""
    if layer.weights is not None:
        return _told(layer, "float32 weights", 0.0, weights=encode(layer.weights, codec="deflate"))
    return _told(layer, "float32 heads", 0.0, **_arrays(layer, "float32"))


def _halved(layer):
    """Queries, keys and values in float16, or what comes nearest to that."""
    if layer.weights is not None or not _fits_half(layer):
        return _exactly(layer)
    arrays = _arrays(layer, "float16")
    there = {name: decode(value).astype("float32") for name, value in arrays.items()}
    error = _error(weights_of(replace(layer, **there)), weights_of(layer))
    return _told(layer, "float16 heads", error, **arrays)


def _smaller(layer):
    """The smaller of weights coded by their square roots, and of queries and keys."""
    weights = weights_of(layer)
    rooted = _rooted(layer, weights)
    if layer.weights is not None:
        return rooted or _exactly(layer)
    if rooted and _size(rooted["weights"]) < _bytes_of_halves(replace(layer, value=None)):
        return rooted
    return _halved(layer)


def _rooted(layer, weights):
    """Weights coded by their square roots; None where they are no shares."""
    import numpy as np

    packing = "causal" if is_causal(layer.flags) or _is_lower(weights) else None
    try:
        codes = roots(weights)
    except ValueError:
        return None
    value = encode(codes, codec="deflate", packing=packing, coding="sqrt")
    error = _error(np.array(SQUARES, np.float32)[codes], weights)
    bare = replace(layer, weights=weights, query=None, key=None, value=None)
    return _told(bare, "square-root weights", error, weights=value)


def _told(layer, way, error, **arrays):
    """An entry of ``layers``."""
    entry = {"name": layer.name, "sequence": layer.sequence, **arrays}
    h, _, _ = layer.shape
    entry["n_heads"] = h
    if layer.weights is None:
        entry |= {"n_kv_heads": len(layer.key), "scale": layer.scale}
        mask = small(layer.flags)
        if mask is not None:
            entry["mask"] = mask if isinstance(mask, (str, dict)) else encode(mask, codec="deflate")
        if layer.bias is not None:
            entry["bias"] = encode(layer.bias, codec="deflate")
        if layer.softcap is not None:
            entry["softcap"] = layer.softcap
        if layer.sinks is not None:
            entry["sinks"] = layer.sinks.tolist()
    return entry | {"kept": {"as": way, "error": error}}


def _arrays(layer, dtype):
    """Queries, keys and values, where there are some, as arrays of the format."""
    given = {"query": layer.query, "key": layer.key, "value": layer.value}
    return {
        name: encode(array.astype(dtype), codec="deflate")
        for name, array in given.items()
        if array is not None
    }


def _fits_half(layer):
    given = (layer.query, layer.key, layer.value)
    return all(abs(array).max() <= _MOST_HALF for array in given if array is not None)


def _bytes_of_halves(layer):
    """Bytes of a layer's heads as base64 of float16, before they are packed."""
    given = (layer.query, layer.key, layer.value)
    numbers = sum(array.size for array in given if array is not None)
    return 4 * (2 * numbers // 3) if layer.weights is None else 0


def _size(value):
    return len(value["data"])


def _is_lower(weights):
    """Whether no query has a share after its own place."""
    import numpy as np

    n, m = weights.shape[-2:]
    return n > 1 and m > 1 and not weights[..., ~np.tri(n, m, dtype=bool)].any()


def _error(found, wanted):
    return float(f"{float(abs(found - wanted).max()):.2g}")
