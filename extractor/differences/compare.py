"""Two records of one document to the list of what differs between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias, TypeVar

from pydantic import BaseModel

from extractor.differences.align import Matched, align, normal
from extractor.differences.model import Difference, Kind, Side
from extractor.differences.wording import words_of
from extractor.review.attention import band_of
from extractor.review.fields import BESIDE, EVIDENCE, Place, Reading, first_evidence, value_of
from schemas.fields import FieldValue
from schemas.findings import Finding
from schemas.record import Record, RecordStatus
from schemas.tables import Cell, Column, Row, Table

Found: TypeAlias = Iterator[Difference]
_Item = TypeVar("_Item")
_SOURCE: Final = ("media_type", "pages", "text_source", "page_range")
"""What of the file itself is compared; its name and bytes are what records are paired by."""
_READ: Final = frozenset({RecordStatus.EXTRACTED, RecordStatus.PARTIAL})


@dataclass(frozen=True, slots=True)
class _At:
    """A place in both records; the name of the document goes into every difference."""

    document: str
    a: Place
    b: Place

    def key(self, name: str) -> _At:
        return _At(self.document, self.a.key(name), self.b.key(name))

    def item(self, i: int | None, j: int | None) -> _At:
        a = self.a if i is None else self.a.item(i)
        return _At(self.document, a, self.b if j is None else self.b.item(j))

    def found(self, kind: Kind, a: Side | None, b: Side | None) -> Difference:
        return Difference(self.document, self.b.field, kind, a, b)


def compare(document: str, a: Record, b: Record) -> Found:
    """What differs between two records, in the order of the record; `document` names them for a person.

    Values that differ only in white space or in how the same letters are encoded do not differ. Where one of the two
    was not read, nothing but that is said.
    """
    at = _At(document, Place(), Place())
    if (a.status, _reason(a)) != (b.status, _reason(b)):
        yield at.key("status").found(Kind.RECORD_STATUS, Side("status", _ended(a)), Side("status", _ended(b)))
    if a.status not in _READ or b.status not in _READ:
        return
    for name in _SOURCE:
        yield from _plain(at.key("source").key(name), getattr(a.source, name), getattr(b.source, name))
    for name in type(a).model_fields:
        if name not in BESIDE:
            yield from _walk(at.key(name), getattr(a, name), getattr(b, name))
    yield from _findings(document, a.findings, b.findings)


def _reason(record: Record) -> str:
    return record.reason.code if record.reason else ""


def _ended(record: Record) -> str:
    return _reason(record) or record.status.value


def _walk(at: _At, a: Any, b: Any) -> Found:
    if a == b:
        return
    if isinstance(a, FieldValue | Cell) and isinstance(b, FieldValue | Cell):
        yield from _reading(at, a, b)
    elif isinstance(a, Table) and isinstance(b, Table):
        yield from _table(at, a, b)
    elif isinstance(a, tuple) and isinstance(b, tuple):
        yield from _list(at, a, b)
    elif isinstance(a, BaseModel) and isinstance(b, BaseModel):
        yield from _model(at, a, b)
    elif isinstance(a, BaseModel) or isinstance(b, BaseModel):
        yield from _one_sided(at, a, b)
    else:
        yield from _plain(at, a, b)


def _model(at: _At, a: BaseModel, b: BaseModel, without: Sequence[str] = ()) -> Found:
    for name in type(a).model_fields:
        if name not in without:
            yield from _walk(at.key(name), getattr(a, name), getattr(b, name))


def _plain(at: _At, a: Any, b: Any) -> Found:
    if not _same(a, b):
        yield at.found(Kind.VALUE, Side(at.a.path, _shown(a)), Side(at.b.path, _shown(b)))


def _shown(value: Any) -> Any:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else value


def _same(a: Any, b: Any) -> bool:
    return bool(a == b) or (isinstance(a, str) and isinstance(b, str) and normal(a) == normal(b))


def _side(place: Place, item: Any) -> Side:
    """One side of a difference; `item` is a reading, a part of the record, or nothing."""
    if isinstance(item, FieldValue):
        return Side(place.path, value_of(item), item.status, item.confidence, item.source, item.evidence)
    if isinstance(item, Cell):
        return Side(place.path, item.text, None, item.confidence, None, item.evidence)
    return Side(place.path, words_of(item), evidence=first_evidence(item))


def _one_sided(at: _At, a: Any, b: Any) -> Found:
    if a is None:
        yield at.found(Kind.ITEM_ADDED, None, _side(at.b, b))
    elif b is None:
        yield at.found(Kind.ITEM_REMOVED, _side(at.a, a), None)


def _reading(at: _At, a: Reading, b: Reading) -> Found:
    kind = _kind_of(a, b)
    if kind is not None:
        yield at.found(kind, _side(at.a, a), _side(at.b, b))
    if isinstance(a, Cell) and isinstance(b, Cell):
        if kind is not Kind.VALUE and not _same(a.value, b.value):
            yield from _plain(at.key("value"), a.value, b.value)
        yield from _model(at, a, b, ("text", "value", "confidence", "evidence"))
    elif isinstance(a, FieldValue) and isinstance(b, FieldValue):
        yield from _walk(at.key("candidates"), a.candidates, b.candidates)


def _kind_of(a: Reading, b: Reading) -> Kind | None:
    """The first kind that holds, None where nothing that matters differs."""
    if getattr(a, "status", None) is not getattr(b, "status", None):
        return Kind.STATUS
    if not _same(value_of(a), value_of(b)):
        return Kind.VALUE
    if band_of(a.confidence) != band_of(b.confidence):
        return Kind.CONFIDENCE
    words_differ = not _same(getattr(a, "raw", None), getattr(b, "raw", None))
    moved = a.evidence != b.evidence or getattr(a, "source", None) is not getattr(b, "source", None)
    return Kind.EVIDENCE if words_differ or moved else None


def _list(at: _At, a: tuple[Any, ...], b: tuple[Any, ...]) -> Found:
    if all(isinstance(item, EVIDENCE) for item in (*a, *b)):
        yield at.found(Kind.EVIDENCE, Side(at.a.path, evidence=a), Side(at.b.path, evidence=b))
    elif all(isinstance(item, BaseModel) for item in (*a, *b)):
        matched = align([words_of(item) for item in a], [words_of(item) for item in b])
        for place, old, new in _side_by_side(at, a, b, matched):
            yield from _items(place, old, new)
    else:
        yield from _plain(at, a, b)


def _side_by_side(
    at: _At, a: Sequence[_Item], b: Sequence[_Item], matched: Iterable[Matched]
) -> Iterator[tuple[_At, _Item | None, _Item | None]]:
    """Items of two lists that are the same item, with their place; None where a list does not have it."""
    for i, j in matched:
        yield at.item(i, j), None if i is None else a[i], None if j is None else b[j]


def _items(at: _At, a: Any, b: Any) -> Found:
    if a is None or b is None:
        yield from _one_sided(at, a, b)
    else:
        yield from _walk(at, a, b)


def _table(at: _At, a: Table, b: Table) -> Found:
    """A table by its columns' paths and its rows' words; the cells of a row by the columns they stand in."""
    yield from _model(at, a, b, ("columns", "rows"))
    columns = align([_header(column) for column in a.columns], [_header(column) for column in b.columns])
    for place, before, after in _side_by_side(at.key("columns"), a.columns, b.columns, columns):
        yield from _items(place, before, after)
    rows = align([words_of(row) for row in a.rows], [words_of(row) for row in b.rows])
    for place, old, new in _side_by_side(at.key("rows"), a.rows, b.rows, rows):
        if old is None or new is None:
            yield from _one_sided(place, old, new)
        elif old != new:
            yield from _row(place, old, new, columns)


def _header(column: Column) -> str:
    return " > ".join(column.path)


def _row(at: _At, a: Row, b: Row, columns: Sequence[Matched]) -> Found:
    yield from _plain(at.key("kind"), a.kind.value, b.kind.value)
    for i, j in columns:
        if i is not None and j is not None and i < len(a.cells) and j < len(b.cells):
            yield from _walk(at.key("cells").item(i, j), a.cells[i], b.cells[j])


def _findings(document: str, a: Sequence[Finding], b: Sequence[Finding]) -> Found:
    """Findings code by code: the wording of a message is free to change, which of several is meant is told by it."""
    for code in sorted({finding.code for finding in (*a, *b)}):
        old = [(index, finding) for index, finding in enumerate(a) if finding.code == code]
        new = [(index, finding) for index, finding in enumerate(b) if finding.code == code]
        for i, j in align([finding.message_vi for _, finding in old], [finding.message_vi for _, finding in new]):
            left, right = (None if i is None else old[i]), (None if j is None else new[j])
            yield from _finding(document, code, left, right)


def _finding(
    document: str, code: str, a: tuple[int, Finding] | None, b: tuple[int, Finding] | None
) -> Found:
    field = f"findings.{code}"
    left = Side(f"findings[{a[0]}]", a[1].message_vi, evidence=a[1].evidence) if a else None
    right = Side(f"findings[{b[0]}]", b[1].message_vi, evidence=b[1].evidence) if b else None
    if a is None or b is None:
        kind = Kind.FINDING_APPEARED if a is None else Kind.FINDING_GONE
        yield Difference(document, field, kind, left, right)
    elif a[1].severity is not b[1].severity:
        sides = (Side(f"findings[{n}].severity", finding.severity.value) for n, finding in (a, b))
        yield Difference(document, field, Kind.VALUE, *sides)
    elif not _same(a[1].message_vi, b[1].message_vi):
        yield Difference(document, field, Kind.VALUE, left, right)
    elif a[1].evidence != b[1].evidence:
        yield Difference(document, field, Kind.EVIDENCE, left, right)
