"""What of a large matrix is shown where nobody can zoom: blocks of it, and its largest entries."""

import heapq
import math

CELLS = 256  # the most cells of a picture, across and down


def block_of(n, m):
    """How many queries, and keys, one cell of the picture stands for."""
    return math.ceil(max(n, m) / CELLS)


def bands_of(trace, head):
    """A head of a trace in bands of queries: one, unless it is too large to be there at once."""
    return trace["bands"](head) if "bands" in trace else [trace["heads"][head]]


def largest_of(trace, head):
    """The weights of a head and what is masked, [cells, cells]: the largest of each block.

    A mean would wash out the few weights that matter. A block is masked where all of it is; None is
    no number, as after a naive softmax.
    """
    block = block_of(len(trace["tokens"]), len(trace.get("key_tokens", trace["tokens"])))
    shown, masked = [], []
    start = 0
    for band in bands_of(trace, head):
        scores = band.get("masked_scores")
        if scores is None:  # nothing but weights was recorded
            scores = _hidden(band["weights"], trace.get("may"), start)
        start += len(band["weights"])
        cells, hidden = _largest(band["weights"], scores, block)
        shown += cells
        masked += hidden
    return shown, masked


def _hidden(weights, may, start):
    """Recorded weights from a query on, without those that the mask hides."""
    if may is None:
        return weights
    open_keys = may[start : start + len(weights)]
    if isinstance(weights, list):
        return [
            [weight if seen else None for weight, seen in zip(*rows, strict=True)]
            for rows in zip(weights, open_keys, strict=True)
        ]
    import numpy as np

    return np.ma.array(weights, mask=~np.array(open_keys))


def _largest(weights, scores, block):
    if isinstance(weights, list):
        masked = [[score is None for score in row] for row in scores]
        numbers = [[-1.0 if w is None else w for w in row] for row in weights]
        return _told(_reduced(numbers, block, max)), _reduced(masked, block, min)
    return _reduced_arrays(weights, scores, block)


def strongest(trace, head, count):
    """Query, key and weight of the largest entries, the largest first."""
    found, start = [], 0
    for band in bands_of(trace, head):
        weights = band["weights"]
        found += [(w, -start - i, -j) for i, j, w in _strongest(weights, count)]
        start += len(weights)
    return [(-i, -j, w) for w, i, j in heapq.nlargest(count, found)]


def _strongest(weights, count):
    if isinstance(weights, list):
        entries = (
            (w, -i, -j) for i, row in enumerate(weights) for j, w in enumerate(row) if w is not None
        )
        return [(-i, -j, w) for w, i, j in heapq.nlargest(count, entries)]
    import numpy as np

    flat = np.nan_to_num(weights.ravel(), nan=-1.0)
    best = np.argpartition(-flat, min(count, flat.size - 1))[:count]
    best = best[np.lexsort((best, -flat[best]))].tolist()
    return [(k // weights.shape[1], k % weights.shape[1], float(weights.flat[k])) for k in best]


def _told(numbers):
    return [[None if number < 0 else number for number in row] for row in numbers]


def _reduced(rows, block, choose):
    if block == 1:
        return rows
    bands = [rows[start : start + block] for start in range(0, len(rows), block)]
    starts = range(0, len(rows[0]), block)
    return [[choose(choose(row[s : s + block]) for row in band) for s in starts] for band in bands]


def _reduced_arrays(weights, scores, block):
    import numpy as np

    masked = np.ma.getmaskarray(scores) if np.ma.isMaskedArray(scores) else None
    numbers = np.nan_to_num(weights, nan=-1.0)
    rows, columns = (np.arange(0, length, block) for length in weights.shape)

    def reduced(matrix, choose):
        return choose.reduceat(choose.reduceat(matrix, rows, axis=0), columns, axis=1).tolist()

    shown = _told(reduced(numbers, np.maximum))
    if masked is None:
        return shown, [[False] * len(shown[0])] * len(shown)
    return shown, reduced(masked, np.logical_and)
