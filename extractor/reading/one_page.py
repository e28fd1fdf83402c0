"""One page of a file by itself: its own text where that can be trusted, else its picture to read a place from."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from functools import partial

import pypdfium2 as pdfium

from extractor.errors import CorruptError, NoPagesError
from extractor.reading import pictures
from extractor.reading.ocr.picture import Colour
from extractor.reading.paper import PDF, refuse_absent
from extractor.reading.pdf import reader as pdf
from extractor.reading.pdf.assemble import assemble
from extractor.reading.pdf.page import PageContent, read_page
from extractor.reading.pdf.scanned import agrees, render
from extractor.reading.registry import sniff
from extractor.reading.source import SourceText


@dataclass(frozen=True, slots=True)
class OnePage:
    """A page as page 1 of a text, None where only its picture can be read; `picture` gives that with its dpi."""

    text: SourceText | None
    picture: Callable[[], tuple[Colour, float]]


def page_of(data: bytes, number: int) -> OnePage:
    """A page (from 1) of a PDF or a picture file.

    Raises:
        NoPagesError: the format has none.
        PageNotFoundError: there is no such page.
        CorruptError: the page is damaged.
        ReadError: the file cannot be opened.
    """
    media_type = sniff(data).media_type
    if media_type in pictures.MEDIA_TYPES:
        return OnePage(None, partial(_frame, data, number))
    if media_type != PDF:
        raise NoPagesError(f"{media_type} has no pages that can be read one by one")
    content = _content(data, number)
    drawn = partial(_drawn, data, number)
    if not content.legible or (content.doubtful and not agrees(content, *drawn())):
        return OnePage(None, drawn)
    return OnePage(assemble([content], ()), drawn)


def _frame(data: bytes, number: int) -> tuple[Colour, float]:
    image = pictures.opened(data)
    refuse_absent(number, pictures.count(image))
    frame = pictures.frame(image, number - 1)
    if frame is None:
        raise CorruptError(f"page {number} of the picture file is damaged")
    return frame


def _content(data: bytes, number: int) -> PageContent:
    with closing(pdf.opened(data)) as document:
        refuse_absent(number, len(document))
        try:
            return read_page(document, number - 1)
        except pdfium.PdfiumError as error:
            raise CorruptError(f"page {number} of the PDF is damaged") from error


def _drawn(data: bytes, number: int) -> tuple[Colour, float]:
    # Opened again: appearances of annotations were made part of the page when its text was read.
    with closing(pdf.opened(data)) as document:
        try:
            return render(document, number - 1)
        except pdfium.PdfiumError as error:
            raise CorruptError(f"page {number} of the PDF cannot be drawn") from error
