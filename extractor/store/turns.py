"""Turns: of those who do something that two must not do at once, one goes after the other, also on several machines."""

from __future__ import annotations

from enum import IntEnum

from sqlalchemy import Connection, text


class Turn(IntEnum):
    """What is done in turns; the number is that of the lock in PostgreSQL, arbitrary and always the same."""

    ORIGINALS = 7_603_114_524
    """Queueing a file whose original is kept, shared, and letting go of an original."""
    PEOPLE = 7_603_114_525
    """Changing who may come in."""


def take_turn(connection: Connection, turn: Turn, *, shared: bool = False) -> None:
    """Wait for one's turn; it lasts as long as the transaction, of which this is the first statement.

    `shared`: together with others who share it. With SQLite one program writes at a time in any case.
    """
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        return
    lock = "pg_advisory_xact_lock_shared" if shared else "pg_advisory_xact_lock"
    connection.execute(text(f"SELECT {lock}(:key)"), {"key": turn.value})
