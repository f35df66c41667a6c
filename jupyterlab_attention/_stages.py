"""Stages of attention that not every layer has, in plain Python floats; see docs/format.md.

Sources: RMS norm, Zhang and Sennrich (2019), section 4; rotary positions, Su et al. (2021), section
3.2.2; softcap, Gemma Team, Gemma 2 (2024), section 2; sinks, Agarwal et al., gpt-oss (2025), section 2.
"""

import math


def with_bias(rows, bias):
    """A vector added to each row: [n, c] + [c] → [n, c]; the rows themselves without one."""
    if bias is None:
        return rows
    return [[entry + b for entry, b in zip(row, bias, strict=True)] for row in rows]


def normed(heads, norm):
    """RMS norm of queries or keys, h × [n, d_k] → h × [n, d_k]; the heads themselves without one."""
    if norm is None:
        return heads
    weight, eps, together = norm["weight"], norm["eps"], norm["over"] == "all"
    width = len(heads[0][0])
    results = [[] for _ in heads]
    for rows in zip(*heads, strict=True):
        parts = [[x for row in rows for x in row]] if together else rows
        inverses = [1 / _rms(part, eps) for part in parts]
        for h, row in enumerate(rows):
            inverse = inverses[0 if together else h]
            own = weight[h * width : (h + 1) * width] if together else weight
            results[h].append([x * inverse * w for x, w in zip(row, own, strict=True)])
    return results


def _rms(part, eps):
    """√(mean of x² + eps); of numbers whose squares no double holds by their lengths."""
    mean = sum(x * x for x in part) / len(part)
    return math.sqrt(mean + eps) if math.isfinite(mean) else math.hypot(*part) / len(part) ** 0.5


def turns(rope, position, width):
    """The pairs of components that turn at a position, with cosine and sine: (first, second, cos, sin)."""
    dims, factor = rope.get("dims", width), rope.get("factor", 1.0)
    base, frequencies = rope.get("base", 10000.0), rope.get("frequencies")
    neighbours = rope.get("pairs") == "neighbours"
    half = dims // 2
    for i in range(half):
        angle = position * (frequencies[i] if frequencies else base ** (-2 * i / dims))
        first, second = (2 * i, 2 * i + 1) if neighbours else (i, i + half)
        yield first, second, math.cos(angle) * factor, math.sin(angle) * factor


def softcapped(rows, cap):
    """cap · tanh(score ÷ cap), [n, m] → [n, m]; the rows themselves without a cap."""
    if cap is None:
        return rows
    return [[cap * math.tanh(score / cap) for score in row] for row in rows]


def sink_share(scores, sink, naive=False):
    """What a sink takes of the softmax of one row; ``None`` of the scores is masked."""
    known = [score for score in scores if score is not None]
    top = 0.0 if naive else max([*known, sink])
    try:
        total = sum(math.exp(score - top) if score != top else 1.0 for score in [*known, sink])
        return (math.exp(sink - top) if sink != top else 1.0) / total
    except OverflowError:
        return math.nan
