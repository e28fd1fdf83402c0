"""The audit log: who did what to what, when and from where; rows are added and never changed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, select

from extractor.access.users import now_text
from extractor.store.service_tables import AUDIT
from extractor.store.store import Store


class Act(StrEnum):
    """What is noted."""

    SIGNED_IN = "signed-in"
    SIGN_IN_REFUSED = "sign-in-refused"
    SIGNED_OUT = "signed-out"
    USER_ADDED = "user-added"
    USER_CHANGED = "user-changed"
    USER_REMOVED = "user-removed"
    TOKEN_ADDED = "token-added"
    TOKEN_REVOKED = "token-revoked"
    UPLOADED = "uploaded"
    JOB_CANCELLED = "job-cancelled"
    DOCUMENT_DELETED = "document-deleted"
    ORIGINAL_TAKEN = "original-taken"
    EXPORTED = "exported"
    WEBHOOK_ADDED = "webhook-added"
    WEBHOOK_REMOVED = "webhook-removed"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does something: a name, by what means (user, token, local, command), from which address."""

    name: str
    means: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the log; `at` is ISO 8601 in UTC."""

    id: int
    at: str
    actor: Actor
    action: str
    target: str


@dataclass(frozen=True, slots=True)
class Audit:
    """The log of a store."""

    store: Store

    def note(self, actor: Actor, act: Act, target: str = "") -> None:
        """Add a row; `target` is an id, never a name of a file."""
        with self.store.transaction() as connection:
            self.write(connection, actor, act, target)

    def write(self, connection: Connection, actor: Actor, act: Act, target: str) -> None:
        """As `note`, in the transaction of what is noted."""
        row = {
            "at": now_text(),
            "actor": actor.name[:256],
            "means": actor.means,
            "action": act.value,
            "target": target[:256],
            "address": actor.address[:64],
        }
        connection.execute(AUDIT.insert().values(**row))

    def entries(self, after: int, most: int) -> list[Entry]:
        """Rows in order, those behind the one with id `after`."""
        query = select(AUDIT).where(AUDIT.c.id > after).order_by(AUDIT.c.id).limit(most)
        with self.store.transaction() as connection:
            return [_entry(row) for row in connection.execute(query)]


def _entry(row: Row[Any]) -> Entry:
    return Entry(row.id, row.at, Actor(row.actor, row.means, row.address), row.action, row.target)
