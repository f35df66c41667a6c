"""The same attention as in ``_attend``, by NumPy in float64, for inputs at model size.

Head after head, each with every intermediate under its own name; a head is computed when it is
looked at. Where the mask forbids to attend, ``masked_scores`` is a masked array.
"""

import math
from collections.abc import Sequence

import numpy as np

from ._attend import STAGES, alibi_slopes

_KEPT = 2**24  # weights of all heads up to which computed heads are kept


def attend(inputs):
    """Multi-head attention; see `jupyterlab_attention._attend.attend`.

    Parameters
    ----------
    inputs : dict
        What `jupyterlab_attention._format.resolve` returns, with arrays of NumPy.
    """
    heads = heads_of(inputs)
    concatenated = np.concatenate([head["output"] for head in heads], axis=1)  # → [n, h·d_v]
    w_o = inputs["projections"].get("output")
    with np.errstate(all="ignore"):  # what overflows is told by `find_overflow`
        x = positioned(inputs["embeddings"], inputs)
        y = positioned(inputs["key_embeddings"], inputs)
        # [n, h·d_v] × [h·d_v, d_model] → [n, d_model]
        mixed = concatenated if w_o is None else concatenated @ w_o
        output = x + mixed if inputs["residual"] else mixed  # [n, d_model] + [n, d_model]
    cross = inputs["key_tokens"] is not None
    added = x is not inputs["embeddings"]
    parts = {
        "format": "attention-trace",
        "version": 1,
        "tokens": inputs["tokens"],
        "key_tokens": inputs["key_tokens"],
        "embeddings": inputs["embeddings"],
        "key_embeddings": inputs["key_embeddings"] if cross else None,
        "positioned": x if added else None,
        "key_positioned": y if added and cross else None,
        "scale": scale_of(inputs),
        "heads": heads,
        "concatenated": concatenated,
        "mixed": mixed if inputs["residual"] else None,
        "output": output,
    }
    return {name: part for name, part in parts.items() if part is not None}


def heads_of(inputs):
    """The heads, each computed when it is looked at."""
    n, m = len(inputs["embeddings"]), len(inputs["key_embeddings"])
    keep = inputs["n_heads"] * n * m <= _KEPT
    return _Heads(lambda i: attend_head(inputs, i), inputs["n_heads"], keep)


class _Heads(Sequence):
    """Heads that are computed when they are looked at, and kept while they are not too many."""

    def __init__(self, compute, count, keep):
        self._compute, self._count, self._keep = compute, count, keep
        self._made = {}

    def __len__(self):
        return self._count

    def __getitem__(self, i):
        if isinstance(i, slice):
            return [self[j] for j in range(*i.indices(self._count))]
        if not -self._count <= i < self._count:
            raise IndexError(i)
        i %= self._count
        if i not in self._made:
            if not self._keep:
                self._made.clear()  # but for the last one
            self._made[i] = self._compute(i)
        return self._made[i]


def bands_of(inputs, i, rows):
    """One head in bands of so many queries, one after the other: never all of it at once."""
    for start in range(0, len(inputs["embeddings"]), rows):
        yield attend_head(inputs, i, start, start + rows)


def attend_head(inputs, i, start=0, stop=None):
    """One head (section 3.2.1), of the queries from ``start`` to ``stop``: all of them unless given."""
    w, group = inputs["projections"], i // (inputs["n_heads"] // inputs["n_kv_heads"])
    scheme = scheme_of(inputs)
    with np.errstate(all="ignore"):  # what overflows is told by `find_overflow`
        x = positioned(inputs["embeddings"], inputs)
        y = positioned(inputs["key_embeddings"], inputs)
        query = x[start:stop] @ run(
            w["query"], i, inputs["n_heads"]
        )  # [n, d_model] × [d_model, d_k]
        key = y @ run(w["key"], group, inputs["n_kv_heads"])  # [m, d_model] × [d_model, d_k]
        value = y @ run(w["value"], group, inputs["n_kv_heads"])  # [m, d_model] × [d_model, d_v]
        head = {"query": query, "key": key, "value": value}
        if scheme == "rope":
            offset = inputs["position_offset"]
            query, key = rotate_positions(query, offset + start), rotate_positions(key, offset)
            head |= {"rotated_query": query, "rotated_key": key}
        return head | weigh(query, key, value, inputs, i, start)


def weigh(query, key, value, inputs, i, start):
    """From queries, keys and values on, with the stages that are switched on."""
    scores = query @ key.T  # [query, d_k] × [d_k, key] → [query, key]
    for override in inputs["overrides"]:
        row = override["query"] - start
        if override["head"] == i and 0 <= row < len(scores):
            scores[row, override["key"]] = float(override["value"])
    logits = scaled_scores = scores * scale_of(inputs)
    bias = None
    if scheme_of(inputs) == "alibi":
        bias = -alibi_slopes(inputs["n_heads"])[i] * distances(start, *scores.shape)
        logits = logits + bias
    if inputs["temperature"] != 1:
        logits = logits / inputs["temperature"]
    may = resolve_mask(inputs["mask"], start, *scores.shape)
    late = inputs["mask_at"] == "weights"
    early = None if late else may
    shares = naive_softmax if inputs["softmax"] == "naive" else stable_softmax
    weights = shares(logits, early)  # rows sum to 1, or 0 if all is masked
    if late and may is not None:
        weights = np.where(may, weights, 0.0)
    stages = {"scores": scores, "scaled_scores": scaled_scores}
    if bias is not None:
        stages["bias"] = bias
    stages["masked_scores"] = logits if early is None else np.ma.array(logits, mask=~early)
    # [query, key] × [key, d_v] → [query, d_v]
    return stages | {"weights": weights, "output": weights @ value}


