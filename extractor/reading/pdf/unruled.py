"""Tables without rules: a serial-number header over numbered rows whose pieces keep the same columns.

Only tables with that header are found: other text set in columns (signatures, addressees) must stay text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractor.reading.pdf.grids import Cell, Table
from extractor.reading.pdf.lines import Line, Row
from extractor.reading.pdf.table_columns import columns_of, with_blank_end
from extractor.reading.pdf.unruled_header import Header, read_header
from extractor.reading.pdf.unruled_parts import (
    Column,
    Part,
    is_figure,
    label_of,
    parts_of,
    runs_of,
    widened,
)
from schemas.evidence import Box

_SERIAL = frozenset({"stt", "tt", "st", "số tt"})
"""`ST` is what a narrow column leaves of `STT` on its first line."""
_ORDINAL = re.compile(r"\(?(?:\d{1,3}|[ivxl]{1,5}|[a-h])[.)]?")
_TOTAL = re.compile(r"(?:tổng(?: cộng| số)?|cộng)\b.{0,40}")
_GROUP = re.compile(r"[IVXL]{1,5}|[A-H]")
_ALIGNED = 2.0
_LABEL_APART = 8.0
"""Points between the numeral of a group and its label: more than a blank of any type."""
_COLUMN_NUMBER = re.compile(r"\(\d{1,2}\)")
_BARE_TOTALS = frozenset({"cộng", "tổng", "tổng cộng", "tổng số", "cộng chung"})
_CENTRED = 8.0
_FEWEST_COLUMNS = 4
_FEWEST_RECORDS = 2
_NEXT_LINE = 1.5
_NEXT_RECORD = 3.0
_HEADER_REACH = 1.2
"""How far lines of a record, records, and lines of the header lie apart at most, in type sizes."""
_TALLEST_HALF = 4.0
"""The same for the serial number and the first line of the header, which is centred beside up to six lines."""
_LONGEST_GROUP = 80
_SPECK = 5.0
_FURNITURE = 3
"""Rows at the top of a page before which the rest of a table begins: a page number may stand over it."""
_FURNITURE_AND_ROWS = 8
"""Rows at the top of a page among which the rest of a table is looked for."""
_INSIDE = 0.5
_YEAR = re.compile(r"(?:19|20)\d\d")
_FEWEST_FIGURES = 3
_FEWEST_COUNTED = 3
_MOST_ROWS = 500
"""Five times what a page of small type has; each header looks at all rows below it."""


@dataclass(frozen=True, slots=True)
class _Band:
    """One row of the table: its extent down the page, its merged cells, (first column, last column), and its figures.

    `figures` are the columns that hold a figure: none is broken over lines, so one more is of the next row.
    """

    top: float
    bottom: float
    merged: tuple[tuple[int, int], ...] = ()
    figures: frozenset[int] = frozenset()


def find_unruled(rows: Sequence[Row]) -> list[Table]:
    """Tables among the rows of a page, from the top."""
    found: list[Table] = []
    rows = [row for row in rows if not _is_speck(row)]
    at = 0 if len(rows) <= _MOST_ROWS else len(rows)
    rest = _rest(rows) if not at else None
    if rest is not None:
        found.append(rest)
    while at < len(rows):
        table = _table_at(rows, at) if _is_anchor(rows[at]) else None
        if table is not None:
            found.append(table)
            at = next((n for n, row in enumerate(rows) if row.pieces[0].top > table.box.bottom), len(rows))
        at += 1
    return found


def _is_speck(row: Row) -> bool:
    """Whether a row holds nothing but specks of a scan, which were read as signs smaller than any type."""
    return all(piece.size < _SPECK and not any(map(str.isalnum, piece.text)) for piece in row.pieces)


def _rest(rows: Sequence[Row]) -> Table | None:
    """The rest of a table at the top of a page, without its header: the serial numbers count on."""
    at = next((n for n, row in enumerate(rows[:_FURNITURE]) if len(row.pieces) >= _FEWEST_COLUMNS), None)
    if at is None or not _is_numbered(rows[at].pieces[0], rows[at].pieces[0]):
        return None
    anchor = rows[at].pieces[0]
    records = [row for row in rows[at:] if _is_record(row, anchor)]
    numbers = [_plain(row.pieces[0]).split(" ", 1)[0].rstrip(".") for row in records[:_FEWEST_COUNTED]]
    counted = [int(number) for number in numbers if number.isdigit()]
    on = len(counted) == _FEWEST_COUNTED and counted[0] > 1 and all(b - a == 1 for a, b in pairwise(counted))
    columns = columns_of([runs_of(row) for row in records], []) if on else []
    if len(columns) < _FEWEST_COLUMNS:
        return None
    bands, columns = _body(rows, at, columns, anchor)
    return _drawn(Header((), (bands[0].top - 1.0,), columns), bands)


def rest_of(table: Table, rows: Sequence[Row], last: Line) -> Table | None:
    """The rest of such a table at the top of the next page, in its columns.

    It is told by the number that follows `last`, the last serial number above, or by the total. Rows above that one
    belong to it where they keep to the columns.
    """
    sides = [*table.lefts, table.box.x1]
    columns = [(left + _INSIDE, right - _INSIDE) for left, right in pairwise(sides)]
    found = (n for n, row in enumerate(rows[:_FURNITURE_AND_ROWS]) if _goes_on(row, columns, last))
    begin = at = next(found, -1)
    while at > 0 and _is_next(rows[at - 1], rows[at], columns):
        at -= 1
    if at < 0:
        return None
    headed = at < begin and _is_anchor(rows[at])
    heads = [_Band(_extent(rows[at])[0], _extent(rows[begin - 1])[1])] if headed else []
    bands, columns = _body(rows, begin if headed else at, columns, last)
    bands = [*heads, *bands]
    return _drawn(Header((), (bands[0].top - 1.0,), columns), bands) if bands else None


def _goes_on(row: Row, columns: list[Column], last: Line) -> bool:
    """Whether a row is the one after the serial number `last`, or the total below it."""
    parts, first = parts_of(row, columns), row.pieces[0]
    if any(part.column < part.last for part in parts) or len(parts) < 2:
        return False
    if parts[0].column <= 1 and _TOTAL.fullmatch(_plain(first)):
        return bool(_figures(parts))
    number, before = (_plain(line).split(" ", 1)[0].rstrip(".") for line in (first, last))
    counted = number.isdigit() and before.isdigit() and int(number) == int(before) + 1
    return counted and _is_numbered(first, last)


def _is_next(row: Row, below: Row, columns: list[Column]) -> bool:
    """Whether a row stands right above another one of a table and keeps to its columns; a page number does not."""
    parts = parts_of(row, columns)
    number = len(parts) == 1 and is_figure(parts[0].text)
    near = below.pieces[0].base - row.pieces[0].base <= _NEXT_RECORD * row.pieces[0].size
    return near and not number and all(part.column == part.last for part in parts)


def _is_anchor(row: Row) -> bool:
    return _plain(row.pieces[0]) in _SERIAL


def _plain(piece: Line) -> str:
    return unicodedata.normalize("NFC", piece.text).strip().lower()


def _table_at(rows: Sequence[Row], at: int) -> Table | None:
    anchor = rows[at].pieces[0]
    records = [n for n in range(at + 1, len(rows)) if _is_record(rows[n], anchor)]
    most = max((len(rows[n].pieces) for n in records), default=0)
    full = [rows[n] for n in records if len(rows[n].pieces) == most]
    if most < _FEWEST_COLUMNS or len(records) < _FEWEST_RECORDS:
        return None
    begin = next((n for n in range(at + 1, records[0]) if _is_numbering(rows[n]) or _has_figures(rows[n])), records[0])
    heads = _header(rows, at, begin)
    words = [run for row in heads for run in runs_of(row)]
    columns = _columns(full, most) or columns_of([runs_of(rows[n]) for n in records], words)
    if len(columns) < _FEWEST_COLUMNS or not heads:
        return None
    bands, columns = _body(rows, begin, with_blank_end(columns, words), anchor)
    if not bands or sum(rows[n].pieces[0].base < bands[-1].bottom for n in records) < _FEWEST_RECORDS:
        return None
    top = min(_extent(row)[0] for row in heads)
    return _drawn(read_header(heads, columns, top, bands[0].top), bands)


def _is_numbering(row: Row) -> bool:
    """Whether a row numbers the columns: `(1)`, `(2)` …, some of them misread."""
    runs = runs_of(row)
    numbers = sum(_COLUMN_NUMBER.fullmatch(run.text) is not None for run in runs)
    return numbers >= _FEWEST_RECORDS + 1 and 2 * numbers > len(runs)


def _has_figures(row: Row) -> bool:
    """Whether a row is one of data by its figures, whose serial number was lost: a header has years at most."""
    runs = [run.text for run in runs_of(row)]
    return sum(is_figure(text) and not _YEAR.fullmatch(text) for text in runs) >= _FEWEST_FIGURES


def _is_record(row: Row, anchor: Line) -> bool:
    return len(row.pieces) > 1 and _is_numbered(row.pieces[0], anchor)


def _is_numbered(piece: Line, anchor: Line) -> bool:
    """Whether a line begins with an ordinal under the serial-number header; what follows may be set close to it."""
    word = _plain(piece).split(" ", 1)[0]
    begin = len(piece.text) - len(piece.text.lstrip())
    boxes = [box for box in piece.boxes[begin : begin + len(word)] if box is not None]
    if not boxes or _ORDINAL.fullmatch(word) is None:
        return False
    return abs((boxes[0][0] + boxes[-1][2]) / 2 - anchor.centre) < _CENTRED


def _columns(rows: Sequence[Row], most: int) -> list[Column]:
    """Extents of the columns by the rows with most pieces; none where those overlap."""
    columns = [(min(row.pieces[n].x0 for row in rows), max(row.pieces[n].x1 for row in rows)) for n in range(most)]
    return columns if all(left[1] < right[0] for left, right in pairwise(columns)) else []


def _body(rows: Sequence[Row], at: int, columns: list[Column], anchor: Line) -> tuple[list[_Band], list[Column]]:
    """Bands of the records from row `at` down to the first row that is none of the table."""
    bands: list[_Band] = []
    below = rows[at].pieces[0].base
    for row in rows[at:]:
        parts, first = parts_of(row, columns), row.pieces[0]
        label = label_of(parts, len(columns)) or _label_beside(parts, columns)
        opens = not bands or label is not None or _opens_record(parts, first, anchor) or _is_full(bands[-1], parts)
        merged = (label,) if label else tuple((part.column, part.last) for part in parts if part.column < part.last)
        allowed = _NEXT_RECORD if opens else _NEXT_LINE
        fits = not merged or (opens and (label is not None or merged == ((0, 1),)))
        if first.base - below > allowed * first.size or not fits or not (opens or parts[0].column):
            break
        below = first.base
        columns = columns if label else widened(columns, parts)
        top, bottom = _extent(row)
        if opens:
            bands.append(_Band(top, bottom, merged, _figures(parts)))
        else:
            bands[-1] = replace(bands[-1], bottom=bottom, figures=bands[-1].figures | _figures(parts))
    return bands, columns


def _label_beside(parts: Sequence[Part], columns: Sequence[Column]) -> tuple[int, int] | None:
    """The columns of a group's label that begins where names do and runs on: `II   Nhóm nhiệm vụ về …`.

    A heading of the text stands a blank behind its numeral, not where a column begins.
    """
    if len(parts) != 2 or parts[0].column or parts[0].last or not _GROUP.fullmatch(parts[0].text):
        return None
    ordinal, label = parts
    begins = abs(label.x0 - columns[1][0]) <= _ALIGNED and label.x0 - ordinal.x1 >= _LABEL_APART
    runs_on = label.column == 1 and 1 < label.last < len(columns) - 1 and len(label.text) < _LONGEST_GROUP
    return (1, len(columns) - 1) if begins and runs_on else None


def _opens_record(parts: Sequence[Part], first: Line, anchor: Line) -> bool:
    if _is_numbered(first, anchor):
        return True
    plain = _plain(first)
    # In the column of names nothing but the word opens a row, and only with figures beside it: names go on there too.
    bare = parts[0].column == 1 and len(parts) > 2 and plain.rstrip(":.") in _BARE_TOTALS
    return bare or (not parts[0].column and _TOTAL.fullmatch(plain) is not None)


def _is_full(band: _Band, parts: Sequence[Part]) -> bool:
    """Whether words with a figure beside them are none of a row that has its figure already."""
    return parts[0].column <= 1 and bool(band.figures & _figures(parts))


def _figures(parts: Sequence[Part]) -> frozenset[int]:
    return frozenset(part.column for part in parts if part.column > 1 and is_figure(part.text))


def _extent(row: Row) -> tuple[float, float]:
    return min(piece.top for piece in row.pieces), max(piece.bottom for piece in row.pieces)


def _header(rows: Sequence[Row], at: int, first: int) -> list[Row]:
    """Rows of the header: from just above the serial-number header to the first record."""
    anchor = rows[at].pieces[0]
    start = at
    while start and rows[start - 1].pieces[0].x0 > anchor.x1 and _is_near(rows[start - 1], rows[start], anchor):
        start -= 1
    heads = list(rows[start:first])
    pitch = [below.pieces[0].base - above.pieces[0].base for above, below in pairwise([*heads, rows[first]])]
    return heads if max(pitch, default=0.0) < _NEXT_RECORD * anchor.size else []


def _is_near(row: Row, below: Row, anchor: Line) -> bool:
    short = sum(len(piece.text) for piece in row.pieces) < _LONGEST_GROUP
    near = below.pieces[0].base - row.pieces[0].base < _HEADER_REACH * anchor.size
    return short and near and anchor.base - row.pieces[0].base < _TALLEST_HALF * anchor.size


def _drawn(header: Header, bands: Sequence[_Band]) -> Table:
    """The table that rules between the columns and bands would draw."""
    columns = header.columns
    lefts = [columns[0][0] - 2.0, *((a[1] + b[0]) / 2 for a, b in pairwise(columns))]
    between = [(a.bottom + b.top) / 2 for a, b in pairwise([_Band(0.0, header.edges[-1]), *bands])]
    tops = [header.edges[0] - 1.0, *header.edges[1:-1], *between] if header.rows else between
    rights, bottoms = [*lefts[1:], columns[-1][1] + 2.0], [*tops[1:], bands[-1].bottom + 1.0]

    def cell(row: int, last_row: int, column: int, last: int) -> Cell:
        box = Box(lefts[column], tops[row], rights[last], bottoms[last_row])
        return Cell(box, row, column, last_row - row + 1, last - column + 1)

    cells = [cell(group.level, group.level, group.first, group.last) for group in header.groups]
    if header.rows:
        cells += [cell(header.depth(n), header.rows - 1, n, n) for n in range(len(columns))]
    for row, band in enumerate(bands, start=header.rows):
        starts = dict(band.merged)
        inner = {n for a, b in band.merged for n in range(a + 1, b + 1)}
        cells += [cell(row, row, n, starts.get(n, n)) for n in range(len(columns)) if n not in inner]
    outer = Box(lefts[0], tops[0], rights[-1], bottoms[-1])
    cells.sort(key=lambda drawn: (drawn.row, drawn.column))
    return Table(outer, tuple(cells), tuple(tops), tuple(lefts))
