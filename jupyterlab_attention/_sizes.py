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
    if sizes["d_model"] is None and report.fine("$.projections"):
        sizes["d_model"] = VOCABULARY_DIMENSIONS
    return {symbol: size for symbol, size in sizes.items() if size is not None}


def d_model_of(spec):
    """The dimensions of an embedding, as far as an array says it, or None."""
    for field in ("embeddings", "key_embeddings"):
        if field in spec:
            return shape_of(spec[field])[1]
    query = spec.get("projections", {}).get("query")
    return shape_of(query)[0] if query else None


def _count_heads(spec, report):
    """Heads of queries, and of keys and values, where they are right."""
    h = spec.get("n_heads", 1)
    if h > LIMITS["heads"]:
        report.problem("$.n_heads", too_many("heads", h, LIMITS["heads"]))
    if not report.fine("$.n_heads"):
        return {}
    g = spec.get("n_kv_heads", h)
    if h % g:
        report.problem("$.n_kv_heads", tell("indivisibleHeads", found=g, heads=h))
    return {"h": h, "g": g} if report.fine("$.n_kv_heads") else {"h": h}


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
