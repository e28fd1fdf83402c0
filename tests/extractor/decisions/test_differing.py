from __future__ import annotations

import zlib

import pytest

from extractor.decisions.applying import applied
from extractor.decisions.differing import Deciding, act_for, decide, typed_as
from extractor.decisions.lines import decided_line, decided_lines
from extractor.decisions.log import DecisionLog
from extractor.differences.labels import labelled
from extractor.differences.listing import listed
from extractor.differences.sets import Line, compare_sets
from extractor.errors import DecisionError
from extractor.store.store import Store
from schemas.versions import load
from tests.extractor.decisions.deciding import ONE, accept, edit, head_of, key_of, reject
from tests.extractor.differences.sets import ABSENT, edited
from tests.extractor.writing.exports import sample

A = sample("bc-phuong.txt")
B_IS_STORE = {True: Deciding(of_b=True, b_is_right=True), False: Deciding(of_b=True, b_is_right=False)}


def place(**values):
    """The record where the field `place` is read otherwise."""
    return edited(lambda record: record["document"]["place"].update(values))


def without(name, index):
    """The record where a list has an item less."""
    return edited(lambda record: record[name].pop(index))


def kept(record):
    """A set of one record of a store."""
    line = Line(record.source.name, record.to_json_line().encode(), key=key_of(record))
    return lambda: iter([line])


def settled(store, a, b, how):
    """The records of both sides as decided after all their differences were."""
    outcome = decide(DecisionLog(store), ONE, listed(compare_sets(kept(a), kept(b))), how)
    return [load(decided_line(DecisionLog(store), each.to_json_line())) for each in (a, b)], outcome


@pytest.mark.parametrize(
    "other",
    [
        place(value="Khác", raw="Khác"),
        place(**ABSENT),
        place(value=None, raw=None, status="blank"),
        place(confidence=0.2),
    ],
)
@pytest.mark.parametrize("b_is_right", [True, False])
def test_the_right_side_is_what_both_say_afterwards(store: Store, other, b_is_right):
    """Accepted or rejected, the record in the store has the value of the side that is right, decided by a person."""
    (_, decided), outcome = settled(store, other, A, B_IS_STORE[b_is_right])
    right = A if b_is_right else other

    assert head_of(decided).place.value == head_of(right).place.value
    assert head_of(decided).place.status == head_of(right).place.status
    assert len(outcome.decisions) == 1
    assert head_of(decided).place.confidence == 1


@pytest.mark.parametrize("b_is_right", [True, False])
def test_an_item_that_only_one_side_has_is_kept_or_left_out(store: Store, b_is_right):
    """One item more in the second set: right, it stays; wrong, it is left out."""
    (_, decided), _ = settled(store, without("citations", 0), A, B_IS_STORE[b_is_right])

    assert len(decided.citations) == len(A.citations) - (not b_is_right)


def test_an_item_that_the_other_extraction_had_rightly_is_asked_for(store: Store):
    """It is not in the record and cannot be put in: it has to be looked at."""
    (_, decided), outcome = settled(store, A, without("citations", 0), B_IS_STORE[False])

    (lost,) = applied(without("citations", 0), outcome.decisions).lost
    assert (len(decided.citations), lost.path) == (len(A.citations) - 1, "citations[0]")


def test_another_paper_says_nothing_of_the_value(store: Store):
    """Of other bytes under the same name only wrong or right is said, never the other paper's value."""
    sent_again = edited(
        lambda r: (r["source"].update(sha256="0" * 64), r["document"]["place"].update(value="X", raw="X"))
    )

    (_, decided), _ = settled(store, A, sent_again, B_IS_STORE[False])

    assert head_of(decided).place.value is None


