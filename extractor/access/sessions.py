"""Sessions of browsers: kept here, named by a secret in a cookie of which only a digest is kept."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Final

from sqlalchemy import delete, select, update

from extractor.access.keys import derived, digest, new_secret
from extractor.access.settings import SessionTimes
from extractor.access.users import User
from extractor.store.service_tables import SESSIONS
from extractor.store.store import Store

_ABOUT: Final = 30.0
"""Seconds: how exactly it is kept when a session was last used."""


@dataclass(frozen=True, slots=True)
class Session:
    """A session that is good; `user` is None for the one of a local desk. `csrf` is what unsafe requests must send."""

    user: int | None
    name: str
    csrf: str


@dataclass(frozen=True, slots=True)
class Sessions:
    """The sessions of a store."""

    store: Store
    times: SessionTimes

    def begin(self, who: User | str, before: str | None = None) -> str:
        """The secret of a new session, of a user or of the one of a local desk; the session `before` ends."""
        secret, now = new_secret(), time.time()
        row = {
            "digest": digest(secret),
            "user": None if isinstance(who, str) else who.id,
            "name": who if isinstance(who, str) else who.name,
            "created_at": now,
            "seen_at": now,
            "expires_at": now + self.times.most,
        }
        with self.store.transaction() as connection:
            ended = (SESSIONS.c.expires_at <= now) | (SESSIONS.c.seen_at <= now - self.times.idle)
            connection.execute(delete(SESSIONS).where(ended))
            if before is not None:
                connection.execute(delete(SESSIONS).where(SESSIONS.c.digest == digest(before)))
            connection.execute(SESSIONS.insert().values(**row))
        return secret

    def find(self, secret: str) -> Session | None:
        """The session that a secret names, if it has not ended."""
        now, key = time.time(), digest(secret)
        with self.store.transaction() as connection:
            row = connection.execute(select(SESSIONS).where(SESSIONS.c.digest == key)).first()
            if row is None or row.expires_at <= now or row.seen_at <= now - self.times.idle:
                return None
            if now - row.seen_at > _ABOUT:
                connection.execute(update(SESSIONS).where(SESSIONS.c.digest == key).values(seen_at=now))
        return Session(row.user, row.name, derived(secret, "csrf"))

    def end(self, secret: str) -> None:
        """End a session."""
        with self.store.transaction() as connection:
            connection.execute(delete(SESSIONS).where(SESSIONS.c.digest == digest(secret)))
