"""One run over a folder: what is new or changed goes through the fence, a few files at a time, into the store.

Only this process writes to the store. Each file's records are saved whole in one step, so a run that was killed goes on
where it was and ends with the same records; their order is that of the paths, not that of the work.
"""

from __future__ import annotations

import hashlib
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from pathlib import Path

from extractor import __version__
from extractor.batch.folder import UnsteadyFileError, read_whole, scan
from extractor.fence import Fence
from extractor.limits import PROCESS, ProcessLimits
from extractor.pipeline import rule_set
from extractor.store.store import KnownFile, Outcome, SeenFile, Store, Work

TRIES = 3
"""How often a file that cannot be read is tried in one run; the next run tries it again."""
_AHEAD = 2
"""Files handed out for each worker: one in work, one waiting, so that no more than these lie in memory."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to run: files at once, limits of each, the profile asked for (None: by type of the document)."""

    jobs: int = 1
    limits: ProcessLimits = PROCESS
    profile: str | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """One file that is finished for this run; `problem` says why it could not be read, then it has no statuses."""

    path: str
    statuses: tuple[str, ...]
    seconds: float
    problem: str | None = None


@dataclass(slots=True)
class Summary:
    """What a run came to; `statuses` counts the records of files that were read in this run."""

    files: int = 0
    unchanged: int = 0
    read: int = 0
    gone: int = 0
    problems: int = 0
    statuses: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0


def version_of() -> str:
    """Program and rules: what was made under another version is made again."""
    return f"{__version__}+{rule_set()}"


def run_batch(
    folder: Path, store: Store, options: Options, tell: Callable[[Done, Summary, int], None]
) -> Summary:
    """Bring the store up to date with a folder; `tell` hears of each finished file and of how many are left.

    Raises:
        InputNotFoundError: there is no such folder.
        OSError: the store cannot be written (a full disk): what is finished is kept, the next run goes on.
    """
    began = time.monotonic()
    store.originals.sweep()
    seen, known = scan(folder), store.files()
    done = store.done(version_of(), options.profile or "")
    todo = [file for file in seen if not _is_current(file, known.get(file.path), done)]
    there = {file.path for file in seen}
    gone = [path for path, file in known.items() if path not in there and not file.gone]
    store.note_gone(gone)
    summary = Summary(files=len(seen), unchanged=len(seen) - len(todo), gone=len(gone))
    for left, finished in _work(folder, store, options, todo, done):
        _count(summary, finished)
        tell(finished, summary, left)
    summary.seconds = time.monotonic() - began
    return summary


def _is_current(file: SeenFile, known: KnownFile | None, done: set[tuple[str, str]]) -> bool:
    if known is None or known.seen != file or known.sha256 is None or known.gone:
        return False
    return (known.sha256, _name(file)) in done


def _name(file: SeenFile) -> str:
    return file.path.rpartition("/")[2]


def _count(summary: Summary, finished: Done) -> None:
    if finished.problem is not None:
        summary.problems += 1
        return
    summary.read += 1
    summary.statuses.update(finished.statuses)


@dataclass(frozen=True, slots=True)
class _Read:
    """A file that a worker came back with; no outcome where the same content is in the store under its name."""

    seen: SeenFile
    sha256: str
    data: bytes
    outcome: Outcome | None


class _Workers:
    """Threads with a fence each; the work itself is done by the processes behind the fences."""

    def __init__(self, folder: Path, options: Options, done: set[tuple[str, str]]) -> None:
        self._folder, self._options, self._done = folder, options, done
        self._mine = threading.local()
        self._fences: list[Fence] = []
        self._pool = ThreadPoolExecutor(options.jobs, thread_name_prefix="vanthu-batch")

    def hand_out(self, file: SeenFile) -> Future[_Read]:
        """Begin the work on a file."""
        return self._pool.submit(self._read, file)

    def close(self) -> None:
        """End all processes; work that has not begun is dropped."""
        self._pool.shutdown(cancel_futures=True)
        for fence in self._fences:
            fence.close()

    def _read(self, file: SeenFile) -> _Read:
        seen, data = read_whole(self._folder, file)
        digest = hashlib.sha256(data).hexdigest()
        if (digest, _name(seen)) in self._done:
            return _Read(seen, digest, data, None)
        result = self._fence().run(data, _name(seen), profile=self._options.profile)
        return _Read(seen, digest, data, Outcome(result.records, result.texts, result.seconds, result.peak_memory))

    def _fence(self) -> Fence:
        fence: Fence | None = getattr(self._mine, "fence", None)
        if fence is None:
            fence = self._mine.fence = Fence(self._options.limits)
            self._fences.append(fence)
        return fence


def _work(
    folder: Path, store: Store, options: Options, todo: Sequence[SeenFile], done: set[tuple[str, str]]
) -> Iterator[tuple[int, Done]]:
    """Every file of `todo`, finished or given up for this run, with how many are left."""
    waiting = deque((file, 1) for file in todo)
    running: dict[Future[_Read], tuple[SeenFile, int]] = {}
    workers = _Workers(folder, options, done)
    try:
        while waiting or running:
            while waiting and len(running) < _AHEAD * options.jobs:
                file, tries = waiting.popleft()
                running[workers.hand_out(file)] = (file, tries)
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                file, tries = running.pop(future)
                try:
                    finished = _save(store, options, future.result())
                except UnsteadyFileError as error:
                    if tries < TRIES:
                        waiting.append((file, tries + 1))
                        continue
                    finished = _give_up(store, file, str(error))
                yield len(waiting) + len(running), finished
    finally:
        workers.close()


def _save(store: Store, options: Options, read: _Read) -> Done:
    """Keep original, file and records, in this order: a file is never noted before its content is kept."""
    store.originals.put(read.data)
    if read.outcome is not None:
        store.save(Work(read.sha256, _name(read.seen), version_of(), options.profile or ""), read.outcome)
    store.note([(read.seen, read.sha256, None)])
    statuses = tuple(record.status.value for record in read.outcome.records) if read.outcome else ()
    return Done(read.seen.path, statuses, read.outcome.seconds if read.outcome else 0.0)


def _give_up(store: Store, file: SeenFile, why: str) -> Done:
    store.note([(file, None, why)])
    return Done(file.path, (), 0.0, problem=why)
