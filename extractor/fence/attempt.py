"""One attempt to have a file read by a child: hands it over, listens, and stops listening in time."""

from __future__ import annotations

import os
import re
import select
import socket
import time
from dataclasses import dataclass, field

from pydantic import ValidationError

from extractor.fence import verdict
from extractor.fence.connection import Connection
from extractor.fence.intake import Intake
from extractor.fence.verdict import Failure
from extractor.fence.wire import AnswerTooLongError, Inbox, Kind, WireError, send_message
from extractor.limits import ProcessLimits
from schemas.record import Record, RecordStatus

_MEDIA_TYPE = re.compile(r"read ([a-z]+/[A-Za-z0-9.+-]{1,100})$")
_HARM = (RecordStatus.FAILED, RecordStatus.PARTIAL)
_DIGITS = 15
_SUSPECT = frozenset({"failed.crash", "failed.memory", "failed.timeout", "failed.too_large"})
_PAGE = re.compile(r"(?:picture of )?(?:page|sheet) (\d{1,9})$")


@dataclass(slots=True)
class Answer:
    """What has come of a file so far; `failure` is None while all is well."""

    records: list[Record] = field(default_factory=list)
    texts: list[str | None] = field(default_factory=list)
    stage: str = ""
    media_type: str | None = None
    is_whole: bool = False
    failure: Failure | None = None
    peak: int = 0
    is_used: bool = False
    """Whether the child had read other files before."""
    kept: bytes | None = None
    """Texts that were dear to read, as the child packed them; never opened here."""
    is_deferred: bool = False
    """Whether it was not read as it needs OCR; then it is whole without records."""

    def is_suspect(self) -> bool:
        """Whether something went wrong that may have been left behind by another file."""
        codes = [record.reason.code for record in self.records if record.reason is not None]
        return self.failure is not None or not _SUSPECT.isdisjoint(codes)

    def is_clean(self) -> bool:
        """Whether the child may go on to other files: this one harmed it in no way that can be seen."""
        return self.failure is None and self.is_whole and all(record.status not in _HARM for record in self.records)

    def page(self) -> int:
        """The page that was being read, from 1; 0 where none was."""
        match = _PAGE.match(self.stage)
        return int(match[1]) if match else 0


@dataclass(frozen=True, slots=True)
class Terms:
    """How a file is to be read: the profile (None: by type), whether OCR is allowed, texts kept from before."""

    profile: str | None = None
    may_use_ocr: bool = True
    kept: bytes | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """What a child is asked: a file, the terms, the page to stop before, and the clock's limit on the answer."""

    file: Intake
    terms: Terms
    until: float
    stop_before: int | None = None


def attempt(connection: Connection, order: Order, limits: ProcessLimits) -> Answer:
    """The answer of a child.

    Raises:
        ServerGoneError: the server is gone; a new one is needed.
        FenceError: it does not start.
    """
    answer = Answer(is_used=connection.begin() > 1)
    channel = connection.answers
    if channel is None:
        raise WireError("a child without a channel")
    _hand_over(channel, order, limits)
    _listen(connection, channel, order, (answer, limits))
    if answer.is_clean():
        connection.tidy()
        return answer
    ending = connection.end(is_gone=answer.failure is None and not answer.is_whole)
    answer.peak = ending["peak"]
    if answer.failure is None and not answer.is_whole:
        answer.failure = _ended(ending, answer, limits)
    return answer


def _hand_over(channel: socket.socket, order: Order, limits: ProcessLimits) -> None:
    """Give the child the bytes in memory that it shares with us, so that it has no hold on the file itself.

    Texts kept from before follow the file in it.
    """
    shared = os.memfd_create("document", os.MFD_CLOEXEC)
    data, terms = order.file.data or b"", order.terms
    with os.fdopen(shared, "r+b") as stream:
        stream.write(data)
        stream.write(terms.kept or b"")
        stream.flush()
        stream.seek(0)
        message = {
            "name": order.file.name,
            "bytes": len(data),
            "profile": terms.profile,
            "may_use_ocr": terms.may_use_ocr,
            "seconds": max(0.0, (order.until - time.monotonic()) * limits.soft_share),
            "stop_before": order.stop_before,
        }
        try:
            send_message(channel, message, shared)
        except OSError:
            # The child is gone already: the listener sees the end of its answers.
            return


