from __future__ import annotations

from dataclasses import replace

import pytest

from evaluation.match import match
from evaluation.metrics import Alarms, Counts, score
from evaluation.plans import Plan, plan_of
from evaluation.predictions import Predictions
from tests.evaluation.labels import NEWS, REPORT, finding, gold, labelled, record_of, unread

FAULTY = plan_of(
    {
        "split": "test",
        "faults": [{"code": "conflict.collaborator_count", "detail": "3"}, {"code": "format.leading_zero"}],
        "sections": {"proposals": "missing", "results": "present", "difficulties": "nil_answer", "next": "empty"},
        "refusal": None,
    }
)
CLEAN = plan_of({"sections": {"results": "present", "closing": "elsewhere", "other": "empty"}})
ASKED = (
    "missing.section.proposals",
    "nil.section.difficulties",
    "empty.section.next",
    "conflict.collaborator_count",
    "format.leading_zero",
)


def planted(faulty, clean):
    """The scores of a faulty and of a clean document with findings of these codes."""
    label = gold(REPORT)
    records = {"a.txt": faulty, "b.txt": clean}
    pairs = tuple(
        (
            replace(labelled(name, label), plan=FAULTY if name == "a.txt" else CLEAN),
            record_of(name, label).model_copy(update={"findings": tuple(map(finding, codes))}),
        )
        for name, codes in records.items()
    )
    return score(match(Predictions(pairs, 0)))[0]


def errors(scores):
    """Figures with an error, as (TP, FP, FN)."""
    counts = {figure.name.removeprefix("planted."): figure.counts for figure in scores.planted}
    return {name: (each.tp, each.fp, each.fn) for name, each in counts.items() if each.fp or each.fn}


def test_all_faults_found_and_nothing_else():
    """Every figure is whole, one of each kind was asked for."""
    scores = planted(ASKED, ())
    assert errors(scores) == {}
    assert [figure.counts.tp for figure in scores.planted if figure.counts.tp] == [1, 1, 1, 1, 1]
    assert scores.false_contradictions == Alarms(0, 1)


@pytest.mark.parametrize(
    ("faulty", "clean", "expected"),
    [
        pytest.param(ASKED[1:], (), {"missing_section": (0, 0, 1)}, id="a missing section not flagged"),
        pytest.param((*ASKED, "missing.section.results"), (), {"missing_section": (1, 1, 0)}, id="present one flagged"),
        pytest.param(
            (*(code for code in ASKED if code != "nil.section.difficulties"), "missing.section.difficulties"),
            (),
            {"missing_section": (1, 1, 0), "nil_section": (0, 0, 1)},
            id="a nil answer taken for a missing section",
        ),
        pytest.param(ASKED, ("missing.section.closing",), {"missing_section": (1, 1, 0)}, id="under another heading"),
        pytest.param(ASKED, ("missing.section.budget", "empty.section.other"), {}, id="sections nothing is known of"),
        pytest.param(
            tuple(code for code in ASKED if not code.startswith("conflict")),
            (),
            {"contradiction": (0, 0, 1)},
            id="a contradiction missed",
        ),
        pytest.param(
            (*ASKED, "chronology.cites_the_future"), (), {"contradiction": (1, 1, 0)}, id="a second one invented"
        ),
        pytest.param(ASKED[:-1], (), {"other": (0, 0, 1)}, id="a slip of form missed"),
        pytest.param((*ASKED, "format.other"), ("format.leading_zero",), {}, id="further findings are not judged"),
    ],
)
def test_each_fault_is_counted_where_it_is(faulty, clean, expected):
    """One error changes the counts of its figure, and of no other."""
    assert errors(planted(faulty, clean)) == expected


def test_false_alarms_are_counted_on_clean_documents():
    """Two false contradictions in the one clean document; the faulty one is none of them."""
    scores = planted((*ASKED, "conflict.table_total"), ("conflict.table_total", "chronology.cites_the_future"))
    assert (scores.false_contradictions, scores.false_contradictions.per_hundred) == (Alarms(2, 1), 200.0)


def test_a_failed_document_raises_no_false_alarm_and_earns_nothing():
    """It misses its faults and leaves the documents among which false alarms are counted."""
    label = gold(REPORT)
    plans = {"a.txt": FAULTY, "b.txt": CLEAN}
    pairs = tuple((replace(labelled(n, label), plan=p), unread(n, "failed.corrupt")) for n, p in plans.items())
    scores = score(match(Predictions(pairs, 0)))[0]
    assert {figure.name: figure.counts.fn for figure in scores.planted}["planted.missing_section"] == 1
    assert (scores.false_contradictions, scores.false_counts) == (Alarms(0, 0), Alarms(0, 0))


@pytest.mark.parametrize(
    ("given", "refusal", "reason"),
    [
        ("refused.language", Counts(1, 0, 0), Counts(1, 0, 0)),
        ("refused.not_administrative", Counts(1, 0, 0), Counts(0, 1, 1)),
        ("failed.corrupt", Counts(0, 0, 1), Counts(0, 0, 1)),
    ],
)
def test_refusals_and_their_reasons(given, refusal, reason):
    """A failure is no refusal; a refusal for another reason is half right."""
    document = replace(labelled("a.txt", gold(NEWS)), plan=Plan(refusal="refused.language"))
    scores = score(match(Predictions(((document, unread("a.txt", given)),), 0)))[0]
    figures = {figure.name: figure.counts for figure in scores.planted}
    assert (figures["planted.refusal"], figures["planted.refusal_reason"]) == (refusal, reason)
