"""A reader that does on purpose what no reader should; a plugin of the tests, loaded in the child alone.

Its files say what it does and when: `BAD stage act`. Stages: `sniff` (when the file is recognised), `read` (while it
reads), `structure` (after it has read), `draw` (when a page is opened alone), `sending` (with half an answer sent),
`page` (at the third of five pages).
"""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from importlib import resources
from pathlib import Path

from extractor import pipeline
from extractor.budget import Budget
from extractor.errors import CorruptError
from extractor.fence import child
from extractor.fence.wire import Kind, send_frame
from extractor.reading.registry import Reader
from extractor.reading.source import Cut, PageSize, Paragraph, Slice, SourceText

TEXT = resources.files("extractor.fence").joinpath("warm-up.md").read_text(encoding="utf-8").partition("PHỤ LỤC")[0]
MEDIA_TYPE = "application/x-bad"
PAGES = 5
CROWD = 40


class PanicException(BaseException):
    """What a panic in a compiled library is to Python: no Exception."""


def hold_memory() -> None:
    """Take memory until Python refuses."""
    held = []
    while True:
        held.append(bytes(50_000_000))


def fill_memory_in_c() -> None:
    """Take memory until the C library refuses, and end as a C++ library does then."""
    libc = ctypes.CDLL(None)
    libc.malloc.restype = ctypes.c_void_p
    while libc.malloc(50_000_000):
        pass
    os.write(2, b"terminate called after throwing an instance of 'std::bad_alloc'")
    os.abort()


def print_without_end() -> None:
    """Write to both outputs for ever."""
    while True:
        os.write(1, b"x" * 65_536)
        os.write(2, b"y" * 65_536)


def answers() -> socket.socket:
    """The channel of this child to the parent: the only socket that is open."""
    for entry in Path("/proc/self/fd").iterdir():
        if entry.is_symlink() and str(entry.readlink()).startswith("socket:"):
            return socket.socket(fileno=os.dup(int(entry.name)))
    raise AssertionError("no channel")


def answer_without_end() -> None:
    """Give signs of life for ever."""
    channel = answers()
    while True:
        send_frame(channel, Kind.SIGN, b"x" * 300)


def answer_garbage() -> None:
    """Send what is no frame."""
    answers().sendall(b"\xff" * 1_000)
    time.sleep(60)


def answer_for_another() -> None:
    """Send the record of another file."""
    record = pipeline.process_bytes(b"Another file.", "other.txt").record
    send_frame(answers(), Kind.RECORD, record.to_json_line().encode())
    send_frame(answers(), Kind.DONE, b"1")
    time.sleep(60)


def answer_what_is_no_record() -> None:
    """Send a record that breaks the contract."""
    send_frame(answers(), Kind.RECORD, b'{"schema_version": "1.0", "status": "extracted"}')
    time.sleep(60)


def announce_too_much() -> None:
    """Announce a record of four gigabytes."""
    answers().sendall(b"\x02\xff\xff\xff\xff")
    time.sleep(60)


def answer_twice() -> None:
    """Send two results."""
    for _ in range(2):
        send_frame(answers(), Kind.RESULT, b"[]")
    time.sleep(60)


def refuse_oddly() -> None:
    """Refuse with an error that no task has."""
    send_frame(answers(), Kind.REFUSED, b"SystemExit now")
    time.sleep(60)


def answer_what_is_no_result() -> None:
    """Send a result of no form that any task has."""
    send_frame(answers(), Kind.RESULT, b"[[1e999, -5], {}]")
    send_frame(answers(), Kind.DONE, b"1")
    time.sleep(60)


def fill_the_disk() -> None:
    """Write to a disk that is full."""
    with Path("/dev/full").open("wb", buffering=0) as stream:
        stream.write(b"x")


def fill_the_disk_once() -> None:
    """The same, in the first child of a fence alone."""
    if Path.cwd().name == "child-1":
        fill_the_disk()


def hang_up() -> None:
    """Close the channel and live on."""
    answers().shutdown(socket.SHUT_RDWR)
    time.sleep(60)


def write_a_large_file() -> None:
    """Write one file for ever."""
    with Path("large").open("wb") as stream:
        while True:
            stream.write(b"x" * 1_000_000)


def write_many_files() -> None:
    """Write many files."""
    for number in range(10_000):
        Path(f"f{number}").write_bytes(b"x" * 1_000_000)


def call_itself() -> None:
    """Recurse for ever."""
    call_itself()


def spin() -> None:
    """Use the processor for ever."""
    while True:
        pass


def fork_a_crowd() -> None:
    """Fork many processes that stay."""
    for _ in range(CROWD):
        if os.fork() == 0:
            time.sleep(60)
    time.sleep(60)


def leave_a_grandchild() -> None:
    """A process in a session of its own that outlives the child, with its number where the test finds it."""
    program = "import sys,time; time.sleep(60)"
    subprocess.Popen([sys.executable, "-c", program, "bad-grandchild"], start_new_session=True)
    os.kill(os.getpid(), signal.SIGKILL)


