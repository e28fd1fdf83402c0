"""Tables without rules: a serial-number header over numbered rows whose pieces keep the same columns.

Only tables with that header are found: other text set in columns (signatures, addressees) must stay text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extractor.reading.pdf.grids import Table
from extractor.reading.pdf.lines import Line, Row
from extractor.reading.pdf.table_columns import columns_of, with_blank_end
from extractor.reading.pdf.unruled_drawn import Band, drawn, extent
from extractor.reading.pdf.unruled_parts import (
    Column,
    Part,
    Word,
    is_column_number,
    is_figure,
    is_serial_head,
    label_of,
    parts_of,
    runs_of,
    widened,
)
from extractor.reading.pdf.unruled_records import first_line, first_lines, top_line

_ORDINAL = re.compile(r"\(?(?:\d{1,3}|[ivxl]{1,5}|[a-h])[.)]?")
_DIGITS = re.compile(r"\d{1,9}")
_TOTAL = re.compile(r"(?:tổng(?: cộng| số)?|cộng)\b.{0,40}")
_GROUP = re.compile(r"[IVXL]{1,5}|[A-H]")
_ALIGNED = 2.0
_LABEL_APART = 8.0
"""Points between the numeral of a group and its label: more than a blank of any type."""
_BARE_TOTALS = frozenset({"cộng", "tổng", "tổng cộng", "tổng số", "cộng chung"})
_CENTRED = 8.0
_FEWEST_COLUMNS = 4
_FEWEST_RECORDS = 2
_NEXT_LINE = 1.5
_NEXT_RECORD = 3.0
_HEADER_REACH = 1.3
"""How far lines of a record, records, and lines of the header lie apart at most, in type sizes."""
_TALLEST_HALF = 4.0
"""The same for the serial number and the first line of the header, which is centred beside up to six lines."""
_LONGEST_GROUP = 80
_SPECK = 5.0
_FURNITURE = 3
"""Rows at the top of a page before which the rest of a table begins: a page number may stand over it."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_FEWEST_FIGURES = 3
_FEWEST_COUNTED = 3
_MOST_ROWS = 500
"""Five times what a page of small type has; each header looks at all rows below it."""


def find_unruled(rows: Sequence[Row]) -> list[Table]:
    """Tables among the rows of a page, from the top."""
    found: list[Table] = []
    rows = [row for row in rows if not _is_speck(row)]
    at = 0 if len(rows) <= _MOST_ROWS else len(rows)
    rest = _rest(rows) if not at else None
    if rest is not None:
        found.append(rest)
    free = at
    while at < len(rows):
        table = _table_at(rows[free:], at - free) if is_anchor(rows[at]) else None
        at += 1
        if table is not None:
            found.append(table)
            below = (n for n, row in enumerate(rows[at:], at) if row.pieces[0].base > table.box.bottom)
            free = at = next(below, len(rows))
    return found


def _is_speck(row: Row) -> bool:
    """Whether a row holds nothing but specks of a scan, which were read as signs smaller than any type."""
    return all(piece.size < _SPECK and not any(map(str.isalnum, piece.text)) for piece in row.pieces)


def _rest(rows: Sequence[Row]) -> Table | None:
    """The rest of a table at the top of a page, without its header: the serial numbers count on."""
    at = next((n for n, row in enumerate(rows[:_FURNITURE]) if len(row.pieces) >= _FEWEST_COLUMNS), None)
    if at is None or not is_numbered(rows[at].pieces[0], rows[at].pieces[0]):
        return None
    anchor = rows[at].pieces[0]
    records = [n for n in range(at, len(rows)) if _is_record(rows[n], anchor)]
    counts_on = _counts_on([rows[n].pieces[0] for n in records[:_FEWEST_COUNTED]])
    columns = columns_of([runs_of(rows[n]) for n in records], []) if counts_on else []
    if len(columns) < _FEWEST_COLUMNS:
        return None
    bands, columns = body_of(rows, top_line(rows, records), columns, anchor)
    return drawn(bands, [], columns) if bands else None


def _counts_on(lines: Sequence[Line]) -> bool:
    """Whether lines begin with numbers that follow one another, from one above 1."""
    numbers = [number for line in lines if (number := serial_number(line)) is not None]
    in_turn = all(after - before == 1 for before, after in pairwise(numbers))
    return len(numbers) == _FEWEST_COUNTED and numbers[0] > 1 and in_turn


