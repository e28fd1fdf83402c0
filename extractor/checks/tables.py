"""Total rows against the sum of the rows they stand under or over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from extractor.checks.registry import Hit, Subject, check
from extractor.checks.table_parts import is_subtotal, leaf_of
from extractor.checks.wording import shown_number
from extractor.text.fold import fold, fold_key
from schemas.findings import Severity
from schemas.tables import Cell, Origin, Row, RowKind, Table

_NOT_ADDED = re.compile(
    r"\b(?:stt|tt|ty le|ti le|nam(?! \d)|thang(?! \d)|ngay|binh quan|trung binh|don gia|muc|he so|diem|xep|"
    r"thu tu|ma so|so hieu|mat do|so voi|tang|giam|chi so|kho|phan tram|thoi gian|so quyet dinh|tien do|luy ke)\b|%"
)
"""Headers of columns whose figures are no quantities that add up."""
_SHARE = re.compile(r"\bty le\b|\bti le\b|\bphan tram\b|%")
_PART_OF = re.compile(r"^\W{0,3}(?:trong do|gom|bao gom|rieng|chia ra)\b")
_PLAIN_ORDINAL = re.compile(r"^\d{0,4}\.?$")
_FEWEST_ROWS = 2


def _number(cell: Cell) -> Decimal | None:
    value = cell.value
    return None if value is None or isinstance(value, bool | str) else value


def _is_flat(table: Table) -> bool:
    """Whether every row of data is counted once: no rows of parts, groups or sub-numbers."""
    if any(row.kind is RowKind.GROUP for row in table.rows):
        return False
    data = [row for row in table.rows if row.kind is RowKind.DATA and not is_subtotal(row)]
    plain = all(_PLAIN_ORDINAL.match(row.cells[0].text.strip()) for row in data) or not _is_numbered(table)
    return plain and not any(_PART_OF.match(fold(cell.text)) for row in data for cell in row.cells[:3])


def _is_numbered(table: Table) -> bool:
    return bool(table.columns) and fold_key(" ".join(table.columns[0].path)) in {"stt", "tt", "so tt", "so thu tu"}


def _sum(rows: list[Row], at: int) -> Decimal | None:
    """Sum of a column whose cells are all numbers of their own or blank; None where one is anything else."""
    total, numbers = Decimal(0), 0
    for row in rows:
        cell = row.cells[at]
        value = _number(cell)
        if cell.origin is Origin.REPEATED or (cell.text and value is None):
            return None
        if value is not None:
            total, numbers = total + value, numbers + 1
    return total if numbers >= _FEWEST_ROWS else None


def _compared(table: Table) -> Iterator[tuple[int, Cell, Decimal]]:
    """Column, total cell and sum of its rows, for every column of quantities."""
    totals = [row for row in table.rows if row.kind is RowKind.TOTAL]
    data = [row for row in table.rows if row.kind is RowKind.DATA and not is_subtotal(row)]
    if len(totals) != 1 or len(data) < _FEWEST_ROWS or not _is_flat(table):
        return
    for at, column in enumerate(table.columns):
        cell = totals[0].cells[at]
        added = _sum(data, at)
        if added is None or _number(cell) is None or cell.origin is not Origin.OWN or cell.text.endswith("%"):
            continue
        if not _NOT_ADDED.search(fold(leaf_of(column))) and not _SHARE.search(fold(" ".join(column.path))):
            yield at, cell, added


@check("conflict.table_total", Severity.WARNING)
def table_total(subject: Subject) -> Iterator[Hit]:
    """A total row is the sum of its rows; where no column adds up but several might, the row is another total."""
    for table in subject.record.tables:
        compared = list(_compared(table))
        wrong = [(at, cell, added) for at, cell, added in compared if _number(cell) != added]
        if len(wrong) > 1 and len(wrong) == len(compared):
            continue
        for at, cell, added in wrong:
            values = {"printed": cell.text, "sum": shown_number(added), "column": leaf_of(table.columns[at])}
            yield Hit(cell.evidence, values)
