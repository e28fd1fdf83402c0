"""The queue: its order, its filters, and which document is next."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.batch.run import version_of
from extractor.decisions.log import DecisionLog
from extractor.decisions.model import Act, Action
from extractor.desk.index import Entry, Index
from extractor.desk.queue import Filters, facets_of, next_after, queue_page
from extractor.desk.summaries import Reason, Shelf, Summary
from extractor.pipeline import process
from extractor.review.attention import Why
from extractor.store.listing import Listed
from extractor.store.store import Outcome, RecordKey, SeenFile, Store, Work

SAMPLE = Path("corpus/samples/bc-conflict.docx")


def _entry(number: int, *whys: Why, profile: str = "p") -> Entry:
    listed = Listed(number, f"{number:03}.pdf", f"{number}.pdf", "0" * 64, 0, "extracted", None, str(number))
    reasons = tuple(Reason(why, "citations.date", "", 1) for why in whys)
    return Entry(listed, Summary("0" * 64, f"{number}.pdf", profile, ("", "", "", ""), reasons))


ENTRIES = sorted(
    [_entry(1, Why.DOUBTFUL), _entry(2), _entry(3, Why.FAILED), _entry(4, Why.DOUBTFUL, Why.DOUBTFUL),
     _entry(5, Why.CONTRADICTORY, Why.BLANK), _entry(6, Why.BLANK, profile="q")],
    key=lambda entry: entry.rank,
)  # fmt: skip


def test_the_gravest_come_first() -> None:
    """By the gravest reason, then by all of them, then by path; what is finished is left out."""
    page = queue_page(ENTRIES, Filters(), 1)

    assert [entry.listed.number for entry in page.entries] == [3, 5, 4, 1, 6]
    assert (page.documents, page.places) == (5, 7)


@pytest.mark.parametrize(
    ("filters", "numbers"),
    [
        (Filters(why="blank"), [5, 6]),
        (Filters(why="doubtful", field="citations.date"), [4, 1]),
        (Filters(field="nothing"), []),
        (Filters(profile="q"), [6]),
        (Filters(everything=True), [3, 5, 4, 1, 6, 2]),
    ],
)
def test_filters(filters: Filters, numbers: list[int]) -> None:
    """Each filter, and several at once."""
    assert [entry.listed.number for entry in queue_page(ENTRIES, filters, 1).entries] == numbers


def test_facets_count_documents() -> None:
    """What there is to filter by, with how many documents have it."""
    facets = facets_of(ENTRIES)

    assert facets.whys == (("failed", 1), ("contradictory", 1), ("blank", 2), ("doubtful", 2))
    assert facets.profiles == (("p", 4), ("q", 1))


@pytest.mark.parametrize(
    ("number", "rank", "following"),
    [(3, (1000, 1000), 5), (5, (100, 105), 4), (6, (5, 5), 3), (4, (1000, 1000), 5), (99, (0, 0), 3)],
)
def test_the_next_document_is_the_one_behind(number: int, rank: tuple[int, int], following: int) -> None:
    """Behind the rank a document had when it was opened; from the top behind the last one."""
    assert next_after(ENTRIES, Filters(), number, rank) == following


def test_the_last_document_has_no_next() -> None:
    """A document is never its own next one."""
    assert next_after([_entry(1, Why.BLANK)], Filters(), 1, (5, 5)) is None


def test_the_index_follows_the_store_and_the_log(tmp_path: Path) -> None:
    """New documents and decisions are seen at once, and what was looked through is known to the next program."""
    with Store.open(str(tmp_path)) as store:
        digest = store.originals.put(SAMPLE.read_bytes())
        record = process(SAMPLE).record
        store.note([(SeenFile(SAMPLE.name, 1, 1), digest, None)])
        shelf = Shelf(tmp_path / "queue.db")
        log = DecisionLog(store)
        index = Index(store, log, shelf, version_of())
        assert index.snapshot(1).entries == ()

        store.save(Work(digest, SAMPLE.name, version_of()), Outcome((record,), ("",), 0.1, 1))
        before = index.snapshot(1).entries[0].summary
        log.append("thu", RecordKey(digest, SAMPLE.name, 0), record, (Act("findings[0]", Action.ACCEPT),))
        after = index.snapshot(1).entries[0].summary
        again = Index(store, log, shelf, version_of()).snapshot(0).entries[0].summary

    assert before.left - after.left == 1
    assert again == after
    assert before.reasons[0].said[0]


def test_a_shelf_that_is_none_is_begun_anew(tmp_path: Path) -> None:
    """The file may be lost or damaged: it costs time and nothing else."""
    (tmp_path / "queue.db").write_bytes(b"no database at all" * 100)

    assert Shelf(tmp_path / "queue.db").all() == {}
