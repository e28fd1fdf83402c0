"""Tables without rules: a serial-number header over numbered rows whose pieces keep the same columns.

Only tables with that header are found: other text set in columns (signatures, addressees) must stay text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractor.reading.pdf.grids import Cell, Table
from extractor.reading.pdf.lines import Line, Row
from schemas.evidence import Box

_SERIAL = frozenset({"stt", "tt", "st", "số tt"})
"""`ST` is what a narrow column leaves of `STT` on its first line."""
_ORDINAL = re.compile(r"\(?(?:\d{1,3}|[ivxl]{1,5}|[a-h])[.)]?")
_TOTAL = re.compile(r"(?:tổng(?: cộng| số)?|cộng)\b.{0,40}")
_CENTRED = 8.0
_FEWEST_COLUMNS = 4
_FEWEST_RECORDS = 2
_WORDS_APART = 0.45
"""A gap between words of one text is narrower than this in type sizes; one between columns is not."""
_LOWER = 3.0
"""Points that a header under another one is set lower than one of the whole height."""
_NEXT_LINE = 1.5
_NEXT_RECORD = 3.0
_HEADER_REACH = 1.2
"""How far lines of a record, records, and the serial number from the first line of the header lie apart at most, in
type sizes."""
_LONGEST_GROUP = 80
_MOST_ROWS = 500
"""Five times what a page of small type has; each header looks at all rows below it."""


@dataclass(frozen=True, slots=True)
class _Part:
    """Neighbouring words of a row in one column, or in the columns from `column` to `last` that they run over."""

    column: int
    last: int
    x0: float
    x1: float


@dataclass(frozen=True, slots=True)
class _Band:
    """One row of the table: its extent down the page and its merged cells, (first column, last column)."""

    top: float
    bottom: float
    merged: tuple[tuple[int, int], ...] = ()


Column = tuple[float, float]


def find_unruled(rows: Sequence[Row]) -> list[Table]:
    """Tables among the rows of a page, from the top."""
    found: list[Table] = []
    at = 0 if len(rows) <= _MOST_ROWS else len(rows)
    while at < len(rows):
        table = _table_at(rows, at) if _is_anchor(rows[at]) else None
        if table is not None:
            found.append(table)
            at = next((n for n, row in enumerate(rows) if row.pieces[0].top > table.box.bottom), len(rows))
        at += 1
    return found


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
    columns = _columns(full, most)
    heads = _header(rows, at, records[0])
    if columns is None or not heads:
        return None
    bands, columns = _body(rows, records[0], columns, anchor)
    if not bands or sum(rows[n].pieces[0].base < bands[-1].bottom for n in records) < _FEWEST_RECORDS:
        return None
    header, columns = _header_bands(heads, columns, bands[0].top)
    return _drawn([*header, *bands], columns)


def _is_record(row: Row, anchor: Line) -> bool:
    first = row.pieces[0]
    return len(row.pieces) > 2 and _is_ordinal(first) and abs(first.centre - anchor.centre) < _CENTRED


def _is_ordinal(piece: Line) -> bool:
    return _ORDINAL.fullmatch(_plain(piece)) is not None


def _columns(rows: Sequence[Row], most: int) -> list[Column] | None:
    """Extents of the columns by the rows with most pieces; None where those overlap."""
    columns = [(min(row.pieces[n].x0 for row in rows), max(row.pieces[n].x1 for row in rows)) for n in range(most)]
    return columns if all(left[1] < right[0] for left, right in pairwise(columns)) else None


def _words(row: Row) -> Iterator[Column]:
    """Extents of the words of a row from the left."""
    for piece in row.pieces:
        start: float | None = None
        end = 0.0
        for box in (*piece.boxes, None):
            if box is not None:
                start, end = (box[0] if start is None else start), box[2]
            elif start is not None:
                yield start, end
                start = None


def _parts(row: Row, columns: Sequence[Column]) -> list[_Part]:
    """The words of a row by column; words that no column gap parts are one part."""
    apart = _WORDS_APART * row.pieces[0].size
    runs: list[list[Column]] = []
    for word in _words(row):
        near = bool(runs) and word[0] - runs[-1][-1][1] < apart
        if near:
            runs[-1].append(word)
        else:
            runs.append([word])
    return _merged([_part(run[0][0], run[-1][1], columns) for run in runs])


def _part(x0: float, x1: float, columns: Sequence[Column]) -> _Part:
    touched = [n for n, (left, right) in enumerate(columns) if x0 < right and x1 > left]
    if not touched:
        nearest = min(range(len(columns)), key=lambda n: max(columns[n][0] - x1, x0 - columns[n][1]))
        touched = [nearest]
    return _Part(touched[0], touched[-1], x0, x1)


def _merged(parts: Sequence[_Part]) -> list[_Part]:
    merged: list[_Part] = []
    for part in parts:
        if merged and part.column <= merged[-1].last:
            merged[-1] = replace(merged[-1], last=max(merged[-1].last, part.last), x1=part.x1)
        else:
            merged.append(part)
    return merged


def _widened(columns: Sequence[Column], parts: Sequence[_Part]) -> list[Column]:
    wide = list(columns)
    for part in parts:
        if part.column == part.last:
            left, right = wide[part.column]
            wide[part.column] = (min(left, part.x0), max(right, part.x1))
    return wide


def _body(rows: Sequence[Row], at: int, columns: list[Column], anchor: Line) -> tuple[list[_Band], list[Column]]:
    """Bands of the records from row `at` down to the first row that is none of the table."""
    bands: list[_Band] = []
    below = rows[at].pieces[0].base
    for row in rows[at:]:
        parts, first = _parts(row, columns), row.pieces[0]
        opens = _opens_record(parts, first, anchor)
        merged = tuple((part.column, part.last) for part in parts if part.column < part.last)
        allowed = _NEXT_RECORD if opens else _NEXT_LINE
        fits = not merged or (opens and merged == ((0, 1),))
        if first.base - below > allowed * first.size or not fits or not (opens or parts[0].column):
            break
        below = first.base
        columns = _widened(columns, parts)
        top, bottom = _extent(row)
        if opens:
            bands.append(_Band(top, bottom, merged))
        else:
            bands[-1] = replace(bands[-1], bottom=bottom)
    return bands, columns


def _opens_record(parts: Sequence[_Part], first: Line, anchor: Line) -> bool:
    if _is_ordinal(first) and abs(first.centre - anchor.centre) < _CENTRED:
        return True
    return not parts[0].column and _TOTAL.fullmatch(_plain(first)) is not None


def _extent(row: Row) -> tuple[float, float]:
    return min(piece.top for piece in row.pieces), max(piece.bottom for piece in row.pieces)


def _header(rows: Sequence[Row], at: int, first: int) -> list[Row]:
    """Rows of the header: from just above the serial-number header to the first record."""
    anchor = rows[at].pieces[0]
    start = at
    while start and rows[start - 1].pieces[0].x0 > anchor.x1 and _is_near(rows[start - 1], anchor):
        start -= 1
    heads = list(rows[start:first])
    pitch = [below.pieces[0].base - above.pieces[0].base for above, below in pairwise([*heads, rows[first]])]
    return heads if max(pitch, default=0.0) < _NEXT_RECORD * anchor.size else []


def _is_near(row: Row, anchor: Line) -> bool:
    short = sum(len(piece.text) for piece in row.pieces) < _LONGEST_GROUP
    return short and anchor.base - row.pieces[0].base < _HEADER_REACH * anchor.size


def _header_bands(heads: Sequence[Row], columns: list[Column], end: float) -> tuple[list[_Band], list[Column]]:
    """One band, or two where a header runs over several columns."""
    laid = [(row, _parts(row, columns)) for row in heads]
    for _, parts in laid:
        columns = _widened(columns, parts)
    top = min(_extent(row)[0] for row in heads)
    spans = [(row, part) for row, parts in laid for part in parts if part.column < part.last]
    merged = tuple(sorted({(part.column, part.last) for _, part in spans}))
    if not merged:
        group = _group_over(laid, len(columns))
        spans, merged = ([(laid[0][0], laid[0][1][0])], (group,)) if group is not None else ([], ())
    if not merged or any(one[1] >= other[0] for one, other in pairwise(merged)):
        return [_Band(top, end)], columns
    middle = max(_extent(row)[1] for row, _ in spans)
    return [_Band(top, middle, merged), _Band(middle, end)], columns


def _group_over(laid: Sequence[tuple[Row, list[_Part]]], count: int) -> tuple[int, int] | None:
    """The columns that a short header alone on the first line stands over: those whose own headers are set lower.

    Headers are centred in the height of their cells, so that a header under another one is lower than the serial
    number's, whose cell has the whole height.
    """
    if len(laid) < _FEWEST_RECORDS or len(laid[0][1]) != 1 or not laid[0][1][0].column:
        return None
    heights: list[list[float]] = [[] for _ in range(count)]
    for row, parts in laid[1:]:
        for part in parts:
            heights[part.column].append(row.pieces[0].base)
    middles = [(min(own) + max(own)) / 2 if own else 0.0 for own in heights]
    lower = [n for n, middle in enumerate(middles) if middle > middles[0] + _LOWER]
    first, last = (lower[0], lower[-1]) if lower else (0, 0)
    holds = first < last and last - first + 1 == len(lower) and first <= laid[0][1][0].column <= last
    return (first, last) if holds else None


def _drawn(bands: Sequence[_Band], columns: Sequence[Column]) -> Table:
    """The table that rules between the columns and bands would draw."""
    lefts = [columns[0][0] - 2.0, *((a[1] + b[0]) / 2 for a, b in pairwise(columns))]
    tops = [bands[0].top - 1.0, *((a.bottom + b.top) / 2 for a, b in pairwise(bands))]
    rights, bottoms = [*lefts[1:], columns[-1][1] + 2.0], [*tops[1:], bands[-1].bottom + 1.0]
    cells: list[Cell] = []
    under: set[int] = set()
    two_rows = len(bands) > 1 and bool(bands[0].merged) and bands[0].bottom == bands[1].top
    for row, band in enumerate(bands):
        starts = dict(band.merged)
        inner = {n for a, b in band.merged for n in range(a + 1, b + 1)}
        tall = set(range(len(columns))) - inner - set(starts) if two_rows and not row else set()
        for column in range(len(columns)):
            if column in inner or column in under:
                continue
            last, low = starts.get(column, column), row + (column in tall)
            box = Box(lefts[column], tops[row], rights[last], bottoms[low])
            cells.append(Cell(box, row, column, low - row + 1, last - column + 1))
        under = tall
    outer = Box(lefts[0], tops[0], rights[-1], bottoms[-1])
    return Table(outer, tuple(cells), tuple(tops), tuple(lefts))
