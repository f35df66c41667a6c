"""Where what a stage of the computation is given does not fit its vectors; as in TypeScript."""

from ._arrays import is_array, shape_of
from ._messages import count, number, tell
from ._sizes import is_computed
from ._words import VOCABULARY_DIMENSIONS


def check_stages(spec, sizes, report):
    """Reports what does not fit; see `src/format/fitStages.ts`."""
    width = _width(spec, sizes) if is_computed(spec, report) else None
    norms = spec.get("norms", {})
    _check_rope(spec.get("positions"), width, report)
    _check_biases(spec, report)
    _check_norm("query", norms.get("query"), width, sizes.get("h"), report)
    _check_norm("key", norms.get("key"), width, sizes.get("g"), report)
    _check_bias(spec, sizes, report)


def _width(spec, sizes):
    """d_k, where it is known."""
    h, query = sizes.get("h"), spec.get("projections", {}).get("query")
    columns = shape_of(query)[1] if query else VOCABULARY_DIMENSIONS
    return columns // h if h and columns % h == 0 else None


def _check_rope(positions, width, report):
    if width is None:
        return
    rope = None
    if isinstance(positions, dict) and not is_array(positions):
        rope = positions.get("rope")
    if (positions == "rope" or (rope is not None and "dims" not in rope)) and width % 2:
        report.problem("$.positions", tell("oddRope", found=width))
        return
    if rope is None:
        return
    dims, frequencies = rope.get("dims", width), rope.get("frequencies")
    if dims % 2 or dims > width:
        told = tell("ropeDims", found=number(dims), wanted=width)
        report.problem("$.positions.rope.dims", told)
    elif frequencies is not None and shape_of(frequencies)[0] != dims // 2:
        found = count(shape_of(frequencies)[0], "entry")
        told = "one for each pair of components that turns"
        wanted = number(dims // 2)
        path = "$.positions.rope.frequencies"
        report.problem(path, tell("rows", found=found, wanted=wanted, told=told))


def _check_biases(spec, report):
    projections = spec.get("projections")
    if "output" not in spec.get("biases", {}) or not projections or "output" in projections:
        return
    if report.fine("$.projections"):
        report.problem("$.biases.output", tell("outputBias"))


def _check_norm(of, norm, width, heads, report):
    path = f"$.norms.{of}.weight"
    if norm is None or width is None or heads is None or not report.fine(path):
        return
    together = norm.get("over") == "all"
    found, wanted = shape_of(norm["weight"])[0], width * heads if together else width
    if found != wanted:
        field = "n_heads" if of == "query" else "n_kv_heads"
        told = f"{field} times d_k" if together else "d_k"
        entries = count(found, "entry")
        report.problem(path, tell("normWeight", found=entries, wanted=number(wanted), told=told))


def _check_bias(spec, sizes, report):
    h, bias = sizes.get("h"), spec.get("bias")
    if bias is None or h is None:
        return
    found = shape_of(bias)[0]
    if found not in (1, h):
        report.problem("$.bias", tell("biasHeads", found=number(found), heads=number(h)))
