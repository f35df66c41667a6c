"""Files: read in whichever Unicode, written whole or not at all; and what is shown without Pillow."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from jupyterlab_attention import Attention, _files
from jupyterlab_attention._format import MIME_TYPE, check

PAYLOAD = {"format": "attention", "version": 1, "tokens": ["é", "🦁", "Ġ"]}
TEXT = json.dumps(PAYLOAD, ensure_ascii=False)
HALVES = ["\ud800", "a\udfffb", "\udc00\ud800"]


def refused(wanted, path):
    with pytest.raises(ValueError) as error:
        Attention.load(path)
    assert type(error.value) is ValueError
    text = str(error.value)
    assert text.startswith(f"{path}: ") and wanted in text, text
    assert "\n" not in text


# -- reading ---------------------------------------------------------------------------------


def nested(depth):
    value = 1
    for _ in range(depth):
        value = [value]
    return value


@pytest.mark.parametrize(
    "fields",
    [
        {"x": nested(900)},
        {"view": {"x": nested(150)}},
        {"projections": {"query": {"note": nested(130)}}},
        {"view": {"predictions": [{"question": "who", "head": 0, "query": 0, "guess": 1e400}]}},
        {"view": {"predictions": [{"question": "most", "head": 0, "query": 0, "guess": 1e400}]}},
        {"overrides": {"scores": [{"head": 1e400, "query": 0, "key": -1e400, "value": 1e400}]}},
        {"embeddings": [[1e400] * 12], "scale": 1e400},
        {"x": {"y": [1e400, 2.0]}, "n_heads": "two"},
    ],
)
def test_of_a_file_the_same_is_told_as_of_any_payload(fields, tmp_path):
    payload = PAYLOAD | fields
    file = tmp_path / "x.attention.json"
    file.write_text(json.dumps(payload).replace("Infinity", "1e400"))
    with pytest.raises(ValueError) as error:
        Attention.load(file)
    told = [f"{file}: {path}: {message}" for path, message in check(payload)[0]]
    assert str(error.value).split("\n") == told


@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "with a mark"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_every_unicode_is_read(encoding, mark, tmp_path):
    file = tmp_path / "x.attention.json"
    file.write_bytes(f"{mark}{TEXT}\r\n".encode(encoding))
    assert Attention.load(file).to_dict() == PAYLOAD
    assert Attention.load(str(file)).to_dict() == PAYLOAD


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        (b"", "Nothing is in this file; wanted a payload"),
        (b" \r\n", "Nothing is in this file"),
        (b"\xef\xbb\xbf", "Nothing is in this file"),
        (b"\xff\xfe\n\0", "Nothing is in this file"),
        (TEXT.encode("cp1252", "replace"), "not text in UTF-8: found the bytes e9 at"),
        (b"\xff\xfe{\0\0\xd8", "not text in UTF-16"),
        (b"\x89PNG\r\n\x1a\n" + bytes(9), "not text in UTF-8: found the bytes 89 at 0"),
        (b"\x1f\x8b\x08\0", "not text in UTF-8: found the bytes 8b at 1"),
        (b"{'format': 1}", "not JSON, line 1, column 2"),
        ('{\n "a": é}'.encode("utf-16"), "not JSON, line 2, column 7"),
        (b"[" * 200_000, "nested too deep"),
        (json.dumps({"cells": [], "nbformat": 4}).encode(), "This is a notebook; wanted a payload"),
        (
            b'{"format": "attention", "version": 1, "sentence": "a", "x": [NaN]}',
            "$.x: Found nan; wanted numbers",
        ),
        (
            b'{"format": "attention", "version": 1, "sentence": "a", "x": 1e999}',
            "$.x: Found inf; wanted numbers",
        ),
        (
            b'{"format": "attention", "version": 1, "sentence": "a", "scale": '
            + b"1" * 5001
            + b"}",
            "$.scale: Found inf; wanted a finite number",
        ),
        (
            b'{"format": "attention", "version": 1, "sentence": "a", "x": ' + b"1" * 5001 + b"}",
            "$.x: Found inf; wanted numbers that a double holds",
        ),
        (
            b'{"format": "attention", "version": 1, "sentence": "a", "x": '
            + b"[" * 500
            + b"]" * 500
            + b"}",
            "$.x: Lists and objects lie more than 100 deep",
        ),
    ],
    ids=lambda x: x[:24] if isinstance(x, str) else "",
)
def test_what_is_no_payload_is_told(data, wanted, tmp_path):
    file = tmp_path / "x.json"
    file.write_bytes(data)
    refused(wanted, file)


def test_what_cannot_be_opened_is_the_systems_to_tell(tmp_path):
    with pytest.raises(FileNotFoundError):
        Attention.load(tmp_path / "none.json")
    with pytest.raises(OSError):
        Attention.load(tmp_path)
    for path in (None, 5, {"format": "attention"}):
        with pytest.raises(ValueError, match="wanted the path of a file"):
            Attention.load(path)


# -- writing ---------------------------------------------------------------------------------


@pytest.mark.parametrize("token", HALVES)
def test_halves_of_characters_go_round(token, tmp_path):
    file = tmp_path / "keep.json"
    Attention("cats sleep").save(file)
    attention = Attention(tokens=[token, "b"], key_tokens=[token])
    attention.save(file)
    assert Attention.load(file) == attention
    assert Attention.load(file).tokens == [token, "b"]
    file.read_text("utf-8")  # is UTF-8
    bundle = attention._repr_mimebundle_()
    json.dumps(bundle, ensure_ascii=False).encode("utf-8")  # as a message and a notebook are
    assert bundle[MIME_TYPE]["tokens"][1] == "b"


def test_two_halves_are_one_character(tmp_path):
    attention = Attention(tokens=["\ud83e\udd81"])
    assert attention.tokens == ["🦁"]
    attention.save(tmp_path / "x.json")
    assert Attention.load(tmp_path / "x.json") == attention


class Full(Exception):
    pass


@pytest.mark.parametrize("broken", ["fsync", "replace", "chmod"])
def test_whatever_fails_the_old_file_is_whole(broken, tmp_path, monkeypatch):
    file = tmp_path / "keep.json"
    Attention("cats sleep").save(file)
    before = file.read_bytes()

    def fail(*_):
        raise Full

    monkeypatch.setattr(_files.os, broken, fail)
    with pytest.raises(Full):
        Attention("lions hunt").save(file)
    assert file.read_bytes() == before
    assert os.listdir(tmp_path) == ["keep.json"]


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a disk that is full")
def test_a_full_disk_is_told():
    with pytest.raises(OSError, match="No space left"):
        Attention("cats sleep").save("/dev/full")


def test_devices_and_pipes_stay_what_they_are(tmp_path):
    Attention("cats sleep").save(os.devnull)
    assert not stat.S_ISREG(os.stat(os.devnull).st_mode)


@pytest.mark.skipif(os.name != "posix", reason="permissions and links of Unix")
def test_links_and_permissions_stay(tmp_path):
    (tmp_path / "far").mkdir()
    target, link = tmp_path / "far" / "keep.json", tmp_path / "link.json"
    Attention("cats sleep").save(target)
    usual = tmp_path / "usual"
    usual.write_text("")
    assert stat.S_IMODE(target.stat().st_mode) == stat.S_IMODE(usual.stat().st_mode)
    target.chmod(0o640)
    link.symlink_to(target)
    Attention("lions hunt").save(link)
    assert link.is_symlink()
    assert Attention.load(target) == Attention("lions hunt")
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    broken = tmp_path / "to-be.json"
    broken.symlink_to(tmp_path / "far" / "new.json")
    Attention("cats sleep").save(broken)
    assert Attention.load(tmp_path / "far" / "new.json") == Attention("cats sleep")
    assert sorted(os.listdir(tmp_path / "far")) == ["keep.json", "new.json"]


def test_a_folder_in_the_way_is_told_and_kept(tmp_path):
    with pytest.raises(OSError):
        Attention("cats sleep").save(tmp_path)
    with pytest.raises(FileNotFoundError):
        Attention("cats sleep").save(tmp_path / "none" / "x.json")
    assert os.listdir(tmp_path) == []


def test_a_long_name_is_a_name(tmp_path):
    file = tmp_path / f"{'ü' * 100}.attention.json"  # 215 bytes of at most 255
    Attention("cats sleep").save(file)
    assert Attention.load(file) == Attention("cats sleep")


# -- without Pillow --------------------------------------------------------------------------


@pytest.mark.parametrize("missing", ["PIL", "PIL._imagingft"])
def test_without_pillow_the_view_and_a_table_are_shown(missing):
    code = (
        "import json, sys\n"
        "sys.modules[sys.argv[1]] = None\n"
        "from jupyterlab_attention import Attention\n"
        "attention = Attention('cats sleep')\n"
        "print(json.dumps([attention._repr_mimebundle_(), attention._repr_mimebundle_(include={'image/png'})]))"
    )
    run = [sys.executable, "-c", code, missing]
    root = Path(__file__).parent.parent.parent
    printed = subprocess.run(run, capture_output=True, text=True, check=True, cwd=root).stdout
    bundle, picture = json.loads(printed)
    whole = Attention("cats sleep")._repr_mimebundle_()
    assert picture == {}
    assert set(whole) - set(bundle) == {"image/png"}
    assert bundle[MIME_TYPE] == whole[MIME_TYPE]
    assert whole["text/plain"] in bundle["text/plain"]
    assert "<table" in bundle["text/html"]
    for told in (bundle["text/html"], bundle["text/plain"]):
        assert told.count("%pip install pillow") == 1
    assert "<img" not in bundle["text/html"]


def test_where_nothing_can_be_written_the_name_that_was_given_is_told(tmp_path):
    file = tmp_path / "missing" / "x.json"
    with pytest.raises(FileNotFoundError) as error:
        Attention("Cats sleep").save(file)
    assert error.value.filename == str(file)


def test_what_is_said_beside_an_array_is_no_part_of_a_mask(tmp_path):
    beside = {"window": {"of": 1}, "causal": "no", "padding": []}
    mask = {"dtype": "bool", "shape": [3, 3], "data": "AQEBAQEBAQEB"} | beside
    attention = Attention.from_dict(PAYLOAD | {"mask": mask})
    assert attention.weights == Attention(tokens=PAYLOAD["tokens"]).weights
    attention.save(tmp_path / "x.json")
    assert Attention.load(tmp_path / "x.json").to_dict() == PAYLOAD | {"mask": mask}


def test_what_is_not_known_is_kept_at_any_depth(tmp_path):
    note = {"note": {"by": ["another program", {"of": 2.5}], "__proto__": None}}
    rows = {"dtype": "float32", "shape": [3, 2], "data": "AACAPwAAAEAAAEBAAACAQAAAoEAAAMBA"}
    square = {"dtype": "float32", "shape": [2, 2], "data": "AACAPwAAAAAAAAAAAACAPw=="}
    names = ("query", "key", "value", "output")
    score = {"head": 0, "query": 0, "key": 0, "value": 1}
    guess = {"question": "most", "head": 0, "query": 0, "guess": 1}
    payload = (
        PAYLOAD
        | note
        | {
            "constructor": 1,
            "embeddings": rows | note,
            "positions": rows | note,
            "projections": {name: square | note for name in names} | note,
            "mask": {"causal": True} | note,
            "overrides": {"scores": [score | note]} | note,
            "view": {"window": {"query": [0, 2]} | note, "predictions": [guess | note]} | note,
        }
    )
    attention = Attention.from_dict(payload)
    attention.save(tmp_path / "x.json")
    again = Attention.load(tmp_path / "x.json")
    assert attention.to_dict() == again.to_dict() == payload
    assert again._repr_mimebundle_(include=[MIME_TYPE])[MIME_TYPE] == payload
