from __future__ import annotations

import json

import pytest

from evaluation.gold import load_gold
from evaluation.match import match_document
from extractor.decisions.applying import applied
from extractor.decisions.gold import HEAD, ROWS, label_of, label_text
from schemas.fields import Status
from tests.extractor.decisions.deciding import ONE, TWO, absent, accept, decided, edit, reject
from tests.extractor.differences.sets import ABSENT, edited
from tests.extractor.writing.exports import sample

A = sample("bc-phuong.txt")
LISTS = ("signers", "recipients", "citations", "sections", "recommendations", "appendices", "tables")
BESIDE = ("findings", "collaborators.counts")
"""Lists of the record that keys of a label are made of which name no list."""


def label(record, *acts):
    """The label that decisions make, None where they settle nothing."""
    found = label_of(applied(record, decided(record, *acts)))
    return found.label if found else None


@pytest.mark.parametrize("name", ["bc-phuong.txt", "bc-xa.pdf", "bc-so.docx", "kh-tinh.docx", "bc-conflict.docx"])
def test_a_record_that_was_accepted_whole_scores_without_a_fault(tmp_path, name):
    """What persons settled is read by the evaluation, and the record they accepted has no error against it."""
    record = sample(name)
    acts = [accept(f"document.{field}") for field in HEAD.values()]
    found = label(record, *acts, *map(accept, (*LISTS, *BESIDE)))
    path = tmp_path / "x.gold.json"
    path.write_text(label_text(found), encoding="utf-8")

    gold = load_gold(path)
    judged = {each.field: each.alignment for each in match_document(name, gold, record).fields}

    assert "signature" in gold.unlabelled
    assert not {"missing", "collaborators"} & set(gold.unlabelled)
    assert {field for field, each in judged.items() if each.missed or each.spurious} == set()
    assert {"number", "citations", "sections", "tables.cells", "missing", "collaborators"} <= judged.keys()


def test_only_what_a_person_settled_is_labelled():
    """Everything else is named as unlabelled and has no value at all."""
    found = label(A, accept("document.place"), edit("document.issued_date", "3/2026"), absent("document.urgency"))

    assert {key: value for key, value in found.items() if key != "unlabelled"} == {
        "is_administrative": True,
        "place": "Mỹ Tho",
        "date": None,
        "date_status": "partial",
        "date_partial": "2026-03",
        "urgency": None,
    }
    assert {"number", "number_status", "recipients", "signature"} <= set(found["unlabelled"])


@pytest.mark.parametrize(
    "acts",
    [
        [],
        [reject("document.place")],
        [(ONE, accept("document.place")), (TWO, edit("document.place", "Huế"))],
        [accept("recipients[0]"), reject("citations[0]")],
        [accept("findings[0]")],
    ],
)
def test_what_is_not_settled_is_no_gold(acts):
    """Rejected without the right value, disputed, an item of a list: none says what the paper says."""
    assert label(A, *acts) is None


def test_what_is_open_again_is_no_gold():
    """A decision about words that are no longer there settles nothing."""
    now = edited(lambda record: record["document"]["place"].update(value="X", raw="X"))

    assert label_of(applied(now, decided(A, accept("document.place")))) is None


def test_a_list_is_labelled_as_decided():
    """Rejected items are not in it, edited ones are as edited."""
    first, second = (each.value for each in A.recipients[:2])
    found = label(A, reject("recipients[0]"), edit("recipients[1]", f"{second} X"), accept("recipients"))

    assert first not in found["recipients"]
    assert f"{second} X" in found["recipients"]


def test_a_page_that_was_rightly_refused_is_a_label(tmp_path):
    """A person agrees that it is no administrative document: then there is nothing to find."""
    found = label(sample("news.txt"), accept(""))
    path = tmp_path / "x.gold.json"
    path.write_text(json.dumps(found))

    gold = load_gold(path)

    assert (gold.is_administrative, gold.citations, gold.unlabelled) == (False, (), ("signature", "missing"))
    assert label(sample("broken/truncated.docx"), accept("")) is None