def serial_number(line: Line) -> int | None:
    """The number that a line begins with."""
    word = _plain(line).split(" ", 1)[0].rstrip(".")
    return int(word) if _DIGITS.fullmatch(word) else None


def is_anchor(row: Row) -> bool:
    """Whether a row begins with the header of serial numbers."""
    return is_serial_head(row.pieces[0].text)


def _plain(piece: Line) -> str:
    return unicodedata.normalize("NFC", piece.text).strip().lower()


def _table_at(rows: Sequence[Row], at: int) -> Table | None:
    anchor = rows[at].pieces[0]
    end = next((n for n in range(at + 1, len(rows)) if is_anchor(rows[n])), len(rows))
    records = [n for n in range(at + 1, end) if _is_record(rows[n], anchor)]
    if len(records) < _FEWEST_RECORDS:
        return None
    begin = _first_below_header(rows, at, records[0])
    heads = header_rows(rows, at, begin)
    words = [run for row in heads for run in runs_of(row)]
    columns = _columns_of(rows, (at, begin), records, words)
    if len(columns) < _FEWEST_COLUMNS or not heads:
        return None
    stop = first_line(rows, records[-1], end) if end < len(rows) else end
    bands, columns = body_of(rows[:stop], begin, with_blank_end(columns, words), anchor)
    if not bands or sum(rows[n].pieces[0].base < bands[-1].bottom for n in records) < _FEWEST_RECORDS:
        return None
    return drawn(bands, heads, columns)


def _first_below_header(rows: Sequence[Row], at: int, record: int) -> int:
    """The row below a header that begins in row `at`: one of numbers or figures, else the first line of a record."""
    told = (n for n in range(at + 1, record) if _is_numbering(rows[n]) or _has_figures(rows[n]))
    return next(told, first_line(rows, at, record))


def _is_numbering(row: Row) -> bool:
    """Whether a row numbers the columns: `(1)`, `(2)` …, some of them misread."""
    runs = runs_of(row)
    numbers = sum(is_column_number(run.text) for run in runs)
    return numbers >= _FEWEST_RECORDS + 1 and 2 * numbers > len(runs)


def _numbers_in(row: Row) -> int:
    """How many columns a row numbers; 0 for another row."""
    return len(runs_of(row)) if _is_numbering(row) else 0


def _has_figures(row: Row) -> bool:
    """Whether a row is one of data by its figures, whose serial number was lost: a header has years at most."""
    runs = [run.text for run in runs_of(row)]
    return sum(is_figure(text) and not _YEAR.fullmatch(text) for text in runs) >= _FEWEST_FIGURES


def _is_record(row: Row, anchor: Line) -> bool:
    return len(row.pieces) > 1 and is_numbered(row.pieces[0], anchor)


def is_numbered(piece: Line, anchor: Line) -> bool:
    """Whether a line begins with an ordinal under the serial-number header; what follows may be set close to it."""
    word = _plain(piece).split(" ", 1)[0]
    begin = len(piece.text) - len(piece.text.lstrip())
    boxes = [box for box in piece.boxes[begin : begin + len(word)] if box is not None]
    if not boxes or _ORDINAL.fullmatch(word) is None:
        return False
    return abs((boxes[0][0] + boxes[-1][2]) / 2 - anchor.centre) < _CENTRED


def _columns_of(
    rows: Sequence[Row], begins: tuple[int, int], records: Sequence[int], heads: Sequence[Word]
) -> list[Column]:
    """Extents of the columns by the rows of serial numbers, or by all lines of records set about their numbers.

    `begins` are the row of the serial-number header and the first one below the header.
    """
    most = max(len(rows[n].pieces) for n in records)
    numbered = map(_numbers_in, rows[begins[0] + 1 : records[-1]])
    if most >= max(_FEWEST_COLUMNS, len(rows[begins[0]].pieces), *numbered):
        full = [rows[n] for n in records if len(rows[n].pieces) == most]
        return _columns(full, most) or columns_of([runs_of(rows[n]) for n in records], heads)
    starts = {number: first for first, number in first_lines(rows, begins[1], records).items()}
    lines = [rows[starts.get(number, number) : number + 1] for number in records]
    return columns_of([[run for row in record for run in runs_of(row)] for record in lines], heads)


