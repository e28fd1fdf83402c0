"""Tables without any rules: what the page's reading is unsure of there is read text by text.

The engine reads the rows of such a table as lines of a page, loses blanks in small type and takes figures of different
columns for words of one line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import cv2
import numpy as np

from extractor.reading.ocr.engine import ReadWord
from extractor.reading.ocr.ink import pieces_of
from extractor.reading.ocr.picture import Prepared
from extractor.reading.ocr.pieces import free_between, read_pieces
from schemas.evidence import Box

_POINTS = 72.0
_APART = 1.2
"""Heights of a word that part two texts of a row; justified lines have narrower blanks."""
_FEWEST_GAPS, _FEWEST_ROWS = 3, 3
"""A table has rows of four texts at least; two columns of a head or an end, and a date in them, have fewer."""
_SAME_ROW = 0.5
"""Baselines of one row differ by less than this share of a word's height."""
_NEXT_ROW = 5.0
"""Heights of a word that rows of four texts lie apart at most: cells of several lines lie between them."""
_AROUND = 0.05
"""Inches around a table that belong to it."""
_MARKS = 0.3
"""Heights of a text that marks stand above and below its letters."""


def read_open_tables(page: Prepared, apart: Sequence[Box], words: Sequence[ReadWord]) -> list[ReadWord]:
    """The words of a page, the doubtful ones of tables without rules replaced by what each text reads alone.

    `apart` holds the tables (points) that rules were found for: they were read piece by piece already.
    """
    scale = page.dpi / _POINTS
    others = [word for word in words if not any(_holds(box, word, scale) for box in apart)]
    texts = [text for table in _tables(others, page.dpi) for text in _texts(page, table)]
    return read_pieces(page, texts, words)


def _holds(box: Box, word: ReadWord, scale: float) -> bool:
    x, y = (word.word.x0 + word.word.x1) / 2 / scale, (word.word.top + word.word.bottom) / 2 / scale
    return box.x0 <= x <= box.x1 and box.top <= y <= box.bottom


def _tables(words: Sequence[ReadWord], dpi: float) -> Iterator[Box]:
    """Where rows of four texts and more lie below one another, in pixels."""
    run: list[list[ReadWord]] = []
    for row in (row for row in _rows(words) if _gaps(row) >= _FEWEST_GAPS):
        if run and row[0].base - run[-1][0].base > _NEXT_ROW * _height(row):
            yield from _box(run, dpi)
            run = []
        run.append(row)
    yield from _box(run, dpi)


def _rows(words: Sequence[ReadWord]) -> Iterator[list[ReadWord]]:
    """Words that stand level, from the left, row by row from the top."""
    row: list[ReadWord] = []
    for word in sorted(words, key=lambda word: word.base):
        if row and word.base - row[0].base > _SAME_ROW * _height([row[0]]):
            yield sorted(row, key=lambda word: word.word.x0)
            row = []
        row.append(word)
    if row:
        yield sorted(row, key=lambda word: word.word.x0)


def _gaps(row: Sequence[ReadWord]) -> int:
    apart = _APART * _height(row)
    return sum(after.word.x0 - before.word.x1 > apart for before, after in pairwise(row))


def _height(row: Sequence[ReadWord]) -> float:
    return float(np.median([word.word.bottom - word.word.top for word in row]))


def _box(rows: Sequence[Sequence[ReadWord]], dpi: float) -> Iterator[Box]:
    """The stretch of the page that rows of a table take; nothing where they are few."""
    if len(rows) < _FEWEST_ROWS:
        return
    words, around = [word.word for row in rows for word in row], _AROUND * dpi
    yield Box(
        min(word.x0 for word in words) - around,
        min(word.top for word in words) - around,
        max(word.x1 for word in words) + around,
        max(word.bottom for word in words) + around,
    )


def _texts(page: Prepared, table: Box) -> Iterator[Box]:
    """The texts of a table (pixels), each a line of one of its cells; what its edge cuts belongs to no table."""
    left, top = max(0, round(table.x0)), max(0, round(table.top))
    crop = page.grey[top : round(table.bottom), left : round(table.x1)]
    letters = [each for each in pieces_of(crop, page.dpi) if each.y > 0 and each.y + each.height < crop.shape[0]]
    mask = np.zeros(crop.shape, np.uint8)
    for x, y, width, height in letters:
        mask[y : y + height, x : x + width] = 1
    free = max(1, round(free_between(letters, page.dpi)))
    joined = np.asarray(cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((1, free), np.uint8)), np.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    for x, y, width, height in (row[:4] for row in stats[1:].tolist()):
        beyond = _MARKS * height
        yield Box(float(left + x), top + y - beyond, float(left + x + width), top + y + height + beyond)
