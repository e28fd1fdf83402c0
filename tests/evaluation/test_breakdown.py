from __future__ import annotations

import json
from dataclasses import replace

import pypdfium2 as pdfium
import pytest

from evaluation.breakdown import break_down
from evaluation.corpus import load_corpus
from evaluation.errors import GoldError
from evaluation.facets import BODY, KIND, TYPE, facets_of
from evaluation.inputs import kind_of
from evaluation.match import match
from evaluation.plans import Plan, plan_of
from evaluation.predictions import Predictions
from tests.evaluation.labels import ABSENT, NEWS, PLAN, REPORT, gold, labelled, record_of
from tests.evaluation.planting import head


def blank_pdf(path):
    """A PDF of one page without text."""
    document = pdfium.PdfDocument.new()
    document.new_page(595, 842)
    document.save(path)
    return path


def test_kinds_of_input(tmp_path):
    """By the suffix; a PDF without a text layer is a scan; what is no PDF is said to be unreadable."""
    (tmp_path / "broken.pdf").write_bytes(b"no PDF")
    assert kind_of(blank_pdf(tmp_path / "scan.pdf")) == "scan"
    assert kind_of(tmp_path / "broken.pdf") == "pdf-unreadable"
    assert [kind_of(tmp_path / name) for name in ("a.TXT", "a.docx", "a.png")] == ["txt", "docx", "picture"]


@pytest.mark.parametrize(
    ("label", "plan", "facets"),
    [
        (REPORT, None, {KIND: "docx", TYPE: "BC"}),
        (NEWS, None, {KIND: "docx", TYPE: "to be refused"}),
        (PLAN, Plan(body_seen=False), {KIND: "docx", TYPE: "KH", BODY: "unseen"}),
    ],
)
def test_facets(label, plan, facets):
    """What is not known of a document is left out."""
    document = replace(labelled("a.docx", gold(label)), kind="docx", plan=plan)
    assert dict(facets_of(document)) == facets


def test_a_breakdown_counts_errors_in_their_group():
    """Two seen and one unseen document, one error in the unseen one; a facet with one group is left out."""
    label = gold(REPORT)
    seen = [replace(labelled(f"{name}.txt", label), kind="txt", plan=Plan(body_seen=True)) for name in "ab"]
    unseen = replace(labelled("c.txt", label), kind="txt", plan=Plan(body_seen=False))
    records = [record_of(f"{name}.txt", label) for name in "abc"]
    records[2] = records[2].model_copy(update=head(place=ABSENT)(records[2]))
    pairs = tuple(zip([*seen, unseen], records, strict=True))
    (breakdown,) = break_down(match(Predictions(pairs, 0)))
    assert breakdown.facet == BODY
    assert [(group.subset, group.documents, group.head.counts.fn) for group in breakdown.groups] == [
        ("seen", 2, 0),
        ("unseen", 1, 1),
    ]


@pytest.fixture
def folder(tmp_path):
    """A labelled document with a plan."""
    (tmp_path / "a.txt").write_text("a", encoding="utf-8")
    (tmp_path / "a.gold.json").write_text(json.dumps(REPORT), encoding="utf-8")
    (tmp_path / "a.plan.json").write_text(json.dumps({"layout_seen": True, "seed": 5}), encoding="utf-8")
    return tmp_path


def test_a_plan_is_read_and_changes_the_fingerprint(folder):
    """Planted faults are a part of what is measured."""
    first = load_corpus(folder)
    (folder / "a.plan.json").write_text("{}", encoding="utf-8")
    second = load_corpus(folder)
    assert (first.documents[0].plan, second.documents[0].plan) == (Plan(layout_seen=True), Plan())
    assert first.fingerprint != second.fingerprint


@pytest.mark.parametrize("text", ["[]", "{", '{"split": 3}', '{"body_seen": "no"}', '{"faults": [{}]}'])
def test_what_is_no_plan_is_refused(folder, text):
    """The file is named."""
    (folder / "a.plan.json").write_text(text, encoding="utf-8")
    with pytest.raises(GoldError, match=r"a\.plan\.json"):
        load_corpus(folder)


def test_an_unknown_state_of_a_section_is_refused():
    """A misspelt state would silently ask for nothing."""
    with pytest.raises(ValueError, match="states"):
        plan_of({"sections": {"proposals": "gone"}})
