"""The files of the input folder: which there are, and their bytes once they hold still."""

from __future__ import annotations

import fcntl
import os
import signal
from collections.abc import Iterator
from pathlib import Path

from extractor.containers.names import is_side_file
from extractor.errors import InputNotFoundError
from extractor.limits import DOCUMENT
from extractor.store.store import SeenFile


class UnsteadyFileError(Exception):
    """A file that cannot be read now and may be later: gone, forbidden, still being written; the message says why."""


def scan(folder: Path) -> list[SeenFile]:
    """Every document of a folder and the folders below it, by path; links are not followed.

    Raises:
        InputNotFoundError: there is no such folder, or it cannot be listed.
    """
    try:
        os.scandir(folder).close()
    except OSError as error:
        raise InputNotFoundError(f"{folder}: {error.strerror or error}") from error
    return sorted(_inside(str(folder), ""), key=lambda seen: seen.path)


def _inside(folder: str, below: str) -> Iterator[SeenFile]:
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return  # a folder that vanished or is forbidden has no files to show
    for entry in entries:
        path = f"{below}{entry.name}"
        if is_side_file((entry.name,)):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _inside(entry.path, f"{path}/")
        elif entry.is_file(follow_symlinks=False):
            try:
                stat = entry.stat(follow_symlinks=False)
            except OSError:
                continue
            yield SeenFile(path, stat.st_size, stat.st_mtime_ns)


def read_whole(folder: Path, seen: SeenFile) -> tuple[SeenFile, bytes]:
    """A file's bytes, and how it looked while they were read; at most one byte more than the limit on files.

    Raises:
        UnsteadyFileError: it vanished, is forbidden, or changed while it was read.
    """
    path = folder / seen.path
    try:
        with path.open("rb") as stream:
            before = os.fstat(stream.fileno())
            data = stream.read(DOCUMENT.file_bytes + 1)
            after = os.fstat(stream.fileno())
        now = path.stat(follow_symlinks=False)
    except OSError as error:
        raise UnsteadyFileError(error.strerror or str(error)) from error
    same = {(stat.st_ino, stat.st_size, stat.st_mtime_ns) for stat in (before, after, now)}
    if len(same) > 1 or len(data) != min(after.st_size, DOCUMENT.file_bytes + 1):
        raise UnsteadyFileError("it changed while it was read")
    return SeenFile(seen.path, after.st_size, after.st_mtime_ns), data


def is_being_written(path: Path) -> bool:
    """Whether a program has the file open for writing, as far as the kernel can say; False where it cannot.

    A lease for reading is granted only where nobody writes; it is given back at once. Network shares grant none.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOFOLLOW)
    except OSError:
        return False
    try:
        # Who opens the file in this moment has the kernel tell us; by the usual signal we would end.
        fcntl.fcntl(descriptor, fcntl.F_SETSIG, signal.SIGURG)
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    except BlockingIOError:
        return True
    except OSError:
        return False
    finally:
        os.close(descriptor)
    return False
