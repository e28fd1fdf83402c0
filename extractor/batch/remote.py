"""Reads files on the machines behind a Dask scheduler, each behind the fence of its own machine.

Originals go to the workers, and what comes of them comes back, through the address of the store: the scheduler passes
nothing but names. A result lies there whole or not at all; one that a killed run left behind is not made again.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import zlib
from concurrent.futures import CancelledError
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

from extractor.batch.folder import UnsteadyFileError
from extractor.batch.readers import FencesByThread, Task, read_task
from extractor.errors import SchedulerError, StoreError
from extractor.fence import Intake
from extractor.limits import ProcessLimits
from extractor.reading.kept import readers_version
from extractor.store.originals import Originals, place_of
from extractor.store.readings import KeptReadings
from extractor.store.store import Outcome
from schemas.versions import load

_WAIT = 60
"""Seconds in which a scheduler has to answer and to have a worker."""


@dataclass(frozen=True, slots=True)
class Conditions:
    """What holds for all files of a run: address of originals and results, version, profile, limits."""

    address: str
    version: str
    profile: str | None
    limits: ProcessLimits


@dataclass(frozen=True, slots=True)
class RemoteTask:
    """A file as it is told to a worker."""

    sha256: str
    name: str
    may_use_ocr: bool
    conditions: Conditions

    def place(self) -> str:
        """Where the result lies in the store."""
        parts = (self.sha256, self.name, self.conditions.version, self.conditions.profile or "")
        return f"results/{place_of(hashlib.sha256(json.dumps(parts).encode()).hexdigest())}"


def read_for(task: RemoteTask) -> None:
    """A worker's part: read a file of the store, and leave the result there.

    Raises:
        OcrDeferredError: it needs OCR and may not use it now.
        UnsteadyFileError: the worker cannot read or write the store now.
        SchedulerError: this worker runs another version.
    """
    from extractor.batch.run import version_of  # noqa: PLC0415 -- that module imports this one

    conditions = task.conditions
    version = version_of(conditions.profile)
    if version != conditions.version:
        raise SchedulerError(f"a worker runs version {version}, this is {conditions.version}")
    try:
        _read_into(Originals.at(conditions.address), task)
    except (OSError, ValueError, StoreError) as error:
        raise UnsteadyFileError(f"a worker cannot use {conditions.address}: {error}") from error


def _read_into(originals: Originals, task: RemoteTask) -> None:
    if originals.size(task.place()) is not None:
        return
    conditions = task.conditions
    file = Intake.of(originals.get(task.sha256), task.name)
    readings = KeptReadings(originals, readers_version())
    fence = _fences(conditions.limits).get()
    outcome = read_task(fence, Task(file, task.may_use_ocr), conditions.profile, readings)
    originals.write(task.place(), pack_outcome(outcome))


@lru_cache(maxsize=4)
def _fences(limits: ProcessLimits) -> FencesByThread:
    """The fences of a worker, which end with it."""
    return FencesByThread(limits)


def pack_outcome(outcome: Outcome) -> bytes:
    """What came of a file, as bytes."""
    values = {
        "records": [record.to_json_line() for record in outcome.records],
        "texts": outcome.texts,
        "seconds": outcome.seconds,
        "peak_memory": outcome.peak_memory,
    }
    return zlib.compress(json.dumps(values).encode())


def unpack_outcome(packed: bytes) -> Outcome:
    """What came of a file, from such bytes.

    Raises:
        ValueError: they are not such bytes, or a record is not valid.
    """
    try:
        values = json.loads(zlib.decompress(packed))
        records = tuple(load(line) for line in values["records"])
        return Outcome(records, tuple(values["texts"]), float(values["seconds"]), int(values["peak_memory"]))
    except (zlib.error, KeyError, TypeError) as error:
        raise ValueError("what a worker left is no result") from error


@dataclass(frozen=True, slots=True)
class Cluster:
    """A connection to a scheduler; `threads` of all its workers at the start of the run."""

    address: str
    client: Any
    threads: int

    @classmethod
    def at(cls, address: str) -> Cluster:
        """Connect, and wait for the first worker.

        Raises:
            SchedulerError: there is no scheduler, it has no worker, or Dask is not installed here.
        """
        try:
            from distributed import Client  # noqa: PLC0415 -- an optional library
        except ImportError as error:
            raise SchedulerError("--scheduler needs Dask: install vanthu[dask]") from error
        try:
            client = cast("Any", Client)(address, timeout=_WAIT, set_as_default=False)
            client.wait_for_workers(1, timeout=_WAIT)
            return cls(address, client, sum(client.nthreads().values()))
        except (TimeoutError, OSError, ValueError) as error:
            raise SchedulerError(f"{address}: no scheduler with a worker answers ({type(error).__name__})") from error


class RemoteReaders:
    """Reads on the workers of a cluster; each thread here waits for one file there."""

    def __init__(self, cluster: Cluster, conditions: Conditions) -> None:
        """Have two files for each thread of the cluster: one in work, one waiting."""
        self.at_once = 2 * cluster.threads
        self._cluster, self._conditions = cluster, conditions
        self._originals = Originals.at(conditions.address)
        self._is_stopped = False

    def read(self, task: Task) -> Outcome:
        """What comes of a file, whose original is kept already; see `Readers`."""
        remote = RemoteTask(task.file.sha256, task.file.name, task.may_use_ocr, self._conditions)
        self._await(remote)
        try:
            outcome = unpack_outcome(self._originals.read(remote.place()))
        except (FileNotFoundError, ValueError) as error:
            raise UnsteadyFileError(f"the result of a worker cannot be read ({error})") from error
        finally:
            self._originals.remove(remote.place())
        return outcome

    def stop(self) -> None:
        """Leave the workers; what they have in work lies in the store when it is done."""
        self._is_stopped = True
        self._cluster.client.close(timeout=_WAIT)

    def close(self) -> None:
        """Leave the scheduler."""
        self._cluster.client.close(timeout=_WAIT)

    def _await(self, task: RemoteTask) -> None:
        """Have a worker read a file.

        Raises:
            UnsteadyFileError: the workers that had it ended, one after the other.
            SchedulerError: the scheduler is gone.
        """
        from distributed import KilledWorker  # noqa: PLC0415 -- an optional library

        if self._is_stopped:
            raise SchedulerError("the run was stopped")
        try:
            self._cluster.client.submit(read_for, task, pure=False).result()
        except KilledWorker as error:
            raise UnsteadyFileError("the workers that read it ended") from error
        except (TimeoutError, OSError, CancelledError, asyncio.CancelledError) as error:
            raise SchedulerError(f"{self._cluster.address}: the scheduler is gone; what is finished is kept") from error
