"""What kind of input a document is, told from its file alone, never from a prediction."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pypdfium2 as pdfium

PICTURES: Final = frozenset({".png", ".jpg", ".jpeg", ".tif", ".tiff"})
PAGES_LOOKED_AT: Final = 3
LETTERS_OF_A_PAGE: Final = 25
"""A page with fewer characters in its text layer is a picture of a page, whatever a stamp or a number adds."""
PICTURE_OF_A_PAGE: Final = 0.8
"""An image over this share of a page is its scan, whatever text layer a scanner's software put below it."""

SCAN: Final = "scan"
DIGITAL: Final = "pdf-digital"
BROKEN: Final = "pdf-unreadable"


def kind_of(path: Path) -> str:
    """`txt`, `docx` … by the suffix; a PDF is `pdf-digital` or `scan` by its text layer; pictures are scans."""
    suffix = path.suffix.lower()
    if suffix in PICTURES:
        return SCAN
    return _kind_of_pdf(path) if suffix == ".pdf" else suffix.removeprefix(".")


def _kind_of_pdf(path: Path) -> str:
    try:
        document = pdfium.PdfDocument(path)
    except (pdfium.PdfiumError, OSError):
        return BROKEN
    with document:
        pages = min(len(document), PAGES_LOOKED_AT)
        pictures = sum(_is_picture(document[index]) for index in range(pages))
    return SCAN if 2 * pictures > pages else DIGITAL


def _is_picture(page: pdfium.PdfPage) -> bool:
    if page.get_textpage().count_chars() < LETTERS_OF_A_PAGE:
        return True
    width, height = page.get_size()
    images = page.get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_IMAGE])
    return any(_area(image) >= PICTURE_OF_A_PAGE * width * height for image in images)


def _area(image: pdfium.PdfObject) -> float:
    left, bottom, right, top = image.get_bounds()
    return float((right - left) * (top - bottom))