def test_long_tables_are_cut_as_labels_are():
    """At most 40 rows, and how many there are."""

    def grow(record):
        table = record["tables"][0]
        table["rows"] = [dict(table["rows"][0], kind="data")] * (ROWS + 5)

    (table,) = label(edited(grow, "bc-conflict.docx"), accept("tables"))["tables"][:1]

    assert (len(table["rows"]), table["rows_total"]) == (ROWS, ROWS + 5)


def test_a_value_that_a_label_has_no_word_for_is_left_out():
    """A subject that a person cannot read is settled, and no label can say it."""
    record = edited(
        lambda r: r["document"]["subject"].update(value=None, raw=None, status=Status.ILLEGIBLE.value, evidence=[])
    )

    assert "subject" in label(record, accept("document.subject"), accept("document.place"))["unlabelled"]


def counted(*counts):
    """The record with these counts of collaborators: value, meaning, unit of count."""

    def count(value, meaning, unit):
        place = [{"kind": "block", "path": "p[1]", "start": 0, "end": 2}]
        said = {"status": "present", "confidence": 0.9, "evidence": place}
        given = {"value": unit, "raw": unit, **said} if unit else ABSENT
        number = {"value": value, "raw": f"{value:02}", **said}
        others = {"of_whom": ABSENT, "organ_or_place": ABSENT, "as_of": ABSENT}
        return {"value": number, "unit_of_count": given, **others, "meaning": meaning, "kind": None}

    return edited(lambda record: record["collaborators"].update(counts=[count(*each) for each in counts]))


@pytest.mark.parametrize(
    ("counts", "total", "others"),
    [
        ([], None, None),
        ([(2, "current", "người")], (2, "current"), []),
        ([(9, "planned", None), (2, "current", None)], (2, "current"), [9]),
        ([(3, "current", "đội"), (14, "current", "đồng chí")], (14, "current"), [3]),
        ([(9, "needed", None), (4, "planned", None)], (9, "needed"), [4]),
        ([(3, "current", "Tổ")], None, None),
    ],
)
def test_the_count_of_a_label_is_that_of_persons_today(counts, total, others):
    """Teams are never the total; where nobody is counted today the first number of another meaning is."""
    found = label(record := counted(*counts), accept("collaborators.counts"))["collaborators"]

    assert (found is None) == (total is None)
    if found is not None:
        assert ((found["total"], found["meaning"]), [each["value"] for each in found["others"]]) == (total, others)
    assert "collaborators" in label(record, accept("document.place"))["unlabelled"]


def test_missing_parts_are_what_findings_say_once_they_are_settled():
    """A false alarm is no missing part; findings that nobody settled as a whole say nothing."""
    codes = ("missing.recipients", "missing.number", "missing.section.next", "blank.issued_date")
    finding = {"severity": "error", "message_vi": "m", "message_en": "m", "evidence": []}
    record = edited(lambda each: each.update(findings=[finding | {"code": code, "message_vi": code} for code in codes]))

    assert label(record, accept("findings"))["missing"] == ["number", "recipients"]
    assert label(record, accept("findings"), reject("findings[0]"))["missing"] == ["number"]
    assert "missing" in label(record, accept("document.place"), reject("findings[0]"))["unlabelled"]


def test_a_signature_is_labelled_where_the_file_proves_it():
    """Signers that were accepted, with the signature in the file: digital. Ink and stamps no record knows."""
    certificate = dict.fromkeys(("signer", "organ", "signed_at", "intact"), ABSENT)
    signed = edited(lambda record: record["signers"][0].update(digital_signature=certificate))

    assert label(signed, accept("signers"))["signature"] == "digital"
    assert "signature" in label(signed, accept("recipients"))["unlabelled"]
    assert "signature" in label(A, accept("signers"))["unlabelled"]