def _columns(rows: Sequence[Row], most: int) -> list[Column]:
    """Extents of the columns by the rows with most pieces; none where those overlap."""
    columns = [(min(row.pieces[n].x0 for row in rows), max(row.pieces[n].x1 for row in rows)) for n in range(most)]
    return columns if all(left[1] < right[0] for left, right in pairwise(columns)) else []


def body_of(rows: Sequence[Row], at: int, columns: list[Column], anchor: Line) -> tuple[list[Band], list[Column]]:
    """Bands of the records from row `at` down to the first row that is none of the table."""
    bands: list[Band] = []
    below = rows[at].pieces[0].base
    begun = first_lines(rows, at, [n for n in range(at, len(rows)) if _is_opening(rows[n], anchor)])
    inner = frozenset(begun.values())
    for place, row in enumerate(rows[at:], at):
        parts, first = parts_of(row, columns), row.pieces[0]
        label = None if place in inner else label_of(parts, len(columns)) or _label_beside(parts, columns)
        opens = not bands or label is not None or _opens_record(parts, first, anchor) or _is_full(bands[-1], parts)
        opens = (opens or place in begun) and place not in inner
        merged = (label,) if label else tuple((part.column, part.last) for part in parts if part.column < part.last)
        allowed = _NEXT_RECORD if opens else _NEXT_LINE
        fits = not merged or (opens and (label is not None or merged == ((0, 1),)))
        inside = opens or place in inner or parts[0].column
        if first.base - below > allowed * first.size or not fits or not inside:
            break
        below = first.base
        columns = columns if label else widened(columns, parts)
        top, bottom = extent(row)
        if opens:
            bands.append(Band(top, bottom, merged, figures_of(parts)))
        else:
            bands[-1] = replace(bands[-1], bottom=bottom, figures=bands[-1].figures | figures_of(parts))
    return bands, columns


def is_total(line: Line) -> bool:
    """Whether a line says that its row adds up others."""
    return _TOTAL.fullmatch(_plain(line)) is not None


def _is_opening(row: Row, anchor: Line) -> bool:
    """Whether a row begins with a serial number, or with the word of a total."""
    first, plain = row.pieces[0], _plain(row.pieces[0])
    under_head = first.x0 <= anchor.x1 and is_total(first)
    return under_head or plain.rstrip(":.") in _BARE_TOTALS or is_numbered(first, anchor)


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
    if is_numbered(first, anchor):
        return True
    plain = _plain(first)
    # In the column of names nothing but the word opens a row, and only with figures beside it: names go on there too.
    bare = parts[0].column == 1 and len(parts) > 2 and plain.rstrip(":.") in _BARE_TOTALS
    return bare or (not parts[0].column and is_total(first))


def _is_full(band: Band, parts: Sequence[Part]) -> bool:
    """Whether words with a figure beside them are none of a row that has its figure already."""
    return parts[0].column <= 1 and bool(band.figures & figures_of(parts))


def figures_of(parts: Sequence[Part]) -> frozenset[int]:
    """The columns behind the second in which a figure stands."""
    return frozenset(part.column for part in parts if part.column > 1 and is_figure(part.text))


def header_rows(rows: Sequence[Row], at: int, first: int) -> list[Row]:
    """Rows of the header: from just above the serial-number header to the first record."""
    anchor = rows[at].pieces[0]
    start = at
    while start and rows[start - 1].pieces[0].x0 > anchor.x1 and _is_near(rows[start - 1], rows[start], anchor):
        start -= 1
    heads = list(rows[start:first])
    pitch = [below.pieces[0].base - above.pieces[0].base for above, below in pairwise([*heads, rows[first]])]
    return heads if max(pitch, default=0.0) < _NEXT_RECORD * anchor.size else []


def _is_near(row: Row, below: Row, anchor: Line) -> bool:
    short = sum(len(piece.text) for piece in row.pieces) < _LONGEST_GROUP and not row.pieces[-1].text.endswith(":")
    near = below.pieces[0].base - row.pieces[0].base < _HEADER_REACH * anchor.size
    return short and near and anchor.base - row.pieces[0].base < _TALLEST_HALF * anchor.size
