"""Where the tables of a sheet are, and where the lines above, between and below them.

A commune's report in a workbook has the two columns of its head, title and addressees typed over the cells, then a
table with drawn borders, then the signature block: only the stretch of rows that are drawn is a table. A sheet without
borders has its table where rows of several filled cells follow one another.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from operator import attrgetter
from typing import Final

from extractor.reading.layout_tables import is_layout_table, is_ordinal_head, opens_tail
from extractor.reading.sheets.workbook import Cell, Range, Sheet

_DRAWN_EDGES: Final = 2
"""A cell that draws so many of its borders stands in a table; one border alone underlines a line of the head."""
_DRAWN_CELLS: Final = 2
"""Cells of a row that must be drawn."""
_FEWEST_ROWS: Final = 2
_FILLED_CELLS: Final = 3
"""Filled cells of a row that begins a table without borders."""
_ORDINAL: Final = re.compile(r"[0-9]{1,4}")


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
    rows, columns = _row_indexes(sheet), _column_indexes(sheet)
    placed = sorted(_visible(sheet, rows, columns), key=attrgetter("top", "left"))
    written = [cell for cell in sheet.cells if cell.text]
    return View(
        rows={row: tuple(cells) for row, cells in groupby(placed, key=attrgetter("top"))},
        widths=tuple(sheet.width(column) for column in columns),
        hidden_rows=len({cell.row for cell in written if cell.row in sheet.hidden_rows}),
        hidden_columns=len({cell.column for cell in written if cell.column not in columns}),
    )


def _row_indexes(sheet: Sheet) -> dict[int, int]:
    """Visible numbers of rows; a gap of any length between used rows counts as one, hidden rows as none."""
    found: dict[int, int] = {}
    unseen = sorted(sheet.hidden_rows)
    at, last = -1, 0
    for row in sorted({cell.row for cell in sheet.cells if cell.row not in sheet.hidden_rows}):
        between = bisect_left(unseen, row) - bisect_right(unseen, last)
        at += 1 if row - last - 1 == between or not found else 2
        found[row] = at
        last = row
    return found


def _column_indexes(sheet: Sheet) -> dict[int, int]:
    """Visible numbers of columns up to the last one that has a cell."""
    last = max((cell.column for cell in sheet.cells), default=0)
    visible = (column for column in range(1, last + 1) if not sheet.is_hidden(column))
    return {column: index for index, column in enumerate(visible)}


def _visible(sheet: Sheet, rows: Mapping[int, int], columns: Mapping[int, int]) -> Iterator[Placed]:
    """Cells that are shown, from the top; of two stored at one place the last."""
    merged = {(item.top, item.left): item for item in sheet.merged}
    stored = {(cell.row, cell.column): cell for cell in sheet.cells}
    for place, cell in sorted(stored.items()):
        found = _placed(cell, merged.get(place), rows, columns)
        if found is not None:
            yield found


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
    drawn = _drawn(view)
    inside = _rows_inside(drawn)
    undrawn = _undrawn(view, [row for row in view.rows if row not in inside], is_only=not drawn)
    tables = _rows_inside(drawn + undrawn)
    for table, group in groupby(view.rows, key=tables.get):
        rows = tuple(view.rows[row] for row in group)
        if table is None:
            yield Region(rows, is_table=False)
        else:
            yield from (Region(part, is_table=True) for part in _side_by_side(rows))


def _drawn(view: View) -> list[tuple[int, int]]:
    """First and last row of the tables with borders."""
    runs = _runs([row for row, cells in view.rows.items() if _is_drawn(cells)])
    return [
        _above_tail(view, *_with_body(view, first, last)) for first, last in runs if last - first + 1 >= _FEWEST_ROWS
    ]


def _rows_inside(tables: Sequence[tuple[int, int]]) -> dict[int, int]:
    """Each row of the tables with the first row of the table that it is in."""
    return {row: first for first, last in tables for row in range(first, last + 1)}


def _side_by_side(rows: Sequence[tuple[Placed, ...]]) -> Iterator[tuple[tuple[Placed, ...], ...]]:
    """Tables that stand beside each other: an empty column between them, each with a head of ordinals."""
    used = _used_columns(rows)
    heads = sorted({item.left for item in rows[0] if is_ordinal_head(item.cell.text)})
    starts = [left for left in heads if left and left - 1 not in used]
    for start, stop in pairwise([0, *starts, max(used, default=0) + 1]):
        part = (tuple(item for item in row if start <= item.left < stop) for row in rows)
        if found := tuple(row for row in part if row):
            yield found


def _used_columns(rows: Sequence[tuple[Placed, ...]]) -> set[int]:
    """Columns in which there is a text or a border."""
    seen = (item for row in rows for item in row if item.cell.text.strip() or item.cell.style.edges)
    return {column for item in seen for column in range(item.left, item.right)}


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


def _runs(rows: Sequence[int]) -> list[tuple[int, int]]:
    """First and last row of runs of consecutive rows."""
    found: list[tuple[int, int]] = []
    for row in rows:
        if found and row == found[-1][1] + 1:
            found[-1] = (found[-1][0], row)
        else:
            found.append((row, row))
    return found


def _with_body(view: View, first: int, last: int) -> tuple[int, int]:
    """A drawn stretch with the rows of figures right below it that nobody drew borders around."""
    while last + 1 in view.rows and _is_counted(view.rows[last + 1]):
        last += 1
    return first, last


def _above_tail(view: View, first: int, last: int) -> tuple[int, int]:
    """A table without the signature block that was typed right below it."""
    tails = (row for row in range(first + 1, last + 1) if opens_tail(_texts(view, row)))
    return first, next(tails, last + 1) - 1


def _texts(view: View, row: int) -> list[str]:
    """Texts of a row from the left edge of the sheet; one that does not begin there has an empty one first."""
    filled = _filled(view.rows.get(row, ()))
    texts = [item.cell.text for item in filled]
    return ["", *texts] if filled and filled[0].left else texts


def _is_counted(cells: Sequence[Placed]) -> bool:
    """Whether a row begins with a number and has several cells."""
    filled = _filled(cells)
    return len(filled) >= _FILLED_CELLS and _ORDINAL.fullmatch(filled[0].cell.text.strip()) is not None


def _undrawn(view: View, rows: Sequence[int], is_only: bool) -> list[tuple[int, int]]:
    """Tables without borders: from a row of several filled cells to the next empty row.

    Beside drawn tables only those that begin with a header of ordinals or go on with the table above are tables.
    """
    found: list[tuple[int, int]] = []
    for first, end in _runs(rows):
        start = next((row for row in range(first, end + 1) if len(_filled(view.rows[row])) >= _FILLED_CELLS), None)
        if start is None:
            continue
        _, last = _above_tail(view, start, end)
        if found and start == first == found[-1][1] + 2 and _goes_on(view, found[-1], start):
            found[-1] = found[-1][0], last
            continue
        texts = [[item.cell.text for item in _filled(view.rows[row])] for row in range(start, last + 1)]
        numbered = is_ordinal_head(texts[0][0])
        if last - start + 1 >= _FEWEST_ROWS and (is_only or numbered) and not is_layout_table(texts, has_borders=False):
            found.append((start, last))
    return found


def _goes_on(view: View, table: tuple[int, int], row: int) -> bool:
    """Whether a row below an empty one counts on the ordinals of the table above it."""
    ordinals = [_filled(view.rows[at])[0].cell.text.strip() for at in range(table[0], table[1] + 1)]
    numbers = [int(text) for text in ordinals if _ORDINAL.fullmatch(text)]
    own = _filled(view.rows[row])[0].cell.text.strip()
    return bool(numbers) and _ORDINAL.fullmatch(own) is not None and int(own) > numbers[-1]


def _filled(cells: Sequence[Placed]) -> list[Placed]:
    return [item for item in cells if item.cell.text.strip()]
