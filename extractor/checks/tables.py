"""Total rows against the sum of the rows they stand under or over."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractor.checks.reading import is_picture
from extractor.checks.registry import Hit, Subject, check
from extractor.checks.table_groups import added_rows
from extractor.checks.table_parts import LEAST_SURE, is_share, leaf_of
from extractor.checks.wording import shown_number
from extractor.text.fold import fold, fold_key
from schemas.findings import Severity
from schemas.tables import Cell, Origin, Row, RowKind, Table

_NOT_ADDED = re.compile(
    r"\b(?:stt|tt|ty le|ti le|nam(?! \d)|thang(?! \d)|ngay|binh quan|trung binh|don gia|muc|he so|diem|xep|"
    r"thu tu|ma so|so hieu|mat do|so voi|tang|giam|chi so|kho|phan tram|thoi gian|so quyet dinh|tien do|luy ke)\b|%"
)
"""Headers of columns whose figures are no quantities that add up."""
_PART_OF = re.compile(r"^\W{0,3}(?:trong do|gom|bao gom|rieng|chia ra)\b")
_PLAIN_ORDINAL = re.compile(r"^\d{0,4}\.?$")
_FEWEST_ROWS = 2


def _number(cell: Cell) -> Decimal | None:
    value = cell.value
    return None if value is None or isinstance(value, bool | str) else value


def _is_flat(table: Table, data: Sequence[Row]) -> bool:
    """Whether every row of data is counted once: no groups and no sub-numbers."""
    if any(row.kind is RowKind.GROUP for row in table.rows):
        return False
    return not _is_numbered(table) or all(_PLAIN_ORDINAL.match(row.cells[0].text.strip()) for row in data)


def _has_parts(data: Sequence[Row]) -> bool:
    """Whether a row is a part of the one above it: `Trong đó: …`."""
    return any(_PART_OF.match(fold(cell.text)) for row in data for cell in row.cells[:3])


def _is_numbered(table: Table) -> bool:
    return bool(table.columns) and fold_key(" ".join(table.columns[0].path)) in {"stt", "tt", "so tt", "so thu tu"}


def _sum(rows: Sequence[Row], at: int, *, blank_is_none: bool) -> Decimal | None:
    """Sum of a column whose cells are all numbers of their own or blank; None where one is anything else."""
    total, numbers = Decimal(0), 0
    for row in rows:
        cell = row.cells[at]
        value = _number(cell)
        if cell.origin is Origin.REPEATED or (cell.text and value is None) or cell.confidence < LEAST_SURE:
            return None
        if value is None and not blank_is_none:
            return None
        if value is not None:
            total, numbers = total + value, numbers + 1
    return total if numbers >= _FEWEST_ROWS else None


def _compared(
    table: Table, data: Sequence[Row], *, blank_is_none: bool
) -> Iterator[tuple[int, Cell, Decimal]]:
    """Column, total cell and sum of its rows, for every column of quantities."""
    totals = [row for row in table.rows if row.kind is RowKind.TOTAL]
    if len(totals) != 1 or len(data) < _FEWEST_ROWS or _has_parts(data):
        return
    for at, column in enumerate(table.columns):
        cell = totals[0].cells[at]
        added = _sum(data, at, blank_is_none=blank_is_none)
        if added is None or _number(cell) is None or cell.origin is not Origin.OWN or cell.text.endswith("%"):
            continue
        if not _NOT_ADDED.search(fold(leaf_of(column))) and not is_share(table, at):
            yield at, cell, added


@check("conflict.table_total", Severity.WARNING)
def table_total(subject: Subject) -> Iterator[Hit]:
    """A total row is the sum of its rows; where no column adds up but several might, the row is another total.

    In a table of groups, and in one read from a picture, some column has to show that the row is the total of all.
    """
    seen = is_picture(subject)
    for table in subject.record.tables:
        data = added_rows(table)
        compared = list(_compared(table, data, blank_is_none=not seen))
        wrong = [(at, cell, added) for at, cell, added in compared if _number(cell) != added]
        if len(wrong) == len(compared) and (len(wrong) > 1 or seen or not _is_flat(table, data)):
            continue
        for at, cell, added in wrong:
            values = {"printed": cell.text, "sum": shown_number(added), "column": leaf_of(table.columns[at])}
            yield Hit(cell.evidence, values)
