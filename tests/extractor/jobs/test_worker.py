from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any, cast

import pytest

from extractor.batch.readers import Task, read_task
from extractor.batch.run import Options, run_batch, version_of
from extractor.errors import StoreError
from extractor.fence import Fence, FenceError, Intake, Result
from extractor.jobs import deletion, uploads
from extractor.jobs.deletion import NotDeletableError, delete_file
from extractor.jobs.queue import TRIES, Job, Queue, State
from extractor.jobs.rereading import queue_outdated
from extractor.jobs.uploads import Order, Sent, accept
from extractor.jobs.worker import Read, Worker, documents_of
from extractor.pipeline import process
from extractor.reading.kept import readers_version
from extractor.store.originals import place_of
from extractor.store.readings import KeptReadings
from extractor.store.store import Outcome, SeenFile, Store
from schemas.record import Record

SAMPLE = Path("corpus/samples/bc-phuong.txt")


@pytest.fixture(scope="session")
def record() -> Record:
    """A record."""
    return process(SAMPLE).record


@pytest.fixture
def queue(tmp_path: Path) -> Queue:
    """A queue with one file."""
    queue = Queue(Store.open(str(tmp_path / "store")))
    with SAMPLE.open("rb") as stream:
        accept(queue, [Sent(SAMPLE.name, stream)], Order("an"))
    return queue


class Alone(Worker):
    """A worker whose steps are called by the test."""

    def __init__(self, queue: Queue, outcome: Outcome | Exception, threads: int = 0) -> None:
        self.ended: list[Read] = []
        super().__init__(queue, threads, self.ended.append)
        self.outcome, self.read_files = outcome, 0

    def _outcome(self, _: Job) -> Outcome:
        self.read_files += 1
        if isinstance(self.outcome, Exception):
            raise self.outcome
        return self.outcome

    def do_all(self) -> None:
        """Do what there is to do."""
        while (job := self._next()) is not None:
            self._do(job)


def only(queue: Queue) -> Job:
    """The newest job."""
    return queue.page(None, 1)[0]


def test_a_job_becomes_records_of_a_listed_file(queue: Queue, record: Record) -> None:
    """The records are kept under the name, the file is listed, the job knows both."""
    worker = Alone(queue, Outcome((record,), ("text",), 0.1, 1))
    worker.do_all()

    job, store = only(queue), queue.store
    kept = list(store.records(version_of()))
    assert (job.state, job.statuses) == (State.DONE, ("extracted",))
    assert [each.path for each in kept] == [f"upload:{job.file.sha256[:16]}/{SAMPLE.name}"]
    assert len(documents_of(store, job, version_of())) == 1


def test_the_same_file_is_read_once(queue: Queue, record: Record) -> None:
    """Handed in again, also after a crash between the records and the end of the job, nothing is read or kept twice."""
    worker = Alone(queue, Outcome((record,), ("text",), 0.1, 1))
    worker.do_all()
    with SAMPLE.open("rb") as stream:
        accept(queue, [Sent(SAMPLE.name, stream)], Order("an"))
    worker.do_all()

    assert worker.read_files == 1
    assert [job.state for job in queue.page(None, 9)] == [State.DONE, State.DONE]
    assert len(list(queue.store.records(version_of()))) == 1


def test_a_worker_without_jobs_lets_others_write(queue: Queue, record: Record) -> None:
    """It has the right to write while there are jobs; while a run has it, jobs wait."""
    worker = Alone(queue, Outcome((record,), ("text",), 0.1, 1), threads=1)
    with Store.open(queue.store.address.removesuffix("/originals")) as run:
        run.claim()
        worker.start()
        waiting = (only(queue).state, worker.may_write)
    while not worker.ended or worker.may_write:
        time.sleep(0.01)
    with Store.open(queue.store.address.removesuffix("/originals")) as run:
        run.claim()
    worker.stop()

    assert waiting == (State.QUEUED, False)
    assert only(queue).state is State.DONE


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (FenceError("gone"), "no process can be started"),
        (OSError(28, "full", "/srv/store"), "(No space left on device)"),
        (StoreError("away"), "the store cannot be used"),
    ],
)
def test_what_cannot_be_done_now_stays_in_the_queue(queue: Queue, error: Exception, says: str) -> None:
    """A full disk, a fence that does not start, a database that is away: the job waits, and says for what."""
    Alone(queue, error).do_all()
    assert (only(queue).state, only(queue).tries) == (State.QUEUED, 0)
    assert says in str(only(queue).problem)
    assert "/srv" not in str(only(queue).problem)


@pytest.mark.parametrize("error", [ValueError("words"), FileNotFoundError(2, "a program is gone")])
def test_only_a_lost_original_is_called_one(queue: Queue, error: Exception) -> None:
    """Another error while a job is read is told for what it is: a defect, or something to wait for."""
    Alone(queue, error).do_all()
    assert "no longer kept" not in str(only(queue).problem)


def test_a_defect_ends_its_job_and_not_the_worker(queue: Queue) -> None:
    """The job says where, without words of the document."""
    Alone(queue, ZeroDivisionError("words of a document")).do_all()
    assert only(queue).state is State.FAILED
    assert str(only(queue).problem).startswith("a defect of the program (ZeroDivisionError in test_worker.py:")


