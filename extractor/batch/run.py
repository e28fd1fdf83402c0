"""One run over a folder: what is new or changed goes through the fence, a few files at a time, into the store.

A run that was killed goes on where it was and ends with the same records; their order is that of the paths, not that of
the work.
"""

from __future__ import annotations

import hashlib
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from extractor import __version__
from extractor.batch.folder import require_folder, scan
from extractor.batch.readers import LocalReaders, Readers
from extractor.batch.workshop import Done, Making, Workshop
from extractor.checks.profiles import own_profile
from extractor.errors import EmptiedFolderError
from extractor.limits import PROCESS, ProcessLimits
from extractor.reading.kept import readers_version
from extractor.store.readings import KeptReadings
from extractor.store.store import Store
from extractor.store.troubles import Troubles
from extractor.version import code_version, rule_set

_LOOK = 0.2
"""Seconds between two looks at whether to stop."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to run: files at once, those with OCR at once (None: as many), limits of each, profile (None: by type).

    With the address of a Dask `scheduler` its workers read, and `jobs` does not count. A folder that holds no file any
    more is only believed to be empty with `all_gone`: so looks a share that is not mounted. With `again` a file whose
    reading failed or was cut short is read once more.
    """

    jobs: int = 1
    ocr_jobs: int | None = None
    limits: ProcessLimits = PROCESS
    profile: str | None = None
    scheduler: str | None = None
    all_gone: bool = False
    again: bool = False


@dataclass(slots=True)
class Summary:
    """What a run came to; `statuses` counts the records of files that were read in this run, `kept` of all.

    `problems` are files that could not be read, `troubles` those and all that failed, `unlisted` folders that could not
    be listed.
    """

    files: int = 0
    unchanged: int = 0
    read: int = 0
    gone: int = 0
    problems: int = 0
    unlisted: int = 0
    statuses: Counter[str] = field(default_factory=Counter)
    kept: Counter[str] = field(default_factory=Counter)
    troubles: Troubles = field(default_factory=Troubles)
    seconds: float = 0.0
    is_whole: bool = False
    """Whether nothing is left; a run that was asked to stop leaves the rest to the next one."""

    def count(self, done: Done) -> None:
        """Count a file that is finished."""
        if done.problem is not None:
            self.problems += 1
            return
        self.read += 1
        self.statuses.update(done.statuses)


def version_of(profile: str | None = None) -> str:
    """Program and rules: what was made under another version is made again.

    Code counts by its bytes, so that a changed program is another version also where its number was left; so does a
    profile that is a file.
    """
    own = own_profile(profile)
    parts = [readers_version(), code_version(), *([hashlib.sha256(own).hexdigest()] if own is not None else [])]
    code = hashlib.sha256(" ".join(parts).encode()).hexdigest()
    return f"{__version__}+{rule_set()}.{code[:16]}"


def open_workshop(folder: Path, store: Store, options: Options) -> Workshop:
    """Be the one who writes to the store, tidy up behind runs that were killed, and get ready to read.

    Raises:
        StoreError: another run writes to the store.
        SchedulerError: the scheduler cannot be reached, or has no workers.
        OSError: the store cannot be written.
    """
    store.claim()
    store.originals.sweep()
    readings = KeptReadings(store.originals, readers_version())
    readings.forget_others()
    making = Making(version_of(options.profile), options.profile, options.ocr_jobs, options.again)
    return Workshop(folder, store, _readers(store, options, readings), making)


def _readers(store: Store, options: Options, readings: KeptReadings) -> Readers:
    if options.scheduler is None:
        return LocalReaders(options.jobs, options.limits, options.profile, readings)
    from extractor.batch.remote import Cluster, Conditions, RemoteReaders  # noqa: PLC0415 -- an optional library

    conditions = Conditions(store.address, version_of(options.profile), options.profile, options.limits)
    return RemoteReaders(Cluster.at(options.scheduler), conditions)


def run_batch(
    folder: Path,
    store: Store,
    options: Options,
    tell: Callable[[Done, Summary, int], None],
    stop: threading.Event | None = None,
) -> Summary:
    """Bring the store up to date with a folder; `tell` hears of each finished file and of how many are left.

    When `stop` is set, what is in work is broken off; the next run reads it.

    Raises:
        InputNotFoundError: there is no such folder.
        EmptiedFolderError: it holds no file, and it did.
        StoreError: another run writes to the store, or its database cannot be used.
        OSError: the store cannot be written (a full disk): what is finished is kept, the next run goes on.
    """
    began, stop = time.monotonic(), stop or threading.Event()
    require_folder(folder)
    shop = open_workshop(folder, store, options)
    try:
        found = scan(folder)
        if not (found.files or options.all_gone) and (lost := shop.missing(found)):
            raise EmptiedFolderError(f"{folder}: holds no file, and the store knows {len(lost)} of it")
        todo = [file for file in found.files if not shop.is_current(file)]
        gone, files = shop.note_gone(found), len(found.files)
        summary = Summary(files=files, unchanged=files - len(todo), gone=gone, unlisted=len(found.unlisted))
        shop.look_no_more()
        for file in todo:
            shop.offer(file)
        del found, todo
        while shop.left and not stop.is_set():
            for done in shop.work(_LOOK):
                summary.count(done)
                tell(done, summary, shop.left)
        for done in shop.settle():
            summary.count(done)
            tell(done, summary, shop.left)
        summary.is_whole = not shop.left
        summary.kept, summary.troubles = shop.statuses(), shop.troubles()
    finally:
        shop.close()
    summary.seconds = time.monotonic() - began
    return summary
