import sys

import pypdfium2 as pdfium
import pytest
from PIL import Image

from extractor import extract
from schemas.evidence import PageEvidence
from scripts.picture import PAGES, PICTURE, SAMPLE, Shown, main, shown

NAMES = {
    "type",
    "code_number",
    "issued_date",
    "organ_name",
    "subject",
    "signers[0].full_name",
    "recipients[0]",
    "citations[0]",
    "sections[0]",
    "counts[0]",
    "recommendations[0]",
}


def places(value: Shown) -> list[PageEvidence]:
    """The places of a value of a PDF."""
    return [place for place in value.evidence if isinstance(place, PageEvidence)]


def test_the_picture_shows_what_the_readme_promises():
    """Each kind of value has its places on the pages that are drawn."""
    values = {value.name: value for value in shown(extract(SAMPLE))}

    assert set(values) >= NAMES
    assert all(place.page in PAGES for name in NAMES for place in places(values[name]))


def test_boxes_lie_on_their_pages():
    """No box leaves the page that it is drawn on."""
    document = pdfium.PdfDocument(SAMPLE)
    sizes = [page.get_size() for page in document]
    found = [place for value in shown(extract(SAMPLE)) for place in places(value)]

    assert found
    for place in found:
        width, height = sizes[place.page - 1]
        assert all(0 <= b.x0 < b.x1 <= width and 0 <= b.top < b.bottom <= height for b in place.boxes)


def test_the_checked_in_picture_is_that_of_the_sample(tmp_path, monkeypatch):
    """The record draws the same picture as the one in docs; draw it again with `python -m scripts.picture`."""
    target = tmp_path / "picture.png"
    monkeypatch.setattr(sys, "argv", ["picture", str(target)])

    assert main() == 0
    drawn, kept = (Image.open(path).convert("L").resize((100, 134)) for path in (target, PICTURE))
    apart = [abs(a - b) for a, b in zip(drawn.tobytes(), kept.tobytes(), strict=True)]
    assert sum(apart) / len(apart) == pytest.approx(0, abs=1)
