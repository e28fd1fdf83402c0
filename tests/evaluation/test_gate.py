from __future__ import annotations

import math
from dataclasses import replace

import pytest

from evaluation.gate import Floors, GateError, Today, breaches, load_floors, measure, pin, save_floors
from evaluation.match import match
from evaluation.predictions import assign_predictions
from evaluation.report import Evaluation
from tests.evaluation.labels import ABSENT, corpus, unread
from tests.evaluation.planting import LABELS, RECORDS, head

TODAY = Today("f" * 64, 17, high={"head": 0.98, "sections": 0.9}, low={"failures": 1.0})
PINNED = Floors(fingerprint="f" * 64, documents=17, floors={"head": 0.98, "sections": 0.9}, ceilings={"failures": 1.0})


@pytest.mark.parametrize(
    ("changes", "lines"),
    [
        ({}, []),
        ({"high": {"head": 1.0, "sections": 0.9}, "low": {"failures": 0.0}}, []),
        ({"high": {"head": 0.9799, "sections": 0.9}}, ["head: 0.9799 is below the floor 0.9800"]),
        ({"high": {"head": 0.98}}, ["sections: nothing is below the floor 0.9000"]),
        ({"low": {"failures": 2.0}}, ["failures: 2.0000 is above the ceiling 1.0000"]),
        ({"low": {}}, ["failures: nothing is above the ceiling 1.0000"]),
    ],
)
def test_breaches(changes, lines):
    """A figure that vanished is a breach like one that sank."""
    assert list(breaches(PINNED, replace(TODAY, **changes))) == lines


def test_a_changed_corpus_is_told_and_nothing_else():
    """Figures of two corpora are not comparable, higher ones neither."""
    (line,) = breaches(PINNED, replace(TODAY, fingerprint="0" * 64, documents=3, high={}))
    assert line.startswith("the corpus changed: pinned ffffffffffff (17 documents), today 000000000000 (3)")


@pytest.mark.parametrize("reason", [None, "", "  "])
@pytest.mark.parametrize(
    "changes", [{"high": {"head": 0.5, "sections": 0.9}}, {"low": {"failures": 2.0}}, {"high": {}}]
)
def test_nothing_goes_down_without_a_reason(changes, reason):
    """Neither on the same corpus nor on another."""
    for fingerprint in ("f" * 64, "0" * 64):
        with pytest.raises(GateError, match="--lower --reason"):
            pin(PINNED, replace(TODAY, fingerprint=fingerprint, **changes), reason)


def test_a_lowered_floor_is_kept_with_its_reason():
    """Raised ones need none; earlier reasons stay."""
    first = pin(PINNED, replace(TODAY, high={"head": 0.5, "sections": 1.0}), "gold corrected")
    second = pin(first, replace(TODAY, high={"head": 0.5}, low={"failures": 0.0}), " sections are labelled anew ")
    assert (first.floors, second.floors) == ({"head": 0.5, "sections": 1.0}, {"head": 0.5})
    assert [(each.figure, each.before, each.after, each.reason) for each in second.lowered] == [
        ("head", 0.98, 0.5, "gold corrected"),
        ("sections", 1.0, None, "sections are labelled anew"),
    ]


def test_pinning_again_at_the_same_values_changes_nothing(tmp_path):
    """Saved and read back, floors are the same and hold."""
    save_floors(tmp_path / "floors.json", pin(PINNED, TODAY, None))
    floors = load_floors(tmp_path / "floors.json")
    assert floors == pin(None, TODAY, None) == PINNED
    assert breaches(floors, TODAY) == ()


@pytest.mark.parametrize("text", ["", "[]", '{"fingerprint": 3}'])
def test_what_is_no_file_of_floors(tmp_path, text):
    """The path is named."""
    path = tmp_path / "floors.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(GateError, match=r"floors\.json"):
        load_floors(path)


def evaluation(records):
    """A scoring of these records."""
    return Evaluation("f" * 64, match(assign_predictions(corpus(LABELS), records.values())))


def test_what_is_measured_is_rounded_to_the_safe_side():
    """One of thirteen head values is missed: F1 26/27 is rounded down, so that the same run passes its own floor."""
    report = RECORDS["report.txt"]
    wrong = RECORDS | {"report.txt": report.model_copy(update=head(place=ABSENT)(report))}
    today = measure(evaluation(wrong))
    assert today.high["head"] == math.floor(10_000 * 26 / 27) / 10_000
    assert breaches(pin(None, today, None), today) == ()
    assert breaches(pin(None, measure(evaluation(RECORDS)), None), today) != ()


def test_a_failed_document_breaches_the_ceiling_of_failures():
    """And the floors of what it misses."""
    failed = measure(evaluation(RECORDS | {"plan.txt": unread("plan.txt", "failed.crash")}))
    lines = breaches(pin(None, measure(evaluation(RECORDS)), None), failed)
    assert any(line.startswith("failures: 1.0000") for line in lines)
    assert any(line.startswith("whole_head: 0.5000") for line in lines)
