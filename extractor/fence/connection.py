"""The parent's end of the server: starts it, asks it, starts it again when it is gone."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import warnings
from contextlib import suppress
from pathlib import Path
from typing import Any

from extractor.errors import VanthuError
from extractor.fence.starting import ForkedServer, ServerProcess, Template, start_server
from extractor.fence.task import Name
from extractor.fence.wire import receive_message, send_message
from extractor.limits import ProcessLimits

_START = 120.0
"""Seconds in which a server has to answer for the first time, and to make a child ready: it loads libraries then."""
_CLEANING = 10.0
"""Seconds in which a server has to clean up behind a file."""
_WHAT = {
    "network": "reach the network",
    "calls": "make system calls that documents never need",
    "writes": "write outside its scratch folder",
}


class FenceError(VanthuError):
    """The processes that read files cannot be started."""

    advice = "see docs/limits.md, section When the kernel refuses"


class FenceWarning(UserWarning):
    """The kernel refuses a part of the fence; files are read without it."""


class ServerGoneError(Exception):
    """The server ended, or does not answer."""


class Connection:
    """A running server, the scratch folder under it, and the answers of its child."""

    def __init__(self, limits: ProcessLimits, first: Name, template: Template | None = None) -> None:
        """Have a server, from a template or started here to be ready for a first task; it is not waited for.

        Raises:
            FenceError: no scratch folder can be made or no process started.
        """
        try:
            self.folder = Path(tempfile.mkdtemp(prefix="vanthu-"))
            self._channel, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            with theirs:
                self._process: ServerProcess = (
                    start_server(theirs, self.folder, limits, first)
                    if template is None
                    else template.fork(self._channel, theirs, self.folder, limits)
                )
        except OSError as error:
            raise FenceError(f"no process can be started to read files: {error.strerror or error}") from error
        self._hello: dict[str, Any] | None = None
        self._child = 0
        self.answers: socket.socket | None = None
        self.held: str | None = None
        """SHA-256 of the file that the child still has from its last task."""

    def hello(self) -> dict[str, Any]:
        """What the server says first: `missing` parts of the fence, and the `rule_set`.

        Raises:
            FenceError: the server does not start.
        """
        if self._hello is None:
            try:
                self._hello, handles = self._receive(_START)
            except ServerGoneError as error:
                raise FenceError("the process that reads files does not start") from error
            if isinstance(self._process, ForkedServer):
                self._process.known_by(*handles)
            for part in self._hello["missing"]:
                warnings.warn(
                    f"this kernel does not forbid the process that reads files to {_WHAT[part]}; see docs/limits.md",
                    FenceWarning,
                    stacklevel=2,
                )
        return self._hello

    @property
    def number(self) -> int:
        """The descriptor on which the server says that a child has stopped."""
        return self._channel.fileno()

    def begin(self, task: str) -> int:
        """Have a child ready behind `answers` for a task by its name; which file it is of this child, from 1.

        Raises:
            ServerGoneError: the server does not answer.
        """
        self.hello()
        reply, descriptors = self._ask({"ask": "begin", "task": task}, _START)
        self._child = reply["pid"]
        if descriptors:
            self._close_answers()
            self.held = None
            self.answers = socket.socket(fileno=descriptors[0])
        count: int = reply["files"]
        return count

    def tidy(self) -> None:
        """Have the server clean up behind a file while we go on; a server that is gone is noticed later."""
        with suppress(OSError):
            send_message(self._channel, {"ask": "tidy"})

    def end(self, *, is_gone: bool) -> dict[str, Any]:
        """Part with the child, which is gone or not; how it was found: `code`, `breach`, `memory`, `peak`.

        Raises:
            ServerGoneError: the server does not answer.
        """
        reply, _ = self._ask({"ask": "end", "gone": is_gone}, _CLEANING)
        self._close_answers()
        return reply

    def take_event(self) -> None:
        """Take the message that a child has stopped off the channel.

        Raises:
            ServerGoneError: the server is gone.
        """
        self._receive(_CLEANING)

    def close(self) -> None:
        """End the server and everything below it, and remove the scratch folder."""
        self._close_answers()
        self._channel.close()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_CLEANING if self._hello is not None else 0)
        self.destroy()

    def kill(self) -> None:
        """End the server and the session of its child at once; whoever talks to them sees that they are gone."""
        self._process.kill()
        if self._child:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._child, signal.SIGKILL)

    def destroy(self) -> None:
        """End a server that does not answer, with the session of its child."""
        self._close_answers()
        self._channel.close()
        self.kill()
        self._process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _close_answers(self) -> None:
        if self.answers is not None:
            self.answers.close()
            self.answers = None

    def _ask(self, question: dict[str, Any], seconds: float) -> tuple[dict[str, Any], list[int]]:
        try:
            send_message(self._channel, question)
        except OSError as error:
            raise ServerGoneError from error
        while True:
            message, descriptors = self._receive(seconds)
            if "reply" in message:
                return message, descriptors

    def _receive(self, seconds: float) -> tuple[dict[str, Any], list[int]]:
        self._channel.settimeout(seconds)
        try:
            received = receive_message(self._channel)
        except TimeoutError as error:
            raise ServerGoneError from error
        if received is None:
            raise ServerGoneError
        return received
