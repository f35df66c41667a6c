"""What readers of a payload are told: what was found, what was wanted, what to do."""

import json
import math
import re
from decimal import Decimal
from typing import NamedTuple

from ._description import LIMITS, MESSAGES


class Problem(NamedTuple):
    """Something that cannot be used: where, as a JSON path, and what to do about it."""

    path: str
    message: str


def tell(name, /, **parts):
    """A message with what is told in its places."""
    return re.sub(r"\{(\w+)\}", lambda place: str(parts.get(place[1], place[0])), MESSAGES[name])


def wanted(found, what):
    """What was found in the place of what was wanted."""
    return tell("wanted", found=describe(found), wanted=what)


def too_many(what, found, most):
    """There is more of something than the page is asked to draw."""
    advice = MESSAGES["smaller"].get(what, "")
    return tell("tooMany", found=number(found), what=what, most=number(most), advice=advice)


def describe(value):
    """A found value in a few words, for people; long texts are cut."""
    if isinstance(value, str):
        return f"the text {quoted(value)}"
    if isinstance(value, list):
        return f"a list of {len(value)}" if value else "an empty list"
    if isinstance(value, dict):
        return "an object"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, (int, float)):
        return number_text(value)
    return "nothing" if value is NOTHING else f"a value of the type {type(value).__name__}"


class _Nothing:
    """Stands for a field that is not there."""


NOTHING = _Nothing()


def describe_shape(found):
    """The lengths of a shape, or a few words about what is none."""
    short = isinstance(found, list) and len(found) <= 8
    if short and all(is_real(length) for length in found):
        return f"[{', '.join(map(number_text, found))}]"
    return describe(found)


def quoted(text, most=40):
    """A text as JSON, cut after so many UTF-16 code units."""
    units = text.encode("utf-16-le", "surrogatepass")
    if len(units) > 2 * most:
        text = units[: 2 * most].decode("utf-16-le", "surrogatepass") + "…"
    whole = json.dumps(text, ensure_ascii=False)
    return re.sub("[\ud800-\udfff]", lambda half: f"\\u{ord(half[0]):04x}", whole)


def units_of(text):
    """How long a text is, in UTF-16 code units."""
    return len(text) + sum(char > "\uffff" for char in text)


def count(n, one):
    """So many of something, such as "3 rows"."""
    alone, many = MESSAGES["counts"][one]
    return (alone if n == 1 else many).replace("{count}", number(n))


def only(n, one):
    """So many of something and no more, such as "are only 3 rows"."""
    return MESSAGES["phrases"]["onlyOne" if n == 1 else "onlyMany"].replace(
        "{count}", count(n, one)
    )


def number(n):
    """A whole number with its thousands apart."""
    return f"{int(n):,}"


def is_real(value):
    """Whether a value is a number, finite or not; True and False are none."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def number_text(value):
    """A number as JavaScript writes it, so that both languages tell the same; no number as Python does."""
    try:
        value = float(value)
    except OverflowError:
        value = math.inf if value > 0 else -math.inf
    if not math.isfinite(value):
        return repr(value)
    if value == 0:
        return "0"
    sign, digits, exponent = Decimal(repr(value)).normalize().as_tuple()
    digits = "".join(map(str, digits))
    k, n = len(digits), len(digits) + exponent
    if k <= n <= 21:
        text = digits + "0" * (n - k)
    elif 0 < n <= 21:
        text = f"{digits[:n]}.{digits[n:]}"
    elif -6 < n <= 0:
        text = f"0.{'0' * -n}{digits}"
    else:
        point = f".{digits[1:]}" if k > 1 else ""
        text = f"{digits[0]}{point}e{'+' if n > 0 else '-'}{abs(n - 1)}"
    return f"{'-' * sign}{text}"


class Report:
    """Gathers what is wrong while a payload is read."""

    def __init__(self):
        self.problems = []
        self.warnings = []

    def problem(self, path, message):
        self.problems.append(Problem(path, message))

    def warn(self, path, message):
        self.warnings.append(Problem(path, message))

    def fine(self, path):
        """True while nothing is wrong at ``path`` or below it."""
        return not any(_is_below(problem, path) for problem in self.problems)

    def fine_beside(self, path):
        """True while nothing is wrong elsewhere than at ``path`` or below it."""
        return all(_is_below(problem, path) for problem in self.problems)

    def field(self, path, problems, into=None):
        """Reports for one field: the first few problems, then one that counts the rest."""
        into = self.problems if into is None else into
        rest = 0
        for listed, problem in enumerate(problems):
            if listed < LIMITS["problems"]:
                into.append(problem)
            else:
                rest += 1
        if rest:
            into.append(Problem(path, tell("more", count=rest)))

    def within(self, path, before, most=LIMITS["problems"]):
        """The same of what was reported since there were so many; whether there was nothing."""
        rest = 0 if most is None else len(self.problems) - before - most
        if rest > 0:
            del self.problems[before + most :]
            self.problem(path, tell("more", count=rest))
        return len(self.problems) == before


class PartReport(Report):
    """A report of what stands at a path, as if it were a payload of its own, with what is known of it.

    Parameters
    ----------
    whole : Report
    path : str
    fields : iterable of str
        Names of the fields that stand at the path; all others are those of the whole.
    """

    def __init__(self, whole, path, fields):
        super().__init__()
        self._whole, self._path, self._fields = whole, path, frozenset(fields)
        inside = [problem for problem in whole.problems if _is_below(problem, path)]
        own = [Problem(f"${at[len(path) :]}", message) for at, message in inside]
        self.problems += own + [each for each in whole.problems if not self._is_own(each.path)]
        self._known = len(self.problems)

    def tell(self):
        """Tells the whole of what was found since."""
        for at, message in self.problems[self._known :]:
            self._whole.problem(self._path + (at[1:] if self._is_own(at) else ""), message)

    def _is_own(self, path):
        return (re.match(r"\$\.(\w+)", path) or ("", ""))[1] in self._fields


def _is_below(problem, path):
    return problem.path == path or problem.path.startswith((f"{path}.", f"{path}["))
