"""Tables without rules and without serial numbers: a header above rows of figures that keep the same columns.

Far more is set in columns than tables: heads, signature blocks, recipients, words that justified lines pull apart. So
every row must have a text in each column, one column at least must hold nothing but figures, and a column whose
header is words must stay clear of its neighbours on all rows. What is less regular stays text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extractor.reading.layout_tables import is_layout_table
from extractor.reading.pdf.grids import Cell, Table
from extractor.reading.pdf.lines import Line, Row
from extractor.reading.pdf.unruled_parts import Column
from schemas.evidence import Box

_FEWEST_COLUMNS = 3
_FEWEST_ROWS = 3
"""The header and two rows of figures."""
_MOST_ROWS = 500
_NEXT_ROW = 2.2
"""How far rows lie apart at most, in type sizes."""
_CLEAR = 0.9
"""Room between two columns on all rows, in type sizes: wider than between words of a justified line."""
_LONGEST_HEAD = 60
_LIGHT = 40
"""Characters of a label: longer ones are lines of text."""
_FIGURE = re.compile(r"-?(?:0|[1-9]\d{0,2}(?:\.\d{3}){0,4}|[1-9]\d{3,8}|0\d)(?:,\d{1,3})?\s?%?|[-–]")
_YEAR = re.compile(r"(?:năm )?(?:19|20)\d\d", re.IGNORECASE)


def find_aligned(rows: Sequence[Row]) -> list[Table]:
    """Tables among the rows of a page, from the top."""
    found: list[Table] = []
    at = 0 if len(rows) <= _MOST_ROWS else len(rows)
    while at < len(rows):
        size = _size(rows, at)
        table = _table(rows[at : at + size]) if size >= _FEWEST_ROWS else None
        if table is not None:
            found.append(table)
            at += size
        else:
            at += 1
    return found


def _size(rows: Sequence[Row], at: int) -> int:
    """How many rows from a header on have as many texts as it and hold figures, close below each other."""
    head = rows[at]
    if len(head.pieces) < _FEWEST_COLUMNS or not all(map(_is_head, head.pieces)):
        return 0
    size = 1
    for above, row in pairwise(rows[at:]):
        near = row.pieces[0].base - above.pieces[0].base <= _NEXT_ROW * row.pieces[0].size
        if not near or len(row.pieces) != len(head.pieces) or not _is_counted(row):
            # A row of some of the columns is the rest of broken cells: which row has it, nothing tells.
            return 0 if near and 1 < len(row.pieces) < len(head.pieces) else size
        size += 1
    return size


def _is_head(piece: Line) -> bool:
    text = piece.text.strip()
    is_words = any(map(str.isalpha, text)) and not text.endswith((":", ";"))
    return len(text) <= _LONGEST_HEAD and (is_words or _YEAR.fullmatch(text) is not None)


def _is_counted(row: Row) -> bool:
    texts = [piece.text.strip() for piece in row.pieces]
    return all(len(text) <= _LIGHT for text in texts) and any(map(_FIGURE.fullmatch, texts[1:]))


def _table(rows: Sequence[Row]) -> Table | None:
    columns = [_extent([row.pieces[at] for row in rows]) for at in range(len(rows[0].pieces))]
    clear = _CLEAR * rows[0].pieces[0].size
    if any(right[0] - left[1] < clear for left, right in pairwise(columns)):
        return None
    texts = [[piece.text.strip() for piece in row.pieces] for row in rows]
    counted = [all(_FIGURE.fullmatch(row[at]) for row in texts[1:]) for at in range(len(columns))]
    named = any(map(str.isalpha, texts[0][0])) and not counted[0]
    return _drawn(rows, columns) if named and any(counted) and not is_layout_table(texts, has_borders=False) else None


def _extent(pieces: Sequence[Line]) -> Column:
    return min(piece.x0 for piece in pieces), max(piece.x1 for piece in pieces)


def _drawn(rows: Sequence[Row], columns: Sequence[Column]) -> Table:
    """The table that rules between rows and columns would draw."""
    lefts = [columns[0][0] - 2.0, *((a[1] + b[0]) / 2 for a, b in pairwise(columns))]
    rights = [*lefts[1:], columns[-1][1] + 2.0]
    spans = [(min(p.top for p in row.pieces), max(p.bottom for p in row.pieces)) for row in rows]
    tops = [spans[0][0] - 1.0, *((above[1] + below[0]) / 2 for above, below in pairwise(spans))]
    bottoms = [*tops[1:], spans[-1][1] + 1.0]
    cells = tuple(
        Cell(Box(left, top, right, bottom), row, column, 1, 1)
        for row, (top, bottom) in enumerate(zip(tops, bottoms, strict=True))
        for column, (left, right) in enumerate(zip(lefts, rights, strict=True))
    )
    return Table(Box(lefts[0], tops[0], rights[-1], bottoms[-1]), cells, tuple(tops), tuple(lefts))
