"""Ruled tables of a page: pdfplumber's finder over the edges of pdfium, and the glyphs of each cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

import numpy as np

from extractor.reading.pdf.glyphs import Glyphs, Integers
from extractor.reading.pdf.rulings import Edge
from schemas.evidence import Box

Point = tuple[float, float]
Corners = tuple[float, float, float, float]
Crossings = Mapping[Point, Mapping[str, frozenset[Any]]]

_sides = itemgetter("x0", "top", "x1", "bottom")
_TOLERANCE = 3.0
"""pdfplumber's default for snapping, joining and crossing, in points."""
_SHORTEST = 3.0
_PREFILTER = 1.0
_FEWEST_EDGES = 4
_MOST_EDGES = 20_000
_MIDDLE = 0.28
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
    return [_table(cells) for cells in _cell_groups(usable)]


def _cell_groups(edges: Iterable[Edge]) -> list[list[Box]]:
    from pdfplumber import table as finder  # noqa: PLC0415 -- costs 0.1 s, needed only where a page has rulings

    named = [_named(edge) for edge in edges]
    standing = [edge for edge in named if edge["orientation"] == "v"]
    lying = [edge for edge in named if edge["orientation"] == "h"]
    merged = finder.merge_edges(standing + lying, _TOLERANCE, _TOLERANCE, _TOLERANCE, _TOLERANCE)
    long = [e for e in merged if (e["width"] if e["orientation"] == "h" else e["height"]) >= _SHORTEST]
    cells = _cells(finder.edges_to_intersections(long, _TOLERANCE, _TOLERANCE))
    return [[Box(*cell) for cell in group] for group in finder.cells_to_tables(cells)]


def _cells(crossings: Mapping[Point, Mapping[str, list[dict[str, Any]]]]) -> list[Corners]:
    """The smallest cell below and right of each crossing, as pdfplumber's `intersections_to_cells` finds them.

    Two crossings are joined where they lie on one edge. The same result in less time, as only the crossings of the
    same row and column are looked at.
    """
    ids = {point: {k: frozenset(map(_sides, edges)) for k, edges in of.items()} for point, of in crossings.items()}
    by_x: dict[float, list[Point]] = {}
    by_y: dict[float, list[Point]] = {}
    for point in sorted(crossings):
        by_x.setdefault(point[0], []).append(point)
        by_y.setdefault(point[1], []).append(point)
    found = (_smallest(point, by_x[point[0]], by_y[point[1]], ids) for point in sorted(crossings))
    return [cell for cell in found if cell is not None]


def _smallest(point: Point, column: list[Point], row: list[Point], ids: Crossings) -> Corners | None:
    standing, lying = ids[point]["v"], ids[point]["h"]
    rights = [p for p in row[row.index(point) + 1 :] if not lying.isdisjoint(ids[p]["h"])]
    for below in column[column.index(point) + 1 :]:
        if standing.isdisjoint(ids[below]["v"]):
            continue
        for right in rights:
            corner = ids.get((right[0], below[1]))
            if corner is None or corner["v"].isdisjoint(ids[right]["v"]):
                continue
            if not corner["h"].isdisjoint(ids[below]["h"]):
                return (point[0], point[1], right[0], below[1])
    return None


def _named(edge: Edge) -> dict[str, float | str]:
    """An edge with the keys that pdfplumber's finder reads."""
    return {
        "x0": edge.x0,
        "x1": edge.x1,
        "top": edge.top,
        "bottom": edge.bottom,
        "doctop": edge.top,
        "width": edge.x1 - edge.x0,
        "height": edge.bottom - edge.top,
        "orientation": "h" if edge.horizontal else "v",
    }


def _table(boxes: list[Box]) -> Table:
    lefts, tops = sorted({box.x0 for box in boxes}), sorted({box.top for box in boxes})
    cells: list[Cell] = []
    taken: set[tuple[int, int]] = set()
    for box in sorted(boxes, key=lambda b: (b.top, b.x0)):
        row, column = tops.index(box.top), lefts.index(box.x0)
        row_span = sum(1 for top in tops[row:] if top < box.bottom)
        column_span = sum(1 for left in lefts[column:] if left < box.x1)
        places = {(r, c) for r in range(row, row + row_span) for c in range(column, column + column_span)}
        if not places & taken:
            taken |= places
            cells.append(Cell(box, row, column, row_span, column_span))
    outer = Box(lefts[0], tops[0], max(b.x1 for b in boxes), max(b.bottom for b in boxes))
    return Table(outer, tuple(cells), tuple(tops), tuple(lefts))


def cell_numbers(glyphs: Glyphs, tables: Sequence[Table]) -> Integers:
    """For each glyph the number of the cell that holds its middle, -1 for none; cells are counted over all tables."""
    numbers = np.full(len(glyphs), -1, np.int64)
    x, y = (glyphs.x0 + glyphs.x1) / 2, glyphs.base - _MIDDLE * glyphs.size
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


def data_tables(glyphs: Glyphs, tables: Sequence[Table]) -> list[Table]:
    """Tables with text in two rows and two columns at least: a frame around a text is none."""
    if not tables:
        return []
    visible = glyphs.take(~glyphs.spaces())
    kept = []
    for table in tables:
        filled = {number for number in cell_numbers(visible, [table]).tolist() if number >= 0}
        rows = {table.cells[number].row for number in filled}
        columns = {table.cells[number].column for number in filled}
        if len(rows) > 1 and len(columns) > 1:
            kept.append(table)
    return kept
