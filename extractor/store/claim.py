"""One program writes to a store at a time, or several servers do; the right ends with the process, however it ends."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import SQLAlchemyError

from extractor.errors import StoreError

_KEY = 7_603_114_521
"""Of the lock in PostgreSQL: an arbitrary number that is always the same."""
_TAKEN = "another run writes to the store; wait for its end"


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to write; `release` gives it back. `is_alone`: nobody else can have it at the same time.

    `is_held` asks whether it was lost: behind a server it ends with its connection.
    """

    release: Callable[[], None]
    is_alone: bool = True
    is_held: Callable[[], bool] = lambda: True


def claim(engine: Engine, *, shared: bool = False) -> Claim:
    """Take the right to write to the store of a database; `shared` with other servers, where it lies on a server.

    Raises:
        StoreError: another program has it.
    """
    if engine.dialect.name == "postgresql":
        return _of_server(engine, shared=shared)
    return _of_file(Path(str(engine.url.database)))


def _of_file(database: Path) -> Claim:
    descriptor = os.open(database.with_name("lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(descriptor)
        raise StoreError(_TAKEN) from error
    except OSError:
        # A network share without locks: the database itself still keeps two writers apart.
        pass
    return Claim(lambda: os.close(descriptor))


def _of_server(engine: Engine, *, shared: bool) -> Claim:
    lock = "pg_try_advisory_lock_shared" if shared else "pg_try_advisory_lock"
    connection = engine.connect()
    taken = connection.execute(text(f"SELECT {lock}(:key)"), {"key": _KEY}).scalar()
    connection.commit()
    if not taken:
        connection.close()
        raise StoreError(_TAKEN)
    unlock = "pg_advisory_unlock_shared" if shared else "pg_advisory_unlock"
    return Claim(lambda: _give_back(connection, unlock), not shared, lambda: _is_open(connection))


def _is_open(connection: Connection) -> bool:
    try:
        connection.execute(text("SELECT 1"))
        connection.commit()
    except SQLAlchemyError:
        return False
    return True


def _give_back(connection: Connection, unlock: str) -> None:
    """Unlock, so that the right is free when this returns: of a closed connection the server learns a moment later."""
    with suppress(SQLAlchemyError):  # a server that is gone has no lock
        connection.execute(text(f"SELECT {unlock}(:key)"), {"key": _KEY})
    # Ended for good: back in the pool it might keep the lock.
    connection.invalidate()
