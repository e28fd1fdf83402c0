from __future__ import annotations

from typing import Any

import pytest

from extractor.review.attention import Why, band_of, needs_look
from extractor.review.fields import readings
from tests.extractor.differences.sets import ABSENT, edited
from tests.extractor.writing.exports import NAMES, sample


def found(edit):
    """Why and where, beyond what the sample itself needs."""
    before = {(look.why, look.place.path) for look in needs_look(sample("bc-nil.txt"))}
    return [
        (look.why, look.place.path)
        for look in needs_look(edited(edit, "bc-nil.txt"))
        if (look.why, look.place.path) not in before
    ]


def place(**values):
    """An edit of the field `place`."""
    return lambda record: record["document"]["place"].update(values)


FINDING = {"code": "conflict.x", "severity": "warning", "message_vi": "m", "message_en": "m", "evidence": []}


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (place(confidence=0.9), []),
        (place(confidence=0.89), [(Why.DOUBTFUL, "document.place")]),
        (place(**{**ABSENT, "confidence": 0.95}), []),
        (place(**{**ABSENT, "confidence": 0.4}), [(Why.DOUBTFUL, "document.place")]),
        (place(**{**ABSENT, "status": "illegible"}), [(Why.ILLEGIBLE, "document.place")]),
        (place(**{**ABSENT, "status": "blank"}), [(Why.BLANK, "document.place")]),
        (
            lambda record: record["document"]["issued_date"].update(ABSENT, status="partial", partial="2026-04"),
            [(Why.INCOMPLETE, "document.issued_date")],
        ),
        (lambda record: record.update(findings=[FINDING]), [(Why.CONTRADICTORY, "findings[0]")]),
        (lambda record: record.update(findings=[dict(FINDING, severity="info")]), []),
        (
            lambda record: record.update(status="partial", reason={"code": "partial.timeout", "message": "m"}),
            [(Why.CUT, "")],
        ),
    ],
)
def test_what_needs_a_look_and_why(edit, expected):
    """Doubtful, unread, open and contradictory things are looked at; sure and absent ones are not."""
    assert found(edit) == expected


@pytest.mark.parametrize(("name", "whys"), [("broken/truncated.docx", [Why.FAILED]), ("news.txt", [])])
def test_failed_needs_a_look_and_refused_does_not(name, whys):
    """Refusing is a normal outcome."""
    assert [look.why for look in needs_look(sample(name))] == whys


@pytest.mark.parametrize(("confidence", "band"), [(0, 0), (0.49, 0), (0.5, 1), (0.89, 1), (0.9, 2), (1, 2)])
def test_bands_begin_at_their_lower_end(confidence, band):
    """A confidence of 0.9 is sure."""
    assert band_of(confidence) == band


@pytest.mark.parametrize("name", NAMES)
def test_every_path_leads_to_its_reading(name):
    """A path is how the value is reached in the record."""
    record = sample(name)
    for placed in readings(record):
        target: Any = record
        for part in placed.place.path.replace("[", ".[").split("."):
            target = target[int(part[1:-1])] if part.startswith("[") else getattr(target, part)
        assert target is placed.reading
