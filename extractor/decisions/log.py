"""The log of decisions in the database of a store: entries are added and never changed."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final, TypeAlias

from pydantic import TypeAdapter
from sqlalchemy import Connection, Row, func, select
from sqlalchemy.exc import IntegrityError

from extractor.decisions.drafting import Draft, drafts
from extractor.decisions.model import Act, Action, Decision, Drawn
from extractor.errors import DecisionError
from extractor.store.store import RecordKey, Store
from extractor.store.tables import DECISIONS, FILES
from schemas.evidence import Box, Evidence
from schemas.record import Record

_BATCH: Final = 500
"""Rows fetched at a time: a log may be larger than memory."""
_LONGEST_NAME: Final = 100
_ALIKE: Final = 0.5
"""Share of the text that two parts of one file have in common when they are the same document."""
_LOCK: Final = 7_603_114_523
"""Of the lock in PostgreSQL while the log is written: an arbitrary number that is always the same."""
Within: TypeAlias = Callable[[Connection, Sequence[Decision]], None]


def _nothing(_: Connection, __: Sequence[Decision]) -> None:
    """Nothing more is done in the transaction."""


_EVIDENCE: Final[TypeAdapter[tuple[Evidence, ...]]] = TypeAdapter(tuple[Evidence, ...])


@dataclass(frozen=True, slots=True)
class DecisionLog:
    """The log of a store; with a `reviewer` only what this person decided is seen."""

    store: Store
    reviewer: str | None = None

    def by(self, reviewer: str) -> DecisionLog:
        """The same log with the entries of one person."""
        return replace(self, reviewer=_name(reviewer))

    def append(
        self, reviewer: str, key: RecordKey, record: Record, acts: Sequence[Act], within: Within = _nothing
    ) -> tuple[Decision, ...]:
        """Write down what a person decides about a record (`Reviewed.read`): all of it, or nothing.

        `within` is called in the same transaction with what was written; what it raises takes that back.

        Raises:
            DecisionError: the record has no such path, or a value is none of the field's type.
            StoreError: the database cannot be written.
        """
        name = _name(reviewer)
        rows = [_row(draft, name, key, record) for draft in drafts(record, acts)]
        return self._insert(rows, within)

    def undo(self, reviewer: str, record: Record | None = None) -> Decision | None:
        """Take back the last decision of a person (about one record, where it is named) that still stands.

        Gives the decision that was taken back, None where there is none. Nothing limits how far back this goes.

        Raises:
            StoreError: the database cannot be written.
        """
        while True:
            last = self._last(reviewer, record)
            if last is None:
                return None
            try:
                self._insert([_undo(last)])
            except IntegrityError:
                # The same person has taken it back from another window meanwhile: the one before it is the last now.
                continue
            return last

    def withdraw(self, reviewer: str, decision: Decision) -> None:
        """Take back a decision, whoever made it: what it was about is in the record no more, so nothing replaces it.

        Raises:
            StoreError: the database cannot be written.
        """
        try:
            self._insert([{**_undo(decision), "reviewer": _name(reviewer)}])
        except IntegrityError:
            # Somebody else has taken it back meanwhile.
            return

    def of(self, record: Record) -> tuple[Decision, ...]:
        """Every entry about a record in the order of the log, undone ones and undos too.

        They are bound to the bytes the record was read from, whatever the file is called and wherever it lies, and of
        several documents in one file to the one that has most of the same text.

        Raises:
            StoreError: the database cannot be read.
        """
        query = self._query().where(DECISIONS.c.document == record.source.sha256)
        with self.store.transaction() as connection:
            found = [_decision(row) for row in connection.execute(query)]
        return tuple(decision for decision in found if belongs(decision, record))

    def left_behind(self, key: RecordKey) -> int:
        """How many entries that stand are about other bytes under this file's name, of which no file is left.

        Whoever hands a document in again hands in other bytes: what was decided about the first ones does not go over,
        and stays in the log.

        Raises:
            StoreError: the database cannot be read.
        """
        query = _of_files_gone(select(func.count()).select_from(DECISIONS))
        query = query.where(DECISIONS.c.file_name == key.name, DECISIONS.c.file_sha256 != key.sha256)
        with self.store.transaction() as connection:
            return int(connection.execute(query).scalar_one())

    def all_left_behind(self) -> dict[str, int]:
        """The same for all files of the store that can be read: how many under each name of which there are any.

        Raises:
            StoreError: the database cannot be read.
        """
        names = select(FILES.c.name).where(FILES.c.gone == 0, FILES.c.sha256.is_not(None))
        query = _of_files_gone(select(DECISIONS.c.file_name, func.count()))
        query = query.where(DECISIONS.c.file_name.in_(names)).group_by(DECISIONS.c.file_name)
        with self.store.transaction() as connection:
            return {name: int(count) for name, count in sorted(map(tuple, connection.execute(query)))}

    def entries(self, after: int = 0) -> Iterator[Decision]:
        """The whole log in order, from behind the entry with this number."""
        with self.store.transaction() as connection:
            query = self._query().where(DECISIONS.c.id > after)
            for row in connection.execution_options(yield_per=_BATCH).execute(query):
                yield _decision(row)

    def stamp(self) -> int:
        """The number of the last entry: it changes when anything is decided; 0 for an empty log."""
        with self.store.transaction() as connection:
            return int(connection.execute(select(func.coalesce(func.max(DECISIONS.c.id), 0))).scalar_one())

    def stamp_of(self, record: Record) -> int:
        """The number of the last entry about the bytes that a record was read from; 0 where there is none."""
        with self.store.transaction() as connection:
            return last_before(connection, record)

    def touched(self) -> frozenset[str]:
        """`Record.source.sha256` of every document that anything was decided about."""
        query = self._only(select(DECISIONS.c.document).distinct())
        with self.store.transaction() as connection:
            return frozenset(connection.execute(query).scalars())

    def _query(self) -> Any:
        return self._only(select(DECISIONS)).order_by(DECISIONS.c.id)

    def _only(self, query: Any) -> Any:
        return query if self.reviewer is None else query.where(DECISIONS.c.reviewer == self.reviewer)

    def _last(self, reviewer: str, record: Record | None) -> Decision | None:
        undone = select(DECISIONS.c.undoes).where(DECISIONS.c.undoes.is_not(None))
        query = select(DECISIONS).where(DECISIONS.c.reviewer == _name(reviewer), DECISIONS.c.undoes.is_(None))
        query = query.where(DECISIONS.c.id.not_in(undone)).order_by(DECISIONS.c.id.desc())
        if record is not None:
            query = query.where(DECISIONS.c.document == record.source.sha256)
        with self.store.transaction() as connection:
            rows = connection.execute(query.limit(1) if record is None else query).all()
        found = (_decision(row) for row in rows)
        return next((each for each in found if record is None or belongs(each, record)), None)

    def _insert(self, rows: list[dict[str, Any]], within: Within = _nothing) -> tuple[Decision, ...]:
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        written = []
        with self.store.transaction() as connection:
            if connection.dialect.name == "sqlite":
                # A record is made again, what a person decided is not: it outlives the machine's loss of power too.
                connection.exec_driver_sql("PRAGMA synchronous=FULL")
            else:
                # One writer after the other, as in SQLite: whoever reads on from a number misses no smaller one.
                connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))
            for row in rows:
                query = DECISIONS.insert().values(at=now, **row).returning(DECISIONS)
                written.append(_decision(connection.execute(query).one()))
            within(connection, written)
        return tuple(written)


def _of_files_gone(query: Any) -> Any:
    """Of entries that stand those about bytes that no file of the store has any more."""
    undone = select(DECISIONS.c.undoes).where(DECISIONS.c.undoes.is_not(None))
    here = select(FILES.c.sha256).where(FILES.c.gone == 0, FILES.c.sha256.is_not(None))
    query = query.where(DECISIONS.c.undoes.is_(None), DECISIONS.c.id.not_in(undone))
    return query.where(DECISIONS.c.file_sha256.not_in(here))


def last_before(connection: Connection, record: Record, number: int | None = None) -> int:
    """The number of the last entry about the bytes of a record, of those before the entry with a number."""
    query = select(func.coalesce(func.max(DECISIONS.c.id), 0)).where(DECISIONS.c.document == record.source.sha256)
    if number is not None:
        query = query.where(DECISIONS.c.id < number)
    return int(connection.execute(query).scalar_one())


def belongs(decision: Decision, record: Record) -> bool:
    """Whether a decision is about this record of the file that it was read from."""
    if decision.record_id == record.id:
        return True
    then, now = _range(decision.record_id), record.source.text_range
    if then is None or now is None or decision.record_id.partition("#")[0] != record.source.sha256:
        return False
    shared = min(then[1], now[1]) - max(then[0], now[0])
    return shared > _ALIKE * (max(then[1], now[1]) - min(then[0], now[0]))


def _range(record_id: str) -> tuple[int, int] | None:
    start, _, end = record_id.partition("#")[2].partition("-")
    return (int(start), int(end)) if end else None


def _name(reviewer: str) -> str:
    """The name of a person as it goes into the log."""
    name = " ".join(unicodedata.normalize("NFC", reviewer).split())
    if not name or len(name) > _LONGEST_NAME or not name.isprintable():
        raise DecisionError.at("reviewer", f"a name of 1 to {_LONGEST_NAME} printable characters is needed", "name")
    return name


def _row(draft: Draft, reviewer: str, key: RecordKey, record: Record) -> dict[str, Any]:
    act, target = draft.act, draft.target
    drawn = act.quote.drawn if act.quote is not None else None
    return {
        "reviewer": reviewer,
        "action": act.action.value,
        "file_sha256": key.sha256,
        "file_name": key.name,
        "position": key.position,
        "document": record.source.sha256,
        "record_id": record.id,
        "field": target.place.field,
        "path": target.path,
        "before": _json(draft.before),
        "after": None if draft.after is None else _json(draft.after),
        "words": draft.words,
        "evidence": _EVIDENCE.dump_json(draft.evidence).decode(),
        "drawn": None if drawn is None else _json({"page": drawn.page, "box": list(drawn.box)}),
        "anchor": target.anchor,
        "reason": " ".join(act.reason.replace("\0", "").split()),
        "undoes": None,
    }


def _undo(last: Decision) -> dict[str, Any]:
    return {
        "reviewer": last.reviewer,
        "action": Action.UNDO.value,
        "file_sha256": last.key.sha256,
        "file_name": last.key.name,
        "position": last.key.position,
        "document": last.record_id.partition("#")[0],
        "record_id": last.record_id,
        "field": last.field,
        "path": last.path,
        "before": None,
        "after": None,
        "words": "",
        "evidence": "[]",
        "drawn": None,
        "anchor": "",
        "reason": "",
        "undoes": last.id,
    }


def _json(values: dict[str, Any]) -> str:
    # Escaped: one of the databases takes neither U+0000 nor half a surrogate pair.
    return json.dumps(values, separators=(",", ":"))


def _decision(row: Row[Any]) -> Decision:
    drawn = json.loads(row.drawn) if row.drawn else None
    return Decision(
        id=row.id,
        at=row.at,
        reviewer=row.reviewer,
        action=Action(row.action),
        key=RecordKey(row.file_sha256, row.file_name, row.position),
        record_id=row.record_id,
        field=row.field,
        path=row.path,
        before=json.loads(row.before) if row.before else None,
        after=json.loads(row.after) if row.after else None,
        words=row.words,
        evidence=_EVIDENCE.validate_json(row.evidence),
        anchor=row.anchor,
        reason=row.reason,
        drawn=Drawn(drawn["page"], Box(*drawn["box"])) if drawn else None,
        undoes=row.undoes,
    )
