"""Scanned pages give what the digital ones give."""

import hashlib
from importlib import resources

import numpy as np
import pytest

from extractor.budget import Budget
from extractor.errors import CorruptError, NeedsOcrError
from extractor.pipeline import process_bytes
from extractor.reading.ocr import engine
from extractor.reading.pdf.reader import read as read_pdf
from extractor.reading.pictures import read as read_pictures
from extractor.reading.source import Mark, SourceText
from schemas.fields import Source
from tests.extractor.reading.ocr.scans import askew, encoded, joined, picture, sample, sealed


def place_of(source: SourceText, words: str) -> tuple[int, tuple[float, ...]]:
    """Page and box of the first place where words stand."""
    start = source.text.index(words)
    evidence = source.evidence(start, start + len(words))
    assert evidence.kind == "page"
    return evidence.page, tuple(evidence.boxes[0])


@pytest.fixture(scope="module")
def two_pages() -> SourceText:
    """A TIFF whose first page lies on its side and askew, under a red seal."""
    page = picture(sample("bc-xa.pdf"))
    height, width = page.shape[:2]
    first = np.ascontiguousarray(np.rot90(askew(sealed(page, (width // 2, height // 2), 150), 1.2)))
    return read_pictures(encoded([first, page], "TIFF"))


@pytest.mark.parametrize("words", ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "BÁO CÁO"])
def test_words_of_a_turned_page_lie_where_the_page_shows_them(two_pages, words):
    """Boxes on a page that lay on its side are those of the upright page, turned with it."""
    _, shown = place_of(read_pdf(sample("bc-xa.pdf")), words)
    upright = read_pdf(sample("bc-xa.pdf")).pages[0]

    page, box = place_of(two_pages, words)

    expected = ((shown[1] + shown[3]) / 2, upright.width - (shown[0] + shown[2]) / 2)
    assert page == 1
    assert ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2) == pytest.approx(expected, abs=9)


def test_a_picture_file_has_pages_and_says_how_it_was_read(two_pages):
    """Each page of a TIFF is one of the document, read by the engine, every letter marked and inside its page."""
    assert two_pages.media_type == "image/tiff"
    assert two_pages.ocr is not None
    assert (two_pages.ocr.pages, two_pages.cut) == (frozenset({1, 2}), None)
    assert two_pages.pages[0].width > two_pages.pages[0].height
    marked = sum(span.end - span.start for span in two_pages.spans if span.mark is Mark.OCR)
    assert marked > 0.95 * sum(box is not None for box in two_pages.boxes)
    assert 0 < min(word.value for word in two_pages.certainty) <= 1


def test_a_scanned_page_among_digital_ones_is_read_from_its_picture():
    """Pages decide: the source is mixed, and a field of the scanned head is no surer than on the digital page."""
    digital = sample("bc-xa.pdf")
    mixed = joined(encoded([picture(digital)], "PDF"), digital)

    record = process_bytes(mixed, "mixed.pdf").record
    alone = process_bytes(digital, "digital.pdf").record

    assert record.source.text_source == "mixed"
    assert record.document is not None
    assert alone.document is not None
    for path in ("type", "code_number", "issued_date", "organ_name"):
        scanned, typed = getattr(record.document, path), getattr(alone.document, path)
        assert (scanned.value, scanned.source) == (typed.value, Source.OCR)
        assert scanned.confidence <= typed.confidence


def test_a_spent_budget_keeps_what_was_read(monkeypatch):
    """Where the time ends before a picture is read, the other pages are given with the reason."""
    digital = sample("bc-xa.pdf")
    mixed = joined(digital, encoded([np.full((600, 400, 3), 250, np.uint8)], "PDF"))

    monkeypatch.setattr(Budget, "spent", lambda _: True)

    source = read_pdf(mixed)

    assert source.cut is not None
    assert source.cut.failure == "timeout"
    assert "BÁO CÁO" in source.text


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0rubbish", b"II*\x00\x08\x00\x00\x00"])
def test_damaged_pictures_are_corrupt(data):
    """A picture file of which no page can be decoded says so."""
    with pytest.raises(CorruptError):
        read_pictures(data)


def test_without_the_engine_one_clear_line(monkeypatch):
    """Where the engine is not installed, a scan is refused with what to do."""

    def missing(*_):
        raise NeedsOcrError("reading pictures needs the OCR engine, which is not installed")

    monkeypatch.setattr("extractor.reading.ocr.page.read_words", missing)
    page = np.full((300, 200, 3), 250, np.uint8)
    page[100:140, 40:160] = 0

    record = process_bytes(encoded([page], "PNG"), "a.png").record

    assert record.reason is not None
    assert record.reason.code == "failed.needs_ocr_engine"
    assert "\n" not in record.reason.message


def test_the_model_is_the_one_that_is_named():
    """The shipped model has the checksum of its notice."""
    folder = resources.files("extractor.reading.ocr") / "model"
    digest = hashlib.sha256((folder / "vie.traineddata").read_bytes()).hexdigest()

    assert digest in (folder / "NOTICE.md").read_text(encoding="utf-8")
    assert engine.engine_name().endswith("vie")
