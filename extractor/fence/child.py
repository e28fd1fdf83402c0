"""The child: reads the files it is handed, one after the other, behind every bound that the kernel offers.

It answers with frames (`wire`) while it reads. Whatever it meets ends in a frame or in its death; both are told apart
by the process above it.
"""

from __future__ import annotations

import os
import re
import signal
import socket
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from extractor import pipeline
from extractor.budget import Budget
from extractor.errors import OcrDeferredError
from extractor.fence import descendants, kernel, landlock
from extractor.fence.wire import Kind, receive_message, send_frame, send_sign
from extractor.limits import ProcessLimits
from extractor.reading.kept import Readings, pack, unpack_texts

OUT_OF_MEMORY = 3
"""Exit code of a child that had not even the memory to say so."""
_MOST_FILES = 1 << 20
_PAGE = re.compile(r"(?:picture of )?(?:page|sheet) (\d{1,9})$")


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
        match = _PAGE.match(stage)
        if match:
            self.begun[-1] = int(match[1])
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
    """Read files until nobody asks any more."""
    while (order := receive_message(answers)) is not None:
        message, (data,) = order
        with os.fdopen(data, "rb") as stream:
            content = stream.read()
        if not _answer(answers, message, content):
            return


def _answer(answers: socket.socket, message: dict[str, Any], content: bytes) -> bool:
    """Send the records of one file; whether this process is as good as before."""
    budget = PageBudget(
        deadline=time.monotonic() + message["seconds"],
        report=lambda stage: send_sign(answers, stage),
        may_use_ocr=message["may_use_ocr"],
        stop_before=message["stop_before"],
    )
    data, packed = content[: message["bytes"]], content[message["bytes"] :]
    try:
        texts = Readings(unpack_texts(packed) if packed else {})
        name, profile = message["name"], message["profile"]
        for extraction in pipeline.each_document(data, name, profile=profile, budget=budget, texts=texts):
            send_frame(answers, Kind.RECORD, extraction.record.to_json_line().encode())
            if extraction.source is not None:
                send_frame(answers, Kind.TEXT, extraction.source.text.encode("utf-8", "surrogatepass"))
        if texts.dear and (kept := pack(texts.known | texts.dear)):
            send_frame(answers, Kind.TEXTS, kept)
        send_frame(answers, Kind.DONE, str(descendants.peak_memory(os.getpid())).encode())
    except OcrDeferredError:
        send_frame(answers, Kind.DEFERRED)
    except MemoryError:
        send_frame(answers, Kind.FAILED, b"memory more than the address space")
        # Half a record may stand before these words: the exit code says it too.
        raise
    except BaseException as error:  # noqa: BLE001 -- the edge: a panic of a compiled library is no Exception
        send_frame(answers, Kind.FAILED, f"crash {type(error).__name__}".encode())
        return False
    return True


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