def test_a_label_can_be_taken_over(store: Store):
    """All that a label says otherwise, items that were missed too, goes into the log."""
    label = {
        "place": "Huế",
        "recipients": [*(each.value for each in A.recipients[1:]), "Thêm"],
        "citations": [{"ref": each.ref.value, "date": None} for each in A.citations]
        + [{"ref": "1/QĐ-X", "date": None}],
    }
    right = labelled(A, label)
    how = Deciding(of_b=False, b_is_right=True, other_is_label=True)

    (decided, _), outcome = settled(store, A, right, how)

    assert head_of(decided).place.value == "Huế"
    assert [each.value for each in decided.recipients] == label["recipients"]
    assert [each.ref.value for each in decided.citations] == [*(each.ref.value for each in A.citations), "1/QĐ-X"]
    assert outcome.left == ()


def test_a_label_that_is_wrong_changes_nothing_but_says_so(store: Store):
    """The record's own value is accepted."""
    how = Deciding(of_b=False, b_is_right=False, other_is_label=True)

    (decided, _), _ = settled(store, A, labelled(A, {"place": "Huế"}), how)

    assert (head_of(decided).place.value, head_of(decided).place.confidence) == ("Mỹ Tho", 1)


def test_findings_are_confirmed_or_dismissed(store: Store):
    """A finding that appeared: accepted it stays, rejected it goes."""
    fewer = without("findings", 0)

    found = [settled(store, fewer, A, B_IS_STORE[right])[0][1].findings for right in (True, False)]

    assert [len(each) for each in found] == [len(A.findings), len(A.findings) - 1]


def test_only_records_of_a_store_are_decided_about(store: Store):
    """A file of lines has no log."""
    lines = [Line("", each.to_json_line().encode()) for each in (A, place(value="X", raw="X"))]
    comparison = compare_sets(lambda: iter(lines[:1]), lambda: iter(lines[1:]))

    with pytest.raises(DecisionError, match="records of a store"):
        decide(DecisionLog(store), ONE, listed(comparison), B_IS_STORE[True])


def test_a_document_more_cannot_be_decided_away():
    """That it was read is seen; that it should not be there no decision says."""
    (alone,) = listed(compare_sets(lambda: iter(()), kept(A)))

    asked = [act_for(alone, B_IS_STORE[right]) for right in (True, False)]

    assert asked[0] is not None
    assert (asked[0][1].path, asked[1]) == ("", None)


def test_a_set_as_decided_differs_by_what_was_decided(store: Store):
    """Lines that nobody decided about are the very same; one person's decisions can be seen alone."""
    log = DecisionLog(store)
    log.append(ONE, key_of(A), A, [edit("document.place", "Huế"), reject("citations[0]"), accept("document.subject")])
    news = sample("news.txt")
    read = [Line("", each.to_json_line().encode()) for each in (A, news)]

    comparison = compare_sets(lambda: iter(read), decided_lines(log, lambda: iter(read)))

    assert list(decided_lines(log, lambda: iter(read))())[1] is read[1]
    assert {each.field for each in comparison.differences} >= {"document.place", "citations"}
    assert list(decided_lines(log.by("Nobody"), lambda: iter(read))()) == read


def test_a_name_of_any_length_hides_no_decision(store: Store):
    """Names inside archives may be longer than the part of a line that is looked at first."""
    record = edited(lambda r: r["source"].update(name='"sha256":"' * 900 + ".txt"))
    DecisionLog(store).append(ONE, key_of(record), record, [edit("document.place", "Huế")])
    packed = Line("", zlib.compress(record.to_json_line().encode()), is_packed=True)

    (line,) = decided_lines(DecisionLog(store), lambda: iter([packed]))()

    assert head_of(load(line.json)).place.value == "Huế"


@pytest.mark.parametrize(
    ("value", "typed"),
    [(None, ""), (True, "có"), (False, "không"), (12, "12"), (head_of(A).issued_date.value, "2026-04-14"), ("x", "x")],
)
def test_values_are_typed_as_a_person_would(value, typed):
    """What one side says can be typed for the other."""
    assert typed_as(value) == typed
