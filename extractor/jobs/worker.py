"""The worker of a server: takes jobs from the queue and reads them through the fence, some at once."""

from __future__ import annotations

import errno
import os
import threading
import time
import uuid
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from extractor.batch.readers import FencesByThread, Task, read_task
from extractor.batch.run import version_of
from extractor.errors import ProfileError, StoreError, place_of
from extractor.fence import FenceError, Intake
from extractor.jobs.queue import LEASE, TRIES, Ending, Job, Queue, State
from extractor.jobs.rereading import queue_outdated
from extractor.limits import PROCESS
from extractor.reading.kept import readers_version
from extractor.store.handed_in import handed_in_path
from extractor.store.listing import numbers_of
from extractor.store.readings import KeptReadings
from extractor.store.store import Outcome, SeenFile, Store, Work

_LOOK: Final = 1.0
"""Seconds between two looks at the queue: other machines fill it too."""
_RENEW: Final = LEASE / 4
_PAUSE: Final = 15.0
"""Seconds before a job is tried again that met a full disk, or a fence that does not start."""
_FORGOTTEN: Final = 86_400.0
"""Seconds after which half an upload belongs to no server that runs."""


class _NoOriginalError(Exception):
    """The file of a job is no longer what was handed in."""


@dataclass(frozen=True, slots=True)
class Read:
    """A job that is done: how it ended and how long reading took in seconds, 0 where nothing had to be read."""

    ending: Ending
    seconds: float


class Worker:
    """Reads jobs in threads until it is stopped; `tell` hears of each that is done.

    It has the right to write to the store while there are jobs, and leaves it to runs over folders otherwise.
    """

    def __init__(self, queue: Queue, jobs: int, tell: Callable[[Read], None]) -> None:
        """Start nothing yet."""
        self.name = uuid.uuid4().hex
        self._queue, self._store, self._tell = queue, queue.store, tell
        self._readings = KeptReadings(self._store.originals, readers_version())
        self._fences = FencesByThread(PROCESS)
        self._version = version_of()
        self._stop, self._news = threading.Event(), threading.Condition()
        self._may_write, self._busy, self._renewed = False, 0, 0.0
        self._threads = [threading.Thread(target=self._work, name=f"vanthu-job-{n}") for n in range(jobs)]
        if jobs:
            self._threads.append(threading.Thread(target=self._keep, name="vanthu-jobs"))

    @property
    def may_write(self) -> bool:
        """Whether this worker has the right to write now: without jobs it does not ask for it."""
        return self._may_write

    def start(self) -> None:
        """Begin to take jobs."""
        for thread in self._threads:
            thread.start()

    def wake(self) -> None:
        """Say that there is something new in the queue."""
        with self._news:
            self._news.notify_all()

    def stop(self) -> None:
        """Break off what is in work, which goes back to the queue, and end all processes."""
        self._stop.set()
        self._fences.stop()
        self.wake()
        for thread in self._threads:
            if thread.ident is not None:
                thread.join()
        self._fences.close()

    def _keep(self) -> None:
        """Get the right to write when there is work, keep the jobs in work this worker's, give the right back."""
        is_new = True
        while not self._stop.is_set():
            # Another run writes, the database or the folder is away: nothing is lost by waiting.
            with suppress(StoreError, OSError):
                if is_new:
                    self._store.originals.forget_unfinished(_FORGOTTEN)
                    queue_outdated(self._queue, self._version)
                    is_new = False
                self._look()
            self._wait()

    def _look(self) -> None:
        has_work = self._queue.has_work()
        if has_work and not self._may_write:
            if self._store.share():
                self._queue.recover()
            self._may_write = True
            self.wake()
        elif self._may_write and time.monotonic() - self._renewed > _RENEW:
            self._keep_right()
            self._queue.renew(self.name)
            self._renewed = time.monotonic()
        with self._news:
            if self._may_write and not has_work and not self._busy:
                self._may_write = False
                self._store.release()

    def _keep_right(self) -> None:
        """Take the right to write anew where it was lost; who got it meanwhile is waited for."""
        try:
            self._store.share()
        except StoreError:
            self._may_write = False
            raise

    def _wait(self) -> None:
        with self._news:
            if not self._stop.is_set():
                self._news.wait(_LOOK)

    def _work(self) -> None:
        while not self._stop.is_set():
            with self._news:
                is_mine = self._may_write
                self._busy += is_mine
            job = self._next() if is_mine else None
            if job is not None:
                self._do(job)
            with self._news:
                self._busy -= is_mine
            if job is None:
                self._wait()

    def _next(self) -> Job | None:
        try:
            return self._queue.take(self.name)
        except StoreError:
            return None

    def _do(self, job: Job) -> None:
        """Do a job; whatever keeps it from being done now leaves it in the queue."""
        try:
            read = self._read(job)
        except FenceError as error:
            self._return(job, error, 0.0 if self._stop.is_set() else _PAUSE)
        except (StoreError, OSError) as error:
            self._return(job, error, _PAUSE)
        except Exception as error:  # noqa: BLE001 -- the edge: a defect ends its job and not the worker
            self._give_up(job, error)
        else:
            self._tell(read)

    def _give_up(self, job: Job, error: Exception) -> None:
        name, line = place_of(error)
        with suppress(StoreError):  # then the lease ends by itself
            self._tell(self._end(job, Ending(State.FAILED, problem=f"a defect of the program ({name} in {line})")))

    def _return(self, job: Job, error: Exception, pause: float) -> None:
        with suppress(StoreError):  # then the lease ends by itself
            self._queue.give_back(job, self.name, pause, _why(error) if pause else None)

    def _read(self, job: Job) -> Read:
        if job.tries > TRIES:
            return self._end(job, Ending(State.FAILED, problem=f"reading it was begun {TRIES} times and never ended"))
        work = Work(job.file.sha256, job.file.name, self._version, job.profile)
        began = time.monotonic()
        if not numbers_of(self._store, work):
            try:
                outcome = self._outcome(job)
            except _NoOriginalError:
                return self._end(job, Ending(State.FAILED, problem="the original is no longer kept, or was changed"))
            except ProfileError:
                return self._end(job, Ending(State.FAILED, problem="the profile is no longer known"))
            self._store.save(work, outcome)
        path = handed_in_path(job.file.sha256, job.file.name)
        self._store.note([(SeenFile(path, job.file.size, job.received_ns), job.file.sha256, None)])
        statuses = tuple(numbers_of(self._store, work).values())
        return self._end(job, Ending(State.DONE, statuses), time.monotonic() - began)

    def _outcome(self, job: Job) -> Outcome:
        try:
            data = self._store.originals.get(job.file.sha256)
        except (FileNotFoundError, ValueError) as error:
            raise _NoOriginalError from error
        file = Intake.of(data, job.file.name)
        return read_task(self._fences.get(), Task(file, may_use_ocr=True), job.profile or None, self._readings)

    def _end(self, job: Job, ending: Ending, seconds: float = 0.0) -> Read:
        self._queue.end(job, self.name, ending)
        return Read(ending, seconds)


def _why(error: Exception) -> str:
    """What is said of what a job waits for: none of the paths that an error names."""
    if isinstance(error, OSError):
        return f"its original cannot be had, or what was read cannot be kept ({os.strerror(error.errno or errno.EIO)})"
    return "the store cannot be used" if isinstance(error, StoreError) else "no process can be started to read it"


def documents_of(store: Store, job: Job, version: str) -> tuple[int, ...]:
    """The numbers of the records of a job, in their order."""
    return tuple(numbers_of(store, Work(job.file.sha256, job.file.name, version, job.profile)))
