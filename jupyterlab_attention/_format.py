"""Reading payloads of the format ``attention``, version 1; the rules are those of docs/format.md."""

import math

from . import _fit
from ._arrays import floats, is_array, is_matrix, numpy_of, rows_of, shape_of
from ._description import DESCRIPTION, LIMITS
from ._layers import shown_layer
from ._lesson import check_lesson
from ._messages import NOTHING, Problem, Report, describe, number_text, tell, wanted
from ._read import Context, read_fields
from ._scalars import is_whole
from ._sizes import d_model_of
from ._words import VOCABULARY_DIMENSIONS, embed_word, tokenize

MIME_TYPE = "application/vnd.attention.v1+json"

__all__ = ["LIMITS", "MIME_TYPE", "Problem", "check", "heads_of", "resolve", "tokens_of", "work_of"]


def check(payload, description=DESCRIPTION):
    """All problems and warnings of a payload.

    Returns
    -------
    problems, warnings : list of Problem
    """
    report = Report()
    if not isinstance(payload, dict):
        report.problem("$", tell("notObject", found=describe(payload)))
    elif _check_version(payload, report):
        at = Context(description, report, lambda fields: _check_within(fields, description))
        spec = read_fields(description, payload, "$", at)
        _fit.check_fit(spec, report, description)
        if "lesson" in description["properties"]:
            check_lesson(payload.get("lesson"), report)
        if not report.problems:
            _fit.check_closed_in(spec, report, description)
    return report.problems, report.warnings


def _check_within(fields, description):
    """The same of the fields of a payload within a lesson, which holds no lesson of its own."""
    properties = {k: part for k, part in description["properties"].items() if k != "lesson"}
    payload = {"format": "attention", "version": 1, **fields}
    return check(payload, description | {"properties": properties})


def _check_version(payload, report):
    """False where the payload is of a version that cannot be looked into."""
    name, version = payload.get("format", NOTHING), payload.get("version", NOTHING)
    right = isinstance(name, str) and name == "attention"
    if right and is_whole(version) and version > 1:
        report.problem("$.version", tell("newer", found=number_text(version)))
        return False
    if not right:
        report.problem("$.format", wanted(name, '"attention"'))
    if not (is_whole(version) and version == 1):
        report.problem("$.version", wanted(version, "the whole number 1"))
    return True


def tokens_of(payload):
    """The tokens that ask, of a payload without problems."""
    return payload.get("tokens") or tokenize(payload["sentence"])


def work_of(payload):
    """Multiplications of the largest product of a payload without problems, of the layer that is shown."""
    layer = shown_layer(payload)
    n = len(tokens_of(layer))
    m = len(layer.get("key_tokens") or ()) or n
    return _fit.work_of(n, m, _d_model(layer), layer, heads_of(layer))


def heads_of(layer):
    """How many heads a layer without problems has."""
    recorded = layer.get("query") or layer.get("weights")
    return int(layer.get("n_heads") or (shape_of(recorded)[0] if recorded else 1))


def is_recorded(layer):
    """Whether a layer was recorded, as queries and keys or as weights alone."""
    return "query" in layer or "weights" in layer


