from __future__ import annotations

import json

from evaluation.figures import json_report
from evaluation.match import match
from evaluation.predictions import assign_predictions
from evaluation.report import Evaluation, error_report, text_report
from tests.evaluation.labels import NEWS, PLAN, REPORT, changed_head, corpus, gold, record_of, text, unread

LABELS = {
    "news.txt": gold(NEWS),
    "plan.txt": gold(PLAN),
    "report.txt": gold(REPORT),
    "scan.pdf": gold(REPORT),
}

TEXT = """\
corpus 0123456789ab: 4 documents, 3 of them administrative
failed: 1 of 4
  failed.needs_ocr_engine: 1
    scan.pdf
not failed: extracted 2, partial 0, refused 1

all documents: N = 4 of 4
field              rule       n    TP    FP    FN      P      R     F1 | 95 % of F1  strict folded   soft
head               folded    22    13     1     9  0.929  0.591  0.722 | 0.000–1.000  0.722  0.722  0.722
number             folded     2     1     0     1  1.000  0.500  0.667 | 0.000–1.000  0.667  0.667  0.667
notation           folded     3     2     0     1  1.000  0.667  0.800 | 0.000–1.000  0.800  0.800  0.800
type               folded     3     2     0     1  1.000  0.667  0.800 | 0.000–1.000  0.800  0.800  0.800
date               folded     3     2     0     1  1.000  0.667  0.800 | 0.000–1.000  0.800  0.800  0.800
place              folded     3     1     1     2  0.500  0.333  0.400 | 0.000–1.000  0.400  0.400  0.400
parent_issuer      folded     2     1     0     1  1.000  0.500  0.667 | 0.000–1.000  0.667  0.667  0.667
issuer             folded     3     2     0     1  1.000  0.667  0.800 | 0.000–1.000  0.800  0.800  0.800
subject            folded     3     2     0     1  1.000  0.667  0.800 | 0.000–1.000  0.800  0.800  0.800
number_status      strict     3     2     0     1  1.000  0.667  0.800 | 0.000–1.000  0.800  0.800  0.800
date_status        strict     3     2     0     1  1.000  0.667  0.800 | 0.000–1.000  0.800  0.800  0.800
signers            folded    12     8     0     4  1.000  0.667  0.800 | 0.000–1.000  0.800  0.800  0.800
signers.authority  folded     3     2     0     1  1.000  0.667  0.800 | 0.000–1.000  0.800  0.800  0.800
signers.capacity   folded     3     2     0     1  1.000  0.667  0.800 | 0.000–1.000  0.800  0.800  0.800
signers.position   folded     3     2     0     1  1.000  0.667  0.800 | 0.000–1.000  0.800  0.800  0.800
signers.name       folded     3     2     0     1  1.000  0.667  0.800 | 0.000–1.000  0.800  0.800  0.800
urgency            folded     0     0     1     0  0.000      -  0.000 | 0.000–0.793  0.000  0.000  0.000
confidentiality    folded     0     0     0     0      -      -      - | -                -      -      -
recipients         soft       9     5     0     4  1.000  0.556  0.714 | 0.000–1.000  0.714  0.714  0.714
recommendations    soft       4     2     0     2  1.000  0.500  0.667 | 0.000–1.000  0.667  0.667  0.667
sections           soft       9     6     0     3  1.000  0.667  0.800 | 0.000–1.000  0.800  0.800  0.800
citations          strict     6     4     0     2  1.000  0.667  0.800 | 0.000–1.000  0.800  0.800  0.800
responds_to        strict     3     1     0     2  1.000  0.333  0.500 | 0.000–1.000  0.500  0.500  0.500
tables.cells       folded    12     6     0     6  1.000  0.500  0.667 | 0.000–1.000  0.667  0.667  0.667
tables.paths       folded    12     6     0     6  1.000  0.500  0.667 | 0.000–1.000  0.667  0.667  0.667
tables.headers     folded     8     4     0     4  1.000  0.500  0.667 | 0.000–1.000  0.667  0.667  0.667
missing            strict     2     1     0     1  1.000  0.500  0.667 | 0.000–1.000  0.667  0.667  0.667
collaborators      strict     2     1     0     1  1.000  0.500  0.667 | 0.000–1.000  0.667  0.667  0.667
count.unit         folded     2     1     0     1  1.000  0.500  0.667 | 0.000–1.000  0.667  0.667  0.667
count.meaning      strict     2     1     0     1  1.000  0.500  0.667 | 0.000–1.000  0.667  0.667  0.667
refused            strict     1     1     0     0  1.000  1.000  1.000 | 0.207–1.000  1.000  1.000  1.000
whole head right: 1 of 3 administrative documents (0.333) | 0.061–0.792
covered digits: 0 right values, 0 wrong values
digits nobody can swear to: 0 (0 illegible, 0 right, 0 wrong, 0 else); abstained: 0
order of recipients: 5 of 5 matched items in place, 2 of 2 documents wholly in order
order of recommendations: 2 of 2 matched items in place, 1 of 1 document wholly in order
order of sections: 6 of 6 matched items in place, 2 of 2 documents wholly in order
false counts of collaborators: 0 in 1 documents that count none (0.0 per 100)

documents that are not failed.needs_ocr_engine: N = 3 of 4
field              rule       n    TP    FP    FN      P      R     F1 | 95 % of F1  strict folded   soft
head               folded    14    13     1     1  0.929  0.929  0.929 | 0.875–1.000  0.929  0.929  0.929
number             folded     1     1     0     0  1.000  1.000  1.000 | 0.207–1.000  1.000  1.000  1.000
notation           folded     2     2     0     0  1.000  1.000  1.000 | 0.342–1.000  1.000  1.000  1.000
type               folded     2     2     0     0  1.000  1.000  1.000 | 0.342–1.000  1.000  1.000  1.000
date               folded     2     2     0     0  1.000  1.000  1.000 | 0.342–1.000  1.000  1.000  1.000
place              folded     2     1     1     1  0.500  0.500  0.500 | 0.000–1.000  0.500  0.500  0.500
parent_issuer      folded     1     1     0     0  1.000  1.000  1.000 | 0.207–1.000  1.000  1.000  1.000
issuer             folded     2     2     0     0  1.000  1.000  1.000 | 0.342–1.000  1.000  1.000  1.000
subject            folded     2     2     0     0  1.000  1.000  1.000 | 0.342–1.000  1.000  1.000  1.000
number_status      strict     2     2     0     0  1.000  1.000  1.000 | 0.342–1.000  1.000  1.000  1.000
date_status        strict     2     2     0     0  1.000  1.000  1.000 | 0.342–1.000  1.000  1.000  1.000
signers            folded     8     8     0     0  1.000  1.000  1.000 | 0.342–1.000  1.000  1.000  1.000
signers.authority  folded     2     2     0     0  1.000  1.000  1.000 | 0.342–1.000  1.000  1.000  1.000
signers.capacity   folded     2     2     0     0  1.000  1.000  1.000 | 0.342–1.000  1.000  1.000  1.000
signers.position   folded     2     2     0     0  1.000  1.000  1.000 | 0.342–1.000  1.000  1.000  1.000
signers.name       folded     2     2     0     0  1.000  1.000  1.000 | 0.342–1.000  1.000  1.000  1.000
urgency            folded     0     0     1     0  0.000      -  0.000 | 0.000–0.793  0.000  0.000  0.000
confidentiality    folded     0     0     0     0      -      -      - | -                -      -      -
recipients         soft       6     5     0     1  1.000  0.833  0.909 | 0.800–1.000  0.909  0.909  0.909
recommendations    soft       2     2     0     0  1.000  1.000  1.000 | 0.207–1.000  1.000  1.000  1.000
sections           soft       6     6     0     0  1.000  1.000  1.000 | 0.342–1.000  1.000  1.000  1.000
citations          strict     4     4     0     0  1.000  1.000  1.000 | 0.342–1.000  1.000  1.000  1.000
responds_to        strict     2     1     0     1  1.000  0.500  0.667 | 0.000–1.000  0.667  0.667  0.667
tables.cells       folded     6     6     0     0  1.000  1.000  1.000 | 0.207–1.000  1.000  1.000  1.000
tables.paths       folded     6     6     0     0  1.000  1.000  1.000 | 0.207–1.000  1.000  1.000  1.000
tables.headers     folded     4     4     0     0  1.000  1.000  1.000 | 0.207–1.000  1.000  1.000  1.000
missing            strict     1     1     0     0  1.000  1.000  1.000 | 0.207–1.000  1.000  1.000  1.000
collaborators      strict     1     1     0     0  1.000  1.000  1.000 | 0.207–1.000  1.000  1.000  1.000
count.unit         folded     1     1     0     0  1.000  1.000  1.000 | 0.207–1.000  1.000  1.000  1.000
count.meaning      strict     1     1     0     0  1.000  1.000  1.000 | 0.207–1.000  1.000  1.000  1.000
refused            strict     1     1     0     0  1.000  1.000  1.000 | 0.207–1.000  1.000  1.000  1.000
whole head right: 1 of 2 administrative documents (0.500) | 0.095–0.905
covered digits: 0 right values, 0 wrong values
digits nobody can swear to: 0 (0 illegible, 0 right, 0 wrong, 0 else); abstained: 0
order of recipients: 5 of 5 matched items in place, 2 of 2 documents wholly in order
order of recommendations: 2 of 2 matched items in place, 1 of 1 document wholly in order
order of sections: 6 of 6 matched items in place, 2 of 2 documents wholly in order
false counts of collaborators: 0 in 1 documents that count none (0.0 per 100)

by document type: F1 (95 %)
group             N  whole head                 head             sections      recommendations        collaborators
BC                2      0 of 2  0.583 (0.000–0.875)  0.667 (0.000–1.000)  0.667 (0.000–1.000)  0.667 (0.000–1.000)
KH                1      1 of 1  1.000 (0.207–1.000)  1.000 (0.207–1.000)                    -                    -
to be refused     1      0 of 0                    -                    -                    -                    -
"""


