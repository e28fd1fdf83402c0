"""The tables of an export: documents, counts and roster of collaborators, findings, figures, requests and cells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import zip_longest
from typing import Any, Final

from extractor.writing.document_sheets import COMMUNES, DOCUMENTS
from extractor.writing.tabular import (
    PLACE,
    Column,
    Kind,
    Part,
    Sheet,
    Taken,
    Value,
    field,
    page_of,
    place_of,
    plain,
    spot,
)
from schemas.findings import Finding, Severity
from schemas.meaning import (
    CollaboratorCount,
    CollaboratorKind,
    CountMeaning,
    Operator,
    Recommendation,
    RosterEntry,
    Statistic,
)
from schemas.tables import Cell, Origin, RowKind
from schemas.tables import Column as TableColumn

FINDINGS: Final[Sheet[Finding]] = Sheet(
    "findings",
    "Phát hiện",
    "What is missing or contradictory, one row a finding.",
    (
        plain(Column("code", "Mã", required=True), lambda f: f.code),
        plain(Column("severity", "Mức độ", choices=tuple(Severity), required=True), lambda f: f.severity.value),
        plain(Column("message_vi", "Nội dung", required=True), lambda f: f.message_vi),
        plain(Column("message_en", "Nội dung (tiếng Anh)", required=True), lambda f: f.message_en),
        plain(Column("page", "Trang", Kind.INTEGER), lambda f: page_of(f.evidence)),
        plain(PLACE, lambda f: place_of(f.evidence)),
    ),
    lambda taken: taken.record.findings,
)

_KINDS = tuple(CollaboratorKind)

COUNTS: Final[Sheet[CollaboratorCount]] = Sheet(
    "counts",
    "Số liệu CTV",
    "Numbers of collaborators that a document states, one row a statement; they are not to be added up.",
    (
        field("value", "Số lượng", lambda c: c.value, Kind.INTEGER),
        spot(lambda c: c.value),
        field("unit_of_count", "Đơn vị đếm", lambda c: c.unit_of_count),
        field("of_whom", "Đối tượng", lambda c: c.of_whom),
        field("organ_or_place", "Nơi", lambda c: c.organ_or_place),
        field("as_of", "Thời điểm", lambda c: c.as_of),
        plain(Column("meaning", "Ý nghĩa", choices=tuple(CountMeaning), required=True), lambda c: c.meaning.value),
        plain(Column("kind", "Hình thức", choices=_KINDS), lambda c: c.kind.value if c.kind else None),
    ),
    lambda taken: taken.record.collaborators.counts,
)

ROSTER: Final[Sheet[RosterEntry]] = Sheet(
    "roster",
    "Danh sách CTV",
    "Collaborators by name, one row a person of an appendix.",
    (
        field("name", "Họ tên", lambda e: e.name),
        spot(lambda e: e.name),
        field("unit", "Xã, phường", lambda e: e.unit),
        field("task", "Công việc", lambda e: e.task),
        field("qualification", "Trình độ", lambda e: e.qualification),
        field("field_of_study", "Chuyên ngành", lambda e: e.field_of_study),
        field("recruited", "Thời gian tuyển dụng", lambda e: e.recruited),
        field("form", "Hình thức tuyển dụng", lambda e: e.form),
        field("allowance", "Mức phụ cấp", lambda e: e.allowance),
        plain(Column("kind", "Hợp đồng hay kiêm nhiệm", choices=_KINDS), lambda e: e.kind.value if e.kind else None),
        field("note", "Ghi chú", lambda e: e.note),
    ),
    lambda taken: taken.record.collaborators.roster,
)

STATISTICS: Final[Sheet[Statistic]] = Sheet(
    "statistics",
    "Số liệu",
    "Figures in the text of a document.",
    (
        field("value", "Giá trị", lambda s: s.value, Kind.NUMBER),
        spot(lambda s: s.value),
        plain(Column("operator", "So sánh", choices=tuple(Operator), required=True), lambda s: s.operator.value),
        field("unit", "Đơn vị", lambda s: s.unit),
        field("of_whom", "Đối tượng", lambda s: s.of_whom),
        field("of_total", "Trên tổng số", lambda s: s.of_total, Kind.NUMBER),
        field("place_named", "Nơi", lambda s: s.place),
        field("period", "Thời kỳ", lambda s: s.period),
    ),
    lambda taken: taken.record.statistics,
)

RECOMMENDATIONS: Final[Sheet[Recommendation]] = Sheet(
    "recommendations",
    "Đề xuất, kiến nghị",
    "What a document asks for, and of whom.",
    (
        field("text", "Nội dung", lambda r: r.text),
        spot(lambda r: r.text),
        field("addressee", "Gửi đến", lambda r: r.addressee),
        plain(Column("section", "Mục"), lambda r: r.section),
    ),
    lambda taken: taken.record.recommendations,
)


@dataclass(frozen=True, slots=True)
class _Place:
    """A cell with where it stands: numbers of table, row and column from 1."""

    table: int
    row: int
    column: int
    kind: RowKind
    under: TableColumn | None
    cell: Cell


def _cells(taken: Taken) -> Iterator[_Place]:
    for number, table in enumerate(taken.record.tables, start=1):
        for row_number, row in enumerate(table.rows, start=1):
            under = zip_longest(row.cells, table.columns[: len(row.cells)])
            for column, (cell, header) in enumerate(under, start=1):
                yield _Place(number, row_number, column, row.kind, header, cell)


def _typed(value: bool | Decimal | str | None) -> tuple[Value, ...]:
    number = value if isinstance(value, Decimal) else None
    return number, value if isinstance(value, bool) else None


CELLS: Final[Sheet[_Place]] = Sheet(
    "cells",
    "Ô của bảng",
    "Every cell of every table of data, under its header path.",
    (
        plain(Column("table", "Bảng", Kind.INTEGER, required=True), lambda p: p.table),
        plain(Column("row", "Dòng", Kind.INTEGER, required=True), lambda p: p.row),
        plain(Column("row_kind", "Loại dòng", choices=tuple(RowKind), required=True), lambda p: p.kind.value),
        plain(Column("column", "Cột", Kind.INTEGER, required=True), lambda p: p.column),
        plain(Column("header", "Tiêu đề cột"), lambda p: " > ".join(p.under.path) or None if p.under else None),
        plain(Column("column_name", "Tên cột"), lambda p: p.under.name if p.under else None),
        plain(Column("text", "Chữ"), lambda p: p.cell.text or None),
        Part((Column("number", "Số", Kind.NUMBER), Column("mark", "Dấu", Kind.YES_NO)), lambda p: _typed(p.cell.value)),
        plain(Column("origin", "Nguồn", choices=tuple(Origin), required=True), lambda p: p.cell.origin.value),
        plain(Column("confidence", "Độ tin cậy", Kind.NUMBER), lambda p: Decimal(str(p.cell.confidence))),
        plain(Column("page", "Trang", Kind.INTEGER), lambda p: page_of(p.cell.evidence)),
        plain(PLACE, lambda p: place_of(p.cell.evidence)),
    ),
    _cells,
)

SHEETS: Final[tuple[Sheet[Any], ...]] = (
    DOCUMENTS,
    COMMUNES,
    COUNTS,
    ROSTER,
    FINDINGS,
    STATISTICS,
    RECOMMENDATIONS,
    CELLS,
)
"""In the order of a workbook."""
