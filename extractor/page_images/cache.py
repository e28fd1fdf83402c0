"""A folder of files under keys, bounded in bytes: what was looked at longest ago goes first.

Files are written whole or not at all. Threads and programs may share it; each counts for itself what it has written
since it last looked, so that the bound is passed by little and not for long.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

_KEPT_SHARE = 0.9
"""What is left when the bound was passed, as a share of it: looking at every file is not for every picture."""
_PARTIAL = "partial-"


class DiskCache:
    """Bytes under keys (letters, digits, `-`, and `/` between folders)."""

    def __init__(self, folder: Path, most_bytes: int) -> None:
        """Make the folder where it is absent.

        Raises:
            OSError: it cannot be made.
        """
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._folder = folder
        self._most = most_bytes
        self._lock = threading.Lock()
        self._bytes: int | None = None
        """What the folder held when it was last looked through, and what was written since."""

    def get(self, key: str) -> bytes | None:
        """What is kept under a key; it counts as looked at now."""
        path = self._folder / key
        try:
            data = path.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None
        with suppress(OSError):
            os.utime(path)
        return data

    def has(self, key: str) -> bool:
        """Whether something is kept under a key; it does not count as looked at."""
        return (self._folder / key).is_file()

    def put(self, key: str, data: bytes) -> None:
        """Keep bytes under a key, in place of what is there.

        Raises:
            OSError: they cannot be written; what was there stays.
        """
        if len(data) > self._most * _KEPT_SHARE:
            return
        path = self._folder / key
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        number, name = tempfile.mkstemp(prefix=_PARTIAL, dir=self._folder)
        try:
            with os.fdopen(number, "wb") as stream:
                stream.write(data)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        self._count(len(data))

    def remove(self, folder: str) -> None:
        """Remove everything under a folder of keys."""
        shutil.rmtree(self._folder / folder, ignore_errors=True)

    def _count(self, written: int) -> None:
        with self._lock:
            if self._bytes is not None:
                self._bytes += written
            if self._bytes is None or self._bytes > self._most:
                self._bytes = self._make_room()

    def _make_room(self) -> int:
        """Remove what was looked at longest ago where there is too much; gives the bytes that are left."""
        kept = sorted(_files(self._folder))
        total = sum(size for _, size, _ in kept)
        if total <= self._most:
            return total
        for _, size, path in kept:
            if total <= self._most * _KEPT_SHARE:
                break
            with suppress(OSError):
                path.unlink()
                total -= size
        return total


def _files(folder: Path) -> Iterator[tuple[float, int, Path]]:
    """When each file was looked at, its size, its path; what another program removes meanwhile is left out."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            with suppress(OSError):
                if entry.is_dir(follow_symlinks=False):
                    yield from _files(Path(entry.path))
                else:
                    found = entry.stat(follow_symlinks=False)
                    yield found.st_mtime, found.st_size, Path(entry.path)
