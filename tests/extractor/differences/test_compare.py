from __future__ import annotations

import pytest

from extractor.differences.compare import compare
from extractor.differences.model import Kind
from tests.extractor.differences.sets import ABSENT, differences, edited
from tests.extractor.writing.exports import NAMES, sample


def update(path, **values):
    """An edit: the object at a path of keys and indexes gets other values."""

    def edit(record):
        for key in path:
            record = record[key]
        record.update(values)

    return edit


def drop(name, index):
    """An edit: a list loses an item."""
    return lambda record: record[name].pop(index)


def double_space(record):
    """An edit: the same words with other white space, decomposed."""
    subject = record["document"]["subject"]
    subject["value"] = subject["raw"] = subject["value"].replace(" ", "  ").replace("ộ", "o\u0323\u0302")


def moved(record):
    """An edit: the same value from another place."""
    place = record["document"]["subject"]["evidence"][0]
    place["start"], place["end"] = place["start"] + 1, place["end"] + 1


FINDING = {"code": "missing.signer", "severity": "info", "message_vi": "Thiếu", "message_en": "None", "evidence": []}


@pytest.mark.parametrize("name", NAMES)
def test_a_record_does_not_differ_from_itself(name):
    """Read again, every sample is the same."""
    assert list(compare(name, sample(name), sample(name).model_copy(deep=True))) == []


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (update(["document", "place"], value="Khác", raw="Khác"), [("document.place", Kind.VALUE)]),
        (update(["document", "place"], **ABSENT), [("document.place", Kind.STATUS)]),
        (update(["document", "place"], confidence=0.3), [("document.place", Kind.CONFIDENCE)]),
        (update(["document", "place"], confidence=0.91), []),
        (update(["source"], pages=9), [("source.pages", Kind.VALUE)]),
        (double_space, []),
        (moved, [("document.subject", Kind.EVIDENCE)]),
        (drop("recipients", 0), [("recipients", Kind.ITEM_REMOVED)]),
        (drop("sections", 0), [("sections", Kind.ITEM_REMOVED)]),
        (update(["sections", 0], role="other"), [("sections.role", Kind.VALUE)]),
        (lambda r: r["recipients"].reverse(), []),
        (lambda r: r["findings"].pop(0), [("findings.struck.code_number", Kind.FINDING_GONE)]),
        (lambda r: r["findings"].append(FINDING), [("findings.missing.signer", Kind.FINDING_APPEARED)]),
        (update(["findings", 0], severity="error"), [("findings.struck.code_number", Kind.VALUE)]),
        (update(["provenance"], extractor_version="9"), []),
    ],
)
def test_each_change_is_named_once_by_field_and_kind(edit, expected):
    """A change gives one difference with its kind; one that nobody sees on paper gives none."""
    found = [(each.field, each.kind) for each in differences(edit)]

    assert found == expected


def test_both_sides_keep_value_status_and_place():
    """A difference shows what both records say and where."""
    (found,) = differences(update(["document", "place"], value="Khác", raw="Khác", confidence=0.5))

    assert found.a is not None
    assert found.b is not None
    assert (found.a.path, found.b.value, found.b.confidence) == ("document.place", "Khác", 0.5)
    assert found.a.value == "Mỹ Tho"
    assert found.a.evidence == found.b.evidence != ()


def test_cells_are_compared_by_row_and_column():
    """A row put in before the others is one added row; a changed cell is told by its own row in both tables."""

    def edit(record):
        rows = record["tables"][0]["rows"]
        rows[-1]["cells"][1]["text"] += " đổi"
        new = {"kind": "data", "cells": [dict(cell, text="hàng hoàn toàn khác") for cell in rows[0]["cells"]]}
        rows.insert(0, new)

    last = len(sample("bc-conflict.docx").tables[0].rows) - 1
    found = differences(edit, "bc-conflict.docx")

    assert [(each.field, each.kind) for each in found] == [
        ("tables.rows", Kind.ITEM_ADDED),
        ("tables.rows.cells", Kind.VALUE),
    ]
    assert [each.path if each else None for each in (found[1].a, found[1].b)] == [
        f"tables[0].rows[{last}].cells[1]",
        f"tables[0].rows[{last + 1}].cells[1]",
    ]


def test_a_document_that_was_not_read_differs_once():
    """Extracted here and failed there: one difference, not one for each field."""
    a, b = sample("bc-phuong.txt"), sample("broken/truncated.docx")

    found = [(each.kind, [side.value for side in (each.a, each.b) if side]) for each in compare("x", a, b)]

    assert found == [(Kind.RECORD_STATUS, ["extracted", "failed.corrupt"])]


def test_the_two_directions_mirror_each_other():
    """Comparing the other way round gives the same fields."""
    a, b = sample("bc-phuong.txt"), edited(lambda record: record["sections"].pop())

    assert [each.field for each in compare("x", a, b)] == [each.field for each in compare("x", b, a)]
