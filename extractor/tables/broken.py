"""Words that a cell too narrow for them broke over its lines (`ST` `T`, `Tổn` `g`, `20/10/2` `018`): where they join.

A word processor breaks inside a word only where the word stands alone on its line and not one more letter fits. Words
that happen to fill their line look the same, so the halves have to make one syllable, one abbreviation or one figure.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from extractor.reading.source import Grid, GridCell, Slice, SourceText
from extractor.text.fold import LOOK_ALIKES, fold
from schemas.evidence import Box

_MOST_PADDING = 6.0
"""Room between rule and words in points: Word's default is 5.4."""
_SLACK = 1.0
"""Boxes of glyphs and rules are rounded, and letters stand a little closer than their boxes."""
_EDGES = '().,;:%/-*"'
_SYLLABLE = re.compile(r"(?:ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdghklmnprstvx])?[aeiouy]{1,3}(?:ng|nh|ch|[cmnpt])?")
"""A Vietnamese syllable, folded: initial, one to three vowels, final."""
_FINALS = frozenset({"ng", "nh", "ch"})
"""Ends of syllables that are no word, measure or label of their own: whatever room the line had, they go on a word."""
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_ABBREVIATION = re.compile(r"[BCDĐGHKLMNPQRSTVX]{2,6}")
_DATE = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}")
_FIGURE = re.compile(r"\d{1,3}(?:\.\d{3}){1,5}(?:,\d{1,4})?|\d{1,6},\d{1,4}")


def _padding(grid: Grid) -> float:
    """The room that the fullest line of the table leaves to the rule beside it."""
    rooms = [
        min(line.box.x0 - cell.box.x0, cell.box.x1 - line.box.x1)
        for cell in grid.cells
        if cell.box is not None
        for line in cell.slices
        if line.box is not None
    ]
    return min(max(min(rooms, default=0.0), 0.0), _MOST_PADDING)


def broken_words(source: SourceText, grid: Grid) -> frozenset[int]:
    """Offsets of the lines of cells whose first word is the rest of the word that ends the line before."""
    if not source.boxes:
        return frozenset()
    padding = _padding(grid)
    return frozenset(offset for cell in grid.cells for offset in _breaks(source, cell, padding))


def _breaks(source: SourceText, cell: GridCell, padding: float) -> list[int]:
    if cell.box is None:
        return []
    room = cell.box.x1 - cell.box.x0 - 2 * padding - _SLACK
    found: list[int] = []
    begun = ""
    for line, following in pairwise(cell.slices):
        words = _words(source, line)
        begun = begun + words[0] if line.start in found and words else "".join(words[:1])
        rest = _words(source, following)
        alone = len(words) == 1 and bool(rest)
        full = alone and (rest[0] in _FINALS or _is_full(source, line, following, room))
        if full and _are_halves(begun, rest[0]):
            found.append(following.start)
    return found


def _words(source: SourceText, line: Slice) -> list[str]:
    """The words of a line, letters with their marks in one: some programs write them apart."""
    return unicodedata.normalize("NFC", source.text[line.start : line.end]).split()


def _is_full(source: SourceText, line: Slice, following: Slice, room: float) -> bool:
    """Whether not even the first letter of the following line fits behind a line."""
    letter = next((box for box in source.boxes[following.start : following.end] if box is not None), None)
    if line.box is None or letter is None:
        return False
    return _breadth(line.box) + letter[2] - letter[0] > room


def _breadth(box: Box) -> float:
    return box.x1 - box.x0


def _are_halves(first: str, second: str) -> bool:
    """Whether two pieces make one word that neither of them is: a syllable, an abbreviation, a date, a figure."""
    word = (first + second).strip(_EDGES)
    if _DATE.fullmatch(word) or _FIGURE.fullmatch(word):
        return second[0].isdigit() and not _FIGURE.fullmatch(first)
    if _ABBREVIATION.fullmatch(word):
        return len(second.strip(_EDGES)) < max(len(first), 2)
    return _is_syllable(word) and (second.isupper() or not second[0].isupper())


def _is_syllable(word: str) -> bool:
    tones = sum(letter in _TONES for letter in unicodedata.normalize("NFD", word))
    return tones < 2 and _SYLLABLE.fullmatch(fold(word.translate(LOOK_ALIKES))) is not None
