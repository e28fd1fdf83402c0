from __future__ import annotations

import base64
import io
import json
import re
from typing import Any

import numpy as np
import pypdfium2 as pdfium
import pytest
from lxml import html
from PIL import Image

from evaluation.confidence import judged_values
from evaluation.confidence_report import confidence_json, groups
from evaluation.figures import json_report
from evaluation.grounding import GroundingScores
from evaluation.markup import element, joined, table
from evaluation.match import match
from evaluation.metrics import score
from evaluation.page import Report, html_report, worst_documents
from evaluation.page_markdown import markdown_report, markdown_result
from evaluation.pictures import Excerpt, crop, excerpt, png
from evaluation.plots import f1_plot
from evaluation.predictions import assign_predictions
from evaluation.report import Evaluation
from schemas.evidence import BlockEvidence, Box, PageEvidence
from tests.evaluation.labels import ABSENT, corpus, text, unread
from tests.evaluation.planting import LABELS, RECORDS, head, signer

HOSTILE = '</td><script>alert(1)</script>|"`\x1b'
WORDS = ("Hòa", "alert", "Mẫu", "report.txt", "plan.txt", "news.txt", "BC-UBND", "Lưu")


def report(records=RECORDS):
    """A report on these records."""
    evaluation = Evaluation("0123456789abcdef", match(assign_predictions(corpus(LABELS), records.values())))
    reliable = groups(list(judged_values(evaluation.documents)))
    return Report("Evaluation: x & y", evaluation, "0 (rules 0)", GroundingScores(2, 1, 0, 0, None, ()), reliable)


def broken():
    """One document failed, one with a hostile place and without a name."""
    plan = RECORDS["plan.txt"]
    changes = head(place=text(HOSTILE))(plan) | signer(full_name=ABSENT)(plan)
    return report(
        RECORDS | {"plan.txt": plan.model_copy(update=changes), "report.txt": unread("report.txt", "failed.crash")}
    )


def parsed(source) -> Any:
    """The page as a tree."""
    return html.document_fromstring(source)


def see(_name, _item):
    """Every place is the same hostile words."""
    return Excerpt("trước " + HOSTILE, HOSTILE, "sau")


def test_failures_come_first_and_everything_is_on_the_page():
    """Failed document by name, figures, plots, reliability, evidence, the wrong document with its errors."""
    page = parsed(html_report(broken(), see))
    headings = [each.text_content() for each in page.iter("h2", "h3")]
    assert headings[0] == "Failures"
    assert "failed.crash: report.txt" in page.find_class("failures")[0].text_content()
    assert headings[-2:] == ["Worst documents: 1 of 1 with errors", "plan.txt: 2 errors"]
    assert len(list(page.iter("svg"))) >= 2
    assert "raw text at the span 1 of 2" in page.text_content()


def test_words_of_a_document_are_never_markup():
    """A hostile value stands escaped in its cell and its excerpt; no script, no address outside the page."""
    source = html_report(broken(), see)
    page = parsed(source)
    assert list(page.iter("script")) == []
    assert "\x1b" not in source
    assert "alert(1)" in page.text_content()
    assert [meta.get("content") for meta in page.iter("meta") if meta.get("http-equiv")] == [
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    ]
    assert re.findall(r"""(?:src|href)=["']?(?!data:)|url\(|@import""", source) == []


def test_worst_documents_come_first():
    """By number of errors, then by name."""
    changes = {"plan.txt": head(place=text("x")), "report.txt": signer(full_name=text("x"), position=text("y"))}
    changed = RECORDS | {name: RECORDS[name].model_copy(update=each(RECORDS[name])) for name, each in changes.items()}
    worst = worst_documents(report(changed).evaluation)
    assert [(document.name, len(errors)) for document, errors in worst] == [("report.txt", 2), ("plan.txt", 1)]


def test_the_whole_markdown_names_documents_and_escapes_words():
    """The table keeps its columns whatever a value holds."""
    page = markdown_report(broken())
    assert page.startswith("# Evaluation: x & y\n\n1 failure of N = 3 documents (2 administrative)")
    (row,) = (line for line in page.splitlines() if line.startswith("| place | Hòa Bình"))
    assert row.count(" | ") == 3
    assert "\\</td\\>\\<script\\>" in row


def test_the_result_holds_neither_words_nor_names():
    """Failures by reason, figures, fingerprint, N, version, and which run it is."""
    page = markdown_result(broken(), 3)
    assert "- failed.crash: 1\n\nRun 3 of this set." in page
    assert not any(word in page for word in WORDS)


def test_a_perfect_report_says_so():
    """No failures, no documents with errors."""
    page = parsed(html_report(report(), see))
    assert "none" in page.find_class("failures")[0].text_content()
    assert "Worst documents: 0 of 0 with errors" in page.text_content()


def test_markup_escapes_texts_and_attributes():
    """Nested markup stays, texts do not become any."""
    inner = element("b", "<&>")
    assert element("p", inner, "\"'", title='"<', class_="x").text == (
        '<p title="&quot;&lt;" class="x"><b>&lt;&amp;&gt;</b>&quot;&#x27;</p>'
    )
    assert table(["a"], [["<"]]).text.endswith("<tbody><tr><td>&lt;</td></tr></tbody></table>")
    assert joined(["a", inner]).text == "a<b>&lt;&amp;&gt;</b>"


