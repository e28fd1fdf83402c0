from __future__ import annotations

import random
from dataclasses import replace

import pytest

from evaluation.align import Level
from evaluation.digits import Outcome
from evaluation.match import FIELDS, match, match_document
from evaluation.metrics import score, whole_head
from evaluation.predictions import assign_predictions
from schemas.fields import Status, Text
from tests.evaluation.labels import (
    ABSENT,
    NEWS,
    PLAN,
    REPORT,
    corpus,
    document,
    gold,
    record_of,
    row,
    table,
    text,
    unread,
)
from tests.evaluation.planting import LABELS, RECORDS, cells, differences, head, planted, scored


def test_gold_against_itself_is_perfect():
    """Records that say exactly what the labels say score 1.0 in every field at every level."""
    figures = scored(RECORDS)
    scores = figures.pop("all")
    named = {spec.name for spec in FIELDS} - {"urgency", "confidentiality", "covered_digits"}
    assert {name for name, figure in figures.items() if figure.counts.f1 == 1.0} >= named
    assert all(figure.at(level).f1 in {None, 1.0} for figure in figures.values() for level in Level)
    assert (scores.whole_head.right, scores.whole_head.of) == (2, 2)


def test_strict_sees_what_folded_ignores():
    """A place in another case is wrong as printed and right when folded."""
    figure = planted(head(place=text("HOÀ BÌNH")))["place"]
    assert (figure.strict.tp, figure.folded.tp, figure.soft.tp) == (1, 2, 2)


@pytest.mark.parametrize("value", ["2026-04-01", None])
def test_a_partial_date_is_right_only_as_partial(value):
    """A whole date or none where the paper leaves the day open is an error of value and status."""
    label = gold(PLAN, date=value, date_partial=None, date_status="present" if value else "absent")
    found = differences(planted(head(issued_date=document(label).issued_date), "plan.txt"))
    assert found["date"] == (1, 1 if value else 0, 1)
    assert found["date_status"] == (1, 1, 1)


@pytest.mark.parametrize("code", ["failed.crash", "failed.needs_ocr_engine", "refused.empty"])
def test_a_document_that_gives_nothing_misses_everything(code):
    """All its labels are missed, its head is wrong, and no figure rises."""
    perfect, figures = scored(RECORDS), scored(RECORDS | {"report.txt": unread("report.txt", code)})
    assert figures["head"].counts.fn == 8
    assert figures["all"].whole_head.right == 1
    worse = {name for name in set(figures) - {"all", "refused"} if (figures[name].counts.f1 or 0) < 1}
    assert worse >= {name for name in set(perfect) - {"all", "refused"} if perfect[name].counts.f1 is not None}


def test_a_failure_earns_nothing_where_nothing_is_on_the_paper():
    """A failed document whose label holds no head is no whole head right."""
    empty = gold(NEWS, is_administrative=True)
    failed = match_document("a.txt", empty, unread("a.txt", "failed.corrupt"))
    assert whole_head(failed) is False
    assert whole_head(match_document("a.txt", empty, record_of("a.txt", empty))) is True


def test_a_page_to_refuse_that_is_read_gives_errors():
    """The refusal is missed and what the half record holds is spurious; labels given for information are not asked."""
    figures = scored(RECORDS | {"news.txt": record_of("news.txt", gold(REPORT))})
    assert differences(figures)["refused"] == (1, 0, 1)
    assert differences(figures)["head"] == (0, 8, 0)
    assert differences(figures)["citations"] == (0, 2, 0)


def test_a_refused_report_is_a_false_refusal():
    """It counts against the precision of refusals."""
    figures = scored(RECORDS | {"plan.txt": unread("plan.txt", "refused.empty")})
    assert differences(figures)["refused"] == (0, 1, 0)


def test_unsure_keys_are_left_out():
    """Neither a right nor a wrong value of an unsure key counts, and its head is not judged whole."""
    labels = LABELS | {"report.txt": gold(REPORT, unsure=["subject", "number", "signers"])}
    figures = scored(RECORDS | {"report.txt": record_of("report.txt", gold(PLAN))}, labels)
    names = ("subject", "number", "number_status", "signers.name")
    assert [figures[name].counts.support for name in names] == [1, 0, 1, 1]
    assert figures["all"].whole_head.of == 1


ILLEGIBLE = gold(REPORT, number_status="illegible")