def resolve(payload, matrix=None):
    """A payload without problems, with everything filled in that it leaves out; of layers the one shown.

    ``matrix`` makes what is computed with of rows, as lists or as an array: lists unless given.
    """
    matrix = matrix or _rows
    payload = shown_layer(payload)
    tokens, key_tokens = tokens_of(payload), payload.get("key_tokens")
    projections = payload.get("projections") or ({} if is_recorded(payload) else _EXAMPLE)
    mask, positions, scale = (payload.get(name) for name in ("mask", "positions", "scale"))
    if isinstance(mask, dict) and "window" in mask and not is_array(mask):
        mask = mask | {"window": int(mask["window"])}
    n_heads = heads_of(payload)
    kv_heads = shape_of(payload["key"])[0] if "key" in payload else n_heads
    return {
        "tokens": tokens,
        "key_tokens": key_tokens,
        **_embeddings_of(payload, tokens, key_tokens, matrix),
        "recorded": {k: _matrices(payload[k], matrix) for k in _RECORDED if k in payload},
        "projections": {
            name: matrix(projections[name])
            for name in DESCRIPTION["properties"]["projections"]["properties"]
            if name in projections
        },
        "n_heads": n_heads,
        "n_kv_heads": int(payload.get("n_kv_heads", kv_heads)),
        "mask": matrix(mask) if is_matrix(mask) else mask,
        "mask_at": payload.get("mask_at", "scores"),
        "scale": None if scale is None else float(scale),
        "temperature": float(payload.get("temperature", 1)),
        "softmax": payload.get("softmax", "stable"),
        **_positions_of(positions, matrix),
        "biases": {k: floats(v) for k, v in payload.get("biases", {}).items() if k in _BIASES},
        "norms": {k: _norm(v) for k, v in payload.get("norms", {}).items() if k in _NORMS},
        "bias": None if payload.get("bias") is None else _matrices(payload["bias"], matrix),
        "softcap": None if payload.get("softcap") is None else float(payload["softcap"]),
        "sinks": None if payload.get("sinks") is None else floats(payload["sinks"]),
        "position_offset": int(payload.get("position_offset", 0)),
        "residual": payload.get("residual", False),
        "overrides": [_placed(score) for score in payload.get("overrides", {}).get("scores", [])],
    }


_RECORDED = ("query", "key", "value", "weights")


def _embeddings_of(payload, tokens, key_tokens, matrix):
    """The vectors of the tokens that ask and that answer; None of a layer that was recorded."""
    if is_recorded(payload):
        return {"embeddings": None, "key_embeddings": None}
    d_model = _d_model(payload)
    found = matrix(payload.get("embeddings") or _embedded(tokens, d_model))
    keys = found
    if key_tokens is not None:
        keys = matrix(payload.get("key_embeddings") or _embedded(key_tokens, d_model))
    return {"embeddings": found, "key_embeddings": keys}


def _positions_of(positions, matrix):
    """How the order is told, and how rotary positions turn where that is said."""
    if not isinstance(positions, dict) or is_array(positions):
        return {"positions": matrix(positions) if is_matrix(positions) else positions, "rope": None}
    rope = dict(positions["rope"])
    if "frequencies" in rope:
        rope["frequencies"] = floats(rope["frequencies"])
    return {"positions": "rope", "rope": rope}


def _norm(said):
    return {
        "weight": floats(said["weight"]),
        "eps": float(said.get("eps", 1e-6)),
        "over": said.get("over", "head"),
    }


def _matrices(value, matrix):
    """Matrices one after the other, as lists or as an array."""
    if not is_array(value):
        return [matrix(each) for each in value]
    if matrix is numpy_of:
        return list(numpy_of(value))
    count, rows, _ = shape_of(value)
    flat = rows_of(value)
    return [matrix(flat[start : start + rows]) for start in range(0, count * rows, rows)]


def _placed(score):
    """A score set by hand, its places as whole numbers whatever they came as."""
    return score | {axis: int(score[axis]) for axis in ("head", "query", "key")}


def _embedded(tokens, d_model):
    return [embed_word(token, d_model) for token in tokens]


def _rows(matrix):
    """Lists of floats, or of booleans."""
    rows = rows_of(matrix)
    if is_array(matrix) or isinstance(rows[0][0], bool):
        return rows
    return [list(map(float, row)) for row in rows]


def _rotation(degrees):
    angle = math.radians(degrees)
    return [[math.cos(angle), math.sin(angle)], [-math.sin(angle), math.cos(angle)]]


_BIASES = tuple(DESCRIPTION["properties"]["biases"]["properties"])
_NORMS = tuple(DESCRIPTION["properties"]["norms"]["properties"])
_EXAMPLE = {"query": _rotation(-30), "key": _rotation(-45), "value": _rotation(-60)}


def _d_model(payload):
    return d_model_of(payload) or VOCABULARY_DIMENSIONS
