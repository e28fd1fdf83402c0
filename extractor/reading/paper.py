"""A file as sheets of paper: how large each page is as shown, and pages drawn.

Sizes are those that the readers give (`SourceText.pages`), so that a box in points lies at the same place of a drawn
page, whatever its resolution. A page is drawn as a person sees it, with signatures, stamps and filled-in fields.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

import cv2
import numpy as np
import pypdfium2 as pdfium

from extractor.errors import CorruptError, NoPagesError, PageNotFoundError, TooLargeError
from extractor.limits import DOCUMENT
from extractor.reading import pictures
from extractor.reading.ocr.picture import Colour
from extractor.reading.pdf import reader as pdf
from extractor.reading.pdf.page import damaged_page
from extractor.reading.registry import sniff
from extractor.reading.source import PageSize

PDF = "application/pdf"


class Paper(Protocol):
    """The pages of an open file."""

    def sizes(self) -> tuple[PageSize, ...]:
        """The size of each page as shown, in points."""

    def draw(self, page: int, shape: tuple[int, int]) -> Colour:
        """A page (from 1) as a picture of a width and height in pixels.

        Raises:
            PageNotFoundError: there is no such page.
            CorruptError: it cannot be drawn.
        """


class _Pdf:
    def __init__(self, document: pdfium.PdfDocument) -> None:
        self._document = document
        document.init_forms()

    def sizes(self) -> tuple[PageSize, ...]:
        return tuple(self._size(index) for index in range(len(self._document)))

    def _size(self, index: int) -> PageSize:
        try:
            width, height = self._document.get_page_size(index)
        except pdfium.PdfiumError:
            frame = damaged_page().frame
            width, height = frame.width, frame.height
        return PageSize(round(width, 2), round(height, 2))

    def draw(self, page: int, shape: tuple[int, int]) -> Colour:
        refuse_absent(page, len(self._document))
        try:
            loaded = self._document[page - 1]
            try:
                return _rendered(loaded, shape)
            finally:
                loaded.close()
        except pdfium.PdfiumError as error:
            raise CorruptError(f"page {page} of the PDF is damaged") from error


def _rendered(page: pdfium.PdfPage, shape: tuple[int, int]) -> Colour:
    bitmap = page.render(scale=shape[0] / page.get_width(), may_draw_forms=True, rev_byteorder=True)
    drawn = np.array(bitmap.to_numpy()[..., :3], np.uint8)
    bitmap.close()
    # A page's size in whole pixels is rounded up by the library; the difference is one row or column.
    return drawn if drawn.shape[1::-1] == shape else _scaled(drawn, shape)


class _Picture:
    def __init__(self, data: bytes) -> None:
        self._image = pictures.opened(data)

    def sizes(self) -> tuple[PageSize, ...]:
        return pictures.sizes(self._image)

    def draw(self, page: int, shape: tuple[int, int]) -> Colour:
        refuse_absent(page, pictures.count(self._image))
        frame = pictures.frame(self._image, page - 1)
        if frame is None:
            raise CorruptError(f"page {page} of the picture file is damaged")
        return _scaled(frame[0], shape)


def _scaled(picture: Colour, shape: tuple[int, int]) -> Colour:
    how = cv2.INTER_AREA if shape[0] < picture.shape[1] else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(picture, shape, interpolation=how), np.uint8)


def refuse_absent(page: int, pages: int) -> None:
    """Refuse a page that a document does not have.

    Raises:
        PageNotFoundError: `page` is not 1 to `pages`.
    """
    if not 1 <= page <= pages:
        raise PageNotFoundError(f"the document has {pages} pages and no page {page}")


@contextmanager
def opened(data: bytes) -> Iterator[Paper]:
    """The pages of a PDF or a picture file.

    Raises:
        NoPagesError: the format has none.
        ReadError: the file cannot be opened, or has more pages than a document may have.
    """
    media_type = sniff(data).media_type
    if media_type in pictures.MEDIA_TYPES:
        yield _Picture(data)
        return
    if media_type != PDF:
        raise NoPagesError(f"{media_type} has no pages that can be drawn")
    document = pdf.opened(data)
    try:
        if len(document) > DOCUMENT.pages:
            raise TooLargeError(f"the PDF has {len(document)} pages, the limit is {DOCUMENT.pages}")
        yield _Pdf(document)
    finally:
        document.close()
