"""Files that were handed in and that this version of the program has not read: they are queued again.

Files of a folder are read again by the next run over it; of these nobody else would think.
"""

from __future__ import annotations

from sqlalchemy import Connection, and_, select

from extractor.jobs.queue import File, Queue, State
from extractor.store.handed_in import is_handed_in
from extractor.store.service_tables import JOBS
from extractor.store.tables import FILES, WORKS


def queue_outdated(queue: Queue, version: str) -> int:
    """Queue what this version has not read and what does not wait already; gives how many there are."""
    count = 0
    with queue.store.transaction() as connection:
        for file in _outdated(connection, version):
            profile = _last_profile(connection, file)
            if profile is not None:
                queue.add(connection, file, profile, "new version")
                count += 1
    return count


def _outdated(connection: Connection, version: str) -> list[File]:
    done = and_(WORKS.c.sha256 == FILES.c.sha256, WORKS.c.name == FILES.c.name, WORKS.c.version == version)
    query = select(FILES).where(FILES.c.gone == 0, ~select(WORKS.c.id).where(done).exists())
    rows = connection.execute(query.order_by(FILES.c.path)).all()
    return [File(row.sha256, row.name, row.size) for row in rows if is_handed_in(row.path)]


def _last_profile(connection: Connection, file: File) -> str | None:
    """The profile that was asked for last; None where the file waits already, or nobody asked."""
    same = and_(JOBS.c.sha256 == file.sha256, JOBS.c.name == file.name)
    last = connection.execute(select(JOBS).where(same).order_by(JOBS.c.number.desc()).limit(1)).first()
    waits = (State.QUEUED.value, State.RUNNING.value)
    return None if last is None or last.state in waits else str(last.profile)
