"""How weights are coloured where nothing can be clicked; the same as in the view's tables."""

import math

PAPER, INK, MASKED = (255, 255, 255), (0, 0, 0), (225, 225, 225)
_FULL = (0, 78, 146)
_DARK = 0.75  # from here on white is read better than black


def shade(share):
    """The colour, red, green and blue, of a weight that is so much of the largest one."""
    return tuple(p + math.floor((f - p) * share + 0.5) for p, f in zip(PAPER, _FULL, strict=True))


def ink(share):
    """The colour of what is written on such a shade."""
    return PAPER if share > _DARK else INK


def percent(weight):
    """A weight in percent; after a naive softmax it may be no number, and a recorded one below 0."""
    if weight is None or not math.isfinite(weight):
        return "NaN"
    hundreds = float(weight) * 100
    if math.isinf(hundreds):
        return "∞%" if hundreds > 0 else "−∞%"
    whole = math.floor(hundreds)
    return f"{whole + (hundreds - whole >= 0.5)}%".replace("-", "−")


def number(weight):
    """A weight as it is compared with others: what is no number is less than any."""
    return -1.0 if weight is None or math.isnan(weight) else float(weight)


def shares(rows):
    """What part of the largest weight of all each one is, 0 where it is no number."""
    numbers = [list(map(number, row)) for row in rows]
    largest = max(map(max, numbers), default=0)
    if largest <= 0:
        return [[0] * len(row) for row in rows]
    return [[x / largest if x > 0 else 0 for x in row] for row in numbers]
