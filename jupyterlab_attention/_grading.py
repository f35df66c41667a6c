"""Grades lessons in notebooks and payloads: nothing that a file says of itself is believed.

The same as ``attention grade``, in the same words.
"""

import json

from ._changes import changes_between
from ._format import MIME_TYPE, Problem, check
from ._messages import quoted, units_of
from ._playing import outcome_of
from ._same import same_value
from ._state import spec_of

_WHY = {
    "untouched": "it is the state that the step begins with",
    "elsewhere": "it changes what the step leaves as it is",
    "missing": "it does not reach the goal",
    "unreadable": "it is no state that can be computed",
}


def grades_of(value, originals=None):
    """What came of the lessons of a notebook, or of a payload.

    Parameters
    ----------
    value
        The JSON of the file.
    originals : list of dict, optional
        Lessons by whose goals it is graded, whatever goals stand in the file.

    Returns
    -------
    grades : list of dict
        Each with lesson, step, reached and done.
    problems : list of Problem
        What is wrong with payloads in it; the others are graded all the same.
    """
    lessons, problems = lessons_in(value)
    grades = []
    for lesson, path in lessons:
        name = lesson["name"]
        original = lesson
        if originals is not None:
            original = next((each for each in originals if each["name"] == name), None)
            wrong = _against(original, lesson)
            problems += [Problem(path, wrong)] if wrong else []
        if original is not None:
            grades += _steps_of(original, lesson)
    return _best(grades), problems


def _against(original, lesson):
    """What is told of a lesson beside its original, or None."""
    name = quoted(lesson["name"], units_of(lesson["name"]))
    if original is None:
        return f"The lesson {name} is none of those that are graded; it is left out."
    if not same_value(original["steps"], lesson["steps"]):
        told = f"The steps of the lesson {name} are not those of the original"
        return f"{told}; it is graded by the original."
    return None


def lessons_in(value):
    """The lessons of a file, in its order, each with where it stands, and what is wrong with payloads."""
    is_notebook = isinstance(value, dict) and "nbformat" in value
    lessons, problems = [], []
    for path, payload in _payloads_in(value) if is_notebook else [("$", value)]:
        wrong, _ = check(payload)
        problems += [Problem(f"{path}{found.path[1:]}", found.message) for found in wrong]
        if not wrong and "lesson" in payload:
            lessons.append((payload["lesson"], f"{path}.lesson"))
    return lessons, problems


def _payloads_in(notebook):
    """The payloads in the outputs of a notebook; whatever else stands there is passed over."""
    for c, cell in enumerate(_list_of(notebook, "cells")):
        for o, output in enumerate(_list_of(cell, "outputs")):
            data = output.get("data") if isinstance(output, dict) else None
            if isinstance(data, dict) and MIME_TYPE in data:
                yield f"$.cells[{c}].outputs[{o}]", data[MIME_TYPE]


def _list_of(value, name):
    found = value.get(name) if isinstance(value, dict) else None
    return found if isinstance(found, list) else []


def _steps_of(original, lesson):
    """The steps that have a goal, with the answers of a file."""
    for step in original["steps"]:
        if not step.get("goal"):
            continue
        answers = lesson.get("answers", ())
        kept = next((each["state"] for each in answers if each["step"] == step["name"]), None)
        outcome = None if kept is None else outcome_of(step, kept)
        yield {
            "lesson": original["name"],
            "step": step["name"],
            "reached": outcome == "reached",
            "done": _done(outcome, step, kept),
        }


def _done(outcome, step, kept):
    """What was changed to reach a goal, or why what was kept does not."""
    if outcome is None:
        return "no answer"
    if outcome != "reached":
        return f"kept as an answer, but {_WHY[outcome]}"
    changes = changes_between(spec_of(step["start"]), spec_of(kept))
    return "; ".join(map(_told, changes)) or "a guess, or another word, head or layer"


def _told(change):
    what = change.field if change.of is None else f"{change.field} of {change.of}"
    told = change.before is not None and change.after is not None
    return f"{what}: {change.before} → {change.after}" if told else what


def _best(grades):
    """A step that stands in several outputs counts once: where it was reached, if it was."""
    known = {}
    for grade in grades:
        key = json.dumps([grade["lesson"], grade["step"]])
        if not known.get(key, {"reached": False})["reached"]:
            known[key] = grade
    return list(known.values())
