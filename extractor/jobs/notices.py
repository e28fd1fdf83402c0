"""Webhooks: who wants to be told of what, and what is still to be told.

A message is queued in the transaction of what it tells, so that none is lost and none is made up. It carries ids and
statuses, no words of documents and no names.
"""

from __future__ import annotations

import hashlib
import json
import time
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import Connection, Row, and_, delete, select, update

from extractor.access.users import now_text
from extractor.jobs.signing import Secrets
from extractor.store.database import insert_into
from extractor.store.service_tables import DELIVERIES, WEBHOOKS
from extractor.store.store import Store

EVENTS: Final = ("job.done", "job.failed")
_BY_CHANCE: Final = Secrets()
_KEPT: Final = 200
"""Characters of an answer that are kept."""


class Sending(StrEnum):
    """How far a delivery is."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to tell: the event, the id of what it happened to, and the data of the message."""

    event: str
    about: str
    data: dict[str, object]


@dataclass(frozen=True, slots=True)
class Webhook:
    """Somebody who wants to be told."""

    id: str
    url: str
    events: tuple[str, ...]
    created_by: str
    created_at: str
    is_disabled: bool


@dataclass(frozen=True, slots=True)
class Delivery:
    """A message for one webhook; `message` is its id, the same for every try, `answer` what came of the last one."""

    number: int
    webhook: str
    message: str
    event: str
    payload: str
    state: Sending
    tries: int
    due_at: float
    answer: str | None
    created_at: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A delivery that is to be sent now, and how; `secret` is what is kept of it (`Secrets.of`)."""

    delivery: Delivery
    url: str
    secret: str


def enqueue(connection: Connection, notice: Notice) -> None:
    """Queue a message for everybody who wants it, in the caller's transaction."""
    # Who removes one of them meanwhile waits until the messages for it are there, and takes them along.
    wanting = select(WEBHOOKS).where(WEBHOOKS.c.disabled == 0).with_for_update(read=True)
    rows = connection.execute(wanting).all()
    body = {"type": notice.event, "timestamp": now_text(), "data": notice.data}
    payload = json.dumps(body, ensure_ascii=True, separators=(",", ":"))
    for row in rows:
        if notice.event in row.events.split():
            values = {
                "webhook": row.id,
                "message": _message_id(notice),
                "event": notice.event,
                "payload": payload,
                "state": Sending.WAITING.value,
                "tries": 0,
                "due_at": 0.0,
                "created_at": now_text(),
            }
            insert = insert_into(connection.dialect.name, DELIVERIES).values(**values)
            connection.execute(insert.on_conflict_do_nothing(index_elements=["webhook", "message"]))


