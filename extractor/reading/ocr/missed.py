"""Figures that stand alone in the columns of a table without rules: the engine takes them for specks and leaves them.

What it left is found as ink the size of type that no word covers, one below the other; each such column is read alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from extractor.reading.ocr.engine import ONE_BLOCK, Grey, ReadWord, read_words
from extractor.reading.ocr.picture import Prepared
from extractor.reading.ocr.placing import moved
from extractor.reading.pdf.rulings import Edge
from schemas.evidence import Box

_POINTS = 72.0
_DARK = 140
_LOWEST, _HIGHEST = 0.07, 0.2
"""Heights of letters and figures in inches."""
_WIDEST = 1.6
_REACH = 0.06
"""Inches between signs of one word at most."""
_RULE = 0.02
_BORDER = 0.25
"""Inches along the edge of the paper where shadows and punch holes are."""
_MARGIN = 0.1
_FEWEST = 3
_MOST_COLUMNS = 40
_LEAST_SURE = 0.4


@dataclass(frozen=True, slots=True)
class _Blob:
    """Ink the size of a word, in pixels."""

    x0: int
    top: int
    x1: int
    bottom: int


def read_missed(
    page: Prepared, edges: Sequence[Edge], tables: Sequence[Box], words: Sequence[ReadWord]
) -> list[ReadWord]:
    """The words of a page with those of columns that the engine left; `tables` were read cell by cell, in points."""
    columns = _columns(_blobs(page, edges, tables, words))
    read = list(words)
    for column in columns[:_MOST_COLUMNS]:
        line = 1 + max((word.line for word in read), default=-1)
        new = [word for word in _read(page, column) if not any(_overlap(word, old) for old in words)]
        read += [replace(word, line=line + n) for n, word in enumerate(new)]
    return read


def _blobs(page: Prepared, edges: Sequence[Edge], tables: Sequence[Box], words: Sequence[ReadWord]) -> list[_Blob]:
    """Ink the size of words outside of all words, rules and tables."""
    ink = ((page.grey < _DARK) & (page.coloured == 0)).astype(np.uint8)
    scale, border, rule = page.dpi / _POINTS, round(_BORDER * page.dpi), round(_RULE * page.dpi)
    ink[:border], ink[-border:], ink[:, :border], ink[:, -border:] = 0, 0, 0, 0
    for table in tables:
        _clear(ink, table.x0 * scale, table.top * scale, table.x1 * scale, table.bottom * scale, rule)
    for edge in edges:
        _clear(ink, edge.x0 * scale, edge.top * scale, edge.x1 * scale, edge.bottom * scale, rule)
    for word in words:
        _clear(ink, word.word.x0, word.word.top, word.word.x1, word.word.bottom, rule)
    reach = max(1, round(_REACH * page.dpi))
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((max(1, reach // 2), reach), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    sizes = [[int(side) for side in row[:4]] for row in stats[1:]]
    low, high, wide = (share * page.dpi for share in (_LOWEST, _HIGHEST, _WIDEST))
    return [_Blob(x, y, x + w, y + h) for x, y, w, h in sizes if low <= h <= high and w <= wide]


def _clear(ink: Grey, x0: float, top: float, x1: float, bottom: float, around: int) -> None:
    left, upper = max(0, round(x0) - around), max(0, round(top) - around)
    ink[upper : round(bottom) + around, left : round(x1) + around] = 0


def _columns(blobs: Sequence[_Blob]) -> list[list[_Blob]]:
    """Blobs one below the other, three at least, from the left."""
    columns: list[list[_Blob]] = []
    for blob in sorted(blobs, key=lambda blob: (blob.x0 + blob.x1, blob.top)):
        middle = (blob.x0 + blob.x1) / 2
        if columns and min(b.x0 for b in columns[-1]) <= middle <= max(b.x1 for b in columns[-1]):
            columns[-1].append(blob)
        else:
            columns.append([blob])
    return [column for column in columns if len(column) >= _FEWEST]


def _read(page: Prepared, column: Sequence[_Blob]) -> list[ReadWord]:
    margin = round(_MARGIN * page.dpi)
    x0, x1 = min(blob.x0 for blob in column) - margin, max(blob.x1 for blob in column) + margin
    top, bottom = min(blob.top for blob in column) - margin, max(blob.bottom for blob in column) + margin
    crop = np.pad(page.grey[max(top, 0) : bottom, max(x0, 0) : x1], margin, constant_values=255)
    found = read_words(crop, page.dpi, ONE_BLOCK)
    return [moved(w, 1.0, max(x0, 0) - margin, max(top, 0) - margin) for w in found if w.word.confidence >= _LEAST_SURE]


def _overlap(one: ReadWord, other: ReadWord) -> bool:
    a, b = one.word, other.word
    return a.x0 < b.x1 and b.x0 < a.x1 and a.top < b.bottom and b.top < a.bottom