@pytest.mark.parametrize(
    ("status", "value", "expected"),
    [
        pytest.param("illegible", None, (0, 0, 0, True), id="illegible is right"),
        pytest.param("present", "12", (1, 0, 0, True), id="a right value is a bonus"),
        pytest.param("present", "13", (0, 1, 1, False), id="a wrong value is counted by itself"),
        pytest.param("blank", None, (0, 0, 0, False), id="blank is a wrong status"),
    ],
)
def test_covered_digits(status, value, expected):
    """Digits that nobody can read: bonus, wrong values, false positives of the number, whole head."""
    record = record_of("a.txt", gold(REPORT))
    field = text(value) if value else Text(status=Status(status), confidence=1.0)
    record = record.model_copy(update=head(code_number=field)(record))
    documents = [match_document("a.txt", ILLEGIBLE, record)]
    scores = score(documents)[0]
    number = next(figure for figure in scores.fields if figure.name == "number").counts
    assert (scores.covered_right, scores.covered_wrong, number.fp, whole_head(documents[0])) == expected
    assert number.fn == 0


def test_rows_beyond_the_label_are_left_out():
    """A label of the first rows of a longer table does not make the others wrong."""
    long = [[str(number), f"Tên số {number}", "", ""] for number in range(1, 46)]
    label = REPORT["tables"][0] | {"rows": long[:40], "rows_total": 45}
    whole = gold(REPORT, tables=[label])
    record = record_of("a.txt", gold(REPORT))
    record = record.model_copy(update=cells(*(row(each) for each in long))(record))
    figures = scored({"a.txt": record}, {"a.txt": whole})
    assert (figures["tables.cells"].counts.tp, figures["tables.cells"].counts.fp) == (80, 0)


def test_tables_are_brought_together_by_their_cells():
    """Order does not matter; a table that shares no cell is missed and spurious."""
    first = REPORT["tables"][0]
    second = first | {"rows": [["3", "Lê Văn Ba", "x", ""]], "rows_total": 1}
    label = gold(REPORT, tables=[first, second])
    record = record_of("a.txt", label).model_copy(
        update={"tables": tuple(table(each) for each in reversed(label.tables))}
    )
    assert scored({"a.txt": record}, {"a.txt": label})["tables.cells"].counts.f1 == 1.0


def test_two_signers_are_told_apart():
    """Blocks in another order are the same blocks."""
    second = {"authority": None, "capacity": None, "position": "CHÁNH VĂN PHÒNG", "name": "Lý Văn Thử"}
    label = gold(REPORT, signers=[*REPORT["signers"], second])
    record = record_of("a.txt", label)
    record = record.model_copy(update={"signers": record.signers[::-1]})
    assert scored({"a.txt": record}, {"a.txt": label})["signers"].counts.f1 == 1.0


def test_neither_the_order_of_documents_nor_of_items_changes_a_score():
    """Shuffled predictions, of documents and inside them, give the same figures, the order of lists aside."""
    shuffler = random.Random(3)
    first = match(assign_predictions(corpus(LABELS), RECORDS.values()))
    for _ in range(10):
        records = list(RECORDS.values())
        shuffler.shuffle(records)
        keys = ("recipients", "citations", "sections", "recommendations", "findings", "tables")
        shuffled = [
            record.model_copy(update={key: tuple(_shuffle(shuffler, getattr(record, key))) for key in keys})
            for record in records
        ]
        again = match(assign_predictions(corpus(LABELS), shuffled))
        assert [replace(scores, orders=()) for scores in score(again)] == [
            replace(scores, orders=()) for scores in score(first)
        ]


def _shuffle(shuffler, items):
    return shuffler.sample(items, len(items))


def test_the_same_document_twice_has_the_same_score():
    """Figures come from summed counts: doubling a corpus doubles counts and changes no ratio."""
    wrong = RECORDS["report.txt"].model_copy(update=head(place=ABSENT)(RECORDS["report.txt"]))
    one = score([match_document("a", LABELS["report.txt"], wrong)])[0]
    two = score([match_document(name, LABELS["report.txt"], wrong) for name in "ab"])[0]
    assert (one.head.counts.f1, one.head.counts.fn) == (two.head.counts.f1, two.head.counts.fn / 2)


@pytest.mark.parametrize(
    ("by_eye", "text_source", "judged", "abstained"),
    [
        pytest.param(True, "ocr", False, 1, id="abstaining on a scan is neither right nor wrong"),
        pytest.param(True, "digital", True, 0, id="digital digits can be read"),
        pytest.param(False, "ocr", True, 0, id="a plan marks what cannot be read"),
    ],
)
def test_digits_called_illegible_that_no_label_marks(by_eye, text_source, judged, abstained):
    """Labels written by eye mark no handwriting."""
    record = record_of("a.txt", gold(REPORT))
    record = record.model_copy(
        update={
            **head(code_number=Text(status=Status.ILLEGIBLE, confidence=0.5))(record),
            "source": record.source.model_copy(update={"text_source": text_source}),
        }
    )
    document = match_document("a.txt", gold(REPORT), record, by_eye=by_eye)
    assert (document.field("number") is not None, len(document.digits)) == (judged, abstained)
    assert score([document])[0].digits.of(Outcome.ABSTAINED) == abstained
