"""Rows that head or add up a group of rows: which rows are counted in which, and whether the sums of groups are right.

A group is headed by a row of a higher ordinal (`I` above `1, 2, 3`, `1` above `1.1`), or added up by a row below it
(`Cộng cụm 3`). That such rows are sums is learnt from the table: it has to hold in its other groups and columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractor.checks.registry import Hit, Subject, check
from extractor.checks.table_parts import MAX_COLUMNS, is_share, leaf_of, value_of
from extractor.checks.wording import shown_number
from extractor.text.fold import fold
from schemas.findings import Severity
from schemas.tables import Row, RowKind, Table

Group = tuple[Row, list[Row]]
"""A row of a sum with the rows that it adds up."""
_SUBTOTAL = re.compile(
    r"^(?:cong|tong|tieu)\b(?: so| cong)?\s(?:cum|nhom|khu|vung|khoi|muc|phan|[ivx]{1,4}\b|[a-e]\b|\d)"
)
_LABELS = 3
"""Columns in which a row says what it is."""
_FEWEST_AGREEING = 2
"""Sums of groups, over all columns, that have to be right before one is called wrong."""
_ROMAN = re.compile(r"^(?:[IVX]{1,6})$")
_CAPITAL = re.compile(r"^[A-ZĐ]$")
_DECIMAL = re.compile(r"^\d{1,3}(?:\.\d{1,3}){0,3}$")
_CAPITAL_RANK, _ROMAN_RANK, _FIGURE_RANK, _INNERMOST = 0, 1, 2, 9


def is_subtotal(row: Row) -> bool:
    """`Cộng cụm 3`: a row that adds up the rows above it, which the total adds already."""
    first = next((fold(cell.text) for cell in row.cells[:_LABELS] if cell.text.strip()), "")
    return row.kind is not RowKind.GROUP and _SUBTOTAL.match(first) is not None


def _rank(row: Row) -> int:
    """How far out the ordinal of a row stands: `A`, `I`, `1`, `1.1`, then bullets, letters and rows without any."""
    label = row.cells[0].text.strip().partition(" ")[0].rstrip(".)")
    if _ROMAN.match(label):
        return _ROMAN_RANK
    if _CAPITAL.match(label):
        return _CAPITAL_RANK
    return _FIGURE_RANK + label.count(".") if _DECIMAL.match(label) else _INNERMOST


def headed_groups(rows: Sequence[Row]) -> list[Group]:
    """Each row of data that has rows of the next rank below it, with these rows."""
    data = [(row, _rank(row)) for row in rows if row.kind is RowKind.DATA and row.cells]
    found: list[Group] = []
    for at, (head, rank) in enumerate(data):
        below = []
        for row, other in data[at + 1 :]:
            if other <= rank:
                break
            below.append((row, other))
        inner = min((other for _, other in below), default=_INNERMOST)
        children = [row for row, other in below if other == inner]
        if inner < _INNERMOST and below and below[0][1] == inner:
            found.append((head, children))
    return found


def _groups_above(rows: Sequence[Row]) -> list[Group]:
    """Each row that adds up a group with the rows above it, back to the last such row."""
    found: list[Group] = []
    above: list[Row] = []
    for row in rows:
        if is_subtotal(row):
            found.append((row, above))
            above = []
        elif row.kind is RowKind.DATA:
            above.append(row)
    return [(head, group) for head, group in found if group]


def added_rows(table: Table) -> list[Row]:
    """The rows of data whose sum the table's total is, each thing counted once.

    Rows inside headed groups are counted by their heads, rows that add up a group not again. Empty where rows of
    several ranks stand beside each other.
    """
    data = [row for row in table.rows if row.kind is RowKind.DATA and not is_subtotal(row)]
    if not headed_groups(data):
        return data
    first = min(_rank(row) for row in data)
    top = [row for row in data if _rank(row) == first]
    return top if data[0] is top[0] else []


@check("conflict.group_sum", Severity.WARNING)
def group_sum(subject: Subject) -> Iterator[Hit]:
    """The number of a group's row is the sum of its rows, where it is so in the other groups and columns."""
    for table in subject.record.tables:
        subtotals = any(is_subtotal(row) for row in table.rows)
        groups = _groups_above(table.rows) if subtotals else headed_groups(table.rows)
        columns = [list(_judged(groups, at)) for at in range(min(len(table.columns), MAX_COLUMNS)) if groups]
        right = [told == added for judged in columns for _, told, added in judged]
        if sum(right) < max(_FEWEST_AGREEING, 2 * right.count(False)):
            continue
        for at, judged in enumerate(columns):
            wrong = [(head, added) for head, told, added in judged if told != added]
            if len(wrong) != 1 or len(judged) == len(wrong) or is_share(table, at):
                continue
            cell, added = wrong[0][0].cells[at], wrong[0][1]
            values = {"printed": cell.text, "sum": shown_number(added), "column": leaf_of(table.columns[at])}
            yield Hit(cell.evidence, values)


def _judged(groups: Sequence[Group], at: int) -> Iterator[tuple[Row, Decimal, Decimal]]:
    """The groups that tell a sum in a column: head, what it says, what its rows add up to."""
    for head, rows in groups:
        told, added = value_of(head.cells[at]), _added(rows, at)
        if told is not None and added is not None:
            yield head, told, added


def _added(rows: Sequence[Row], at: int) -> Decimal | None:
    values = [value_of(row.cells[at]) for row in rows]
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if known and len(known) == len(rows) else None
