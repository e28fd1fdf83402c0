"""Reads a PDF: opens it, reads each page by its own text or, where that cannot be trusted, from its picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from extractor.budget import UNLIMITED, Budget
from extractor.errors import CorruptError, EncryptedError, TooLargeError
from extractor.limits import DOCUMENT
from extractor.reading.pdf.assemble import assemble
from extractor.reading.pdf.carried import carried
from extractor.reading.pdf.page import PageContent, damaged_page, read_page
from extractor.reading.pdf.signatures import with_signatures
from extractor.reading.source import Cut, SourceText

import pypdfium2 as pdfium  # isort: skip
from pypdfium2 import raw  # isort: skip

MAX_PAGES = DOCUMENT.pages
"""A dossier of more pages is several documents."""
MAX_CHARACTERS = DOCUMENT.characters
"""Text of all pages; a full page of text has about 3,000."""
_TAIL = 4096
"""Longest rubbish behind the end mark of a whole file, in bytes."""


def read(data: bytes, budget: Budget = UNLIMITED) -> SourceText:
    """The text of a PDF with the place of each character; pages that are pictures are read from them.

    Where the budget ends or a page is damaged, the other pages are given with a `Cut`.

    Raises:
        EncryptedError: the file asks for a password.
        CorruptError: damaged or truncated, without pages, or every page damaged.
        TooLargeError: more than `MAX_PAGES` pages or `MAX_CHARACTERS` characters.
        NeedsOcrError: pages must be read from their pictures and the engine is not installed.
    """
    _refuse_truncated(data)
    document = opened(data)
    try:
        pages, cut = _read_pages(document, budget)
    finally:
        document.close()
    doubtful = [index for index, page in enumerate(pages) if page is not None and page.doubtful]
    if doubtful:
        from extractor.reading.pdf.scanned import read_pictures  # noqa: PLC0415 -- OpenCV holds 15 MB

        pages, late = read_pictures(partial(opened, data), pages, doubtful, budget)
        cut = cut or late
    whole = carried([page or damaged_page() for page in pages])
    return with_signatures(replace(assemble(whole, _warnings(whole)), cut=cut), data, budget)


def _refuse_truncated(data: bytes) -> None:
    end = data.rfind(b"%%EOF")
    if end < 0 or (len(data) - end > _TAIL and b" obj" in data[end:]):
        raise CorruptError("the PDF has no end mark: it is cut off")


def opened(data: bytes) -> pdfium.PdfDocument:
    """The document of a file.

    Raises:
        EncryptedError: the file asks for a password.
        CorruptError: it cannot be opened.
    """
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) in {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}:
            raise EncryptedError("the PDF asks for a password") from error
        raise CorruptError("the PDF is damaged") from error


def _read_pages(document: pdfium.PdfDocument, budget: Budget) -> tuple[list[PageContent | None], Cut | None]:
    """Every page by its own text, None for a damaged one."""
    count = _page_count(document)
    pages: list[PageContent | None] = []
    characters = 0
    for index in range(count):
        if pages and budget.spent():
            return pages, Cut("timeout", f"the time ended before page {index + 1} of {count}")
        budget.begin(f"page {index + 1}")
        page = _page(document, index)
        pages.append(page)
        characters += page.characters if page is not None else 0
        if characters > MAX_CHARACTERS:
            raise TooLargeError(f"the PDF has more than {MAX_CHARACTERS} characters")
    return pages, _damage(pages)


def _page_count(document: pdfium.PdfDocument) -> int:
    count = len(document)
    if not count:
        raise CorruptError("the PDF has no pages")
    if count > MAX_PAGES:
        raise TooLargeError(f"the PDF has {count} pages, the limit is {MAX_PAGES}")
    return count


def _page(document: pdfium.PdfDocument, index: int) -> PageContent | None:
    try:
        return read_page(document, index)
    except pdfium.PdfiumError:
        return None


def _damage(pages: Sequence[PageContent | None]) -> Cut | None:
    """What to say of damaged pages where others could be read."""
    damaged = [number for number, page in enumerate(pages, 1) if page is None]
    if len(damaged) == len(pages):
        raise CorruptError("every page of the PDF is damaged")
    return Cut("corrupt", f"page {damaged[0]} of the PDF is damaged") if damaged else None


def _warnings(pages: Sequence[PageContent]) -> list[str]:
    numbered = list(enumerate(pages, 1))
    poor = [f"page {n}: no usable text, its picture was not read" for n, p in numbered if not p.legible]
    spelt = [f"page {n}: the letters of its glyphs were learnt from pictures" for n, p in numbered if p.spelt]
    return poor + spelt + [f"page {n}: the text lies hidden under a picture" for n, p in numbered if p.hidden]
