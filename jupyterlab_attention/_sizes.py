"""How long the axes of arrays are."""

from ._arrays import shape_of
from ._description import LIMITS
from ._messages import tell, too_many, units_of
from ._words import VOCABULARY_DIMENSIONS, tokenize


def measure(spec, report):
    """What the fields that count say of the sizes, by their symbols, and what is wrong with them.

    A size that is not there is not known, as something is wrong with what says so.
    """
    n = _count_tokens(spec, report)
    if "key_tokens" in spec:
        m = len(spec["key_tokens"])
    else:
        m = n if report.fine("$.key_tokens") else None
    sizes = {"n": n, "m": m, **_count_heads(spec, report), "d_model": d_model_of(spec)}
    if sizes["d_model"] is None and report.fine("$.projections") and is_computed(spec, report):
        sizes["d_model"] = VOCABULARY_DIMENSIONS
    return {symbol: size for symbol, size in sizes.items() if size is not None}


def d_model_of(spec):
    """The dimensions of an embedding, as far as an array says it, or None."""
    for field in ("embeddings", "key_embeddings"):
        if field in spec:
            return shape_of(spec[field])[1]
    query = spec.get("projections", {}).get("query")
    return shape_of(query)[0] if query else None


def is_computed(spec, report):
    """Whether attention is computed from embeddings and projections, and nothing was recorded."""
    return all(name not in spec and report.fine(f"$.{name}") for name in _RECORDED)


_RECORDED = ("query", "key", "value", "weights", "layers")


def _count_heads(spec, report):
    """Heads of queries, and of keys and values, where they are right: as said, or as arrays have them."""
    recorded = spec.get("query", spec.get("weights"))
    h, at = spec.get("n_heads"), "$.n_heads"
    if h is None:
        at = "$.query" if "query" in spec else "$.weights"
        h = shape_of(recorded)[0] if recorded else 1 if is_computed(spec, report) else None
    if h is not None and h > LIMITS["heads"]:
        report.problem(at, too_many("heads", h, LIMITS["heads"]))
    if h is None or not report.fine("$.n_heads") or not report.fine(at):
        return {}
    of_keys = "$.key" if "n_kv_heads" not in spec and "key" in spec else "$.n_kv_heads"
    g = spec.get("n_kv_heads", shape_of(spec["key"])[0] if "key" in spec else h)
    if h % g:
        report.problem(of_keys, tell("indivisibleHeads", found=g, heads=h))
    fine = report.fine(of_keys) and report.fine("$.n_kv_heads")
    return {"h": h, "g": g} if fine else {"h": h}


def _count_tokens(spec, report):
    if "sentence" in spec and "tokens" in spec:
        report.problem("$", tell("bothSources"))
        return None
    if "sentence" not in spec:
        if "tokens" not in spec and report.fine("$.sentence") and report.fine("$.tokens"):
            report.problem("$", tell("noSource"))
        return len(spec["tokens"]) if "tokens" in spec else None
    words = tokenize(spec["sentence"])
    if not words:
        report.problem("$.sentence", tell("noWords"))
        return None
    if len(words) > LIMITS["tokens"]:
        report.problem("$.sentence", too_many("words", len(words), LIMITS["tokens"]))
        return None
    longest = max(map(units_of, words))
    if longest > LIMITS["token"]:
        what = "characters in one word"
        report.problem("$.sentence", too_many(what, longest, LIMITS["token"]))
    return len(words)
