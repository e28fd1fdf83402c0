"""Tokens by which programs come in: shown once, kept as a digest, never worth more than their owner."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Row, delete, select, update

from extractor.access.keys import TOKEN_PREFIX, digest, new_secret
from extractor.access.roles import Role, Scope, scopes_in, scopes_of
from extractor.access.users import User, now_text
from extractor.store.service_tables import TOKENS, USERS
from extractor.store.store import Store

_DAY: Final = 86_400.0
_ABOUT: Final = 60.0
"""Seconds: how exactly it is kept when a token was last used."""


@dataclass(frozen=True, slots=True)
class Token:
    """A token without its secret; times in seconds since the epoch."""

    id: int
    owner: str
    name: str
    scopes: tuple[Scope, ...]
    created_at: str
    expires_at: float | None
    used_at: float | None


@dataclass(frozen=True, slots=True)
class Known:
    """A token that was sent and is good: whose it is, and what it may be used for."""

    id: int
    user: User
    scopes: frozenset[Scope]


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a store."""

    store: Store

    def add(self, owner: User, name: str, scopes: Iterable[Scope], days: float | None) -> tuple[Token, str]:
        """A new token and its secret, which is not kept; `days` until it ends, None: never."""
        secret = TOKEN_PREFIX + new_secret()
        row = {
            "user": owner.id,
            "name": name,
            "digest": digest(secret),
            "scopes": " ".join(sorted(scopes)),
            "created_at": now_text(),
            "expires_at": None if days is None else time.time() + days * _DAY,
            "used_at": None,
        }
        with self.store.transaction() as connection:
            key = connection.execute(TOKENS.insert().values(**row)).inserted_primary_key
        assert key is not None
        return next(token for token in self.all() if token.id == key[0]), secret

    def all(self) -> list[Token]:
        """Every token, in the order in which they were made."""
        query = select(TOKENS, USERS.c.name.label("owner")).join(USERS).order_by(TOKENS.c.id)
        with self.store.transaction() as connection:
            return [_token(row) for row in connection.execute(query)]

    def known(self, secret: str) -> Known | None:
        """What a secret opens; None for a wrong or ended one, or one of a person who was shut out."""
        query = select(TOKENS, USERS.c.role, USERS.c.name.label("owner"), USERS.c.created_at.label("since"))
        query = query.join(USERS).where(TOKENS.c.digest == digest(secret), USERS.c.disabled == 0)
        now = time.time()
        with self.store.transaction() as connection:
            row = connection.execute(query).first()
            if row is None or (row.expires_at is not None and row.expires_at <= now):
                return None
            if now - (row.used_at or 0.0) > _ABOUT:
                connection.execute(update(TOKENS).where(TOKENS.c.id == row.id).values(used_at=now))
        role = Role(row.role)
        owner = User(row.user, row.owner, role, is_disabled=False, created_at=row.since)
        return Known(row.id, owner, scopes_in(row.scopes) & scopes_of(role))

    def revoke(self, number: int) -> bool:
        """End a token; whether there was one."""
        with self.store.transaction() as connection:
            return bool(connection.execute(delete(TOKENS).where(TOKENS.c.id == number)).rowcount)


def _token(row: Row[Any]) -> Token:
    scopes = tuple(sorted(scopes_in(row.scopes)))
    return Token(row.id, row.owner, row.name, scopes, row.created_at, row.expires_at, row.used_at)