def test_a_plot_has_a_dot_for_each_figure_with_f1():
    """Figures that nothing was labelled for are left out."""
    figures = broken().evaluation
    known = [figure for figure in _figures(figures) if figure.counts.f1 is not None]
    plot = f1_plot(_figures(figures)).text
    assert plot.count("<circle") == len(known) < len(_figures(figures))


def _figures(evaluation):
    return score(evaluation.documents)[0].fields


def test_an_excerpt_shows_the_words_around_a_span():
    """Pages have pictures instead."""
    span = BlockEvidence(path="p", start=5, end=8)
    assert excerpt("mot, hai, ba", (span,)) == Excerpt("mot, ", "hai", ", ba")
    assert excerpt("mot", (PageEvidence(page=1, start=0, end=1, boxes=()),)) is None


def turned(orientation):
    """What a telephone writes into a picture that it took on its side."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    return exif


@pytest.fixture
def pdf(tmp_path):
    """One white page of 200 by 100 points."""
    document = pdfium.PdfDocument.new()
    document.new_page(200, 100)
    document.save(tmp_path / "a.pdf")
    return tmp_path / "a.pdf"


@pytest.mark.parametrize(
    ("page", "boxes", "shown"),
    [
        (1, (Box(10, 40, 60, 52),), True),
        (1, (Box(10, 4000, 60, 4012),), True),
        (2, (Box(10, 40, 60, 52),), False),
        (1, (), False),
    ],
)
def test_a_crop_is_a_picture_inside_the_page(pdf, page, boxes, shown):
    """Nothing is shown without a box or on a page that is not there."""
    picture = crop(pdf, (PageEvidence(page=page, start=0, end=4, boxes=boxes),))
    assert (picture or "").startswith("data:image/png;base64,") is shown


@pytest.mark.parametrize(
    ("name", "size", "saved", "points"),
    [
        ("a.png", (400, 600), {"dpi": (200, 200)}, Box(36, 72, 72, 90)),
        ("a.jpg", (400, 600), {"dpi": (200, 200)}, Box(36, 72, 72, 90)),
        ("a.tif", (400, 600), {"dpi": (200, 200)}, Box(36, 72, 72, 90)),
        ("a.jpg", (600, 400), {"dpi": (200, 200), "exif": turned(6)}, Box(36, 72, 72, 90)),
        ("a.png", (827, 1169), {}, Box(72, 144, 144, 180)),
    ],
)
def test_a_crop_of_a_picture_file_shows_the_place(tmp_path, name, size, saved, points):
    """At the resolution that the file says, or that of A4 paper; turned as the file says; page 2 of a TIFF as well."""
    path, number = tmp_path / name, 2 if name.endswith("tif") else 1
    scale = (saved["dpi"][0] if "dpi" in saved else 100) / 72
    page = Image.new("RGB", size, "white")
    ink = [round(side * scale) for side in points]
    # A page on its side: what stands at (x, y) is stored at (y, height - x).
    stored = ink if "exif" not in saved else [ink[1], size[1] - ink[2], ink[3], size[1] - ink[0]]
    page.paste((0, 0, 0), tuple(stored))
    more = {"save_all": True, "append_images": [page]} if number == 2 else {}
    (Image.new("RGB", size, "white") if more else page).save(path, None, **saved, **more)

    address = crop(path, (PageEvidence(page=number, start=0, end=4, boxes=(points,)),))

    shown = np.asarray(Image.open(io.BytesIO(base64.b64decode(str(address).partition(",")[2]))).convert("RGB"))
    dark, red = shown.max(axis=2) < 100, (shown[..., 0] > 150) & (shown[..., 1] < 100)
    middle = np.argwhere(dark).mean(axis=0)
    framed = np.argwhere(red)
    assert (framed.min(axis=0) < middle).all()
    assert (framed.max(axis=0) > middle).all()
    assert dark.sum() > 0.8 * 1.5**2 * (points.x1 - points.x0) * (points.bottom - points.top) * 0.8


@pytest.mark.parametrize("data", [b"no picture", b"\x89PNG\r\n\x1a\n", b"II*\x00"])
def test_a_damaged_picture_file_has_no_crop(tmp_path, data):
    """The report is made all the same."""
    (tmp_path / "a.png").write_bytes(data)

    assert crop(tmp_path / "a.png", (PageEvidence(page=1, start=0, end=4, boxes=(Box(1, 1, 2, 2),)),)) is None


def test_a_png_of_two_pixels():
    """Signature, size and end of the file."""
    data = png(np.zeros((1, 2, 3), dtype=np.uint8))
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    assert data[16:24] == (2).to_bytes(4, "big") + (1).to_bytes(4, "big")
    assert data.endswith(b"IEND\xaeB`\x82")


def test_json_results_hold_neither_words_nor_names():
    """The whole JSON of a result, confidences and evidence included."""
    made = broken()
    data = json_report(made.evaluation, made.grounding) | {"confidence": confidence_json(made.reliable)}
    written = json.dumps(data, ensure_ascii=False)
    assert list(data)[:2] == ["failures", "failed"]
    assert data["failures"] == 1
    assert not any(word in written for word in WORDS)
