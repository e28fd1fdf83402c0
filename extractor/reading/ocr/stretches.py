"""A stretch of the page read by itself, and its words put in the place of what stood there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np

from extractor.reading.ocr.engine import Grey, ReadWord, read_words
from extractor.reading.ocr.picture import Prepared
from extractor.reading.ocr.placing import moved

WIDE_GAP = 2.5
"""Heights of a word that part two columns."""
MARGIN = 12
"""White pixels around a crop: the engine misses letters at the very edge of a picture."""


def read_stretch(page: Prepared, box: tuple[float, float, float, float], scale: float, mode: int) -> list[ReadWord]:
    """The words of a stretch of the page, read at another scale, in pixels of the page."""
    x0, top, x1, bottom = (max(0, round(side)) for side in box)
    crop = page.grey[top:bottom, x0:x1]
    if crop.size == 0:
        return []
    framed: Grey = np.pad(crop, MARGIN, constant_values=255)
    if scale != 1:
        framed = np.asarray(cv2.resize(framed, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC), np.uint8)
    return [moved(word, 1 / scale, x0 - MARGIN, top - MARGIN) for word in read_words(framed, page.dpi * scale, mode)]


def replaced(words: list[ReadWord], old: Sequence[int], new: Sequence[ReadWord]) -> list[ReadWord]:
    """The words without some, others in the place of the first of them, on lines of their own."""
    line = 1 + max(word.line for word in words)
    gone = set(old)
    before = [word for n, word in enumerate(words) if n < old[0]]
    after = [word for n, word in enumerate(words) if n > old[0] and n not in gone]
    return [*before, *(replace(word, line=word.line + line) for word in new), *after]


def top_of(words: Sequence[ReadWord]) -> float:
    """The upper edge of words in pixels."""
    return min(word.word.top for word in words)


def bottom_of(words: Sequence[ReadWord]) -> float:
    """The lower edge of words in pixels."""
    return max(word.word.bottom for word in words)


def base_beside(word: ReadWord, others: Sequence[ReadWord], most: float) -> float:
    """The baseline of the nearest word on a level with one read alone, which says less well where its line lies.

    `most` is how far apart in pixels the baselines of one line are; without such a word it is the word's own.
    """
    beside = [other for other in others if abs(other.base - word.base) < most]
    return min(beside, key=lambda other: abs(other.word.x0 - word.word.x0)).base if beside else word.base
