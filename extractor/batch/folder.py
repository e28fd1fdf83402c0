"""The files of the input folder: which there are, and their bytes once they hold still."""

from __future__ import annotations

import fcntl
import os
import signal
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from extractor.containers.names import bare_path, is_side_file, is_store_folder, shown_path
from extractor.errors import InputNotFoundError
from extractor.fence import Intake
from extractor.store.store import SeenFile


class UnsteadyFileError(Exception):
    """A file that cannot be read now and may be later: gone, forbidden, still being written; the message says why."""


@dataclass(frozen=True, slots=True)
class Scan:
    """What a look at a folder showed: its documents by path, and folders in it that could not be listed."""

    files: tuple[SeenFile, ...]
    unlisted: tuple[str, ...]

    def may_hold(self, path: str) -> bool:
        """Whether a file that was not seen may lie in a folder that could not be listed."""
        return path.startswith(self.unlisted)


def scan(folder: Path) -> Scan:
    """Every document of a folder and the folders below it, by path; links are not followed, stores are left out.

    Raises:
        InputNotFoundError: there is no such folder, or it cannot be listed.
    """
    require_folder(folder)
    found: dict[str, SeenFile] = {}
    unlisted: list[str] = []
    for below, entry in _documents(os.fspath(folder), "", unlisted):
        seen = _seen(below, entry)
        if seen is not None:
            path = seen.path if seen.path not in found else bare_path(f"{below}{entry.name}")
            found[path] = replace(seen, path=path)
    return Scan(tuple(found[path] for path in sorted(found)), tuple(sorted(unlisted)))


def require_folder(folder: Path) -> None:
    """Look whether there is a folder that can be listed.

    Raises:
        InputNotFoundError: there is not.
    """
    try:
        os.scandir(folder).close()
    except OSError as error:
        raise InputNotFoundError(f"{folder}: {error.strerror or error}") from error


def _documents(folder: str, below: str, unlisted: list[str]) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Each document with the path of its folder, names that are text before those that are not."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: (shown_path(entry.name) != entry.name, entry.name))
    except FileNotFoundError:
        return
    except OSError:
        unlisted.append(shown_path(below))
        return
    for entry in entries:
        if is_side_file((entry.name,)):
            continue
        if entry.is_dir(follow_symlinks=False):
            if is_store_folder(Path(entry.path)):
                continue
            yield from _documents(entry.path, f"{below}{entry.name}/", unlisted)
        elif entry.is_file(follow_symlinks=False):
            yield below, entry


def _seen(below: str, entry: os.DirEntry[str]) -> SeenFile | None:
    try:
        stat = entry.stat(follow_symlinks=False)
    except OSError:
        return None
    path = f"{below}{entry.name}"
    shown = shown_path(path)
    return SeenFile(shown, stat.st_size, stat.st_mtime_ns, path if shown != path else None)


def read_whole(folder: Path, seen: SeenFile) -> tuple[SeenFile, Intake]:
    """A file, and how it looked while it was read; of one above the limit on files there are no bytes.

    Raises:
        UnsteadyFileError: it vanished, is forbidden, or changed while it was read.
    """
    path = folder / seen.address
    try:
        with path.open("rb") as stream:
            before = os.fstat(stream.fileno())
            file = Intake.of_stream(stream, seen.path.rpartition("/")[2])
            after = os.fstat(stream.fileno())
        now = path.stat(follow_symlinks=False)
    except OSError as error:
        raise UnsteadyFileError(error.strerror or str(error)) from error
    same = {(stat.st_ino, stat.st_size, stat.st_mtime_ns) for stat in (before, after, now)}
    if len(same) > 1 or file.size != after.st_size:
        raise UnsteadyFileError("it changed while it was read")
    return replace(seen, size=after.st_size, mtime_ns=after.st_mtime_ns), file


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