def _message_id(notice: Notice) -> str:
    """The same event tells itself under the same id, so that a receiver knows it again."""
    return "msg_" + hashlib.sha256(f"{notice.event}\0{notice.about}".encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Notices:
    """The webhooks of a store and their messages."""

    store: Store

    def add(
        self, url: str, events: Iterable[str], created_by: str, secrets: Secrets = _BY_CHANCE
    ) -> tuple[Webhook, str]:
        """Tell somebody from now on; gives the secret by which they know that it is us."""
        key = uuid.uuid4().hex
        secret, kept = secrets.new(key)
        row = {
            "id": key,
            "url": url,
            "secret": kept,
            "events": " ".join(sorted(set(events))),
            "created_by": created_by,
            "created_at": now_text(),
            "disabled": 0,
        }
        with self.store.transaction() as connection:
            connection.execute(WEBHOOKS.insert().values(**row))
        return next(each for each in self.all() if each.id == key), secret

    def all(self) -> list[Webhook]:
        """Everybody who is told, in the order of their coming."""
        query = select(WEBHOOKS).order_by(WEBHOOKS.c.created_at, WEBHOOKS.c.id)
        with self.store.transaction() as connection:
            return [_webhook(row) for row in connection.execute(query)]

    def remove(self, key: str) -> bool:
        """Tell somebody no more, also not what is waiting; whether they were told."""
        with self.store.transaction() as connection:
            connection.execute(delete(DELIVERIES).where(DELIVERIES.c.webhook == key))
            return bool(connection.execute(delete(WEBHOOKS).where(WEBHOOKS.c.id == key)).rowcount)

    def deliveries(self, key: str, before: int | None, most: int) -> list[Delivery]:
        """Messages for one webhook from the newest on, those older than the one with number `before`."""
        query = select(DELIVERIES).where(DELIVERIES.c.webhook == key)
        query = query.order_by(DELIVERIES.c.number.desc()).limit(most)
        if before is not None:
            query = query.where(DELIVERIES.c.number < before)
        with self.store.transaction() as connection:
            return [_delivery(row) for row in connection.execute(query)]

    def take(self, seconds: float) -> Letter | None:
        """The next message that is due, which nobody else sends for so many seconds; None where there is none."""
        now = time.time()
        seen = DELIVERIES.alias("seen")
        due = and_(seen.c.state.in_((Sending.WAITING.value, Sending.SENDING.value)), seen.c.due_at <= now)
        first = select(seen.c.number).where(due).order_by(seen.c.due_at, seen.c.number).limit(1)
        first = first.with_for_update(skip_locked=True)
        values = {"state": Sending.SENDING.value, "due_at": now + seconds, "tries": DELIVERIES.c.tries + 1}
        taking = update(DELIVERIES).where(DELIVERIES.c.number == first.scalar_subquery()).values(**values)
        with self.store.transaction() as connection:
            # Looking first keeps who waits from locking the database again and again.
            if connection.execute(select(seen.c.number).where(due).limit(1)).first() is None:
                return None
            row = connection.execute(taking.returning(DELIVERIES)).first()
            if row is None:
                return None
            hook = connection.execute(select(WEBHOOKS).where(WEBHOOKS.c.id == row.webhook)).one()
        return Letter(_delivery(row), hook.url, hook.secret)

    def note(self, delivery: Delivery, state: Sending, answer: str, pause: float = 0.0) -> None:
        """Keep what came of a try; a message that waits is due again in `pause` seconds."""
        values = {"state": state.value, "answer": answer[:_KEPT], "due_at": time.time() + pause}
        with self.store.transaction() as connection:
            connection.execute(update(DELIVERIES).where(DELIVERIES.c.number == delivery.number).values(**values))
            _end_waiting(connection, delivery.webhook)

    def disable(self, key: str) -> None:
        """Tell somebody nothing more, also not what is waiting; they said that they are gone."""
        with self.store.transaction() as connection:
            connection.execute(update(WEBHOOKS).where(WEBHOOKS.c.id == key).values(disabled=1))
            _end_waiting(connection, key)


def _end_waiting(connection: Connection, key: str) -> None:
    """Give up what waits for a webhook that is gone."""
    gone = select(WEBHOOKS.c.id).where(WEBHOOKS.c.id == key, WEBHOOKS.c.disabled == 1)
    waiting = and_(DELIVERIES.c.webhook.in_(gone), DELIVERIES.c.state == Sending.WAITING.value)
    values = {"state": Sending.FAILED.value, "answer": "it is gone"}
    connection.execute(update(DELIVERIES).where(waiting).values(**values))


def _webhook(row: Row[Any]) -> Webhook:
    events = tuple(row.events.split())
    return Webhook(row.id, row.url, events, row.created_by, row.created_at, bool(row.disabled))


def _delivery(row: Row[Any]) -> Delivery:
    return Delivery(
        number=row.number,
        webhook=row.webhook,
        message=row.message,
        event=row.event,
        payload=row.payload,
        state=Sending(row.state),
        tries=row.tries,
        due_at=row.due_at,
        answer=row.answer,
        created_at=row.created_at,
    )