def scheme_of(inputs):
    """The scheme of positions by its name, or None, also where they are learned."""
    return inputs["positions"] if isinstance(inputs["positions"], str) else None


def scale_of(inputs):
    """What scores are multiplied by, 1/√d_k unless given."""
    if inputs["scale"] is not None:
        return inputs["scale"]
    return 1 / math.sqrt(inputs["projections"]["query"].shape[1] // inputs["n_heads"])


def run(matrix, i, n):
    """The columns of one of n equal runs: [d, n·k] → [d, k]."""
    width = matrix.shape[1] // n
    return matrix[:, i * width : (i + 1) * width]


def positioned(embeddings, inputs):
    """Embeddings with the positions that are added to them, [n, d_model]."""
    positions, offset = inputs["positions"], inputs["position_offset"]
    n, d_model = embeddings.shape
    if isinstance(positions, np.ndarray):  # past its end a table starts again
        return embeddings + np.take(positions, np.arange(offset, offset + n), axis=0, mode="wrap")
    if positions != "sinusoidal":
        return embeddings
    c = np.arange(d_model)  # Vaswani et al. (2017), section 3.5
    angles = np.arange(offset, offset + n)[:, None] / 10000 ** ((c - c % 2) / d_model)
    return embeddings + np.where(c % 2, np.cos(angles), np.sin(angles))


def rotate_positions(vectors, offset):
    """RoPE (Su et al. 2021, section 3.2.2), components i and i + d/2 together; [n, d] → [n, d]."""
    half = vectors.shape[1] // 2
    steps = np.arange(offset, offset + len(vectors))[:, None]
    angles = steps * 10000.0 ** (-np.arange(half) / half)
    a, b, cos, sin = vectors[:, :half], vectors[:, half:], np.cos(angles), np.sin(angles)
    return np.concatenate([a * cos - b * sin, b * cos + a * sin], axis=1)


def distances(start, n, m):
    """How far n queries from ``start`` on are from m keys."""
    return np.abs(np.arange(start, start + n)[:, None] - np.arange(m))


def resolve_mask(mask, start, n, m):
    """The mask of n queries from ``start`` on, as [n, m] booleans, true = may attend, or None."""
    if mask is None or isinstance(mask, np.ndarray):
        return mask if mask is None else mask[start : start + n]
    parts = {"causal": True} if mask == "causal" else mask
    if not (parts.get("causal") or "window" in parts or "padding" in parts):
        return None
    may = np.tri(n, m, start, dtype=bool) if parts.get("causal") else np.ones((n, m), bool)
    if "window" in parts:
        may &= distances(start, n, m) < parts["window"]
    return may & np.array(parts["padding"], bool) if "padding" in parts else may


def stable_softmax(logits, may):
    """Softmax of each row less its largest; a row that may attend to nothing gets zeros."""
    masked = logits if may is None else np.where(may, logits, -np.inf)
    top = masked.max(axis=1, keepdims=True)
    shifted = masked - top
    shifted[masked == top] = 0.0  # equal infinities differ by nothing
    exponentials = np.exp(shifted, out=shifted)
    if may is not None:
        exponentials[~may] = 0.0
    total = exponentials.sum(axis=1, keepdims=True)
    return np.divide(exponentials, total, out=exponentials, where=total != 0)


def naive_softmax(logits, may):
    """Softmax as its formula is written; what overflows is no number."""
    exponentials = np.exp(logits)
    if may is not None:
        exponentials[~may] = 0.0
    return exponentials / exponentials.sum(axis=1, keepdims=True)


def find_overflow(trace, naive=False, temperature=1.0):
    """The first value of a trace that is not finite, or None; see `_attend.find_overflow`.

    What the mask hides of ``masked_scores`` stands in the array: no temperature is needed for it.
    """
    heads = trace["heads"]
    for name in ("positioned", "key_positioned"):
        at = _first_overflow(trace[name]) if name in trace else None
        if at:
            return f"{name}[{at[0]}][{at[1]}]"
    lost = None  # rows that are no numbers because a naive softmax is none
    for h, head in enumerate(heads):
        own = ~np.isfinite(head["weights"]).all(axis=1) if naive else None
        lost = own if lost is None else lost | own
        for name in STAGES:
            if name not in head or (naive and name == "weights"):
                continue
            at = _first_overflow(head[name], own if name == "output" else None)
            if at:
                return f"heads[{h}].{name}[{at[0]}][{at[1]}]"
    for name in ("mixed", "output"):
        at = _first_overflow(trace[name], lost) if name in trace else None
        if at:
            return f"{name}[{at[0]}][{at[1]}]"
    return None


def _first_overflow(numbers, excused=None):
    """The row and column of the first that is not finite, in rows that are not excused, or None."""
    wrong = ~np.isfinite(np.ma.getdata(numbers))
    if excused is not None:
        wrong &= ~excused[:, None]
    return np.unravel_index(wrong.argmax(), wrong.shape) if wrong.any() else None
