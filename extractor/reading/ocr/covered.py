"""The place of the number where ink covers label and number alike: a seal, a stamp of the receiving office, a blot.

The number stands level with place and date (NĐ 30/2020, Annex I, II.3 and 4). Where nothing was read there and ink
taller than any line lies over it, the paper does not say that the document has no number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import cv2
import numpy as np
import numpy.typing as npt

from extractor.reading.handwriting import UNREAD, find_places
from extractor.reading.handwriting.places import Kind, folded
from extractor.reading.ocr.engine import Grey, ReadWord
from extractor.reading.ocr.noise import without
from extractor.reading.ocr.picture import Prepared
from extractor.reading.ocr.placing import evenly
from extractor.reading.ocr.words import Word

_DARK = 140
_TALLEST = 0.3
"""Inches: no print of a head and no hand of a clerk is taller."""
_BLOT = 0.09
"""Inches that a blot is solid over, down and across; no stroke of a letter is as thick."""
_REACH = 0.6
"""Inches above and below the line of the date in which a seal over it is looked for."""
_UPPER = 0.4
_LEFT = 0.04
"""Share of the page's width along its edge where shadows of the scanner lie."""
_DATE = re.compile(r"\bngay\b.{0,12}\bthang\b.{0,12}\bnam\b")
_NUMBER = re.compile(r"/\s?[a-z0-9]{2,}")


@dataclass(frozen=True, slots=True)
class _Level:
    """The line of place and date: its left end, top and bottom in pixels, and the row that its letters stand on."""

    x0: float
    top: float
    bottom: float
    base: float

    def holds(self, word: Word) -> bool:
        """Whether a word stands left of the date on its level."""
        shared = min(word.bottom, self.bottom) - max(word.top, self.top)
        return word.x0 < self.x0 and shared > (self.bottom - self.top) / 3

    def is_covered(self, top: float, bottom: float, *, whole: bool) -> bool:
        """Whether ink from `top` to `bottom` lies over the line, over the `whole` of it or over its middle."""
        middle = (self.top + self.bottom) / 2
        return top < (self.top if whole else middle) and bottom > (self.bottom if whole else middle)


def with_covered_number(page: Prepared, words: Sequence[ReadWord]) -> tuple[list[ReadWord], ReadWord | None]:
    """The words of a page without the remains of a covered number, and the word that says that nobody read it."""
    level = _place_and_date(page, words)
    if level is None or _has_number(page, words, level):
        return list(words), None
    ink = _tall_ink(page, level)
    if ink is None:
        return list(words), None
    remains = [w for w in words if level.holds(w.word) and w.word.x0 < ink[1] and w.word.x1 > ink[0]]
    return without(words, remains), _unread(words, remains, ink, level)


def _place_and_date(page: Prepared, words: Sequence[ReadWord]) -> _Level | None:
    """The first line of place and date in the right column of a head; None where a page has none."""
    height, width = page.grey.shape
    for _, on_line in groupby(words, key=lambda word: word.line):
        right = [w for w in on_line if w.word.x0 > width * _UPPER]
        top = min((w.word.top for w in right), default=height)
        if top < _UPPER * height and _DATE.search(folded(" ".join(w.word.text for w in right))):
            return _Level(min(w.word.x0 for w in right), top, max(w.word.bottom for w in right), right[0].base)
    return None


def _has_number(page: Prepared, words: Sequence[ReadWord], level: _Level) -> bool:
    """Whether something of a number was read: then the place of its digits is known."""
    places = find_places([w.word for w in words], page.grey.shape[0])
    # `Số: 12/…` further down is a number of another document.
    near = (place.base for place in places if place.kind is Kind.NUMBER)
    if any(abs(base - level.base) < _REACH * page.dpi for base in near):
        return True
    beside = " ".join(w.word.text for w in words if level.holds(w.word))
    return _NUMBER.search(folded(beside)) is not None


def _unread(
    words: Sequence[ReadWord], remains: Sequence[ReadWord], ink: tuple[float, float], level: _Level
) -> ReadWord:
    """The word that stands for the covered number, over the ink and over what the engine made of print below it."""
    left, right = min([ink[0], *(w.word.x0 for w in remains)]), max([ink[1], *(w.word.x1 for w in remains)])
    own = Word(UNREAD, 0.0, left, level.top, right, level.bottom)
    return ReadWord(own, evenly(own), 1 + max(w.line for w in words), level.base)


def _tall_ink(page: Prepared, level: _Level) -> tuple[float, float] | None:
    """Left and right end of ink taller than print, or of a blot, over a line left of the date, in pixels."""
    reach, tall, left = round(_REACH * page.dpi), _TALLEST * page.dpi, round(_LEFT * page.grey.shape[1])
    above = max(0, round(level.top) - reach)
    part = np.s_[above : round(level.bottom) + reach, left : round(level.x0)]
    ink = ((page.grey[part] < _DARK) | (page.coloured[part] > 0)).astype(np.uint8)
    _, pieces, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    blots = _solid(ink, np.asarray(pieces, np.int32), page.dpi)
    boxes = [(at, *(int(side) for side in row[:4])) for at, row in enumerate(stats) if at]
    over = [
        (float(left + x), float(left + x + w))
        for at, x, y, w, h in boxes
        if level.is_covered(above + y, above + y + h, whole=at not in blots) and (min(w, h) > tall or at in blots)
    ]
    return max(over, key=lambda ends: ends[1] - ends[0], default=None)


def _solid(ink: Grey, pieces: npt.NDArray[np.int32], dpi: float) -> frozenset[int]:
    """The pieces of ink that are solid over more than the width of any stroke: blots."""
    width = max(1, round(_BLOT * dpi))
    core = cv2.erode(ink, np.ones((width, width), np.uint8))
    return frozenset(np.unique(pieces[core > 0]).tolist())
