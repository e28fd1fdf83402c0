"""Runs that come to an early end: one line, an exit code, nothing half-written, and the next run goes on."""

from __future__ import annotations

import errno
import os
import resource
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from extractor.batch import run as batch
from extractor.batch.readers import Task
from extractor.store.objects import Objects
from extractor.store.store import Outcome, Store
from tests.extractor.batch.conftest import FILES, InProcess, lines, ran
from tests.extractor.commands.running import VANTHU, run

STOPPED = "vanthu: stopped by SIGTERM; what is finished is kept, run the command again to go on\n"


def parts(store: Path) -> list[Path]:
    """What half-written files there are."""
    return [path for path in store.rglob("*") if path.parent.name == "partial"]


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS])
def test_a_store_that_cannot_be_written_ends_the_run(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """A full or broken disk: one line with what is wrong, what was finished is kept, the next run reads the rest."""
    monkeypatch.setattr(batch, "_readers", lambda *_: InProcess())
    written: list[str] = []
    write = Objects.write

    def fail_late(self: Objects, name: str, data: bytes) -> None:
        if len(written) == 3:
            raise OSError(number, "the words of the system")
        written.append(name)
        write(self, name, data)

    with monkeypatch.context() as patch:
        patch.setattr(Objects, "write", fail_late)
        ended = run(capsys, "batch", folder, "-o", tmp_path / "out")

    assert (ended.code, ended.err.count("\n")) == (2, 1)
    assert "the words of the system; what is finished is kept" in ended.err
    with Store.open(str(tmp_path / "out")) as store:
        finished = len(store.files())
        assert finished <= 3
        assert ran(folder, store)[0].read == len(FILES) - finished
    assert parts(tmp_path) == []


def test_a_database_that_cannot_grow(folder: Path, tmp_path: Path) -> None:
    """The database meets the end of its room: one line, and the next run goes on."""
    command = [str(VANTHU), "batch", str(folder), "-o", str(tmp_path / "out"), "--jobs", "1"]
    room = 220_000

    ended = subprocess.run(
        command,
        capture_output=True,
        check=False,
        # Coverage would meet the end of the room too, and say so among the lines that are counted here.
        env={name: value for name, value in os.environ.items() if not name.startswith("COV")},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)),
    )

    assert (ended.returncode, ended.stderr.count(b"\n")) == (2, 1)
    assert b"the store cannot be used" in ended.stderr
    assert parts(tmp_path) == []
    with Store.open(str(tmp_path / "out")) as store:
        ran(folder, store)
        assert len(lines(store)) == len(FILES)


def test_a_run_that_is_told_to_stop(folder: Path, tmp_path: Path) -> None:
    """SIGTERM: one line, 143, no process and no half file left; the next run reads the rest."""
    (folder / "slow.txt").write_text("Kính gửi: Ủy ban nhân dân\n" * 200_000, "utf-8")
    command = [str(VANTHU), "batch", str(folder), "-o", str(tmp_path / "out"), "--jobs", "1", "--json"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    process.stdout.readline()

    process.send_signal(signal.SIGTERM)
    _, said = process.communicate(timeout=60)

    assert (process.returncode, said) == (143, STOPPED)
    assert parts(tmp_path) == []
    (folder / "slow.txt").unlink()
    with Store.open(str(tmp_path / "out")) as store:
        ran(folder, store)
        assert len(lines(store)) == len(FILES)


def _as_text(path: Path) -> None:
    path.mkdir()
    (path / "store.db").write_text("no database " * 1000)


def _as_folder(path: Path) -> None:
    (path / "store.db").mkdir(parents=True)


@pytest.mark.parametrize("spoil", [_as_text, _as_folder])
def test_a_store_that_is_none(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], spoil: Callable[[Path], None]
) -> None:
    """What lies there is no store: one line, 2, and it stays as it is."""
    spoil(tmp_path / "out")

    ended = run(capsys, "batch", folder, "-o", tmp_path / "out")

    assert (ended.code, ended.err.count("\n")) == (2, 1)
    assert not (tmp_path / "out/originals").exists()


def test_a_defect_of_a_worker_is_not_hidden(folder: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error that no rule foresees ends the run and is told as it is."""

    class Broken(InProcess):
        def read(self, task: Task) -> Outcome:
            raise ZeroDivisionError(task.file.name)

    monkeypatch.setattr(batch, "_readers", lambda *_: Broken())
    with pytest.raises(ZeroDivisionError):
        ran(folder, store)
