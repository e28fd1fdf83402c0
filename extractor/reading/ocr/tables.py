"""Ruled tables on a picture, read cell by cell: the engine loses the columns of a table it reads whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

import cv2
import numpy as np

from extractor.reading.ocr.cells import read_cell, sureness, text_of
from extractor.reading.ocr.engine import Grey, ReadWord, Symbol
from extractor.reading.ocr.figures import FIGURES, is_figure, read_crop
from extractor.reading.ocr.ink import DARK, cross_in, pieces_of
from extractor.reading.ocr.letter_boxes import with_own_heights
from extractor.reading.ocr.numerals import ordinal
from extractor.reading.ocr.picture import Prepared
from extractor.reading.ocr.words import Word
from extractor.reading.pdf.grids import Cell, Table, find_tables
from extractor.reading.pdf.open_sides import missing_sides
from extractor.reading.pdf.rulings import Edge
from extractor.reading.pdf.stacks import FEWEST_RULES
from schemas.evidence import Box

_POINTS = 72.0
_INSET = 0.02
"""Inches by which a cell is read smaller than its rules lie, so that no rule is read as a letter."""
_FEWEST_CELLS = 4
_MOST_CELLS = 3000
_LEAST_INK = 6
"""Dark pixels below which a cell is empty."""
_AROUND = 0.1
"""Inches around the letters of a cell, where their marks stand."""
_FEWEST_FIGURES = 3
_MOSTLY = 0.6
_SHORT = 3
_MARKS = frozenset({"x", "X"})
_MARK_SIGNS = "xX"
_SIZES = (1.5, 1.25, 1.0)
_COUNTED_SIZES = (1.5, 2.0, 2.5)
_PLAIN_FIGURE = re.compile(r"\d[\d.,]{0,15}")
_LOWEST_DIGIT, _HIGHEST_DIGIT = 0.05, 0.2
"""Heights of digits in inches."""
_NO_FIGURE = frozenset({"x", "X", "-", "–"})
_HIGHEST_SMALL = 0.075
"""Inches: a higher cross is a capital one."""
_SURE_CROSS = 0.9
_SURE_HEAD = 0.85


def ruled_tables(edges: Sequence[Edge]) -> list[Table]:
    """The tables that rules draw whole, as data may stand in."""
    return [table for table in find_tables((*edges, *missing_sides(edges, FEWEST_RULES))) if _is_data(table)]


def read_cells(page: Prepared, tables: Sequence[Table], words: Sequence[ReadWord]) -> list[ReadWord]:
    """The words of a page, those inside ruled tables replaced by what each cell reads alone."""
    cells = [cell for table in tables for cell in table.cells]
    if not cells or len(cells) > _MOST_CELLS:
        return list(words)
    scale = page.dpi / _POINTS
    outside = [word for word in words if not any(_holds(table.box, word, scale) for table in tables)]
    read = [found for table in tables for found in _levelled(_read_table(page, table, words))]
    return [*outside, *_on_own_lines(read, 1 + max((word.line for word in words), default=-1))]


def _on_own_lines(cells: Sequence[Sequence[ReadWord]], line: int) -> Iterator[ReadWord]:
    """The words of cells, whose lines are counted on from `line`."""
    for words in cells:
        yield from (replace(word, line=word.line + line) for word in words)
        line += 1 + max((word.line for word in words), default=-1)


def _levelled(cells: Sequence[Sequence[ReadWord]]) -> Iterator[list[ReadWord]]:
    """The words of each cell, their letters of the heights that those of the table have."""
    words = iter(with_own_heights([word for cell in cells for word in cell]))
    return (list(islice(words, len(cell))) for cell in cells)


def _is_data(table: Table) -> bool:
    return len(table.cells) >= _FEWEST_CELLS and table.rows > 1 and table.columns > 1


def _holds(box: Box, word: ReadWord, scale: float) -> bool:
    x, y = (word.word.x0 + word.word.x1) / 2 / scale, (word.word.top + word.word.bottom) / 2 / scale
    return box.x0 <= x <= box.x1 and box.top <= y <= box.bottom


def _read_table(page: Prepared, table: Table, words: Sequence[ReadWord]) -> list[list[ReadWord]]:
    """What each cell reads; in columns of figures, those that read as anything else are looked at again."""
    scale = page.dpi / _POINTS
    inside = [word for word in words if _holds(table.box, word, scale)]
    read = [_cell(page, cell, [word for word in inside if _holds(cell.box, word, scale)]) for cell in table.cells]
    marks = sum(text_of(found) in _MARKS for found in read)
    for column in range(table.columns):
        own = [n for n, cell in enumerate(table.cells) if cell.column == column and cell.column_span == 1]
        only = _signs_of([text_of(read[n]) for n in own], marks)
        for n in own:
            read[n] = _again(page, table.cells[n], read[n], only)
    return read


def _again(page: Prepared, cell: Cell, words: list[ReadWord], only: str) -> list[ReadWord]:
    """A cell looked at again where its column is made of the signs `only` and it is not, or where it is a figure."""
    text = text_of(words)
    if only and 0 < len(text) <= _SHORT and not _may_stay(words):
        return _looked_at(page, cell, only) or words
    return _counted(page, cell, words) if _PLAIN_FIGURE.fullmatch(text) else words


def _may_stay(words: Sequence[ReadWord]) -> bool:
    """Whether a short text among figures or marks is one itself, a blank sign, or surely the head over them (`STT`)."""
    text = text_of(words)
    is_head = len(text) > 1 and text.isalpha() and sureness(words) >= _SURE_HEAD
    return text in _NO_FIGURE or is_figure(text) or is_head


def _signs_of(texts: Sequence[str], marks: int) -> str:
    """The signs that a column is made of, where it is one of figures or of marks; `marks` has the whole table."""
    filled = [text for text in texts if text]
    figures = sum(is_figure(text) for text in filled)
    if figures >= max(_FEWEST_FIGURES, _MOSTLY * len(filled)):
        return FIGURES
    ticked = any(text in _MARKS for text in filled) and marks >= _FEWEST_FIGURES
    return _MARK_SIGNS if ticked and sum(len(text) <= _SHORT for text in filled) > _MOSTLY * len(filled) else ""


def _cell(page: Prepared, cell: Cell, on_page: Sequence[ReadWord]) -> list[ReadWord]:
    words = _cross(page, cell) or read_cell(lambda larger: _read(page, cell, larger), on_page)
    serial = len(words) == 1 and not cell.column and cell.column_span == 1
    return [ordinal(page.grey, *words)] if serial else words


def _cross(page: Prepared, cell: Cell) -> list[ReadWord]:
    """The tick that a cell holds alone, told by its shape."""
    crop, (left, upper) = _inside(page, cell)
    cross = cross_in(crop, page.dpi)
    if cross is None:
        return []
    x0, top = float(left + cross.x), float(upper + cross.y)
    x1, bottom = x0 + cross.width, top + cross.height
    sign = "x" if cross.height < _HIGHEST_SMALL * page.dpi else "X"
    return [ReadWord(Word(sign, _SURE_CROSS, x0, top, x1, bottom), (Symbol(sign, x0, top, x1, bottom),), 0, bottom)]


def _looked_at(page: Prepared, cell: Cell, only: str) -> list[ReadWord]:
    """What a cell reads as a figure or a mark, where two sizes of it read the same."""
    found = _agreed([_read(page, cell, larger, only) for larger in _SIZES])
    return found if is_figure(text_of(found)) or text_of(found) in _MARKS else []


def _agreed(readings: Sequence[list[ReadWord]]) -> list[ReadWord]:
    """What two of several readings have in common; nothing where each reads something else."""
    texts = [text_of(reading) for reading in readings]
    return next((reading for reading, text in zip(readings, texts, strict=True) if text and texts.count(text) > 1), [])


def _counted(page: Prepared, cell: Cell, words: list[ReadWord]) -> list[ReadWord]:
    """A figure with all its digits: of two equal ones side by side (`22`) the engine gives one, and is sure of it."""
    seen = _digits_seen(_inside(page, cell)[0], page.dpi)
    if seen <= _digits(words):
        return words
    whole = _agreed([_read(page, cell, larger, FIGURES) for larger in _COUNTED_SIZES])
    return whole if _digits(whole) == seen and _PLAIN_FIGURE.fullmatch(text_of(whole)) else words


def _digits(words: Sequence[ReadWord]) -> int:
    return sum(map(str.isdigit, text_of(words)))


def _digits_seen(crop: Grey, dpi: float) -> int:
    """How many pieces of ink of a digit's size a cell holds; digits that touch each other are one."""
    ink = (crop < DARK).astype(np.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    sizes = (row[2:4] for row in stats[1:].tolist())
    return sum(_LOWEST_DIGIT * dpi <= high <= _HIGHEST_DIGIT * dpi and wide <= high for wide, high in sizes)


def _read(page: Prepared, cell: Cell, larger: float = 1.0, only: str = "") -> list[ReadWord]:
    crop, (x0, top) = _inside(page, cell)
    left, upper, right, lower = _written(crop, page.dpi)
    written, at = crop[upper:lower, left:right], (x0 + left, top + upper)
    return read_crop(page, written, at, larger, only) if right > left else []


def _inside(page: Prepared, cell: Cell) -> tuple[Grey, tuple[int, int]]:
    """The picture of a cell without its rules, and where its left upper corner stands."""
    scale, inset = page.dpi / _POINTS, round(_INSET * page.dpi)
    x0, top = max(round(cell.box.x0 * scale) + inset, 0), max(round(cell.box.top * scale) + inset, 0)
    x1, bottom = round(cell.box.x1 * scale) - inset, round(cell.box.bottom * scale) - inset
    return page.grey[top : max(bottom, 0), x0 : max(x1, 0)], (x0, top)


def _written(crop: Grey, dpi: float) -> tuple[int, int, int, int]:
    """Where letters stand in a cell (left, top, right, bottom): in a cell of many rows paper would be read too."""
    if crop.size == 0 or cv2.countNonZero((crop < DARK).astype(np.uint8)) < _LEAST_INK:
        return 0, 0, 0, 0
    pieces = pieces_of(crop, dpi)
    if not pieces:
        return 0, 0, crop.shape[1], crop.shape[0]
    around = round(_AROUND * dpi)
    left, upper = min(piece.x for piece in pieces) - around, min(piece.y for piece in pieces) - around
    right = max(piece.x + piece.width for piece in pieces) + around
    lower = max(piece.y + piece.height for piece in pieces) + around
    return max(left, 0), max(upper, 0), min(right, crop.shape[1]), min(lower, crop.shape[0])
