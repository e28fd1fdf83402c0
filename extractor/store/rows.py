"""What is kept of a work, as rows of the database: made outside of the store, by whoever has a thread to spare."""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeAlias

from extractor.store.identity import body_digest, identity_of
from schemas.record import Record

Values: TypeAlias = dict[str, Any]
"""A row by the names of its columns."""


@dataclass(frozen=True, slots=True)
class Work:
    """What a reading depends on: content, base name, version of program and rules, profile (empty: by type)."""

    sha256: str
    name: str
    version: str
    profile: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a work: records and their texts (None where unreadable), seconds, bytes of memory at most."""

    records: tuple[Record, ...]
    texts: tuple[str | None, ...]
    seconds: float
    peak_memory: int


@dataclass(frozen=True, slots=True)
class Finished:
    """A work with its row and those of its records, which lack the number of the work."""

    work: Work
    row: Values
    records: tuple[Values, ...]

    @classmethod
    def of(cls, work: Work, outcome: Outcome) -> Finished:
        """What came of a work, packed."""
        row = {
            "sha256": work.sha256,
            "name": work.name,
            "version": work.version,
            "profile": work.profile,
            "seconds": outcome.seconds,
            "peak_memory": outcome.peak_memory,
            "finished_at": datetime.now(UTC).isoformat(timespec="seconds"),
        }
        pairs = zip(outcome.records, outcome.texts, strict=True)
        return cls(work, row, tuple(_record(position, *pair) for position, pair in enumerate(pairs)))

    def statuses(self) -> tuple[str, ...]:
        """How each of its records ended."""
        return tuple(record["status"] for record in self.records)

    def size(self) -> int:
        """Bytes of its records and texts."""
        return sum(len(record["record"]) + len(record["text"] or b"") for record in self.records)


def _record(position: int, record: Record, text: str | None) -> Values:
    line = record.to_json_line().encode()
    return {
        "position": position,
        "status": record.status.value,
        "reason": record.reason.code if record.reason else None,
        "identity": identity_of(record),
        "digest": hashlib.sha256(line).hexdigest(),
        "body": body_digest(line),
        "record": zlib.compress(line),
        "text": None if text is None else zlib.compress(text.encode("utf-8", "surrogatepass")),
    }
