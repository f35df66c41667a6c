"""Attention with every intermediate, in plain Python floats (IEEE doubles).

Source: Vaswani et al., Attention Is All You Need (2017), section 3.2.
"""

import math

from ._stages import normed, sink_share, softcapped, turns, with_bias


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
    if inputs["recorded"]:
        return _recorded(inputs)
    h, g = inputs["n_heads"], inputs["n_kv_heads"]
    w, cross = inputs["projections"], inputs["key_tokens"] is not None
    x, y = positioned(inputs["embeddings"], inputs), positioned(inputs["key_embeddings"], inputs)
    b, norms = inputs["biases"], inputs["norms"]

    def projected(of, name, heads):
        return split_heads(with_bias(matmul(of, w[name]), b.get(name)), heads)

    queries = projected(x, "query", h)  # [n, d_model] × [d_model, h·d_k] → h × [n, d_k]
    keys = projected(y, "key", g)  # [m, d_model] × [d_model, g·d_k] → g × [m, d_k]
    values = projected(y, "value", g)  # [m, d_model] × [d_model, g·d_v] → g × [m, d_v]
    normed_queries = normed(queries, norms.get("query"))  # h × [n, d_k] → h × [n, d_k]
    normed_keys = normed(keys, norms.get("key"))  # g × [m, d_k] → g × [m, d_k]
    scale, heads = _heads(inputs, queries, keys, values, normed_queries, normed_keys)
    concatenated = [[entry for head in heads for entry in head["output"][i]] for i in range(len(x))]
    w_o = w.get("output")
    # [n, h·d_v] × [h·d_v, d_model] → [n, d_model]
    mixed = with_bias(matmul(concatenated, w_o), b.get("output")) if w_o else concatenated
    trace = {"format": "attention-trace", "version": 1, "tokens": inputs["tokens"]}
    if cross:
        trace["key_tokens"] = inputs["key_tokens"]
    trace["embeddings"] = inputs["embeddings"]
    if cross:
        trace["key_embeddings"] = inputs["key_embeddings"]
    if x is not inputs["embeddings"]:
        trace["positioned"] = x
        if cross:
            trace["key_positioned"] = y
    trace |= {"scale": scale, "heads": heads, "concatenated": concatenated}
    if inputs["residual"]:
        trace["mixed"] = mixed
    return trace | {"output": add(x, mixed) if inputs["residual"] else mixed}


def _heads(inputs, queries, keys, values, normed_queries=None, normed_keys=None):
    """The scale, and each head from its queries, keys and values on."""
    h, g = inputs["n_heads"], inputs["n_kv_heads"]
    scale = inputs["scale"]
    if scale is None:
        scale = 1 / math.sqrt(len(queries[0][0]))
    n, m = len(queries[0]), len(keys[0])
    mask = resolve_mask(inputs["mask"], n, m)
    slopes = alibi_slopes(h) if inputs["positions"] == "alibi" else None
    heads = []
    for i, q in enumerate(queries):
        group = i // (h // g)
        head = {"query": q, "key": keys[group], "mask": mask}
        head["value"] = values and values[group]
        head |= {name: inputs[name] for name in ("mask_at", "temperature", "softmax")}
        head["scale"] = scale
        head["normed_query"] = normed_queries and normed_queries[i]
        head["normed_key"] = normed_keys and normed_keys[group]
        head |= {"softcap": inputs["softcap"], "rope": inputs["rope"]}
        head["sink"] = inputs["sinks"] and inputs["sinks"][i]
        head["bias"] = _bias_of(i, slopes, inputs["bias"], n, m)
        head["rotate_from"] = inputs["position_offset"] if inputs["positions"] == "rope" else None
        head["overrides"] = [each for each in inputs["overrides"] if each["head"] == i]
        heads.append(scaled_dot_product_attention(**head))
    return scale, heads


def _recorded(inputs):
    """A layer of which queries and keys, or nothing but weights, were recorded."""
    trace = {"format": "attention-trace", "version": 1, "tokens": inputs["tokens"]}
    if inputs["key_tokens"] is not None:
        trace["key_tokens"] = inputs["key_tokens"]
    query, key, value, weights = map(inputs["recorded"].get, ("query", "key", "value", "weights"))
    if weights:
        return trace | {"heads": [{"weights": own} for own in weights]}
    scale, heads = _heads(inputs, query, key, value)
    trace |= {"scale": scale, "heads": heads}
    if value:
        n = len(inputs["tokens"])
        joined = [[entry for head in heads for entry in head["output"][i]] for i in range(n)]
        trace |= {"concatenated": joined, "output": joined}
    return trace


