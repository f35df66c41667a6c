"""Reads payloads from standard input, one JSON text a line, and says what came of each.

What is accepted is also computed, shown and written: nothing may raise then but what is told of
numbers that overflow.
"""

import json
import sys
import tempfile
from pathlib import Path

from jupyterlab_attention import Attention, _intake
from jupyterlab_attention._files import loads
from jupyterlab_attention._format import check


def main():
    with tempfile.TemporaryDirectory() as folder:
        for line in sys.stdin:
            print(json.dumps(outcome(line, Path(folder) / "x.attention.json")))


def outcome(line, path):
    payload = loads(line)
    problems, warnings = check(payload)
    told = {"problems": problems, "warnings": warnings}
    _, on_loading = _intake.read(loads(line))
    if on_loading != problems:
        raise AssertionError(f"a file is told of {on_loading}, not of {problems}: {line[:3000]}")
    if bool(_intake.taken(payload)[1]) != bool(problems):
        raise AssertionError(f"a dict is taken, or not, as a file is not: {line[:3000]}")
    if problems:
        return told
    try:
        attention = Attention.from_dict(payload)
        attention.trace()
    except ValueError as error:
        where, _, message = str(error).partition(": ")
        return told | {"problems": [[where, message]]}
    if "image/png" in attention._repr_mimebundle_(exclude=["image/png"]):
        raise AssertionError("a picture that nobody wanted")
    attention.save(path)
    if Attention.load(path).to_dict() != attention.to_dict():
        raise AssertionError(f"not the same after it was saved: {line}")
    return told


main()
