"""Goals of lessons judged in Python: the same rows, in the same words, as ``attention grade --csv``."""

import csv
import json
import sys
from pathlib import Path

import pandas as pd
import pytest

from jupyterlab_attention import Attention, _grade, grade
from jupyterlab_attention._same import same_value

FOLDER = Path(__file__).parent.parent / "fixtures" / "lessons"
FILES = sorted(path.name for path in FOLDER.glob("*.json"))
SENTENCE = "Angry lions hunt zebras, while cats sleep peacefully"
STEP = {
    "name": "causal",
    "text": "t",
    "start": {"sentence": SENTENCE},
    "goal": [{"about": "mask", "is": "equal", "than": "causal"}],
}


def lesson_of(*answers, **step):
    kept = [{"step": "causal", "state": state} for state in answers]
    return {"name": "masks", "steps": [STEP | step], "answers": kept}


def payload_of(*answers, **step):
    fields = {"format": "attention", "version": 1, "sentence": SENTENCE}
    return fields | {"lesson": lesson_of(*answers, **step)}


def written(tmp_path, **payloads):
    for name, payload in payloads.items():
        (tmp_path / f"{name}.json").write_text(json.dumps(payload))
    return tmp_path


def expected_rows(name):
    text = (FOLDER / f"{name}.csv").read_bytes().decode("utf-8")
    return list(csv.DictReader(text.splitlines()))


def as_csv(row):
    """What a row is in the CSV of the command line, where a formula begins with an apostrophe."""
    guarded = "'" if row["lesson"].startswith("=") else ""
    lesson = f"{guarded}{row['lesson']}"
    return row | {"lesson": lesson, "reached": "yes" if row["reached"] else "no"}


@pytest.fixture
def folder(monkeypatch):
    monkeypatch.chdir(FOLDER)


@pytest.mark.parametrize(
    ("name", "options"), [("grades", {}), ("by-original", {"lesson": "original.json"})]
)
def test_the_same_as_on_the_command_line(folder, capsys, name, options):
    frame = grade(FILES, **options)
    assert capsys.readouterr() == ("".join(f"{line}\n" for line in frame.attrs["problems"]), "")
    assert list(frame.columns) == ["file", "lesson", "step", "reached", "done"]
    assert list(map(as_csv, frame.to_dict("records"))) == expected_rows(name)
    told, wanted = (
        [line for line in lines if not line.startswith(("cut.json: ", "empty.json: "))]
        for lines in (
            frame.attrs["problems"],
            (FOLDER / f"{name}.txt").read_text("utf-8").splitlines(),
        )
    )
    assert told == wanted
    assert (
        sum(line.startswith(("cut.json: ", "empty.json: ")) for line in frame.attrs["problems"])
        == 2
    )


def test_a_pattern_a_path_and_an_attention_are_taken(folder):
    all_of_it = grade("r*t.json", lesson=Attention.from_dict(payload("original.json")))
    assert all_of_it.reached.all() and len(all_of_it) == 11
    assert all_of_it.attrs == {"problems": []}
    one = grade(FOLDER / "right.json")
    assert one.drop(columns="file").equals(all_of_it.drop(columns="file"))
    assert one.file[0] == FOLDER / "right.json" or one.file[0] == str(FOLDER / "right.json")


def payload(name):
    value = json.loads((FOLDER / name).read_text("utf-8"))
    return value["cells"][1]["outputs"][1]["data"]["application/vnd.attention.v1+json"]


def test_what_is_not_there_is_told_and_the_others_go_on(folder, tmp_path):
    frame = grade(["gone.json", str(tmp_path), "right.json", "no*.json"])
    assert set(frame.file) == {"right.json"}
    told = frame.attrs["problems"]
    assert told[0] == "gone.json: This cannot be read (No such file or directory)."
    assert [line.partition(": ")[0] for line in told[1:]] == [str(tmp_path), "no*.json"]


