from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Table

from extractor.errors import StoreError
from extractor.jobs import notices
from extractor.jobs.notices import EVENTS, Notices, Sending
from extractor.jobs.queue import LEASE, Ending, Queue, State
from extractor.store.database import insert_into, is_address
from extractor.store.store import Store
from tests.extractor.jobs.conftest import added
from tests.extractor.store.conftest import emptied

DONE = Ending(State.DONE, ("extracted", "refused"))


def test_jobs_are_taken_in_the_order_of_their_coming(queue: Queue) -> None:
    """Each by one worker, and then there is nothing to do."""
    added(queue, "a.txt", "b.txt")

    taken = [queue.take("w1"), queue.take("w2"), queue.take("w1")]

    assert [job and (job.file.name, job.state, job.tries) for job in taken] == [
        ("a.txt", "running", 1),
        ("b.txt", "running", 1),
        None,
    ]


def test_many_workers_take_each_job_once(location: str, tmp_path: Path) -> None:
    """Workers with connections of their own, as on several machines, share the jobs without one twice."""
    taken: list[str] = []
    with Store.open(location, str(tmp_path / "originals")) as first:
        added(Queue(first), *(f"{number}.txt" for number in range(40)))

        def work(name: str) -> None:
            with Store.open(location, str(tmp_path / "originals")) as store:
                while (job := Queue(store).take(name)) is not None:
                    taken.append(job.file.name)
                    assert Queue(store).end(job, name, DONE)

        threads = [threading.Thread(target=work, args=(f"w{number}",)) for number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert Queue(first).counts()["done"] == 40
    assert sorted(taken) == sorted(f"{number}.txt" for number in range(40))


def test_a_job_of_a_dead_worker_is_taken_again(queue: Queue, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once its lease has ended, and not before; what the dead one says afterwards counts no more."""
    added(queue, "a.txt")
    job = queue.take("dead")
    assert job is not None
    assert queue.take("alive") is None

    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + LEASE + 1)
    again = queue.take("alive")

    assert again is not None
    assert (again.id, again.tries) == (job.id, 2)
    assert not queue.end(job, "dead", DONE)
    assert queue.end(again, "alive", DONE)
    assert not queue.end(again, "alive", DONE)


def test_a_renewed_lease_holds(queue: Queue, monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker that lives keeps its job however long it takes."""
    added(queue, "a.txt")
    queue.take("alive")
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + LEASE - 1)
    queue.renew("alive")
    monkeypatch.setattr(time, "time", lambda: now + LEASE + 1)
    assert queue.take("other") is None


def test_what_is_given_back_is_taken_again(queue: Queue) -> None:
    """At once or after a pause; the try does not count."""
    added(queue, "a.txt", "b.txt")
    first, second = queue.take("w"), queue.take("w")
    assert first is not None
    assert second is not None
    queue.give_back(first, "w")
    queue.give_back(second, "w", pause=100)

    again = queue.take("w")

    assert again is not None
    assert (again.id, again.tries) == (first.id, 1)
    assert queue.take("w") is None


def test_who_is_alone_frees_everything_at_the_start(queue: Queue) -> None:
    """After a crash of the only server nobody has to wait for leases."""
    added(queue, "a.txt")
    queue.take("dead")
    assert queue.recover() == 1
    assert queue.take("alive") is not None


def test_only_a_waiting_job_is_cancelled(queue: Queue) -> None:
    """What runs goes on."""
    running, waiting = added(queue, "a.txt", "b.txt")
    queue.take("w")
    assert (queue.cancel(running.id), queue.cancel(waiting.id), queue.cancel(waiting.id)) == (False, True, False)
    assert queue.take("w") is None
    assert [job.state for job in queue.page(None, 10)] == ["cancelled", "running"]


def test_the_end_of_a_job_is_told_once(queue: Queue) -> None:
    """The message is queued with the end, for those who want it; it holds ids and statuses and no name."""
    notices = Notices(queue.store)
    notices.add("https://a.example/", ["job.done"], "an")
    notices.add("https://b.example/", ["job.failed"], "an")
    notices.add("https://c.example/", EVENTS, "an")
    added(queue, "secret-name.txt")
    job = queue.take("w")
    assert job is not None

    queue.end(job, "w", DONE)
    queue.end(job, "w", DONE)

    letters = [notices.take(60), notices.take(60)]
    assert notices.take(60) is None
    assert {letter.url for letter in letters if letter} == {"https://a.example/", "https://c.example/"}
    assert len({letter.delivery.message for letter in letters if letter}) == 1
    assert letters[0] is not None
    assert '"statuses":["extracted","refused"]' in letters[0].delivery.payload
    assert "secret-name" not in letters[0].delivery.payload


def test_a_letter_that_nobody_heard_of_is_sent_again(queue: Queue) -> None:
    """A courier that died while it sent loses nothing; what was sent stays sent."""
    notices = Notices(queue.store)
    notices.add("https://a.example/", EVENTS, "an")
    added(queue, "a.txt")
    job = queue.take("w")
    assert job is not None
    queue.end(job, "w", DONE)

    lost = notices.take(-1)
    again = notices.take(60)

    assert lost is not None
    assert again is not None
    assert (again.delivery.message, again.delivery.tries) == (lost.delivery.message, 2)
    notices.note(again.delivery, Sending.SENT, "status 204")
    assert notices.take(60) is None


def test_a_webhook_that_is_gone_is_told_nothing_more(queue: Queue) -> None:
    """Also not what waits already, nor what is being sent when it says so and does not arrive."""
    told = Notices(queue.store)
    hook, _ = told.add("https://a.example/", EVENTS, "an")
    added(queue, "a.txt", "b.txt", "c.txt")
    for _ in range(3):
        job = queue.take("w")
        assert job is not None
        queue.end(job, "w", DONE)
    letter, other = told.take(60), told.take(60)
    assert letter is not None
    assert other is not None

    told.disable(hook.id)
    told.note(letter.delivery, Sending.FAILED, "it is gone (status 410)")
    told.note(other.delivery, Sending.WAITING, "status 500")

    assert [each.state for each in told.deliveries(hook.id, None, 9)] == [Sending.FAILED] * 3
    assert told.take(60) is None


def test_a_webhook_removed_while_a_job_ends_spoils_nothing(
    server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a server of databases too: who removes it waits until the end is noted, and takes its message along."""
    location = emptied(server)
    with Store.open(location, str(tmp_path)) as store, Store.open(location, str(tmp_path)) as other:
        queue = Queue(store)
        hook, _ = Notices(store).add("https://a.example/", EVENTS, "an")
        added(queue, "a.txt")
        job = queue.take("w")
        assert job is not None
        removing = threading.Thread(target=Notices(other).remove, args=(hook.id,))

        def slowly(dialect: str, table: Table) -> Any:
            removing.start()
            removing.join(0.5)
            return insert_into(dialect, table)

        monkeypatch.setattr(notices, "insert_into", slowly)
        assert queue.end(job, "w", DONE)
        removing.join()
        assert (queue.counts()["done"], Notices(store).all()) == (1, [])


def test_servers_share_a_store_and_runs_do_not(location: str, tmp_path: Path) -> None:
    """Several servers may work on one PostgreSQL, one on SQLite; a batch never beside a server."""
    originals = str(tmp_path / "originals")
    with Store.open(location, originals) as one, Store.open(location, originals) as two:
        alone = one.share()
        assert alone != is_address(location)
        if alone:
            with pytest.raises(StoreError, match="another run writes"):
                two.share()
        else:
            assert two.share() is False
        with Store.open(location, originals) as batch, pytest.raises(StoreError, match="another run writes"):
            batch.claim()
    with Store.open(location, originals) as batch:
        batch.claim()
        with Store.open(location, originals) as server, pytest.raises(StoreError, match="another run writes"):
            server.share()


def test_a_right_that_was_lost_is_missed(server: str, tmp_path: Path) -> None:
    """It ends with its connection: a server takes it anew, or learns that another program has it now."""
    location = emptied(server)
    stores = [Store.open(location, str(tmp_path)) for _ in range(3)]
    first, second, batch = stores
    first.share()
    _cut(second)
    first.share()
    with pytest.raises(StoreError, match="another run writes"):
        batch.claim()
    _cut(second)
    batch.claim()
    with pytest.raises(StoreError, match="another run writes"):
        first.share()
    for store in stores:
        store.close()


def _cut(store: Store) -> None:
    """End the connections of whoever has the right to write."""
    with store.transaction() as connection:
        connection.exec_driver_sql("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'")
