"""What differs between two states, in the order of computation; the same words as in TypeScript."""

from decimal import ROUND_HALF_UP, Context, Decimal
from typing import NamedTuple

from ._arrays import is_array, rows_of
from ._attend import matmul, positioned, rotate_positions
from ._format import resolve
from ._layers import layer_of
from ._messages import number_text, quoted, units_of
from ._same import same_value
from ._unknown import in_order

_STAGES = (
    "biases",
    "norms",
    "n_heads",
    "n_kv_heads",
    "mask",
    "mask_at",
    "scale",
    "bias",
    "softcap",
    "sinks",
    "temperature",
    "softmax",
    "positions",
    "position_offset",
    "residual",
    "key_tokens",
)
_LONGEST = 60
_FOUR_DIGITS = Context(prec=4, rounding=ROUND_HALF_UP)


class Change(NamedTuple):
    """Something that is not as it was."""

    field: str
    of: str | None  # the token or the entries meant
    before: str | None  # short values, or None where they are too long to be told
    after: str | None


def changes_between(sent, now):
    """All changes from one spec to another, in the order of computation; of a model layer by layer."""
    before, after = (len(spec.get("layers", ())) for spec in (sent, now))
    if before != after or not after:
        old, new = (layer_of(spec, _shown(spec)) for spec in (sent, now))
        count = [] if before == after else [_change("layers", None, _told(before), _told(after))]
        return [*count, *_of_layer(old, new)]
    return [
        change._replace(field=f"layers[{i}].{change.field}")
        for i in range(after)
        for change in _of_layer(layer_of(sent, i), layer_of(now, i))
    ]


def _shown(spec):
    return int(spec.get("view", {}).get("layer", 0))


def _of_layer(sent, now):
    before, after = resolve(sent), resolve(now)
    return [
        *_of_tokens(before, after),
        *_of_recorded(before, after),
        *_of_projections(before["projections"], after["projections"]),
        *_of_stages(sent, now),
        *_of_overrides(after),
    ]


def _of_tokens(before, after):
    words = _whole("tokens", " ".join(before["tokens"]), " ".join(after["tokens"]))
    yield from words
    if words:
        return
    none = [[]] * len(after["tokens"])  # are known of what was recorded
    yield from _of_rows(
        "embeddings", before["embeddings"] or none, after["embeddings"] or none, after["tokens"]
    )


def _of_rows(field, before, after, names):
    for r, row in enumerate(after):
        old = before[r] if r < len(before) else None
        if not same_value(old, row):
            yield _change(field, names[r], _told(old), _told(row))


def _of_recorded(before, after):
    """Heads that were recorded, each with the rows that are others; of another number of them no more is told."""
    for name in ("query", "key", "value", "weights"):
        old, new = before["recorded"].get(name, []), after["recorded"].get(name, [])
        if len(old) != len(new):
            yield Change(name, None, None, None)
            continue
        asks = name in ("query", "weights") or after["key_tokens"] is None
        names = after["tokens"] if asks else after["key_tokens"]
        for h, matrix in enumerate(new):
            yield from _of_rows(f"{name}[{h}]", old[h], matrix, names)


def _of_projections(before, after):
    for name in ("query", "key", "value", "output"):
        if not same_value(before.get(name), after.get(name)):
            yield Change(f"projections.{name}", None, None, None)


def _of_stages(sent, now):
    for name in _STAGES:
        before, after = _read(sent.get(name)), _read(now.get(name))
        if not same_value(before, after):
            yield from _whole(name, _told(before), _told(after))


def _read(value):
    """Rows of what came as bytes."""
    return rows_of(value) if is_array(value) else value


def _of_overrides(after):
    for score in after["overrides"]:
        query, key = score["query"], score["key"]
        of = f"{after['tokens'][query]} → {(after['key_tokens'] or after['tokens'])[key]}"
        before = _score_of(after, score["head"], query, key)
        yield _change("overrides.scores", of, _told(before), _told(score["value"]))


def _score_of(inputs, head, query, key):
    """The score that was there before one was set by hand."""
    w, group = inputs["projections"], head // (inputs["n_heads"] // inputs["n_kv_heads"])
    if inputs["recorded"]:
        own, other = inputs["recorded"]["query"][head], inputs["recorded"]["key"][group]
        return _dot(own[query], other[key])
    q = _projected(inputs["embeddings"], query, w["query"], head, inputs["n_heads"], inputs)
    k = _projected(inputs["key_embeddings"], key, w["key"], group, inputs["n_kv_heads"], inputs)
    return _dot(q, k)


def _dot(q, k):
    return matmul([q], [[entry] for entry in k])[0][0]  # [1, d_k] × [d_k, 1] → [1, 1]


def _projected(embeddings, place, matrix, head, n_heads, inputs):
    """One query or key: [d_model] × [d_model, d_k] → [d_k]."""
    moved = inputs | {"position_offset": inputs["position_offset"] + place}
    (x,) = positioned(embeddings[place : place + 1], moved)
    width = len(matrix[0]) // n_heads
    columns = [row[head * width : (head + 1) * width] for row in matrix]
    vector = matmul([x], columns)[0]
    is_turned = inputs["positions"] == "rope"
    turned = rotate_positions([vector], moved["position_offset"], inputs["rope"])
    return turned[0] if is_turned else vector


def _whole(field, before, after):
    """What is told alike counts as the same, unless it is too long to be told."""
    return [] if before is not None and before == after else [_change(field, None, before, after)]


def _change(field, of, before, after):
    short = [
        text if text is None or units_of(text) <= _LONGEST else None for text in (before, after)
    ]
    return Change(field, of, *short)


# -- values in few words, as JavaScript writes them ------------------------------------------


def _told(value):
    """A value in few words, rounded; None where it is a long list."""
    if value is None:
        return "–"
    if isinstance(value, list) and len(value) > _LONGEST / 2:
        return None
    return _json(_in_fields(value) if isinstance(value, dict) else value)


def _in_fields(mask):
    """The parts of a mask in the order of the description, then what is not known of it."""
    known = {name: mask[name] for name in ("causal", "window", "padding") if name in mask}
    unknown = {name: mask[name] for name in in_order(mask) if name not in known}
    return known | ({"unknown": unknown} if unknown else {})


def _json(value):
    if isinstance(value, dict):
        return f"{{{','.join(f'{_quoted(name)}:{_json(part)}' for name, part in value.items())}}}"
    if isinstance(value, list):
        return f"[{','.join(map(_json, value))}]"
    if isinstance(value, str):
        return _quoted(value)
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return number_text(_FOUR_DIGITS.create_decimal(Decimal(float(value))))


def _quoted(text):
    return quoted(text, units_of(text))
