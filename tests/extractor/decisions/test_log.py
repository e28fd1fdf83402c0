from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from extractor.decisions.log import DecisionLog, belongs
from extractor.decisions.model import Act, Action, Decision, Drawn, Quoted
from extractor.errors import DecisionError, StoreError
from extractor.store.database import is_address, migrate, open_database
from extractor.store.store import Outcome, SeenFile, Store, Work
from extractor.store.tables import DECISIONS
from schemas.evidence import Box
from tests.extractor.decisions.deciding import ONE, TWO, accept, decided, edit, head_of, key_of
from tests.extractor.differences.sets import edited
from tests.extractor.writing.exports import HOSTILE, sample

A = sample("bc-phuong.txt")
KEY = key_of(A)
PLACE = "document.place"


def test_decisions_come_back_as_they_were_written(store: Store) -> None:
    """Every part of them, in their order, from either database."""
    quote = Quoted("Huế", head_of(A).place.evidence, Drawn(2, Box(1.5, 2, 3, 4)))
    acts = [
        accept("citations[1].date"),
        Act(PLACE, Action.EDIT, "Huế", reason="  the seal\nsays so ", quote=quote),
    ]

    written = DecisionLog(store).append(ONE, KEY, A, acts)

    expected = decided(A, *acts)
    assert [replace(each, at="") for each in written] == [
        replace(each, id=mine.id, at="", reason=" ".join(each.reason.split()))
        for each, mine in zip(expected, written, strict=True)
    ]
    assert DecisionLog(store).of(A) == written


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_kept_as_words(store: Store, words: str) -> None:
    """What stands in a document or a reason is data to both databases."""
    record = edited(lambda r: r["document"]["place"].update(value=words, raw=words))

    (written,) = DecisionLog(store).append(ONE, KEY, record, [Act(PLACE, Action.ACCEPT, reason=words)])

    assert DecisionLog(store).of(record) == (written,)
    assert written.before is not None
    assert written.before["raw"] == words


def test_a_list_of_decisions_is_written_whole_or_not_at_all(store: Store) -> None:
    """One value of a wrong type, and none is written."""
    log = DecisionLog(store)
    with pytest.raises(DecisionError):
        log.append(ONE, KEY, A, [accept(PLACE), edit("document.issued_date", "31/2/2026")])

    assert (log.stamp(), log.touched(), log.of(A)) == (0, frozenset(), ())


@pytest.mark.parametrize("name", ["", "  ", "x" * 101, "a\x00b", "a\x1b[0m"])
def test_a_reviewer_has_a_name(store: Store, name: str) -> None:
    """The log says who; a name is printable and of a bounded length."""
    with pytest.raises(DecisionError, match="name of 1 to 100"):
        DecisionLog(store).append(name, KEY, A, [accept(PLACE)])


@pytest.mark.parametrize("change", ["UPDATE decisions SET reviewer = 'x'", "DELETE FROM decisions"])
def test_the_log_is_append_only(store: Store, change: str) -> None:
    """The database itself refuses to change or drop an entry."""
    written = DecisionLog(store).append(ONE, KEY, A, [accept(PLACE)])

    with pytest.raises((StoreError, IntegrityError), match="append-only"), store.transaction() as connection:
        connection.execute(text(change))

    assert DecisionLog(store).of(A) == written


def test_what_was_decided_is_on_the_disk(tmp_path: Path) -> None:
    """SQLite writes through for decisions (2: FULL), and not for records, which can be made again (1: NORMAL)."""
    with Store.open(str(tmp_path)) as store:
        modes = []
        for act in (lambda: None, lambda: DecisionLog(store).append(ONE, KEY, A, [accept(PLACE)])):
            act()
            with store.transaction() as connection:
                modes.append(connection.execute(text("PRAGMA synchronous")).scalar())

    assert modes == [1, 2]


def test_undo_takes_back_one_after_the_other_without_a_limit(store: Store) -> None:
    """Each undo is an entry of its own; a person takes back only what is his own."""
    log = DecisionLog(store)
    mine = log.append(ONE, KEY, A, [edit(PLACE, f"x{n}") for n in range(12)])
    log.append(TWO, KEY, A, [accept(PLACE)])

    undone = [log.undo(ONE) for _ in range(12)]

    assert [each.id if each else None for each in undone] == [each.id for each in reversed(mine)]
    assert (log.undo(ONE), len(log.of(A))) == (None, 25)
    assert [each.undoes for each in log.of(A)[13:]] == [each.id for each in reversed(mine)]


def test_undo_can_stay_within_one_document(store: Store) -> None:
    """What was decided about another document since is left alone."""
    log, other = DecisionLog(store), edited(lambda r: r["source"].update(sha256="0" * 64))
    first = log.append(ONE, KEY, A, [accept(PLACE)])
    log.append(ONE, key_of(other), other, [accept(PLACE)])

    assert log.undo(ONE, A) == first[0]
    assert log.undo(ONE, A) is None
    assert log.undo(ONE) is not None


