"""One attempt to have a child do something with a file: hands it over, listens, and stops listening in time."""

from __future__ import annotations

import os
import select
import socket
import time
from dataclasses import dataclass
from typing import BinaryIO

from pydantic import ValidationError

from extractor.fence import verdict
from extractor.fence.answer import Answer
from extractor.fence.connection import Connection
from extractor.fence.intake import Intake
from extractor.fence.task import Name, Task
from extractor.fence.verdict import Failure
from extractor.fence.wire import AnswerTooLongError, Inbox, WireError, send_message
from extractor.limits import ProcessLimits


@dataclass(frozen=True, slots=True)
class Order:
    """What a child is asked: a file, the task, the clock's limit on the answer, and the page to stop before."""

    file: Intake
    task: Task
    until: float
    stop_before: int | None = None


def attempt(connection: Connection, order: Order, limits: ProcessLimits) -> Answer:
    """The answer of a child.

    Raises:
        ServerGoneError: the server is gone; a new one is needed.
        FenceError: it does not start.
    """
    answer = Answer(is_used=connection.begin(order.task.name) > 1)
    channel = connection.answers
    if channel is None:
        raise WireError("a child without a channel")
    _hand_over(connection, channel, order, limits)
    _listen(connection, channel, order, (answer, limits))
    if answer.is_clean():
        connection.tidy()
        return answer
    ending = connection.end(is_gone=answer.failure is None and not answer.is_whole)
    answer.peak = ending["peak"]
    if answer.failure is None and not answer.is_whole:
        answer.failure = _ended(ending, answer, limits)
    return answer


def _hand_over(connection: Connection, channel: socket.socket, order: Order, limits: ProcessLimits) -> None:
    """Give the child what it is to do, and the file where it has not got it from the last task.

    A file whose pages are shown stays with the child, for the next page is asked for soon.
    """
    file, task = order.file, order.task
    holds = task.name is not Name.RECORDS
    message = {
        "task": task.name,
        "parameters": dict(task.parameters),
        "name": file.name,
        "sha256": file.sha256,
        "bytes": file.size,
        "may_use_ocr": task.may_use_ocr,
        "seconds": max(0.0, (order.until - time.monotonic()) * limits.soft_share),
        "stop_before": order.stop_before,
        "hold": holds,
    }
    is_there = holds and connection.held == file.sha256
    connection.held = file.sha256 if holds else None
    try:
        if is_there:
            send_message(channel, message)
        else:
            with _shared(file, task) as stream:
                send_message(channel, message, stream.fileno())
    except OSError:
        # The child is gone already: the listener sees the end of its answers.
        return


def _shared(file: Intake, task: Task) -> BinaryIO:
    """The bytes in memory that is shared with the child, so that it has no hold on the file itself.

    Texts kept from before follow the file in it.
    """
    stream = os.fdopen(os.memfd_create("document", os.MFD_CLOEXEC), "r+b")
    stream.write(file.data or b"")
    stream.write(task.kept or b"")
    stream.flush()
    stream.seek(0)
    return stream


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
            answer.keep(kind, payload, limits)
        if answer.is_whole:
            answer.check(order.file, order.task)
    except ConnectionError:
        return False
    except AnswerTooLongError:
        answer.failure = verdict.too_long(limits)
    except (WireError, ValidationError, UnicodeDecodeError) as error:
        answer.spoil(verdict.garbled(type(error).__name__))
    else:
        return is_open
    return True


def _ended(ending: dict[str, object], answer: Answer, limits: ProcessLimits) -> Failure:
    """Why there is no whole answer, from how the server found the child."""
    breach, code = ending["breach"], ending["code"]
    if isinstance(breach, str):
        return verdict.breached(breach, limits)
    if ending["memory"]:
        return verdict.out_of_memory(limits, answer.stage)
    return verdict.ended(code if isinstance(code, int) else None, answer.stage)
