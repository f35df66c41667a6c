"""How clearly heads follow the patterns that heads of real models are known for; the same as in TypeScript."""

from ._layers import layer_of

PATTERNS = ("previous", "first", "diagonal", "induction", "duplicate")


def patterns_of(state, head):
    """Of each pattern the mean weight on keys of its kind, or None where no row has such a key.

    docs/overview.md says what is counted: rows with any weight and another open key to choose.
    """
    sums, rows = dict.fromkeys(PATTERNS, 0.0), dict.fromkeys(PATTERNS, 0)
    own = state.trace["heads"][head]["weights"]
    cross = state.inputs["key_tokens"] is not None
    mask = state.mask
    before = _earlier(_same(state))
    for query, row in enumerate(own):
        may = None if mask is None else mask[query]
        open_keys = [key for key in range(len(row)) if may is None or may[key]]
        if len(open_keys) < 2 or sum(float(row[key]) for key in open_keys) == 0:
            continue
        for name, keys in _kinds(query, before, cross):
            seen = [key for key in keys if may is None or may[key]]
            if seen:
                rows[name] += 1
                sums[name] += sum(float(row[key]) for key in seen)
    return {name: sums[name] / rows[name] if rows[name] else None for name in PATTERNS}


def _kinds(query, before, cross):
    """The keys of each kind that a row has."""
    if cross or query > 0:
        yield "first", [0]
    if cross:
        return
    yield "diagonal", [query]
    yield "previous", [query - 1] if query > 0 else []
    every, at = [], before[query]
    while at >= 0:
        every.append(at)
        at = before[at]
    yield "duplicate", every
    yield "induction", next(([at + 1] for at in every if at + 1 < query), [])


def _same(state):
    """What equal tokens share: their numbers in the vocabulary, or else their texts."""
    shown = layer_of(state.spec, state.layer)
    return shown.get("token_info", {}).get("ids") or state.inputs["tokens"]


def _earlier(same):
    """Of each token the last one before it that is the same, or −1."""
    last, found = {}, []
    for at, token in enumerate(same):
        found.append(last.get(token, -1))
        last[token] = at
    return found