def test_a_decision_is_taken_back_once(store: Store) -> None:
    """Two windows that undo at once take back two decisions, not one twice."""
    log = DecisionLog(store)
    first, second = log.append(ONE, KEY, A, [accept(PLACE), accept("document.subject")])
    results: list[int | None] = []

    def undo() -> None:
        taken = log.undo(ONE)
        results.append(taken.id if taken else None)

    threads = [threading.Thread(target=undo) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(results, key=str) == [first.id, second.id, None]


def test_the_log_is_followed_by_its_stamp(store: Store) -> None:
    """What changed since is read from a number on; one person's entries can be read alone."""
    log = DecisionLog(store)
    log.append(ONE, KEY, A, [accept(PLACE)])
    stamp = log.stamp()
    log.append(TWO, KEY, A, [edit(PLACE, "Huế")])

    assert [each.reviewer for each in log.entries(stamp)] == [TWO]
    assert [each.reviewer for each in log.by(f" {ONE} ").of(A)] == [ONE]
    assert log.touched() == frozenset({A.source.sha256})
    assert log.by("Nobody").touched() == frozenset()


@pytest.mark.parametrize(
    ("then", "now", "is_same"),
    [
        (None, None, True),
        ((0, 100), (0, 100), True),
        ((0, 100), (3, 104), True),
        ((0, 100), (100, 200), False),
        ((0, 100), (0, 30), False),
        ((0, 100), None, False),
    ],
)
def test_decisions_belong_to_the_document_with_most_of_the_same_text(then, now, is_same):
    """Of several documents in one file each has its own, also when a boundary moves a little."""

    def ranged(text_range):
        return edited(lambda r: r["source"].update(text_range=text_range))

    (decision,) = decided(ranged(then), accept(PLACE))

    assert belongs(decision, ranged(now)) is is_same
    assert not belongs(decision, edited(lambda r: r["source"].update(sha256="0" * 64)))


def test_the_desk_writes_while_a_batch_has_the_store(location: str, tmp_path: Path) -> None:
    """The claim of a batch is about records: decisions are written and read beside it."""
    with Store.open(location, str(tmp_path / "o")) as batch, Store.open(location, str(tmp_path / "o")) as desk:
        batch.claim()
        batch.save(Work("a" * 64, "a.txt", "1"), Outcome((A,), ("text",), 0.1, 1))
        DecisionLog(desk).append(ONE, KEY, A, [accept(PLACE)])
        batch.note([(SeenFile("a.txt", 1, 1), "a" * 64, None)])

        assert len(DecisionLog(batch).of(A)) == 1
        assert len(list(desk.records("1"))) == 1


def test_a_writer_waits_for_another_one(location: str, tmp_path: Path) -> None:
    """A decision that comes while a transaction is open is written when that ends; readers do not wait."""
    with Store.open(location, str(tmp_path / "o")) as batch, Store.open(location, str(tmp_path / "o")) as desk:
        started, written = threading.Event(), list[Decision]()

        def decide() -> None:
            started.set()
            written.extend(DecisionLog(desk).append(ONE, KEY, A, [accept(PLACE)]))

        thread = threading.Thread(target=decide)
        with batch.transaction() as connection:
            connection.execute(text("UPDATE files SET gone = 1"))
            assert DecisionLog(desk).of(A) == ()
            thread.start()
            started.wait()
        thread.join()

        assert len(written) == 1


def test_many_write_at_once_and_nothing_is_lost(location: str, tmp_path: Path) -> None:
    """Reviewers in several processes: each entry is there once, and the numbers are the order."""
    with Store.open(location, str(tmp_path / "o")) as store:
        log = DecisionLog(store)

        def decide(name: str) -> None:
            for n in range(10):
                log.append(name, KEY, A, [edit(PLACE, f"x{n}")])

        threads = [threading.Thread(target=decide, args=(f"R{n}",)) for n in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        found = log.of(A)
        assert [each.id for each in found] == sorted(each.id for each in found)
        for n in range(4):
            assert [each.after["value"] for each in found if each.reviewer == f"R{n}" and each.after] == [
                f"x{m}" for m in range(10)
            ]


def test_a_store_of_the_form_before_is_brought_up_with_its_records(location: str, tmp_path: Path) -> None:
    """Two programs that open it at once both find it migrated, and nothing in it is lost."""
    if not is_address(location):
        Path(location).mkdir()
    with Store.open(location, str(tmp_path / "o")) as store:
        store.note([(SeenFile("a.txt", 1, 1), "a" * 64, None)])
        store.save(Work("a" * 64, "a.txt", "1"), Outcome((A,), ("text",), 0.1, 1))
    engine = open_database(location)
    with engine.begin() as connection:
        migrate(connection, "0001")
    engine.dispose()
    failed: list[Exception] = []

    def reopen() -> None:
        try:
            with Store.open(location, str(tmp_path / "o")) as store:
                assert [kept.record() for kept in store.records("1")] == [A]
        except Exception as error:  # noqa: BLE001 -- told to the thread of the test
            failed.append(error)

    threads = [threading.Thread(target=reopen) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failed == []


def test_the_table_has_no_column_that_is_not_kept() -> None:
    """A decision is read back from exactly the columns there are."""
    assert len(DECISIONS.columns) == 19


@pytest.mark.parametrize(
    ("kept", "name", "count"), [(False, KEY.name, 2), (True, KEY.name, 0), (False, "other.txt", 0)]
)
def test_decisions_about_replaced_bytes_are_told(store: Store, kept: bool, name: str, count: int) -> None:
    """Other bytes under the same name: the decisions that stand are counted, unless the old file lies there still."""
    log, new = DecisionLog(store), replace(KEY, sha256="b" * 64, name=name)
    log.append(ONE, KEY, A, [accept(PLACE), accept("document.type"), edit("document.subject", "Khác")])
    log.undo(ONE)
    files = [(SeenFile(f"new/{name}", 1, 1), new.sha256, None)]
    store.note([*files, (SeenFile(f"old/{KEY.name}", 1, 1), KEY.sha256, None)] if kept else files)

    assert log.left_behind(new) == count
    assert log.left_behind(KEY) == 0
    assert log.all_left_behind() == ({name: count} if count else {})
