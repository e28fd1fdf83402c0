"""Parts of tables without rules on both sides of a page break: what goes on at the top, what begins at the foot.

Neither can be told alone: the rest has no header, the beginning one row. The part beyond the break has the columns.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extractor.reading.pdf.grids import Table
from extractor.reading.pdf.lines import Line, Row
from extractor.reading.pdf.page import GridLines
from extractor.reading.pdf.unruled import (
    body_of,
    figures_of,
    header_rows,
    is_anchor,
    is_numbered,
    is_total,
    serial_number,
)
from extractor.reading.pdf.unruled_drawn import drawn
from extractor.reading.pdf.unruled_parts import Column, is_figure, parts_of
from extractor.reading.pdf.unruled_records import first_line

_FURNITURE_AND_ROWS = 16
"""Rows at the top of a page among which the rest of a table is looked for."""
_FURNITURE = 2
"""Rows at the foot of a page below the beginning of a table: a page number, a running line."""
_INSIDE = 0.5
_NEXT_RECORD = 3.0
"""How far records lie apart at most, in type sizes."""
_FEWEST_HEADS = 3
_GROUP = re.compile(r"(?:[IVXL]{1,5}|[A-H])\.?")


def first_column(grid: GridLines) -> list[Line]:
    """The first line of each cell in the first column."""
    return [lines[0] for cell, lines in zip(grid.table.cells, grid.lines, strict=True) if not cell.column and lines]


def rest_of(above: GridLines, rows: Sequence[Row]) -> Table | None:
    """The rest of such a table at the top of the next page, in its columns.

    It is told by the number that follows the last one above, or by the total. Rows above that one belong to it where
    they keep to the columns.
    """
    numbers, columns = first_column(above), _columns(above.table)
    if not numbers:
        return None
    following = _following(numbers)
    found = (n for n, row in enumerate(rows[:_FURNITURE_AND_ROWS]) if _goes_on(row, columns, numbers[-1], following))
    at = next(found, -1)
    if at < 0:
        return None
    head = next((n for n in range(at) if is_anchor(rows[n])), -1)
    begin = _below_header(above, rows, head, at) if head >= 0 else at
    heads = header_rows(rows, head, begin) if head >= 0 else []
    while not heads and begin > 0 and _is_next(rows[begin - 1], rows[begin], columns):
        begin -= 1
    bands, columns = body_of(rows, begin, columns, numbers[-1])
    return drawn(bands, heads, columns) if bands else None


def begun_before(below: GridLines, rows: Sequence[Row]) -> Table | None:
    """The header and the first record at the foot of a page, of a table whose second record begins the next page."""
    at = max((n for n, row in enumerate(rows) if is_anchor(row)), default=-1)
    second = next((number for line in first_column(below) if (number := serial_number(line)) is not None), None)
    if at < 0 or second is None:
        return None
    anchor, columns = rows[at].pieces[0], _columns(below.table)
    records = [n for n in range(at + 1, len(rows)) if is_numbered(rows[n].pieces[0], anchor)]
    heads = parts_of(rows[at], columns)
    if len(heads) < _FEWEST_HEADS or any(head.column < head.last for head in heads):
        return None
    if len(records) != 1 or serial_number(rows[records[0]].pieces[0]) != second - 1:
        return None
    begin = first_line(rows, at, records[0])
    header = header_rows(rows, at, begin)
    bands, columns = body_of(rows, begin, columns, anchor)
    is_last = bands and sum(row.pieces[0].base > bands[-1].bottom for row in rows) <= _FURNITURE
    return drawn(bands, header, columns) if header and is_last else None


def _columns(table: Table) -> list[Column]:
    sides = [*table.lefts, table.box.x1]
    return [(left + _INSIDE, right - _INSIDE) for left, right in pairwise(sides)]


def _following(numbers: Sequence[Line]) -> set[int]:
    """The serial numbers that may follow the rows above: below the numeral of a group they may begin anew."""
    counted = [number for line in numbers if (number := serial_number(line)) is not None]
    following = {counted[-1] + 1} if counted else set()
    if _GROUP.fullmatch(numbers[-1].text.strip()):
        return following | {1}
    return following if serial_number(numbers[-1]) is not None else set()


def _below_header(above: GridLines, rows: Sequence[Row], head: int, at: int) -> int:
    """The first row below the header in row `head`, where row `at` goes on with the numbers.

    Where the header is that of the table above, word for word, what differs from it is none of it.
    """
    said = _header_lines(above)
    again = [all(piece.text.strip() in said for piece in row.pieces) for row in rows[head:at]]
    return head + again.index(False) if again[0] and not all(again) else first_line(rows, head, at)


def _header_lines(grid: GridLines) -> set[str]:
    """The lines that stand above the first serial number of a table."""
    cells = list(zip(grid.table.cells, grid.lines, strict=True))
    numbered = (cell.row for cell, lines in cells if not cell.column and lines and serial_number(lines[0]) is not None)
    first = next(numbered, 0)
    return {line.text.strip() for cell, lines in cells if cell.row < first for line in lines}


def _goes_on(row: Row, columns: list[Column], last: Line, following: set[int]) -> bool:
    """Whether a row has the number after the serial number `last`, or is the total below it."""
    parts, first = parts_of(row, columns), row.pieces[0]
    merged = [(part.column, part.last) for part in parts if part.column < part.last]
    if len(parts) > 1 and parts[0].column <= 1 and is_total(first):
        return bool(figures_of(parts)) and merged in ([], [(0, 1)])
    return not merged and serial_number(first) in following and is_numbered(first, last)


def _is_next(row: Row, below: Row, columns: list[Column]) -> bool:
    """Whether a row stands right above another one of a table and keeps to its columns; a page number does not."""
    parts = parts_of(row, columns)
    number = len(parts) == 1 and is_figure(parts[0].text)
    near = below.pieces[0].base - row.pieces[0].base <= _NEXT_RECORD * row.pieces[0].size
    return near and not number and all(part.column == part.last for part in parts)
