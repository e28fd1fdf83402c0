"""The files in work: handed out a few at a time, tried again where they did not hold still, saved as they are done.

Only the thread that asks for the work writes to the store. Each file's records are saved whole in one step.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from pathlib import Path

from extractor.batch.folder import Scan, UnsteadyFileError, read_whole
from extractor.batch.readers import Readers, Task
from extractor.errors import OcrDeferredError
from extractor.store.handed_in import is_handed_in
from extractor.store.store import KnownFile, Outcome, SeenFile, Store, Work
from extractor.store.troubles import Troubles, troubles_of

TOLD = 10
"""Files in trouble that a run names."""
TRIES = 3
"""How often a file that cannot be read is tried in one run; the next run tries it again."""
_AHEAD = 2
"""Files handed out for each worker: one in work, one waiting, so that no more than these lie in memory."""


@dataclass(frozen=True, slots=True)
class Making:
    """What records are made by: version of program and rules, the profile asked for, files with OCR at once.

    With `again` a file whose reading failed or was cut short is read once more.
    """

    version: str
    profile: str | None = None
    ocr_jobs: int | None = None
    again: bool = False


@dataclass(frozen=True, slots=True)
class Done:
    """One file that is finished for this run; `problem` says why it could not be read, then it has no statuses."""

    path: str
    statuses: tuple[str, ...]
    seconds: float
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class _Item:
    """A file with how often it was tried, and whether it is among those with OCR."""

    file: SeenFile
    tries: int = 1
    is_dear: bool = False


@dataclass(frozen=True, slots=True)
class _Read:
    """A file that a worker came back with; no outcome where the same content is in the store under its name."""

    seen: SeenFile
    sha256: str
    outcome: Outcome | None


class Workshop:
    """Reads the files that are offered into a store; `known` is what the store knows of files."""

    def __init__(self, folder: Path, store: Store, readers: Readers, making: Making) -> None:
        """Look up in the store what is finished."""
        self.known: dict[str, KnownFile] = store.files()
        self._folder, self._store, self._readers, self._making = folder, store, readers, making
        self._looks_again = True
        self._done = {_key(*each) for each in store.done(making.version, making.profile or "", whole=making.again)}
        self._ocr_jobs = making.ocr_jobs or readers.at_once
        self._pool = ThreadPoolExecutor(readers.at_once, thread_name_prefix="vanthu-batch")
        self._waiting: deque[_Item] = deque()
        self._dear: deque[_Item] = deque()
        self._running: dict[Future[_Read], _Item] = {}

    @property
    def left(self) -> int:
        """How many files are offered and not finished."""
        return len(self._waiting) + len(self._dear) + len(self._running)

    def in_work(self) -> set[str]:
        """The paths of the files that are offered and not finished."""
        return {item.file.path for item in (*self._waiting, *self._dear, *self._running.values())}

    def is_current(self, file: SeenFile) -> bool:
        """Whether the file as it is now has its records."""
        known = self.known.get(file.path)
        if known is None or known.seen != file or known.sha256 is None or known.gone:
            return False
        return _key(known.sha256, _name(file)) in self._done

    def look_no_more(self) -> None:
        """Let go of what is known of files: the folder will not be looked at again, and there may be a million."""
        self.known.clear()
        self._looks_again = False

    def offer(self, file: SeenFile) -> None:
        """Take a file into the work."""
        self._waiting.append(_Item(file))

    def missing(self, found: Scan) -> list[str]:
        """The known files of the folder that are there no more; one in a folder that could not be listed may be."""
        there = {file.path for file in found.files}
        left = (path for path, file in self.known.items() if path not in there and not file.gone)
        return [path for path in left if not is_handed_in(path) and not found.may_hold(path)]

    def note_gone(self, found: Scan) -> int:
        """Keep which known files are there no more; gives how many vanished since last time."""
        gone = self.missing(found)
        if gone:
            self._store.note_gone(gone)
        for path in gone:
            self.known[path] = replace(self.known[path], gone=True)
        return len(gone)

    def work(self, seconds: float) -> Iterator[Done]:
        """Hand out what can be, wait that long at most for a file to be done, save and give what is done."""
        while (item := self._next()) is not None:
            self._running[self._pool.submit(self._read, item)] = item
        for future in wait(self._running, seconds, return_when=FIRST_COMPLETED).done:
            item = self._running.pop(future)
            if not future.cancelled() and (done := self._finish(item, future)) is not None:
                yield done

    def statuses(self) -> Counter[str]:
        """How many records of the files that are there have each status."""
        return self._store.statuses(self._making.version, self._making.profile or "")

    def troubles(self) -> Troubles:
        """Files that failed or could not be read, in this run or before; as many of them as a person is told of."""
        return troubles_of(self._store, self._making.version, self._making.profile or "", TOLD)

    def finish(self) -> None:
        """Let go of everything that has not begun."""
        self._waiting.clear()
        self._dear.clear()
        for future in list(self._running):
            if future.cancel():
                del self._running[future]

    def close(self) -> None:
        """Break off what is in work and end all processes."""
        if self.left:
            self._readers.stop()
        self._pool.shutdown(cancel_futures=True)
        self._readers.close()

    def _next(self) -> _Item | None:
        """The next file to hand out: one with OCR where another may be in work, else one without."""
        with_ocr = sum(item.is_dear for item in self._running.values())
        if self._dear and with_ocr < self._ocr_jobs:
            return self._dear.popleft()
        if self._waiting and len(self._running) - with_ocr < _AHEAD * self._readers.at_once:
            return self._waiting.popleft()
        return None

    def _read(self, item: _Item) -> _Read:
        """A worker's part: the original is kept before anything is made of it.

        Where every worker may use OCR anyway, no file is put off for it.
        """
        seen, file = read_whole(self._folder, item.file)
        if file.data is not None:
            self._store.originals.put(file.data)
        if _key(file.sha256, file.name) in self._done:
            return _Read(seen, file.sha256, None)
        may_use_ocr = item.is_dear or self._ocr_jobs >= self._readers.at_once
        return _Read(seen, file.sha256, self._readers.read(Task(file, may_use_ocr)))

    def _finish(self, item: _Item, future: Future[_Read]) -> Done | None:
        try:
            return self._save(future.result())
        except OcrDeferredError:
            self._dear.append(replace(item, is_dear=True))
        except UnsteadyFileError as error:
            if item.tries >= TRIES:
                return self._give_up(item.file, str(error))
            self._waiting.append(replace(item, tries=item.tries + 1, is_dear=False))
        return None

    def _save(self, read: _Read) -> Done:
        """Keep records, then the file: it is never noted before what came of it is kept."""
        making, name = self._making, _name(read.seen)
        if read.outcome is not None:
            work = Work(read.sha256, name, making.version, making.profile or "")
            self._store.save(work, read.outcome, anew=making.again)
            self._done.add(_key(read.sha256, name))
        self._note(KnownFile(read.seen, read.sha256, None, gone=False))
        statuses = tuple(record.status.value for record in read.outcome.records) if read.outcome else ()
        return Done(read.seen.path, statuses, read.outcome.seconds if read.outcome else 0.0)

    def _give_up(self, file: SeenFile, why: str) -> Done:
        self._note(KnownFile(file, None, why, gone=False))
        return Done(file.path, (), 0.0, problem=why)

    def _note(self, known: KnownFile) -> None:
        self._store.note([(known.seen, known.sha256, known.problem)])
        if self._looks_again:
            self.known[known.seen.path] = known


def _key(sha256: str, name: str) -> bytes:
    """Content and base name, small: there may be a million of them."""
    return bytes.fromhex(sha256) + name.encode("utf-8", "surrogateescape")


def _name(file: SeenFile) -> str:
    return file.path.rpartition("/")[2]
