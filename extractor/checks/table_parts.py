"""Columns of one table against each other: shares, parts and wholes, sums across.

What columns have to do with each other is learnt from the table: a relation holds in nearly all rows that have the
numbers, and a row where it does not is told. Tables in which it holds nowhere say nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from extractor.checks.reading import is_picture
from extractor.checks.registry import Hit, Subject, check
from extractor.checks.wording import shown_number
from extractor.text.fold import fold, fold_key
from schemas.findings import Severity
from schemas.tables import Cell, Column, Origin, Row, RowKind, Table

_SHARE = re.compile(r"\bty le\b|\bti le\b|\bphan tram\b|%")
_WHOLE = frozenset({"tong so", "tong cong", "tong", "cong", "so luong"})
_PART = re.compile(r"\btrong do\b|\bgom\b|\bchia ra\b")
_FEWEST_AGREEING = 2
_MOST_ODD = 2
"""Rows that may break a relation; more, and it was none."""
MAX_COLUMNS = 40
"""Columns of a table that are compared; a wider one is no form."""
FIGURES = frozenset({RowKind.DATA, RowKind.SUBTOTAL})
"""Rows whose columns have to do with each other as those of data have."""
_DASHES = " -–—"
"""A cell of them holds nothing."""
LEAST_SURE = 0.8
"""Confidence of a cell that may contradict others; a less sure one was more likely misread."""


def leaf_of(column: Column) -> str:
    """The words right above a column; nothing where it has no header."""
    return column.path[-1] if column.path else ""


def value_of(cell: Cell) -> Decimal | None:
    """The number of a cell that may contradict others: its own, and surely read."""
    value = cell.value
    if cell.origin is not Origin.OWN or cell.confidence < LEAST_SURE or value is None:
        return None
    return None if isinstance(value, bool | str) else value


def _data(table: Table) -> list[Row]:
    return [row for row in table.rows if row.kind in FIGURES | {RowKind.TOTAL}]


def is_share(table: Table, at: int) -> bool:
    """Whether a column holds percentages."""
    return _SHARE.search(fold(" ".join(table.columns[at].path))) is not None


def _odd_rows(rows: Sequence[Row], holds: Callable[[Row], bool | None]) -> list[Row]:
    """Rows that break a relation which nearly all others keep; None is a row that tells nothing of it."""
    judged = [(row, kept) for row in rows if (kept := holds(row)) is not None]
    odd = [row for row, kept in judged if not kept]
    agreeing = len(judged) - len(odd)
    return odd if agreeing >= _FEWEST_AGREEING and len(odd) <= min(_MOST_ODD, max(1, agreeing // 3)) else []


def wrong_shares(subject: Subject) -> Iterator[Hit]:
    """A column of shares that are those of two other columns, but for a row or two."""
    for table in subject.record.tables:
        if len(table.columns) > MAX_COLUMNS:
            continue
        for at in range(len(table.columns)):
            if is_share(table, at):
                yield from _wrong_in_column(table, at)


def _wrong_in_column(table: Table, at: int) -> Iterator[Hit]:
    numbers = [i for i in range(len(table.columns)) if i != at and not is_share(table, i)]
    for part in numbers:
        for whole in numbers:
            rows = [row for row in table.rows if row.kind in FIGURES]
            odd = _odd_rows(rows, _share_holds(part, whole, at)) if part != whole else []
            for row in odd:
                yield _share_hit(row, part, whole, at)
            if odd:
                return


def _share_holds(part: int, whole: int, share: int) -> Callable[[Row], bool | None]:
    def holds(row: Row) -> bool | None:
        values = [value_of(row.cells[at]) for at in (part, whole, share)]
        one, all_, told = values
        if one is None or all_ is None or told is None or all_ <= 0:
            return None
        step = Decimal(1).scaleb(min(0, int(told.as_tuple().exponent)))
        return abs(100 * one / all_ - told) < step

    return holds


def _share_hit(row: Row, part: int, whole: int, share: int) -> Hit:
    cells = [row.cells[at] for at in (part, whole, share)]
    one, all_ = value_of(cells[0]), value_of(cells[1])
    exact = 100 * one / all_ if one is not None and all_ else Decimal(0)
    values = {
        "parts": f"{cells[0].text}/{cells[1].text}",
        "printed": cells[2].text if cells[2].text.endswith("%") else f"{cells[2].text} %",
        "share": f"{shown_number(round(exact, 2))} %",
    }
    return Hit(tuple(place for cell in cells for place in cell.evidence), values)


def _families(table: Table) -> Iterator[tuple[int, list[int]]]:
    """A column of wholes and the columns of its parts: leaves of one header, the first one `Tổng số`."""
    if len(table.columns) > MAX_COLUMNS:
        return
    for at, column in enumerate(table.columns):
        if fold_key(leaf_of(column)) not in _WHOLE:
            continue
        parts = dict.fromkeys([*_same_header(table, at), *_header_of_parts(table, at)])
        numbers = [i for i in parts if not is_share(table, i)]
        if numbers:
            yield at, numbers


def _same_header(table: Table, at: int) -> list[int]:
    """The other columns below the header that a column stands below."""
    above = table.columns[at].path[:-1]
    return [i for i, other in enumerate(table.columns) if i != at and above and other.path[: len(above)] == above]


def _header_of_parts(table: Table, at: int) -> list[int]:
    """The columns below a `Trong đó` right beside a column."""
    named = next((other.path[0] for other in table.columns[at + 1 : at + 2] if other.path), "")
    if not _PART.search(fold(named)):
        return []
    return [i for i, other in enumerate(table.columns) if i > at and other.path[:1] == (named,)]


def parts_above_whole(subject: Subject) -> Iterator[Hit]:
    """A cell under `Trong đó` or beside `Tổng số` that is greater than the whole of its row."""
    for table in subject.record.tables:
        for whole, parts in _families(table):
            for part in parts:
                for row in _odd_rows(_data(table), _is_within(part, whole)):
                    cells = row.cells[part], row.cells[whole]
                    evidence = (*cells[0].evidence, *cells[1].evidence)
                    yield Hit(evidence, {"part": cells[0].text, "whole": cells[1].text})


def _is_within(part: int, whole: int) -> Callable[[Row], bool | None]:
    def holds(row: Row) -> bool | None:
        one, all_ = value_of(row.cells[part]), value_of(row.cells[whole])
        return None if one is None or all_ is None else one <= all_

    return holds


@check("conflict.row_sum", Severity.WARNING)
def row_sum(subject: Subject) -> Iterator[Hit]:
    """`Tổng số` of a row is the sum of the columns beside it, where it is so in the other rows."""
    for table in subject.record.tables:
        for whole, parts in _families(table):
            rows = [row for row in table.rows if row.kind in FIGURES]
            adds_up = _adds_up(parts, whole, blank_is_none=not is_picture(subject))
            for row in _odd_rows(rows, adds_up) if len(parts) > 1 else []:
                cell = row.cells[whole]
                added = sum((value_of(row.cells[at]) or Decimal(0) for at in parts), Decimal(0))
                evidence = (*cell.evidence, *(place for at in parts for place in row.cells[at].evidence))
                column = leaf_of(table.columns[whole])
                yield Hit(evidence, {"printed": cell.text, "sum": shown_number(added), "column": column})


def _adds_up(parts: Sequence[int], whole: int, *, blank_is_none: bool) -> Callable[[Row], bool | None]:
    def holds(row: Row) -> bool | None:
        all_ = value_of(row.cells[whole])
        values = [value_of(row.cells[at]) for at in parts]
        if all_ is None or all(value is None for value in values):
            return None
        unread = [row.cells[at].text.strip(_DASHES) for at, value in zip(parts, values, strict=True) if value is None]
        if any(unread) or (unread and not blank_is_none):
            return None
        return sum((value or Decimal(0) for value in values), Decimal(0)) == all_

    return holds
