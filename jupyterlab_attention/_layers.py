"""The layers of a model, each as a payload of its own; the same rules as in TypeScript."""

from ._description import DESCRIPTION, resolved

_TOLD = ("name", "sequence", "kept")


def fields_of_a_layer(description=DESCRIPTION):
    """The names of the fields that a layer knows."""
    return tuple(resolved(description["properties"]["layers"]["items"], description)["properties"])


def layer_of(spec, index=0):
    """A layer with the tokens that it shares; past the end the first. Without layers the payload itself."""
    layers = spec.get("layers")
    if not layers:
        return spec
    layer = layers[index] if index < len(layers) else layers[0]
    sequence = layer.get("sequence", "tokens")
    ours = "key_" if sequence == "key_tokens" else ""
    names = {f"{ours}tokens": "tokens", f"{ours}token_info": "token_info", "model": "model"}
    if sequence == "cross":
        names |= {"key_tokens": "key_tokens", "key_token_info": "key_token_info"}
    shared = {new: spec[old] for old, new in names.items() if old in spec}
    return {k: part for k, part in layer.items() if k not in _TOLD} | shared


def shown_layer(payload):
    """A payload without problems as the one layer that is shown."""
    shown = int(payload.get("view", {}).get("layer", 0))
    whole = {k: payload[k] for k in ("format", "version", "view") if k in payload}
    return whole | layer_of(payload, shown) if payload.get("layers") else payload
