"""What a token looks like: a sign for each character that is not seen; as in TypeScript."""

import json
import re
from functools import cache
from importlib.resources import files

from ._characters import kinds_of

_SPARE = 16  # beyond what is shown no more is looked at than this
# The smallest parts that are shown together, in kinds: a flag, an emoji, a letter with its marks
# and what joins it to the next, a space between words, marks without a letter, any other.
_UNIT = re.compile(
    "Ft{3,6}c|[SF][VMK]*(?:Z[SFR][VMK]*)*|J[VMK]*(?:[NZ]+(?=[JKLM])[VMK]*)*"
    "|L[VMK]*(?:[NZ]+(?=[JK])[VMK]*)*|[OQHR][VMK]*|W|[MK][VMK]*(?:[NZ]+(?=[JKLM])[VMK]*)*|."
)
_SELECTOR = re.compile("[\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_FLAG_TAG = re.compile("[\U000e0030-\U000e0039\U000e0061-\U000e007a]")


def shown(token, length=24):
    """A token as it is seen, at most so many characters long.

    Parameters
    ----------
    token : str
    length : int, optional

    Returns
    -------
    str
        With signs for what is not seen: ``␣`` for a space at an end, ``⟨ZWSP⟩``, ``⟨U+E000⟩``.
    """
    table = _table()
    if token == "":
        return table["empty"][0]
    units = _units(token[: length + _SPARE])
    return "".join(_cut(units, length - 1) if sum(map(len, units)) > length else units)


def _units(text):
    units, base = [], _table()["base"]
    for unit in _UNIT.finditer(_sight_of(text)):
        part = text[slice(*unit.span())]
        kind = unit[0][0]
        units.append(_sign_of(part) if kind in "ENZtc" else base + part if kind in "MK" else part)
    return units


def _sight_of(text):
    """The kinds of characters (``kinds_of``) as far as they are seen where they stand.

    ``E`` is what is not seen, ``W`` a space between two that are, ``V`` what chooses a variant of
    the one before, ``F`` the flag that ``t``, tags, and ``c``, their end, make another.
    """
    kinds = kinds_of(text)

    def is_seen(i):
        return 0 <= i < len(text) and kinds[i] in "LJSOQHRMK" and not _row_of(text[i])

    def sight(i, char):
        if _SELECTOR.match(char):
            varies = is_seen(i - 1) and _has_variants(text[i - 1], kinds[i - 1])
            return "V" if varies else "E"
        if char == " ":
            return "W" if is_seen(i - 1) and is_seen(i + 1) and kinds[i + 1] not in "MK" else "E"
        if kinds[i] == "T":
            return "c" if char == "\U000e007f" else "t" if _FLAG_TAG.match(char) else "E"
        if char == "\U0001f3f4":
            return "F"
        return kinds[i] if kinds[i] in "NZ" or is_seen(i) else "E"

    return "".join(sight(i, char) for i, char in enumerate(text))


def _has_variants(char, kind):
    """Emoji, keys of a telephone, signs and letters of the scripts that have variants."""
    return kind in "SR" or char >= "\u1000" or char in "0123456789#*"


def _cut(units, length):
    """The first units that have so many characters together; of one longer alone a part."""
    kept, left = [], length
    for unit in units:
        if len(unit) > left:
            is_sign = unit[0] == "⟨" and unit[-1] == "⟩" and len(unit) > 1
            kept += [] if kept else [unit if is_sign else unit[:left]]
            break
        kept.append(unit)
        left -= len(unit)
    return [*kept, "…"]


def _sign_of(char):
    sign, _ = _row_of(char) or _table()["other"]
    return sign or _table()["code"] % f"{ord(char):04X}"


def _row_of(char):
    code = ord(char)
    return next((row for first, last, row in _rows() if first <= code <= last), None)


@cache
def _table():
    return json.loads(files(__package__).joinpath("signs.json").read_text("utf-8"))


@cache
def _rows():
    rows = []
    for codes, sign, name in _table()["signs"]:
        first, _, last = codes.partition("-")
        rows.append((int(first, 16), int(last or first, 16), (sign, name)))
    return rows
