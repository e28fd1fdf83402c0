from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from extractor.fence.wire import (
    AnswerTooLongError,
    Inbox,
    Kind,
    WireError,
    receive_message,
    send_frame,
    send_message,
    send_sign,
)


@pytest.fixture
def ends() -> Iterator[tuple[socket.socket, socket.socket]]:
    """The two ends of a channel."""
    one, other = socket.socketpair()
    with one, other:
        yield one, other


def test_frames_arrive_as_they_were_sent(ends: tuple[socket.socket, socket.socket]):
    """Kind and payload come through, in their order; a long sign of life is cut."""
    one, other = ends
    send_sign(one, "page 3")
    send_sign(one, "x" * 1_000)
    send_frame(one, Kind.RECORD, b"{}")
    send_frame(one, Kind.DONE)
    inbox = Inbox(10_000)
    inbox.receive(other)

    assert list(inbox.frames()) == [
        (Kind.SIGN, b"page 3"),
        (Kind.SIGN, b"x" * 400),
        (Kind.RECORD, b"{}"),
        (Kind.DONE, b""),
    ]


def test_a_frame_in_pieces_waits_for_its_end(ends: tuple[socket.socket, socket.socket]):
    """Nothing is given out before it is whole."""
    one, other = ends
    inbox = Inbox(100)
    whole = b"\x02\0\0\0\x04abcd"
    seen = []
    for byte in whole:
        one.sendall(bytes([byte]))
        inbox.receive(other)
        seen.append(list(inbox.frames()))

    assert seen == [[]] * (len(whole) - 1) + [[(Kind.RECORD, b"abcd")]]


@pytest.mark.parametrize(
    ("sent", "error"),
    [
        (b"\x0a\0\0\0\0", WireError),
        (b"\x00\0\0\0\0", WireError),
        (b"\x01\0\0\x01\x91" + b"x" * 401, WireError),
        (b"\x02\xff\xff\xff\xff", AnswerTooLongError),
        (b"\x02\0\0\0\x65", AnswerTooLongError),
        (b"\x01\0\0\0\x01x" * 20, AnswerTooLongError),
        (b"\x02\0\0\0\x60" + b"x" * 99, AnswerTooLongError),
    ],
)
def test_what_is_no_answer_is_refused(ends: tuple[socket.socket, socket.socket], sent: bytes, error: type[WireError]):
    """Unknown kinds, signs that are too long, announced and arrived bytes beyond the limit."""
    one, other = ends
    one.sendall(sent)
    inbox = Inbox(100)
    inbox.receive(other)

    with pytest.raises(error):
        list(inbox.frames())


def test_the_end_of_the_stream_is_told(ends: tuple[socket.socket, socket.socket]):
    """A closed channel has nothing more."""
    one, other = ends
    one.close()

    assert not Inbox(10).receive(other)


def test_messages_carry_open_files():
    """A message arrives whole, with its descriptor; a channel that is closed gives none."""
    one, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with one, other:
        send_message(one, {"ask": "begin"}, one.fileno())
        received = receive_message(other)
        assert received is not None
        message, (descriptor,) = received
        with socket.socket(fileno=descriptor) as held:
            one.close()
            assert message == {"ask": "begin"}
            assert held.family == socket.AF_UNIX
        assert receive_message(other) is None
