"""Tables with rules between their rows alone: what the page's reading is unsure of there is read piece by piece.

Headings of one or two lines stand beside each other between two rules, their lines not level: read as lines of the
page, halves of two of them become one. A piece is ink that free strips part from the next over the height of a band.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

import cv2
import numpy as np

from extractor.reading.ocr.cells import read_cell, sureness, text_of
from extractor.reading.ocr.engine import ReadWord
from extractor.reading.ocr.figures import read_crop
from extractor.reading.ocr.picture import Prepared
from extractor.reading.pdf.half_ruled import bands
from extractor.reading.pdf.rulings import Edge
from schemas.evidence import Box

_POINTS = 72.0
_INSET = 0.02
"""Inches by which a band is looked at smaller than its rules lie."""
_DARK = 140
_LOWEST_LETTER = 0.045
"""Inches: the lowest letters and figures are taller, dots and specks are lower."""
_FREE = 0.1
"""Inches without ink that part two columns; blanks between words are half as wide."""
_BEYOND = 0.06
"""Inches that a word of a piece may reach beyond its ink."""
_SURE = 0.85
_SURE_FIGURE = 0.9
_MOST_PIECES = 3000
_OFF = 0.25
"""Baselines of one line differ by less than this share of a word's height."""


def read_bands(page: Prepared, edges: Sequence[Edge], words: Sequence[ReadWord]) -> list[ReadWord]:
    """The words of a page, the doubtful ones of half-ruled tables replaced by what each piece reads alone."""
    pieces = [piece for band in bands(edges) for piece in _pieces(page, band)]
    read = list(words)
    if len(pieces) > _MOST_PIECES:
        return read
    for piece, touching in [(piece, [word for word in words if _touches(word, piece)]) for piece in pieces]:
        new = _better(page, piece, touching)
        read = _in_place_of(touching, new, read) if new else read
    return read


def _better(page: Prepared, piece: Box, touching: Sequence[ReadWord]) -> list[ReadWord]:
    """What a piece reads alone; nothing where the page's words on it are sure and its own, or that is doubtful."""
    own = [word for word in touching if _within(word, piece, _BEYOND * page.dpi)]
    if own and len(own) == len(touching) and all(word.word.confidence >= _SURE for word in own):
        return []
    new = read_cell(partial(_read, page, piece), own)
    return [] if _is_doubtful_figure(new) else new


def _in_place_of(old: Sequence[ReadWord], new: Sequence[ReadWord], words: Sequence[ReadWord]) -> list[ReadWord]:
    """The words without the old ones, the new ones at their end on lines of their own."""
    left = [word for word in words if word not in old]
    line = 1 + max((word.line for word in left), default=-1)
    return [*left, *(replace(word, line=word.line + line, base=_base(word, left)) for word in new)]


def _pieces(page: Prepared, band: Box) -> Iterator[Box]:
    """The pieces of a band (points) from the left, in pixels, over its whole height."""
    scale, inset = page.dpi / _POINTS, round(_INSET * page.dpi)
    left, top = max(0, round(band.x0 * scale)), max(0, round(band.top * scale) + inset)
    right, bottom = round(band.x1 * scale), round(band.bottom * scale) - inset
    if right <= left or bottom <= top:
        return
    ink = (page.grey[top:bottom, left:right] < _DARK).astype(np.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    tall = sorted((row[0], row[0] + row[2]) for row in stats[1:].tolist() if row[3] >= _LOWEST_LETTER * page.dpi)
    extents: list[list[int]] = []
    for x0, x1 in tall:
        if extents and x0 - extents[-1][1] < _FREE * page.dpi:
            extents[-1][1] = max(extents[-1][1], x1)
        else:
            extents.append([x0, x1])
    for x0, x1 in extents:
        yield Box(float(left + x0), float(top), float(left + x1), float(bottom))


def _is_doubtful_figure(words: Sequence[ReadWord]) -> bool:
    """Whether a figure was read that nothing but one size vouches for: a wrong one would look right."""
    return len(words) == 1 and any(map(str.isdigit, text_of(words))) and sureness(words) < _SURE_FIGURE


def _read(page: Prepared, piece: Box, larger: float) -> list[ReadWord]:
    around = round(_BEYOND * page.dpi)
    x0, top, x1, bottom = max(0, round(piece.x0) - around), round(piece.top), round(piece.x1) + around, piece.bottom
    return read_crop(page, page.grey[top : round(bottom), x0:x1], (x0, top), larger)


def _touches(word: ReadWord, piece: Box) -> bool:
    own = word.word
    return own.x0 < piece.x1 and piece.x0 < own.x1 and piece.top <= (own.top + own.bottom) / 2 <= piece.bottom


def _within(word: ReadWord, piece: Box, beyond: float) -> bool:
    return piece.x0 - beyond <= word.word.x0 and word.word.x1 <= piece.x1 + beyond


def _base(word: ReadWord, others: Sequence[ReadWord]) -> float:
    """The baseline of the words on both sides: alone, a word says less well where its line lies."""
    most = _OFF * (word.word.bottom - word.word.top)
    beside = [other for other in others if abs(other.base - word.base) < most]
    return min(beside, key=lambda other: abs(other.word.x0 - word.word.x0)).base if beside else word.base
