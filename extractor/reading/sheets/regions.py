"""Where the tables of a sheet are, and where the lines above, between and below them.

A commune's report in a workbook has the two columns of its head, title and addressees typed over the cells, then a
table with drawn borders, then the signature block: only the stretch of rows that are drawn is a table. A sheet without
borders has its table where rows of several filled cells follow one another.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from extractor.reading.layout_tables import is_layout_table
from extractor.reading.sheets.workbook import Cell, Range, Sheet

_DRAWN_EDGES: Final = 2
"""A cell that draws so many of its borders stands in a table; one border alone underlines a line of the head."""
_DRAWN_CELLS: Final = 2
"""Cells of a row that must be drawn."""
_FEWEST_ROWS: Final = 2
_FILLED_CELLS: Final = 3
"""Filled cells of a row that begins a table without borders."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A visible cell with the visible rows and columns that it covers, counted from 0, ends exclusive."""

    cell: Cell
    top: int
    bottom: int
    left: int
    right: int
    merged: bool = False


@dataclass(frozen=True, slots=True)
class View:
    """A sheet as shown: rows that hold something by their visible number, widths of the visible columns."""

    rows: Mapping[int, tuple[Placed, ...]]
    widths: tuple[float, ...]
    hidden_rows: int
    hidden_columns: int


@dataclass(frozen=True, slots=True)
class Region:
    """Consecutive rows that are a table, or lines."""

    rows: tuple[tuple[Placed, ...], ...]
    is_table: bool


def view_of(sheet: Sheet) -> View:
    """The visible cells of a sheet; a merged range stands where its first visible row and column are."""
    owners = {(item.top, item.left): item for item in sheet.merged}
    stored = {(cell.row, cell.column): cell for cell in sheet.cells}
    used_rows = sorted({cell.row for cell in sheet.cells if cell.row not in sheet.hidden_rows})
    last = max((cell.column for cell in sheet.cells), default=0)
    columns = [column for column in range(1, last + 1) if not sheet.is_hidden(column)]
    row_index = _indexes(used_rows)
    column_index = {column: index for index, column in enumerate(columns)}
    rows: dict[int, list[Placed]] = {}
    for place, cell in sorted(stored.items()):
        found = _placed(cell, owners.get(place), row_index, column_index)
        if found is not None:
            rows.setdefault(found.top, []).append(found)
    lost = {cell.row for cell in sheet.cells if cell.text and cell.row in sheet.hidden_rows}
    hidden = {cell.column for cell in sheet.cells if cell.text and cell.column not in column_index}
    ordered = {row: tuple(sorted(rows[row], key=lambda item: item.left)) for row in sorted(rows)}
    return View(ordered, tuple(sheet.width(column) for column in columns), len(lost), len(hidden))


def _indexes(used: Sequence[int]) -> dict[int, int]:
    """Visible numbers of rows; a gap of any length between used rows counts as one."""
    found: dict[int, int] = {}
    at, last = -1, 0
    for row in used:
        at += 1 if row == last + 1 or not found else 2
        found[row] = at
        last = row
    return found


def _placed(
    cell: Cell, merged: Range | None, rows: Mapping[int, int], columns: Mapping[int, int]
) -> Placed | None:
    if merged is None:
        if cell.row not in rows or cell.column not in columns:
            return None
        top, left = rows[cell.row], columns[cell.column]
        return Placed(cell, top, top + 1, left, left + 1)
    covered_rows = _covered(rows, merged.top, merged.bottom)
    covered_columns = _covered(columns, merged.left, merged.right)
    if covered_rows is None or covered_columns is None:
        return None
    return Placed(cell, *covered_rows, *covered_columns, merged=True)


def _covered(indexes: Mapping[int, int], first: int, last: int) -> tuple[int, int] | None:
    """Indexes, the last one exclusive, of the rows or columns between two of the sheet's numbers."""
    numbers = list(indexes)
    start, stop = bisect_left(numbers, first), bisect_right(numbers, last)
    return (indexes[numbers[start]], indexes[numbers[stop - 1]] + 1) if start < stop else None


def regions_of(view: View) -> Iterator[Region]:
    """Tables and lines of a sheet from the top."""
    drawn = [row for row, cells in view.rows.items() if _is_drawn(cells)]
    tables = _stretches(drawn) if drawn else _undrawn(view)
    in_table = {row: first for first, last in tables for row in range(first, last + 1)}
    for table, group in groupby(view.rows, key=lambda row: in_table.get(row, -1)):
        yield Region(tuple(view.rows[row] for row in group), table >= 0)


def blocks_of(region: Region) -> Iterator[tuple[tuple[Placed, ...], ...]]:
    """Rows of lines that are read together.

    Below an empty row, lines that all begin at the left edge and have nothing beside them (title, addressees, text)
    stand over the whole width, even where the head above them has two columns.
    """
    rows = [row for row in region.rows if _filled(row)]
    edge = min((_filled(row)[0].left for row in rows), default=0)
    block: list[tuple[Placed, ...]] = []
    for part in _parts(rows):
        alone = all(len(_filled(row)) == 1 and _filled(row)[0].left == edge for row in part)
        if alone and block:
            yield tuple(block)
            block = []
        block += part
        if alone:
            yield tuple(block)
            block = []
    if block:
        yield tuple(block)


def _parts(rows: Sequence[tuple[Placed, ...]]) -> Iterator[list[tuple[Placed, ...]]]:
    """Rows that follow one another without an empty one between them."""
    part: list[tuple[Placed, ...]] = []
    for row in rows:
        if part and row[0].top > part[-1][0].top + 1:
            yield part
            part = []
        part.append(row)
    if part:
        yield part


def _is_drawn(cells: Sequence[Placed]) -> bool:
    return sum(1 for item in cells if len(item.cell.style.edges) >= _DRAWN_EDGES) >= _DRAWN_CELLS


def _stretches(rows: Sequence[int]) -> list[tuple[int, int]]:
    """First and last row of runs of consecutive rows that are long enough for a table."""
    found: list[tuple[int, int]] = []
    for row in rows:
        if found and row == found[-1][1] + 1:
            found[-1] = (found[-1][0], row)
        else:
            found.append((row, row))
    return [(first, last) for first, last in found if last - first + 1 >= _FEWEST_ROWS]


def _undrawn(view: View) -> list[tuple[int, int]]:
    """Tables of a sheet without borders: from a row of several filled cells to the next empty row."""
    blocks = _stretches(list(view.rows))
    found = []
    for first, last in blocks:
        start = next((row for row in range(first, last + 1) if len(_filled(view.rows[row])) >= _FILLED_CELLS), None)
        if start is None or last - start + 1 < _FEWEST_ROWS:
            continue
        texts = [[item.cell.text for item in _filled(view.rows[row])] for row in range(start, last + 1)]
        if not is_layout_table(texts, has_borders=False):
            found.append((start, last))
    return found


def _filled(cells: Sequence[Placed]) -> list[Placed]:
    return [item for item in cells if item.cell.text.strip()]
