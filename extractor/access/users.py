"""The people who may come in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, TypeAlias

from sqlalchemy import Connection, Row, delete, func, select, update
from sqlalchemy.exc import IntegrityError

from extractor.access.passwords import hashed, is_outdated, is_right
from extractor.access.roles import Role
from extractor.errors import UsageError
from extractor.store.service_tables import SESSIONS, TOKENS, USERS
from extractor.store.store import Store
from extractor.store.turns import Turn, take_turn

_NAME: Final = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")


class UserError(UsageError):
    """A person cannot be added, found or changed."""

    advice = "list the people with vanthu users list STORE"


@dataclass(frozen=True, slots=True)
class User:
    """A person who may come in, unless disabled."""

    id: int
    name: str
    role: Role
    is_disabled: bool
    created_at: str


Within: TypeAlias = Callable[[Connection, User], None]


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be another with a person; what is None stays. Who is disabled is shut out, and so are their tokens."""

    role: Role | None = None
    password: str | None = None
    is_disabled: bool | None = None

    def values(self) -> dict[str, object]:
        """The columns that change.

        Raises:
            UsageError: the password is too short or too long.
        """
        values = {
            "role": None if self.role is None else self.role.value,
            "password": None if self.password is None else hashed(self.password),
            "disabled": None if self.is_disabled is None else int(self.is_disabled),
        }
        return {name: value for name, value in values.items() if value is not None}


def _nothing(_: Connection, __: User) -> None:
    """Nothing more is done in the transaction."""


@dataclass(frozen=True, slots=True)
class Users:
    """The people of a store."""

    store: Store

    def add(self, name: str, role: Role, password: str) -> User:
        """Let a person in from now on.

        Raises:
            UserError: the name is taken or no name.
            UsageError: the password is too short or too long.
        """
        row = {
            "name": checked_name(name),
            "password": hashed(password),
            "role": role.value,
            "disabled": 0,
            "created_at": now_text(),
        }
        try:
            with self.store.transaction() as connection:
                connection.execute(USERS.insert().values(**row))
        except IntegrityError as error:
            raise UserError(f"there is a user {row['name']} already") from error
        return self.get(str(row["name"]))

    def all(self) -> list[User]:
        """Everybody, by name."""
        with self.store.transaction() as connection:
            return [_user(row) for row in connection.execute(select(USERS).order_by(USERS.c.name))]

    def get(self, name: str) -> User:
        """The person of a name.

        Raises:
            UserError: there is none.
        """
        return _user(self._row(name))

    def by_id(self, number: int) -> User | None:
        """The person with an id."""
        with self.store.transaction() as connection:
            row = connection.execute(select(USERS).where(USERS.c.id == number)).first()
        return None if row is None else _user(row)

    def signed_in(self, name: str, password: str) -> User | None:
        """The person, if the password is right and they may come in; it takes as long where there is nobody."""
        try:
            row = self._row(name)
        except UserError:
            row = None
        if not is_right(None if row is None else row.password, password) or row is None or row.disabled:
            return None
        if is_outdated(row.password):
            same = (USERS.c.id == row.id) & (USERS.c.password == row.password)
            newer = update(USERS).where(same).values(password=hashed(password))
            with self.store.transaction() as connection:
                connection.execute(newer)
        return _user(row)

    def change(self, name: str, change: Change, within: Within = _nothing) -> User:
        """Change a person, all of it or nothing; whoever is signed in under the name has to sign in again.

        `within` is called in the same transaction with the person as they were; what it raises takes that back.

        Raises:
            UserError: there is nobody of the name, or no administrator would be left.
            UsageError: the password is too short or too long.
        """
        values = change.values()
        with self.store.transaction() as connection:
            take_turn(connection, Turn.PEOPLE)
            user = _user(_row(connection, name))
            if change.is_disabled or change.role not in {None, Role.ADMIN}:
                _keep_an_admin(connection, user)
            if values:
                connection.execute(update(USERS).where(USERS.c.id == user.id).values(**values))
                connection.execute(delete(SESSIONS).where(SESSIONS.c.user == user.id))
            within(connection, user)
        return self.get(name)

    def remove(self, name: str, within: Within = _nothing) -> None:
        """Forget a person with their sessions and tokens; what they did stays in the audit log.

        `within` is as in `change`.

        Raises:
            UserError: there is nobody of the name, or no administrator would be left.
        """
        with self.store.transaction() as connection:
            take_turn(connection, Turn.PEOPLE)
            user = _user(_row(connection, name))
            _keep_an_admin(connection, user)
            for table in (SESSIONS, TOKENS):
                connection.execute(delete(table).where(table.c.user == user.id))
            connection.execute(delete(USERS).where(USERS.c.id == user.id))
            within(connection, user)

    def _row(self, name: str) -> Row[Any]:
        with self.store.transaction() as connection:
            return _row(connection, name)


def _row(connection: Connection, name: str) -> Row[Any]:
    known = select(USERS).where(USERS.c.name == _folded(name))
    row = connection.execute(known).first() if is_name(name) else None
    if row is None:
        raise UserError("there is no such user")
    return row


def _keep_an_admin(connection: Connection, user: User) -> None:
    """Refuse to take the last one who can let others in."""
    if user.role is not Role.ADMIN or user.is_disabled:
        return
    query = select(func.count()).select_from(USERS)
    query = query.where(USERS.c.role == Role.ADMIN.value, USERS.c.disabled == 0)
    if connection.execute(query).scalar_one() < 2:
        raise UserError(f"{user.name} is the last administrator")


def checked_name(name: str) -> str:
    """A name as it is kept.

    Raises:
        UserError: it is no name.
    """
    if not is_name(name):
        raise UserError("a name has up to 64 of a-z, 0-9, '.', '_' and '-', a letter or digit first")
    return _folded(name)


def is_name(name: str) -> bool:
    """Whether it can be the name of somebody."""
    return _NAME.fullmatch(_folded(name)) is not None


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name[:256]).strip().lower()


def now_text() -> str:
    """This moment as ISO 8601 in UTC."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _user(row: Row[Any]) -> User:
    return User(row.id, row.name, Role(row.role), bool(row.disabled), row.created_at)