def _bias_of(head, slopes, given, n, m):
    """What distance and a given bias add to the scaled scores of a head, [n, m], or None."""
    own = given and given[head if len(given) > 1 else 0]
    if not slopes:
        return own
    steep = slopes[head]
    far = [[-steep * abs(i - j) if i != j else 0.0 for j in range(m)] for i in range(n)]
    return add(far, own) if own else far


def scaled_dot_product_attention(
    query,
    key,
    value,
    mask,
    scale,
    mask_at="scores",
    temperature=1.0,
    softmax="stable",
    bias=None,
    rotate_from=None,
    overrides=(),
    normed_query=None,
    normed_key=None,
    rope=None,
    softcap=None,
    sink=None,
):
    """One head, with every intermediate under its own name (section 3.2.1)."""
    rotated_query = normed_query = query if normed_query is None else normed_query
    rotated_key = normed_key = key if normed_key is None else normed_key
    if rotate_from is not None:
        rotated_query = rotate_positions(normed_query, rotate_from, rope)
        rotated_key = rotate_positions(normed_key, rotate_from, rope)
    # [query, d_k] × [d_k, key] → [query, key]
    scores = matmul(rotated_query, transpose(rotated_key))
    for override in overrides:
        scores[override["query"]][override["key"]] = float(override["value"])
    scaled_scores = [[score * scale for score in row] for row in scores]
    capped = softcapped(add(scaled_scores, bias) if bias else scaled_scores, softcap)
    tempered = capped
    if temperature != 1:
        tempered = [[score / temperature for score in row] for row in tempered]
    masked_scores = tempered  # None where the mask forbids to attend
    if mask is not None and mask_at == "scores":
        masked_scores = [
            [score if may else None for score, may in zip(*rows, strict=True)]
            for rows in zip(tempered, mask, strict=True)
        ]
    shares = naive_softmax if softmax == "naive" else stable_softmax
    logit = None if sink is None else sink / temperature
    # rows sum to 1 less what a sink takes, or to 0 if all is masked
    weights = [shares(row, logit) for row in masked_scores]
    if mask is not None and mask_at == "weights":
        weights = [
            [weight if may else 0.0 for weight, may in zip(*rows, strict=True)]
            for rows in zip(weights, mask, strict=True)
        ]
    head = {"query": query, "key": key}
    if value:
        head["value"] = value
    if normed_query is not query:
        head["normed_query"] = normed_query
    if normed_key is not key:
        head["normed_key"] = normed_key
    if rotate_from is not None:
        head |= {"rotated_query": rotated_query, "rotated_key": rotated_key}
    head |= {"scores": scores, "scaled_scores": scaled_scores}
    if bias:
        head["bias"] = bias
    if softcap is not None:
        head["capped_scores"] = capped
    head |= {"masked_scores": masked_scores, "weights": weights}
    if sink is not None:
        naive = softmax == "naive"
        head["sink_weights"] = [sink_share(row, logit, naive) for row in masked_scores]
    if value:
        head["output"] = matmul(weights, value)  # [query, key] × [key, d_v] → [query, d_v]
    return head


def positioned(embeddings, inputs):
    """Embeddings with the positions that are added to them, [n, d_model]."""
    positions, offset = inputs["positions"], inputs["position_offset"]
    n, d_model = len(embeddings), len(embeddings[0])
    if positions == "sinusoidal":
        return add(embeddings, [sinusoid(offset + i, d_model) for i in range(n)])
    if isinstance(positions, list):  # past its end a table starts again
        return add(embeddings, [positions[(offset + i) % len(positions)] for i in range(n)])
    return embeddings


def sinusoid(position, d_model):
    """Vaswani et al. (2017), section 3.5."""
    angles = [position / 10000 ** ((c - c % 2) / d_model) for c in range(d_model)]
    return [math.cos(angle) if c % 2 else math.sin(angle) for c, angle in enumerate(angles)]


def rotate_positions(vectors, offset, rope=None):
    """RoPE (Su et al. 2021, section 3.2.2), as in Llama unless ``rope`` says else; [n, d] → [n, d]."""
    rows = []
    for r, vector in enumerate(vectors):
        row = list(vector)
        for first, second, cos, sin in turns(rope or {}, offset + r, len(vector)):
            a, b = vector[first], vector[second]
            row[first], row[second] = a * cos - b * sin, b * cos + a * sin
        rows.append(row)
    return rows


def alibi_slopes(n_heads):
    """Press et al. (2021), section 3: 2^(−8h/H), and their rule where H is no power of two."""

    def slopes(heads):
        return [2.0 ** (-8 * (h + 1) / heads) for h in range(heads)]

    below = 2 ** (n_heads.bit_length() - 1)
    return (slopes(below) + slopes(2 * below)[::2])[:n_heads]


