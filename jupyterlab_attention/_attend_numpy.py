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
    if inputs["recorded"]:
        return _recorded(inputs, heads)
    concatenated = np.concatenate([head["output"] for head in heads], axis=1)  # → [n, h·d_v]
    w_o = inputs["projections"].get("output")
    with np.errstate(all="ignore"):  # what overflows is told by `find_overflow`
        x = positioned(inputs["embeddings"], inputs)
        y = positioned(inputs["key_embeddings"], inputs)
        # [n, h·d_v] × [h·d_v, d_model] → [n, d_model]
        mixed = concatenated if w_o is None else concatenated @ w_o + _bias(inputs, "output")
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


def _recorded(inputs, heads):
    """A layer of which queries and keys, or nothing but weights, were recorded."""
    trace = {"format": "attention-trace", "version": 1, "tokens": inputs["tokens"]}
    if inputs["key_tokens"] is not None:
        trace["key_tokens"] = inputs["key_tokens"]
    if "weights" in inputs["recorded"]:
        return trace | {"heads": heads}
    trace |= {"scale": scale_of(inputs), "heads": heads}
    if "value" in inputs["recorded"]:
        joined = np.concatenate([head["output"] for head in heads], axis=1)  # → [n, h·d_v]
        trace |= {"concatenated": joined, "output": joined}
    return trace


def heads_of(inputs):
    """The heads, each computed when it is looked at."""
    n, m = len(inputs["tokens"]), len(inputs["key_tokens"] or inputs["tokens"])
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
    for start in range(0, len(inputs["tokens"]), rows):
        yield attend_head(inputs, i, start, start + rows)


def attend_head(inputs, i, start=0, stop=None):
    """One head (section 3.2.1), of the queries from ``start`` to ``stop``: all of them unless given."""
    w, group = inputs["projections"], i // (inputs["n_heads"] // inputs["n_kv_heads"])
    if inputs["recorded"]:
        return _recorded_head(inputs, i, group, slice(start, stop))
    scheme = scheme_of(inputs)
    with np.errstate(all="ignore"):  # what overflows is told by `find_overflow`
        x = positioned(inputs["embeddings"], inputs)
        y = positioned(inputs["key_embeddings"], inputs)
        h, g, norms = inputs["n_heads"], inputs["n_kv_heads"], inputs["norms"]

        def projected(of, name, head, count):
            bias = _bias(inputs, name)
            own = run(bias[None], head, count)[0] if bias is not _NONE else bias
            return of @ run(w[name], head, count) + own

        query = projected(x[start:stop], "query", i, h)  # [n, d_model] × [d_model, d_k]
        key = projected(y, "key", group, g)  # [m, d_model] × [d_model, d_k]
        value = projected(y, "value", group, g)  # [m, d_model] × [d_model, d_v]
        head = {"query": query, "key": key, "value": value}
        if "query" in norms:
            whole = x[start:stop] @ w["query"] + _bias(inputs, "query")
            query = head["normed_query"] = normed(query, whole, norms["query"], i)
        if "key" in norms:
            whole = y @ w["key"] + _bias(inputs, "key")
            key = head["normed_key"] = normed(key, whole, norms["key"], group)
        if scheme == "rope":
            offset, rope = inputs["position_offset"], inputs["rope"]
            query = rotate_positions(query, offset + start, rope)
            key = rotate_positions(key, offset, rope)
            head |= {"rotated_query": query, "rotated_key": key}
        return head | weigh(query, key, value, inputs, i, start)


