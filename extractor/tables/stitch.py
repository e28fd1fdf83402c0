"""Whether a drawn table goes on from the page before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractor.reading.source import Grid, GridCell, SourceText
from extractor.tables.between import Between, between
from extractor.tables.header import Header
from extractor.tables.heading import Heading, alike, heading_of, repeated_rows
from extractor.tables.matrix import Matrix, own_texts
from extractor.tables.rows import BodyRow
from extractor.text.fold import fold_key
from schemas.tables import RowKind

_EDGE_TOLERANCE = 4.0
_WARPED = 7.0
"""Columns of two pictures of pages differ by less than this in points."""
_FEWEST_SIDES = 4
_ORDINAL = re.compile(r"(\d{1,4})\.?")
_GROUP = re.compile(r"[IVXLHU]{1,6}\.?|[A-ZĐ]\.?")
"""The numeral or letter of a group of rows; OCR takes `II` for `H` or `U`."""
_FEWEST_ADDED = 2
"""Rows above a total that it can add up."""


@dataclass(frozen=True, slots=True, eq=False)
class Begun:
    """A table so far: its header, and its parts with the grids that they were read from."""

    header: Header
    parts: Sequence[Matrix]
    grids: Sequence[Grid]

    @property
    def first(self) -> Matrix:
        """The part with the header."""
        return self.parts[0]


def _edges(grid: Grid) -> tuple[float, float] | None:
    boxes = [cell.box for cell in grid.cells if cell.box is not None]
    return (min(box.x0 for box in boxes), max(box.x1 for box in boxes)) if boxes else None


def same_edges(first: Grid, second: Grid) -> bool:
    """Whether two tables begin and end at the same places across the page; so they do where nothing is known."""
    one, other = _edges(first), _edges(second)
    if one is None or other is None:
        return True
    return abs(one[0] - other[0]) <= _EDGE_TOLERANCE and abs(one[1] - other[1]) <= _EDGE_TOLERANCE


def _same_columns(first: Grid, second: Grid) -> bool:
    """Whether the columns are as wide, wherever they begin: pages lie unlike on the glass of a scanner."""
    one, other = _sides(first), _sides(second)
    if len(one) != len(other) or len(one) < _FEWEST_SIDES:
        return False
    return all(abs(x - one[0] - y + other[0]) <= _WARPED for x, y in zip(one, other, strict=True))


def _sides(grid: Grid) -> list[float]:
    """Where each column begins and the last one ends, from the left; columns that no cell begins in left out.

    Said by the uppermost cells: on a page that lies askew a column wanders off sideways on its way down.
    """
    lefts: dict[int, float] = {}
    rights: dict[int, float] = {}
    for cell in sorted(grid.cells, key=lambda cell: cell.row):
        if cell.box is not None:
            lefts.setdefault(cell.column, cell.box.x0)
            rights.setdefault(cell.column + cell.column_span, cell.box.x1)
    return [*(lefts[column] for column in sorted(lefts)), rights[max(rights)]] if rights else []


def _same_heads(source: SourceText, first: Grid, second: Grid) -> bool:
    """Whether both begin with nearly the same words in two cells at least: the header repeated on the next page."""
    heads = [
        {cell.column: fold_key(_words(source, cell)) for cell in grid.cells if cell.row == 0 and cell.slices}
        for grid in (first, second)
    ]
    return heads[0].keys() == heads[1].keys() and len(heads[0]) > 1 and alike(heads[0].values(), heads[1].values())


def _counts_on(source: SourceText, first: Grid, second: Grid) -> bool:
    """Whether the serial numbers of the second go on where those of the first end, or below a row over a group."""
    before = _ordinal(source, sorted((c for c in first.cells if c.column == 0 and c.slices), key=_from_end))
    after = _ordinal(source, [c for c in second.cells if c.column == 0 and c.row <= 1 and c.slices])
    return before is not None and after is not None and after == before + 1


def _from_end(cell: GridCell) -> int:
    return -cell.row


def _ordinal(source: SourceText, cells: Sequence[GridCell]) -> int | None:
    """The serial number in the first of two cells, in the second where the first has the numeral of a group."""
    texts = [_words(source, cell) for cell in cells[:2]]
    at = 1 if len(texts) > 1 and _GROUP.fullmatch(texts[0]) else 0
    found = _ORDINAL.fullmatch(texts[at]) if texts else None
    return int(found[1]) if found is not None else None


def _words(source: SourceText, cell: GridCell) -> str:
    return " ".join(source.text[line.start : line.end].strip() for line in cell.slices)


def fitted(first: Grid, grid: Grid) -> Grid | None:
    """The grid in the columns of `first`, some of which it may not part; None where it has others."""
    if grid.columns == first.columns:
        return grid
    lefts = {cell.column: cell.box.x0 for cell in first.cells if cell.box is not None}
    edges = _edges(first)
    if grid.columns > first.columns or edges is None or not same_edges(first, grid):
        return None
    sides = [*(lefts.get(column, float("inf")) for column in range(first.columns)), edges[1]]
    cells = [_between_sides(cell, sides) for cell in grid.cells]
    known = tuple(cell for cell in cells if cell is not None)
    return replace(grid, cells=known, columns=first.columns) if len(known) == len(cells) else None


def _between_sides(cell: GridCell, sides: Sequence[float]) -> GridCell | None:
    """A cell with the columns that its box lies over."""
    if cell.box is None:
        return None
    left, right = (
        next((n for n, side in enumerate(sides) if abs(side - x) <= _EDGE_TOLERANCE), -1)
        for x in (cell.box.x0, cell.box.x1)
    )
    return replace(cell, column=left, column_span=right - left) if 0 <= left < right else None


def follows(source: SourceText, table: Begun, grid: Grid, part: Matrix) -> bool:
    """Whether a grid, as `part` in the columns of the table, goes on with the table from a page before."""
    last = table.grids[-1]
    if last.page is None or grid.page is None or grid.page <= last.page or part.columns != table.first.columns:
        return False
    words = between(source, table.grids[0], last, grid)
    if words is Between.APART:
        return False
    pictured = source.ocr is not None and grid.page in source.ocr.pages
    heading = heading_of(table.first, table.header, part, from_picture=pictured)
    if heading is Heading.OTHER or (heading is Heading.REPEATED and _begins_anew(table, part, words)):
        return False
    fits = same_edges(last, grid) or (pictured and _same_columns(last, grid))
    told = _same_heads(source, last, grid) or _counts_on(source, last, grid)
    return fits or told or words is Between.GOES_ON


def _begins_anew(table: Begun, part: Matrix, words: Between) -> bool:
    """Whether rows are counted from 1 again below a header said again, though the table before has its total.

    So they are where its heading is said again too, or where its last row has a number and is no label of a group.
    """
    skip = repeated_rows(table.first, table.header.rows, part)
    numbers = _first_numbers(part, skip)
    rows = table.parts[-1].lines[table.header.rows if len(table.parts) == 1 else 0 :]
    if words is Between.GOES_ON or numbers[:1] != [1] or not rows:
        return False
    last = BodyRow(rows[-1], len(table.parts[-1].lines) - 1)
    if words is Between.SAID_AGAIN or (last.kind is RowKind.TOTAL and len(rows) > _FEWEST_ADDED):
        return True
    number = _ORDINAL.fullmatch(last.own[0])
    return number is not None and int(number[1]) > 1 and numbers in ([1], [1, 2])


def _first_numbers(part: Matrix, skip: int) -> list[int | None]:
    """The serial numbers of the first two rows below the header, None for a row without one."""
    firsts = [own_texts(line, row)[0] for row, line in enumerate(part.lines[skip : skip + 2], skip)]
    return [int(found[1]) if found is not None else None for found in map(_ORDINAL.fullmatch, firsts)]
