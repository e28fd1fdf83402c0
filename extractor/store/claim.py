"""One program writes to a store at a time; the right ends with the process, however that ends."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, text

from extractor.errors import StoreError

_KEY = 7_603_114_521
"""Of the lock in PostgreSQL: an arbitrary number that is always the same."""
_TAKEN = "another run writes to the store; wait for its end"


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to write; `release` gives it back."""

    release: Callable[[], None]


def claim(engine: Engine) -> Claim:
    """Take the right to write to the store of a database.

    Raises:
        StoreError: another program has it.
    """
    return _of_server(engine) if engine.dialect.name == "postgresql" else _of_file(Path(str(engine.url.database)))


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


def _of_server(engine: Engine) -> Claim:
    connection = engine.connect()
    taken = connection.execute(text("SELECT pg_try_advisory_lock(:key)"), {"key": _KEY}).scalar()
    connection.commit()
    if not taken:
        connection.close()
        raise StoreError(_TAKEN)
    # Ended for good: back in the pool it would keep the lock.
    return Claim(connection.invalidate)
