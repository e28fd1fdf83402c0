"""One child as the server keeps it: forked, watched, cleaned up behind, killed with everything below it."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import stat
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from extractor.fence import child, descendants, kernel
from extractor.limits import ProcessLimits
from extractor.reading.office.sockets import remove_dead_sockets

_STDERR = 8_192
"""Bytes of the end of a child's error output that are looked at."""
_MOMENT, _MOMENTS = 0.01, 50
_OUT_OF_MEMORY = (b"MemoryError", b"bad_alloc", b"memory allocation", b"ut of memory")


@dataclass(slots=True)
class KeptChild:
    """A child with its scratch folder and the reading end of its error output."""

    pid: int
    scratch: Path
    errors: int
    files: int = 0
    tail: bytes = b""
    breach: str | None = None
    """The limit that the server saw passed, by its name in `ProcessLimits`."""
    status: int | None = None
    """As wait(2) gives it, once the child has ended."""
    peak: int = 0

    def drain(self) -> None:
        """Take the error output, so that the child never waits for us, and keep its end."""
        with suppress(BlockingIOError):
            while data := os.read(self.errors, 65_536):
                self.tail = (self.tail + data)[-_STDERR:]

    def has_ended(self) -> bool:
        """Whether the child is gone; it is buried when this is first seen."""
        if self.status is None:
            pid, status, usage = os.wait4(self.pid, os.WNOHANG)
            if pid:
                self.status, self.peak = status, usage.ru_maxrss * 1024
                self.drain()
        return self.status is not None

    def await_end(self) -> None:
        """Give a child that is dying a moment to be dead, so that it can be said of what."""
        for _ in range(_MOMENTS):
            if self.has_ended():
                return
            time.sleep(_MOMENT)

    def kill(self) -> None:
        """End the child and everything that it started."""
        if not self.has_ended():
            descendants.kill_group(self.pid)
            _, self.status, usage = os.wait4(self.pid, 0)
            self.peak = usage.ru_maxrss * 1024
            self.drain()
        descendants.kill_orphans(spare=None)

    def tidy(self) -> None:
        """Leave nothing of a file behind: no process below the child, nothing in its folder."""
        for below in list(descendants.descendants(self.pid)):
            descendants.kill(below)
        descendants.kill_orphans(spare=None if self.has_ended() else self.pid)
        empty(self.scratch)
        remove_dead_sockets()

    def look(self, limits: ProcessLimits) -> None:
        """Kill the child where it passes a limit that only we count."""
        if descendants.are_more(self.pid, limits.processes):
            self.breach = "processes"
        elif _bytes_in(self.scratch) > limits.scratch:
            self.breach = "scratch"
        if self.breach is not None:
            self.kill()

    def ran_out_of_memory(self) -> bool:
        """Whether the child, or a library in it, said so before it ended."""
        if self.status is not None and os.waitstatus_to_exitcode(self.status) == child.OUT_OF_MEMORY:
            return True
        return any(sign in self.tail for sign in _OUT_OF_MEMORY)

    def forget(self) -> None:
        """Close what is open and remove the folder."""
        os.close(self.errors)
        empty(self.scratch)
        remove_dead_sockets()
        with suppress(OSError):
            self.scratch.rmdir()


def spawn(scratch: Path, limits: ProcessLimits) -> tuple[KeptChild, socket.socket]:
    """Fork a child that reads files; with our end of its answers, which the parent of the server gets."""
    # Cleaners of temporary folders may have taken the one above it from a program that runs for weeks.
    scratch.mkdir(mode=0o700, parents=True)
    ours, theirs = socket.socketpair()
    reading, writing = os.pipe()
    server = os.getpid()
    pid = os.fork()
    if pid == 0:
        signal.set_wakeup_fd(-1)
        child.live(child.Place(theirs, writing, scratch, server), limits)
    theirs.close()
    os.close(writing)
    os.set_blocking(reading, False)
    return KeptChild(pid, scratch, reading), ours


def begin(kept: KeptChild, limits: ProcessLimits) -> None:
    """Make a child ready for one more file: processor time from here, memory measured from here."""
    kept.files += 1
    with suppress(OSError):
        kernel.bound_processor(kept.pid, limits.cpu_seconds)
    descendants.forget_peak(kept.pid)


def empty(folder: Path) -> None:
    """Remove what is in a folder, whatever its rights are; links are removed and never followed."""
    with suppress(FileNotFoundError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                _open_up(Path(entry.path))
                shutil.rmtree(entry.path, ignore_errors=True)
            else:
                with suppress(OSError):
                    Path(entry.path).unlink()


def _open_up(folder: Path) -> None:
    """Give back the rights to list and to remove that a child may have taken away."""
    with suppress(OSError):
        folder.chmod(stat.S_IRWXU)
        for entry in os.scandir(folder):
            if entry.is_dir(follow_symlinks=False):
                _open_up(Path(entry.path))


def _bytes_in(folder: Path) -> int:
    """Bytes of all files below a folder; what vanishes meanwhile counts nothing."""
    total = 0
    with suppress(OSError):
        for entry in os.scandir(folder):
            with suppress(OSError):
                inside = entry.is_dir(follow_symlinks=False)
                total += _bytes_in(Path(entry.path)) if inside else entry.stat(follow_symlinks=False).st_blocks * 512
    return total
