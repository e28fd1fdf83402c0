"""What kind of input a document is, told from its file alone, never from a prediction."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pypdfium2 as pdfium

PICTURES: Final = frozenset({".png", ".jpg", ".jpeg", ".tif", ".tiff"})
PAGES_LOOKED_AT: Final = 3
LETTERS_OF_A_PAGE: Final = 25
"""A page with fewer characters in its text layer is a picture of a page, whatever a stamp or a number adds."""

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
        letters = sum(document[index].get_textpage().count_chars() for index in range(pages))
    return DIGITAL if letters >= LETTERS_OF_A_PAGE * pages else SCAN