def resolve_mask(mask, n, m):
    """The mask as [n, m] booleans, true = may attend, or None."""
    if mask == "causal":
        mask = {"causal": True}
    if not isinstance(mask, dict):
        return mask
    if not (mask.get("causal") or "window" in mask or "padding" in mask):
        return None
    window, padding = mask.get("window", math.inf), mask.get("padding")
    return [
        [
            (not mask.get("causal") or key <= query)
            and abs(query - key) < window
            and (padding is None or padding[key])
            for key in range(m)
        ]
        for query in range(n)
    ]


def naive_softmax(scores, sink=None):
    """Softmax as its formula is written: from about 710 on exp overflows, and ∞ ÷ ∞ is no number."""
    exponentials = [0.0 if score is None else _exp(score) for score in scores]
    total = sum(exponentials) + (0.0 if sink is None else _exp(sink))
    return [entry / total if total else math.nan for entry in exponentials]


def _exp(score):
    try:
        return math.exp(score)
    except OverflowError:
        return math.inf


def stable_softmax(scores, sink=None):
    """Stable softmax of one row; ``None`` is masked and gets 0, a row of ``None`` gets zeros.

    A sink is a logit that joins and takes weight which nothing gets.
    """
    top = max((score for score in [*scores, sink] if score is not None), default=0.0)
    # Equal infinities differ by nothing.
    exponentials = [
        0.0 if score is None else 1.0 if score == top else math.exp(score - top) for score in scores
    ]
    total = sum(exponentials)
    if sink is not None:
        total += 1.0 if sink == top else math.exp(sink - top)
    return [entry / total if total else 0.0 for entry in exponentials]


STAGES = (
    "query",
    "key",
    "value",
    "normed_query",
    "normed_key",
    "rotated_query",
    "rotated_key",
    "scores",
    "scaled_scores",
    "bias",
    "masked_scores",
    "weights",
    "output",
)
"""The matrices of a head, in the order of computation."""


def find_overflow(trace, naive=False, temperature=1.0):
    """The first value of a trace that is not finite, or None.

    Parameters
    ----------
    trace : dict
        What `attend` returns.
    naive : bool
        The weights of a naive softmax may overflow, and what follows from them.
    temperature : float
        What the trace was computed with: what the mask hides of ``masked_scores`` is looked at too.

    Returns
    -------
    str or None
        Where, such as ``heads[0].scores[1][2]``, in the order of computation.
    """

    def excused(heads, row):
        return naive and any(_first_overflow([head["weights"][row]]) for head in heads)

    def first(stages, heads, prefix=""):
        for name, rows in stages:
            for r, row in enumerate(rows):
                at = _first_overflow([row])
                if at and not (name in ("output", "mixed") and excused(heads, r)):
                    return f"{prefix}{name}[{r}][{at[1]}]"
        return None

    def stages_of(head):
        for name in STAGES:
            if name == "masked_scores":
                if name not in head:
                    continue  # nothing but weights was recorded
                yield name, _tempered(head, temperature)
            elif name in head and not (naive and name == "weights"):
                yield name, head[name]

    heads = trace["heads"]
    inputs = [(name, trace[name]) for name in ("positioned", "key_positioned") if name in trace]
    outputs = [(name, trace[name]) for name in ("mixed", "output") if name in trace]
    of_heads = (first(stages_of(head), [head], f"heads[{h}].") for h, head in enumerate(heads))
    return first(inputs, []) or next(filter(None, of_heads), None) or first(outputs, heads)


def _tempered(head, temperature):
    """The masked scores, with what the mask hides of them."""
    if "capped_scores" in head:
        capped = head["capped_scores"]  # as small as its cap
        return [[score / temperature for score in row] for row in capped]
    bias = head.get("bias") or [[0.0] * len(row) for row in head["scaled_scores"]]
    rows = zip(head["masked_scores"], head["scaled_scores"], bias, strict=True)
    return [
        [
            (scaled + added) / temperature if score is None else score
            for score, scaled, added in zip(*row, strict=True)
        ]
        for row in rows
    ]


def _first_overflow(rows):
    for r, row in enumerate(rows):
        for c, entry in enumerate(row):
            if not math.isfinite(entry):
                return r, c
    return None


def numbers_or_none(value):
    """What is no number after a naive softmax becomes None: JSON has no NaN and no infinity."""
    if isinstance(value, dict):
        return {name: numbers_or_none(part) for name, part in value.items()}
    if isinstance(value, list):
        return [numbers_or_none(part) for part in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def add(a, b):
    """[n, m] + [n, m] → [n, m]."""
    return [[p + q for p, q in zip(*rows, strict=True)] for rows in zip(a, b, strict=True)]


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
