"""Decisions for tests, without a database: what a log would give for acts of named reviewers."""

from __future__ import annotations

from collections.abc import Iterable

from extractor.decisions.drafting import drafts
from extractor.decisions.model import Act, Action, Decision
from extractor.store.store import RecordKey
from schemas.document import Document
from schemas.record import Record

ONE = "Reviewer One"
TWO = "Reviewer Two"
THREE = "Reviewer Three"


def head_of(record: Record) -> Document:
    """The head of a record that was read."""
    assert record.document is not None
    return record.document


def key_of(record: Record) -> RecordKey:
    """The key of a record that is alone in its file."""
    return RecordKey(record.source.sha256, record.source.name, 0)


def decided(record: Record, *acts: Act | tuple[str, Act]) -> tuple[Decision, ...]:
    """Decisions of the first reviewer, or of the one that is named beside an act."""
    named = [act if isinstance(act, tuple) else (ONE, act) for act in acts]
    return tuple(_decisions(record, named))


def _decisions(record: Record, named: Iterable[tuple[str, Act]]) -> Iterable[Decision]:
    for number, (reviewer, act) in enumerate(named, start=1):
        (draft,) = drafts(record, [act])
        yield Decision(
            id=number,
            at=f"2026-01-01T00:00:{number:02}.000+00:00",
            reviewer=reviewer,
            action=act.action,
            key=key_of(record),
            record_id=record.id,
            field=draft.target.place.field,
            path=act.path,
            before=draft.before,
            after=draft.after,
            words=draft.words,
            evidence=draft.evidence,
            anchor=draft.target.anchor,
            reason=act.reason,
            drawn=act.quote.drawn if act.quote else None,
        )


def accept(path: str) -> Act:
    """It is right."""
    return Act(path, Action.ACCEPT)


def add(path: str, value: str) -> Act:
    """An item was missed."""
    return Act(path, Action.ADD, value)


def edit(path: str, value: str) -> Act:
    """It is something else."""
    return Act(path, Action.EDIT, value)


def reject(path: str) -> Act:
    """It is wrong."""
    return Act(path, Action.REJECT)


def absent(path: str) -> Act:
    """It is not on the paper."""
    return Act(path, Action.ABSENT)
