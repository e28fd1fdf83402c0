from __future__ import annotations

import json

import pytest

from extractor.decisions.applying import applied
from extractor.decisions.gold import HEAD, label_of
from extractor.differences.compare import compare
from extractor.differences.labels import labelled, labelled_lines
from extractor.differences.sets import compare_sets
from extractor.errors import UsageError
from tests.extractor.decisions.deciding import accept, decided
from tests.extractor.differences.sets import lines
from tests.extractor.writing.exports import sample

A = sample("bc-phuong.txt")
LISTS = ("signers", "recipients", "citations", "sections", "recommendations", "responds_to")


def whole(record):
    """The label of a record that was accepted whole."""
    paths = [f"document.{name}" for name in HEAD.values()]
    found = label_of(applied(record, decided(record, *map(accept, (*paths, *LISTS)))))
    assert found is not None
    return found.label


LABEL = whole(A)


@pytest.mark.parametrize("name", ["bc-phuong.txt", "bc-xa.pdf", "bc-so.docx", "kh-tinh.docx"])
def test_a_record_does_not_differ_from_its_own_label(name):
    """What was accepted whole is what the label says."""
    record = sample(name)

    assert list(compare(name, record, labelled(record, whole(record)))) == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"place": "Huế"}, ["document.place"]),
        ({"place": "MỸ THO."}, []),
        ({"place": None}, ["document.place"]),
        ({"number": "0207"}, []),
        ({"number": "208"}, ["document.code_number"]),
        ({"number": None, "number_status": "blank"}, ["document.code_number"]),
        ({"number": None, "number_status": "absent"}, ["document.code_number"]),
        ({"date": None, "date_status": "partial", "date_partial": "2026-04"}, ["document.issued_date"]),
        ({"date": "2026-04-15"}, ["document.issued_date"]),
        ({"recipients": LABEL["recipients"][1:]}, ["recipients"]),
        ({"recipients": [*LABEL["recipients"], "Thêm"]}, ["recipients"]),
        ({"citations": LABEL["citations"][::-1]}, []),
        ({"citations": LABEL["citations"][1:]}, ["citations"]),
        (
            {"citations": [{"ref": "X", "date": None, "also_printed": [LABEL["citations"][0]["ref"]]}]},
            ["citations"] * 2,
        ),
        ({"sections": [*LABEL["sections"], {"label": "IX", "level": 1, "heading": "Cuối"}]}, ["sections"]),
        ({"sections": [{**LABEL["sections"][0], "heading": "Khác hẳn"}, *LABEL["sections"][1:]]}, ["sections.heading"]),
        ({"signers": [{**LABEL["signers"][0], "name": "Người Khác"}]}, ["signers.full_name"]),
        ({"responds_to": "9/UBND-VX"}, ["responds_to"]),
        ({"unsure": ["place"], "place": "Huế"}, []),
        ({"unlabelled": ["recipients"], "recipients": []}, []),
        ({"is_administrative": False}, []),
    ],
)
def test_what_a_label_says_otherwise_is_a_difference(change, expected):
    """By field; letters that stand for the same are no difference, nor is what the label leaves out."""
    assert [each.field for each in compare("x", A, labelled(A, {**LABEL, **change}))] == expected


def test_a_refused_record_is_left_to_the_evaluation():
    """It has no fields to be compared."""
    assert labelled(sample("news.txt"), LABEL) is sample("news.txt")


@pytest.mark.parametrize(
    "label", [{"recipients": 5}, {"date": "today"}, {"number": "1", "number_status": "x"}, {"citations": [{}]}]
)
def test_a_label_of_another_form_is_refused(label):
    """One line that names the record."""
    with pytest.raises(UsageError, match=r"bc-phuong.txt: its gold label is not as docs/gold.md"):
        labelled(A, label)


def test_records_meet_their_labels_by_name(tmp_path):
    """Records without a label are left out of both sets."""
    (tmp_path / "bc-phuong.gold.json").write_text(json.dumps({**LABEL, "place": "Huế"}))

    a, b = labelled_lines(lines(A, sample("bc-nil.txt")), tmp_path)
    comparison = compare_sets(a, b)

    assert (comparison.size_a, [each.field for each in comparison.differences]) == (1, ["document.place"])


@pytest.mark.parametrize("text", ["{", "[]", '"x"'])
def test_a_file_that_is_no_label_is_named(tmp_path, text):
    """The error names the file."""
    (tmp_path / "bc-phuong.gold.json").write_text(text)
    _, b = labelled_lines(lines(A), tmp_path)

    with pytest.raises(UsageError, match=r"bc-phuong\.gold\.json is no gold label"):
        list(b())
