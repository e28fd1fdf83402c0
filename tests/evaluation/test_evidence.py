from __future__ import annotations

from dataclasses import replace

import numpy as np
import pypdfium2 as pdfium
import pytest

from evaluation.evidence import claims, ground
from evaluation.grounding import check_grounding, grounding_errors, grounding_json, grounding_text
from evaluation.ink import SCALE, check_ink, share_inside
from evaluation.inputs import DIGITAL
from evaluation.predictions import Predictions
from schemas.evidence import BlockEvidence, Box, PageEvidence
from schemas.fields import Status, Text
from tests.evaluation.labels import PLAN, REPORT, changed_head, gold, labelled, record_of, unread

BOXES = (Box(10, 10, 50, 22),)
TEXT = "Hòa Bình, ngày\n12 tháng 3"


def field(raw, *spans, page=None, boxes=BOXES):
    """A field with this raw text at these spans."""
    evidence = tuple(
        PageEvidence(page=page, start=start, end=end, boxes=boxes)
        if page
        else BlockEvidence(path="p", start=start, end=end)
        for start, end in spans
    )
    return Text(value=raw, raw=raw, status=Status.PRESENT, confidence=1.0, evidence=evidence)


def placed(value):
    """A record of which one field alone makes a claim."""
    record = record_of("a.txt", gold(PLAN, signers=[], recipients=[], citations=[], sections=[], responds_to=None))
    assert record.document is not None
    absent = Text(status=Status.ABSENT, confidence=1.0)
    names = [name for name, each in type(record.document).model_fields.items() if each.annotation is Text]
    date = record.document.issued_date.model_copy(update={"evidence": ()})
    return changed_head(record, issued_date=date, **dict.fromkeys(names, absent) | {"place": value})


@pytest.mark.parametrize(
    ("value", "right"),
    [
        pytest.param(field("Hòa Bình", (0, 8)), True, id="one slice"),
        pytest.param(field("ngày\n12", (10, 14), (15, 17)), True, id="slices joined by a line feed"),
        pytest.param(field("Hòa Bình", (1, 9)), False, id="one character aside"),
        pytest.param(field("Hoà Bình", (0, 8)), False, id="another spelling of the same word"),
        pytest.param(field("ngày 12", (10, 14), (15, 17)), False, id="joined otherwise"),
        pytest.param(field("12 tháng 3", (15, 99)), False, id="beyond the text"),
    ],
)
def test_raw_text_has_to_stand_at_the_span(value, right):
    """The field is named by its path."""
    grounding = ground(placed(value), TEXT)
    assert (grounding.claims, grounding.right) == (1, int(right))
    assert [claim.path for claim in grounding.false] == ([] if right else ["document.place"])


def test_every_kind_of_field_is_held_to_it():
    """Head, signers, lists, mentions of a record of a full label make claims."""
    paths = {claim.path for claim in claims(record_of("a.txt", gold(REPORT)))}
    assert {"document.place", "signers[0].full_name", "recipients[2]", "citations[1].ref"} < paths


def test_a_span_on_a_page_needs_a_box():
    """A desk could not show it."""
    grounding = ground(placed(field("Hòa Bình", (0, 8), page=1, boxes=())), TEXT)
    assert [claim.path for claim in grounding.boxless] == ["document.place"]


def page_of_ink(*bands):
    """A page of 100 by 100 points with striped ink from x 20 to 60 in these bands of y."""
    ink = np.zeros((int(100 * SCALE), int(100 * SCALE)), dtype=np.bool_)
    for top, bottom in bands:
        ink[int(top * SCALE) : int(bottom * SCALE), int(20 * SCALE) : int(60 * SCALE) : 2] = True
    return ink


@pytest.mark.parametrize(
    ("box", "share"),
    [
        pytest.param(Box(20, 30, 60, 40), 1.0, id="the line"),
        pytest.param(Box(15, 28, 65, 42), 1.0, id="wider than the line"),
        pytest.param(Box(30, 30, 40, 40), 1.0, id="one word of it"),
        pytest.param(Box(20, 35, 60, 45), 0.5, id="half a line too low"),
        pytest.param(Box(20, 80, 60, 90), 0.0, id="white paper"),
        pytest.param(Box(70, 30, 90, 40), 0.0, id="beside the line"),
        pytest.param(Box(200, 300, 260, 310), 0.0, id="outside the page"),
    ],
)
def test_share_of_the_ink_of_a_line(box, share):
    """A line of ink from 30 to 40, another below it from 45 on."""
    assert share_inside(page_of_ink((30, 40), (45, 55)), box) == pytest.approx(share)


def test_a_line_ends_where_ink_thins_and_grows_again():
    """A thin row joins two lines: the second one does not belong to the box of the first."""
    ink = page_of_ink((30, 40), (42, 52))
    ink[80:84, 50:52] = True
    assert share_inside(ink, Box(20, 30, 60, 40)) > 0.95


def test_a_ruling_is_no_part_of_a_line():
    """Letters touch the rule of their cell: the rule does not count against the box."""
    ink = page_of_ink((30, 40))
    ink[80:82, 40:120] = True
    assert share_inside(ink, Box(20, 30, 60, 40)) == 1.0


@pytest.fixture
def pdf(tmp_path):
    """One white page."""
    document = pdfium.PdfDocument.new()
    document.new_page(100, 100)
    document.save(tmp_path / "a.pdf")
    return tmp_path / "a.pdf"


def test_a_box_on_white_paper_or_on_no_page_holds_nothing(pdf):
    """Both are measured, neither ends the check."""
    record = placed(field("Hòa Bình", (0, 8), page=1))
    beyond = placed(field("Hòa Bình", (0, 8), page=9))
    made = [*claims(record), *claims(beyond)]
    assert [(each.page, each.share) for each in check_ink(pdf, made, 5)] == [(1, 0.0), (9, 0.0)]


def test_grounding_over_two_documents(pdf):
    """One document right, one with a false span and a box on white paper; the JSON holds counts alone."""
    record = placed(field("Hòa Bình", (0, 8)))
    wrong = placed(field("Hà Nội", (0, 6), page=1))
    documents = [labelled("a.txt", gold(PLAN)), replace(labelled("a.pdf", gold(PLAN)), path=pdf, kind=DIGITAL)]
    scores = check_grounding(Predictions(tuple(zip(documents, (record, wrong), strict=True)), 0), [TEXT, TEXT])
    assert grounding_text(scores) == (
        "evidence: raw text at the span 1 of 2\n"
        "boxes on a sample: 0 of 1 hold at least 95% of the ink of their line, mean 0.000\n"
    )
    assert grounding_errors(scores) == (
        'a.pdf  document.place: raw text does not stand at the span (raw "Hà Nội", 0–6)\n'
        'a.pdf  document.place: box on page 1 holds 0.00 of the ink (raw "Hà Nội", 0–6)\n'
    )
    assert grounding_json(scores) == {"claims": 2, "right": 1, "sampled_boxes": 1, "covered_boxes": 0, "mean_ink": 0.0}


def test_a_document_without_text_grounds_nothing():
    """A record of a file that cannot be read may claim nothing."""
    pairs = ((labelled("a.txt", gold(PLAN)), placed(field("Hòa Bình", (0, 8)))),)
    assert check_grounding(Predictions(pairs, 0), [None]).right == 0
    empty = ((labelled("a.txt", gold(PLAN)), unread("a.txt", "failed.corrupt")),)
    assert check_grounding(Predictions(empty, 0), [None]).claims == 0
