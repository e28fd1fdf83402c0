"""Groups of rows: which rows head others by their ordinals, and which of them already add the others up.

`Cộng cụm 3` says that it is a sum. That `I. Khối đảng … 12` is one has to be learnt from the figures: the same heading
row may tell a figure of its own in a table of targets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from schemas.tables import Cell, Origin, Row, RowKind

Group = tuple[Row, list[Row]]
"""A row of a sum with the rows that it adds up."""
_ROMAN = re.compile(r"^(?:[IVX]{1,6})$")
_CAPITAL = re.compile(r"^[A-ZĐ]$")
_DECIMAL = re.compile(r"^\d{1,3}(?:\.\d{1,3}){0,3}$")
_CAPITAL_RANK, _ROMAN_RANK, _FIGURE_RANK, _INNERMOST = 0, 1, 2, 9
_NIL = frozenset({"", "-", "–", "—"})
_FEWEST_ROWS = 2
"""Rows of a group whose sum says something."""


def rank(row: Row) -> int:
    """How far out the ordinal of a row stands: `A`, `I`, `1`, `1.1`, then bullets, letters and rows without any."""
    label = row.cells[0].text.strip().partition(" ")[0].rstrip(".)") if row.cells else ""
    if _ROMAN.match(label):
        return _ROMAN_RANK
    if _CAPITAL.match(label):
        return _CAPITAL_RANK
    return _FIGURE_RANK + label.count(".") if _DECIMAL.match(label) else _INNERMOST


def is_closing(row: Row) -> bool:
    """Whether a row adds up the rows above it (`Cộng cụm 3`), other than one that heads those below it."""
    return row.kind is RowKind.SUBTOTAL and rank(row) > _ROMAN_RANK


def headed_groups(rows: Sequence[Row]) -> list[Group]:
    """Each row of figures that has rows of the next rank below it, with these rows."""
    data = [(row, rank(row)) for row in rows if row.kind in {RowKind.DATA, RowKind.SUBTOTAL} and not is_closing(row)]
    found: list[Group] = []
    for at, (head, own) in enumerate(data):
        below = []
        for row, other in data[at + 1 :]:
            if other <= own:
                break
            below.append((row, other))
        inner = min((other for _, other in below), default=_INNERMOST)
        children = [row for row, other in below if other == inner]
        if inner < _INNERMOST and below and below[0][1] == inner:
            found.append((head, children))
    return found


def with_subtotals(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows, with those that head groups and add them up told apart from data.

    A head of capital or Roman ordinal is a sum where its own figures show it, or where those of the other heads do: at
    least two right ones, twice as many as wrong ones.
    """
    groups = [(head, group) for head, group in headed_groups(rows) if rank(head) <= _ROMAN_RANK]
    judged = [list(_agreeing(head, group)) for head, group in groups]
    right, wrong = sum(each.count(True) for each in judged), sum(each.count(False) for each in judged)
    learnt = right >= max(2, 2 * wrong)
    sums = {
        id(head)
        for (head, group), each in zip(groups, judged, strict=True)
        if each and (learnt or (len(group) >= _FEWEST_ROWS and all(each)))
    }
    return tuple(row.model_copy(update={"kind": RowKind.SUBTOTAL}) if id(row) in sums else row for row in rows)


def _agreeing(head: Row, group: Sequence[Row]) -> Iterator[bool]:
    """Whether the head is the sum, for each column of figures in which it and its rows tell numbers other than nil."""
    for at, cell in enumerate(head.cells):
        own, parts = _number(cell), [_number(row.cells[at]) for row in group]
        known = [part for part in parts if part is not None]
        if own and len(known) == len(parts) and any(known):
            yield sum(known, Decimal(0)) == own


def _number(cell: Cell) -> Decimal | None:
    """The number of a cell of its own, a blank as none of what is counted; None for words."""
    if cell.text.strip() in _NIL and cell.origin is not Origin.REPEATED:
        return Decimal(0)
    value = cell.value
    return None if cell.origin is not Origin.OWN or isinstance(value, bool | str) else value
