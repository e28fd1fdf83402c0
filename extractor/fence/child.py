"""The child: does one task after the other with the files it is handed, behind every bound that the kernel offers.

It answers with frames (`wire`) while it works. Whatever it meets ends in a frame or in its death; both are told apart
by the process above it.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from extractor.budget import Budget, page_of
from extractor.errors import OcrDeferredError, ReadError, is_disk_full
from extractor.fence import descendants, kernel, landlock, verdict, works
from extractor.fence.wire import Kind, receive_message, send_frame, send_sign
from extractor.limits import ProcessLimits

OUT_OF_MEMORY = 3
"""Exit code of a child that had not even the memory to say so."""
_MOST_FILES = 1 << 20


@dataclass(frozen=True, slots=True)
class PageBudget(Budget):
    """A budget that is also spent before a given page, so that all before a page that kills can be had."""

    stop_before: int | None = None
    begun: list[int] = field(default_factory=lambda: [0])

    def spent(self) -> bool:
        """Whether the deadline has passed or the next page is the one to stop before."""
        if self.stop_before is not None and self.begun[-1] + 1 >= self.stop_before:
            return True
        return self.deadline is not None and time.monotonic() >= self.deadline

    def begin(self, stage: str) -> None:
        """Remember the page, and say that the stage begins."""
        page = page_of(stage)
        if page is not None:
            self.begun[-1] = page
        self.report(stage)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a child works: its answers, its errors, its scratch folder, and the process above it."""

    answers: socket.socket
    errors: int
    scratch: Path
    parent: int


def settle(place: Place, limits: ProcessLimits) -> None:
    """Go behind the bounds: a session of its own, no input or output, limits, one folder to write in."""
    os.setsid()
    kernel.die_with_parent(place.parent)
    nothing = os.open(os.devnull, os.O_RDWR)
    for target, source in ((0, nothing), (1, nothing), (2, place.errors)):
        os.dup2(source, target)
    keep = place.answers.fileno()
    os.closerange(3, keep)
    os.closerange(keep + 1, _MOST_FILES)
    for name in ("TMPDIR", "HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR"):
        os.environ[name] = str(place.scratch)
    tempfile.tempdir = str(place.scratch)
    os.chdir(place.scratch)
    kernel.bound_resources(limits)
    landlock.confine_writes(place.scratch)


def serve(answers: socket.socket) -> None:
    """Work on files until nobody asks any more."""
    content = b""
    while (order := receive_message(answers)) is not None:
        message, handed = order
        if handed:
            with os.fdopen(handed[0], "rb") as stream:
                content = stream.read()
        if not _answer(answers, message, content):
            return
        if not message["hold"]:
            content = b""


def _answer(answers: socket.socket, message: dict[str, Any], content: bytes) -> bool:
    """Send what a task gives for one file; whether this process is as good as before."""
    try:
        for kind, payload in works.work_of(message["task"])(_given(answers, message, content)):
            send_frame(answers, kind, payload)
        send_frame(answers, Kind.DONE, str(descendants.peak_memory(os.getpid())).encode())
    except OcrDeferredError:
        send_frame(answers, Kind.DEFERRED)
    except ReadError as error:
        send_frame(answers, Kind.REFUSED, verdict.refused(error))
    except MemoryError:
        send_frame(answers, Kind.FAILED, f"{verdict.MEMORY} more than the address space".encode())
        # Half a record may stand before these words: the exit code says it too.
        raise
    except BaseException as error:  # noqa: BLE001 -- the edge: a panic of a compiled library is no Exception
        send_frame(answers, Kind.FAILED, _met(error).encode())
        return False
    return True


def _given(answers: socket.socket, message: dict[str, Any], content: bytes) -> works.Given:
    budget = PageBudget(
        deadline=time.monotonic() + message["seconds"],
        report=lambda stage: send_sign(answers, stage),
        may_use_ocr=message["may_use_ocr"],
        stop_before=message["stop_before"],
    )
    data, kept = content[: message["bytes"]], content[message["bytes"] :]
    return works.Given(data, message["name"], message["sha256"], budget, message["parameters"], kept)


def _met(error: BaseException) -> str:
    """What ended the work, for the process above: a disk that is full is no fault of the file."""
    if is_disk_full(error):
        return f"{verdict.FULL_DISK} {shutil.disk_usage(tempfile.gettempdir()).free}"
    return f"{verdict.CRASH} {type(error).__name__}"


def live(place: Place, limits: ProcessLimits) -> None:
    """The whole life of a forked child; does not come back."""
    code = 1
    try:
        for number in (signal.SIGCHLD, signal.SIGPIPE, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)
        settle(place, limits)
        serve(place.answers)
        code = 0
    except MemoryError:
        code = OUT_OF_MEMORY
    finally:
        os._exit(code)
