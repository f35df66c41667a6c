"""NumPy's attention, timed by itself: reads one JSON object a line, answers one a line."""

import json
import os
import sys
from time import perf_counter

for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

import numpy as np  # noqa: E402 - after the number of threads


def attend(q, k, v):
    """S, P and O of all heads."""
    s = q @ k.swapaxes(-1, -2)  # [h, n, d] x [h, d, n] -> [h, n, n]
    p = s * s.dtype.type(1 / np.sqrt(q.shape[-1]))
    p -= p.max(-1, keepdims=True)
    np.exp(p, out=p)
    p /= p.sum(-1, keepdims=True)
    return s, p, p @ v  # [h, n, n] x [h, n, d] -> [h, n, d]


def main():
    kept = {}
    for line in sys.stdin:
        ask = json.loads(line)
        if "open" in ask:
            shape = (ask["heads"], ask["tokens"], ask["width"])
            arrays = [np.fromfile(path, dtype="<f4").reshape(shape) for path in ask["open"]]
            kept = {"f32": arrays, "f64": [array.astype("f8") for array in arrays]}
            answer = {}
        elif "row" in ask:
            h, row = ask["row"]
            answer = {"weights": p[h, row].tolist(), "output": o[h, row].tolist()}
        else:
            start = perf_counter()
            for _ in range(ask["count"]):
                s = p = o = None  # given back before the next ones are made
                s, p, o = attend(*kept[ask["precision"]])
            answer = {"ms": 1000 * (perf_counter() - start)}
        print(json.dumps(answer), flush=True)


main()
