"""Attention with every intermediate, in plain Python floats (IEEE doubles).

Source: Vaswani et al., Attention Is All You Need (2017), section 3.2.
"""

import math


def attend(inputs):
    """Multi-head attention.

    Parameters
    ----------
    inputs : dict
        What `jupyterlab_attention._format.resolve` returns.

    Returns
    -------
    dict
        The ``attention-trace`` of docs/format.md.
    """
    x, y, h = inputs["embeddings"], inputs["key_embeddings"], inputs["n_heads"]
    w = inputs["projections"]
    queries = split_heads(
        matmul(x, w["query"]), h
    )  # [n, d_model] × [d_model, h·d_k] → h × [n, d_k]
    keys = split_heads(matmul(y, w["key"]), h)  # [m, d_model] × [d_model, h·d_k] → h × [m, d_k]
    values = split_heads(matmul(y, w["value"]), h)  # [m, d_model] × [d_model, h·d_v] → h × [m, d_v]
    scale = inputs["scale"]
    if scale is None:
        scale = 1 / math.sqrt(len(queries[0][0]))
    mask = inputs["mask"]
    if mask == "causal":
        mask = [[key <= query for key in range(len(y))] for query in range(len(x))]
    heads = [
        scaled_dot_product_attention(q, k, v, mask, scale)
        for q, k, v in zip(queries, keys, values, strict=True)
    ]
    concatenated = [[entry for head in heads for entry in head["output"][i]] for i in range(len(x))]
    w_o = w.get("output")
    trace = {"format": "attention-trace", "version": 1, "tokens": inputs["tokens"]}
    if inputs["key_tokens"] is not None:
        trace["key_tokens"] = inputs["key_tokens"]
    trace["embeddings"] = x
    if inputs["key_tokens"] is not None:
        trace["key_embeddings"] = y
    return trace | {
        "scale": scale,
        "heads": heads,
        "concatenated": concatenated,
        # [n, h·d_v] × [h·d_v, d_model] → [n, d_model]
        "output": matmul(concatenated, w_o) if w_o else concatenated,
    }


def scaled_dot_product_attention(query, key, value, mask, scale):
    """One head, with every intermediate under its own name (section 3.2.1)."""
    scores = matmul(query, transpose(key))  # [query, d_k] × [d_k, key] → [query, key]
    scaled_scores = [[score * scale for score in row] for row in scores]
    masked_scores = scaled_scores  # None where the mask forbids to attend
    if mask is not None:
        masked_scores = [
            [score if may else None for score, may in zip(*rows, strict=True)]
            for rows in zip(scaled_scores, mask, strict=True)
        ]
    weights = [softmax(row) for row in masked_scores]  # rows sum to 1, or 0 if all is masked
    output = matmul(weights, value)  # [query, key] × [key, d_v] → [query, d_v]
    return {
        "query": query,
        "key": key,
        "value": value,
        "scores": scores,
        "scaled_scores": scaled_scores,
        "masked_scores": masked_scores,
        "weights": weights,
        "output": output,
    }


def softmax(scores):
    """Stable softmax of one row; ``None`` is masked and gets 0, a row of ``None`` gets zeros."""
    top = max((score for score in scores if score is not None), default=0.0)
    # Equal infinities differ by nothing.
    exponentials = [
        0.0 if score is None else 1.0 if score == top else math.exp(score - top) for score in scores
    ]
    total = sum(exponentials)
    return [entry / total if total else 0.0 for entry in exponentials]


def find_overflow(trace):
    """Where a value of a trace is not finite, such as ``heads[0].scores[1][2]``, or None."""
    stages = ["query", "key", "value", "scores", "scaled_scores", "weights", "output"]
    arrays = [
        (f"heads[{h}].{name}", head[name])
        for h, head in enumerate(trace["heads"])
        for name in stages
    ]
    for name, rows in [*arrays, ("output", trace["output"])]:
        for r, row in enumerate(rows):
            for c, entry in enumerate(row):
                if not math.isfinite(entry):
                    return f"{name}[{r}][{c}]"
    return None


def matmul(a, b):
    """[n, d] × [d, m] → [n, m]."""
    columns = transpose(b)
    return [[sum(map(float.__mul__, row, column), 0.0) for column in columns] for row in a]


def transpose(matrix):
    """[n, m] → [m, n]."""
    return [list(column) for column in zip(*matrix, strict=True)]


def split_heads(matrix, n_heads):
    """Equal runs of columns: [n, h·d] → h × [n, d]."""
    width = len(matrix[0]) // n_heads
    return [[row[h * width : (h + 1) * width] for row in matrix] for h in range(n_heads)]
