import json
from pathlib import Path

import pytest

from jupyterlab_attention import Attention
from jupyterlab_attention._format import check
from jupyterlab_attention._signs import shown
from jupyterlab_attention._words import embed_word, tokenize

FIXTURES = Path(__file__).parent.parent / "fixtures"


def read(path):
    return json.loads(path.read_text("utf-8"))


def files(folder):
    return [path for path in sorted((FIXTURES / folder).glob("*.json")) if path.stem != "expected"]


EXPECTED = read(FIXTURES / "valid" / "expected.json")
WORDS = read(FIXTURES / "words.json")
SIGNS = read(FIXTURES / "signs.json")


@pytest.mark.parametrize("path", files("valid"), ids=lambda path: path.stem)
def test_valid(path, tmp_path):
    attention = Attention.load(path)
    expected = EXPECTED[path.name]
    assert attention.tokens == expected["tokens"]
    assert attention.trace().get("key_tokens") == expected.get("key_tokens")
    _, warnings = check(read(path))
    assert sorted(warning.path for warning in warnings) == expected["warnings"]
    json.dumps(attention._repr_mimebundle_(), allow_nan=False)
    attention.save(tmp_path / "again.attention.json")
    assert read(tmp_path / "again.attention.json") == read(path)


@pytest.mark.parametrize("path", files("invalid"), ids=lambda path: path.stem)
def test_invalid(path, tmp_path):
    case = read(path)
    file = tmp_path / "x.attention.json"
    file.write_text(json.dumps(case["payload"]))
    with pytest.raises(ValueError) as error:
        Attention.load(file)
    found = sorted(line.split(": ")[1] for line in str(error.value).splitlines())
    assert found == case["problems"]


@pytest.mark.parametrize("case", WORDS["sentences"], ids=lambda case: case["sentence"])
def test_sentences(case):
    assert tokenize(case["sentence"]) == case["tokens"]


@pytest.mark.parametrize("case", WORDS["vectors"], ids=lambda case: case["token"][:9])
def test_vectors(case):
    assert embed_word(case["token"], case["dimensions"]) == case["vector"]


@pytest.mark.parametrize("case", SIGNS, ids=lambda case: ascii(case["token"][:20]))
def test_signs(case):
    assert shown(case["token"], case.get("length", 200)) == case["shown"]
