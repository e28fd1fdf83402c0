"""Confidences on their curves: what is calibrated, and what is left as the rules gave it."""

from __future__ import annotations

import pytest

from extractor import vocabulary
from extractor.pipeline import process_bytes
from extractor.rules.confidence import as_rules_give_them, calibrated, on_curve
from extractor.text.passage import MOST_SURE_OF_PICTURES
from schemas.fields import Source
from tests.extractor.checks.documents import REPORT


@pytest.mark.parametrize(("given", "share"), [(0.0, 0.2), (0.5, 0.2), (0.7, 0.6), (0.9, 1.0), (1.0, 1.0)])
def test_a_curve_is_straight_between_its_points_and_flat_beyond(given: float, share: float) -> None:
    """Two points at 0.5 and 0.9."""
    assert on_curve([[0.5, 0.2], [0.9, 1.0]], given) == share


def test_values_with_a_curve_are_changed_and_others_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    """A place has a curve here; the type has none, and an absent urgency tells nothing."""
    with as_rules_give_them():
        record = process_bytes(REPORT.encode(), "a.txt").record
    curves = {"digital": {"document.place": [[0.9, 0.5]], "document.urgency": [[0.9, 0.5]]}}
    monkeypatch.setattr(vocabulary, "load", {"confidence": curves}.__getitem__)

    changed = calibrated(record)

    assert record.document is not None
    assert changed.document is not None
    assert changed.document.place.confidence == 0.5
    assert changed.document.place.value == record.document.place.value
    assert changed.document.type == record.document.type
    assert changed.document.urgency == record.document.urgency


def test_a_record_without_a_document_stays_as_it_is() -> None:
    """Nothing was read, so nothing is sure."""
    record = process_bytes(b"Nothing to say.", "note.txt").record
    assert calibrated(record) is record


@pytest.mark.parametrize(
    ("path", "source", "most"),
    [
        ("document.place", Source.OCR, MOST_SURE_OF_PICTURES),
        ("document.place", Source.TEXT, 0.99),
        ("document.type", Source.OCR, 0.99),
    ],
)
def test_a_curve_makes_no_word_of_a_picture_sure(
    monkeypatch: pytest.MonkeyPatch, path: str, source: Source, most: float
) -> None:
    """Many values of a curve are right and one is misread; a closed list is what bears a reading out."""
    with as_rules_give_them():
        record = process_bytes(REPORT.encode(), "a.txt").record
    assert record.document is not None
    name = path.rsplit(".", 1)[1]
    field = getattr(record.document, name).model_copy(update={"source": source})
    document = record.document.model_copy(update={name: field})
    monkeypatch.setattr(vocabulary, "load", {"confidence": {"digital": {path: [[0.5, 0.99]]}}}.__getitem__)

    changed = calibrated(record.model_copy(update={"document": document}))

    assert changed.document is not None
    assert getattr(changed.document, name).confidence == most
