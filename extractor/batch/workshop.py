"""The files in work: handed out a few at a time, tried again where they did not hold still, saved as they are done.

Only the thread that asks for the work writes to the store. A file's records are saved whole, and with the file, in one
step; what is done within a moment goes into the same step.
"""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from extractor.batch.folder import Scan, UnsteadyFileError, read_whole
from extractor.batch.readers import Readers, Task
from extractor.errors import OcrDeferredError, StoreError
from extractor.limits import MOST_TROUBLES
from extractor.store.handed_in import is_handed_in
from extractor.store.store import Finished, KnownFile, SeenFile, Store, Work
from extractor.store.troubles import Troubles, troubles_of

TRIES = 3
"""How often a file that cannot be read is tried in one run; the next run tries it again."""
_LAST = 8
"""Of so many files for each worker that are left, the largest goes first: no worker is left alone with a long one."""
_SAVED_EACH = 0.2
"""Seconds for which a file that is done waits for others, to be saved with them in one step."""
_MOST_FILES, _MOST_BYTES = 64, 4_000_000
"""How many files wait so at most, and how many bytes of packed records and texts."""
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
    """A file that a worker came back with; nothing finished where the same content is in the store under its name."""

    seen: SeenFile
    sha256: str
    finished: Finished | None


@dataclass(slots=True)
class _Unsaved:
    """What is to be saved in one step with the next: works, files, and what is told of them then."""

    works: list[Finished] = field(default_factory=list)
    files: list[KnownFile] = field(default_factory=list)
    told: list[Done] = field(default_factory=list)
    bytes: int = 0
    since: float = 0.0

    def add(self, file: KnownFile, finished: Finished | None) -> None:
        """Take a file in, with what came of it now."""
        self.since = self.since if self.files else time.monotonic()
        self.files.append(file)
        if finished is None:
            self.told.append(Done(file.seen.path, (), 0.0, file.problem))
            return
        self.works.append(finished)
        self.bytes += finished.size()
        self.told.append(Done(file.seen.path, finished.statuses(), finished.row["seconds"]))

    def waits(self) -> float:
        """Seconds for which it may wait for more."""
        if len(self.files) >= _MOST_FILES or self.bytes >= _MOST_BYTES:
            return 0.0
        return max(0.0, self.since + _SAVED_EACH - time.monotonic())


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
        self._unsaved = _Unsaved()

    @property
    def left(self) -> int:
        """How many files are offered and not told to be finished."""
        return self._in_hand + len(self._unsaved.told)

    @property
    def _in_hand(self) -> int:
        return len(self._waiting) + len(self._dear) + len(self._running)

    def in_work(self) -> set[str]:
        """The paths of the files that are offered and not finished."""
        items = (*self._waiting, *self._dear, *self._running.values())
        return {item.file.path for item in items} | {file.seen.path for file in self._unsaved.files}

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
        """Hand out what can be, wait that long at most for a file to be done, save and give what is done.

        Files that are done within a moment are saved together. None is given before it is saved.
        """
        while (item := self._next()) is not None:
            self._running[self._pool.submit(self._read, item)] = item
        if self._unsaved.files:
            seconds = min(seconds, self._unsaved.waits())
        for future in wait(self._running, seconds, return_when=FIRST_COMPLETED).done:
            item = self._running.pop(future)
            if not future.cancelled():
                self._take(item, future)
        if not (self._in_hand and self._unsaved.waits()):
            yield from self.settle()

    def settle(self) -> Iterator[Done]:
        """Save what is done and give it."""
        self._save()
        while self._unsaved.told:
            yield self._unsaved.told.pop(0)

    def statuses(self) -> Counter[str]:
        """How many records of the files that are there have each status."""
        return self._store.statuses(self._making.version, self._making.profile or "")

    def troubles(self) -> Troubles:
        """Files that failed or could not be read, in this run or before; as many of them as a person is told of."""
        return troubles_of(self._store, self._making.version, self._making.profile or "", MOST_TROUBLES)

    def finish(self) -> None:
        """Let go of everything that has not begun."""
        self._waiting.clear()
        self._dear.clear()
        for future in list(self._running):
            if future.cancel():
                del self._running[future]

    def close(self) -> None:
        """Break off what is in work and end all processes; what is done is saved, where it still can be."""
        if self._in_hand:
            self._readers.stop()
        self._pool.shutdown(cancel_futures=True)
        self._readers.close()
        with suppress(StoreError):
            self._save()

    def _next(self) -> _Item | None:
        """The next file to hand out: one with OCR where another may be in work, else one without."""
        with_ocr = sum(item.is_dear for item in self._running.values())
        if self._dear and with_ocr < self._ocr_jobs:
            return self._dear.popleft()
        if self._waiting and len(self._running) - with_ocr < _AHEAD * self._readers.at_once:
            return self._waiting.popleft() if len(self._waiting) > _LAST * self._readers.at_once else self._largest()
        return None

    def _largest(self) -> _Item:
        item = max(self._waiting, key=lambda each: each.file.size)
        self._waiting.remove(item)
        return item

    def _read(self, item: _Item) -> _Read:
        """A worker's part: the original is kept before anything is made of it.

        Where every worker may use OCR anyway, no file is put off for it.
        """
        seen, file = read_whole(self._folder, item.file)
        if file.data is not None:
            self._store.originals.put(file.data, file.sha256)
        if _key(file.sha256, file.name) in self._done:
            return _Read(seen, file.sha256, None)
        may_use_ocr = item.is_dear or self._ocr_jobs >= self._readers.at_once
        outcome = self._readers.read(Task(file, may_use_ocr))
        work = Work(file.sha256, file.name, self._making.version, self._making.profile or "")
        return _Read(seen, file.sha256, Finished.of(work, outcome))

    def _take(self, item: _Item, future: Future[_Read]) -> None:
        """Take what a worker came back with, to be saved."""
        try:
            read = future.result()
        except OcrDeferredError:
            self._dear.append(replace(item, is_dear=True))
        except UnsteadyFileError as error:
            if item.tries < TRIES:
                self._waiting.append(replace(item, tries=item.tries + 1, is_dear=False))
            else:
                self._unsaved.add(KnownFile(item.file, None, str(error), gone=False), None)
        else:
            self._done.add(_key(read.sha256, _name(read.seen)))
            self._unsaved.add(KnownFile(read.seen, read.sha256, None, gone=False), read.finished)

    def _save(self) -> None:
        """Keep records and files in one step, so that no file is ever noted without what came of it."""
        unsaved = self._unsaved
        if not unsaved.files:
            return
        found = [(known.seen, known.sha256, known.problem) for known in unsaved.files]
        self._store.keep(unsaved.works, found, anew=self._making.again)
        if self._looks_again:
            self.known |= {known.seen.path: known for known in unsaved.files}
        self._unsaved = _Unsaved(told=unsaved.told)


def _key(sha256: str, name: str) -> bytes:
    """Content and base name, small: there may be a million of them."""
    return bytes.fromhex(sha256) + name.encode("utf-8", "surrogateescape")


def _name(file: SeenFile) -> str:
    return file.path.rpartition("/")[2]