def test_texts_that_cannot_be_kept_cost_time_only(queue: Queue, record: Record) -> None:
    """Neither keeping nor fetching them keeps a file from being read."""

    class Broken(KeptReadings):
        def get(self, _: str) -> bytes | None:
            raise PermissionError(13, "no")

        def put(self, *_: object) -> None:
            raise OSError(28, "full")

    class Reading:
        def read(self, *_: object) -> Result:
            return Result((record,), ("text",), 0.1, 1, b"dear")

    readings = Broken(queue.store.originals, "1")
    task = Task(Intake.of(b"x", "x.txt"), may_use_ocr=True)
    assert read_task(cast("Fence", Reading()), task, None, readings).records == (record,)


def test_an_original_that_is_gone_ends_the_job(queue: Queue) -> None:
    """And says so."""
    queue.store.originals.remove(place_of(only(queue).file.sha256))
    worker = Worker(queue, 0, lambda _: None)
    job = queue.take(worker.name)
    assert job is not None
    worker._do(job)
    assert only(queue).state is State.FAILED
    assert "no longer kept" in str(only(queue).problem)


def test_a_job_that_ends_its_server_is_given_up(queue: Queue) -> None:
    """After some tries that were begun and never ended."""
    worker = Alone(queue, FenceError("never asked"))
    for _ in range(TRIES):
        assert queue.take("dead") is not None
        queue.recover()
    worker.do_all()
    assert (only(queue).state, worker.read_files) == (State.FAILED, 0)


def test_a_deleted_file_leaves_nothing(queue: Queue, record: Record) -> None:
    """Records, text, original and the name in its job are gone; while it is read it cannot be deleted."""
    job, store = only(queue), queue.store
    with pytest.raises(NotDeletableError, match="being read"):
        delete_file(store, job.file.sha256, job.file.name)
    Alone(queue, Outcome((record,), ("text",), 0.1, 1)).do_all()
    for version in (readers_version(), "older"):
        KeptReadings(store.originals, version).put(job.file.sha256, b"its text")

    delete_file(store, job.file.sha256, job.file.name)

    assert list(store.records(version_of())) == []
    assert only(queue).file.name == ""
    assert [path for path in Path(store.address).rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("moment", ["before it is queued", "while the original is let go of"])
def test_a_file_handed_in_while_it_is_deleted_is_kept(
    queue: Queue, record: Record, moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same bytes come in and are accepted while others with this content are deleted: they can be read."""
    job, store = only(queue), queue.store
    Alone(queue, Outcome((record,), ("text",), 0.1, 1)).do_all()

    def hand_in() -> None:
        with SAMPLE.open("rb") as stream:
            accept(queue, [Sent("again.txt", stream)], Order("an"))

    if moment == "before it is queued":
        after(monkeypatch, uploads, "_keep", lambda: delete_file(store, job.file.sha256, job.file.name))
        hand_in()
    else:
        is_kept = threading.Event()

        def hand_in_meanwhile() -> None:
            threading.Thread(target=hand_in).start()
            assert is_kept.wait(30)

        after(monkeypatch, uploads, "_keep", is_kept.set)
        after(monkeypatch, deletion, "update", hand_in_meanwhile)
        delete_file(store, job.file.sha256, job.file.name)
    while only(queue).id == job.id:
        time.sleep(0.01)

    assert only(queue).state is State.QUEUED
    assert store.originals.get(job.file.sha256) == SAMPLE.read_bytes()


def after(monkeypatch: pytest.MonkeyPatch, module: ModuleType, name: str, then: Callable[[], None]) -> None:
    """Have something happen behind the next call of a function."""
    real = getattr(module, name)

    def called(*given: Any) -> Any:
        monkeypatch.setattr(module, name, real)
        answer = real(*given)
        then()
        return answer

    monkeypatch.setattr(module, name, called)


def test_a_file_of_a_folder_is_not_deleted(queue: Queue, record: Record) -> None:
    """It would come back with the next run; the original of a file that lies under another name too is kept."""
    job, store = only(queue), queue.store
    Alone(queue, Outcome((record,), ("text",), 0.1, 1)).do_all()
    store.note([(SeenFile("folder/other.txt", 1, 1), job.file.sha256, None)])

    delete_file(store, job.file.sha256, job.file.name)
    assert store.originals.size(place_of(job.file.sha256)) is not None
    with pytest.raises(NotDeletableError, match="lies in a folder"):
        delete_file(store, job.file.sha256, "other.txt")


def test_a_new_version_reads_what_was_handed_in_again(queue: Queue, record: Record) -> None:
    """Each file once, with the profile that was asked for; a file of a folder is the next run's affair."""
    Alone(queue, Outcome((record,), ("text",), 0.1, 1)).do_all()
    queue.store.note([(SeenFile("folder/other.txt", 1, 1), "b" * 64, None)])

    assert queue_outdated(queue, version_of()) == 0
    assert queue_outdated(queue, "newer") == 1
    assert queue_outdated(queue, "newer") == 0
    assert (only(queue).state, only(queue).file.name) == (State.QUEUED, SAMPLE.name)


def test_a_run_over_a_folder_leaves_what_was_handed_in(queue: Queue, record: Record, tmp_path: Path) -> None:
    """It lies in no folder, so it is not missed there."""
    Alone(queue, Outcome((record,), ("text",), 0.1, 1)).do_all()
    queue.store.note([(SeenFile("was here.txt", 1, 1), "b" * 64, None)])
    (tmp_path / "folder").mkdir()

    summary = run_batch(tmp_path / "folder", queue.store, Options(all_gone=True), lambda *_: None)

    assert summary.gone == 1
    assert [kept.path.partition(":")[0] for kept in queue.store.records(version_of())] == ["upload"]
