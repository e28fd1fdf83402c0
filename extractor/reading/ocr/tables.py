"""Ruled tables on a picture, read cell by cell: the engine loses the columns of a table it reads whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from extractor.reading.ocr.engine import ONE_BLOCK, Grey, ReadWord, read_words
from extractor.reading.ocr.picture import Prepared
from extractor.reading.ocr.placing import moved
from extractor.reading.pdf.grids import Cell, Table, find_tables
from extractor.reading.pdf.rulings import Edge

_POINTS = 72.0
_INSET = 0.02
"""Inches by which a cell is read smaller than its rules lie, so that no rule is read as a letter."""
_MARGIN = 0.08
"""White added around a cell, in inches: the engine misses letters at the very edge of a picture."""
_FEWEST_CELLS = 4
_MOST_CELLS = 3000
_LEAST_INK = 6
"""Dark pixels below which a cell is empty."""
_DARK = 140


def read_cells(page: Prepared, edges: Sequence[Edge], words: Sequence[ReadWord]) -> list[ReadWord]:
    """The words of a page, those inside ruled tables replaced by what each cell reads alone."""
    tables = [table for table in find_tables(edges) if _is_data(table)]
    cells = [cell for table in tables for cell in table.cells]
    if not cells or len(cells) > _MOST_CELLS:
        return list(words)
    scale = page.dpi / _POINTS
    outside = [word for word in words if not any(_holds(table, word, scale) for table in tables)]
    line = 1 + max((word.line for word in words), default=-1)
    for cell in cells:
        found = _read(page, cell, scale)
        outside += [replace(word, line=word.line + line) for word in found]
        line += 1 + max((word.line for word in found), default=-1)
    return outside


def _is_data(table: Table) -> bool:
    return len(table.cells) >= _FEWEST_CELLS and table.rows > 1 and table.columns > 1


def _holds(table: Table, word: ReadWord, scale: float) -> bool:
    x, y = (word.word.x0 + word.word.x1) / 2 / scale, (word.word.top + word.word.bottom) / 2 / scale
    return table.box.x0 <= x <= table.box.x1 and table.box.top <= y <= table.box.bottom


def _read(page: Prepared, cell: Cell, scale: float) -> list[ReadWord]:
    inset, margin = round(_INSET * page.dpi), round(_MARGIN * page.dpi)
    x0, top = round(cell.box.x0 * scale) + inset, round(cell.box.top * scale) + inset
    x1, bottom = round(cell.box.x1 * scale) - inset, round(cell.box.bottom * scale) - inset
    crop = page.grey[max(top, 0) : bottom, max(x0, 0) : x1]
    if crop.size == 0 or int((crop < _DARK).sum()) < _LEAST_INK:
        return []
    framed: Grey = np.pad(crop, margin, constant_values=255)
    return [moved(word, 1.0, x0 - margin, top - margin) for word in read_words(framed, page.dpi, ONE_BLOCK)]
