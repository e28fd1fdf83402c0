"""Tables without rules and without serial numbers: a header above rows of figures that keep the same columns.

Far more is set in columns than tables: heads, signature blocks, recipients, words that justified lines pull apart. So
every row must have a text in each column, one column at least must hold nothing but figures, and a column whose
header is words must stay clear of its neighbours on all rows. What is less regular stays text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise, takewhile

from extractor.reading.layout_tables import is_layout_table
from extractor.reading.pdf.grids import Cell, Table
from extractor.reading.pdf.lines import Line, Row
from extractor.reading.pdf.unruled_parts import Column, is_column_number
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
_FURNITURE = 3
"""Rows at the top of a page among which the rest of a table begins: a page number may stand over it."""
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


def rest_of(table: Table, rows: Sequence[Row]) -> Table | None:
    """The rest of such a table at the top of the next page: rows of figures with a text between each of its sides."""
    sides = [*table.lefts, table.box.x1]
    for at, row in enumerate(rows[:_FURNITURE]):
        size = _size(rows, at) or _counted(rows[at:], len(row.pieces))
        kept = list(takewhile(lambda row: _keeps_to(row, sides), rows[at : at + size]))
        if any(map(_is_counted, kept)):
            return _drawn(kept, table.lefts, table.box.x1)
    return None


def _keeps_to(row: Row, sides: Sequence[float]) -> bool:
    """Whether a row has one text between each two sides."""
    places = list(pairwise(sides))
    if len(row.pieces) != len(places):
        return False
    return all(left <= piece.x0 and piece.x1 <= right for piece, (left, right) in zip(row.pieces, places, strict=True))


def _size(rows: Sequence[Row], at: int) -> int:
    """How many rows from a header on have as many texts as it and hold figures, close below each other."""
    head = rows[at]
    if len(head.pieces) < _FEWEST_COLUMNS or not (all(map(_is_head, head.pieces)) or _is_numbering(head)):
        return 0
    following = rows[at + 1 :]
    numbering = 1 if following and _is_numbering(following[0]) and _is_next(head, following[0]) else 0
    end = at + 1 + numbering
    end += _counted(rows[end:], len(head.pieces), rows[end - 1])
    # A row of some of the columns is the rest of broken cells: which row has it, nothing tells.
    broken = end < len(rows) and _is_next(rows[end - 1], rows[end]) and 1 < len(rows[end].pieces) < len(head.pieces)
    return 0 if broken else end - at


def _counted(rows: Sequence[Row], columns: int, above: Row | None = None) -> int:
    """How many rows from the first on have so many texts and hold figures, close below each other and `above`."""
    near = [_is_next(upper, row) for upper, row in pairwise([above or rows[0], *rows])]
    full = (len(row.pieces) == columns and _is_counted(row) for row in rows)
    return sum(1 for _ in takewhile(all, zip(near, full, strict=True)))


def _is_next(above: Row, row: Row) -> bool:
    return row.pieces[0].base - above.pieces[0].base <= _NEXT_ROW * row.pieces[0].size


def _is_numbering(row: Row) -> bool:
    """Whether a row numbers the columns: `(1)`, `(2)` and so on."""
    return all(is_column_number(piece.text.strip()) for piece in row.pieces)


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
    if not _is_data([[piece.text.strip() for piece in row.pieces] for row in rows if not _is_numbering(row)]):
        return None
    return _drawn(rows, [columns[0][0] - 2.0, *((a[1] + b[0]) / 2 for a, b in pairwise(columns))], columns[-1][1] + 2.0)


def _is_data(texts: Sequence[Sequence[str]]) -> bool:
    """Whether a header stands over rows with a column of figures, the first being one of names."""
    if len(texts) < _FEWEST_ROWS - 1:
        return False
    counted = [all(map(_FIGURE.fullmatch, column)) for column in zip(*texts[1:], strict=True)]
    named = any(map(str.isalpha, texts[0][0])) and not counted[0]
    return named and any(counted) and not is_layout_table(texts, has_borders=False)


def _extent(pieces: Sequence[Line]) -> Column:
    return min(piece.x0 for piece in pieces), max(piece.x1 for piece in pieces)


def _drawn(rows: Sequence[Row], lefts: Sequence[float], right: float) -> Table:
    """The table that rules between rows and columns would draw."""
    rights = [*lefts[1:], right]
    spans = [(min(p.top for p in row.pieces), max(p.bottom for p in row.pieces)) for row in rows]
    tops = [spans[0][0] - 1.0, *((above[1] + below[0]) / 2 for above, below in pairwise(spans))]
    bottoms = [*tops[1:], spans[-1][1] + 1.0]
    cells = tuple(
        Cell(Box(left, top, right, bottom), row, column, 1, 1)
        for row, (top, bottom) in enumerate(zip(tops, bottoms, strict=True))
        for column, (left, right) in enumerate(zip(lefts, rights, strict=True))
    )
    return Table(Box(lefts[0], tops[0], rights[-1], bottoms[-1]), cells, tuple(tops), tuple(lefts))
