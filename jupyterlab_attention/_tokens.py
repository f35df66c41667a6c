"""Tokens as a tokenizer made them, and as they are shown: as slices of the text they were made of."""

import re

#: What stands for the bytes that are no visible characters, in byte-level tokenizers (GPT-2's table).
_VISIBLE = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
_OTHERS = [byte for byte in range(256) if byte not in _VISIBLE]
_BYTES = {chr(byte): byte for byte in _VISIBLE} | {
    chr(256 + i): byte for i, byte in enumerate(_OTHERS)
}
_ONE_BYTE = re.compile("<0x([0-9A-Fa-f]{2})>")
_UNKNOWN = "\ufffd"
_SPACES = "▁Ġ"  # how pieces say that a space came before
_LONGEST = 4  # bytes of a character in UTF-8


def token_info(ids, raws, special, words):
    """``token_info`` of the format: what the tokenizer said of each token."""
    return {
        "ids": [int(i) for i in ids],
        "texts": list(raws),
        "special": [bool(flag) for flag in special],
        "words": [-1 if word is None else int(word) for word in words],
    }


def by_slices(text, slices, raws):
    """Tokens as the parts of a text that they were made of.

    Slices that leave a gap, as tokenizers that normalise give them, run on over what is no space;
    a token all of whose characters another has shown already is shown by its bytes. So the slices
    add up to the text, but for spaces.

    Parameters
    ----------
    text : str
    slices : list of (int, int)
        Where each token starts and ends in the text; empty for what stands for no text.
    raws : list of str
        What the tokenizer itself calls them.

    Returns
    -------
    list of str
    """
    ordinary = [i for i, (start, end) in enumerate(slices) if end > start]
    ordinary = [i for i in ordinary if raws[i].strip(_SPACES)]  # no space that is but supposed
    starts = [slices[i][0] for i in ordinary]
    shown = [_space_or(raw, text[slice(*slices[i])]) for i, raw in enumerate(raws)]
    done = 0
    for i, following in zip(ordinary, [*starts[1:], len(text)]):
        start, end = slices[i]
        start = max(start, done) if done else _first_of(text[:start])
        end += len(text[end:following].rstrip())
        shown[i] = text[start:end] if end > start else as_bytes(raws[i])
        done = max(done, end)
    return shown


def by_decoding(ids, raws, special, decode):
    """Tokens by what their ids are decoded to, where no slices are known.

    Pieces of one character are decoded together: the first is shown as the character, the others
    by their bytes.

    Parameters
    ----------
    decode : callable
        The text of a list of ids.
    """
    shown, i = [], 0
    while i < len(ids):
        length, text = _whole_text(ids[i:], decode) if not special[i] else (1, raws[i])
        shown.append(text or as_bytes(raws[i]))
        shown += [as_bytes(raw) for raw in raws[i + 1 : i + length]]
        i += length
    return shown


def as_bytes(raw):
    """A piece of a character as its bytes, ``⟨9F 98⟩``; what is none as the tokenizer calls it."""
    one = _ONE_BYTE.fullmatch(raw)
    if one:
        return f"⟨{one[1].upper()}⟩"
    if raw and all(character in _BYTES for character in raw):
        return f"⟨{' '.join(f'{_BYTES[character]:02X}' for character in raw)}⟩"
    return raw or "⟨⟩"


def _space_or(raw, text):
    """What a token that stands for a space alone is shown as, else its raw form."""
    return text if text.isspace() and not raw.strip(_SPACES) else raw


def _first_of(text):
    """Where what is no space begins in the text before all tokens."""
    return len(text) - len(text.lstrip())


def _whole_text(ids, decode):
    """How many of the first ids make a text without unknown characters, and that text."""
    for length in range(1, min(_LONGEST, len(ids)) + 1):
        text = decode(ids[:length])
        if text and _UNKNOWN not in text:
            return length, text
    return 1, None
