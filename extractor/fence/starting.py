"""How the parent comes to a server: it starts one, or has a template fork one that has loaded everything already.

Each server stands for itself, however it came to be: its own session, network, filter on calls, orphans and channel.
A template only shortens the way there, and shares its pages with them; when it ends, servers live on, and who needs
another one starts another template.
"""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Protocol

from extractor.fence.task import Name
from extractor.fence.wire import send_message
from extractor.limits import ProcessLimits

_ROOT = Path(__file__).resolve().parents[2]
_ENDING = 1.0
"""Seconds in which a template sees that nobody needs it any more."""


class ServerProcess(Protocol):
    """What can be done with a server beside talking to it."""

    def poll(self) -> int | None:
        """None while it runs."""

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end.

        Raises:
            subprocess.TimeoutExpired: it has not ended in so many seconds.
        """

    def kill(self) -> None:
        """End it at once; whoever talks to it sees that it is gone."""


def start_server(theirs: socket.socket, folder: Path, limits: ProcessLimits, first: Name) -> subprocess.Popen[bytes]:
    """Start a server that makes itself ready for a first task; it is not waited for.

    Raises:
        OSError: no process can be started.
    """
    return _start("server", theirs, [str(folder), json.dumps(asdict(limits)), first])


class ForkedServer:
    """A server that a template forks: no child of this process, but known by a handle that cannot mean another."""

    def __init__(self, channel: socket.socket) -> None:
        """Know its channel; the handle comes with its hello."""
        self._channel = channel
        self._handle: int | None = None

    def known_by(self, handle: int) -> None:
        """Keep the handle (a pidfd), which is ours from now on."""
        self._handle = handle

    def poll(self) -> int | None:
        """None while it runs; its exit code is told to the template alone."""
        return None if self._handle is not None and not self._has_ended(0) else 0

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end; one that has not said hello ends by itself, as its channel is closed.

        Raises:
            subprocess.TimeoutExpired: it has not ended in so many seconds.
        """
        if self._handle is not None and not self._has_ended(timeout):
            raise subprocess.TimeoutExpired("server", timeout or 0)
        return 0

    def kill(self) -> None:
        """End it at once; one that has not said hello finds nobody to talk to and ends."""
        if self._handle is None:
            with suppress(OSError):
                self._channel.shutdown(socket.SHUT_RDWR)
            return
        with suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._handle, signal.SIGKILL)

    def __del__(self) -> None:
        """Let go of the handle."""
        if self._handle is not None:
            os.close(self._handle)

    def _has_ended(self, seconds: float | None) -> bool:
        assert self._handle is not None
        poll = select.poll()
        poll.register(self._handle, select.POLLIN)
        return bool(poll.poll(None if seconds is None else seconds * 1000))


class Template:
    """A process that has loaded what a task needs, for servers that are forked from it; started when first needed."""

    def __init__(self, task: Name = Name.RECORDS) -> None:
        """Start nothing yet."""
        self._task = task
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._channel: socket.socket | None = None

    @staticmethod
    def is_possible() -> bool:
        """Whether this kernel has the handles by which forked servers are known."""
        try:
            os.close(os.pidfd_open(os.getpid()))
        except (AttributeError, OSError):
            return False
        return True

    def fork(self, ours: socket.socket, theirs: socket.socket, folder: Path, limits: ProcessLimits) -> ForkedServer:
        """Have a server forked behind the channel `theirs`; it is not waited for.

        Raises:
            OSError: no process can be started.
        """
        order = {"folder": str(folder), "limits": asdict(limits)}
        with self._lock:
            try:
                send_message(self._running(), order, theirs.fileno())
            except ConnectionError:
                # It ended a moment ago.
                self._end()
                send_message(self._running(), order, theirs.fileno())
        return ForkedServer(ours)

    def close(self) -> None:
        """End it; servers that it forked live on."""
        with self._lock:
            self._end()

    def _running(self) -> socket.socket:
        if self._channel is None or self._process is None or self._process.poll() is not None:
            self._end()
            self._channel, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            with theirs:
                self._process = _start("template", theirs, [self._task])
        return self._channel

    def _end(self) -> None:
        """Let it end; one that is still loading is ended, for it has nothing to tidy up."""
        if self._channel is not None:
            self._channel.close()
        if self._process is not None:
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(_ENDING)
            self._process.kill()
            self._process.wait()
        self._channel = self._process = None


def _start(module: str, theirs: socket.socket, arguments: list[str]) -> subprocess.Popen[bytes]:
    # One thread in each library: a process with threads cannot be forked safely, and one file has one processor.
    threads = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "OMP_THREAD_LIMIT", "MKL_NUM_THREADS"), "1")
    path = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH"))))
    # -P: a file named like a module in the folder where vanthu is called is never loaded.
    command = [sys.executable, "-P", "-m", f"extractor.fence.{module}"]
    command += [str(theirs.fileno()), *arguments]
    return subprocess.Popen(  # noqa: S603 -- our own interpreter and module
        command,
        env=os.environ | threads | {"PYTHONPATH": path},
        pass_fds=(theirs.fileno(),),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
