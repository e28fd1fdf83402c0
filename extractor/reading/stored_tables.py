"""Tables of documents without pages at their grid positions, and the columns that layout tables set side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Generic, TypeAlias, TypeVar

from extractor.reading.layout_tables import is_layout_table
from extractor.reading.source import Grid, GridCell, Paragraph

Content = TypeVar("Content")
"""What a cell holds in its format: an element of XML or HTML, a value of a sheet."""


@dataclass(frozen=True, slots=True)
class StoredCell(Generic[Content]):
    """A cell of a table at its grid position, with the text that the decision about the table rests on."""

    content: Content
    row: int
    column: int
    column_span: int
    row_span: int = 1
    text: str = ""
    drawn: bool = False

    @property
    def end(self) -> int:
        """Grid column behind the cell."""
        return self.column + self.column_span


@dataclass(frozen=True, slots=True)
class StoredTable(Generic[Content]):
    """A table without the cells that others cover; `widths` of grid columns in points, 1 where unknown."""

    rows: tuple[tuple[StoredCell[Content], ...], ...]
    columns: int
    header_rows: int | None
    widths: tuple[float, ...]

    @property
    def is_layout(self) -> bool:
        """Whether it only sets text side by side."""
        filled = [cell for row in self.rows for cell in row if cell.text.strip()]
        has_borders = 2 * sum(cell.drawn for cell in filled) > len(filled) if filled else self._is_drawn
        return is_layout_table([[cell.text for cell in row] for row in self.rows], has_borders)

    @property
    def _is_drawn(self) -> bool:
        return any(cell.drawn for row in self.rows for cell in row)


def leading(headers: Sequence[bool]) -> int | None:
    """How many rows from the top are of the header, by what the file says of each row; None where it says of none."""
    return sum(1 for _ in takewhile(bool, headers)) or None


def grid_of(
    table: StoredTable[Content],
    path: str,
    read: Callable[[StoredCell[Content]], Iterable[Paragraph | Grid]],
) -> Grid:
    """The table as it goes into the text; `read` gives what a cell holds, of which the paragraphs are taken."""
    cells = []
    for cell in (cell for row in table.rows for cell in row):
        slices = (part for item in read(cell) if isinstance(item, Paragraph) for part in item.slices)
        cells.append(GridCell(cell.row, cell.column, cell.row_span, cell.column_span, tuple(slices)))
    return Grid(tuple(cells), len(table.rows), table.columns, path=path, header_rows=table.header_rows)


Band: TypeAlias = tuple[tuple[int | None, StoredCell[Content]], ...]
"""Cells side by side with their columns: the left column first, all its rows.

A cell over the whole width is a band of its own, its column None.
"""


def bands(table: StoredTable[Content]) -> Iterator[Band[Content]]:
    """The cells of a layout table from top to bottom."""
    columns = _text_columns(table)
    pending: list[tuple[int | None, StoredCell[Content]]] = []
    for cell in (cell for row in table.rows for cell in row):
        column = _column_of(cell, columns, table.widths)
        if column is not None or not cell.text.strip():
            pending.append((column or 0, cell))
            continue
        if pending:
            yield _by_column(pending)
            pending = []
        yield ((None, cell),)
    if pending:
        yield _by_column(pending)


def _by_column(cells: list[tuple[int | None, StoredCell[Content]]]) -> Band[Content]:
    return tuple(sorted(cells, key=lambda item: (item[0] or 0, item[1].row, item[1].column)))


def _text_columns(table: StoredTable[Content]) -> Sequence[StoredCell[Content]]:
    """The columns that the eye sees: the text cells of the row with most of them.

    Where no row has two, all cells of that row: text beside an empty cell stands in its half of the paper.
    """
    row = max(table.rows, key=lambda row: (_text_cells(row), len(row)), default=())
    return [cell for cell in row if cell.text.strip()] if _text_cells(row) > 1 else row


def _text_cells(row: Sequence[StoredCell[Content]]) -> int:
    return sum(1 for cell in row if cell.text.strip())


def _column_of(
    cell: StoredCell[Content], columns: Sequence[StoredCell[Content]], widths: Sequence[float]
) -> int | None:
    """The column that a cell overlaps most; None where it covers more than half of each of them."""
    shares = [_overlap(cell, column, widths) / sum(widths[column.column : column.end]) for column in columns]
    if len(columns) <= 1 or all(share > 1 / 2 for share in shares):
        return None
    return max(range(len(columns)), key=lambda index: (_overlap(cell, columns[index], widths), -index))


def _overlap(one: StoredCell[Content], other: StoredCell[Content], widths: Sequence[float]) -> float:
    return sum(widths[max(one.column, other.column) : min(one.end, other.end)])
