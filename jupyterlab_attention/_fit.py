"""Where fields that are right alone do not fit together; the same rules as in TypeScript."""

from ._arrays import is_array, shape_of
from ._axes import check_shape
from ._description import LIMITS
from ._fields import fields_of
from ._fit_image import check_image
from ._fit_stages import check_stages
from ._layers import fields_of_a_layer, layer_of
from ._lesson import LESSON
from ._messages import PartReport, Problem, Report, count, number, only, tell, too_many
from ._read_arrays import check_closed
from ._sizes import is_computed, measure
from ._words import VOCABULARY_DIMENSIONS


def check_fit(spec, report, description):
    """Reports where fields do not fit together, or are too large together."""
    sizes = measure(spec, report)
    fields = list(fields_of(spec, description, description))
    _check_needs(spec, report, description)
    _check_beside(spec, report, description)
    for path, node, value, _ in fields:
        if not ("shape" in node or "length" in node) or not report.fine(path):
            continue
        if "shape" in node:
            check_shape(path, node, shape_of(value), sizes, spec, description, report)
        else:
            entries = {"shape": [node["length"]]}
            check_shape(path, entries, [len(value)], sizes, spec, description, report)
    _check_example(spec, sizes, report)
    check_stages(spec, sizes, report)
    _check_residual(spec, sizes, report)
    check_image(spec, sizes, report)
    if "layers" in spec:
        shown = _check_layers(spec, sizes, report, description)
        _check_indices(fields, shown, report, description)
    else:
        _check_indices(fields, sizes, report, description)
        _check_work(spec, sizes, report)


def _check_layers(spec, sizes, report, description):
    """Each layer by itself; returns the sizes of the one that is shown."""
    known = fields_of_a_layer(description)
    for i, layer in enumerate(spec["layers"]):
        path = f"$.layers[{i}]"
        alone = layer.get("sequence", "tokens") == "tokens" or "key_tokens" in spec
        if not alone and report.fine("$.key_tokens"):
            report.problem(f"{path}.sequence", tell("needs", needs="key_tokens"))
        else:
            part = PartReport(report, path, known)
            check_fit(layer_of(spec, i), part, description)
            part.tell()
    shown = layer_of(spec, spec.get("view", {}).get("layer", 0))
    return sizes | measure(shown, Report()) | {"layers": len(spec["layers"])}


def check_closed_in(spec, report, description):
    """Reports what is wrong with arrays that came deflated, in all layers."""
    known = fields_of_a_layer(description)
    for i in range(len(spec["layers"]) if "layers" in spec else 1):
        path = f"$.layers[{i}]" if "layers" in spec else "$"
        part = PartReport(report, path, known if "layers" in spec else description["properties"])
        for field in fields_of(layer_of(spec, i), description, description):
            if "shape" in field.node and is_array(field.value) and "codec" in field.value:
                check_closed(field.value, field.path, part)
        part.tell()


def work_of(n, m, d_model, spec, h=1):
    """Multiplications of the largest product of matrices."""
    if "query" in spec or "weights" in spec:
        widths = [shape_of(spec[name])[2] for name in ("query", "value") if name in spec]
        return n * m * h * max(widths, default=1)
    projections = spec.get("projections", {})
    columns = max(
        shape_of(projections[name])[1] if name in projections else VOCABULARY_DIMENSIONS
        for name in ("query", "value")
    )
    return max(max(n, m) * d_model * columns, n * m * columns)


def _check_needs(spec, report, description):
    """Fields that are there only together with others."""
    for name, others in description["dependentRequired"].items():
        for needs in others:
            if name in spec and needs not in spec and report.fine(f"$.{needs}"):
                report.problem(f"$.{name}", tell("needs", needs=needs))


def _check_beside(spec, report, description):
    """Fields in whose place others are given."""
    for name, others in description["inPlaceOf"].items():
        for other in others if name in spec else ():
            if other in spec and report.fine(f"$.{other}"):
                report.problem(f"$.{other}", tell("beside", name=name))


def _check_example(spec, sizes, report):
    """Without projections those of the worked example are meant, with two rows and columns."""
    missing = "projections" not in spec and report.fine("$.projections")
    if not missing or not is_computed(spec, report):
        return
    d_model, h, g = map(sizes.get, ("d_model", "h", "g"))
    if d_model not in (None, VOCABULARY_DIMENSIONS):
        report.problem("$.projections", tell("noProjections", found=number(d_model)))
        return
    if h is not None and VOCABULARY_DIMENSIONS % h:
        found = count(VOCABULARY_DIMENSIONS, "column")
        report.problem("$.n_heads", tell("indivisible", found=found, field="n_heads", heads=h))
    if None not in (h, g) and h != g:
        report.problem("$.n_kv_heads", tell("sharedExample"))


def _check_residual(spec, sizes, report):
    d_model, h, g = map(sizes.get, ("d_model", "h", "g"))
    projections = spec.get("projections", {})
    known = None not in (d_model, h, g)
    if not spec.get("residual") or not known or "output" in projections:
        return
    if not report.fine_beside(LESSON):
        return
    columns = shape_of(projections["value"])[1] if projections else VOCABULARY_DIMENSIONS
    width = h * columns // g
    if width != d_model:
        found = count(width, "dimension")
        report.problem("$.residual", tell("unequalWidths", found=found, wanted=number(d_model)))


def _check_indices(fields, sizes, report, description):
    """Whole numbers that count along an axis, and runs of it: what selects may point past the end."""
    lists = {}
    for field in fields:
        if "index" in field.node or "run" in field.node:
            lists.setdefault(field.path.split("[")[0], []).append(field)
    for path, members in lists.items():
        for warns, into in ((False, report.problems), (True, report.warnings)):
            past = (
                _past_end(field, sizes, description)
                for field in members
                if (field.selects or "run" in field.node) == warns
            )
            report.field(path, filter(None, past), into)


def _past_end(field, sizes, description):
    """What is wrong with one that points past the end, or None."""
    axis = field.node.get("index") or field.node["run"]
    length = sizes.get(axis)
    first, run = field.value if "run" in field.node else (field.value, 1)
    if length is None or first + run <= length:
        return None
    told = {"only": only(length, description["symbols"][axis]["counts"])}
    if first < length:
        found = count(run, "token")
        return Problem(field.path, tell("windowEnds", found=found, first=number(first), **told))
    what = "pastEnd" if field.selects else "noSuch"
    return Problem(field.path, tell(what, found=number(first), **told))


def _check_work(spec, sizes, report):
    """Everything fits; is it also small enough to be computed while somebody waits?"""
    n, m, d_model, h = map(sizes.get, ("n", "m", "d_model", "h"))
    if None in (n, m, h) or not report.fine_beside(LESSON):
        return
    at = "$.sentence" if "sentence" in spec else "$.tokens"
    if h * n * m > LIMITS["weights"]:
        report.problem(at, too_many("weights", h * n * m, LIMITS["weights"]))
    work = work_of(n, m, d_model or 0, spec, h)
    if work > LIMITS["multiplications"]:
        report.problem(at, too_many("multiplications", work, LIMITS["multiplications"]))
