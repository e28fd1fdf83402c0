"""A header that a page break cut: headings above the break, those below one of them and the rows on the next page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.reading.source import Grid, GridCell, SourceText
from extractor.tables.between import Between, between
from extractor.tables.stitch import Begun, fitted, same_edges

_FEWEST_ROWS = 2
"""Rows of the part below the break: the rest of the header and one of data."""


def with_cut_header(source: SourceText, table: Begun, grid: Grid) -> Grid | None:
    """The grid below the header that stands alone on the page before; None where that is none, or is whole.

    It is cut where the grid begins with headings below those over several columns, and with nothing below the others:
    a cell that had the height of both rows is drawn on both pages, with its words on the first one.
    """
    above = fitted(grid, table.grids[0])
    if above is None or not _may_be_cut(source, table, grid):
        return None
    lowest = [cell for cell in above.cells if cell.row + cell.row_span == above.rows]
    opening = {cell.column: cell for cell in grid.cells if cell.row == 0}
    cut = [cell.column for cell in lowest if cell.column_span == 1 and cell.slices]
    rests = [opening[column] for column in cut if column in opening]
    under = [cell for column, cell in opening.items() if column not in cut]
    over = any(cell.column_span > 1 and cell.slices for cell in lowest)
    if not over or not _are_heads(source, under) or len(rests) != len(cut) or not _go_on(source, rests):
        return None
    return _whole(above, grid, rests)


def _may_be_cut(source: SourceText, table: Begun, grid: Grid) -> bool:
    """Whether a table is nothing but a header so far, with a grid of the same columns and nothing of weight between."""
    first = table.grids[0]
    is_header = len(table.grids) == 1 and table.header.rows >= len(table.first.lines)
    fits = is_header and grid.rows >= _FEWEST_ROWS and same_edges(first, grid)
    return fits and between(source, first, first, grid) is not Between.APART


def _are_heads(source: SourceText, under: Sequence[GridCell]) -> bool:
    """Whether words stand in each cell below headings over several columns, in two at least."""
    return len(under) > 1 and all(any(map(str.isalpha, _text(source, cell))) for cell in under)


def _go_on(source: SourceText, rests: Sequence[GridCell]) -> bool:
    """Whether below the other headings stands nothing, or the rest of one; nothing below the first of them."""
    texts = [_text(source, cell) for cell in rests]
    narrow = all(cell.column_span == 1 for cell in rests)
    return narrow and texts[:1] == [""] and not any(text[:1].isupper() for text in texts)


def _whole(above: Grid, grid: Grid, rests: Sequence[GridCell]) -> Grid:
    """Both grids as one, each cell that the break cut with its rest."""
    height = above.rows
    rest_of = {cell.column: cell for cell in rests}
    heads = []
    for cell in above.cells:
        rest = rest_of.get(cell.column) if cell.row + cell.row_span == height else None
        heads.append(cell if rest is None else _joined(cell, rest))
    below = [replace(cell, row=cell.row + height) for cell in grid.cells if rest_of.get(cell.column) is not cell]
    return replace(grid, cells=(*heads, *below), rows=height + grid.rows)


def _joined(cell: GridCell, rest: GridCell) -> GridCell:
    return replace(cell, row_span=cell.row_span + rest.row_span, slices=cell.slices + rest.slices)


def _text(source: SourceText, cell: GridCell) -> str:
    return " ".join(source.text[line.start : line.end].strip() for line in cell.slices)
