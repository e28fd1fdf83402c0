"""Rows below the header: their kind, and their cells with text, value, origin and place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from extractor.tables.header import is_numbering
from extractor.tables.matrix import DrawnCell, Line, own_texts, starts_here
from extractor.tables.values import ColumnType, column_type, parse_number, rejoin, typed
from extractor.text.fold import fold, fold_key
from extractor.text.passage import trusted
from schemas.tables import Cell, Origin, Row, RowKind

_TOTAL = re.compile(
    r"(?:tong cong|tong so|tong|cong|cong chung|toan (?:tinh|huyen|thanh pho|xa|phuong|nganh|quoc)|luy ke)"
    r"(?: (?:toan |cac )?(?:tinh|huyen|thanh pho|xa|phuong|nganh|chung|don vi|so nguoi|nhom|muc|phan"
    r"|[ivx]{1,4}|\d{1,3}|[a-d]|nguoi|dong chi|can bo|cong tac vien|ctv|cong tac vien cong tac xa hoi)){0,8}"
)
_SUBTOTAL = re.compile(
    r"(?:cong|tong|tong cong|tieu cong)(?: cua)? (?:cum|nhom|khu|khu vuc|vung|khoi|muc|phan|tieu muc)\b.{0,40}"
    r"|tong so(?: cua)? (?:cum|nhom|khu|khu vuc|vung|khoi|muc|phan) (?:[ivx]{1,5}|[a-e]|\d{1,2})"
    r"|(?:cong|tong|tong so|tong cong|tieu cong) (?:[ivx]{1,5}|[a-e]|\d{1,2})|tieu cong"
)
_LABEL = re.compile(r"(?:[ivx]{1,5}|[a-h])\s?[.)]?")
_MAX_TOTAL_LENGTH = 60
_SUMS = frozenset({RowKind.SUBTOTAL, RowKind.TOTAL})
"""Rows in which a column of marks holds how many there are."""
_WITH_FIGURES = frozenset({RowKind.DATA, RowKind.SUBTOTAL, RowKind.TOTAL})


@dataclass(frozen=True, eq=False)
class BodyRow:
    """A row below the header, by its place in the grid it was drawn in."""

    line: Line
    row: int

    @cached_property
    def kind(self) -> RowKind:
        """What it is."""
        return _kind(self)

    @cached_property
    def own(self) -> Sequence[str]:
        """Texts of the cells that begin here."""
        return own_texts(self.line, self.row)


def _labels(texts: Sequence[str]) -> list[str]:
    """The first words of a row, folded."""
    words = [text for text in texts if text and parse_number(text) is None and len(text) <= _MAX_TOTAL_LENGTH]
    return [fold_key(text) for text in words[:2]]


def _sum_kind(texts: Sequence[str]) -> RowKind | None:
    """`Cộng`, `Tổng số` …, or `Cộng cụm 1`, with a figure; `Tổng công ty …` and `Cộng đồng …` are none."""
    labels = _labels(texts)
    counted = any(parse_number(text) is not None for text in texts)
    if counted and any(_SUBTOTAL.fullmatch(label) for label in labels):
        return RowKind.SUBTOTAL
    return RowKind.TOTAL if any(_TOTAL.fullmatch(label) for label in labels) else None


def _is_group(row: BodyRow) -> bool:
    filled = [column for column, text in enumerate(row.own) if text]
    if not filled or any(cell is not None and cell.grid.row < row.row and cell.text for cell in row.line):
        return False
    columns = len(row.line)
    first = row.line[filled[0]]
    if len(filled) == 1 and first is not None:
        runs_over = first.grid.column_span >= max(2, columns - filled[0])
        return columns > 2 and (runs_over or _is_label_and_words(fold(row.own[filled[0]])))
    labelled = filled == [0, 1] and columns > 2 and _LABEL.fullmatch(fold(row.own[0])) is not None
    return labelled


def _is_label_and_words(folded: str) -> bool:
    label, _, words = folded.partition(" ")
    return bool(words) and label[-1:] in ".)" and _LABEL.fullmatch(label) is not None


def _kind(row: BodyRow) -> RowKind:
    texts = row.own
    if any(text.startswith("(") for text in texts) and is_numbering(texts):
        return RowKind.NUMBERING
    added = _sum_kind(texts)
    if added is not None:
        return added
    return RowKind.GROUP if _is_group(row) else RowKind.DATA


def column_types(rows: Sequence[BodyRow], columns: int) -> tuple[ColumnType, ...]:
    """The type of each column by the cells that begin in it."""
    own = [row.own for row in rows]
    return tuple(column_type([texts[column] for texts in own]) for column in range(columns))


def _origin(cell: DrawnCell | None, row: int, column: int) -> Origin:
    if cell is None or not cell.text:
        return Origin.BLANK
    return Origin.OWN if starts_here(cell, row, column) else Origin.REPEATED


def _cell(cell: DrawnCell | None, row: int, column: int, kind: ColumnType) -> Cell:
    """One position of a row: words stand in the first column of a merge, and in every row of it."""
    origin = _origin(cell, row, column)
    shown = cell is not None and cell.grid.column == column
    text = rejoin(cell.text, kind) if cell is not None and shown else ""
    begins = starts_here(cell, row, column)
    quote = cell.passage.quote() if cell is not None and cell.passage and text else None
    return Cell(
        text=text,
        value=typed(text, kind),
        row_span=cell.grid.row_span if cell is not None and begins else 1,
        col_span=cell.grid.column_span if cell is not None and begins else 1,
        origin=origin,
        confidence=trusted(0.98 if origin is Origin.OWN else 0.95, [quote] if quote is not None else []),
        evidence=quote.evidence() if quote is not None else (),
    )


def read_row(row: BodyRow, types: Sequence[ColumnType]) -> Row:
    """A row of the record."""
    kind = row.kind
    shown = types if kind in _WITH_FIGURES else [ColumnType.TEXT] * len(types)
    if kind in _SUMS:
        shown = [ColumnType.NUMBER if column is ColumnType.MARK else column for column in shown]
    cells = tuple(_cell(cell, row.row, i, shown[i]) for i, cell in enumerate(row.line))
    return Row(kind=kind, cells=cells)
