"""What a difference is: a document, a field, a kind, and both sides with their places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from extractor.store.store import RecordKey
from schemas.evidence import Evidence
from schemas.fields import Source, Status
from schemas.record import Record


class Kind(StrEnum):
    """How two sides differ; of several that hold for one field the first is named."""

    DOCUMENT_ADDED = "document_added"
    """Only the second set has the document."""
    DOCUMENT_GONE = "document_gone"
    """Only the first set has the document."""
    RECORD_STATUS = "record_status"
    """The document was extracted once and refused, cut or failed the other time, or for another reason."""
    STATUS = "status"
    """A field is present once and blank, absent … the other time."""
    VALUE = "value"
    """Another value."""
    CONFIDENCE = "confidence"
    """The same value, but its confidence crossed 0.5 or 0.9."""
    ITEM_ADDED = "item_added"
    """An item of a list that only the second record has."""
    ITEM_REMOVED = "item_removed"
    """An item of a list that only the first record has."""
    FINDING_APPEARED = "finding_appeared"
    """A finding that only the second record has."""
    FINDING_GONE = "finding_gone"
    """A finding that only the first record has."""
    EVIDENCE = "evidence"
    """The same value from another place, or from other words; not listed unless asked for."""


class Reason(StrEnum):
    """Why two sides differ, for a person who goes through many: what went wrong on one of them."""

    DOCUMENT = "document"
    """One side has no such document, or it was not read there."""
    ABSENT = "absent"
    """One side says that it is not on the paper."""
    UNREAD = "unread"
    """One side says that it was left open, struck out, known in part or illegible."""
    MISREAD = "misread"
    """Both sides read it, and not the same."""
    RULE = "rule"
    """A finding: a rule is broken on one side and not on the other."""
    DOUBT = "doubt"
    """One side is surer of the same value."""
    MOVED = "moved"
    """The same value is read from another place."""


_REASONS = {
    Kind.DOCUMENT_ADDED: Reason.DOCUMENT,
    Kind.DOCUMENT_GONE: Reason.DOCUMENT,
    Kind.RECORD_STATUS: Reason.DOCUMENT,
    Kind.VALUE: Reason.MISREAD,
    Kind.CONFIDENCE: Reason.DOUBT,
    Kind.ITEM_ADDED: Reason.ABSENT,
    Kind.ITEM_REMOVED: Reason.ABSENT,
    Kind.EVIDENCE: Reason.MOVED,
}


class How(StrEnum):
    """What made two records one document."""

    CONTENT = "content"
    """The same bytes."""
    NAME = "name"
    """The same path or name, other bytes."""
    IDENTITY = "identity"
    """The same issuer, number, notation and year."""
    ALONE = "alone"
    """The other set has no such document."""


@dataclass(frozen=True, slots=True)
class Side:
    """What one record says: `path` has indexes (`citations[2].date`), `value` is typed, items are given as words."""

    path: str
    value: Any = None
    status: Status | None = None
    confidence: float | None = None
    source: Source | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference; `field` is the path without indexes, `a` or `b` is None where that record has nothing."""

    document: str
    field: str
    kind: Kind
    a: Side | None
    b: Side | None

    @property
    def reason(self) -> Reason:
        """Why the two sides differ."""
        if self.field.startswith("findings."):
            return Reason.RULE
        if self.kind is Kind.STATUS:
            is_absent = any(side is not None and side.status is Status.ABSENT for side in (self.a, self.b))
            return Reason.ABSENT if is_absent else Reason.UNREAD
        return _REASONS[self.kind]


@dataclass(frozen=True, slots=True)
class Entry:
    """A record of a set: the path of the file in its store (empty for lines), its place in the set from 0.

    `key` is that of the record in its store, None outside stores.
    """

    path: str
    number: int
    record: Record
    key: RecordKey | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """What stands opposite each other; one of the two may be missing."""

    a: Entry | None
    b: Entry | None
    how: How


@dataclass(frozen=True, slots=True)
class Compared:
    """A pair with its name for a person and what differs in it."""

    document: str
    pair: Pair
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two sets: number of records of each, and the documents that differ, in the order of the second set."""

    size_a: int
    size_b: int
    compared: tuple[Compared, ...]

    @property
    def differences(self) -> Iterator[Difference]:
        """All of them."""
        return (difference for each in self.compared for difference in each.differences)

    def heat(self) -> dict[str, dict[str, int]]:
        """How many differences each document has in each field; documents in their order, fields by name."""
        counts: dict[str, Counter[str]] = {}
        for difference in self.differences:
            counts.setdefault(difference.document, Counter())[difference.field] += 1
        return {document: dict(sorted(fields.items())) for document, fields in counts.items()}
