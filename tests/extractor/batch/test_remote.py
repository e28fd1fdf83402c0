"""The same batch past one machine: a real scheduler and two workers, each a process of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from extractor.batch.remote import Conditions, RemoteTask, pack_outcome, read_for, unpack_outcome
from extractor.batch.run import Options, run_batch, version_of
from extractor.batch.workshop import Done
from extractor.errors import SchedulerError
from extractor.limits import PROCESS
from extractor.pipeline import process
from extractor.store.store import Outcome, Store
from tests.extractor.batch.conftest import FILES, SAMPLES, lines, ran
from tests.extractor.commands.running import run

TASK = RemoteTask("a" * 64, "a.txt", True, Conditions("", version_of(), None, PROCESS))


@dataclass(frozen=True, slots=True)
class Machines:
    """A scheduler's address and the processes of its workers."""

    address: str
    workers: tuple[subprocess.Popen[bytes], ...]


def start(program: str, *arguments: str | Path) -> subprocess.Popen[bytes]:
    """A program of Dask, quiet, with this project at hand."""
    command = [sys.executable, "-m", f"distributed.cli.{program}", *map(str, arguments), "--no-dashboard"]
    environment = os.environ | {"PYTHONPATH": str(Path.cwd())}
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)


@pytest.fixture
def machines(tmp_path: Path) -> Iterator[Machines]:
    """A scheduler with two workers of one thread."""
    told = tmp_path / "scheduler.json"
    processes = [start("dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", told)]
    try:
        while not told.exists() or not told.read_text():
            assert processes[0].poll() is None
            time.sleep(0.05)
        address = json.loads(told.read_text())["address"]
        options = ("--nthreads", "1", "--no-nanny", "--local-directory", tmp_path / "dask")
        processes += [start("dask_worker", address, *options) for _ in range(2)]
        _await_workers(address)
        yield Machines(address, tuple(processes[1:]))
    finally:
        for process in processes:
            process.kill()
            process.wait()


def _await_workers(address: str) -> None:
    from distributed import Client  # noqa: PLC0415 -- it starts a thread when it is loaded

    with Client(address, set_as_default=False) as client:
        client.wait_for_workers(2, timeout=120)


def test_a_worker_that_is_killed_loses_nothing(folder: Path, tmp_path: Path, store: Store, machines: Machines) -> None:
    """With one of two workers killed in the middle, the result set is that of a local run, byte for byte."""
    for number in range(30):
        text = (SAMPLES / "bc-phuong.txt").read_text("utf-8").replace("2025", str(2000 + number))
        (folder / f"{number:02}.txt").write_text(text, "utf-8")
    told: list[Done] = []

    def tell(done: Done, *_: object) -> None:
        told.append(done)
        if len(told) == 8:
            machines.workers[0].send_signal(signal.SIGKILL)

    with Store.open(str(tmp_path / "far"), str(tmp_path / "far/originals")) as far:
        summary = run_batch(folder, far, Options(scheduler=machines.address), tell)
        ran(folder, store)

        assert (summary.read, summary.problems) == (30 + len(FILES), 0)
        assert lines(far) == lines(store)
        assert [kept.text for kept in far.records(version_of())] == [kept.text for kept in store.records(version_of())]
    assert [path for path in tmp_path.glob("far/originals/results/*/*/*") if path.is_file()] == []


def test_without_a_scheduler_one_line_says_so(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What, why and what to do; nothing is read here instead."""
    monkeypatch.setattr("extractor.batch.remote._WAIT", 1)

    ended = run(capsys, "batch", folder, "-o", tmp_path / "out", "--scheduler", "tcp://127.0.0.1:9")

    assert ended.code == 2
    assert ended.err.splitlines()[-1].startswith("vanthu: tcp://127.0.0.1:9: no scheduler with a worker answers")


def test_a_worker_of_another_version_reads_nothing(tmp_path: Path) -> None:
    """Records of two versions are never mixed under the name of one."""
    other = replace(TASK.conditions, version="other", address=str(tmp_path))
    with pytest.raises(SchedulerError, match="a worker runs version"):
        read_for(replace(TASK, conditions=other))


def test_results_depend_on_all_that_they_are_made_by() -> None:
    """Another name, version, profile or content is another result."""
    tasks = [
        TASK,
        replace(TASK, name="b.txt"),
        replace(TASK, sha256="b" * 64),
        replace(TASK, conditions=replace(TASK.conditions, profile="bc")),
        replace(TASK, conditions=replace(TASK.conditions, version="2")),
    ]
    assert len({task.place() for task in tasks}) == len(tasks)
    assert TASK.place() == replace(TASK, may_use_ocr=False).place()


def test_an_outcome_comes_back_as_it_was() -> None:
    """Records, texts with halves of surrogate pairs too, time and memory."""
    record = process(SAMPLES / "bc-phuong.txt").record
    outcome = Outcome((record, record), ("a\ud800b", None), 0.25, 7)

    assert unpack_outcome(pack_outcome(outcome)) == outcome


@pytest.mark.parametrize("packed", [b"", b"x", pack_outcome(Outcome((), (), 0.0, 0))[:-9]])
def test_what_is_no_outcome_is_refused(packed: bytes) -> None:
    """Half of a result is none."""
    with pytest.raises(ValueError, match="no result"):
        unpack_outcome(packed)
