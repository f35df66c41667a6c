"""Reading payloads of the format ``attention``, version 1; the rules are those of docs/format.md."""

import json
import math
from typing import NamedTuple

from ._arrays import (
    ARRAY_FIELDS,
    NUMBERS,
    array_problems,
    is_array,
    is_matrix,
    rows_of,
    shape_of,
    wrong_entries,
)
from ._words import VOCABULARY_DIMENSIONS, embed_word, tokenize

MIME_TYPE = "application/vnd.attention.v1+json"
LIMITS = {
    "sentence": 100_000,
    "tokens": 8_192,
    "token": 10_000,
    "dimensions": 16_384,
    "heads": 64,
    "weights": 268_435_456,
    "offset": 1_000_000,
    "numbers": 16_777_216,
    "multiplications": 100_000_000_000,
    "problems": 10,
}
FIELDS = [
    "format",
    "version",
    "sentence",
    "tokens",
    "embeddings",
    "projections",
    "n_heads",
    "n_kv_heads",
    "mask",
    "mask_at",
    "scale",
    "temperature",
    "softmax",
    "positions",
    "position_offset",
    "residual",
    "overrides",
    "key_tokens",
    "key_embeddings",
    "view",
]
POSITIONS = ["sinusoidal", "rope", "alibi"]
STAGES = ["scores", "scaled_scores", "masked_scores", "weights"]
LAYERS = ["embeddings", "query", "key", "value", "output"]
PANES = ["steps", "plane", "matrix", "outputs", "table", "detail", "laboratory", "notes"]


_NULLABLE = ("mask", "scale", "positions")

GEOMETRY = ["levels", "hull", "norms"]
STEPS = [
    "embed",
    "project",
    "dot_products",
    "scale",
    "mask",
    "exponentiate",
    "normalise",
    "weigh",
    "sum",
    "concatenate",
    "mix",
    "residual",
]
VIEW = [
    "query",
    "head",
    "stage",
    "layers",
    "precise",
    "panes",
    "geometry",
    "step",
    "step_rows",
    "covered",
    "predictions",
    "window",
]


class Problem(NamedTuple):
    """Something that cannot be used: where, as a JSON path, and what to do about it."""

    path: str
    message: str


def check(payload):
    """All problems and warnings of a payload.

    Returns
    -------
    problems, warnings : list of Problem
    """
    reader = _Reader()
    reader.read(payload)
    return reader.problems, reader.warnings


def tokens_of(payload):
    """The tokens that ask, of a payload without problems."""
    return payload.get("tokens") or tokenize(payload["sentence"])


def work_of(payload):
    """Multiplications of the largest product of a payload without problems."""
    n = len(tokens_of(payload))
    m = len(payload.get("key_tokens") or ()) or n
    w = payload.get("projections") or {}
    return _work(n, m, _d_model(payload), w)


def resolve(payload, matrix=None):
    """A payload without problems, with everything filled in that it leaves out.

    ``matrix`` makes what is computed with of rows, as lists or as an array: lists unless given.
    """
    matrix = matrix or _rows
    tokens = tokens_of(payload)
    d_model = _d_model(payload)
    key_tokens = payload.get("key_tokens")
    embeddings = payload.get("embeddings") or [embed_word(token, d_model) for token in tokens]
    key_embeddings = embeddings
    if key_tokens is not None:
        key_embeddings = payload.get("key_embeddings") or [
            embed_word(token, d_model) for token in key_tokens
        ]
    projections = payload.get("projections") or {
        "query": _rotation(-30),
        "key": _rotation(-45),
        "value": _rotation(-60),
    }
    scale, positions, mask = (payload.get(name) for name in ("scale", "positions", "mask"))
    embeddings = matrix(embeddings)
    return {
        "tokens": tokens,
        "key_tokens": key_tokens,
        "embeddings": embeddings,
        "key_embeddings": embeddings if key_tokens is None else matrix(key_embeddings),
        "projections": {
            name: matrix(rows)
            for name, rows in projections.items()
            if name in ("query", "key", "value", "output")
        },
        "n_heads": payload.get("n_heads", 1),
        "n_kv_heads": payload.get("n_kv_heads", payload.get("n_heads", 1)),
        "mask": matrix(mask) if is_matrix(mask) else mask,
        "mask_at": payload.get("mask_at", "scores"),
        "scale": None if scale is None else float(scale),
        "temperature": float(payload.get("temperature", 1)),
        "softmax": payload.get("softmax", "stable"),
        "positions": matrix(positions) if is_matrix(positions) else positions,
        "position_offset": payload.get("position_offset", 0),
        "residual": payload.get("residual", False),
        "overrides": payload.get("overrides", {}).get("scores", []),
    }