def evaluation():
    """One document refused, one right, one with four errors, one failed."""
    records = {name: record_of(name, label) for name, label in LABELS.items()}
    report = changed_head(records["report.txt"], place=text("\x1b[31mHà Nội"), urgency=text("KHẨN"))
    records["report.txt"] = report.model_copy(update={"recipients": report.recipients[:2], "responds_to": None})
    records["scan.pdf"] = unread("scan.pdf", "failed.needs_ocr_engine")
    predictions = assign_predictions(corpus(LABELS), records.values())
    return Evaluation("0123456789abcdef", match(predictions), predictions.unlabelled)


def test_the_text_report():
    """Failures first; then a table for all documents and one for those that need no OCR, with their N."""
    assert text_report(evaluation()) == TEXT


def test_the_list_of_errors():
    """Each error says document, field and values; control characters are spelt out; failed documents are left out."""
    assert error_report(evaluation()) == (
        "report.txt (4 errors)\n"
        '  place: gold "Hòa Bình", predicted "\\u001b[31mHà Nội"\n'
        '  urgency: spurious "KHẨN"\n'
        '  recipients: missed "Lưu: VT, VHXH"\n'
        '  responds_to: missed "34/SYT-BTXH"\n'
    )


def test_no_errors_are_said_to_be_none():
    """Gold against itself has nothing to list."""
    records = [record_of(name, label) for name, label in LABELS.items()]
    assert error_report(Evaluation("0", match(assign_predictions(corpus(LABELS), records)))) == "no errors\n"


def test_the_json_report_holds_no_words():
    """Counts and figures only: neither names of documents nor values."""
    report = json_report(evaluation())
    place = report["subsets"][0]["fields"]["place"]["folded"]
    assert report["failed"] == {"failed.needs_ocr_engine": 1}
    assert place == {"n": 3, "tp": 1, "fp": 1, "fn": 2, "precision": 0.5, "recall": 0.3333, "f1": 0.4}
    assert not any(word in json.dumps(report, ensure_ascii=False) for word in ("scan.pdf", "Bình", "KHẨN"))


def test_records_without_a_label_are_named_in_the_report():
    """What was not scored is said."""
    lines = text_report(Evaluation("0", (), unlabelled=2)).splitlines()
    assert "records of documents without a label, not scored: 2" in lines
