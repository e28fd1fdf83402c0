"""Whether a drawn table goes on from the page before, and which of its rows only repeat the header."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from rapidfuzz import fuzz

from extractor.reading.source import Grid, GridCell, SourceText, Zone
from extractor.tables.header import is_numbering
from extractor.tables.matrix import DrawnCell, Line, Marks, Matrix, own_texts
from extractor.tables.rows import BodyRow
from extractor.tables.values import is_mark, parse_number
from extractor.text.clean import clean_slices
from extractor.text.fold import fold_key

_EDGE_TOLERANCE = 4.0
_ORDINAL = re.compile(r"(\d{1,4})\.?")
_GROUP = re.compile(r"[IVXLHU]{1,6}\.?|[A-ZĐ]\.?")
"""The numeral or letter of a group of rows; OCR takes `II` for `H` or `U`."""
_FEWEST_LETTERS = 12
_MIN_SIMILARITY = 85
# What may stand between the halves of a table that a page break cut.
_BETWEEN = frozenset({Zone.MARGIN, Zone.STAMP, Zone.FOOTNOTE})


def _edges(grid: Grid) -> tuple[float, float] | None:
    boxes = [cell.box for cell in grid.cells if cell.box is not None]
    return (min(box.x0 for box in boxes), max(box.x1 for box in boxes)) if boxes else None


def _same_edges(first: Grid, second: Grid) -> bool:
    one, other = _edges(first), _edges(second)
    if one is None or other is None:
        return True
    return abs(one[0] - other[0]) <= _EDGE_TOLERANCE and abs(one[1] - other[1]) <= _EDGE_TOLERANCE


def _same_heads(source: SourceText, first: Grid, second: Grid) -> bool:
    """Whether both begin with nearly the same words in two cells at least: the header repeated on the next page."""
    heads = [
        {
            cell.column: fold_key(_words(source, cell))
            for cell in grid.cells
            if cell.row == 0 and cell.slices
        }
        for grid in (first, second)
    ]
    return heads[0].keys() == heads[1].keys() and len(heads[0]) > 1 and _alike(heads[0].values(), heads[1].values())


def _alike(first: Iterable[str], second: Iterable[str]) -> bool:
    """Whether two rows of header words are the same but for a letter that OCR misread."""
    one, other = " ".join(first), " ".join(second)
    return one == other or (len(one) > _FEWEST_LETTERS and fuzz.ratio(one, other) >= _MIN_SIMILARITY)


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


def _adjoin(source: SourceText, first: Grid, second: Grid) -> bool:
    """Whether nothing but page furniture stands between two tables of the flow."""
    inside = False
    for item in source.flow:
        if item is first:
            inside = True
        elif item is second:
            return inside
        elif inside and (isinstance(item, Grid) or item.zone not in _BETWEEN):
            return False
    return False


def follows(source: SourceText, first: Grid, second: Grid) -> bool:
    """Whether `second` is the same table as `first`, on the next page."""
    if first.page is None or second.page != first.page + 1 or first.columns != second.columns:
        return False
    fits = _same_edges(first, second) or _same_heads(source, first, second) or _counts_on(source, first, second)
    return fits and _adjoin(source, first, second)


def repeated_rows(first: Matrix, header_rows: int, part: Matrix) -> int:
    """How many rows at the top of a following part repeat the header, or only its numbering row."""
    repeated = 0
    while repeated < min(header_rows, len(part.lines)) and _same(first, repeated, part, repeated):
        repeated += 1
    if not repeated and part.lines and header_rows and is_numbering(own_texts(part.lines[0], 0)):
        return int(is_numbering(own_texts(first.lines[header_rows - 1], header_rows - 1)))
    return repeated


def _same(first: Matrix, row: int, second: Matrix, other: int) -> bool:
    one, two = own_texts(first.lines[row], row), own_texts(second.lines[other], other)
    return (is_numbering(one) and is_numbering(two)) or _alike(map(fold_key, one), map(fold_key, two))


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
    if not last.own or not last.own[0] or after[0]:
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


def _carried(last: BodyRow, part: Sequence[BodyRow]) -> list[BodyRow]:
    """Rows of a page with the text of merged cells that began on the page before."""
    opening = part[0]
    carried = {
        id(new): DrawnCell(replace(old.grid, row=-1), old.passage, old.broken)
        for old, new in zip(last.line, opening.line, strict=True)
        if old is not None and new is not None and _is_cut_merge(old, new, opening)
    }
    return [BodyRow(_with(row.line, carried), row.row) for row in part]


def _is_cut_merge(old: DrawnCell, new: DrawnCell, opening: BodyRow) -> bool:
    blank = not new.text and bool(old.text) and new.grid.row == opening.row
    same = old.grid.column == new.grid.column and old.grid.column_span == new.grid.column_span
    return blank and same and (old.grid.row_span > 1 or new.grid.row_span > 1)


def _with(line: Line, carried: dict[int, DrawnCell]) -> Line:
    return tuple(carried.get(id(cell), cell) if cell is not None else None for cell in line)


def joined(rows: Sequence[BodyRow], part: Sequence[BodyRow], words: Words) -> list[BodyRow]:
    """The rows of a table so far and those of its part on the next page."""
    if not rows or not part:
        return [*rows, *part]
    last, opening = rows[-1], part[0]
    if _is_rest(last, opening):
        return [*rows[:-1], _whole(last, opening, words), *part[1:]]
    return [*rows, *_carried(last, part)]
