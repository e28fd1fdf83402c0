from __future__ import annotations

import multiprocessing
import os
import random
import threading
import time
from collections.abc import Sequence
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from extractor.batch import run as batch
from extractor.batch import workshop
from extractor.batch.folder import UnsteadyFileError, read_whole, scan
from extractor.batch.readers import Task
from extractor.batch.run import Options, Summary, run_batch
from extractor.batch.workshop import Done
from extractor.fence import Intake
from extractor.store.store import Finished, FoundFile, Outcome, SeenFile, Store
from tests.extractor.batch.conftest import FILES, SAMPLES, InProcess, lines, ran
from tests.extractor.commands.running import run

KILLS = 20


def test_a_run_reads_what_is_new_and_nothing_twice(folder: Path, store: Store) -> None:
    """The first run reads all, the second nothing, the third what changed; what is gone leaves the result set."""
    first, told = ran(folder, store)
    assert (first.files, first.read, sorted(done.path for done in told)) == (7, 7, sorted(FILES))
    assert ran(folder, store)[0].unchanged == 7

    (folder / "bc-nil.txt").write_bytes((SAMPLES / "bc-phuong.txt").read_bytes())
    (folder / "news.txt").unlink()
    third, told = ran(folder, store)

    assert ([done.path for done in told], third.unchanged, third.gone) == (["bc-nil.txt"], 5, 1)
    assert [path for path, _, _ in lines(store)] == sorted(set(FILES) - {"news.txt"})
    assert ran(folder, store)[0].gone == 0


def test_the_same_content_under_the_same_name_is_read_once(folder: Path, store: Store) -> None:
    """A file that was moved is known by its content."""
    ran(folder, store)
    (folder / "below").mkdir()
    (folder / "news.txt").rename(folder / "below/news.txt")

    _, told = ran(folder, store)

    assert [(done.path, done.statuses) for done in told] == [("below/news.txt", ())]
    assert "below/news.txt" in [path for path, _, _ in lines(store)]


