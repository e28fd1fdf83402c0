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
PICTURE: Final = "picture"
OLD_OFFICE: Final = "old office"
OLD_SUFFIXES: Final = frozenset({".doc", ".rtf", ".odt", ".wps"})
FAX: Final = 175
"""Dots an inch below which a scan is as coarse as a fax."""
FINE: Final = 250
"""Dots an inch from which a scan is one of 300."""
DIGITAL: Final = "pdf-digital"
BROKEN: Final = "pdf-unreadable"


def kind_of(path: Path) -> str:
    """`txt`, `docx` … by the suffix; a PDF is `pdf-digital` or a scan (`scan 200`, `scan 300`, `scan fax`)."""
    suffix = path.suffix.lower()
    if suffix in PICTURES:
        return PICTURE
    if suffix in OLD_SUFFIXES:
        return OLD_OFFICE
    return _kind_of_pdf(path) if suffix == ".pdf" else suffix.removeprefix(".")


def _kind_of_pdf(path: Path) -> str:
    try:
        document = pdfium.PdfDocument(path)
    except (pdfium.PdfiumError, OSError):
        return BROKEN
    with document:
        pages = min(len(document), PAGES_LOOKED_AT)
        pictures = [index for index in range(pages) if _is_picture(document[index])]
        return _kind_of_scan(document[pictures[0]]) if 2 * len(pictures) > pages else DIGITAL


def _kind_of_scan(page: pdfium.PdfPage) -> str:
    """By the resolution of the page's largest image; one bit a dot is a fax."""
    images = list(page.get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_IMAGE]))
    if not images:
        return SCAN
    told = max(images, key=_area).get_metadata()
    if told.bits_per_pixel == 1 or told.horizontal_dpi < FAX:
        return f"{SCAN} fax"
    return f"{SCAN} 300" if told.horizontal_dpi >= FINE else f"{SCAN} 200"


def _is_picture(page: pdfium.PdfPage) -> bool:
    if page.get_textpage().count_chars() < LETTERS_OF_A_PAGE:
        return True
    width, height = page.get_size()
    images = page.get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_IMAGE])
    return any(_area(image) >= PICTURE_OF_A_PAGE * width * height for image in images)


def _area(image: pdfium.PdfObject) -> float:
    left, bottom, right, top = image.get_bounds()
    return float((right - left) * (top - bottom))
