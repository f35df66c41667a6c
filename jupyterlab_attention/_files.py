"""Files of payloads: read in whichever Unicode they are in, and written whole or not at all."""

import json
import os
import re
import secrets
import stat
from contextlib import suppress
from pathlib import Path

_DEEP = 200  # lists and objects in one another: more than are read
_NESTING = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{}]')
_DIGITS = 308  # of a whole number that a double certainly holds


def read_json(path):
    """What a file of JSON holds.

    UTF-8, UTF-16 and UTF-32 are told apart by the mark at the beginning, or by where zeros are.

    Raises
    ------
    ValueError
        If it is no text, or no JSON: says what was found, and where.
    """
    try:
        data = Path(path).read_bytes()
    except TypeError:
        found = type(path).__name__
        raise ValueError(f"Found a {found}; wanted the path of a file.") from None
    try:
        return loads(_text_of(data))
    except json.JSONDecodeError as error:
        reason = f"not JSON, line {error.lineno}, column {error.colno}: {error.msg}"
        raise ValueError(f"{path}: {reason}") from error
    except ValueError as error:
        raise ValueError(f"{path}: {error}") from error


def loads(text):
    """What a text of JSON says; what lies deeper than any reader looks is left out."""
    try:
        return json.loads(text, parse_int=_whole)
    except RecursionError:
        return json.loads(_shallow(text), parse_int=_whole)


def _shallow(text):
    """JSON without what lies below so many lists and objects: enough is left to be refused."""
    kept, depth, start = [], 0, 0
    for token in _NESTING.finditer(text):
        sign = token[0]
        if sign in "[{":
            depth += 1
            if depth == _DEEP:
                kept.append(text[start : token.end()])
        elif sign in "]}":
            if depth == _DEEP:
                start = token.start()
            depth -= 1
    if depth >= _DEEP:
        told = "lists or objects, nested too deep, have no end"
        raise json.JSONDecodeError(told, text, len(text))
    return "".join(kept) + text[start:]


def write(path, data):
    """Writes bytes to a file: whatever fails, what was there before is there still.

    A file beside it is written and then takes its place; links and permissions stay.
    """
    target = Path(os.path.realpath(path))
    try:
        old = target.stat()
    except FileNotFoundError:
        old = None
    if old and not stat.S_ISREG(old.st_mode):  # a device or a pipe, which nothing may replace
        target.write_bytes(data)
        return
    beside = target.with_name(f".{target.name[:64]}.{secrets.token_hex(6)}.tmp")
    try:
        with open(beside, "xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if old:
            _keep(beside, old)
        os.replace(beside, target)
    except BaseException as error:
        with suppress(OSError):
            beside.unlink()
        if isinstance(error, OSError) and error.filename == str(beside):
            error.filename = str(path)  # the name that was given, not the one beside it
        raise


def _keep(path, old):
    """Owner and permissions as they were."""
    if hasattr(os, "chown"):
        with suppress(OSError):
            os.chown(path, old.st_uid, old.st_gid)
    os.chmod(path, stat.S_IMODE(old.st_mode))


def _text_of(data):
    encoding = json.detect_encoding(data)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        wrong = " ".join(f"{byte:02x}" for byte in data[error.start : error.end][:4])
        raise ValueError(
            f"not text in {encoding.removesuffix('-sig').upper()}: found the bytes {wrong} at "
            f"{error.start:,}, {error.reason}. Save it as UTF-8."
        ) from error
    if not text.strip():
        raise ValueError("Nothing is in this file; wanted a payload, as `save` writes it.")
    return text


def _whole(digits):
    """A whole number of a file; one that no double holds is infinite, as in other readers."""
    return int(digits) if len(digits) <= _DIGITS else float(digits)
