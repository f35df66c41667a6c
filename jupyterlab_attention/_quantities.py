"""What statements are about: the quantities of a state; the same as in TypeScript."""

import math

from ._patterns import PATTERNS, patterns_of
from ._rolled import rolled_out


def quantity_of(state, quantity):
    """What a quantity is in a state, or None where the state has none, as of a word that is not there.

    A number, or a text such as ``causal``; the entropy in bits.
    """
    about = quantity["about"]
    return _SETTINGS[about](state) if about in _SETTINGS else _number_of(state, quantity)


def _positions(state):
    positions = state.inputs["positions"]
    if positions is None or isinstance(positions, str):
        return positions or "none"
    return "learned"


def _mask_name(state):
    """A mask by what it does, however it was made."""
    n, m = len(state.inputs["tokens"]), len(state.key_tokens)
    mask = state.mask
    if mask is None or all(all(row) for row in mask):
        return "none"
    causal = n == m and all(
        all(row[: i + 1]) and not any(row[i + 1 :]) for i, row in enumerate(mask)
    )
    return "causal" if causal else "drawn"


def _d_model(state):
    """None of what was recorded."""
    embeddings = state.inputs["embeddings"]
    return None if embeddings is None else len(embeddings[0])


# Quantities of the whole layer.
_SETTINGS = {
    "n_tokens": lambda state: len(state.inputs["tokens"]),
    "n_heads": lambda state: state.inputs["n_heads"],
    "n_kv_heads": lambda state: state.inputs["n_kv_heads"],
    "d_model": _d_model,
    "mask": _mask_name,
    "mask_at": lambda state: state.inputs["mask_at"],
    "scale": lambda state: state.trace.get("scale"),
    "temperature": lambda state: state.inputs["temperature"],
    "softmax": lambda state: state.inputs["softmax"],
    "positions": _positions,
    "residual": lambda state: "on" if state.inputs["residual"] else "off",
    "asking": lambda state: state.inputs["tokens"][state.query],
}


def _number_of(state, quantity):
    about, at = quantity["about"], quantity.get("head", state.head)
    query = _place_of(state.inputs["tokens"], quantity.get("query", state.query))
    key = _place_of(state.key_tokens, quantity["key"]) if "key" in quantity else None
    if at >= state.inputs["n_heads"] or query is None:
        return None
    head = state.trace["heads"][int(at)]
    if about in _OF_ROWS:
        return _OF_ROWS[about](head["weights"][query])
    if about == "guess":
        return _guess_of(state, at, query)
    if about in PATTERNS:
        return patterns_of(state, int(at))[about]
    if about == "rollout":
        row = None if key is None else rolled_out(state, query)
        return None if row is None else row[key]
    if about in _CELLS:
        return None if key is None or about not in head else _finite(head[about][query][key])
    if about in ("key", "value"):
        found = head.get(about)
        return None if key is None or found is None else _part(found[key], quantity)
    vectors = head.get("query") if about == "query" else state.trace.get(_VECTORS.get(about, about))
    if vectors is None:
        return None
    if about == "output_change":
        return _change_of(vectors[query], state.begun, query)
    return _part(vectors[query], quantity)


_VECTORS = {"output_change": "output"}


def _change_of(vector, begun, query):
    """How far a vector is from what it was, as a part of the length that it had; None where that cannot be said."""
    start = begun and begun()
    rows = start and start.trace.get("output")
    before = rows[query] if rows is not None and query < len(rows) else ()
    if len(before) == 0 or len(before) != len(vector):
        return None
    moved = [float(now) - float(was) for was, now in zip(before, vector, strict=True)]
    length = math.hypot(*map(float, before))
    return _finite(math.hypot(*moved) / length) if length else None


_CELLS = ("scores", "scaled_scores", "masked_scores", "weights")


def _sum(row):
    """From the first on, so that it is the same in every language."""
    total = 0.0
    for entry in row:
        total += float(entry)
    return total


def entropy(row):
    """The entropy of a row, in bits, of its weights as shares of their sum; 0 where they are all 0."""
    total = _sum(row)
    if total == 0:
        return 0.0
    shares = [float(weight) / total for weight in row]
    return _sum(0.0 if share == 0 else -share * _log2(share) for share in shares)


def _log2(share):
    return math.log2(share) if share > 0 else math.nan


_OF_ROWS = {"sum": _sum, "entropy": entropy}


def _guess_of(state, head, query):
    """What was guessed last of a row, by its word, once it has been revealed."""
    for made in reversed(state.predictions):
        if made["head"] == head and made["query"] == query and "truth" in made:
            guess = made["guess"]
            if isinstance(guess, list):
                return "a place"
            return state.key_tokens[int(guess)] if guess < len(state.key_tokens) else None
    return None


def _place_of(tokens, place):
    """The place of a word by its text, the first such, or by its place."""
    if isinstance(place, str):
        return tokens.index(place) if place in tokens else None
    return int(place) if 0 <= place < len(tokens) else None


def _part(vector, quantity):
    """One entry of a vector, or its length; None where it was not recorded."""
    if len(vector) == 0:
        return None
    if "dimension" not in quantity:
        return math.hypot(*map(float, vector))
    dimension = int(quantity["dimension"])
    return _finite(vector[dimension - 1]) if dimension <= len(vector) else None


def _finite(value):
    """A number where it is one: a score that is masked is None, or hidden in an array of NumPy."""
    if value is None or not isinstance(value, (int, float)):
        return None
    return float(value) if math.isfinite(value) else None