def test_an_unreadable_file_is_told_and_tried_again(
    folder: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that changes while it is read has no record, is tried three times, and again by the next run."""
    tries: list[str] = []

    def read(folder: Path, seen: SeenFile) -> tuple[SeenFile, Intake]:
        if seen.path == "news.txt":
            tries.append(seen.path)
            raise UnsteadyFileError("it changed while it was read")
        return read_whole(folder, seen)

    with monkeypatch.context() as patch:
        patch.setattr(workshop, "read_whole", read)
        summary, _ = ran(folder, store)

    assert (summary.problems, len(tries), store.files()["news.txt"].problem) == (1, 3, "it changed while it was read")
    assert ran(folder, store)[0].read == 1


def test_what_is_done_is_saved_together_and_told_after_that(
    folder: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file is told when its records are in the store, and all that was done before the run was stopped is."""
    monkeypatch.setattr(batch, "_readers", lambda *_: InProcess())
    stop, steps, told = threading.Event(), [], []
    keep = Store.keep

    def count(self: Store, works: Sequence[Finished], files: Sequence[FoundFile], *, anew: bool = False) -> None:
        keep(self, works, files, anew=anew)
        steps.append(len(files))
        stop.set()

    monkeypatch.setattr(Store, "keep", count)
    monkeypatch.setattr(workshop, "_MOST_FILES", 3)
    monkeypatch.setattr(workshop, "_SAVED_EACH", 60.0)

    def tell(done: Done, _summary: Summary, left: int) -> None:
        assert done.path in store.files()
        told.append(left)

    run_batch(folder, store, Options(jobs=1), tell, stop)

    assert steps[0] == 3
    assert sum(steps) == len(told) < len(FILES)
    assert told == sorted(told, reverse=True)


def test_the_largest_of_the_last_goes_first(tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files go in the order of their paths, and the last few in that of their size."""
    monkeypatch.setattr(workshop, "_LAST", 3)
    for name, size in (("a", 2), ("b", 9), ("c", 1), ("d", 5), ("e", 7)):
        (tmp_path / f"{name}.txt").write_bytes(b"x" * size)
    handed: list[str] = []

    class Noting(InProcess):
        def read(self, task: Task) -> Outcome:
            handed.append(task.file.name)
            return super().read(task)

    monkeypatch.setattr(batch, "_readers", lambda *_: Noting())
    run_batch(tmp_path, store, Options(jobs=1), lambda *_: None)

    assert handed == ["a.txt", "b.txt", "e.txt", "d.txt", "c.txt"]


@pytest.mark.parametrize("change", ["grows", "vanishes", "is replaced"])
def test_a_file_that_does_not_hold_still(tmp_path: Path, change: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half-written, removed and replaced files are never taken for whole ones."""
    path = tmp_path / "a.txt"
    path.write_bytes(b"half")
    (seen,) = scan(tmp_path).files
    stat = os.fstat

    def changing(descriptor: int) -> os.stat_result:
        found = stat(descriptor)
        if change == "grows":
            path.write_bytes(path.read_bytes() + b"more")
        elif change == "vanishes":
            path.unlink(missing_ok=True)
        else:
            (tmp_path / "b").write_bytes(b"else")
            (tmp_path / "b").replace(path)
        return found

    monkeypatch.setattr(os, "fstat", changing)

    with pytest.raises(UnsteadyFileError):
        read_whole(tmp_path, seen)


def test_links_and_side_files_are_left_out(tmp_path: Path) -> None:
    """A link leads out of the folder; settings, results and hidden files are no documents."""
    (tmp_path / "a.txt").write_text("a")
    (tmp_path / "link.txt").symlink_to("/etc/hostname")
    (tmp_path / "away").symlink_to("/etc")
    for name in (".hidden.txt", "~$a.docx", "records.jsonl"):
        (tmp_path / name).write_text("x")

    assert [seen.path for seen in scan(tmp_path).files] == ["a.txt"]


def _run_until_killed(folder: Path, target: Path, told: Connection) -> None:
    """A run in a process of its own, which says of each file that it is finished."""
    with Store.open(str(target)) as store:
        run_batch(folder, store, Options(jobs=2), lambda *_: told.send_bytes(b"done"))


def test_a_run_that_is_killed_goes_on(
    folder: Path, tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed at twenty random moments, it ends with the records of an undisturbed run and leaves nothing half."""
    monkeypatch.setattr(batch, "_readers", lambda *_: InProcess())
    for number in range(2 * KILLS):
        text = (SAMPLES / "bc-phuong.txt").read_text("utf-8").replace("2025", str(2000 + number))
        (folder / f"{number:02}.txt").write_text(text, "utf-8")
    ran(folder, store)
    chance, target, forks = random.Random(20), tmp_path / "killed", multiprocessing.get_context("fork")
    for _ in range(KILLS):
        ours, theirs = forks.Pipe(duplex=False)
        process = forks.Process(target=_run_until_killed, args=(folder, target, theirs))
        process.start()
        theirs.close()
        # Some before the first file is done, most at a moment between two of them.
        ours.poll(chance.choice((0.1, 30, 30)))
        time.sleep(chance.uniform(0, 0.1))
        process.kill()
        process.join()
        ours.close()

    with Store.open(str(target)) as killed:
        ran(folder, killed)
        assert lines(killed) == lines(store)
    assert list((target / "originals").glob("partial/*")) == []


def test_the_command_tells_as_json(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A line a file and one for the run; exit code 3 as one file is damaged."""
    ended = run(capsys, "batch", folder, "-o", tmp_path / "out", "--jobs", "1", "--json")

    assert ended.code == 3
    assert len(ended.out.splitlines()) == len(FILES) + 1
    assert '"statuses": {"extracted": 4, "failed": 1, "refused": 2}' in ended.out.splitlines()[-1]
