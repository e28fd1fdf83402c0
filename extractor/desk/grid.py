"""Where the cells of a table stand on a page, from the words in them: also of those that hold no words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from schemas.evidence import Box, PageEvidence
from schemas.tables import Cell, Origin, Table

_MARGIN: Final = 4.0
"""Points between words and the edge of the outermost cells."""
_LEAST: Final = 6.0
"""Points that a row or column without words has at least."""


@dataclass(frozen=True, slots=True)
class GridBox:
    """A cell on a page: its path in the record and its rectangle in points."""

    path: str
    box: Box


@dataclass(frozen=True, slots=True)
class _Stretch:
    """From where to where the words of a row or a column reach."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class _Placed:
    row: int
    column: int
    cell: Cell
    box: Box


def grid_on(table: Table, index: int, page: int) -> tuple[GridBox, ...]:
    """The cells of a table on a page (from 1), by path `tables[index]…`; none where none of its words are there."""
    placed = tuple(_placed(table, page))
    if not placed:
        return ()
    first, last = min(each.row for each in placed), max(each.row for each in placed)
    down = _edges(
        [_stretch((each.box.top, each.box.bottom) for each in placed if _is_in_row(each, row))
         for row in range(first, last + 1)],
    )  # fmt: skip
    across = _edges(
        [_stretch((each.box.x0, each.box.x1) for each in placed if _is_in_column(each, column))
         for column in range(len(table.columns))],
    )  # fmt: skip
    return tuple(_boxes(table, index, (first, last), down, across))


def _placed(table: Table, page: int) -> Iterator[_Placed]:
    for row, each in enumerate(table.rows):
        for column, cell in enumerate(each.cells):
            box = _around(cell, page) if cell.origin is Origin.OWN else None
            if box is not None:
                yield _Placed(row, column, cell, box)


def _around(cell: Cell, page: int) -> Box | None:
    boxes = [box for one in cell.evidence if isinstance(one, PageEvidence) and one.page == page for box in one.boxes]
    if not boxes:
        return None
    return Box(
        min(box.x0 for box in boxes), min(box.top for box in boxes),
        max(box.x1 for box in boxes), max(box.bottom for box in boxes),
    )  # fmt: skip


def _is_in_row(placed: _Placed, row: int) -> bool:
    return placed.row == row and placed.cell.row_span == 1


def _is_in_column(placed: _Placed, column: int) -> bool:
    return placed.column == column and placed.cell.col_span == 1


def _stretch(ends: Iterable[tuple[float, float]]) -> _Stretch | None:
    pairs = list(ends)
    return _Stretch(min(low for low, _ in pairs), max(high for _, high in pairs)) if pairs else None


def _edges(stretches: list[_Stretch | None]) -> list[float]:
    """The lines between neighbours, one more than there are stretches; what has no words shares the gap evenly."""
    known = [(number, stretch) for number, stretch in enumerate(stretches) if stretch is not None]
    if not known:
        return []
    (first, leftmost), (last, rightmost) = known[0], known[-1]
    edges = {first: leftmost.low - _MARGIN, last + 1: rightmost.high + _MARGIN}
    for (left, before), (right, behind) in pairwise(known):
        edges |= _between(left, right, before.high, behind.low)
    for number in range(first - 1, -1, -1):
        edges[number] = edges[number + 1] - _LEAST
    for number in range(last + 2, len(stretches) + 1):
        edges[number] = edges[number - 1] + _LEAST
    return _rising([edges[number] for number in range(len(stretches) + 1)])


def _between(left: int, right: int, high: float, low: float) -> dict[int, float]:
    """Lines between two stretches with words that have `right - left - 1` stretches without between them.

    Words begin near the line before them more often than they end near the one behind.
    """
    if right - left == 1:
        return {right: max((high + low) / 2, low - _MARGIN)}
    step = (low - high) / (right - left - 1)
    return {left + 1 + number: high + step * number for number in range(right - left)}


def _rising(edges: list[float]) -> list[float]:
    """Lines never go back, whatever the words overlap."""
    for number in range(1, len(edges)):
        edges[number] = max(edges[number], edges[number - 1])
    return edges


def _boxes(
    table: Table, index: int, rows: tuple[int, int], down: list[float], across: list[float]
) -> Iterator[GridBox]:
    first, last = rows
    if not down or not across:
        return
    for row in range(first, last + 1):
        for column, cell in enumerate(table.rows[row].cells):
            if cell.origin is Origin.REPEATED or column + 1 >= len(across):
                continue
            right = min(column + cell.col_span, len(across) - 1)
            bottom = min(row - first + cell.row_span, len(down) - 1)
            edges = (across[column], down[row - first], across[right], down[bottom])
            box = Box(*(round(edge, 1) for edge in edges))
            yield GridBox(f"tables[{index}].rows[{row}].cells[{column}]", box)
