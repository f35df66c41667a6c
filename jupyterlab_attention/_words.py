"""Sentences to tokens, words to vectors; the same as in the TypeScript engine."""

import json
import re
from functools import cache
from importlib.resources import files

from ._characters import PIECE, kinds_of, lower

VOCABULARY_DIMENSIONS = 2
_MASK = 0xFFFFFFFF
_FNV_OFFSET = 0x811C9DC5
_WORD = re.compile(f"{PIECE}+(?:[QH]{PIECE}+)*")


def tokenize(sentence):
    """The words of a sentence, in lower case; punctuation is no token.

    An apostrophe or hyphen inside a word belongs to it, and so does what joins or parts letters
    in scripts that use it.

    Parameters
    ----------
    sentence : str

    Returns
    -------
    list of str
    """
    text = lower(sentence)
    kinds = kinds_of(text)
    if "D" in kinds:
        return tokenize("".join(c for c, kind in zip(text, kinds, strict=True) if kind != "D"))
    return [text[slice(*word.span())] for word in _WORD.finditer(kinds)]


def embed_word(word, dimensions=VOCABULARY_DIMENSIONS):
    """A word's vector: chosen in the teaching vocabulary, otherwise made up from its letters.

    Returns
    -------
    list of float
        Of length ``dimensions``; the same at every call and on every machine.
    """
    if dimensions == VOCABULARY_DIMENSIONS and word.lower() in vocabulary():
        return list(vocabulary()[word.lower()])
    start = _hashed(_FNV_OFFSET, f"{word}/")  # the letters are the same for every component
    return [(_finished(_hashed(start, str(c))) % 191 - 95) / 100 for c in range(dimensions)]


@cache
def vocabulary():
    """The teaching vocabulary, word to [x, y]."""
    return json.loads(files(__package__).joinpath("vocabulary.json").read_text("utf-8"))


def _hashed(h, text):
    """32-bit FNV-1a over the UTF-8 bytes of a text, from the hash of what stands before it."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    for byte in whole.encode("utf-8"):
        h = ((h ^ byte) * 0x01000193) & _MASK
    return h


def _finished(h):
    """The end of a hash: MurmurHash3's fmix32, which spreads the last byte."""
    h = ((h ^ (h >> 16)) * 0x85EBCA6B) & _MASK
    h = ((h ^ (h >> 13)) * 0xC2B2AE35) & _MASK
    return h ^ (h >> 16)
