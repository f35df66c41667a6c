"""Exercises: many heads, the residual, and what a layer costs."""

from . import _attend
from ._attend import add, matmul, split_heads, transpose
from ._exercise import Exercise, Wrong, by_root, drawn, times
from ._exercises_head import UNSCALED


def _heads_inputs(random):
    def of(n, d_model, n_heads, d_k):
        wide = n_heads * d_k
        return {
            "embeddings": drawn(random, n, d_model),
            "w_q": drawn(random, d_model, wide),
            "w_k": drawn(random, d_model, wide),
            "w_v": drawn(random, d_model, wide),
            "w_o": drawn(random, wide, d_model),
            "n_heads": n_heads,
        }

    yield "3 tokens, 2 heads of 2 dimensions", of(3, 4, 2, 2)
    yield "5 tokens, 3 heads of 2 dimensions, d_model 4", of(5, 4, 3, 2)
    yield "2 tokens, 1 head", of(2, 3, 1, 3)


def _strided(matrix, n_heads):
    """Columns dealt out to the heads in turn."""
    return [[row[h::n_heads] for row in matrix] for h in range(n_heads)]


def _cut_up(matrix, n_heads):
    """A reshape to [head, token, d_k] that forgets to turn the axes."""
    flat, n, width = [entry for row in matrix for entry in row], len(matrix), len(matrix[0])
    rows = [flat[i : i + width // n_heads] for i in range(0, len(flat), width // n_heads)]
    return [rows[h * n : (h + 1) * n] for h in range(n_heads)]


def _beside(heads):
    return [[entry for head in heads for entry in head[i]] for i in range(len(heads[0]))]


def _run_together(heads):
    """A reshape of [head, token, d_v] to [token, h·d_v] that forgets to turn the axes."""
    flat = [entry for head in heads for row in head for entry in row]
    width = len(heads) * len(heads[0][0])
    return [flat[i : i + width] for i in range(0, len(flat), width)]


def _many(split=split_heads, scale=None, join=_beside):
    """Several heads: split, attend, concatenate, mix."""

    def way(embeddings, w_q, w_k, w_v, w_o, n_heads):
        q, k, v = (split(matmul(embeddings, w), n_heads) for w in (w_q, w_k, w_v))
        factor = by_root(len(q[0][0])) if scale is None else scale(len(embeddings[0]))
        each = [
            _attend.scaled_dot_product_attention(*three, None, factor)
            for three in zip(q, k, v, strict=True)
        ]
        names = ("query", "key", "value", "scores", "scaled_scores", "weights")
        stages = {name: [head[name] for head in each] for name in names}
        heads = [head["output"] for head in each]
        concatenated = join(heads)  # h × [n, d_v] → [n, h·d_v]
        output = matmul(concatenated, w_o)  # [n, h·d_v] × [h·d_v, d_model] → [n, d_model]
        return stages | {"heads": heads, "concatenated": concatenated, "output": output}

    return way


def _as_one(**given):
    return _many()(**given | {"n_heads": 1})


HEADS = Exercise(
    {
        "embeddings": "[n, d_model]",
        "w_q": "[d_model, h·d_k]",
        "w_k": "[d_model, h·d_k]",
        "w_v": "[d_model, h·d_v]",
        "w_o": "[h·d_v, d_model]",
        "n_heads": "h; heads are equal runs of columns",
    },
    {
        "query": "[head, n, d_k]",
        "key": "[head, n, d_k]",
        "value": "[head, n, d_v]",
        "scores": "[head, query, key]",
        "scaled_scores": "[head, query, key], times 1/√d_k",
        "weights": "[head, query, key]",
        "heads": "[head, n, d_v], the outputs of the heads",
        "concatenated": "[n, h·d_v]",
        "output": "[n, d_model]",
    },
    _heads_inputs,
    _many(),
    (
        Wrong("query", "All columns were taken as one head.", _as_one),
        Wrong(
            "query",
            "The columns were dealt out to the heads in turn; a head is a run of columns side by side.",
            _many(_strided),
        ),
        Wrong(
            "query",
            "A reshape to [head, n, d_k] mixes tokens and heads: reshape to [n, head, d_k], then turn the first two axes.",
            _many(_cut_up),
        ),
        Wrong(
            "scaled_scores",
            "The scores were divided by √d_model; wanted by √d_k, of one head.",
            _many(scale=by_root),
        ),
        Wrong("scaled_scores", UNSCALED, _many(scale=lambda d: 1.0)),
        Wrong(
            "concatenated",
            "A reshape of [head, n, d_v] puts tokens into one another: turn the first two axes before it.",
            _many(join=_run_together),
        ),
        Wrong(
            "output",
            "The heads stand side by side; W_O is still to mix them.",
            lambda **given: {"output": _many()(**given)["concatenated"]},
        ),
    ),
)


def _residual_inputs(random):
    for n, d_model, wide in ((1, 2, 2), (3, 4, 6), (4, 3, 3)):
        yield (
            f"{n} token{'s' * (n > 1)}, d_model {d_model}, {wide} columns of heads",
            {
                "embeddings": drawn(random, n, d_model),
                "heads": drawn(random, n, wide),
                "w_o": drawn(random, wide, d_model),
            },
        )


def _mixing(mix=matmul, then=add):
    def way(embeddings, heads, w_o):
        mixed = mix(heads, w_o)  # [n, h·d_v] × [h·d_v, d_model] → [n, d_model]
        return {"mixed": mixed, "output": then(embeddings, mixed)}

    return way


def _mixed_late(embeddings, heads, w_o):
    fits = len(embeddings[0]) == len(heads[0])
    return {"output": matmul(add(embeddings, heads), w_o) if fits else []}


RESIDUAL = Exercise(
    {
        "embeddings": "[n, d_model]",
        "heads": "[n, h·d_v], the outputs of the heads side by side",
        "w_o": "[h·d_v, d_model]",
    },
    {"mixed": "[n, d_model]", "output": "[n, d_model], added to the embeddings"},
    _residual_inputs,
    _mixing(),
    (
        Wrong(
            "output",
            "The output took the place of the embeddings; it is to be added to them.",
            _mixing(then=lambda x, mixed: mixed),
        ),
        Wrong(
            "output",
            "The output was taken away from the embeddings; wanted the sum.",
            _mixing(then=lambda x, mixed: add(x, times(mixed, -1.0))),
        ),
        Wrong(
            "mixed",
            "W_O was transposed; the heads stand as rows to the left of it: heads · W_O.",
            _mixing(
                lambda heads, w_o: (
                    matmul(heads, transpose(w_o)) if len(w_o) == len(w_o[0]) else matmul(heads, w_o)
                )
            ),
        ),
        Wrong(
            "mixed",
            "W_O mixed the embeddings too; it mixes the heads alone.",
            _mixed_late,
        ),
    ),
)


def _cost_inputs(_random):
    for n, h, g, d_k in ((8, 2, 2, 3), (1024, 12, 12, 64), (2048, 32, 8, 128)):
        yield (
            f"{n:,} tokens, {h} heads, {g} of keys and values, d_k {d_k}",
            {"n_tokens": n, "n_heads": h, "n_kv_heads": g, "d_k": d_k},
        )


def _counted(stage, count):
    """A number that is counted otherwise."""

    def way(n_tokens, n_heads, n_kv_heads, d_k):
        return {stage: count(n_tokens, n_heads, n_kv_heads, d_k)}

    return way


COST = Exercise(
    {
        "n_tokens": "n",
        "n_heads": "h, heads of queries",
        "n_kv_heads": "g, heads of keys and values",
        "d_k": "the length of a key, and of a value",
    },
    {
        "scores": "how many scores the layer has, masked ones too",
        "cache": "how many numbers its cache of keys and values holds",
    },
    _cost_inputs,
    lambda n_tokens, n_heads, n_kv_heads, d_k: {
        "scores": n_heads * n_tokens**2,
        "cache": 2 * n_kv_heads * n_tokens * d_k,
    },
    (
        Wrong(
            "scores",
            "This is one head's; each has its own scores.",
            _counted("scores", lambda n, h, g, d: n * n),
        ),
        Wrong(
            "scores",
            "Each of the n queries has a score with each of the n keys.",
            _counted("scores", lambda n, h, g, d: h * n),
        ),
        Wrong(
            "scores",
            "Only what a causal mask leaves was counted; wanted all.",
            _counted("scores", lambda n, h, g, d: h * n * (n + 1) // 2),
        ),
        Wrong(
            "scores",
            "Heads of queries that share keys have scores of their own: there are h × n × n.",
            _counted("scores", lambda n, h, g, d: g * n * n),
        ),
        Wrong(
            "cache",
            "These are the keys alone; the values are kept too.",
            _counted("cache", lambda n, h, g, d: g * n * d),
        ),
        Wrong(
            "cache",
            "Heads that share keys and values share what is kept of them: there are g of those.",
            _counted("cache", lambda n, h, g, d: 2 * h * n * d),
        ),
        Wrong(
            "cache",
            "What grows as n² is not kept: a token's key and value are, once.",
            _counted("cache", lambda n, h, g, d: 2 * g * n * n * d),
        ),
    ),
    all_at_once=True,
)
