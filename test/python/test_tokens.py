"""Tokens as they are shown, from what tokenizers say of them."""

import pytest

from jupyterlab_attention._tokens import as_bytes, by_decoding, by_slices, token_info


def shown(text, *pieces):
    """Tokens of (raw, start, end)."""
    return by_slices(text, [tuple(at) for _, *at in pieces], [raw for raw, *_ in pieces])


def test_word_pieces_are_shown_as_they_were_written():
    text = "Angry cafés!"
    pieces = [("[CLS]", 0, 0), ("angry", 0, 5), ("cafe", 6, 10), ("##s", 10, 11), ("!", 11, 12)]
    assert shown(text, *pieces, ("[SEP]", 0, 0)) == ["[CLS]", "Angry", "café", "s", "!", "[SEP]"]


def test_pieces_of_one_character_are_its_bytes():
    text = "dog 😀."
    pieces = [("dog", 0, 3), ("ĠðŁ", 4, 5), ("ĺ", 4, 5), ("Ģ", 4, 5), (".", 5, 6)]
    assert shown(text, *pieces) == ["dog", "😀", "⟨98⟩", "⟨80⟩", "."]


def test_what_is_unknown_or_special_in_the_text_is_shown_as_written():
    text = "a 😀 [MASK]"
    pieces = [("a", 0, 1), ("[UNK]", 2, 3), ("[MASK]", 4, 10)]
    assert shown(text, *pieces) == ["a", "😀", "[MASK]"]


def test_spaces_that_belong_to_a_token_stay():
    assert shown("a dog", ("a", 0, 1), ("Ġdog", 1, 5)) == ["a", " dog"]
    assert shown("a\n\tb", ("a", 0, 1), ("Ċ", 1, 2), ("ĉ", 2, 3), ("b", 3, 4)) == [*"a\n\tb"]


@pytest.mark.parametrize(
    ("text", "pieces", "wanted"),
    [
        # a combining accent that was composed: its slice leaves it out
        ("marche\u0301 x", [("marché", 0, 6), ("x", 8, 9)], ["marche\u0301", "x"]),
        ("marche\u0301", [("marché", 0, 6)], ["marche\u0301"]),
        # what was dropped before the first
        ("\u200bno", [("no", 1, 3)], ["\u200bno"]),
        ("  no", [("no", 2, 4)], ["no"]),
        # one character that became two tokens
        ("ﬁx", [("f", 0, 1), ("i", 0, 1), ("x", 1, 2)], ["ﬁ", "⟨69⟩", "x"]),
        # a slice that overlaps the next
        ("abc", [("ab", 0, 2), ("bc", 1, 3)], ["ab", "c"]),
    ],
)
def test_slices_add_up(text, pieces, wanted):
    found = shown(text, *pieces)
    assert found == wanted
    told = "".join(token for token in found if not token.startswith("⟨"))
    assert "".join(told.split()) == "".join(text.split())


def test_a_space_that_is_supposed_takes_no_character():
    assert shown("Hello", ("▁", 0, 1), ("Hello", 0, 5)) == ["▁", "Hello"]
    assert shown("a  b", ("a", 0, 1), ("▁", 1, 2), ("▁b", 2, 4)) == ["a", " ", " b"]


def test_without_slices_ids_are_decoded():
    pieces = {1: b"caf", 2: b"\xc3", 3: b"\xa9", 4: b" \xf0\x9f", 5: b"\x98", 6: b"\x80"}
    raws = ["caf", "Ã", "©", "ĠðŁ", "ĺ", "Ģ"]

    def decode(ids):
        return b"".join(pieces[i] for i in ids).decode("utf-8", "replace")

    found = by_decoding([1, 2, 3, 4, 5, 6], raws, [False] * 6, decode)
    assert found == ["caf", "é", "⟨A9⟩", " 😀", "⟨98⟩", "⟨80⟩"]
    # what never becomes a character is its bytes, and hides nothing that follows
    assert by_decoding([2, 1], ["Ã", "caf"], [False] * 2, decode) == ["⟨C3⟩", "caf"]


def test_special_tokens_are_not_decoded():
    assert by_decoding([0], ["<s>"], [True], lambda ids: "") == ["<s>"]


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [("ĠðŁ", "⟨20 F0 9F⟩"), ("<0xf0>", "⟨F0⟩"), ("中", "中"), ("", "⟨⟩"), ("Ċ", "⟨0A⟩")],
)
def test_bytes_of_a_piece(raw, wanted):
    assert as_bytes(raw) == wanted


def test_what_the_tokenizer_said():
    assert token_info([101, 7], ["[CLS]", "▁a"], [1, 0], [None, 0]) == {
        "ids": [101, 7],
        "texts": ["[CLS]", "▁a"],
        "special": [True, False],
        "words": [-1, 0],
    }
