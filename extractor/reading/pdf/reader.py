"""Reads a digital PDF: opens it, reads each page once, refuses what cannot be read."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.budget import UNLIMITED, Budget
from extractor.errors import CorruptError, EncryptedError, NeedsOcrError, TooLargeError
from extractor.reading.pdf.assemble import assemble
from extractor.reading.pdf.page import PageContent, read_page
from extractor.reading.source import SourceText

import pypdfium2 as pdfium  # isort: skip
from pypdfium2 import raw  # isort: skip

MAX_PAGES = 2000
"""A dossier of more pages is several documents."""
MAX_CHARACTERS = 12_000_000
"""Text of all pages; a full page of text has about 3,000."""
_TAIL = 4096
"""Longest rubbish behind the end mark of a whole file, in bytes."""


def read(data: bytes, budget: Budget = UNLIMITED) -> SourceText:
    """The text of a digital PDF with the place of each character.

    Raises:
        EncryptedError: the file asks for a password.
        CorruptError: damaged or truncated, or without pages.
        TooLargeError: more than `MAX_PAGES` pages or `MAX_CHARACTERS` characters.
        NeedsOcrError: the first page or most pages are pictures or have no usable character map.
    """
    _refuse_truncated(data)
    document = _open(data)
    try:
        pages = _read_pages(document, budget)
    finally:
        document.close()
    return assemble(pages, _warnings(pages))


def _refuse_truncated(data: bytes) -> None:
    end = data.rfind(b"%%EOF")
    if end < 0 or (len(data) - end > _TAIL and b" obj" in data[end:]):
        raise CorruptError("the PDF has no end mark: it is cut off")


def _open(data: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) in {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}:
            raise EncryptedError("the PDF asks for a password") from error
        raise CorruptError("the PDF is damaged") from error


def _read_pages(document: pdfium.PdfDocument, budget: Budget) -> list[PageContent]:
    count = len(document)
    if not count:
        raise CorruptError("the PDF has no pages")
    if count > MAX_PAGES:
        raise TooLargeError(f"the PDF has {count} pages, the limit is {MAX_PAGES}")
    pages: list[PageContent] = []
    characters = 0
    for index in range(count):
        budget.begin(f"page {index + 1}")
        try:
            pages.append(read_page(document, index))
        except pdfium.PdfiumError as error:
            raise CorruptError(f"page {index + 1} of the PDF is damaged") from error
        characters += pages[-1].characters
        if characters > MAX_CHARACTERS:
            raise TooLargeError(f"the PDF has more than {MAX_CHARACTERS} characters")
    _refuse_pictures(pages)
    return pages


def _refuse_pictures(pages: Sequence[PageContent]) -> None:
    poor = sum(1 for page in pages if not page.legible)
    if not pages[0].legible or 2 * poor > len(pages):
        raise NeedsOcrError(f"{poor} of {len(pages)} pages are pictures or have no usable character map")


def _warnings(pages: Sequence[PageContent]) -> list[str]:
    poor = [
        f"page {n}: a picture or no usable character map, its text is missing"
        for n, p in enumerate(pages, 1)
        if not p.legible
    ]
    return poor + [f"page {n}: the text lies hidden under a picture" for n, p in enumerate(pages, 1) if p.hidden]
