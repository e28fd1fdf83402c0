"""Rows on both sides of a page break: a row that the break cut is whole again, a merge that it cut goes on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from extractor.reading.source import GridCell, SourceText
from extractor.tables.matrix import DrawnCell, Line, starts_here
from extractor.tables.rows import BodyRow
from extractor.tables.values import is_mark, parse_number
from extractor.text.clean import clean_slices
from extractor.text.marks import Marks
from schemas.tables import RowKind

_FEWEST_CELLS = 2
"""Cells with words of a row that may be cut; the label of a group is one line."""


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """What the words of a cell are cleaned from."""

    source: SourceText
    marks: Marks

    def of(self, cell: GridCell, broken: frozenset[int]) -> DrawnCell:
        """A cell with its words; `broken` as for a drawn cell."""
        return DrawnCell(cell, clean_slices(self.source, cell.slices, self.marks), broken)


class _Joint(Enum):
    """How a cell at the top of a page fits the one above the break."""

    APART = "apart"
    POSSIBLE = "possible"
    GOES_ON = "goes on"


def _joint(old: DrawnCell | None, new: str) -> _Joint:
    """A figure, a mark, words below a blank begin anew; a small letter or bracket goes on, a capital may."""
    above = old.text if old is not None else ""
    if old is None or old.passage is None or is_mark(new) or parse_number(new) is not None:
        return _Joint.APART
    open_end = above[-1] not in ".;:"
    if open_end and (new[0].islower() or new[0] in "(,;)" or new[0].isdigit()):
        return _Joint.GOES_ON
    several_lines = len(old.passage.slices) > 1
    return _Joint.GOES_ON if open_end and several_lines else _Joint.POSSIBLE


def _is_rest(last: BodyRow, opening: BodyRow) -> bool:
    """Whether the first row of a page is the rest of a row that the page break cut: no ordinal, nothing new in it."""
    after = opening.own
    if after[0] or sum(map(bool, last.own)) < _FEWEST_CELLS:
        return False
    joints = {_joint(old, new) for old, new in zip(last.line, after, strict=True) if new}
    return _Joint.GOES_ON in joints and _Joint.APART not in joints


def _whole(first: BodyRow, rest: BodyRow, words: Words) -> BodyRow:
    """A cut row with the words of both its halves in each cell."""
    line: list[DrawnCell | None] = []
    for old, new in zip(first.line, rest.line, strict=True):
        both = old is not None and new is not None and bool(new.text)
        if old is not None and new is not None and both:
            both_halves = replace(old.grid, slices=old.grid.slices + new.grid.slices)
            line.append(words.of(both_halves, old.broken | new.broken))
        else:
            line.append(old)
    return BodyRow(tuple(line), first.row)


def merging_columns(parts: Sequence[Sequence[BodyRow]]) -> frozenset[int]:
    """Columns in which cells run over rows of data and none is blank but at the top of a page.

    There a blank says that the cell above the break goes on, though one row of it on each page shows no merge.
    """
    merged, blank = set(), set()
    for part in parts:
        for at, row in enumerate(part):
            if row.kind is RowKind.DATA:
                begun = [c for column, c in enumerate(row.line) if c is not None and starts_here(c, row.row, column)]
                merged |= {c.grid.column for c in begun if c.text and c.grid.row_span > 1}
                blank |= {c.grid.column for c in begun if at and not c.text}
    return frozenset(merged - blank)


def _carried(last: BodyRow, part: Sequence[BodyRow], merging: frozenset[int]) -> list[BodyRow]:
    """Rows of a page with the text of merged cells that began on the page before."""
    opening = part[0]
    merging = merging if opening.kind is RowKind.DATA else frozenset()
    carried = {
        id(new): DrawnCell(replace(old.grid, row=-1), old.passage, old.broken)
        for old, new in zip(last.line, opening.line, strict=True)
        if old is not None and new is not None and _is_cut_merge(old, new, opening, merging)
    }
    return [BodyRow(_with(row.line, carried), row.row) for row in part]


def _is_cut_merge(old: DrawnCell, new: DrawnCell, opening: BodyRow, merging: frozenset[int]) -> bool:
    blank = not new.text and bool(old.text) and new.grid.row == opening.row
    same = old.grid.column == new.grid.column and old.grid.column_span == new.grid.column_span
    return blank and same and (old.grid.row_span > 1 or new.grid.row_span > 1 or new.grid.column in merging)


def _with(line: Line, carried: dict[int, DrawnCell]) -> Line:
    return tuple(carried.get(id(cell), cell) if cell is not None else None for cell in line)


def joined(
    rows: Sequence[BodyRow], part: Sequence[BodyRow], words: Words, merging: frozenset[int] = frozenset()
) -> list[BodyRow]:
    """The rows of a table so far and those of its part on the next page; `merging` are its `merging_columns`."""
    if not rows or not part:
        return [*rows, *part]
    last, opening = rows[-1], part[0]
    following = _carried(last, part, merging)
    if _is_rest(last, opening):
        return [*rows[:-1], _whole(last, opening, words), *following[1:]]
    return [*rows, *following]