def _rows(matrix):
    """Lists of floats, or of booleans."""
    rows = rows_of(matrix)
    if is_array(matrix) or isinstance(rows[0][0], bool):
        return rows
    return [list(map(float, row)) for row in rows]


def _work(n, m, d_model, w):
    columns = max(shape_of(w[name])[1] if name in w else 2 for name in ("query", "value"))
    return max(max(n, m) * (d_model or 0) * columns, n * m * columns)


def _rotation(degrees):
    angle = math.radians(degrees)
    return [[math.cos(angle), math.sin(angle)], [-math.sin(angle), math.cos(angle)]]


def _d_model(payload):
    for field in ("embeddings", "key_embeddings"):
        if payload.get(field):
            return shape_of(payload[field])[1]
    query = (payload.get("projections") or {}).get("query")
    return shape_of(query)[0] if query else VOCABULARY_DIMENSIONS


def _is_number(value):
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return False
    try:
        return math.isfinite(float(value))
    except OverflowError:
        return False


def _all_finite(row):
    """Whether all of a row are finite numbers, found at the speed of C; False where in doubt."""
    try:
        return set(map(type, row)) <= {int, float} and all(map(math.isfinite, row))
    except OverflowError:
        return False


def _is_whole(value, least):
    return _is_number(value) and value == int(value) and value >= least


def _describe(value):
    if isinstance(value, str):
        return f"the text {json.dumps(value[:40] + ('…' if len(value) > 40 else ''), ensure_ascii=False)}"
    if isinstance(value, list):
        return f"a list of {len(value)}" if value else "an empty list"
    if isinstance(value, dict):
        return "an object"
    return (
        {None: "null", True: "true", False: "false"}.get(value, str(value))
        if not isinstance(value, float)
        else str(value)
    )


