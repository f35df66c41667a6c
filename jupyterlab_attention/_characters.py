"""What characters are, by one table for Python and TypeScript, whatever Unicode either knows."""

import json
import re
from bisect import bisect_right
from functools import cache
from importlib.resources import files

# A piece of a word, in kinds: a letter or symbol with its marks. What joins or parts letters
# stays between two of them, of which one is of a script that uses it; in emoji, between symbols.
PIECE = "(?:[JK]M*(?:[NZ]+(?=[JKLM]))?|LM*(?:[NZ]+(?=[JK]))?|M|SM*(?:T+|(?:Z[SR]M*)*))"

_MORE = re.compile("[MKQ]*[LJ]")


def kinds_of(text):
    """What the characters of a text are, a letter for each.

    ``L`` letter or digit, ``M`` mark, ``J`` and ``K`` the same of a script whose letters join,
    ``S`` symbol, ``Q`` apostrophe, ``H`` hyphen, ``N`` and ``Z`` what joins or parts letters,
    ``D`` a hint for line breaks, ``T`` tag, ``R`` an arrow that ends some emoji, ``X`` what cannot
    be seen, ``O`` any other.

    Parameters
    ----------
    text : str

    Returns
    -------
    str
        As long as the text.
    """
    starts, kinds, _ = _table()
    return "".join(kinds[bisect_right(starts, ord(char)) - 1] for char in text)


def lower(text):
    """A text in lower case, the same by whatever version of Unicode."""
    small = _with_small_sigmas(text) if "Σ" in text else text
    return small.lower().translate(_table()[2])


def _with_small_sigmas(text):
    """A capital sigma is ς where letters end with it, and σ elsewhere."""
    kinds = kinds_of(text)
    small = list(text)
    for i, char in enumerate(text):
        if char == "Σ":
            before = i - 1
            while before >= 0 and kinds[before] in "MKQ":
                before -= 1
            ends = before >= 0 and kinds[before] in "LJ" and not _MORE.match(kinds, i + 1)
            small[i] = "ς" if ends else "σ"
    return "".join(small)


@cache
def _table():
    table = json.loads(files(__package__).joinpath("characters.json").read_text("utf-8"))
    starts, kinds, start = [], "", 0
    for kind, length in re.findall("([A-Z])([0-9a-z]+)", table["kinds"]):
        starts.append(start)
        kinds += kind
        start += int(length, 36)
    return starts, kinds, str.maketrans(table["lower"])
