"""Letting go of a file that was handed in, with everything that was made of it.

What people decided stays in their log, and who did what stays in the audit log: both only grow.
"""

from __future__ import annotations

from sqlalchemy import Connection, and_, delete, select, update

from extractor.jobs.queue import State
from extractor.store.handed_in import is_handed_in
from extractor.store.originals import place_of
from extractor.store.readings import forget_texts
from extractor.store.service_tables import JOBS
from extractor.store.store import Store
from extractor.store.tables import FILES, RECORDS, WORKS
from extractor.store.turns import Turn, take_turn


class NotDeletableError(Exception):
    """It cannot be deleted now; the message says why."""


def delete_file(store: Store, sha256: str, name: str) -> None:
    """Let go of the records, texts and the original of a file; another file with the same content keeps the original.

    Raises:
        NotDeletableError: it lies in a folder that is read, or is being read now.
        OSError: the original cannot be removed; its records are gone.
    """
    with store.transaction() as connection:
        take_turn(connection, Turn.ORIGINALS)
        _check(connection, sha256, name)
        same = and_(WORKS.c.sha256 == sha256, WORKS.c.name == name)
        works = select(WORKS.c.id).where(same)
        connection.execute(delete(RECORDS).where(RECORDS.c.work.in_(works)))
        connection.execute(delete(WORKS).where(same))
        connection.execute(delete(FILES).where(FILES.c.sha256 == sha256, FILES.c.name == name))
        told = and_(JOBS.c.sha256 == sha256, JOBS.c.name == name)
        connection.execute(update(JOBS).where(told).values(name="", statuses=""))
    with store.transaction() as connection:
        # A turn of its own, behind the end of the records: meanwhile the same bytes may have been handed in again.
        take_turn(connection, Turn.ORIGINALS)
        if not _is_wanted(connection, sha256):
            store.originals.remove(place_of(sha256))
            forget_texts(store.originals, sha256)


def _is_wanted(connection: Connection, sha256: str) -> bool:
    """Whether another file has the same content, or waits to be read."""
    listed = connection.execute(select(FILES.c.path).where(FILES.c.sha256 == sha256).limit(1)).first()
    return listed is not None or _is_queued(connection, sha256)


def _check(connection: Connection, sha256: str, name: str) -> None:
    paths = connection.execute(select(FILES.c.path).where(FILES.c.sha256 == sha256, FILES.c.name == name)).scalars()
    if not all(is_handed_in(path) for path in paths):
        raise NotDeletableError("the file lies in a folder that is read; take it out of there")
    if _is_queued(connection, sha256):
        raise NotDeletableError("the file is being read; wait for its job, or cancel it")


def _is_queued(connection: Connection, sha256: str) -> bool:
    states = (State.QUEUED.value, State.RUNNING.value)
    busy = select(JOBS.c.id).where(JOBS.c.sha256 == sha256, JOBS.c.state.in_(states)).limit(1)
    return connection.execute(busy).first() is not None
