"""Requests that were answered under a key: the same one again makes nothing twice."""

from __future__ import annotations

import hashlib
import json
import time
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, delete, select

from extractor.store.service_tables import IDEMPOTENCY
from extractor.store.store import Store

_KEPT: Final = 7 * 86_400.0
"""Seconds for which a key is known."""


class KeyReusedError(Exception):
    """A key came with something else than the first time."""


@dataclass(frozen=True, slots=True)
class Once:
    """A request that is to be done once: whose it is, under which key, and what it asks for."""

    actor: str
    key: str
    fingerprint: str

    @classmethod
    def of(cls, actor: str, key: str, asked: Any) -> Once:
        """The request of a person for something that JSON can say."""
        return cls(actor, key, hashlib.sha256(json.dumps(asked).encode()).hexdigest())

    def earlier(self, store: Store) -> list[str] | None:
        """The ids of what the same request made before; None where it is the first.

        Raises:
            KeyReusedError: the key came with something else.
        """
        with store.transaction() as connection:
            connection.execute(delete(IDEMPOTENCY).where(IDEMPOTENCY.c.created_at < time.time() - _KEPT))
            mine = (IDEMPOTENCY.c.actor == self.actor) & (IDEMPOTENCY.c.key == self.key)
            row = connection.execute(select(IDEMPOTENCY).where(mine)).first()
        if row is None:
            return None
        if row.fingerprint != self.fingerprint:
            raise KeyReusedError
        return str(row.jobs).split()

    def remember(self, connection: Connection, made: list[str]) -> None:
        """Keep what the request made, in the transaction that made it.

        Raises:
            IntegrityError: the same request came at the same time and was first.
        """
        row = {"actor": self.actor, "key": self.key, "fingerprint": self.fingerprint, "jobs": " ".join(made)}
        connection.execute(IDEMPOTENCY.insert().values(**row, created_at=time.time()))
