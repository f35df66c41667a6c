"""Attention that was recorded elsewhere: heads, finished weights, a cache of TransformerLens."""

import re

from ._arrays import numpy_or_none
from ._heads import Layer, weights_of
from ._kept import kept
from ._libraries import Unreadable, array_of, is_array_like, name_of
from ._masks import read, small

_NEAR = 1e-4  # weights that are computed anew differ from those of a cache by no more


class Refused(ValueError):
    """What cannot be read, one line a problem."""

    def __init__(self, problems):
        super().__init__("\n".join(problems))


# -- heads -----------------------------------------------------------------------------------


def fields_of_heads(mask=None, **arrays):
    """Fields of one recorded layer, arrays of NumPy.

    A batch of one is taken off, and a single head becomes one of one; masks that are added become
    who may attend.

    Parameters
    ----------
    mask : None, "causal", dict or array_like, optional
    **arrays : array_like
        ``query``, ``key``, ``value`` and what else a recorded layer may have.

    Returns
    -------
    dict
    """
    fields = {name: _plain(value) for name, value in arrays.items() if value is not None}
    for name in ("query", "key", "value"):
        if name in fields:
            fields[name] = _of_heads(fields[name])
    mask = _plain(mask)
    if _is_numpy(mask) and mask.dtype.kind in "bf" and mask.ndim >= 2:
        if mask.ndim == 4 and len(mask) == 1:
            mask = mask[0]
        try:
            flags, added = read(mask)
        except ValueError as error:
            raise Refused([f"mask: {error}"]) from error
        mask = small(flags)
        if added is not None:
            fields["bias"] = added + fields["bias"] if "bias" in fields else added
    if mask is not None:
        fields["mask"] = mask
    return fields


def _of_heads(array):
    """[h, n, d] of one head, or of a batch of one."""
    if _is_numpy(array) and array.ndim == 2:
        return array[None]
    if _is_numpy(array) and array.ndim == 4 and len(array) == 1:
        return array[0]
    return array


def _plain(value):
    """An array of NumPy of what is one of some library, as it is where that cannot be."""
    np = numpy_or_none()
    if value is None or np is None or isinstance(value, (str, dict, int, float)):
        return value
    try:
        if isinstance(value, (list, tuple)):
            parts = [_plain(part) for part in value]
            return np.array(parts) if _is_numpy(parts[0]) else value
        return array_of(value) if is_array_like(value) else value
    except (Unreadable, ValueError, IndexError):
        return value  # what reads the payload says what is wrong with it


def _is_numpy(value):
    np = numpy_or_none()
    return np is not None and isinstance(value, np.ndarray)


# -- weights ---------------------------------------------------------------------------------


def payload_of_weights(weights, tokens, key_tokens=None, *, batch=0, exact=False):
    """A payload of finished weights, and what is to be warned of.

    Parameters
    ----------
    weights : array_like, or list or tuple of them
        [n, m], [h, n, m], [1, h, n, m] of one layer, or [l, h, n, m] of several; a list or tuple
        of layers, each [h, n, m] or [batch, h, n, m]; [l, batch, h, n, m].
    tokens, key_tokens : list of str
        Those that ask, and those that answer where they are others.
    batch : int
        Which of a batch.
    exact : bool
        Keep float32, whatever that takes.

    Returns
    -------
    payload : dict
    warnings : list of str
    """
    layers, told, warnings = _layers_of(weights, batch)
    tokens = list(tokens)
    answers = None if key_tokens is None else list(key_tokens)
    _refuse_shapes(layers, tokens, answers)
    sequence = "tokens" if answers is None else "cross"
    found = []
    for i, array in enumerate(layers):
        found.append(Layer(f"layer {i}", sequence, weights=array))
    warnings += _rows_told(found)
    payload = {"format": "attention", "version": 1, "tokens": tokens}
    payload |= {} if answers is None else {"key_tokens": answers}
    text = " ".join([*warnings, told])
    payload |= {"model": {"text": text}, "layers": kept(found, exact=exact)}
    if len(found) == 1:  # one layer stands by itself
        (layer,) = payload.pop("layers")
        payload |= {name: layer[name] for name in ("weights", "n_heads", "kept")}
    return payload, warnings


