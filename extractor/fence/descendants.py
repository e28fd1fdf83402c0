"""The processes below a process, by the kernel's own list: counted, and killed to the last."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path


def children(pid: int) -> list[int]:
    """Process ids of the children of every thread; empty where the process is gone."""
    found: list[int] = []
    with suppress(OSError):
        for thread in Path(f"/proc/{pid}/task").iterdir():
            with suppress(OSError):
                found += map(int, (thread / "children").read_text().split())
    return found


def descendants(pid: int) -> Iterator[int]:
    """Every process below one, parents first."""
    for child in children(pid):
        yield child
        yield from descendants(child)


def threads(pid: int) -> int:
    """Number of threads of a process; 0 where it is gone."""
    with suppress(OSError):
        return sum(1 for _ in Path(f"/proc/{pid}/task").iterdir())
    return 0


def kill(pid: int) -> None:
    """Kill one process, if it is still there."""
    with suppress(ProcessLookupError, PermissionError):
        os.kill(pid, signal.SIGKILL)


def kill_group(leader: int) -> None:
    """Kill a process with its group at one stroke: the kernel lets no fork escape, however fast they are made."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(leader, signal.SIGKILL)
    kill(leader)


def are_more(pid: int, most: int) -> bool:
    """Whether a process and those below it have more than so many threads; stops counting there."""
    count = threads(pid)
    for below in descendants(pid):
        if count > most:
            return True
        count += threads(below)
    return count > most


def kill_orphans(spare: int | None) -> None:
    """Kill and bury every child of this process but one, and theirs, which come here when their parent ends."""
    while orphans := [pid for pid in children(os.getpid()) if pid != spare]:
        for orphan in orphans:
            for below in (*descendants(orphan), orphan):
                kill(below)
            with suppress(ChildProcessError):
                os.waitpid(orphan, 0)


def peak_memory(pid: int) -> int:
    """Most bytes of memory that a process held since `forget_peak`; 0 where that is not known."""
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    return 0


def forget_peak(pid: int) -> None:
    """Let the kernel begin anew to measure the peak; without the right to do so it goes on as it was."""
    with suppress(OSError):
        Path(f"/proc/{pid}/clear_refs").write_text("5")
