"""The place of the number where ink covers label and number alike: a seal, a stamp of the receiving office, a blot.

The number stands level with place and date (NĐ 30/2020, Annex I, II.3 and 4). Where nothing was read there and ink
taller than any line lies over it, the paper does not say that the document has no number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

import cv2
import numpy as np

from extractor.reading.handwriting import UNREAD, find_places
from extractor.reading.handwriting.places import Kind, folded
from extractor.reading.ocr.engine import ReadWord
from extractor.reading.ocr.picture import Prepared
from extractor.reading.ocr.placing import evenly
from extractor.reading.ocr.words import Word

_DARK = 140
_TALLEST = 0.3
"""Inches: no print of a head and no hand of a clerk is taller."""
_REACH = 0.6
"""Inches above and below the line of the date in which a seal over it is looked for."""
_UPPER = 0.4
_LEFT = 0.04
"""Share of the page's width along its edge where shadows of the scanner lie."""
_DATE = re.compile(r"\bngay\b.{0,12}\bthang\b.{0,12}\bnam\b")
_NUMBER = re.compile(r"s[o06]\s?[:.;]|/\s?[a-z0-9]{2,}")


def with_covered_number(page: Prepared, words: Sequence[ReadWord]) -> tuple[list[ReadWord], ReadWord | None]:
    """The words of a page without the remains of a covered number, and the word that says that nobody read it."""
    level = _place_and_date(page, words)
    if level is None:
        return list(words), None
    x1, top, bottom = min(w.word.x0 for w in level), _top(level), max(w.word.bottom for w in level)
    beside = [w for w in words if w.word.x0 < x1 and _is_level(w, top, bottom)]
    number = any(place.kind is Kind.NUMBER for place in find_places([w.word for w in words], page.grey.shape[0]))
    if number or _NUMBER.search(folded(" ".join(w.word.text for w in beside))):
        return list(words), None
    ink = _tall_ink(page, (x1, top, bottom))
    if ink is None:
        return list(words), None
    left, right = ink
    remains = [w for w in beside if w.word.x0 < right and w.word.x1 > left]
    left, right = min([left, *(w.word.x0 for w in remains)]), max([right, *(w.word.x1 for w in remains)])
    own = Word(UNREAD, 0.0, left, top, right, bottom)
    line = 1 + max(w.line for w in words)
    unread = ReadWord(own, evenly(own), line, level[0].base)
    return [w for w in words if not any(w is other for other in remains)], unread


def _top(words: Sequence[ReadWord]) -> float:
    return min(w.word.top for w in words)


def _place_and_date(page: Prepared, words: Sequence[ReadWord]) -> list[ReadWord] | None:
    """The words of the first line of place and date in the right column of a head; None where a page has none."""
    height, width = page.grey.shape
    for _, on_line in groupby(words, key=lambda word: word.line):
        right = [w for w in on_line if w.word.x0 > width * _UPPER]
        if right and _top(right) < _UPPER * height and _DATE.search(folded(" ".join(w.word.text for w in right))):
            return right
    return None


def _is_level(word: ReadWord, top: float, bottom: float) -> bool:
    return min(word.word.bottom, bottom) - max(word.word.top, top) > (bottom - top) / 3


def _tall_ink(page: Prepared, level: tuple[float, float, float]) -> tuple[float, float] | None:
    """Left and right end of ink taller than print over a line, left of the date, in pixels."""
    x1, top, bottom = level
    reach, tall, left = round(_REACH * page.dpi), _TALLEST * page.dpi, round(_LEFT * page.grey.shape[1])
    above = max(0, round(top) - reach)
    part = np.s_[above : round(bottom) + reach, left : round(x1)]
    ink = ((page.grey[part] < _DARK) | (page.coloured[part] > 0)).astype(np.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    boxes = [[int(side) for side in row[:4]] for row in stats[1:]]
    over = [
        (float(left + x), float(left + x + w))
        for x, y, w, h in boxes
        if min(w, h) > tall and above + y < top and above + y + h > bottom
    ]
    return max(over, key=lambda ends: ends[1] - ends[0], default=None)
