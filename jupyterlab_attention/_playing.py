"""What a state that was kept comes to by the goal of a step; the same as in TypeScript."""

import re

from ._changes import changes_between
from ._description import DESCRIPTION
from ._patterns import PATTERNS
from ._same import same_inputs
from ._state import spec_of, state_of
from ._statements import all_hold

_STEP = DESCRIPTION["properties"]["lesson"]["properties"]["steps"]["items"]["properties"]
_TOUCHED = _STEP["touch"]["items"]["enum"]
# Fields that an edit may change, each under the name by which a step leaves it to be edited. What was
# recorded stands in the place of projections.
_GROUPS = {
    "key_tokens": "tokens",
    "n_heads": "heads",
    "n_kv_heads": "heads",
    "position_offset": "positions",
    "query": "projections",
    "key": "projections",
    "value": "projections",
    "weights": "projections",
    "layers": "projections",
}

# Matrices that follow where heads share others' keys and values, or mix otherwise.
_OF_HEADS = ("projections.key", "projections.value", "projections.output")


def outcome_of(step, fields):
    """What a state that was kept comes to by the goal of a step.

    Returns
    -------
    str
        ``reached``, ``elsewhere``, ``untouched``, ``missing`` or, where nothing can be computed from
        it, ``unreadable``.
    """
    state = state_of(fields)
    if state is None:
        return "unreadable"
    if _untouchable(step, state.spec):
        return "elsewhere"
    if not _is_moved(step, state):
        return "untouched"
    begun = state._replace(begun=lambda: state_of(step["start"]))
    return "reached" if all_hold(begun, step.get("goal", ())) else "missing"


def _untouchable(step, spec):
    """What of a state differs from the start of its step, though the step leaves it as it is."""
    start = spec_of(step["start"])
    if "touch" not in step or start is None:
        return []
    follows = _OF_HEADS if "heads" in step["touch"] else ()
    fields = [change.field for change in changes_between(start, spec)]
    names = [_name_of(field) for field in fields if field not in follows]
    found = {_GROUPS.get(name, name) for name in names}
    return [name for name in _TOUCHED if name in found and name not in step["touch"]]


def _name_of(field):
    """The field by its first name, of whichever layer."""
    return re.split(r"[.[]", re.sub(r"^layers\[\d+\]\.", "", field))[0]


def _is_moved(step, state):
    """Whether something was done since the step began: an edit, a guess, another choice where the goal is about it."""
    start = spec_of(step["start"])
    if start is None or not same_inputs(start, state.spec):
        return True
    view = start.get("view", {})
    about = {statement["about"] for statement in step.get("goal", ())}
    asked = view.get("query")  # where none is named, nobody chose it
    asks = asked is not None and asked != state.query and "asking" in about
    climbs = view.get("layer", 0) != state.layer
    shows = climbs or view.get("head", 0) != state.head
    return (
        len(state.predictions) > len(view.get("predictions", ()))
        or asks
        or (climbs and "rollout" in about)
        or (shows and not about.isdisjoint(PATTERNS))
    )