def _layers_of(weights, batch):
    """Layers as [h, n, m], how that was read, and what is to be warned of."""
    import numpy as np

    if isinstance(weights, (list, tuple)) and any(_ndim(each) >= 3 for each in weights):
        return _of_tuple(weights, batch)
    if weights is None or isinstance(weights, (list, tuple)) and not len(weights):
        raise Refused([_empty("an empty tuple" if isinstance(weights, tuple) else "nothing")])
    array = _numbers(weights, "weights")
    if array.ndim == 2:
        return [array[None]], _read(array, "one head [queries, keys]"), []
    if array.ndim == 3:
        return [array], _read(array, "one layer [heads, queries, keys]"), []
    if array.ndim == 4 and len(array) == 1:
        return (
            [array[0]],
            _read(array, "one layer, of a batch of one [1, heads, queries, keys]"),
            [],
        )
    if array.ndim == 4:
        told = _read(array, "[layers, heads, queries, keys]")
        doubt = f"{told} Where the first axis is a batch, give one of it: weights[{batch}]."
        return list(array), told, [doubt]
    if array.ndim == 5:
        told = _read(array, "[layers, batch, heads, queries, keys]")
        _refuse_batch(array.shape[1], batch)
        warned = _batch_told(array.shape[1], batch)
        return list(array[:, batch]), told, warned
    wanted = "wanted [queries, keys], with heads, a batch and layers before them"
    raise Refused([f"weights: Found the shape {list(np.shape(array))}; {wanted}."])


def _of_tuple(weights, batch):
    """A layer each, as outputs of Hugging Face have them."""
    problems, layers, sizes = [], [], set()
    for i, each in enumerate(weights):
        try:
            if each is None:
                raise Refused([_empty("None", f"weights[{i}]")])
            array = _numbers(each, f"weights[{i}]")
            if array.ndim == 4:
                sizes.add(len(array))
                _refuse_batch(len(array), batch)
                array = array[batch]
            if array.ndim != 3:
                wanted = "wanted [heads, queries, keys], or with a batch before them"
                raise Refused([f"weights[{i}]: Found the shape {list(array.shape)}; {wanted}."])
            layers.append(array)
        except Refused as error:
            problems += str(error).splitlines()
    if problems:
        raise Refused(problems[:10])
    form = "[batch, heads, queries, keys]" if sizes else "[heads, queries, keys]"
    told = f"Read as {len(layers)} layers, each {form}."
    return layers, told, _batch_told(max(sizes, default=1), batch)


def _numbers(value, name):
    """An array of float32."""
    import numpy as np

    try:
        array = np.asarray(_plain(value))
        if array.dtype.kind not in "biuf":
            raise TypeError
    except (TypeError, ValueError) as error:
        told = name_of(value)
        raise Refused([f"{name}: Found {told}; wanted numbers [queries, keys]."]) from error
    return array.astype(np.float32)


def _ndim(value):
    if value is None:
        return 4  # in place of a layer
    return getattr(value, "ndim", None) or 0


def _read(array, form):
    return f"Read {list(array.shape)} as {form}."


def _empty(found, name="weights"):
    return (
        f"{name}: Found {found}; wanted weights: a model that computes its attention by sdpa, as is usual, returns "
        'none; load it with attn_implementation="eager", or use Attention.from_model.'
    )


def _refuse_batch(count, batch):
    if not -count <= batch < count:
        raise Refused([f"batch: Found {batch} of a batch of {count}; wanted 0 to {count - 1}."])


def _batch_told(count, batch):
    return [] if count == 1 else [f"These are those of entry {batch} of a batch of {count}."]


def _refuse_shapes(layers, tokens, answers):
    """Weights that are not between so many tokens, or hold what is no number: each told once."""
    import numpy as np

    n, m = len(tokens), len(tokens if answers is None else answers)
    problems = []
    for i, array in enumerate(layers):
        if array.shape[1:] != (n, m):
            advice = ": transpose the last two axes" if array.shape[1:] == (m, n) and n != m else ""
            if answers is None and array.shape[1] != array.shape[2]:
                advice = ": give key_tokens as well"
            problems.append(
                f"weights: Found {array.shape[1]} queries and {array.shape[2]} keys in layer {i}; wanted "
                f"{n} and {m}, one for each token{advice}."
            )
        elif not np.isfinite(array).all():
            head, query, key = np.argwhere(~np.isfinite(array))[0]
            count = int((~np.isfinite(array)).sum())
            problems.append(
                f"weights: Found {array[head, query, key]} at layer {i}, head {head}, query {query}, key {key}, and "
                f"{count:,} such entries in all; wanted finite numbers: a row that is masked throughout gives "
                "NaN; set it to 0, as by numpy.nan_to_num."
            )
    if problems:
        raise Refused(problems[:10])


def _rows_told(layers):
    """Rows that do not sum to 1, as after dropout, or in bfloat16: said, and left as they are."""
    for layer in layers:
        sums = layer.weights.sum(axis=-1)
        wrong = (abs(sums - 1) > 0.01) & (sums != 0)
        if wrong.any():
            least, most = float(sums[wrong].min()), float(sums[wrong].max())
            told = f"Rows of {layer.name} sum to {least:.3g} up to {most:.3g}, not to 1"
            return [f"{told}, and are shown as they are: dropout, or scores in place of weights?"]
    return []


