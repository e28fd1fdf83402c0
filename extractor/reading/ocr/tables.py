"""Ruled tables on a picture, read cell by cell: the engine loses the columns of a table it reads whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.reading.ocr.engine import ReadWord
from extractor.reading.ocr.figures import FIGURES, is_figure, read_crop
from extractor.reading.ocr.picture import Prepared
from extractor.reading.pdf.grids import Cell, Table, find_tables
from extractor.reading.pdf.half_ruled import missing_sides
from extractor.reading.pdf.rulings import Edge

_POINTS = 72.0
_INSET = 0.02
"""Inches by which a cell is read smaller than its rules lie, so that no rule is read as a letter."""
_FEWEST_CELLS = 4
_MOST_CELLS = 3000
_LEAST_INK = 6
"""Dark pixels below which a cell is empty."""
_DARK = 140
_FEWEST_FIGURES = 3
_MOSTLY = 0.6
_SHORT = 3
_NO_FIGURE = frozenset({"x", "X", "-", "–"})


def ruled_tables(edges: Sequence[Edge]) -> list[Table]:
    """The tables that rules draw whole, as data may stand in."""
    return [table for table in find_tables((*edges, *missing_sides(edges))) if _is_data(table)]


def read_cells(page: Prepared, tables: Sequence[Table], words: Sequence[ReadWord]) -> list[ReadWord]:
    """The words of a page, those inside ruled tables replaced by what each cell reads alone."""
    cells = [cell for table in tables for cell in table.cells]
    if not cells or len(cells) > _MOST_CELLS:
        return list(words)
    scale = page.dpi / _POINTS
    outside = [word for word in words if not any(_holds(table, word, scale) for table in tables)]
    line = 1 + max((word.line for word in words), default=-1)
    for found in (found for table in tables for found in _read_table(page, table, scale)):
        outside += [replace(word, line=word.line + line) for word in found]
        line += 1 + max((word.line for word in found), default=-1)
    return outside


def _is_data(table: Table) -> bool:
    return len(table.cells) >= _FEWEST_CELLS and table.rows > 1 and table.columns > 1


def _holds(table: Table, word: ReadWord, scale: float) -> bool:
    x, y = (word.word.x0 + word.word.x1) / 2 / scale, (word.word.top + word.word.bottom) / 2 / scale
    return table.box.x0 <= x <= table.box.x1 and table.box.top <= y <= table.box.bottom


def _read_table(page: Prepared, table: Table, scale: float) -> list[list[ReadWord]]:
    """What each cell reads; in columns of figures, those that read as anything else are looked at again."""
    read = [_read(page, cell, scale) for cell in table.cells]
    for column in range(table.columns):
        own = [n for n, cell in enumerate(table.cells) if cell.column == column and cell.column_span == 1]
        texts = [_text(read[n]) for n in own]
        figures = sum(is_figure(text) for text in texts)
        if figures < _FEWEST_FIGURES or figures < _MOSTLY * sum(map(bool, texts)):
            continue
        for n, text in zip(own, texts, strict=True):
            if len(text) <= _SHORT and not is_figure(text) and text not in _NO_FIGURE:
                read[n] = _figure(page, table.cells[n], scale) or read[n]
    return read


def _text(words: Sequence[ReadWord]) -> str:
    return " ".join(word.word.text for word in words)


def _figure(page: Prepared, cell: Cell, scale: float) -> list[ReadWord]:
    """What a cell reads as a figure, where two sizes of it read the same."""
    first, second = (_read(page, cell, scale, larger, FIGURES) for larger in (2.0, 1.5))
    return first if is_figure(_text(first)) and _text(first) == _text(second) else []


def _read(page: Prepared, cell: Cell, scale: float, larger: float = 1.0, only: str = "") -> list[ReadWord]:
    inset = round(_INSET * page.dpi)
    x0, top = round(cell.box.x0 * scale) + inset, round(cell.box.top * scale) + inset
    x1, bottom = round(cell.box.x1 * scale) - inset, round(cell.box.bottom * scale) - inset
    crop = page.grey[max(top, 0) : bottom, max(x0, 0) : x1]
    if crop.size == 0 or int((crop < _DARK).sum()) < _LEAST_INK:
        return []
    return read_crop(page, crop, (x0, top), larger, only)
