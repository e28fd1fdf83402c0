"""Words that the engine makes of what is no print: specks, scribbles of signatures, edges of the paper."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, zip_longest

import numpy as np

from extractor.reading.ocr.engine import ReadWord
from extractor.reading.ocr.words import Word

_DOUBTFUL = 0.5
_UNREADABLE = 0.25
_SMALL, _LARGE = 0.3, 2.6
"""Heights of a word, in heights of the page's usual word, outside which it is no word of a text."""
_TRUSTED = 0.75
_FEWEST_SIGNS = 3
_FAR = 4.0
"""Heights of a word behind which a word no longer belongs to the bullet before it."""
_RULES = frozenset("_=|~^`'‘’—")
"""What the engine makes of rules, borders and specks."""
_STOPS = frozenset(".,:;()[]\"'“”`")
_APART = 0.3
"""Heights of a word from which a sign stands apart."""
_BULLETS = frozenset("-–—+•*")
_TALL_DASH = 1.6
"""Heights of a word: some boxes of dashes are as tall as their line."""
_DASHES = frozenset("-–—")
_SHORTEST_DASH = 0.15
"""Heights of a word: a hyphen is longer, and a speck behind a line is read as one."""
_REMARK = re.compile(r"\(?(?:b/c|p/h|t/h)\)?[;:,.]{0,2}")
"""Short forms behind recipients: to report, to coordinate, to carry out."""
_LABEL = re.compile(r"S[ốỐ](?:[:.;)]\S{0,12})?|số[:.;)]|[^\W\d_]?ố[:.;-]")
"""The label of the number, however ill it is read, with what the engine made of ink behind it."""


def without_noise(words: Sequence[ReadWord]) -> list[ReadWord]:
    """The words that may be print."""
    heights = [word.word.bottom - word.word.top for word in words if _is_wordlike(word.word.text)]
    if not heights:
        return list(words)
    usual = float(np.median(heights))
    alone = _lonely_bullets(words, usual) | _lonely_scraps(words) | _lonely_signs(words, usual)
    return _hyphens_once([word for word in words if id(word) not in alone and not _is_noise(word, usual)], usual)


def _hyphens_once(words: Sequence[ReadWord], usual: float) -> list[ReadWord]:
    """The words with one that the engine parted at its hyphen, giving that to both parts (`QĐ-` `-UBND`), whole."""
    result: list[ReadWord] = []
    for word in words:
        last = result[-1] if result else None
        parted = last is not None and last.word.text[-1:] == "-" == word.word.text[:1] and len(word.word.text) > 1
        if last is None or not parted or len(last.word.text) < 2 or _gap(last, word) > _APART * usual:
            result.append(word)
            continue
        own, end = last.word, word.word
        sure, top = min(own.confidence, end.confidence), min(own.top, end.top)
        whole = Word(own.text + end.text[1:], sure, own.x0, top, end.x1, max(own.bottom, end.bottom))
        result[-1] = replace(last, word=whole, symbols=(*last.symbols, *word.symbols[1:]))
    return result


def without(words: Sequence[ReadWord], others: Sequence[ReadWord]) -> list[ReadWord]:
    """The words that are none of the others: what was taken for noise, given what was kept."""
    known = {id(word) for word in others}
    return [word for word in words if id(word) not in known]


def _lonely_bullets(words: Sequence[ReadWord], usual: float) -> frozenset[int]:
    """Bullets far from any word behind them: specks and ends of rules."""
    found = set()
    for word, after in zip_longest(words, words[1:]):
        follows = after is not None and after.line == word.line and after.word.x0 - word.word.x1 < _FAR * usual
        if word.word.text in _BULLETS and not follows and not _ends_line(words, word, usual):
            found.add(id(word))
    return frozenset(found)


def _lonely_scraps(words: Sequence[ReadWord]) -> frozenset[int]:
    """A doubtful letter or two with a line of their own: the end of a signature's stroke."""
    on_line = Counter(word.line for word in words)
    alone = (word for word in words if on_line[word.line] == 1 and word.word.confidence < _TRUSTED)
    return frozenset(id(word) for word in alone if _is_scrap(word.word.text))


def _lonely_signs(words: Sequence[ReadWord], usual: float) -> frozenset[int]:
    """Stops and brackets apart from any word: none is printed so, and specks and strokes are read so."""
    found = set()
    for before, word, after in zip(chain((None,), words), words, chain(words[1:], (None,)), strict=False):
        near = (_gap(before, word) < _APART * usual, _gap(word, after) < _APART * usual)
        if word.word.text in _STOPS and not any(near):
            found.add(id(word))
    return frozenset(found)


def _gap(left: ReadWord | None, right: ReadWord | None) -> float:
    """Room between neighbours of one line in pixels."""
    if left is None or right is None or left.line != right.line:
        return float("inf")
    return max(0.0, right.word.x0 - left.word.x1)


def _is_scrap(text: str) -> bool:
    letters = sum(1 for char in text if char.isalpha())
    return letters > 0 and sum(1 for char in text if char.isalnum()) < _FEWEST_SIGNS


def _ends_line(words: Sequence[ReadWord], dash: ReadWord, usual: float) -> bool:
    """Whether a word stands close before a dash: `năm 2020 -` at a line's end."""
    return any(w.line == dash.line and 0 <= dash.word.x0 - w.word.x1 < usual for w in words if w is not dash)


def _is_wordlike(text: str) -> bool:
    return len(text) > 1 and any(char.isalnum() for char in text)


def _is_noise(word: ReadWord, usual: float) -> bool:
    text, sure = word.word.text, word.word.confidence
    height = (word.word.bottom - word.word.top) / max(usual, 1.0)
    if not any(char.isalnum() for char in text):
        speck = text in _DASHES and word.word.x1 - word.word.x0 < _SHORTEST_DASH * usual
        return speck or _is_stray_sign(text, sure, height)
    if sure >= _DOUBTFUL and _SMALL < height < _LARGE:
        return False
    return height >= _LARGE or height <= _SMALL or (_is_scribble(text) and not _is_known(text))


def _is_known(text: str) -> bool:
    """Whether a word of letters and signs is one that such documents have."""
    return _LABEL.fullmatch(text) is not None or _REMARK.fullmatch(text) is not None


def _is_stray_sign(text: str, sure: float, height: float) -> bool:
    """A sign alone: a bullet is kept, a blot is not."""
    if text in _BULLETS:
        return (height > 1 and sure < _TRUSTED) or height > _TALL_DASH or sure < _UNREADABLE
    return sure < _DOUBTFUL or height >= _LARGE or all(char in _RULES for char in text)


def _is_scribble(text: str) -> bool:
    """Whether a doubtful word mixes what no word mixes: letters with signs, or few letters at all."""
    letters = sum(1 for char in text if unicodedata.category(char)[0] in "LN")
    return letters < max(3, 0.6 * len(text))