def write_outside() -> None:
    """Write and link outside of the scratch folder."""
    outside = Path(os.environ["BAD_READER_OUTSIDE"])
    for step in (lambda: outside.write_text("out"), lambda: (outside.parent / "link").symlink_to("/")):
        try:
            step()
        except PermissionError:
            continue
        raise AssertionError("written")
    raise CorruptError("nothing can be written")


def kill_the_parent() -> None:
    """Kill the process above."""
    try:
        os.kill(os.getppid(), signal.SIGKILL)
    except PermissionError:
        raise CorruptError("nobody can be killed") from None
    time.sleep(60)


def connect() -> None:
    """Reach the network."""
    for family in (socket.AF_INET, socket.AF_INET6):
        try:
            socket.socket(family, socket.SOCK_STREAM).connect(("localhost", 9))
        except OSError:
            continue
        raise AssertionError("connected")
    raise CorruptError("nobody can be reached")


def raise_memory_error() -> None:
    """Say that memory is full."""
    raise MemoryError


def panic() -> None:
    """Panic as a library written in Rust does."""
    raise PanicException("called `Option::unwrap()` on a `None` value")


ACTS = {
    "segfault": lambda: ctypes.string_at(0),
    "sigkill": lambda: os.kill(os.getpid(), signal.SIGKILL),
    "abort": os.abort,
    "exit": lambda: os._exit(0),
    "sleep": lambda: time.sleep(60),
} | {
    act.__name__: act
    for act in (
        hold_memory,
        fill_memory_in_c,
        print_without_end,
        answer_without_end,
        answer_garbage,
        answer_for_another,
        answer_what_is_no_record,
        answer_twice,
        answer_what_is_no_result,
        refuse_oddly,
        fill_the_disk,
        fill_the_disk_once,
        announce_too_much,
        hang_up,
        write_a_large_file,
        write_many_files,
        spin,
        call_itself,
        fork_a_crowd,
        leave_a_grandchild,
        write_outside,
        kill_the_parent,
        connect,
        raise_memory_error,
        panic,
    )
}


def _on(stage: str, act):
    """Have the act done at a stage behind the reader."""
    if stage == "structure":
        setattr(pipeline, "divide", lambda *_: act())  # noqa: B010 -- what it does is no business of a reader
    elif stage == "sending":

        def half(channel, kind, payload=b""):
            if kind in (Kind.RECORD, Kind.RESULT):
                channel.sendall(bytes([kind]) + len(payload).to_bytes(4, "big") + payload[: len(payload) // 2])
                act()
            send_frame(channel, kind, payload)

        setattr(child, "send_frame", half)  # noqa: B010 -- as above


def _paged(pages: int, is_cut: bool) -> SourceText:
    text, paragraphs = "", []
    for page in range(1, pages + 1):
        for line in (TEXT if page == 1 else f"Trang {page}\n").splitlines(keepends=True):
            if line.strip():
                paragraphs.append(Paragraph((Slice(len(text), len(text) + len(line) - 1, page=page),)))
            text += line
    sizes = tuple(PageSize(595, 842) for _ in range(pages))
    cut = Cut("timeout", "stopped") if is_cut else None
    return SourceText(MEDIA_TYPE, text, tuple(paragraphs), pages=sizes, cut=cut)


def _read(data: bytes, budget: Budget) -> SourceText:
    _, stage, name = data.decode().split()
    act = ACTS[name]
    if stage == "read":
        act()
    _on(stage, act)
    for page in range(1, PAGES + 1):
        if budget.spent():
            return _paged(page - 1, True)
        budget.begin(f"page {page}")
        if stage == "page" and page == 3:
            act()
    return _paged(PAGES, False)


def _make_drawable(act) -> None:
    """Pass for a picture file of one page, and have the act done when it is looked at, where pages are drawn at all."""
    pictures = sys.modules.get("extractor.reading.pictures")
    if pictures is None:
        return

    def sizes(_image):
        act()
        return (PageSize(595, 842),)

    def frame(_image, _index):
        act()
        return sys.modules["numpy"].full((90, 60, 3), 255, "uint8"), 72.0

    fakes = {"opened": lambda _: None, "count": lambda _: 1, "sizes": sizes, "frame": frame}
    for name, fake in (fakes | {"MEDIA_TYPES": frozenset({MEDIA_TYPE})}).items():
        setattr(pictures, name, fake)


def _recognises(data: bytes) -> bool:
    if not data.startswith(b"BAD "):
        return False
    _, stage, name = data.decode().split()
    if stage == "sniff":
        ACTS[name]()
    elif stage == "draw":
        _make_drawable(ACTS[name])
    elif stage == "sending":
        _make_drawable(lambda: None)
        _on(stage, ACTS[name])
    return True


READER = Reader(MEDIA_TYPE, _recognises, _read)
