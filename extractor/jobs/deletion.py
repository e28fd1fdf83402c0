"""Letting go of a file that was handed in, with everything that was made of it.

What people decided stays in their log, and who did what stays in the audit log: both only grow.
"""

from __future__ import annotations

from sqlalchemy import Connection, and_, delete, select, update

from extractor.jobs.queue import State
from extractor.reading.kept import readers_version
from extractor.store.handed_in import is_handed_in
from extractor.store.originals import place_of
from extractor.store.readings import KeptReadings
from extractor.store.service_tables import JOBS
from extractor.store.store import Store
from extractor.store.tables import FILES, RECORDS, WORKS


class NotDeletableError(Exception):
    """It cannot be deleted now; the message says why."""


def delete_file(store: Store, sha256: str, name: str) -> None:
    """Let go of the records, texts and the original of a file; another file with the same content keeps the original.

    Raises:
        NotDeletableError: it lies in a folder that is read, or is being read now.
        OSError: the original cannot be removed; its records are gone.
    """
    with store.transaction() as connection:
        _check(connection, sha256, name)
        same = and_(WORKS.c.sha256 == sha256, WORKS.c.name == name)
        works = select(WORKS.c.id).where(same)
        connection.execute(delete(RECORDS).where(RECORDS.c.work.in_(works)))
        connection.execute(delete(WORKS).where(same))
        connection.execute(delete(FILES).where(FILES.c.sha256 == sha256, FILES.c.name == name))
        told = and_(JOBS.c.sha256 == sha256, JOBS.c.name == name)
        connection.execute(update(JOBS).where(told).values(name="", statuses=""))
        others = connection.execute(select(FILES.c.path).where(FILES.c.sha256 == sha256)).first()
    if others is None:
        store.originals.remove(place_of(sha256))
        KeptReadings(store.originals, readers_version()).remove(sha256)


def _check(connection: Connection, sha256: str, name: str) -> None:
    paths = connection.execute(select(FILES.c.path).where(FILES.c.sha256 == sha256, FILES.c.name == name)).scalars()
    if not all(is_handed_in(path) for path in paths):
        raise NotDeletableError("the file lies in a folder that is read; take it out of there")
    states = (State.QUEUED.value, State.RUNNING.value)
    busy = select(JOBS.c.id).where(JOBS.c.sha256 == sha256, JOBS.c.state.in_(states)).limit(1)
    if connection.execute(busy).first() is not None:
        raise NotDeletableError("the file is being read; wait for its job, or cancel it")
