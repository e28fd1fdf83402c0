"""Rows that head or add up a group of rows: which rows are counted in which, and whether the sums of groups are right.

A group is headed by a row of a higher ordinal (`I` above `1, 2, 3`, `1` above `1.1`), or added up by a row below it
(`Cộng cụm 3`). That such rows are sums is learnt from the table: it has to hold in its other groups and columns.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractor.checks.registry import Hit, Subject, check
from extractor.checks.table_parts import FIGURES, MAX_COLUMNS, is_share, leaf_of, value_of
from extractor.checks.wording import shown_number
from extractor.tables.groups import Group, headed_groups, is_closing, rank
from schemas.findings import Severity
from schemas.tables import Row, Table

_FEWEST_AGREEING = 2
"""Sums of groups, over all columns, that have to be right before one is called wrong."""


def _groups(rows: Sequence[Row]) -> Sequence[Group]:
    """The groups of a table, added up by a row below them or else headed by one."""
    return _groups_above(rows) if any(is_closing(row) for row in rows) else headed_groups(rows)


def _groups_above(rows: Sequence[Row]) -> list[Group]:
    """Each row that adds up a group with the rows above it, back to the last such row."""
    found: list[Group] = []
    above: list[Row] = []
    for row in rows:
        if is_closing(row):
            found.append((row, above))
            above = []
        elif row.kind in FIGURES:
            above.append(row)
    return [(head, group) for head, group in found if group]


def added_rows(table: Table) -> list[Row]:
    """The rows of data whose sum the table's total is, each thing counted once.

    Rows inside headed groups are counted by their heads, rows that add up a group not again. Empty where rows of
    several ranks stand beside each other.
    """
    data = [row for row in table.rows if row.kind in FIGURES and not is_closing(row)]
    if not headed_groups(data):
        return data
    first = min(rank(row) for row in data)
    top = [row for row in data if rank(row) == first]
    return top if data[0] is top[0] else []


@check("conflict.group_sum", Severity.WARNING)
def group_sum(subject: Subject) -> Iterator[Hit]:
    """The number of a group's row is the sum of its rows, where it is so in the other groups and columns."""
    for table in subject.record.tables:
        groups = _groups(table.rows)
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
