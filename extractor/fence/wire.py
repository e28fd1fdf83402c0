"""What the processes of the fence say to each other: small messages about a child, and the frames of its answer.

A frame is one byte of kind, four bytes of length (big-endian) and the payload. The reading side believes nothing: it
bounds one frame and the sum of all before it keeps a byte of them.
"""

from __future__ import annotations

import json
import socket
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

_HEADER = struct.Struct(">BI")
_MESSAGE = 65_536
_SIGN = 400
"""Longest sign of life in bytes."""
_RECEIVED = 1 << 20


class Kind(IntEnum):
    """What a frame of an answer holds."""

    SIGN = 1
    """UTF-8: the stage that begins."""
    RECORD = 2
    """One record as JSON."""
    TEXT = 3
    """UTF-8 (surrogates let through): the text that offsets of the record before it refer to."""
    DONE = 4
    """The most bytes of memory held, in digits: the answer is whole."""
    FAILED = 5
    """UTF-8: a failure of the closed list (`memory`, `crash`), a space, what was met."""
    TEXTS = 6
    """Texts that were dear to read, as `reading.kept` packs them; the parent keeps them unopened."""
    DEFERRED = 7
    """The file needs OCR, which was not allowed: the answer is whole without records."""
    RESULT = 8
    """What a task other than reading gives, in its own form; at most one in an answer."""
    REFUSED = 9
    """UTF-8: why the file is refused, as `verdict.refused` writes it: the answer is whole without a result."""


class WireError(Exception):
    """An answer that is none: an unknown kind, a frame or a sum that is too long."""


class AnswerTooLongError(WireError):
    """The answer passes its limit."""


def send_frame(channel: socket.socket, kind: Kind, payload: bytes = b"") -> None:
    """Write one frame; blocks until it is taken."""
    channel.sendall(_HEADER.pack(kind, len(payload)) + payload)


def send_sign(channel: socket.socket, stage: str) -> None:
    """Write a sign of life, cut to its limit."""
    send_frame(channel, Kind.SIGN, stage.encode("utf-8", "replace")[:_SIGN])


@dataclass(slots=True)
class Inbox:
    """Puts the frames of one answer together from what arrives; `limit` bounds the sum of their bytes."""

    limit: int
    _pending: bytearray = field(default_factory=bytearray)
    _taken: int = 0

    def receive(self, channel: socket.socket) -> bool:
        """Take what is there; False at the end of the stream."""
        data = channel.recv(_RECEIVED)
        self._taken += len(data)
        self._pending += data
        return bool(data)

    def frames(self) -> Iterator[tuple[Kind, bytes]]:
        """The frames that are whole.

        Raises:
            WireError: the bytes are no answer, or one that is too long.
        """
        while len(self._pending) >= _HEADER.size:
            number, length = _HEADER.unpack_from(self._pending)
            kind = _kind(number)
            if kind is Kind.SIGN and length > _SIGN:
                raise WireError("a sign of life that is too long")
            if self._taken > self.limit or length > self.limit:
                raise AnswerTooLongError("the answer passes its limit")
            end = _HEADER.size + length
            if len(self._pending) < end:
                return
            payload = bytes(self._pending[_HEADER.size : end])
            del self._pending[:end]
            yield kind, payload
        if self._taken > self.limit:
            raise AnswerTooLongError("the answer passes its limit")


def _kind(number: int) -> Kind:
    try:
        return Kind(number)
    except ValueError as error:
        raise WireError("an unknown frame") from error


def send_message(channel: socket.socket, message: dict[str, Any], *descriptors: int) -> None:
    """Send one message over a channel that keeps messages apart, with open files where there are any."""
    socket.send_fds(channel, [json.dumps(message).encode()], list(descriptors))


def receive_message(channel: socket.socket) -> tuple[dict[str, Any], list[int]] | None:
    """The next message and its open files; None where the other side is gone."""
    try:
        data, descriptors, _, _ = socket.recv_fds(channel, _MESSAGE, 1)
    except ConnectionError:
        return None
    if not data:
        return None
    message: dict[str, Any] = json.loads(data)
    return message, descriptors
