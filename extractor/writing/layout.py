"""A table of the record as a sheet: which text stands at which place and over how many places it runs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from schemas.tables import Cell, Origin, Table


@dataclass(frozen=True, slots=True)
class Placed:
    """A text at row and column (from 0) over `rows` × `columns` places; `cell` is None in the header."""

    row: int
    column: int
    rows: int
    columns: int
    text: str
    cell: Cell | None = None


def header_height(table: Table) -> int:
    """Rows that the header paths need; 0 for a table without a header."""
    return height_of(_paths(table))


def height_of(paths: Sequence[tuple[str, ...]]) -> int:
    """Rows that header paths need."""
    return max(map(len, paths), default=0)


def place_header(table: Table) -> Iterator[Placed]:
    """The header as on paper: a text over all columns that share its path, a short path down to the last row."""
    return place_paths(_paths(table))


def _paths(table: Table) -> list[tuple[str, ...]]:
    return [column.path for column in table.columns]


def place_paths(paths: Sequence[tuple[str, ...]]) -> Iterator[Placed]:
    """The same for header paths from left to right."""
    height = height_of(paths)
    for level in range(height):
        column = 0
        while column < len(paths):
            width = _shared(paths, column, level)
            if level < len(paths[column]):
                last = level == len(paths[column]) - 1
                yield Placed(level, column, height - level if last else 1, width, paths[column][level])
            column += width


def _shared(paths: Sequence[tuple[str, ...]], first: int, level: int) -> int:
    """How many columns from `first` on stand under the same texts down to `level`, and go on below or not alike."""
    head = paths[first]
    if level >= len(head):
        return 1
    width = 1
    while first + width < len(paths):
        other = paths[first + width]
        if other[: level + 1] != head[: level + 1] or len(other) == level + 1 or len(head) == level + 1:
            break
        width += 1
    return width


def place_body(table: Table) -> Iterator[Placed]:
    """The rows below the header; a merge that goes on below a page break or past the last row is cut there."""
    taken: set[tuple[int, int]] = set()
    for number, row in enumerate(table.rows):
        for column, cell in enumerate(row.cells):
            if (number, column) in taken:
                continue
            placed = _placed(table, number, column, cell)
            covered = [(r, c) for r in _span(number, placed.rows) for c in _span(column, placed.columns)]
            if taken.intersection(covered):
                placed, covered = Placed(placed.row, column, 1, 1, cell.text, cell), [(number, column)]
            taken.update(covered)
            yield placed


def _span(first: int, length: int) -> range:
    return range(first, first + length)


def _placed(table: Table, number: int, column: int, cell: Cell) -> Placed:
    rows, columns = 1, 1
    if cell.origin is Origin.OWN:
        columns = min(cell.col_span, len(table.columns) - column)
        while rows < cell.row_span and _goes_on(table, number + rows, column):
            rows += 1
    return Placed(header_height(table) + number, column, rows, columns, cell.text, cell)


def _goes_on(table: Table, number: int, column: int) -> bool:
    """Whether the merge reaches this row: the file's spans count rows that the record may have left out."""
    return number < len(table.rows) and table.rows[number].cells[column].origin is Origin.REPEATED
