"""A place on a page's picture read by itself: the words inside a box, line by line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import cv2
import numpy as np

from extractor.reading.ocr.engine import ONE_BLOCK, Grey, ReadWord, read_words
from extractor.reading.ocr.numerals import with_numerals
from extractor.reading.ocr.orientation import quality_of
from extractor.reading.ocr.picture import Affine, Colour, Prepared, prepare
from extractor.reading.ocr.placing import moved
from schemas.evidence import Box

_POINTS = 72.0
_POOR = 0.6
"""Quality below which the page may lie on its side or its head, as for whole pages."""
_BETTER = 0.15
_ASIDE, _ABOVE = 60, 8
"""Pixels beside, and above and below the box that are read with it, so that words on its edge are whole."""
_RIM = 12
"""White pixels around what the engine is given: it misses letters at the edge of a picture."""
_SMALLEST = 6
"""Pixels of a box's side from which it may hold a letter."""
_FEWEST_INK = 0.001


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """A word with its box on the page as shown, in points; `confidence` is the engine's (0 to 1)."""

    text: str
    box: Box
    confidence: float


def read_place(picture: Colour, dpi: float, box: Box) -> tuple[tuple[PlacedWord, ...], ...]:
    """The lines of words whose middle lies in a box of the page as shown (points).

    Raises:
        NeedsOcrError: the engine is not installed.
    """
    page = prepare(picture, dpi)
    words = _words_in(page, box)
    if words is not None and quality_of(words) < _POOR:
        turned = [(turn, _words_in(prepare(picture, dpi, turn), box) or []) for turn in (1, 2, 3)]
        turn, better = max(turned, key=lambda each: quality_of(each[1]))
        if quality_of(better) > quality_of(words) + _BETTER:
            page, words = prepare(picture, dpi, turn), better
    placed = ((word.line, _placed(word, page)) for word in words or ())
    return tuple(tuple(word for _, word in line) for _, line in groupby(placed, key=lambda each: each[0]))


def _words_in(page: Prepared, box: Box) -> list[ReadWord] | None:
    """The words of the box, in pixels of the level page; None where there is nothing to read."""
    x0, top, x1, bottom = _pixels(page, box)
    left, above = max(0, round(x0) - _ASIDE), max(0, round(top) - _ABOVE)
    part = page.grey[above : max(0, round(bottom) + _ABOVE), left : max(0, round(x1) + _ASIDE)]
    if min(part.shape) < _SMALLEST or (part < 128).mean() < _FEWEST_INK:
        return None
    words = read_words(_with_rim(part), page.dpi, ONE_BLOCK)
    found = with_numerals(_with_rim(part), words)
    inside = (moved(word, 1.0, left - _RIM, above - _RIM) for word in found)
    return [word for word in inside if _holds((x0, top, x1, bottom), word)]


def _with_rim(part: Grey) -> Grey:
    return np.pad(part, _RIM, constant_values=255)


def _holds(sides: tuple[float, float, float, float], word: ReadWord) -> bool:
    own = word.word
    x, y = (own.x0 + own.x1) / 2, (own.top + own.bottom) / 2
    return sides[0] <= x <= sides[2] and sides[1] <= y <= sides[3]


def _pixels(page: Prepared, box: Box) -> tuple[float, float, float, float]:
    """Where a box of the page as shown lies on the level page."""
    forward = np.asarray(cv2.invertAffineTransform(page.back), np.float64)
    sides = np.array(_around(forward, box)) * page.dpi / _POINTS
    return float(sides[0]), float(sides[1]), float(sides[2]), float(sides[3])


def _placed(word: ReadWord, page: Prepared) -> PlacedWord:
    own, scale = word.word, _POINTS / page.dpi
    on_level = Box(own.x0 * scale, own.top * scale, own.x1 * scale, own.bottom * scale)
    box = Box(*(round(side, 1) for side in _around(page.back, on_level)))
    return PlacedWord(own.text, box, round(own.confidence, 3))


def _around(matrix: Affine, box: Sequence[float]) -> Box:
    """The upright box around where a box comes to lie."""
    x0, top, x1, bottom = box
    corners = matrix @ np.array([(x, y, 1.0) for x in (x0, x1) for y in (top, bottom)]).T
    (left, above), (right, below) = corners.min(axis=1), corners.max(axis=1)
    return Box(float(left), float(above), float(right), float(below))