def test_without_pandas_there_are_dicts(folder, monkeypatch):
    monkeypatch.setitem(sys.modules, "pandas", None)
    rows = grade("right.json")
    assert isinstance(rows, list) and rows.attrs == {"problems": []}
    assert rows[0] == {
        "file": "right.json",
        "lesson": "all-of-it",
        "step": "mask",
        "reached": True,
        "done": 'mask: – → "causal"',
    }


def test_nothing_to_grade_is_an_empty_table():
    frame = grade([])
    assert isinstance(frame, pd.DataFrame) and frame.empty
    assert list(frame.columns) == list(_grade._COLUMNS)


def test_an_original_without_a_lesson_is_refused(folder, tmp_path):
    with pytest.raises(ValueError, match="No lesson is in it"):
        grade("right.json", lesson=Attention(SENTENCE))
    with pytest.raises(ValueError, match="wanted a finite number"):
        grade("right.json", lesson="odd.json")
    with pytest.raises(ValueError, match="cut.json"):
        grade("right.json", lesson="cut.json")


@pytest.mark.parametrize(
    ("state", "step", "done"),
    [
        ({"mask": "causal"}, {}, 'mask: – → "causal"'),
        ({"mask": {"causal": True}}, {}, 'mask: – → {"causal":true}'),
        ({"mask": {"padding": [True] * 8, "note": 1, "causal": True}}, {}, "mask"),
        ({"mask": None}, {}, "it is the state that the step begins with"),
        ({"mask": "causal"}, {"touch": ["scale"]}, "it changes what the step leaves as it is"),
        ({"mask": "causal", "scale": 12345}, {}, 'mask: – → "causal"; scale: – → 12350'),
        ({"mask": "causal", "temperature": 1.0}, {}, 'mask: – → "causal"; temperature: – → 1'),
        ({"mask": {"window": 2}}, {}, "it does not reach the goal"),
    ],
)
def test_what_was_done_is_told_as_on_the_command_line(tmp_path, state, step, done):
    folder = written(tmp_path, a=payload_of({"sentence": SENTENCE} | state, **step))
    row = grade(folder / "a.json").iloc[0]
    assert row.done.removeprefix("kept as an answer, but ") == done
    assert row.reached == (row.done == done)


def test_at_model_size_and_in_bytes_it_is_judged_too(tmp_path):
    np = pytest.importorskip("numpy")
    random = np.random.default_rng(1)
    tokens = [f"t{i}" for i in range(90)]
    embeddings = random.normal(size=(90, 80)).astype("float32")
    w = dict.fromkeys(("w_q", "w_k", "w_v"), random.normal(size=(80, 80)).astype("float32"))
    start = Attention(tokens=tokens, embeddings=embeddings, **w).to_dict()
    done = start | {"mask": "causal"}
    goal = [
        {"about": "mask", "is": "equal", "than": "causal"},
        {"about": "masked_scores", "query": 0, "key": 1, "is": "equal", "than": 0},
    ]
    two = [
        {"about": "weights", "query": "t0", "key": "t0", "is": "equal", "than": 1},
        {"about": "entropy", "query": "t0", "is": "equal", "than": 0},
    ]
    files = written(
        tmp_path,
        reached=payload_of(done, start=start, goal=[goal[0], *two], touch=["mask"]),
        masked=payload_of(done, start=start, goal=goal),
        untouched=payload_of(start, start=start, goal=goal),
    )
    assert grade(str(files / "*.json")).done.tolist() == [
        "kept as an answer, but it does not reach the goal",
        'mask: – → "causal"',
        "kept as an answer, but it is the state that the step begins with",
    ]


def test_numbers_that_json_writes_otherwise_are_the_same_and_booleans_are_none():
    assert same_value({"a": [1, 2.0]}, {"a": [1.0, 2]})
    assert same_value(2**53, 2**53 + 1)  # no double tells them apart
    assert not same_value(True, 1)
    assert not same_value([1], [1, 1])
    assert not same_value({"a": None}, {})
