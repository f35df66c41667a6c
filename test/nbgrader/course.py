"""A lesson as an assignment of nbgrader: made, handed out, solved, collected and graded for real.

It needs an environment with nbgrader, and our package on the path: ``npm run nbgrader`` makes one. What
came of it is printed; anything else than what docs/lessons.md says ends it with an error.
"""

import json
import os
import pwd
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.api import Gradebook

from jupyterlab_attention import Attention, grade

MIME_TYPE = "application/vnd.attention.v1+json"
SENTENCE = "Angry lions hunt zebras, while cats sleep peacefully"
LESSON = {
    "name": "masks",
    "steps": [
        {
            "name": "causal",
            "text": "Let no word look at what comes after it.",
            "start": {"sentence": SENTENCE},
            "touch": ["mask"],
            "goal": [{"about": "mask", "is": "equal", "than": "causal"}],
        },
        {
            "name": "undecided",
            "text": "Make angry less decided.",
            "start": {"sentence": SENTENCE, "temperature": 0.5},
            "goal": [{"about": "entropy", "query": "angry", "is": "above", "than": 2.9}],
        },
    ],
}
STAGE = f"""from jupyterlab_attention import Attention, check, grade

stage = Attention({SENTENCE!r}, lesson={LESSON!r})
stage"""
SOFTMAX = """def softmax(scores):
    ### BEGIN SOLUTION
    import math
    powers = [[math.exp(s - max(row)) for s in row] for row in scores]
    return [[p / sum(row) for p in row] for row in powers]
    ### END SOLUTION"""
TEST = "check(softmax=softmax).demand()"
# Autograding empties the outputs of its copy before it runs it: what was played stands in the file handed in.
STEP = """### BEGIN HIDDEN TESTS
from pathlib import Path

handed_in = Path(str(Path.cwd()).replace("autograded", "submitted")) / "attention.ipynb"
rows = grade(handed_in, lesson=stage)
assert rows.reached[rows.step == {step!r}].any(), rows.to_string()
### END HIDDEN TESTS"""
CONFIG = """c = get_config()
c.CourseDirectory.course_id = "attention"
c.Exchange.root = {exchange!r}
c.Exchange.cache = {cache!r}
c.ClearSolutions.code_stub = {{"python": "raise NotImplementedError"}}
c.FileNameCollectorPlugin.named_regexp = r".*/(?P<student_id>\\w+)_(?P<file_id>.+)"
"""
POINTS = {"softmax-test": 2, "causal": 1, "undecided": 1}
# What each student does: the exercise in code, and the answers that the page keeps of the stage.
STUDENTS = {
    "ada": {
        "code": SOFTMAX,
        "answers": {"causal": {"mask": "causal"}, "undecided": {"temperature": 3}},
        "points": {"softmax-test": 2, "causal": 1, "undecided": 1},
    },
    "bo": {
        "code": SOFTMAX.replace(" - max(row)", ""),
        "answers": {"causal": {"mask": "causal"}, "undecided": {"temperature": 0.25}},
        "points": {"softmax-test": 0, "causal": 1, "undecided": 0},
    },
    "cy": {"points": {"softmax-test": 0, "causal": 0, "undecided": 0}},
}


def main(course):
    course.mkdir(parents=True)
    configure(course)
    source = course / "source" / "lesson" / "attention.ipynb"
    source.parent.mkdir(parents=True)
    nbformat.write(assignment(), source)

    nbgrader(course, "generate_assignment", "lesson")
    release = course / "release" / "lesson" / "attention.ipynb"
    expect("the solution is not handed out", "math.exp" not in release.read_text())
    expect("hidden tests are not handed out", "handed_in" not in release.read_text())
    expect("outputs are not handed out", not outputs_of(release))

    downloaded = course / "downloaded" / "lesson" / "archive"
    downloaded.mkdir(parents=True)
    for name, does in STUDENTS.items():
        nbformat.write(solved(release, does), downloaded / f"{name}_attention.ipynb")
    nbgrader(course, "zip_collect", "lesson")
    mine = by_the_exchange(course)
    nbgrader(course, "autograde", "lesson")

    told = scores(course)
    print(json.dumps(told, indent=2))
    for name, does in STUDENTS.items():
        expect(f"{name} gets {does['points']}", told.get(name) == does["points"])
    frame = grade(str(course / "submitted" / "*" / "lesson" / "*.ipynb"), lesson=original())
    print(frame.drop(columns="file").to_string())
    expect(
        f"{mine}, by the exchange, gets what ada does", told.get(mine) == STUDENTS["ada"]["points"]
    )
    reached = [Path(file).parts[-3] for file in frame.file[frame.reached]]
    expect(
        "what was played is read from the files handed in",
        reached == sorted(["ada", "ada", "bo", mine, mine]),
    )
    expect(
        "autograding runs the cells anew: no answers are in the outputs of its copies",
        not grade(str(course / "autograded" / "*" / "lesson" / "*.ipynb")).reached.any(),
    )


