"""Who reads the files of a run: fences on this machine, or on the machines behind a scheduler."""

from __future__ import annotations

import threading
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol

from extractor.fence import Fence, Intake, Template, Terms
from extractor.limits import ProcessLimits
from extractor.store.readings import KeptReadings
from extractor.store.store import Outcome


@dataclass(frozen=True, slots=True)
class Task:
    """A file to read, and whether its pictures may be read now."""

    file: Intake
    may_use_ocr: bool


class Readers(Protocol):
    """Reads files for several threads at once, `at_once` of which are of use."""

    at_once: int

    def read(self, task: Task) -> Outcome:
        """What comes of a file.

        Raises:
            OcrDeferredError: it needs OCR and may not use it now.
            UnsteadyFileError: it could not be read this time.
            VanthuError: nothing can be read any more.
        """

    def stop(self) -> None:
        """Break off what is in work; its callers meet an error."""

    def close(self) -> None:
        """End all processes."""


def read_task(fence: Fence, task: Task, profile: str | None, readings: KeptReadings) -> Outcome:
    """Read a file behind a fence, from kept texts where there are any, and keep those that were dear.

    Where they cannot be kept, that costs time with the next version and nothing else.

    Raises:
        OcrDeferredError: it needs OCR and may not use it.
    """
    kept = None
    with suppress(OSError):
        kept = readings.get(task.file.sha256)
    result = fence.read(task.file, Terms(profile, task.may_use_ocr, kept))
    if result.kept is not None:
        with suppress(OSError):
            readings.put(task.file.sha256, result.kept)
    return Outcome(result.records, result.texts, result.seconds, result.peak_memory)


class FencesByThread:
    """A fence for each thread that asks for one; what their processes need is loaded once for all."""

    def __init__(self, limits: ProcessLimits) -> None:
        """Start none yet."""
        self._limits = limits
        self._template = Template() if Template.is_possible() else None
        self._mine = threading.local()
        self._lock = threading.Lock()
        self._fences: list[Fence] = []
        self._is_stopped = False

    def get(self) -> Fence:
        """The fence of this thread."""
        fence: Fence | None = getattr(self._mine, "fence", None)
        if fence is None:
            with self._lock:
                fence = self._mine.fence = Fence(self._limits, template=self._template)
                self._fences.append(fence)
                if self._is_stopped:
                    fence.stop()
        return fence

    def stop(self) -> None:
        """Break off what is in work, and whatever is asked for later."""
        with self._lock:
            self._is_stopped = True
            for fence in self._fences:
                fence.stop()

    def close(self) -> None:
        """End all processes."""
        for fence in self._fences:
            fence.close()
        if self._template is not None:
            self._template.close()


class LocalReaders:
    """Reads on this machine, `at_once` files at a time."""

    def __init__(self, jobs: int, limits: ProcessLimits, profile: str | None, readings: KeptReadings) -> None:
        """Start no process yet."""
        self.at_once = jobs
        self._fences = FencesByThread(limits)
        self._profile = profile
        self._readings = readings

    def read(self, task: Task) -> Outcome:
        """What comes of a file; see `Readers`."""
        return read_task(self._fences.get(), task, self._profile, self._readings)

    def stop(self) -> None:
        """Break off what is in work."""
        self._fences.stop()

    def close(self) -> None:
        """End all processes."""
        self._fences.close()
