"""Grades the lessons that students hand in, from Python."""

import os
from glob import glob

from . import _files
from ._attention import Attention
from ._grading import grades_of, lessons_in
from ._signs import shown

_COLUMNS = ("file", "lesson", "step", "reached", "done")


def grade(paths, lesson=None):
    """Which goals of lessons notebooks and payloads reach, each computed anew from what was kept.

    The rows are those of ``attention grade --csv``. Nothing that a file says of itself is believed:
    an answer that does not reach its goal is said to be none, and why. A file that is damaged is
    told, and the others go on.

    Parameters
    ----------
    paths : str, path or iterable of these
        Notebooks or payloads; a text may be a pattern, such as ``"handed-in/*.ipynb"``.
    lesson : str, path or Attention, optional
        The original, as a notebook, a payload or an `Attention`: its goals count, whatever goals
        stand in the files.

    Returns
    -------
    pandas.DataFrame or list of dict
        A row for each step that has a goal, with file, lesson, step, reached (a boolean) and done.
        Without pandas a list of dicts. What is wrong with files is printed, and listed in
        ``.attrs["problems"]`` of either.

    Raises
    ------
    ValueError
        If the original cannot be read, or holds no lesson.

    Examples
    --------
    >>> frame = grade("handed-in/*.ipynb", lesson="original.ipynb")
    >>> frame.groupby("file").reached.sum()
    """
    originals = None if lesson is None else _originals_in(lesson)
    rows, problems = [], []
    for path in _files_of(paths):
        found, told = _grades_of(path, originals)
        rows += found
        problems += told
    for problem in problems:
        print(problem)  # no warning: nbgrader gives nothing for a cell in which one is seen
    return _framed(rows, problems)


class Rows(list):
    """Rows where pandas is not installed; ``attrs`` as those of a DataFrame."""

    def __init__(self, rows=()):
        super().__init__(rows)
        self.attrs = {}


def _framed(rows, problems):
    try:
        import pandas
    except ImportError:
        framed = Rows(rows)
    else:
        framed = pandas.DataFrame(rows, columns=list(_COLUMNS))
    framed.attrs["problems"] = problems
    return framed


def _files_of(paths):
    """The files that are meant, those of a pattern in the order of their names."""
    for path in [paths] if isinstance(paths, (str, os.PathLike)) else paths:
        text = os.fspath(path)
        found = [] if os.path.exists(text) else sorted(glob(text, recursive=True))
        yield from found or [text]


def _grades_of(path, originals):
    """The rows of a file, and in words what is wrong with it."""
    try:
        value = _files.read_json(path)
    except OSError as error:
        return [], [f"{path}: This cannot be read ({error.strerror or error})."]
    except ValueError as error:
        return [], [str(error)]
    grades, problems = grades_of(value, originals)
    told = [_line(path, problem) for problem in problems]
    if not grades:
        told.append(f"{path}: No lesson that can be graded is in it.")
    return [_row(path, found) for found in grades], told


def _line(path, problem):
    return f"{path}: {shown(problem.path, 500)}: {shown(problem.message, 2000)}"


def _row(path, found):
    """Texts come from strangers: characters that are not seen are shown as signs."""
    seen = {name: shown(found[name], 200) for name in ("lesson", "step", "done")}
    return {name: ({"file": path} | found | seen)[name] for name in _COLUMNS}


def _originals_in(lesson):
    """The lessons by whose goals is graded."""
    if isinstance(lesson, Attention):
        path, value = "lesson", lesson.to_dict()
    else:
        path, value = os.fspath(lesson), _files.read_json(lesson)
    lessons, problems = lessons_in(value)
    if problems:
        raise ValueError("\n".join(_line(path, problem) for problem in problems))
    if not lessons:
        raise ValueError(f"{path}: No lesson is in it; wanted the original of one.")
    return [found for found, _ in lessons]
