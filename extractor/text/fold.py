"""Folding: keys on which spellings of the same words meet. Folded text has the length of its source.

Only for finding and comparing; a folded or repaired spelling never becomes a value.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# U+01A2/U+01A3 stand for Ư/ư after a known font conversion; the others look like Đ/đ on paper.
LOOK_ALIKES = str.maketrans({"Ƣ": "Ư", "ƣ": "ư", "Ð": "Đ", "Ɖ": "Đ", "ð": "đ", "ɖ": "đ", "\u2010": "-", "\u2011": "-"})

_WORDS = re.compile(r"[^\W_]+")
_DASHES = dict.fromkeys("‐‑‒–—―−", "-")
_QUOTES = {"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'"}


def _fold_character(character: str) -> str:
    if character in "Đđ":
        return "d"
    plain = unicodedata.normalize("NFD", character)[0].lower()
    plain = _DASHES.get(plain, _QUOTES.get(plain, plain))
    return plain if len(plain) == 1 else character


class _Foldings(dict[int, str]):
    """The folding of each character met so far."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold_character(chr(code))
        return folded


_FOLDINGS = _Foldings()


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Lower case, no marks, Đ as d, one kind of dash and quote; `len(fold(t)) == len(t)` for NFC text."""
    return text.translate(_FOLDINGS)


def fold_key(text: str) -> str:
    """Folded words joined by single spaces, without punctuation."""
    return " ".join(_WORDS.findall(fold(text)))


_TONES = {"\u0300": "f", "\u0301": "s", "\u0303": "x", "\u0309": "r", "\u0323": "j"}


def tone_key(text: str) -> str:
    """Lower case with each syllable's tone moved to its end: `hoà` and `hòa` meet, `hoa` stays apart."""
    words = []
    for word in unicodedata.normalize("NFD", text.lower()).split():
        tone = "".join(_TONES[c] for c in word if c in _TONES)
        words.append("".join(c for c in word if c not in _TONES) + tone)
    return unicodedata.normalize("NFC", " ".join(words))
