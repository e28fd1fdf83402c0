"""Ruled tables of a page: the cells between its edges (`lattice`) in rows and columns, and the glyphs of each cell."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from extractor.reading.pdf.glyphs import Glyphs, Integers
from extractor.reading.pdf.lattice import cell_groups
from extractor.reading.pdf.rulings import Edge
from schemas.evidence import Box

_PREFILTER = 1.0
_FEWEST_EDGES = 4
_MOST_EDGES = 20_000
MIDDLE = 0.28
"""Middle of a glyph above its baseline, in type sizes, as pdfplumber's boxes have it."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a ruled table at its grid position."""

    box: Box
    row: int
    column: int
    row_span: int
    column_span: int


@dataclass(frozen=True, slots=True)
class Table:
    """Cells of one ruled table, row by row."""

    box: Box
    cells: tuple[Cell, ...]
    tops: tuple[float, ...]
    lefts: tuple[float, ...]

    @property
    def rows(self) -> int:
        """Number of rows."""
        return len(self.tops)

    @property
    def columns(self) -> int:
        """Number of columns."""
        return len(self.lefts)


def find_tables(edges: Sequence[Edge]) -> list[Table]:
    """Tables that the edges draw, from top to bottom; frames and single boxes among them."""
    usable = [edge for edge in edges if max(edge.x1 - edge.x0, edge.bottom - edge.top) >= _PREFILTER]
    lying = sum(1 for edge in usable if edge.horizontal)
    if len(usable) < _FEWEST_EDGES or lying == len(usable) or not lying or len(usable) > _MOST_EDGES:
        return []
    return [_table(cells) for cells in cell_groups(usable)]


def _table(boxes: list[Box]) -> Table:
    lefts, tops = sorted({box.x0 for box in boxes}), sorted({box.top for box in boxes})
    cells: list[Cell] = []
    taken: set[tuple[int, int]] = set()
    for box in sorted(boxes, key=lambda b: (b.top, b.x0)):
        row, column = bisect_left(tops, box.top), bisect_left(lefts, box.x0)
        row_span, column_span = bisect_left(tops, box.bottom) - row, bisect_left(lefts, box.x1) - column
        places = {(r, c) for r in range(row, row + row_span) for c in range(column, column + column_span)}
        if places.isdisjoint(taken):
            taken |= places
            cells.append(Cell(box, row, column, row_span, column_span))
    outer = Box(lefts[0], tops[0], max(b.x1 for b in boxes), max(b.bottom for b in boxes))
    return Table(outer, tuple(cells), tuple(tops), tuple(lefts))


def cell_numbers(glyphs: Glyphs, tables: Sequence[Table]) -> Integers:
    """For each glyph the number of the cell that holds its middle, -1 for none; cells are counted over all tables."""
    numbers = np.full(len(glyphs), -1, np.int64)
    x, y = (glyphs.x0 + glyphs.x1) / 2, glyphs.base - MIDDLE * glyphs.size
    first = 0
    for table in tables:
        row = np.searchsorted(table.tops, y, side="right") - 1
        column = np.searchsorted(table.lefts, x, side="right") - 1
        inside = (row >= 0) & (column >= 0) & (x < table.box.x1) & (y < table.box.bottom)
        places = np.full((table.rows, table.columns), -1, np.int64)
        for index, cell in enumerate(table.cells):
            places[cell.row : cell.row + cell.row_span, cell.column : cell.column + cell.column_span] = index
        held = places[row[inside], column[inside]]
        sides = np.array([cell.box for cell in table.cells])[held]
        within = (held >= 0) & (x[inside] < sides[:, 2]) & (y[inside] < sides[:, 3])
        numbers[np.flatnonzero(inside)[within]] = held[within] + first
        first += len(table.cells)
    return numbers


def data_tables(glyphs: Glyphs, tables: Sequence[Table]) -> tuple[list[Table], list[Table]]:
    """Tables with text in two rows and two columns at least, and the scraps: those of several columns with less text.

    A frame around a text is no table; a scrap is the part of one that a page break left alone, or a frame too.
    """
    if not tables:
        return [], []
    visible = glyphs.take(~glyphs.spaces())
    kept, scraps = [], []
    for table in tables:
        filled = {number for number in cell_numbers(visible, [table]).tolist() if number >= 0}
        rows = {table.cells[number].row for number in filled}
        columns = {table.cells[number].column for number in filled}
        if len(rows) > 1 and len(columns) > 1:
            kept.append(table)
        elif filled and table.columns > 1:
            scraps.append(table)
    return kept, scraps
