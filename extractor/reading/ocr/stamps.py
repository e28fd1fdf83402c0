"""Stamps of urgency and secrecy (`KHẨN`, `HỎA TỐC`, `MẬT`), read in red: the grey picture has no coloured ink.

Boxed capitals of 8 mm height, pressed below the number (NĐ 30/2020, Annex I, ô 10a and 10b). Their words are a closed
list; what reads as anything else is no such stamp.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

import cv2
import numpy as np

from extractor.reading.handwriting.places import folded
from extractor.reading.ocr.engine import Grey, ReadWord
from extractor.reading.ocr.figures import read_crop
from extractor.reading.ocr.picture import Prepared
from extractor.vocabulary import load

_UPPER = 0.5
"""Marks stand in the upper half of a page."""
_LOWEST, _HIGHEST = 0.14, 0.6
_NARROWEST, _WIDEST = 0.4, 2.4
"""Sizes of such stamps in inches, a little askew or without their frame at the least."""
_FLAT = 1.3
"""Times its height that a stamp is wide at least: round seals are not."""
_GAP = 0.1
"""Inches between the letters of a stamp and to its frame at most."""
_FRAME = 0.8
"""Share of a stamp's width and height that its frame reaches over; no letter does."""
_RED = 150
_SURE = 0.6
_SCALES = (1.0, 1.5)
_MOST_STAMPS = 4


def read_stamps(page: Prepared, words: Sequence[ReadWord]) -> list[ReadWord]:
    """The words of the stamps of urgency and secrecy on a page, on lines of their own behind those of `words`."""
    upper = round(_UPPER * page.grey.shape[0])
    if not page.coloured[:upper].any():
        return []
    light = cv2.threshold(page.pen(upper), _RED, 1, cv2.THRESH_BINARY)[1]
    red: Grey = np.asarray(255 - 255 * cv2.bitwise_and(page.coloured[:upper], light), np.uint8)
    found: list[ReadWord] = []
    line = 1 + max((word.line for word in words), default=-1)
    for box in _boxes(red, page.dpi)[:_MOST_STAMPS]:
        stamp = _read(page, _without_frame(red, box), box)
        found += [replace(word, line=line, base=stamp[0].base) for word in stamp]
        line += 1
    return found


def _boxes(red: Grey, dpi: float) -> list[tuple[int, int, int, int]]:
    """Left, top, right and bottom of red ink of a stamp's size, from the top."""
    reach = max(1, round(_GAP * dpi))
    left, top, across, down = cv2.boundingRect(255 - red)
    left, top = max(0, left - reach), max(0, top - reach)
    inked = 255 - red[top : top + down + 2 * reach, left : left + across + 2 * reach]
    joined = cv2.morphologyEx(inked, cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    sizes = [(left + x, top + y, w, h) for x, y, w, h in stats[1:, :4].tolist()]
    low, high, narrow, wide = (inches * dpi for inches in (_LOWEST, _HIGHEST, _NARROWEST, _WIDEST))
    flat = [size for size in sizes if low <= size[3] <= high and narrow <= size[2] <= wide]
    boxes = [(x, y, x + w, y + h) for x, y, w, h in flat if w >= _FLAT * h]
    return sorted(boxes, key=lambda box: (box[1], box[0]))


def _without_frame(red: Grey, box: tuple[int, int, int, int]) -> Grey:
    """The ink of a box without the piece that reaches over nearly all of it."""
    x0, top, x1, bottom = box
    ink = 255 - red[top:bottom, x0:x1]
    _, pieces, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    wide, high = (
        stats[:, cv2.CC_STAT_WIDTH] > _FRAME * (x1 - x0),
        stats[:, cv2.CC_STAT_HEIGHT] > _FRAME * (bottom - top),
    )
    frames = [piece for piece in np.flatnonzero(wide & high).tolist() if piece]
    return np.asarray(np.where(np.isin(pieces, frames), 255, 255 - ink), np.uint8)


def _read(page: Prepared, plane: Grey, box: tuple[int, int, int, int]) -> list[ReadWord]:
    """The words of one stamp, none where they are no mark."""
    for scale in _SCALES:
        words = [word for word in read_crop(page, plane, box[:2], scale) if _is_word(word)]
        known = _key(" ".join(word.word.text for word in words)) in _marks()
        if known and min(word.word.confidence for word in words) >= _SURE:
            return words
    return []


def _is_word(word: ReadWord) -> bool:
    return sum(map(str.isalpha, word.word.text)) > 1


def _key(text: str) -> str:
    return " ".join(re.findall("[a-z]+", folded(text)))


@lru_cache(maxsize=1)
def _marks() -> frozenset[str]:
    return frozenset(_key(mark) for mark in load("scanned")["stamps"])
