"""What a comparison ignores: Unicode form, case, place of the tone mark, punctuation and spaces."""

from __future__ import annotations

import unicodedata
from typing import Final

TONE_MARKS: Final = frozenset("\u0300\u0301\u0303\u0309\u0323")
"""Grave, acute, tilde, hook, dot below: the tones. Circumflex, breve and horn make vowels and stay."""


def printed(text: str) -> str:
    """The text as printed: NFC, every run of white space one space."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def fold(text: str) -> str:
    """The key of folded equality: `HOÀ  BÌNH,` and `Hòa Bình` have the same.

    The tone mark goes to the end of its syllable, so that both places of it (`hoà`, `hòa`) give one key;
    another tone gives another key. `i` and `y` are told apart.
    """
    decomposed = unicodedata.normalize("NFD", unicodedata.normalize("NFC", text).casefold())
    words = "".join(_letter_or_gap(character) for character in decomposed).split()
    return " ".join(_tone_last(word) for word in words)


def fold_number(text: str) -> str:
    """The key of a document number: without spaces and leading zeros."""
    return without_spaces(text).lstrip("0")


def without_spaces(text: str) -> str:
    """NFC text without any white space: the key of references such as `07/2013/TT-BLĐTBXH`."""
    return "".join(unicodedata.normalize("NFC", text).split())


def fold_reference(text: str) -> str:
    """The folded key of a reference: no spaces, one case; punctuation stays, it tells numbers apart."""
    decomposed = unicodedata.normalize("NFD", without_spaces(text).casefold())
    return _tone_last(decomposed)


def _letter_or_gap(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Cf":
        return ""
    return character if category[0] in "LMN" else " "


def _tone_last(word: str) -> str:
    body = "".join(character for character in word if character not in TONE_MARKS)
    tones = "".join(character for character in word if character in TONE_MARKS)
    return unicodedata.normalize("NFC", body) + tones
