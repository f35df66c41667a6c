"""Where something is in a payload, and what is wrong there."""

import re

from . import _shapes as shapes
from ._description import PAYLOADS
from ._format import LIMITS, Problem
from ._messages import tell


class Place:
    """A place in what is read: its path is written when somebody asks, its field is that without numbers."""

    __slots__ = ("field", "outer", "part")

    def __init__(self, field="$", outer=None, part="$"):
        self.field, self.outer, self.part = field, outer, part

    def __str__(self):
        parts, place = [], self
        while place:
            parts.append(place.part if isinstance(place.part, str) else f"[{place.part}]")
            place = place.outer
        return "".join(reversed(parts))

    def named(self, name):
        """The place of an entry of an object; the fields of a payload within one are those of a payload."""
        field = f"{self.field}.{name}"
        return Place("$" if field in PAYLOADS else field, self, f".{name}")

    @property
    def top(self):
        """The field of the payload that holds this."""
        place = self
        while place.outer and place.outer.outer:
            place = place.outer
        return place


class Report:
    """What is wrong with what is read, and how that goes together with what `check` finds."""

    def __init__(self, called):
        self.called = called
        self.problems, self.infinite = [], []

    def name(self, place):
        """What a field is called by whoever gave it."""
        path = str(place)
        last = path.rpartition(".")[2].partition("[")[0]
        return self.called.get(path) or last.replace("$", "payload")

    def told(self, place):
        """Whether something is wrong at a place, or below it."""
        if not self.problems:
            return False
        path = str(place)
        return any(is_below(problem.path, path) for problem in self.problems)

    def tell(self, place, message):
        self.problems.append(Problem(str(place), message))

    def refuse(self, place, found, wanted):
        self.tell(place, tell("wanted", found=found, wanted=wanted))

    def refuse_array(self, place, found, advice=""):
        """``Found an array of int64 [2, 2]; wanted booleans …: what to do.``"""
        field = place.field
        wanted = f"; wanted {shapes.wanted_array(field)}" if shapes.is_array_field(field) else ""
        self.tell(place, f"Found {found}{wanted}{f': {advice}' if advice else ''}.")

    def fit(self, place, kind, shape, told, values, heads, given=None):
        """Whether what is given has the kind and the dimensions of its field: told in one line."""
        field, name = place.field, self.name(place)
        turned = "permute" if hasattr(type(given), "permute") else "transpose"
        wrong = shapes.shape_problem(field, name, shape, heads, turned)
        if kind != shapes.wanted_kind(field):
            advice = shapes.kind_advice(field, name, kind, values, given is None)
            if wrong:  # both at once
                advice = "; ".join(part for part in (advice, wrong.partition("; ")[2][:-1]) if part)
            self.refuse_array(place, told, advice)
        elif wrong:
            self.tell(place, wrong)

    def with_those_of(self, theirs):
        """All problems: those of reading in place of what `check` finds there, in its order."""
        ours = _few(self.problems)
        found, told = [], set()
        for problem in theirs:
            above = [own for own in ours if is_below(problem.path, own.path)]
            if not above:
                found.append(problem)
            for own in above:
                if own not in told:
                    told.add(own)
                    found.append(_completed(own, problem))
        found += [own for own in ours if own not in told]
        there = [problem.path for problem in found]
        for path in map(str, self.infinite):
            if not any(is_below(path, each) for each in there):
                message = tell("wanted", found="a number that JSON has not", wanted="a finite one")
                found.append(Problem(path, message))
        return found


def is_below(path, other):
    """Whether a path is another, or leads through it."""
    return path == other or path.startswith((f"{other}.", f"{other}["))


def _few(problems):
    """At most ten of a field, and how many more there are."""
    few, counts = [], {}
    for problem in problems:
        top = re.sub(r"\[.*", "", problem.path)
        counts[top] = counts.get(top, 0) + 1
        if counts[top] <= LIMITS["problems"]:
            few.append(problem)
    rest = {top: count - LIMITS["problems"] for top, count in counts.items()}
    return few + [Problem(top, tell("more", count=n)) for top, n in rest.items() if n > 0]


def _completed(own, theirs):
    """With what `check` wants there, where it is not said yet."""
    _, wants, wanted = theirs.message.partition("; wanted ")
    if "; wanted " in own.message or not wants or own.path != theirs.path:
        return own
    found, colon, advice = own.message.rstrip(".").partition(": ")
    advice = f"{colon}{advice}." if colon else "."
    return Problem(own.path, f"{found}; wanted {wanted.rstrip('.')}{advice}")
