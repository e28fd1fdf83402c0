"""A folder that fills while it is watched, by programs of their own."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from extractor.batch import run as batch
from extractor.batch import watch as watching
from extractor.batch import workshop
from extractor.batch.folder import UnsteadyFileError, is_being_written
from extractor.batch.run import Options, Summary
from extractor.batch.watch import Pace, watch
from extractor.batch.workshop import Done
from extractor.store.store import Store
from tests.extractor.batch.conftest import FILES, InProcess, lines
from tests.extractor.commands.running import VANTHU

PACE = Pace(settle=0.3, look=0.05)
WRITER = """
import sys, time, os
path, way = sys.argv[1:]
half, rest = b"K\\xc3\\xadnh g\\xe1\\xbb\\xadi\\n" * 400, b"whole\\n"
if way == "open":  # half of it, then silence for longer than it takes to settle
    with open(path, "wb", buffering=0) as stream:
        stream.write(half)
        time.sleep(1.5)
        stream.write(rest)
elif way == "again":  # closed in between, as copying over some network shares does
    for part in (half, half, rest):
        with open(path, "ab") as stream:
            stream.write(part)
        time.sleep(0.15)
elif way == "over":  # the usual way of careful programs
    with open(path + ".tmp~", "wb") as stream:
        stream.write(half + rest)
    os.replace(path + ".tmp~", path)
"""


@dataclass(slots=True)
class Watch:
    """A watch in a thread of its own, and what it told."""

    folder: Path
    store: Store
    stop: threading.Event = field(default_factory=threading.Event)
    told: list[Done] = field(default_factory=list)

    def run(self) -> None:
        """Watch until stopped."""
        watch(self.folder, self.store, (Options(), PACE), self.tell, self.stop)

    def tell(self, done: Done, _: Summary, __: int) -> None:
        """Keep what is told."""
        self.told.append(done)

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds."""
        end = time.monotonic() + 60
        while not holds():
            assert time.monotonic() < end, self.told
            time.sleep(0.02)


@pytest.fixture
def watched(tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> Iterator[Watch]:
    """A watch over an empty folder."""
    monkeypatch.setattr(batch, "_readers", lambda *_: InProcess())
    (tmp_path / "in").mkdir()
    made = Watch(tmp_path / "in", store)
    thread = threading.Thread(target=made.run)
    thread.start()
    yield made
    made.stop.set()
    thread.join()


def write(path: Path, way: str) -> subprocess.Popen[bytes]:
    """A program that writes a file."""
    return subprocess.Popen([sys.executable, "-c", WRITER, str(path), way])


@pytest.mark.parametrize("way", ["open", "again", "over"])
def test_a_file_is_read_once_it_is_whole(watched: Watch, way: str) -> None:
    """However it is written, it is read one time, with its last byte."""
    path = watched.folder / "a.txt"
    assert write(path, way).wait() == 0
    watched.until(lambda: bool(watched.told))
    time.sleep(3 * PACE.settle)

    assert [done.path for done in watched.told] == ["a.txt"]
    (kept,) = watched.store.records(batch.version_of())
    assert kept.text is not None
    assert kept.text.endswith("whole\n")


def test_what_changes_is_read_again_and_what_goes_is_noted(watched: Watch) -> None:
    """Renamed over: the new content; the same content again: no work; deleted: gone; back again: there."""
    path, other = watched.folder / "a.txt", watched.folder / "b.txt"
    path.write_text("one")
    watched.until(lambda: len(watched.told) == 1)
    other.with_name(".b").write_text("two")
    other.with_name(".b").rename(path)
    watched.until(lambda: len(watched.told) == 2)
    path.touch()
    watched.until(lambda: len(watched.told) == 3)
    other.write_text("three")
    watched.until(lambda: len(watched.told) == 4)
    path.unlink()
    watched.until(lambda: watched.store.files()["a.txt"].gone)
    path.write_text("one")
    watched.until(lambda: len(watched.told) == 5)

    assert [done.statuses != () for done in watched.told] == [True, True, False, True, False]
    assert [kept.text for kept in watched.store.records(batch.version_of())] == ["one", "three"]


def test_a_folder_that_goes_away_is_waited_for(watched: Watch) -> None:
    """A share that is not there for a while, or leaves its empty mount point, loses nothing."""
    (watched.folder / "a.txt").write_text("one")
    watched.until(lambda: len(watched.told) == 1)
    away = watched.folder.rename(watched.folder.with_name("away"))
    time.sleep(3 * PACE.look)
    watched.folder.mkdir()
    time.sleep(3 * PACE.look)
    watched.folder.rmdir()
    (away / "b.txt").write_text("two")
    away.rename(watched.folder)
    watched.until(lambda: len(watched.told) == 2)

    assert [done.path for done in watched.told] == ["a.txt", "b.txt"]
    assert not watched.store.files()["a.txt"].gone


def test_a_file_that_cannot_be_read_is_tried_again(watched: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    """It has a status, waits, and is read when it can be."""
    monkeypatch.setattr(watching, "_AGAIN", 0.3)
    with monkeypatch.context() as patch:
        patch.setattr(workshop, "read_whole", _forbidden)
        (watched.folder / "a.txt").write_text("one")
        watched.until(lambda: bool(watched.told))
    watched.until(lambda: watched.told[-1].problem is None)

    assert watched.told[0].problem == "Permission denied"
    assert watched.store.files()["a.txt"].problem is None


def _forbidden(*_: object) -> None:
    raise UnsteadyFileError("Permission denied")


def test_the_kernel_knows_who_writes(tmp_path: Path) -> None:
    """A file is being written while a program has it open for that; not for reading, nor where it is gone."""
    path = tmp_path / "a.txt"
    with path.open("wb"):
        assert is_being_written(path)
    with path.open("rb"):
        assert not is_being_written(path)
    assert not is_being_written(tmp_path / "gone")


def test_the_command_ends_after_the_files_in_work(folder: Path, tmp_path: Path) -> None:
    """SIGTERM: exit code 0; the files that were in work are finished, and a batch has nothing left but the others."""
    command = [str(VANTHU), "watch", str(folder), "-o", str(tmp_path / "out"), "--settle", "0.1", "--look", "0.1"]
    process = subprocess.Popen([*command, "--json", "--jobs", "1"], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    process.stdout.readline()

    process.send_signal(signal.SIGTERM)
    told, _ = process.communicate(timeout=60)

    assert process.returncode == 0
    assert '"problems": 0' in told.splitlines()[-1]
    with Store.open(str(tmp_path / "out")) as store:
        assert 1 <= len(lines(store)) <= len(FILES)
        assert len(lines(store)) == len(store.files())
