"""The queue of jobs in the store: what was handed in is read once, whoever dies meanwhile.

A worker takes a job for a while (a lease) and renews it as long as it lives; what is not renewed is taken by another.
Several machines may work on one PostgreSQL: a row that one of them is taking is skipped by the others.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import Connection, Row, and_, case, func, select, update
from starlette.requests import Request

from extractor.access.users import now_text
from extractor.jobs.notices import Notice, enqueue
from extractor.store.service_tables import JOBS
from extractor.store.store import Store

LEASE: Final = 60.0
"""Seconds that a worker has a job without a sign of life; the clocks of machines must not differ by as much."""
TRIES: Final = 5
"""How often a job is begun: one that ends its server every time is given up."""


class State(StrEnum):
    """How far a job is."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class File:
    """A file that was handed in and is kept among the originals; `name` is harmless."""

    sha256: str
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Job:
    """A file and how far it is; `number` is the order of arrival, `statuses` are those of its records."""

    number: int
    id: str
    state: State
    file: File
    profile: str
    received_ns: int
    created_by: str
    created_at: str
    finished_at: str | None
    tries: int
    statuses: tuple[str, ...]
    problem: str | None


@dataclass(frozen=True, slots=True)
class Ending:
    """How a job ended: `state`, and the statuses of its records or why there are none."""

    state: State
    statuses: tuple[str, ...] = ()
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Queue:
    """The jobs of a store."""

    store: Store

    def add(self, connection: Connection, file: File, profile: str, created_by: str) -> str:
        """Queue a file in the caller's transaction; gives the id of the job."""
        key = uuid.uuid4().hex
        row = {
            "id": key,
            "state": State.QUEUED.value,
            "sha256": file.sha256,
            "name": file.name,
            "size": file.size,
            "profile": profile,
            "received_ns": time.time_ns(),
            "created_by": created_by,
            "created_at": now_text(),
            "tries": 0,
            "due_at": 0.0,
            "statuses": "",
        }
        connection.execute(JOBS.insert().values(**row))
        return key

    def take(self, worker: str) -> Job | None:
        """The next job, which is the worker's from now on; None where there is nothing to do."""
        now = time.time()
        seen = JOBS.alias("seen")
        free = and_(seen.c.state.in_((State.QUEUED.value, State.RUNNING.value)), seen.c.due_at <= now)
        first = select(seen.c.number).where(free).order_by(seen.c.number).limit(1).with_for_update(skip_locked=True)
        values = {"state": State.RUNNING.value, "worker": worker, "due_at": now + LEASE, "tries": JOBS.c.tries + 1}
        values["problem"] = None
        taking = update(JOBS).where(JOBS.c.number == first.scalar_subquery()).values(**values).returning(JOBS)
        with self.store.transaction() as connection:
            # Looking first keeps who waits for work from locking the database again and again.
            is_any = connection.execute(select(seen.c.number).where(free).limit(1)).first() is not None
            row = connection.execute(taking).first() if is_any else None
        return None if row is None else _job(row)

    def renew(self, worker: str) -> None:
        """Keep a worker's jobs for another while."""
        mine = and_(JOBS.c.worker == worker, JOBS.c.state == State.RUNNING.value)
        with self.store.transaction() as connection:
            connection.execute(update(JOBS).where(mine).values(due_at=time.time() + LEASE))

    def give_back(self, job: Job, worker: str, pause: float = 0.0, problem: str | None = None) -> None:
        """Let a job be taken again, not before `pause` seconds have passed; the try is not counted.

        `problem` says what it waits for.
        """
        values = {
            "state": State.QUEUED.value,
            "worker": None,
            "problem": problem,
            "due_at": time.time() + pause if pause else 0.0,
            "tries": case((JOBS.c.tries > 0, JOBS.c.tries - 1), else_=0),
        }
        with self.store.transaction() as connection:
            connection.execute(update(JOBS).where(_held(job, worker)).values(**values))

    def has_work(self) -> bool:
        """Whether a job waits or is in work somewhere."""
        busy = JOBS.c.state.in_((State.QUEUED.value, State.RUNNING.value))
        with self.store.transaction() as connection:
            return connection.execute(select(JOBS.c.number).where(busy).limit(1)).first() is not None

    def recover(self) -> int:
        """Free what dead workers had; only for who knows that nobody else works on this store."""
        running = JOBS.c.state == State.RUNNING.value
        with self.store.transaction() as connection:
            return int(connection.execute(update(JOBS).where(running).values(due_at=0.0)).rowcount)

    def end(self, job: Job, worker: str, ending: Ending) -> bool:
        """Note how a job ended and whom to tell; False where it was no longer the worker's: nothing is noted twice."""
        values = {
            "state": ending.state.value,
            "worker": None,
            "finished_at": now_text(),
            "statuses": " ".join(ending.statuses),
            "problem": ending.problem,
        }
        with self.store.transaction() as connection:
            if not connection.execute(update(JOBS).where(_held(job, worker)).values(**values)).rowcount:
                return False
            data: dict[str, object] = {"job": job.id, "sha256": job.file.sha256, "state": ending.state.value}
            data["statuses"] = list(ending.statuses)
            enqueue(connection, Notice(f"job.{ending.state.value}", job.id, data))
        return True

    def cancel(self, key: str) -> bool:
        """Take a job that has not begun out of the queue; whether it was there."""
        waiting = and_(JOBS.c.id == key, JOBS.c.state == State.QUEUED.value)
        values = {"state": State.CANCELLED.value, "finished_at": now_text()}
        with self.store.transaction() as connection:
            return bool(connection.execute(update(JOBS).where(waiting).values(**values)).rowcount)

    def get(self, key: str) -> Job | None:
        """The job with an id."""
        with self.store.transaction() as connection:
            row = connection.execute(select(JOBS).where(JOBS.c.id == key)).first()
        return None if row is None else _job(row)

    def many(self, keys: Sequence[str]) -> list[Job]:
        """The jobs with these ids, in the order of arrival."""
        with self.store.transaction() as connection:
            rows = connection.execute(select(JOBS).where(JOBS.c.id.in_(keys)).order_by(JOBS.c.number)).all()
        return [_job(row) for row in rows]

    def page(self, before: int | None, most: int, state: State | None = None) -> list[Job]:
        """Jobs from the newest on, those older than the one with number `before`."""
        query = select(JOBS).order_by(JOBS.c.number.desc()).limit(most)
        if before is not None:
            query = query.where(JOBS.c.number < before)
        if state is not None:
            query = query.where(JOBS.c.state == state.value)
        with self.store.transaction() as connection:
            return [_job(row) for row in connection.execute(query)]

    def counts(self) -> dict[str, int]:
        """How many jobs there are in each state."""
        query = select(JOBS.c.state, func.count()).group_by(JOBS.c.state)
        with self.store.transaction() as connection:
            found = {row[0]: row[1] for row in connection.execute(query)}
        return {state.value: found.get(state.value, 0) for state in State}


def queue_of(request: Request) -> Queue:
    """The queue of the server."""
    queue: Queue = request.app.state.queue
    return queue


def _held(job: Job, worker: str) -> Any:
    """The job as long as the worker has it."""
    return and_(JOBS.c.id == job.id, JOBS.c.worker == worker, JOBS.c.state == State.RUNNING.value)


def _job(row: Row[Any]) -> Job:
    return Job(
        number=row.number,
        id=row.id,
        state=State(row.state),
        file=File(row.sha256, row.name, row.size),
        profile=row.profile,
        received_ns=row.received_ns,
        created_by=row.created_by,
        created_at=row.created_at,
        finished_at=row.finished_at,
        tries=row.tries,
        statuses=tuple(row.statuses.split()),
        problem=row.problem,
    )
