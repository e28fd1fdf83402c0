"""A drawn table as a matrix: every grid position with the cell that covers it, words cleaned."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from extractor.reading.source import Grid, GridCell, SourceText
from extractor.tables.broken import broken_words
from extractor.text.clean import clean_slices
from extractor.text.marks import Marks
from extractor.text.passage import Passage

# A document number or a date that a narrow cell broke after its slash or hyphen: `105/2025/NĐ-` `CP`.
_BROKEN_CODE = re.compile(
    r"(?<=[\dA-ZĐ]/) (?=[\dA-ZĐ])|(?<=\d/[A-ZĐ]{2}-) (?=[A-ZĐ])|(?<=\d/[A-ZĐ]{3}-) (?=[A-ZĐ])"
)


@dataclass(frozen=True, eq=False)
class DrawnCell:
    """A cell as drawn, with its words; `passage` is None where it holds none.

    `broken` holds the offsets of lines that begin with the rest of a broken word, of this cell and of others.
    """

    grid: GridCell
    passage: Passage | None
    broken: frozenset[int] = frozenset()

    @cached_property
    def text(self) -> str:
        """The words, lines joined; a word or code broken at the end of a line is whole again."""
        if self.passage is None:
            return ""
        text = _rejoined(self.passage, self.broken)
        return _BROKEN_CODE.sub("", text) if len(self.passage.slices) > 1 else text

    @property
    def last_row(self) -> int:
        """The first row below the cell."""
        return self.grid.row + self.grid.row_span

    @property
    def last_column(self) -> int:
        """The first column right of the cell."""
        return self.grid.column + self.grid.column_span


def _rejoined(passage: Passage, broken: frozenset[int]) -> str:
    """The words of a passage without the blanks that stand before the rest of a broken word."""
    places = [bisect_left(passage.starts, line.start) for line in passage.slices if line.start in broken]
    text = passage.text
    for place in reversed(places):
        text = text[:place].removesuffix(" ") + text[place:]
    return text


Line = tuple[DrawnCell | None, ...]
"""One row of positions; None where no cell was drawn. A merged cell stands in each that it covers."""


@dataclass(frozen=True, slots=True, eq=False)
class Matrix:
    """All rows of one drawn table."""

    grid: Grid
    lines: tuple[Line, ...]

    @property
    def columns(self) -> int:
        """Number of leaf columns."""
        return self.grid.columns


def _cover(lines: list[list[DrawnCell | None]], cell: DrawnCell) -> None:
    for row in range(cell.grid.row, min(cell.last_row, len(lines))):
        for column in range(cell.grid.column, min(cell.last_column, len(lines[row]))):
            if lines[row][column] is None:
                lines[row][column] = cell


def read_matrix(source: SourceText, grid: Grid, marks: Marks) -> Matrix:
    """The grid's cells in their positions, rows that hold no words left out at the end."""
    lines: list[list[DrawnCell | None]] = [[None] * grid.columns for _ in range(grid.rows)]
    broken = broken_words(source, grid)
    for cell in grid.cells:
        _cover(lines, DrawnCell(cell, clean_slices(source, cell.slices, marks), broken))
    while lines and not any(cell is not None and cell.text for cell in lines[-1]):
        lines.pop()
    return Matrix(grid, tuple(tuple(line) for line in lines))


def starts_here(cell: DrawnCell | None, row: int, column: int) -> bool:
    """Whether a cell begins at this position of its own grid."""
    return cell is not None and cell.grid.row == row and cell.grid.column == column


def own_texts(line: Line, row: int) -> Sequence[str]:
    """The text of each position, empty where a merge that began elsewhere covers it."""
    return [
        cell.text if cell is not None and starts_here(cell, row, column) else ""
        for column, cell in enumerate(line)
    ]
