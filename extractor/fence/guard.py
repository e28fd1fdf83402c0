"""The fence: hands a file to a child, judges the answer, and always comes back with records."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Self

from extractor.checks.profiles import choose_profile
from extractor.errors import OcrDeferredError, TaskEndedError
from extractor.fence.answer import Answer
from extractor.fence.attempt import Order, attempt
from extractor.fence.connection import Connection, FenceError, ServerGoneError
from extractor.fence.intake import Intake, take_in
from extractor.fence.starting import Template
from extractor.fence.task import Name, Task, Terms
from extractor.fence.verdict import Failure, garbled
from extractor.limits import DOCUMENT, PROCESS, ProcessLimits
from extractor.version import __version__
from schemas.record import Provenance, Reason, Record, RecordStatus, SourceInfo

_UNKNOWN = "application/octet-stream"
_WORTH_TRYING = 0.5
"""Seconds that have to be left for another attempt."""


@dataclass(frozen=True, slots=True)
class Result:
    """What has come of one file: its records, at least one, each with the text that its offsets refer to.

    A text is None where the file could not be read. `seconds` by the clock; `peak_memory` in bytes, of the child's
    largest moment. `kept` is what `Terms.kept` takes another time; None where reading was not dear.
    """

    records: tuple[Record, ...]
    texts: tuple[str | None, ...]
    seconds: float
    peak_memory: int
    kept: bytes | None = None


class Fence:
    """Reads files in child processes; a context manager, as it owns processes and a scratch folder.

    It may be shared by threads and reads one file at a time: for more at once, use one fence a worker.
    """

    def __init__(
        self, limits: ProcessLimits = PROCESS, *, first: Name = Name.RECORDS, template: Template | None = None
    ) -> None:
        """Start the server in the background, to be ready for a first task; it does the others as well.

        With a template, which fences of the same program share and who made it closes, it is forked from there.

        Raises:
            FenceError: no process can be started.
        """
        self._limits = limits
        self._first = first
        self._template = template
        self._lock = threading.Lock()
        self._is_stopped = False
        self._connection: Connection | None = Connection(limits, first, template)

    def __enter__(self) -> Self:
        """Nothing more to do: it runs."""
        return self

    def __exit__(self, *raised: type[BaseException] | BaseException | TracebackType | None) -> None:
        """End all processes and remove the scratch folder."""
        self.close()

    def close(self) -> None:
        """End all processes and remove the scratch folder; a file that is read after it starts them again."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def stop(self) -> None:
        """End all processes at once, from whatever thread; the file in work meets FenceError, as do all later ones."""
        self._is_stopped = True
        connection = self._connection
        if connection is not None:
            connection.kill()

    def missing(self) -> tuple[str, ...]:
        """Parts of the fence that this kernel refuses: `network`, `calls`, `writes`.

        Raises:
            FenceError: the server does not start.
        """
        with self._lock:
            return tuple(self._connected().hello()["missing"])

    def run(self, document: str | Path | bytes, name: str = "document", *, profile: str | None = None) -> Result:
        """The records of a file, or of bytes in memory with the base name that they are to have.

        Raises:
            InputNotFoundError: the file does not exist or cannot be opened.
            ProfileError: the profile is unknown.
            FenceError: no process can be started to read it.
        """
        file = Intake.of(document, name) if isinstance(document, bytes) else take_in(Path(document))
        return self.read(file, Terms(profile))

    def read(self, file: Intake, terms: Terms) -> Result:
        """As `run`, on terms.

        Raises:
            ProfileError: the profile is unknown.
            FenceError: no process can be started to read it, or the fence was stopped.
            OcrDeferredError: it needs OCR, which the terms do not allow.
        """
        started = time.monotonic()
        profile = terms.profile
        if profile is not None and profile.endswith(".toml"):
            terms = replace(terms, profile=str(Path(profile).absolute()))
        choose_profile(terms.profile, None)
        with self._lock:
            answer = self._work(file, terms.task())
            if answer.is_deferred:
                raise OcrDeferredError
            records = self._whole(answer, file, terms.profile)
        texts = (*answer.texts, *[None] * (len(records) - len(answer.texts)))
        return Result(records, texts, time.monotonic() - started, answer.peak, answer.kept)

    def perform(self, task: Task, file: Intake) -> bytes:
        """What a task other than reading gives for a file; `extractor.fence.tasks` knows its form.

        Raises:
            ReadError: it cannot be done; of kind TaskEndedError where the process that did it came to a bad end.
            FenceError: no process can be started to do it, or the fence was stopped.
            OcrDeferredError: it needs OCR, which the task does not allow.
        """
        with self._lock:
            answer = self._work(file, task)
        if answer.is_deferred:
            raise OcrDeferredError
        if answer.failure is not None:
            raise TaskEndedError.of(f"failed.{answer.failure.name}", answer.failure.message)
        if answer.result is None:
            raise answer.refusal or FenceError("a task without a result")
        return answer.result

    def _connected(self) -> Connection:
        if self._connection is None:
            self._connection = Connection(self._limits, self._first, self._template)
        if self._is_stopped:
            # It may have been made while the fence was stopped.
            self._connection.kill()
            raise FenceError("reading was stopped")
        return self._connection

    def _work(self, file: Intake, task: Task) -> Answer:
        """Try until there is an answer or nothing more to gain.

        A child that had other files may have failed for their sake, and what others left behind may have filled the
        disk: a new one gets the file, and an empty folder. A file that fails at a page behind the first is read once
        more up to there.
        """
        if file.data is None:
            return Answer(failure=Failure("too_large", _too_large(file)))
        order = Order(file, task, time.monotonic() + self._limits.deadline)
        self._connected().hello()
        answer = self._attempt(order)
        if _is_worth_repeating(answer) and _has_time(order):
            answer = self._attempt(order)
        failure = answer.failure
        if task.name is Name.RECORDS and failure and _failed_late(answer) and _has_time(order):
            before = self._attempt(replace(order, stop_before=answer.page()))
            if before.failure is None:
                return _cut(before, failure)
        return answer

    def _attempt(self, order: Order) -> Answer:
        """One attempt; a server that is gone is no reason for the file to have no answer."""
        try:
            return attempt(self._connected(), order, self._limits)
        except ServerGoneError as error:
            if self._is_stopped:
                raise FenceError("reading was stopped") from error
            if self._connection is not None:
                self._connection.destroy()
                self._connection = None
            return Answer(failure=garbled("the process above it ended"), is_used=True)

    def _whole(self, answer: Answer, file: Intake, profile: str | None) -> tuple[Record, ...]:
        """The records of an answer; of one that failed, what there is and a record that says why there is no more."""
        if answer.failure is None:
            return tuple(answer.records)
        status = RecordStatus.PARTIAL if answer.records else RecordStatus.FAILED
        message = answer.failure.message
        if answer.records:
            message = f"{len(answer.records)} documents of the file were read; then {message}"
        reason = Reason(code=f"{status}.{answer.failure.name}", message=message)
        chosen = choose_profile(profile, None)
        provenance = Provenance(
            extractor_version=__version__,
            rule_set=self._connected().hello()["rule_set"],
            profile=chosen.name,
            profile_version=chosen.version,
        )
        source = SourceInfo(
            name=file.name, sha256=file.sha256, media_type=answer.media_type or _UNKNOWN, bytes=file.size
        )
        return (*answer.records, Record(source=source, status=status, reason=reason, provenance=provenance))


def _too_large(file: Intake) -> str:
    return f"the file has {file.size} bytes, the limit is {DOCUMENT.file_bytes}; split the file"


def _is_worth_repeating(answer: Answer) -> bool:
    if answer.failure is not None and answer.failure.is_of_machine:
        return True
    return answer.is_used and answer.is_suspect()


def _failed_late(answer: Answer) -> bool:
    """Whether there are pages before the one at which it failed, and no record of them yet."""
    return answer.page() > 1 and not answer.records


def _has_time(order: Order) -> bool:
    return order.until - time.monotonic() > _WORTH_TRYING


def _cut(answer: Answer, failure: Failure) -> Answer:
    """The pages before the one at which reading failed, with the reason for which it did."""
    reason = Reason(code=f"partial.{failure.name}", message=failure.message)
    answer.records = [
        record.model_copy(update={"reason": reason}) if record.status is RecordStatus.PARTIAL else record
        for record in answer.records
    ]
    return answer
