"""A state that stands in a lesson, as the fields of a payload, with all that follows from it."""

from collections.abc import Callable
from typing import NamedTuple

from . import _arrays, _attend
from ._description import DESCRIPTION
from ._format import check, resolve
from ._way import way_of


class State(NamedTuple):
    """A state with all that follows from it."""

    spec: dict
    inputs: dict  # everything filled in
    trace: dict
    query: int  # the token that is asking
    layer: int
    head: int
    predictions: list
    begun: Callable | None = None  # makes the state that the step began with

    @property
    def key_tokens(self):
        return self.inputs["key_tokens"] or self.inputs["tokens"]

    @property
    def mask(self):
        """Who may attend to whom, [n, m], or None: all may."""
        way, mask = way_of(self.spec), self.inputs["mask"]
        n, m = len(self.inputs["tokens"]), len(self.key_tokens)
        return way.resolve_mask(mask, n, m) if way is _attend else way.resolve_mask(mask, 0, n, m)


def spec_of(fields):
    """What a state says, without what says that it is absent; None where it is none."""
    payload = _payload_of(fields)
    problems, _ = check(payload)
    if problems:
        return None
    known = DESCRIPTION["properties"]
    return {
        name: value
        for name, value in payload.items()
        if name not in ("format", "version") and not (value is None and name in known)
    }


def state_of(fields):
    """A state with all that follows from it; None where nothing can be computed."""
    spec = spec_of(fields)
    if spec is None:
        return None
    way = way_of(spec)
    inputs = resolve(spec, None if way is _attend else _arrays.numpy_of)
    trace = way.attend(inputs)
    if way.find_overflow(trace, inputs["softmax"] == "naive", inputs["temperature"]):
        return None
    view = spec.get("view", {})
    return State(
        spec,
        inputs,
        trace,
        _within(view.get("query"), len(inputs["tokens"])),
        _within(view.get("layer"), len(spec.get("layers", ()))),
        _within(view.get("head"), inputs["n_heads"]),
        view.get("predictions", []),
    )


def _payload_of(fields):
    """A payload of its own: a state holds no lesson."""
    own = {name: fields[name] for name in fields if name != "lesson"}
    return {"format": "attention", "version": 1, **own}


def _within(index, length):
    return int(index) if index is not None and index < length else 0
