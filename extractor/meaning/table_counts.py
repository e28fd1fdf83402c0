"""Counts of collaborators in tables: a column that counts them by unit, or a row that names them.

The row of totals is told by having no place; every other row of a table by units has one, so that nobody adds twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from extractor import vocabulary
from extractor.meaning.cells import cell_words
from extractor.meaning.kinds import any_of
from extractor.parts.model import Parts
from extractor.text.fold import fold_key
from extractor.text.passage import absent, raw_text
from schemas.fields import FieldValue, Status
from schemas.meaning import CollaboratorCount, CountMeaning
from schemas.tables import Cell, Origin, Row, RowKind, Table

_COUNTS = frozenset({"count", "count.teams"})
# Headers of tables that name in each row what is counted.
_LABELS = frozenset({"noi dung", "chi tieu", "doi tuong", "chuc danh", "loai hinh", "nhom doi tuong", "thanh phan"})
_NUMBERS = frozenset({"so luong", "so nguoi", "so luong nguoi", "so luong hien co", "hien co", "so nguoi hien co"})
_MEASURES = frozenset({"don vi tinh", "dvt", "don vi"})
_OF_PERSONS = re.compile(r"(?:nguoi|dong chi|ctv|cong tac vien|)")


@lru_cache(maxsize=1)
def _named() -> re.Pattern[str]:
    """A cell that names collaborators and nothing else: `Số cộng tác viên công tác xã hội hiện có`."""
    heads = any_of([fold_key(head) for head in vocabulary.load("counted")["heads"]]).pattern
    return re.compile(rf"(?:tong )?(?:so )?(?:luong )?{heads}(?: hien co)?")


def _whole(cell: Cell) -> int | None:
    """The whole number that begins in a cell; None for anything else."""
    value = cell.value
    if cell.origin is not Origin.OWN or isinstance(value, bool | str) or value is None:
        return None
    return int(value) if value == value.to_integral_value() and value >= 0 else None


def _count(parts: Parts, cell: Cell, value: int, place: FieldValue[str], of_whom: FieldValue[str]) -> CollaboratorCount:
    raw = raw_text(parts.source, cell.evidence)
    return CollaboratorCount(
        value=FieldValue[int](
            value=value,
            raw=raw,
            status=Status.PRESENT,
            confidence=min(0.95, cell.confidence),
            evidence=cell.evidence,
        ),
        unit_of_count=absent(),
        of_whom=of_whom,
        organ_or_place=place,
        as_of=absent(),
        meaning=CountMeaning.CURRENT,
    )


def _places(parts: Parts, table: Table) -> Iterator[tuple[Row, FieldValue[str]]]:
    """Rows that count, each with its unit, the one above where merged; the total of all without one.

    Subtotals are left out: the total of all and the rows of their group hold them already.
    """
    names = [column.name for column in table.columns]
    at = names.index("unit") if "unit" in names else None
    above: FieldValue[str] = absent()
    for row in table.rows:
        if row.kind is RowKind.DATA:
            own = cell_words(parts, row.cells[at]) if at is not None else absent()
            above = own if own.value is not None else above
            yield row, above
        elif row.kind is RowKind.TOTAL:
            yield row, absent()


def _by_unit(parts: Parts, table: Table, column: int) -> Iterator[CollaboratorCount]:
    """The numbers of one column; rows of several that name no unit are left out: they would pass for totals."""
    read = [(row, place, _whole(row.cells[column])) for row, place in _places(parts, table)]
    told = sum(value is not None for _, _, value in read)
    for row, place, value in read:
        if value is not None and (row.kind is RowKind.TOTAL or place.value is not None or told == 1):
            yield _count(parts, row.cells[column], value, place, absent())


def _only(keys: Sequence[str], wanted: frozenset[str]) -> int | None:
    """The one column whose header is among those wanted."""
    found = [at for at, key in enumerate(keys) if key in wanted]
    return found[0] if len(found) == 1 else None


def _by_row(parts: Parts, table: Table) -> Iterator[CollaboratorCount]:
    """`Cộng tác viên dân số | 12`: rows that name collaborators, with the one number of the row."""
    keys = [fold_key(" ".join(column.path)) for column in table.columns]
    label, number, measure = _only(keys, _LABELS), _only(keys, _NUMBERS), _only(keys, _MEASURES)
    if label is None or number is None:
        return
    for row in table.rows:
        value = _whole(row.cells[number])
        unit = fold_key(row.cells[measure].text) if measure is not None else ""
        named = row.kind is RowKind.DATA and _named().fullmatch(fold_key(row.cells[label].text)) is not None
        if named and value is not None and _OF_PERSONS.fullmatch(unit):
            yield _count(parts, row.cells[number], value, absent(), cell_words(parts, row.cells[label]))


def table_counts(parts: Parts, table: Table) -> Iterator[CollaboratorCount]:
    """Every count of one table: its columns that count collaborators, else its rows that name them."""
    columns = [at for at, column in enumerate(table.columns) if column.name in _COUNTS]
    for column in columns:
        yield from _by_unit(parts, table, column)
    if not columns:
        yield from _by_row(parts, table)
