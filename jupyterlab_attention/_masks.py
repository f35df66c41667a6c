"""Masks as models have them, made small: null, "causal", a window, or flags where they are none of these."""

# A score this far below can take no weight in any width of floats; libraries write −∞, the least
# number of their width, or a round number such as −10,000.
_HIDDEN = -9_999.0

_FEWEST_FIRST = (
    ("causal",),
    ("padding",),
    ("window",),
    ("causal", "padding"),
    ("causal", "window"),
    ("window", "padding"),
    ("causal", "window", "padding"),
)


def read(mask):
    """What a mask of a library says: who may attend, and what is added to the scores beside.

    Parameters
    ----------
    mask : numpy.ndarray or None
        [n, m], or that of each head [h, n, m]: booleans, true = may attend, or numbers that are
        added to the scores.

    Returns
    -------
    flags : numpy.ndarray of bool or None
        [n, m]; None where all may attend.
    bias : numpy.ndarray or None
        [h or 1, n, m], what is added besides 0 where one may attend.

    Raises
    ------
    ValueError
        If heads differ in what they may attend to.
    """
    import numpy as np

    if mask is None:
        return None, None
    mask = mask.reshape(-1, *mask.shape[-2:])
    allowed = mask if mask.dtype == bool else mask > _HIDDEN
    if not (allowed == allowed[:1]).all():
        raise ValueError("Found a mask that differs from head to head; wanted one of all heads.")
    bias = None if mask.dtype == bool else np.where(allowed, mask, np.float32(0))
    flags = allowed[0]
    return None if flags.all() else flags, bias if bias is not None and bias.any() else None


def small(flags):
    """The smallest mask of the format that says the same.

    Parameters
    ----------
    flags : numpy.ndarray of bool or None
        [n, m], true = may attend.

    Returns
    -------
    None, "causal", dict or numpy.ndarray
    """
    import numpy as np

    if flags is None or flags.all():
        return None
    n, m = flags.shape
    apart = np.arange(n)[:, None] - np.arange(m)  # query − key
    far = int(abs(apart[flags]).max(initial=0)) + 1
    real = flags.any(axis=0)
    kinds = {
        "causal": (True, apart >= 0),
        "window": (far, abs(apart) < far),
        "padding": (real.tolist(), np.broadcast_to(real, (n, m))),
    }
    for names in _FEWEST_FIRST:
        if (np.logical_and.reduce([kinds[name][1] for name in names]) == flags).all():
            return "causal" if names == ("causal",) else {name: kinds[name][0] for name in names}
    return flags


def is_causal(flags):
    """Whether nobody may attend to what comes after."""
    import numpy as np

    return flags is not None and not flags[~np.tri(*flags.shape, dtype=bool)].any()
