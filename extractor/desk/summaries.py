"""What is left to look at in each document, in few words; kept between runs, for records are slow to read."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Final

from extractor.review.attention import Look, Why
from extractor.review.fields import value_of
from extractor.writing.report_view import shown_value
from schemas.document import Document
from schemas.findings import Finding
from schemas.record import Record

_FORM: Final = 2
"""Of a summary; another form makes all of them anew."""
_LONGEST: Final = 300
"""Characters of a value of the head."""
WEIGHTS: Final[dict[Why, int]] = {
    Why.FAILED: 1000,
    Why.DISPUTED: 500,
    Why.CHANGED: 400,
    Why.CUT: 300,
    Why.CONTRADICTORY: 100,
    Why.ILLEGIBLE: 30,
    Why.INCOMPLETE: 20,
    Why.DOUBTFUL: 10,
    Why.BLANK: 5,
}
"""How much one look of each kind weighs where the gravest documents come first."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Looks of one kind at one field: `about` is the code of a finding or of how reading ended.

    `said` are the words of the finding in the languages of `LANGUAGES`.
    """

    why: Why
    field: str
    about: str
    count: int
    said: tuple[str, ...] = ()


@dataclass(frozen=True)
class Summary:
    """A document in the queue; `head` is number and notation, date, issuer and subject, empty where not known.

    What follows from its reasons is worked out once: a queue asks it of every document for each page.
    """

    sha256: str
    name: str
    profile: str
    head: tuple[str, str, str, str]
    reasons: tuple[Reason, ...]

    @cached_property
    def left(self) -> int:
        """Places to look at."""
        return sum(reason.count for reason in self.reasons)

    @cached_property
    def kinds(self) -> frozenset[tuple[str, str]]:
        """Why and at which field, of each reason; each also with an empty field, and with an empty why."""
        both = {(reason.why.value, reason.field) for reason in self.reasons}
        return frozenset(both | {(why, "") for why, _ in both} | {("", field) for _, field in both})

    @cached_property
    def whys(self) -> tuple[str, ...]:
        """Every kind of reason once."""
        return tuple({reason.why.value: None for reason in self.reasons})

    @cached_property
    def fields(self) -> tuple[str, ...]:
        """Every field with a reason once."""
        return tuple({reason.field: None for reason in self.reasons if reason.field})

    def date_in(self, language: str) -> str:
        """The date as a reader of the language writes it; one that is known in part stays as it is."""
        try:
            return shown_value(date.fromisoformat(self.head[1]), language)
        except ValueError:
            return self.head[1]

    @cached_property
    def gravity(self) -> tuple[int, int]:
        """The gravest first: the weight of the gravest look, then of all."""
        weights = [(WEIGHTS[reason.why], reason.count) for reason in self.reasons]
        return max((weight for weight, _ in weights), default=0), sum(weight * count for weight, count in weights)


def summary_of(record: Record, looks: Sequence[Look]) -> Summary:
    """The summary of a record with these looks left."""
    counts: dict[tuple[Why, str, str], int] = {}
    for look in looks:
        key = (look.why, look.place.field, look.detail)
        counts[key] = counts.get(key, 0) + 1
    source = record.source
    name = source.name if source.container is None else f"{source.container}/{source.name}"
    said = {finding.code: finding for finding in reversed(record.findings)}
    reasons = tuple(
        Reason(why, field, about, count, _said(said.get(about))) for (why, field, about), count in counts.items()
    )
    return Summary(source.sha256, name, record.provenance.profile, _head(record.document), reasons)


def _said(finding: Finding | None) -> tuple[str, ...]:
    return () if finding is None else (finding.message_vi[:_LONGEST], finding.message_en[:_LONGEST])


def _head(head: Document | None) -> tuple[str, str, str, str]:
    if head is None:
        return "", "", "", ""
    shown = [
        str(value if (value := value_of(getattr(head, name))) is not None else "")[:_LONGEST]
        for name in ("code_number", "code_notation", "issued_date", "organ_name", "subject")
    ]
    number = "/".join(part or "…" for part in shown[:2]) if any(shown[:2]) else ""
    return number, shown[2], shown[3], shown[4]


class Shelf:
    """Summaries by key in a file of their own; losing it costs the time to make them again."""

    def __init__(self, path: Path) -> None:
        """The shelf in a file, made if absent; a file that is none is begun anew."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = threading.Lock()
        try:
            self._file = self._opened(path)
        except sqlite3.DatabaseError:
            path.unlink()
            self._file = self._opened(path)

    @staticmethod
    def _opened(path: Path) -> sqlite3.Connection:
        file = sqlite3.connect(path, timeout=30, check_same_thread=False)
        file.execute("PRAGMA journal_mode=WAL")
        file.execute("PRAGMA synchronous=OFF")
        file.execute("PRAGMA secure_delete=ON")
        file.execute("CREATE TABLE IF NOT EXISTS summaries (key TEXT PRIMARY KEY, summary TEXT NOT NULL)")
        file.commit()
        return file

    def all(self) -> dict[str, Summary]:
        """Everything that is kept, by key."""
        with self._lock:
            rows = self._file.execute("SELECT key, summary FROM summaries").fetchall()
        return {key: _read(summary) for key, summary in rows if key.startswith(f"{_FORM}:")}

    def put(self, summaries: Iterable[tuple[str, Summary]]) -> None:
        """Keep summaries."""
        rows = [(key, json.dumps(asdict(summary), ensure_ascii=False)) for key, summary in summaries]
        with self._lock, self._file:
            self._file.executemany("INSERT OR REPLACE INTO summaries VALUES (?, ?)", rows)

    def forget_others(self, digests: frozenset[str]) -> None:
        """Let go of the summaries of all records but these, so that nothing stays of what was deleted."""
        with self._lock, self._file:
            keys = self._file.execute("SELECT key FROM summaries").fetchall()
            others = [row for row in keys if row[0].split(":")[1] not in digests]
            self._file.executemany("DELETE FROM summaries WHERE key = ?", others)

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._file.close()


def key_of(digest: str, decided: str) -> str:
    """The key of a record's summary: its digest, and the last decision on its document (empty: none).

    Decisions are named by number and time, for the same folder may serve more than one store.
    """
    return f"{_FORM}:{digest}:{decided}"


def _read(text: str) -> Summary:
    values = json.loads(text)
    number, day, issuer, subject = values["head"]
    reasons = tuple(
        Reason(Why(each["why"]), each["field"], each["about"], each["count"], tuple(each["said"]))
        for each in values["reasons"]
    )
    return Summary(values["sha256"], values["name"], values["profile"], (number, day, issuer, subject), reasons)
