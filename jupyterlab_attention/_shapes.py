"""What an array of each field is of, and what to tell of one that is of something else."""

import math

from ._description import ARRAYS

# What a reader may attend to is never this far below 0.
_FORBIDDEN = -1e3


def is_array_field(field):
    """Whether a field is a list or an array of one kind of entries."""
    return field in ARRAYS


def wanted_shape(field):
    """The shape of a field in symbols, such as ``[n, d_model]``."""
    return f"[{', '.join(ARRAYS[field][0])}]"


def wanted_kind(field):
    """What the entries of a field are: numbers, booleans or texts."""
    return ARRAYS[field][1]


def wanted_dimensions(field):
    """How many dimensions a field has."""
    return len(ARRAYS[field][0])


def wanted_array(field):
    """What is wanted of a field, as words."""
    if wanted_kind(field) == "booleans":
        return "booleans, true = may attend"
    return f"{wanted_kind(field)} {wanted_shape(field)}"


def shape_problem(field, name, shape, heads=1, turned="transpose"):
    """What to tell of a shape with too many or too few dimensions; None where their number fits.

    Parameters
    ----------
    field : str
        The JSON path.
    name : str
        What the field is called by whoever gave it.
    shape : list of int
    heads : int
        How many heads there are.
    turned : str
        What the method is called that orders dimensions anew.
    """
    wanted = wanted_dimensions(field)
    if len(shape) == wanted:
        return None
    found = f"Found the shape {shape}; wanted {wanted_shape(field)}"
    return f"{found}: {_mended(field, name, shape, heads, turned, wanted)}"


def _mended(field, name, shape, heads, turned, wanted):
    if field == "$.mask" and len(shape) == 1:
        return f'what hides keys is padding, `mask={{"padding": {name}}}`.'
    if len(shape) < wanted:
        return f"one row is `{name}[None, :]`, one column `{name}[:, None]`."
    front = shape[: len(shape) - wanted]
    if field.startswith("$.projections.") and len(shape) == 3 and front[0] != 1:
        return f"join the heads, `{_joined(field, name, shape, heads, turned)}`."
    places = ", ".join("0" for _ in front)
    what = "one of the batch and one of the heads" if len(front) == 2 else "one of the batch"
    return f"take {what}, `{name}[{places}]`."


def _joined(field, name, shape, heads, turned):
    """How weights of each head become those of all, side by side."""
    a, b, c = shape
    if field.endswith(".output"):  # [h, d_v, d_model] or [d_model, h, d_v]
        return f"{name}.reshape({a * b}, {c})"
    if b == heads != a:  # [d_model, h, d_k]
        return f"{name}.reshape({a}, {b * c})"
    return f"{name}.{turned}(1, 0, 2).reshape({b}, {a * c})"  # [h, d_model, d_k]


def kind_advice(field, name, found, values, is_list=False):
    """What turns entries of one kind into the wanted ones, or nothing.

    Parameters
    ----------
    found : {"numbers", "booleans", "texts"}
        What the entries are.
    values : iterable of float
        The entries, where they are numbers.
    is_list : bool
        Whether they are a list of Python's.
    """
    wanted = wanted_kind(field)
    if wanted == "booleans" and found == "numbers":
        return _mask_advice(name, values, is_list)
    if wanted == "texts" and found == "numbers":
        return "a tokenizer's `convert_ids_to_tokens` tells them"
    if wanted == "numbers":
        torch = "" if is_list else f" (in PyTorch `{name}.float()`)"
        return f"they become numbers by `{_array(name, is_list)}.astype(float)`{torch}"
    return ""


def _mask_advice(name, values, is_list):
    array = _array(name, is_list)
    if all(value in (0, 1) for value in values):
        torch = "" if is_list else f" (in PyTorch `{name}.bool()`)"
        return f"0 and 1 become a mask by `{array}.astype(bool)`{torch}"
    if all(value == 0 or value < _FORBIDDEN for value in values):
        return f"what is added to scores becomes a mask by `{array} == 0`"
    return "compare them, as by `> 0`"


def _array(name, is_list):
    return f"np.array({name})" if is_list else name


def nested_shape(lists):
    """The shape of lists in lists, or None where they are of several lengths."""
    shape, level = [], [lists]
    while level and all(isinstance(each, list) for each in level):
        lengths = set(map(len, level))
        if len(lengths) > 1:
            return None
        shape.append(lengths.pop())
        level = [entry for each in level for entry in each]
        if not math.prod(shape):
            return shape
    return None if any(isinstance(entry, list) for entry in level) else shape


def flat(lists, depth):
    """The entries of lists in lists, one after the other."""
    for _ in range(depth - 1):
        lists = [entry for each in lists for entry in each]
    return lists


def kind_of(entries):
    """Whether all entries are numbers, booleans or texts; None where they are not."""
    types = set(map(type, entries))
    if types == {bool}:
        return "booleans"
    if types and types <= {int, float}:
        return "numbers"
    return "texts" if types == {str} else None
