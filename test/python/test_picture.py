"""The picture of the matrix: what its font draws, and what it says of what it cannot."""

import io

import pytest
from PIL import Image

from jupyterlab_attention import Attention
from jupyterlab_attention._picture import _drawable, _has, _note, _Number, picture


@pytest.mark.parametrize(
    ("first", "last"),
    [(0x21, 0x7E), (0xA1, 0x24F), (0x391, 0x3A1), (0x3A3, 0x3CE), (0x400, 0x45F), (0x1E00, 0x1EF9)],
)
def test_letters_are_drawn(first, last):
    missing = [f"{c:04X}" for c in range(first, last + 1) if c != 0xAD and not _has(chr(c))]
    assert not missing


@pytest.mark.parametrize(
    "token",
    [
        "café",
        "Ġcafé",
        "Ċ",
        "ĉ",
        "Ã©",
        "▁the",
        "##ing",
        "</w>",
        "·",
        "Ωραία",
        "Москва",
        "Tiếng",
        "żółć",
    ]
    + [
        "e\u0301clair",
        "˙",
        "<s>",
        "[CLS]",
        "naïve…",
        "it’s",
        "€5",
        "a\u0323\u0302",
        "straße",
        "İ",
        "ǅ",
    ],
)
def test_tokens_are_drawn_by_their_letters(token):
    assert not isinstance(_drawable(token, 4), _Number)


@pytest.mark.parametrize(
    ("token", "drawn"),
    [("", "∅"), (" ", "␣"), (" a", "␣a"), ("\t", "⇥"), ("\n", "⏎"), ("\r", "⟨CR⟩")]
    + [("\0", "⟨NUL⟩"), ("\x7f", "⟨DEL⟩"), ("\u200b", "⟨ZWSP⟩"), ("\u202eabc", "⟨RLO⟩abc")]
    + [("\xa0", "⟨NBSP⟩"), ("\ufeff", "⟨BOM⟩"), ("\ue000", "⟨U+E000⟩"), ("\ud800", "⟨U+D800⟩")]
    + [("\u0301", "◌\u0301"), ("\ufe0f", "⟨VS16⟩"), ("\u3164", "⟨HF⟩"), ("\u2800", "⟨BRSP⟩")],
)
def test_what_is_not_seen_is_drawn_as_a_sign(token, drawn):
    assert _drawable(token, 4) == drawn


@pytest.mark.parametrize("token", ["猫", "القطط", "می\u200cخواهم", "क्ष", "🦁", "␀", "שלום", "한"])
def test_what_has_no_letters_here_is_told_by_its_number(token):
    drawn = _drawable(token, 4)
    assert isinstance(drawn, _Number)
    assert drawn == "#5"
    assert "#5 is token 5" in _note(["a", drawn])


def test_a_token_that_reads_like_a_number_is_none():
    assert not isinstance(_drawable("#5", 2), _Number)
    assert _note(["#5"]) == ""


def test_the_picture_is_the_same_each_time_and_says_what_it_lacks():
    trace = Attention(tokens=["café", "Ġx"]).trace()
    first = picture(trace)
    assert first == picture(trace)
    noted = picture(Attention(tokens=["café", "猫"]).trace())
    plain, other = (Image.open(io.BytesIO(data)) for data in (first, noted))
    assert other.height > plain.height
