"""Repairs of text read from pictures, inside closed lists only: marks in known phrases, letters in known lines.

Engines lose marks on letters that carry two of them (`QUYÉT ĐỊNH`, `kiêm tra`). Only the cleaned text is repaired; the
record's text keeps what was read. Names and figures are in no list.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from extractor.text.fold import fold, tone_key
from extractor.vocabulary import load

_WORD = re.compile(r"[^\W\d_]+")
_PART = re.compile(r"^ph\wn th[ưứừửữự](?= (?:nhất|hai|ba|tư|năm|sáu|bảy)\b)", re.IGNORECASE)
"""`Phân thứ tư`: the words of a heading that the engine drops the marks of."""
_GROUP = re.compile(r"^T[ốồộô](?= \d{1,3}$)")
"""`Tố 12` alone in a cell, a group of households: engines take a hook over a circumflex for another mark."""
_LONGEST_LINE = 60
_PER_ERROR = 5
"""Letters of a line for each wrong one: two may be wrong in `PHÓ CHỦ TỊCH`, one in `BÁO CÁO`."""
_MOST_ERRORS = 2


@lru_cache(maxsize=1)
def _pairs() -> dict[tuple[str, str], tuple[str, str]]:
    """Each known pair by its folded spelling; spellings that two pairs share are no help."""
    known: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for phrase in load("scanned")["pairs"]:
        first, second = phrase.split(" ")
        known.setdefault((fold(first), fold(second)), set()).add((first, second))
    return {key: next(iter(spelt)) for key, spelt in known.items() if len(spelt) == 1}


@lru_cache(maxsize=1)
def _lines() -> tuple[str, ...]:
    known = load("scanned")
    return (*known["lines"], *known["stamps"])


def repaired_line(text: str) -> str:
    """A line as rules should see it; the line itself where no list says anything about it."""
    whole = _whole_line(text.strip())
    if whole is not None:
        return whole
    return _PART.sub(_part, _with_notations(_with_pairs(text)))


def _part(match: re.Match[str]) -> str:
    """The words before the number of a part, written out, as such headings spell them."""
    return "".join(_in_case_of(match[0], "phần thứ")) if fold(match[0]) == "phan thu" else match[0]


def repaired_cell(text: str) -> str:
    """The words of a cell with the marks of a known head or term, else of the known pairs in it; of the same length.

    Capitals inside a term are those of the list, or it is set in capitals throughout: `Văn Bân` is a name.
    """
    words = list(_WORD.finditer(text))
    spelt = _cells().get(tuple(fold(word[0]) for word in words))
    if spelt is None or not (text.isupper() or _capitals(words) == _capitals(spelt)):
        return _GROUP.sub("Tổ", _with_pairs(text))
    letters = list(text)
    for match, word in zip(words, spelt, strict=True):
        _respell(letters, match, word[0])
    return "".join(letters)


@lru_cache(maxsize=1)
def _cells() -> dict[tuple[str, ...], list[re.Match[str]]]:
    """The words of each known term by their folded spelling."""
    terms = (list(_WORD.finditer(term)) for term in load("scanned")["cells"])
    return {tuple(fold(word[0]) for word in words): words for words in terms}


def _capitals(words: Sequence[re.Match[str]]) -> list[bool]:
    """Which words behind the first begin with a capital."""
    return [word[0][0].isupper() for word in words[1:]]


@lru_cache(maxsize=1)
def _notations() -> tuple[re.Pattern[str], Mapping[str, str]]:
    known: Mapping[str, str] = load("scanned")["notations"]
    return re.compile(rf"(?:(?<=[-/])|(?<=UBTV))(?:{'|'.join(map(re.escape, known))})(?!\w)"), known


def _with_notations(text: str) -> str:
    """The text with known ends of notations put right; of the same length."""
    misread, known = _notations()
    return misread.sub(lambda match: known[match[0]], text)


def _whole_line(text: str) -> str | None:
    """The known line in capitals that this one is but for a wrong letter or two."""
    if not text.isupper() or len(text) > _LONGEST_LINE or any(char.isdigit() for char in text):
        return None
    lines = _lines()
    if text in lines:
        return None
    alike = [line for line in lines if fold(line) == fold(text)]
    if len(alike) == 1:
        return alike[0]
    allowed = min(_MOST_ERRORS, len(text) // _PER_ERROR)
    near = process.extract(text, lines, scorer=Levenshtein.distance, score_cutoff=allowed, limit=2)
    if not near or (len(near) > 1 and near[0][1] == near[1][1]):
        return None
    return str(near[0][0])


def _with_pairs(text: str) -> str:
    """The text with the marks of known pairs put right; of the same length.

    A pair whose words both begin with a capital is left as it is, for names are written so: `Từ Văn`, `Tống Công`.
    """
    known = _pairs()
    letters = list(text)
    for first, second in pairwise(_WORD.finditer(text)):
        if not text[first.end() : second.start()].isspace():
            continue
        spelt = known.get((fold(first[0]), fold(second[0])))
        if spelt is None or (_is_title(first[0], second[0]) and spelt[1].islower()):
            continue
        for match, word in zip((first, second), spelt, strict=True):
            _respell(letters, match, word.lower())
    return "".join(letters)


def _is_title(first: str, second: str) -> bool:
    return second[0].isupper() and not (first + second).isupper()


def _respell(letters: list[str], match: re.Match[str], word: str) -> None:
    """Put a word among the letters right: `hoà` and `hòa` are two ways to print one, and neither is a misreading."""
    if len(word) == len(match[0]) and tone_key(match[0]) != tone_key(word):
        letters[match.start() : match.end()] = _in_case_of(match[0], word)


def _in_case_of(printed: str, word: str) -> list[str]:
    return [new.upper() if old.isupper() else new for old, new in zip(printed, word, strict=True)]
