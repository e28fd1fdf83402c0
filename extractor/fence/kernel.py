"""The kernel's own bounds on a process, asked for through the C library.

Limits on resources, a network without interfaces, death with the parent, and orphans coming back to the server. What a
kernel refuses is said by the function that asked, never passed over.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
from contextlib import suppress
from pathlib import Path

from extractor.limits import ProcessLimits

_PR_SET_PDEATHSIG = 1
_PR_SET_CHILD_SUBREAPER = 36
_PR_SET_NO_NEW_PRIVS = 38
_CLONE_NEWUSER = 0x10000000
_CLONE_NEWNET = 0x40000000
_HARD_CPU_SECONDS = 5
"""Seconds of processor time after the first signal, which a process may ignore, to the one it cannot."""
_SERVERS = 8
"""Processes of our own that count against the user's number of processes."""

_libc = ctypes.CDLL(None, use_errno=True)


def call(name: str, *arguments: int | ctypes.c_void_p | ctypes.Array[ctypes.c_char] | None) -> int:
    """A function of the C library that answers -1 and sets errno.

    Raises:
        OSError: it failed.
    """
    answer: int = getattr(_libc, name)(*arguments)
    if answer < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return answer


def forbid_new_privileges() -> None:
    """From here on no program that is started gains rights by being started."""
    call("prctl", _PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)


def adopt_orphans() -> None:
    """Become the parent of every descendant whose own parent ends."""
    call("prctl", _PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def die_with_parent(parent: int) -> None:
    """Be killed when the parent ends; `parent` is its process id, in case it has ended already."""
    call("prctl", _PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGKILL)


def leave_the_network() -> bool:
    """Move to a network without interfaces; False where the kernel does not allow it.

    A user other than root gets the right to do so from a user namespace of its own, in which it keeps its ids.
    """
    user, group = os.getuid(), os.getgid()
    flags = _CLONE_NEWNET if user == 0 else _CLONE_NEWNET | _CLONE_NEWUSER
    try:
        call("unshare", flags)
    except OSError:
        return False
    if flags & _CLONE_NEWUSER:
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
    return True


def _processes_of_user() -> int:
    """Processes and threads of this user, which is what the kernel counts."""
    count, user = 0, os.getuid()
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if process.stat().st_uid == user:
                count += sum(1 for _ in (process / "task").iterdir())
    return count


def _lower(kind: int, soft: int, hard: int | None = None) -> None:
    """Set a limit, at most to what this process was given."""
    _, given = resource.getrlimit(kind)
    hard = soft if hard is None else hard
    if given != resource.RLIM_INFINITY:
        soft, hard = min(soft, given), min(hard, given)
    resource.setrlimit(kind, (soft, hard))


def bound_resources(limits: ProcessLimits) -> None:
    """The limits that the kernel enforces by itself, for this process and what it starts.

    The kernel exempts root from the number of processes; the server counts them for everybody.
    """
    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_AS, limits.memory)
    _lower(resource.RLIMIT_FSIZE, limits.written_file)
    _lower(resource.RLIMIT_NOFILE, limits.open_files)
    if os.getuid() != 0:
        _lower(resource.RLIMIT_NPROC, limits.processes + _SERVERS + _processes_of_user())


def bound_processor(pid: int, seconds: int) -> None:
    """Give a process so many more seconds of processor time than it has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    used = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    soft = int(used) + seconds + 1
    resource.prlimit(pid, resource.RLIMIT_CPU, (soft, resource.RLIM_INFINITY))