# -- TransformerLens -------------------------------------------------------------------------

_HOOK = re.compile(
    r"^(?P<name>(?P<side>encoder\.|decoder\.)?blocks\.\d+\.(?P<kind>\w*attn))\.(?P<hook>hook_\w+)$"
)
_NO_PATTERN = (
    "cache: Found no hook_pattern; wanted what run_with_cache gives, such as blocks.0.attn.hook_pattern: "
    "leave out names_filter, or let it pass hook_q, hook_k, hook_v and hook_pattern."
)
_HOOKS = {
    "query": ("hook_rot_q", "hook_q"),
    "key": ("hook_rot_k", "hook_k"),
    "value": ("hook_v",),
    "scores": ("hook_attn_scores",),
    "weights": ("hook_pattern", "hook_attn"),
}


def payload_of_cache(cache, tokens, *, values=True, exact=False):
    """A payload of what TransformerLens cached, and what is to be warned of.

    Parameters
    ----------
    cache : mapping
        By hooks such as ``blocks.0.attn.hook_q`` [batch, tokens, heads, d] and
        ``blocks.0.attn.hook_pattern`` [batch, heads, n, m].
    tokens : list of str
        As ``model.to_str_tokens`` has them.

    Returns
    -------
    payload : dict
    warnings : list of str
    """
    tokens = list(tokens)
    layers, alone, problems = [], [], []
    for name, hooks in _hooks_of(cache).items():
        try:
            layer = _of_hooks(name, hooks, values)
        except Refused as error:
            problems += str(error).splitlines()
            continue
        if layer.shape[1:] != (len(tokens),) * 2:
            n, m = layer.shape[1:]
            problems.append(
                f"tokens: Found {len(tokens)}, and {n} × {m} weights at {name}; wanted one for each."
            )
        alone += [name] if layer.weights is not None else []
        layers.append(layer)
    if not layers and not problems:
        problems = [_NO_PATTERN]
    if problems:
        raise Refused(problems[:10])
    told = []
    if alone:
        many = f"{len(alone)} of {len(layers)} layers"
        told = [f"{many} are weights alone: their q and k are not in the cache, or give others."]
    payload = {"format": "attention", "version": 1, "tokens": tokens}
    payload |= {"model": {"libraries": "TransformerLens", **({"text": told[0]} if told else {})}}
    return payload | {"layers": kept(layers, exact=exact)}, []


def _hooks_of(cache):
    """Hooks of each attention, in the order of the cache."""
    found = {}
    for name in list(cache.keys()):  # a cache gives other things when it is gone through
        match = _HOOK.match(str(name))
        if match and match["kind"] == "attn":
            found.setdefault(match["name"], {})[match["hook"]] = cache[name]
    return {name: hooks for name, hooks in found.items() if set(hooks) & set(_HOOKS["weights"])}


def _of_hooks(name, hooks, values):
    """A layer whose weights follow from its queries and keys; where they do not, its weights alone."""
    import numpy as np

    arrays = {}
    for part, names in _HOOKS.items():
        hook = next((each for each in names if each in hooks), None)
        if hook:
            arrays[part] = _one(_numbers(hooks[hook], f"{name}.{hook}"), f"{name}.{hook}")
    weights = arrays["weights"]
    alone = Layer(name, "tokens", weights=weights)
    if not {"query", "key"} <= set(arrays):
        return alone
    query, key = (arrays[part].swapaxes(0, 1) for part in ("query", "key"))
    value = arrays["value"].swapaxes(0, 1) if values and "value" in arrays else None
    if len(query) % len(key) or len(query) != len(weights):
        return alone
    flags = (weights != 0).any(axis=0)
    causal = np.tri(*weights.shape[1:], dtype=bool)
    flags = causal if not flags[~causal].any() else None
    scale = _scale_of(query, key, arrays.get("scores"))
    layer = Layer(name, "tokens", query, key, value, scale, flags)
    return layer if np.allclose(weights_of(layer), weights, atol=_NEAR, rtol=0) else alone


def _one(array, name):
    if array.ndim == 4 and len(array) == 1:
        return array[0]
    if array.ndim == 3:
        return array
    raise Refused(
        [
            f"{name}: Found the shape {list(array.shape)}; wanted a batch of one, as by cache.remove_batch_dim()."
        ]
    )


def _scale_of(query, key, scores):
    """What scores are multiplied by: 1/√d unless the cache's own scores say otherwise."""
    import numpy as np

    usual = query.shape[-1] ** -0.5
    if scores is None:
        return usual
    key = np.repeat(key, len(query) // len(key), axis=0)
    products = query @ key.swapaxes(1, 2)
    seen = np.isfinite(scores) & (scores > -1e4)
    square = float((products[seen] ** 2).sum())
    return float((products[seen] * scores[seen]).sum()) / square if square else usual