def _listen(connection: Connection, channel: socket.socket, order: Order, into: tuple[Answer, ProcessLimits]) -> None:
    """Take frames until the answer is whole, is none, ends, or comes too late."""
    answer, limits = into
    inbox = Inbox(limits.answer)
    poll = select.poll()
    poll.register(channel, select.POLLIN)
    poll.register(connection.number, select.POLLIN)
    heard = time.monotonic()
    while not answer.is_whole and answer.failure is None:
        now = time.monotonic()
        if now >= order.until:
            answer.failure = verdict.late(limits.deadline, answer.stage)
        elif now >= heard + limits.silence:
            answer.failure = verdict.silent(limits.silence, answer.stage)
        else:
            wait = min(order.until, heard + limits.silence) - now
            ready = {number for number, _ in poll.poll(wait * 1000 + 1)}
            if channel.fileno() in ready:
                if not _take(inbox, channel, order, into):
                    return
                heard = time.monotonic()
            elif connection.number in ready:
                # The child has ended: what it said before is still to be read, then the stream ends.
                connection.take_event()
                poll.unregister(connection.number)


def _take(inbox: Inbox, channel: socket.socket, order: Order, into: tuple[Answer, ProcessLimits]) -> bool:
    """Take what has arrived into the answer; False at the end of the stream."""
    answer, limits = into
    try:
        is_open = inbox.receive(channel)
        for kind, payload in inbox.frames():
            _keep(answer, kind, payload, limits)
        if answer.is_whole:
            _check(answer, order)
    except ConnectionError:
        return False
    except AnswerTooLongError:
        answer.failure = verdict.too_long(limits)
    except (WireError, ValidationError, UnicodeDecodeError) as error:
        # Who sends this may have sent anything before.
        answer.records.clear()
        answer.texts.clear()
        answer.kept, answer.is_deferred = None, False
        answer.failure = verdict.garbled(type(error).__name__)
    else:
        return is_open
    return True


def _keep(answer: Answer, kind: Kind, payload: bytes, limits: ProcessLimits) -> None:
    match kind:
        case Kind.SIGN:
            answer.stage = payload.decode()
            read = _MEDIA_TYPE.match(answer.stage)
            answer.media_type = answer.media_type or (read[1] if read else None)
        case Kind.RECORD:
            answer.records.append(Record.model_validate_json(payload))
            answer.texts.append(None)
        case Kind.TEXT:
            if not answer.texts or answer.texts[-1] is not None:
                raise WireError("a text without a record")
            answer.texts[-1] = payload.decode("utf-8", "surrogatepass")
        case Kind.DONE:
            answer.is_whole, answer.peak = True, _number(payload)
        case Kind.TEXTS:
            answer.kept = payload
        case Kind.DEFERRED:
            answer.is_whole = answer.is_deferred = True
        case Kind.FAILED:
            answer.failure = verdict.told(payload.decode(), limits, answer.stage)


def _number(payload: bytes) -> int:
    if not payload.isdigit() or len(payload) > _DIGITS:
        raise WireError("no number where one belongs")
    return int(payload)


def _check(answer: Answer, order: Order) -> None:
    """Refuse an answer that is not about the file, or is empty, or defers what need not be deferred.

    Raises:
        WireError: it has no record, or says it is of a file that is not this one nor in it.
    """
    if answer.is_deferred:
        if order.terms.may_use_ocr:
            raise WireError("a file deferred for OCR that is allowed")
        return
    if not answer.records:
        raise WireError("an answer without a record")
    for record in answer.records:
        if record.source.container is None and record.source.sha256 != order.file.sha256:
            raise WireError("a record of another file")


def _ended(ending: dict[str, object], answer: Answer, limits: ProcessLimits) -> Failure:
    """Why there is no whole answer, from how the server found the child."""
    breach, code = ending["breach"], ending["code"]
    if isinstance(breach, str):
        return verdict.breached(breach, limits)
    if ending["memory"]:
        return verdict.out_of_memory(limits, answer.stage)
    return verdict.ended(code if isinstance(code, int) else None, answer.stage)
