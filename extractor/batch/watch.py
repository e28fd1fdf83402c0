"""A folder that fills: files are read once they are whole, each once, none is lost.

Only the folder itself is asked, by looking at it again and again: a network share tells of no changes made elsewhere.
A file is whole when its size and time have held still for a while and no program has it open for writing, as far as the
kernel of this machine can say. What is not, is waited for; what changes after it was read, is read again.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from extractor.batch.folder import is_being_written, require_folder, scan
from extractor.batch.run import Options, Summary, open_workshop
from extractor.batch.workshop import Done, Workshop
from extractor.errors import InputNotFoundError
from extractor.store.store import SeenFile, Store

_AGAIN = 60.0
"""Seconds before a file that could not be read is tried again."""


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds for which a file has to hold still, and seconds between two looks at the folder."""

    settle: float = 5.0
    look: float = 2.0


def watch(
    folder: Path,
    store: Store,
    ways: tuple[Options, Pace],
    tell: Callable[[Done, Summary, int], None],
    stop: threading.Event,
) -> Summary:
    """Read what comes into a folder until `stop` is set; files in work are finished then.

    Raises:
        InputNotFoundError: there is no such folder at the start; later it is waited for.
        StoreError: another run writes to the store, or its database cannot be used.
        OSError: the store cannot be written: what is finished is kept, the next run goes on.
    """
    options, pace = ways
    require_folder(folder)
    began, summary = time.monotonic(), Summary()
    shop = open_workshop(folder, store, options)
    try:
        settling = Settling(folder, shop, pace, may_be_emptied=options.all_gone)
        while not stop.is_set():
            settling.look()
            _work(shop, summary, tell, pace.look, stop)
        shop.finish()
        while shop.left:
            _work(shop, summary, tell, pace.look)
        summary.kept, summary.troubles = shop.statuses(), shop.troubles()
    finally:
        shop.close()
    summary.is_whole, summary.seconds = True, time.monotonic() - began
    return summary


def _work(
    shop: Workshop,
    summary: Summary,
    tell: Callable[[Done, Summary, int], None],
    seconds: float,
    stop: threading.Event | None = None,
) -> None:
    """Work for some seconds, or until a file is done; without work, wait for them or for the stop."""
    if not shop.left:
        if stop is not None:
            stop.wait(seconds)
        return
    for done in shop.work(seconds):
        summary.count(done)
        tell(done, summary, shop.left)


class Settling:
    """Which files have held still, and for how long; those that are whole go to the workshop."""

    def __init__(self, folder: Path, shop: Workshop, pace: Pace, *, may_be_emptied: bool) -> None:
        """Know of nothing yet."""
        self._folder, self._shop, self._pace = folder, shop, pace
        self._may_be_emptied = may_be_emptied
        self._since: dict[str, tuple[SeenFile, float]] = {}

    def look(self) -> None:
        """Look at the folder once; one that is not there or empty now (a share that went away) is waited for."""
        try:
            found = scan(self._folder)
        except InputNotFoundError:
            return
        if not (found.files or self._may_be_emptied):
            return
        self._shop.note_gone(found)
        in_work = self._shop.in_work()
        waited = self._since
        self._since = {}
        for file in found.files:
            if file.path in in_work or self._shop.is_current(file):
                continue
            before, since = waited.get(file.path, (None, 0.0))
            since = since if before == file else time.monotonic()
            if self._is_whole(file, time.monotonic() - since):
                self._shop.offer(file)
            else:
                self._since[file.path] = (file, since)

    def _is_whole(self, file: SeenFile, waited: float) -> bool:
        known = self._shop.known.get(file.path)
        was_tried = known is not None and known.problem is not None and known.seen == file
        enough = _AGAIN if was_tried else self._pace.settle
        return waited >= enough and not is_being_written(self._folder / file.address)