def configure(folder):
    """A course or a student: both know where the exchange is."""
    places = {name: str(folder.parent / name) for name in ("exchange", "cache")}
    (folder / "nbgrader_config.py").write_text(CONFIG.format(**places))


def by_the_exchange(course):
    """Who runs this fetches the assignment, does what ada does, and submits it: nbgrader knows students by their login."""
    student = course.parent / "student"
    student.mkdir()
    configure(student)
    (course.parent / "exchange").mkdir()
    nbgrader(course, "release_assignment", "lesson")
    nbgrader(student, "fetch_assignment", "lesson")
    fetched = student / "lesson" / "attention.ipynb"
    nbformat.write(solved(fetched, STUDENTS["ada"]), fetched)
    nbgrader(student, "submit", "lesson")
    nbgrader(course, "collect", "lesson")
    return pwd.getpwuid(os.getuid()).pw_name


def assignment():
    """The notebook of the teacher, with what nbgrader is told of its cells."""
    cells = [
        new_markdown_cell("# Masks\n\nRun the cell below and play its steps; then save."),
        told(new_code_cell(STAGE), "stage", locked=True),
        told(new_code_cell(SOFTMAX), "softmax", solution=True),
        told(new_code_cell(TEST), "softmax-test", grade=True, locked=True),
        *(
            told(
                new_code_cell(STEP.format(step=step["name"])), step["name"], grade=True, locked=True
            )
            for step in LESSON["steps"]
        ),
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return new_notebook(cells=cells, metadata={"kernelspec": kernel})


def told(cell, name, grade=False, solution=False, locked=False):
    cell.metadata["nbgrader"] = {
        "grade_id": name,
        "grade": grade,
        "solution": solution,
        "locked": locked,
        "task": False,
        "schema_version": 3,
    }
    if grade:
        cell.metadata["nbgrader"]["points"] = POINTS[name]
    return cell


def solved(release, does):
    """What a student saves: the cells run, and what was played on the stage in its output."""
    notebook = nbformat.read(release, 4)
    for cell in notebook.cells:
        if "code" in does and cell.metadata.get("nbgrader", {}).get("grade_id") == "softmax":
            cell.source = does["code"]
    NotebookClient(notebook, kernel_name="python3", allow_errors=True).execute()
    for payload in payloads_of(notebook):
        answers = does.get("answers", {})
        start = {step["name"]: step["start"] for step in payload["lesson"]["steps"]}
        payload["lesson"]["answers"] = [
            {"step": step, "state": start[step] | made} for step, made in answers.items()
        ]
    return notebook


def payloads_of(notebook):
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    return [output["data"][MIME_TYPE] for output in outputs if MIME_TYPE in output.get("data", {})]


def outputs_of(path):
    return [out for cell in nbformat.read(path, 4).cells for out in cell.get("outputs", ())]


def nbgrader(course, *words):
    print("nbgrader", *words, flush=True)
    subprocess.run([sys.executable, "-m", "nbgrader", *words], cwd=course, check=True)


def scores(course):
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
        return {
            submission.student.id: {
                cell.name: cell.score
                for notebook in submission.notebooks
                for cell in notebook.grades
            }
            for submission in book.assignment_submissions("lesson")
        }


def original():
    return Attention(SENTENCE, lesson=LESSON)


def expect(what, holds):
    if not holds:
        sys.exit(f"This is not so: {what}.")
    print(f"    {what}")


if __name__ == "__main__":
    # nbgrader calls a program that is installed beside it
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    folder = Path(sys.argv[1])
    shutil.rmtree(folder, ignore_errors=True)
    main(folder)
