"""Originals held in memory while their pages are shown, so that not every page fetches the whole file."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable

from extractor.fence import Intake


class HeldOriginals:
    """Files by their SHA-256, as `load` gives them; those asked for longest ago go when there are too many bytes."""

    def __init__(self, load: Callable[[str], bytes], most_bytes: int) -> None:
        """Hold nothing yet."""
        self._load = load
        self._most = most_bytes
        self._lock = threading.Lock()
        self._held: OrderedDict[str, Intake] = OrderedDict()

    def get(self, digest: str) -> Intake:
        """The file with a SHA-256, held or fetched now; what `load` raises passes through."""
        with self._lock:
            held = self._held.get(digest)
            if held is not None:
                self._held.move_to_end(digest)
                return held
        fetched = Intake.of(self._load(digest), digest)
        with self._lock:
            self._held[digest] = fetched
            # The last one stays, however large: its pages are being shown.
            while len(self._held) > 1 and sum(file.size for file in self._held.values()) > self._most:
                self._held.popitem(last=False)
        return fetched

    def forget(self, digest: str) -> None:
        """Let go of a file."""
        with self._lock:
            self._held.pop(digest, None)
