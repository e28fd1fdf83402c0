"""Whether the text layer of a page can be read: measured signals, no list of producers."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from itertools import chain

_MOST_BROKEN = 0.08
"""Share of broken words from which a text layer is unusable."""
_FEWEST_WORDS = 8
_UNUSUAL = re.compile(r"[^\s0-9A-Za-zÀ-ỹ.,;:/()%'\"!?\[\]‘’“”…–-]")
"""What a line must hold for any word of it to be broken; most lines hold nothing of it."""
_SYMBOLS_INSIDE = frozenset("*+$<>=^~`|\\{}@#")


@cache
def _kind(char: str) -> str:
    """`letter:SCRIPT`, `digit`, `symbol`, `bad` or `other`."""
    category = unicodedata.category(char)
    if category in {"Co", "Cn", "Cc", "Cs"} or char == "\ufffd":
        return "bad"
    if category[0] == "L":
        return "letter:" + unicodedata.name(char, "UNKNOWN").split(" ")[0]
    if category == "Nd":
        return "digit"
    return "symbol" if char in _SYMBOLS_INSIDE else "other"


def is_broken(word: str) -> bool:
    """Whether a word cannot be print: letters of two scripts, signs among letters, private code points."""
    kinds = {_kind(char) for char in word}
    if "bad" in kinds:
        return True
    scripts = {kind for kind in kinds if kind.startswith("letter:")}
    return len(scripts) > 1 or (bool(scripts) and "symbol" in kinds and "@" not in word)


def is_legible(lines: Sequence[str]) -> bool:
    """Whether few of the words are broken; too few words to tell count as legible."""
    broken = sum(is_broken(word) for line in lines if _UNUSUAL.search(line) for word in _words_of(line))
    if not broken:
        return True
    words = sum(len(_words_of(line)) for line in lines)
    return words < _FEWEST_WORDS or broken <= _MOST_BROKEN * words


def _words_of(line: str) -> list[str]:
    return [word for word in line.split() if len(word) > 1]


_ONSET = "b|c|ch|d|g|gh|gi|h|k|kh|l|m|n|ng|ngh|nh|p|ph|q|qu|r|s|t|th|tr|v|x"
_SYLLABLE = re.compile(rf"(?:{_ONSET})?[aeiouy]{{1,3}}(?:c|ch|m|n|ng|nh|p|t)?")
"""A Vietnamese syllable without its marks."""
_FEWEST_SYLLABLES = 15
_LEAST_VIETNAMESE = 0.55
_SHORT = 7
_LONGEST = 40
"""Letters of a word that are looked at: longer ones are no syllables anyway."""


@lru_cache(maxsize=16_384)
def _is_syllable(word: str) -> bool | None:
    """Whether a word has the shape of a syllable; None for a word that says nothing. A page has few different ones."""
    letters = word.strip(".,;:()/“”\"'-–…!?[]")
    if not letters.isalpha() or (letters.isupper() and fold(letters) == letters.lower()):
        return None
    return len(letters) <= _SHORT and _SYLLABLE.fullmatch(fold(letters)) is not None


def looks_vietnamese(lines: Iterable[str]) -> bool:
    """Whether most words have the shape of Vietnamese syllables; too few words to tell count as such.

    Abbreviations in capitals and words with digits say nothing. Running Vietnamese text has 0.9 and more, text whose
    characters are mapped wrongly 0.1 to 0.4, English 0.3.
    """
    shaped = counted = 0
    for word, count in Counter(chain.from_iterable(map(str.split, lines))).items():
        says = _is_syllable(word[:_LONGEST])
        counted += count if says is not None else 0
        shaped += count if says else 0
    return counted < _FEWEST_SYLLABLES or shaped >= _LEAST_VIETNAMESE * counted


def fold(word: str) -> str:
    """Small letters without marks."""
    plain = unicodedata.normalize("NFD", word.lower().replace("đ", "d"))
    return "".join(char for char in plain if not unicodedata.combining(char))