class _Reader:
    def __init__(self):
        self.problems = []
        self.warnings = []

    def read(self, payload):
        if not isinstance(payload, dict):
            self.problem("$", f"Found {_describe(payload)}; wanted an object.")
            return
        version = payload.get("version")
        if payload.get("format") == "attention" and _is_whole(version, 2):
            self.problem(
                "$.version",
                f"This payload is of version {version}, newer than version 1, "
                "which is read here. Update jupyterlab-attention to see it.",
            )
            return
        if payload.get("format") != "attention":
            self.wanted("$.format", payload.get("format"), '"attention"')
        if isinstance(version, bool) or version != 1:
            self.wanted("$.version", version, "the whole number 1")
        self.unknown(payload, FIELDS, "$")
        spec = self.fields(payload)
        self.fit(spec)

    def fields(self, payload):
        readers = {
            "sentence": self.text,
            "tokens": self.tokens,
            "embeddings": self.matrix,
            "projections": self.projections,
            "n_heads": lambda value, path: self.whole(value, path, 1),
            "n_kv_heads": lambda value, path: self.whole(value, path, 1),
            "mask": self.mask,
            "mask_at": lambda value, path: self.one_of(value, path, ["scores", "weights"]),
            "scale": self.number,
            "temperature": self.positive,
            "softmax": lambda value, path: self.one_of(value, path, ["stable", "naive"]),
            "positions": self.positions,
            "position_offset": self.offset,
            "residual": self.boolean,
            "overrides": self.overrides,
            "key_tokens": self.tokens,
            "key_embeddings": self.matrix,
            "view": self.view,
        }
        spec = {}
        for name, read in readers.items():
            if name in payload and not (payload[name] is None and name in _NULLABLE):
                path = f"$.{name}"
                read(payload[name], path)
                if self.fine(path) or name == "projections" and isinstance(payload[name], dict):
                    spec[name] = payload[name]
        return spec

    # -- one field alone ---------------------------------------------------------------------

    def text(self, value, path):
        if not isinstance(value, str):
            self.wanted(path, value, "a text")
        else:
            self.limit(path, "characters", _units(value), LIMITS["sentence"])

    def tokens(self, value, path):
        if not isinstance(value, list):
            self.wanted(path, value, "a list of texts")
        elif not value:
            self.problem(path, "Nothing is in it; wanted at least one token.")
        elif self.limit(path, "tokens", len(value), LIMITS["tokens"]):
            self.some(path, self.token_problems(value, path))

    def token_problems(self, tokens, path):
        for t, token in enumerate(tokens):
            if not isinstance(token, str):
                yield Problem(f"{path}[{t}]", f"Found {_describe(token)}; wanted a text.")
            elif _units(token) > LIMITS["token"]:
                yield Problem(
                    f"{path}[{t}]",
                    _too_many("characters", _units(token), LIMITS["token"]),
                )

    def matrix(self, value, path, entry="number"):
        if is_array(value):
            self.array(value, path, NUMBERS if entry == "number" else ("bool",))
        elif not isinstance(value, list):
            wanted = f"a list of rows of {entry}s, or an object of dtype, shape and data"
            self.wanted(path, value, wanted)
        elif not value:
            self.problem(path, "Nothing is in it; wanted at least one row.")
        elif self.limit(
            path,
            "entries",
            sum(len(row) if isinstance(row, list) else 1 for row in value),
            LIMITS["numbers"],
        ):
            self.some(path, self.row_problems(value, path, entry))

    def array(self, value, path, dtypes):
        self.unknown(value, ARRAY_FIELDS, path)
        found = array_problems(value, dtypes, LIMITS["numbers"])
        self.problems += [Problem(path + part, message) for part, message in found]
        if not found:
            wanted = "0 or 1" if dtypes == ("bool",) else "a finite number"
            self.some(
                path,
                (
                    Problem(f"{path}[{r}][{c}]", f"Found {entry}; wanted {wanted}.")
                    for r, c, entry in wrong_entries(value)
                ),
            )

    def row_problems(self, rows, path, entry):
        right, wanted = (
            (_is_number, "a finite number")
            if entry == "number"
            else (lambda value: isinstance(value, bool), "true or false")
        )
        width = len(rows[0]) if isinstance(rows[0], list) else None
        for r, row in enumerate(rows):
            at = f"{path}[{r}]"
            if not isinstance(row, list):
                yield Problem(at, f"Found {_describe(row)}; wanted a list of {entry}s.")
            elif not row and r == 0:
                yield Problem(at, f"Nothing is in it; wanted at least one {entry}.")
            elif width is not None and len(row) != width:
                yield Problem(
                    at, f"This row has {len(row)} entries; wanted {width}, as in the first."
                )
            elif not (entry == "number" and _all_finite(row)):
                for c, value in enumerate(row):
                    if not right(value):
                        yield Problem(f"{at}[{c}]", f"Found {_describe(value)}; wanted {wanted}.")

    def projections(self, value, path):
        if not isinstance(value, dict):
            self.wanted(path, value, "an object of query, key and value")
            return
        for name in ("query", "key", "value", "output"):
            if name in value:
                self.matrix(value[name], f"{path}.{name}")
            elif name != "output":
                self.problem(
                    f"{path}.{name}", "This is missing; query, key and value belong together."
                )
        self.unknown(value, ("query", "key", "value", "output"), path)

    def mask(self, value, path):
        if value == "causal":
            return
        if isinstance(value, dict) and not is_array(value):
            self.mask_parts(value, path)
        elif not is_matrix(value):
            self.wanted(
                path,
                value,
                'null, "causal", rows of booleans (true = may attend) '
                "or an object of causal, window and padding",
            )
        else:
            self.matrix(value, path, "boolean")

    def mask_parts(self, value, path):
        self.unknown(value, ("causal", "window", "padding"), path)
        if "causal" in value:
            self.boolean(value["causal"], f"{path}.causal")
        if "window" in value:
            self.whole(value["window"], f"{path}.window", 1)
        padding = value.get("padding", [])
        if not isinstance(padding, list):
            self.wanted(f"{path}.padding", padding, "a list of booleans, one for each key")
        else:
            for i, present in enumerate(padding[: LIMITS["tokens"]]):
                self.boolean(present, f"{path}.padding[{i}]")

    def positions(self, value, path):
        if is_matrix(value):
            self.matrix(value, path)
        elif value not in POSITIONS:
            schemes = ", ".join(POSITIONS)
            self.wanted(path, value, f"one of {schemes}, or a row of numbers for each position")

    def offset(self, value, path):
        most = LIMITS["offset"]
        if not _is_whole(value, -most) or value > most:
            self.wanted(path, value, f"a whole number, from {-most} to {most}")

    def overrides(self, value, path):
        if not isinstance(value, dict):
            self.wanted(path, value, 'an object such as {"scores": […]}')
            return
        self.unknown(value, ("scores",), path)
        scores = value.get("scores", [])
        if not isinstance(scores, list):
            self.wanted(f"{path}.scores", scores, 'a list of {"head", "query", "key", "value"}')
            return
        for i, override in enumerate(scores[: LIMITS["tokens"]]):
            at = f"{path}.scores[{i}]"
            if not isinstance(override, dict):
                self.wanted(at, override, "an object of head, query, key and value")
                continue
            self.unknown(override, ("head", "query", "key", "value"), at)
            for part in ("head", "query", "key"):
                self.whole(override.get(part), f"{at}.{part}", 0)
            self.number(override.get("value"), f"{at}.value")

    def number(self, value, path):
        if not _is_number(value):
            self.wanted(path, value, "a finite number")

    def positive(self, value, path):
        if not _is_number(value) or value <= 0:
            self.wanted(path, value, "a finite number above 0")

    def boolean(self, value, path):
        if not isinstance(value, bool):
            self.wanted(path, value, "true or false")

    def one_of(self, value, path, choices):
        if value not in choices:
            self.wanted(path, value, f"one of {', '.join(choices)}")

    def whole(self, value, path, least):
        if not _is_whole(value, least):
            self.wanted(path, value, f"a whole number, {least} or more")

    def view(self, value, path):
        if not isinstance(value, dict):
            self.wanted(path, value, "an object")
            return
        self.unknown(value, VIEW, path)
        for name in ("query", "head"):
            if name in value:
                self.whole(value[name], f"{path}.{name}", 0)
        if "stage" in value and value["stage"] not in STAGES:
            self.wanted(f"{path}.stage", value["stage"], f"one of {', '.join(STAGES)}")
        self.names(value.get("layers", []), f"{path}.layers", LAYERS)
        self.names(value.get("panes", []), f"{path}.panes", PANES)
        self.names(value.get("covered", []), f"{path}.covered", PANES)
        self.names(value.get("geometry", []), f"{path}.geometry", GEOMETRY)
        if "step" in value:
            self.one_of(value["step"], f"{path}.step", STEPS)
        if "step_rows" in value:
            self.one_of(value["step_rows"], f"{path}.step_rows", ["one", "all"])
        self.predictions(value.get("predictions", []), f"{path}.predictions")
        if "window" in value:
            self.window(value["window"], f"{path}.window")
        if "precise" in value and not isinstance(value["precise"], bool):
            self.wanted(f"{path}.precise", value["precise"], "true or false")

    def window(self, value, path):
        if not isinstance(value, dict):
            self.wanted(path, value, 'an object such as {"query": […], "key": […]}')
            return
        self.unknown(value, ("query", "key"), path)
        for side, run in value.items():
            if side not in ("query", "key"):
                continue
            at = f"{path}.{side}"
            if not isinstance(run, list) or len(run) != 2:
                self.wanted(at, run, "a list of two whole numbers, the first token and how many")
                continue
            self.whole(run[0], f"{at}[0]", 0)
            self.whole(run[1], f"{at}[1]", 1)

    def predictions(self, value, path):
        if not isinstance(value, list):
            self.wanted(path, value, "a list of predictions")
            return
        for i, prediction in enumerate(value[: LIMITS["tokens"]]):
            at = f"{path}[{i}]"
            if not isinstance(prediction, dict):
                self.wanted(at, prediction, "an object of question, head, query and guess")
                continue
            self.unknown(prediction, ("question", "head", "query", "guess", "truth"), at)
            self.one_of(prediction.get("question"), f"{at}.question", ["most", "output"])
            for part in ("head", "query"):
                self.whole(prediction.get(part), f"{at}.{part}", 0)
            for part in ("guess", "truth") if "truth" in prediction else ("guess",):
                self.answer(prediction.get("question"), prediction.get(part), f"{at}.{part}")

    def answer(self, question, value, path):
        if question == "most":
            self.whole(value, path, 0)
        elif not isinstance(value, list):
            self.wanted(path, value, "a list of two numbers")
        else:
            for i, part in enumerate(value):
                self.number(part, f"{path}[{i}]")

    def names(self, value, path, known):
        if not isinstance(value, list):
            self.wanted(path, value, f"a list of {', '.join(known)}")
            return
        for i, name in enumerate(value):
            if name not in known:
                self.wanted(f"{path}[{i}]", name, f"one of {', '.join(known)}")

    # -- fields together ---------------------------------------------------------------------

    def fit(self, spec):
        n = self.count_tokens(spec)
        key_tokens = spec.get("key_tokens")
        m = len(key_tokens) if key_tokens else n if self.fine("$.key_tokens") else None
        heads = spec.get("n_heads", 1)
        if heads > LIMITS["heads"]:
            self.limit("$.n_heads", "heads", heads, LIMITS["heads"])
        kv_heads = spec.get("n_kv_heads", heads)
        if self.fine("$.n_heads") and heads % kv_heads:
            self.problem("$.n_kv_heads", f"Found {kv_heads}; wanted a divisor of n_heads, {heads}.")
        w = {
            name: matrix
            for name, matrix in (spec.get("projections") or {}).items()
            if self.fine(f"$.projections.{name}")
        }
        d_model = None
        if "embeddings" in spec or "key_embeddings" in spec:
            d_model = _d_model(spec)
        elif "query" in w:
            d_model = shape_of(w["query"])[0]
        elif self.fine("$.projections"):
            d_model = VOCABULARY_DIMENSIONS
        self.fit_embeddings(spec, n, d_model)
        self.fit_projections(spec, w, d_model, heads, kv_heads)
        self.fit_mask(spec, n, m)
        self.fit_positions(spec, n, m, d_model, heads, w)
        self.fit_residual(spec, d_model, heads, kv_heads, w)
        self.fit_overrides(spec, n, m, heads)
        self.fit_work(spec, n, m, d_model, heads, w)
        self.fit_view(spec, n, m, heads)

    def count_tokens(self, spec):
        if "sentence" in spec and "tokens" in spec:
            self.problem("$", "Both sentence and tokens are given; wanted one of them.")
            return None
        if "sentence" not in spec:
            if "tokens" not in spec and self.fine("$.sentence") and self.fine("$.tokens"):
                self.problem("$", "Neither sentence nor tokens is given; wanted one of them.")
            return len(spec["tokens"]) if "tokens" in spec else None
        words = tokenize(spec["sentence"])
        if not words:
            self.problem("$.sentence", "No word is in this sentence; wanted at least one.")
            return None
        if not self.limit("$.sentence", "words", len(words), LIMITS["tokens"]):
            return None
        self.limit("$.sentence", "characters in one word", max(map(_units, words)), LIMITS["token"])
        return len(words)

    def fit_embeddings(self, spec, n, d_model):
        for name in ("embeddings", "key_embeddings"):
            if name in spec:
                self.limit(f"$.{name}", "dimensions", shape_of(spec[name])[1], LIMITS["dimensions"])
        found = shape_of(spec["embeddings"])[0] if "embeddings" in spec else n
        if n is not None and found != n:
            self.problem(
                "$.embeddings",
                f"Found {found} rows; wanted {n}, one for each token.",
            )
        if "key_embeddings" not in spec:
            return
        rows, columns = shape_of(spec["key_embeddings"])
        if "key_tokens" not in spec:
            if self.fine("$.key_tokens"):
                self.problem("$.key_embeddings", "This is given without key_tokens; wanted both.")
        elif rows != len(spec["key_tokens"]):
            self.problem(
                "$.key_embeddings",
                f"Found {rows} rows; wanted {len(spec['key_tokens'])}, one for each key token.",
            )
        if d_model is not None and columns != d_model:
            self.problem("$.key_embeddings", f"Found {columns} columns; wanted {d_model}, d_model.")

    def fit_projections(self, spec, w, d_model, heads, kv_heads):
        if "projections" not in spec:
            if self.fine("$.projections") and d_model not in (None, VOCABULARY_DIMENSIONS):
                self.problem(
                    "$.projections",
                    "This is missing; the worked example's projections serve "
                    f"only embeddings of 2 dimensions, and these have {d_model}.",
                )
            elif self.fine("$.projections") and VOCABULARY_DIMENSIONS % heads:
                self.problem(
                    "$.n_heads", f"Found 2 columns; wanted a multiple of n_heads, {heads}."
                )
            if self.fine("$.projections") and self.fine("$.n_heads") and kv_heads != heads:
                self.problem(
                    "$.n_kv_heads",
                    "The worked example has a key and a value for each head; wanted projections "
                    "of your own whose key and value have n_kv_heads·d_k columns.",
                )
            return
        for name in ("query", "key", "value"):
            path = f"$.projections.{name}"
            if name not in w or not self.limit(
                path, "dimensions", shape_of(w[name])[1], LIMITS["dimensions"]
            ):
                continue
            if d_model is not None and shape_of(w[name])[0] != d_model:
                self.problem(
                    path,
                    f"Found {shape_of(w[name])[0]} rows; wanted {d_model}, one for each dimension "
                    "of the embeddings (d_model).",
                )
            if not (self.fine("$.n_heads") and self.fine("$.n_kv_heads")):
                continue
            runs = heads if name == "query" else kv_heads
            if shape_of(w[name])[1] % runs:
                field = "n_kv_heads" if name != "query" and "n_kv_heads" in spec else "n_heads"
                self.problem(
                    path,
                    f"Found {shape_of(w[name])[1]} columns; wanted a multiple of {field}, {runs}.",
                )
        if self.fine("$.n_heads") and self.fine("$.n_kv_heads"):
            self.fit_shared(w, d_model, heads, kv_heads)

    def fit_shared(self, w, d_model, heads, kv_heads):
        if "query" in w and "key" in w and shape_of(w["query"])[1] % heads == 0:
            found, wanted = shape_of(w["key"])[1], shape_of(w["query"])[1] // heads * kv_heads
            if found != wanted:
                why = (
                    "as in projections.query"
                    if heads == kv_heads
                    else "n_kv_heads times d_k of projections.query"
                )
                self.problem("$.projections.key", f"Found {found} columns; wanted {wanted}, {why}.")
        divides = "value" in w and shape_of(w["value"])[1] % kv_heads == 0
        if "output" in w and divides and d_model is not None:
            found, wanted = (
                shape_of(w["output"]),
                [shape_of(w["value"])[1] // kv_heads * heads, d_model],
            )
            if found != wanted:
                self.problem(
                    "$.projections.output",
                    f"Found the shape {found}; wanted {wanted}, the "
                    "columns of projections.value by d_model.",
                )

    def fit_mask(self, spec, n, m):
        mask = spec.get("mask")
        padding = mask.get("padding") if isinstance(mask, dict) else None
        if padding is not None and m is not None and len(padding) != m:
            self.problem(
                "$.mask.padding",
                f"Found {len(padding)} entries; wanted {m}, one for each key.",
            )
        if is_matrix(mask) and None not in (n, m) and shape_of(mask) != [n, m]:
            self.problem(
                "$.mask", f"Found the shape {shape_of(mask)}; wanted {[n, m]}, queries by keys."
            )

    def fit_positions(self, spec, n, m, d_model, heads, w):
        positions = spec.get("positions")
        if positions == "rope":
            columns = shape_of(w["query"])[1] if "query" in w else VOCABULARY_DIMENSIONS
            if columns % heads == 0 and columns // heads % 2:
                self.problem(
                    "$.positions",
                    f"RoPE turns dimensions in pairs, and d_k is {columns // heads}; "
                    "wanted an even d_k.",
                )
        if not is_matrix(positions) or None in (n, m):
            return
        rows, columns = shape_of(positions)
        if rows != max(n, m):
            self.problem(
                "$.positions",
                f"Found {rows} rows; wanted {max(n, m)}, one for each position.",
            )
        if d_model is not None and columns != d_model:
            self.problem("$.positions", f"Found {columns} columns; wanted {d_model}, d_model.")

    def fit_residual(self, spec, d_model, heads, kv_heads, w):
        if not spec.get("residual") or d_model is None or "output" in w or self.problems:
            return
        columns = shape_of(w["value"])[1] if "value" in w else VOCABULARY_DIMENSIONS
        found = heads * columns // kv_heads
        if found != d_model:
            self.problem(
                "$.residual",
                f"The output has {found} dimensions and the embeddings have {d_model}; "
                "wanted equal widths to add them. Give projections.output.",
            )

    def fit_overrides(self, spec, n, m, heads):
        ends = {"head": heads, "query": n, "key": m}
        for i, override in enumerate(spec.get("overrides", {}).get("scores", [])):
            for part, end in ends.items():
                if end is not None and override[part] >= end:
                    self.problem(
                        f"$.overrides.scores[{i}].{part}",
                        f"Found {override[part]}, but there are only {end}, counted from 0.",
                    )

    def fit_work(self, spec, n, m, d_model, heads, w):
        if self.problems or None in (n, m):
            return
        at = "$.tokens" if "tokens" in spec else "$.sentence"
        self.limit(at, "weights", heads * n * m, LIMITS["weights"])
        self.limit(at, "multiplications", _work(n, m, d_model, w), LIMITS["multiplications"])

    def fit_view(self, spec, n, m, heads):
        view = spec.get("view", {})
        for name, length in (("query", n), ("head", heads)):
            if name in view and length is not None and view[name] >= length:
                self.warnings.append(
                    Problem(
                        f"$.view.{name}",
                        f"Found {view[name]}, but there are only "
                        f"{length}, counted from 0; it is not used.",
                    )
                )
        for side, length in (("query", n), ("key", m)):
            run = view.get("window", {}).get(side)
            if run is None or length is None or sum(run) <= length:
                continue
            end = "it is not used" if run[0] >= length else "the window ends there"
            self.warnings.append(
                Problem(
                    f"$.view.window.{side}",
                    f"Found {run[1]:,} tokens from {run[0]} on, but there are only "
                    f"{length:,}, counted from 0; {end}.",
                )
            )

    # -- reporting ---------------------------------------------------------------------------

    def problem(self, path, message):
        self.problems.append(Problem(path, message))

    def wanted(self, path, found, wanted):
        self.problem(path, f"Found {_describe(found)}; wanted {wanted}.")

    def limit(self, path, what, found, limit):
        if found > limit:
            self.problem(path, _too_many(what, found, limit))
        return found <= limit

    def some(self, path, problems):
        found = list(problems)
        self.problems += found[: LIMITS["problems"]]
        rest = len(found) - LIMITS["problems"]
        if rest > 0:
            self.problem(path, f"…and {rest} more of the same kind in this field.")

    def unknown(self, found, known, path):
        self.warnings += [
            Problem(f"{path}.{name}", "This field is not known here; it is kept and not used.")
            for name in found
            if name not in known
        ]

    def fine(self, path):
        return not any(
            problem.path == path or problem.path.startswith((f"{path}.", f"{path}["))
            for problem in self.problems
        )


# What to do about too much, by what it is too much of.
_SMALLER = {
    "characters": "Shorten the text.",
    "characters in one word": "Shorten the word.",
    "words": "Shorten the sentence.",
    "tokens": "Shorten the text, or send a window of it.",
    "heads": "Send some of them.",
    "dimensions": "Send fewer heads, or vectors of fewer dimensions.",
}


def _too_many(what, found, limit):
    smaller = _SMALLER.get(what, "Send fewer heads, or a window of the tokens.")
    return f"Found {found:,} {what}; at most {limit:,} are drawn, to protect the page. {smaller}"


def _units(text):
    return len(text) + sum(char > "\uffff" for char in text)
