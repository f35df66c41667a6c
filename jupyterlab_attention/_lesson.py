"""Where the parts of a lesson do not go together; the same rules as in TypeScript.

It is looked at as it came: what is wrong in one step hides nothing of the others.
"""

from ._description import LIMITS
from ._messages import Problem, describe, number, only, tell
from ._scalars import is_whole

# Where a lesson stands: it says nothing of what is computed beside it.
LESSON = "$.lesson"


def check_lesson(lesson, report):
    """Reports names that two steps have, and what is said of steps that are not there."""
    steps = lesson.get("steps") if isinstance(lesson, dict) else None
    if not _is_list(steps):
        return
    names = _texts_of(steps, "name")
    report.field(f"{LESSON}.steps", _same_names(names))
    _check_step(lesson.get("step"), len(names), report)
    if None not in names:
        answers = _texts_of(lesson.get("answers"), "step")
        report.field(f"{LESSON}.answers", _unused(answers, names), report.warnings)


def start_view(lesson):
    """What the first step of a lesson shows and covers, as the field of a payload; empty where it says nothing."""
    view = lesson["steps"][0]["start"].get("view")
    return {} if view is None else {"view": view}


def _is_list(value):
    """Whether this is a list that is not too long to be looked into."""
    return isinstance(value, list) and len(value) <= LIMITS["steps"]


def _texts_of(entries, field):
    """What the entries of a list say in one of their fields; None where that is no text."""
    said = [
        entry.get(field) if isinstance(entry, dict) else None
        for entry in (entries if _is_list(entries) else ())
    ]
    return [text if isinstance(text, str) else None for text in said]


def _same_names(names):
    for i, name in enumerate(names):
        first = names.index(name)
        if name is not None and first < i:
            told = {"found": describe(name), "first": f"{LESSON}.steps[{first}].name"}
            yield Problem(f"{LESSON}.steps[{i}].name", tell("sameName", **told))


def _check_step(step, steps, report):
    if is_whole(step) and step >= steps > 0:
        told = tell("lastStep", found=number(step), only=only(steps, "step"))
        report.warn(f"{LESSON}.step", told)


def _unused(answers, names):
    """Answers to no step, and later ones to the same."""
    for i, name in enumerate(answers):
        path, first = f"{LESSON}.answers[{i}].step", answers.index(name)
        if name is not None and name not in names:
            yield Problem(path, tell("noStep", found=describe(name)))
        elif name is not None and first < i:
            told = {"found": describe(name), "first": f"{LESSON}.answers[{first}].step"}
            yield Problem(path, tell("sameAnswer", **told))
