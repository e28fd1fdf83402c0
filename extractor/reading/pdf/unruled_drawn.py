"""A table without rules as rules would draw it: its header over bands of rows, each with its cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractor.reading.pdf.grids import Cell, Table
from extractor.reading.pdf.lines import Row
from extractor.reading.pdf.unruled_header import Header, read_header
from extractor.reading.pdf.unruled_parts import Column
from schemas.evidence import Box


@dataclass(frozen=True, slots=True)
class Band:
    """One row of the table: its extent down the page, its merged cells, (first column, last column), and its figures.

    `figures` are the columns that hold a figure: none is broken over lines, so one more is of the next row.
    """

    top: float
    bottom: float
    merged: tuple[tuple[int, int], ...] = ()
    figures: frozenset[int] = frozenset()

    def spans(self, columns: int) -> Iterator[tuple[int, int]]:
        """First and last column of each cell of it, from the left."""
        ends = dict(self.merged)
        covered = {n for first, last in self.merged for n in range(first + 1, last + 1)}
        return ((n, ends.get(n, n)) for n in range(columns) if n not in covered)


def extent(row: Row) -> tuple[float, float]:
    """Upper and lower edge of a row."""
    return min(piece.top for piece in row.pieces), max(piece.bottom for piece in row.pieces)


def drawn(bands: Sequence[Band], heads: Sequence[Row], columns: list[Column]) -> Table:
    """The table that rules between the columns and bands would draw; `heads` are the rows of its header, if any."""
    header = _header_over(bands, heads, columns)
    columns = header.columns
    lefts = [columns[0][0] - 2.0, *((a[1] + b[0]) / 2 for a, b in pairwise(columns))]
    between = [(a.bottom + b.top) / 2 for a, b in pairwise([Band(0.0, header.edges[-1]), *bands])]
    tops = [header.edges[0] - 1.0, *header.edges[1:-1], *between] if header.rows else between
    rights, bottoms = [*lefts[1:], columns[-1][1] + 2.0], [*tops[1:], bands[-1].bottom + 1.0]

    def cell(row: int, last_row: int, column: int, last: int) -> Cell:
        box = Box(lefts[column], tops[row], rights[last], bottoms[last_row])
        return Cell(box, row, column, last_row - row + 1, last - column + 1)

    cells = [cell(group.level, group.level, group.first, group.last) for group in header.groups]
    if header.rows:
        cells += [cell(header.depth(n), header.rows - 1, n, n) for n in range(len(columns))]
    for row, band in enumerate(bands, start=header.rows):
        cells += [cell(row, row, first, last) for first, last in band.spans(len(columns))]
    outer = Box(lefts[0], tops[0], rights[-1], bottoms[-1])
    cells.sort(key=lambda drawn: (drawn.row, drawn.column))
    return Table(outer, tuple(cells), tuple(tops), tuple(lefts))


def _header_over(bands: Sequence[Band], heads: Sequence[Row], columns: list[Column]) -> Header:
    if not heads:
        return Header((), (bands[0].top - 1.0,), columns)
    return read_header(heads, columns, min(extent(row)[0] for row in heads), bands[0].top)
