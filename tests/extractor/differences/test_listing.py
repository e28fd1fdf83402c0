from __future__ import annotations

import zlib

import pytest

from extractor.differences.compare import compare
from extractor.differences.listing import heat_map, listed
from extractor.differences.model import Kind, Reason
from extractor.differences.sets import Asked, Line, compare_sets
from tests.extractor.differences.sets import ABSENT, edited, lines
from tests.extractor.writing.exports import sample

A = sample("bc-phuong.txt")
NIL = sample("bc-nil.txt")


def changed(**values):
    """The first report with another place and a recipient less, and what else is asked for."""

    def edit(record):
        record["document"]["place"].update(values or {"value": "X", "raw": "X"})
        record["recipients"].pop()

    return edited(edit)


OTHER_NIL = edited(lambda record: record["document"]["place"].update(value="Y", raw="Y"), "bc-nil.txt")
BOTH = compare_sets(lines(A, NIL), lines(changed(), OTHER_NIL))


def test_the_heat_map_counts_documents_by_fields():
    """The field with the most differences comes first; only what is not 0 is kept."""
    heat = heat_map(BOTH)

    assert heat.documents == ("bc-phuong.txt", "bc-nil.txt")
    assert heat.fields == ("document.place", "recipients")
    assert heat.counts == {(0, 0): 1, (0, 1): 1, (1, 0): 1}
    assert (heat.most, heat_map(compare_sets(lines(A), lines(A))).most) == (1, 0)


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        (Asked(), [0, 1, 2]),
        (Asked(fields=("document.*",)), [0, 2]),
        (Asked(kinds=frozenset({Kind.ITEM_REMOVED})), [1]),
        (Asked(reasons=frozenset({Reason.MISREAD})), [0, 2]),
        (Asked(documents=("bc-nil*",)), [2]),
        (Asked(documents=("bc-nil*",), fields=("recipients",)), []),
    ],
)
def test_a_list_is_filtered_and_keeps_its_numbers(asked, numbers):
    """By field, kind, reason and document; a difference has the same number under every filter."""
    found = list(listed(BOTH, asked))

    assert [each.number for each in found] == numbers
    assert all(each.pair.a and each.pair.b for each in found)
    assert sum(heat_map(BOTH, asked).counts.values()) == len(numbers)


@pytest.mark.parametrize(
    ("edit", "reason"),
    [
        (lambda r: r["document"]["place"].update(value="X", raw="X"), Reason.MISREAD),
        (lambda r: r["document"]["place"].update(ABSENT), Reason.ABSENT),
        (lambda r: r["document"]["place"].update(ABSENT, status="illegible"), Reason.UNREAD),
        (lambda r: r["document"]["place"].update(confidence=0.2), Reason.DOUBT),
        (lambda r: r["document"]["place"]["evidence"][0].update(start=0, end=1), Reason.MOVED),
        (lambda r: r["citations"].pop(), Reason.ABSENT),
        (lambda r: r["findings"].pop(0), Reason.RULE),
    ],
)
def test_every_difference_has_a_reason(edit, reason):
    """Misread, a rule broken and absent are told apart."""
    assert {each.reason for each in compare("x", A, edited(edit))} == {reason}


def test_a_document_that_one_side_lacks_is_a_reason_of_its_own():
    """So is one that was read on one side only."""
    comparison = compare_sets(lines(A), lines(A, NIL))

    assert {each.reason for each in comparison.differences} == {Reason.DOCUMENT}
    assert {each.reason for each in compare("x", A, sample("broken/truncated.docx"))} == {Reason.DOCUMENT}


def test_packed_lines_are_opened_only_where_their_digests_differ():
    """Equal digests are believed; without one the lines themselves are compared."""
    broken = Line("", b"no zlib", is_packed=True, digest="a")
    packed, plain = Line("", zlib.compress(A.to_json_line().encode()), is_packed=True), lines(A)

    assert compare_sets(lambda: iter([broken]), lambda: iter([broken])).compared == ()
    assert compare_sets(lambda: iter([packed]), plain).compared == ()
    assert packed.begin(20) == A.to_json_line().encode()[:20]


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_equal_records_meet_in_whatever_order_they_stand(order):
    """A document put in at the front moves all others, and none of them differs."""
    records = (A, NIL, sample("news.txt"))

    assert compare_sets(lines(*records), lines(*(records[n] for n in order))).compared == ()
    (alone,) = compare_sets(lines(A, NIL), lines(*(records[n] for n in order))).compared
    assert alone.document == "news.txt"