def _recorded_head(inputs, i, group, queries):
    """One head that was recorded, of some of its queries."""
    recorded = inputs["recorded"]
    if "weights" in recorded:
        return {"weights": recorded["weights"][i][queries]}
    query, key = recorded["query"][i][queries], recorded["key"][group]
    value = recorded["value"][group] if "value" in recorded else None
    head = {"query": query, "key": key} | ({} if value is None else {"value": value})
    with np.errstate(all="ignore"):  # what overflows is told by `find_overflow`
        return head | weigh(query, key, value, inputs, i, queries.start)


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
    if inputs["bias"] is not None:
        given = inputs["bias"][i if len(inputs["bias"]) > 1 else 0][start : start + len(scores)]
        bias = given if bias is None else bias + given
    if bias is not None:
        logits = logits + bias
    capped = None
    if inputs["softcap"] is not None:
        capped = logits = inputs["softcap"] * np.tanh(logits / inputs["softcap"])
    if inputs["temperature"] != 1:
        logits = logits / inputs["temperature"]
    may = resolve_mask(inputs["mask"], start, *scores.shape)
    late = inputs["mask_at"] == "weights"
    early = None if late else may
    shares = naive_softmax if inputs["softmax"] == "naive" else stable_softmax
    sink = inputs["sinks"] and inputs["sinks"][i] / inputs["temperature"]
    # rows sum to 1 less what a sink takes, or to 0 if all is masked
    weights, taken = shares(logits, early, sink)
    if late and may is not None:
        weights = np.where(may, weights, 0.0)
    stages = {"scores": scores, "scaled_scores": scaled_scores}
    if bias is not None:
        stages["bias"] = bias
    if capped is not None:
        stages["capped_scores"] = capped
    stages["masked_scores"] = logits if early is None else np.ma.array(logits, mask=~early)
    stages["weights"] = weights
    if sink is not None:
        stages["sink_weights"] = taken
    if value is not None:
        stages["output"] = weights @ value  # [query, key] × [key, d_v] → [query, d_v]
    return stages


_NONE = np.zeros(1)


def _bias(inputs, name):
    """What is added to a product, or zeros of any width."""
    found = inputs["biases"].get(name)
    return _NONE if found is None else np.array(found)


def scheme_of(inputs):
    """The scheme of positions by its name, or None, also where they are learned."""
    return inputs["positions"] if isinstance(inputs["positions"], str) else None


def scale_of(inputs):
    """What scores are multiplied by, 1/√d_k unless given."""
    if inputs["scale"] is not None:
        return inputs["scale"]
    if inputs["recorded"]:
        return 1 / math.sqrt(inputs["recorded"]["query"][0].shape[1])
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


def normed(vectors, whole, norm, head):
    """RMS norm (Zhang and Sennrich 2019, section 4) of one head's [n, d_k], or by the whole width."""
    together, weight = norm["over"] == "all", np.array(norm["weight"])
    of, width = whole if together else vectors, vectors.shape[1]
    size = np.abs(of).max(axis=1, keepdims=True)
    size[size < 1e150] = 1.0  # whose squares a double holds
    rms = size * np.sqrt(((of / size) ** 2).mean(axis=1, keepdims=True) + norm["eps"] / size**2)
    return vectors / rms * (weight[head * width : (head + 1) * width] if together else weight)


def rotate_positions(vectors, offset, rope=None):
    """RoPE (Su et al. 2021, section 3.2.2), as in Llama unless ``rope`` says else; [n, d] → [n, d]."""
    said = rope or {}
    dims = said.get("dims", vectors.shape[1])
    i = np.arange(dims // 2)
    by_base = said.get("base", 10000.0) ** (-2.0 * i / dims)
    angles = np.arange(offset, offset + len(vectors))[:, None] * np.array(
        said.get("frequencies", by_base)
    )
    factor = said.get("factor", 1.0)
    cos, sin = np.cos(angles) * factor, np.sin(angles) * factor
    firsts, seconds = (2 * i, 2 * i + 1) if said.get("pairs") == "neighbours" else (i, i + len(i))
    a, b, turned = vectors[:, firsts], vectors[:, seconds], vectors.copy()
    turned[:, firsts], turned[:, seconds] = a * cos - b * sin, b * cos + a * sin
    return turned


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


def stable_softmax(logits, may, sink=None):
    """Softmax of each row less its largest, and what a sink takes; nothing to attend to gets zeros."""
    masked = logits if may is None else np.where(may, logits, -np.inf)
    top = masked.max(axis=1, keepdims=True)
    if sink is not None:
        top = np.maximum(top, sink)
    shifted = masked - top
    shifted[masked == top] = 0.0  # equal infinities differ by nothing
    exponentials = np.exp(shifted, out=shifted)
    if may is not None:
        exponentials[~may] = 0.0
    taken = 0.0 if sink is None else np.exp(sink - top)
    total = exponentials.sum(axis=1, keepdims=True) + taken
    shares = np.divide(exponentials, total, out=exponentials, where=total != 0)
    return shares, None if sink is None else (taken / total)[:, 0]


def naive_softmax(logits, may, sink=None):
    """Softmax as its formula is written, and what a sink takes; what overflows is no number."""
    exponentials = np.exp(logits)
    if may is not None:
        exponentials[~may] = 0.0
    taken = 0.0 if sink is None else np.exp(sink)
    total = exponentials.sum(axis=1, keepdims=True) + taken
    return exponentials / total, None if sink is None else (taken / total)[:, 0]


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
