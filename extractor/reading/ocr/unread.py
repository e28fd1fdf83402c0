"""Whether print was left unread in a stretch of the page: ink as high as type and as long as a word, below no word."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from extractor.reading.boxes import GlyphBox
from extractor.reading.ocr.engine import Grey
from extractor.reading.ocr.picture import Prepared

_DARK = 140
_LOWEST, _HIGHEST = 0.08, 0.25
"""Heights of words in inches."""
_SHORTEST = 0.25
_SEAL = 0.5
"""Inches: what is taller and wider is a seal, and the strokes inside it are no print."""
_LETTER_GAP = 0.05
"""Inches between letters of one word at most."""
_FILLED = 0.25
"""Share of its box that the ink of a joined word fills at least: a signature's strokes fill less."""


def has_unread_print(page: Prepared, box: GlyphBox, known: Sequence[GlyphBox]) -> bool:
    """Whether a box (pixels) holds ink the size of a word that none of the known boxes covers."""
    return bool(unread_print(page, box, known))


def unread_print(
    page: Prepared, box: GlyphBox, known: Sequence[GlyphBox], shortest: float = _SHORTEST
) -> list[GlyphBox]:
    """The boxes of ink the size of a word in a box (all in pixels) that none of the known boxes covers.

    `shortest` is the least width of a word in inches.
    """
    x0, top, x1, bottom = (max(0, round(side)) for side in box)
    ink = (page.grey[top:bottom, x0:x1] < _DARK).astype(np.uint8)
    if not ink.size:
        return []
    for begin, upper, end, lower in known:
        rows = slice(max(0, round(upper) - top - 2), max(0, round(lower) - top + 2))
        ink[rows, max(0, round(begin) - x0 - 2) : max(0, round(end) - x0 + 2)] = 0
    for left, upper, width, height, _ in _components(ink):
        if min(width, height) > _SEAL * page.dpi:
            ink[upper : upper + height, left : left + width] = 0
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, max(1, round(_LETTER_GAP * page.dpi))), np.uint8))
    return [
        (float(x0 + left), float(top + upper), float(x0 + left + width), float(top + upper + height))
        for left, upper, width, height, area in _components(np.asarray(joined, np.uint8))
        if width >= shortest * page.dpi and _is_wordlike(width, height, area, page.dpi)
    ]


def _components(ink: Grey) -> list[list[int]]:
    """Left, top, width, height and ink of what hangs together, in pixels."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    found: list[list[int]] = stats[1:].tolist()
    return found


def _is_wordlike(width: int, height: int, area: int, dpi: float) -> bool:
    return _LOWEST * dpi <= height <= _HIGHEST * dpi and area >= _FILLED * width * height
