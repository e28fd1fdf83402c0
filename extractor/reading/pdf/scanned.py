"""Pages that are read from their picture: rendered without annotations, read, and set as any other page."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import cv2
import numpy as np
import pypdfium2 as pdfium

from extractor.budget import Budget
from extractor.limits import DOCUMENT
from extractor.reading.ocr.page import PictureText, read_picture, read_strip
from extractor.reading.ocr.picture import Colour
from extractor.reading.pdf.glyphs import Frame, Glyphs
from extractor.reading.pdf.legibility import fold
from extractor.reading.pdf.lines import Line, Row
from extractor.reading.pdf.page import PageContent, Scan, set_page
from extractor.reading.pdf.unmapped import with_letters
from extractor.reading.source import Cut

_RENDERED = 300.0
"""Dots per inch at which a page is drawn; reading scales it down, which keeps more than drawing it small does."""
_MOST_PIXELS = DOCUMENT.drawn_pixels
"""An A2 sheet at this resolution; larger pages are drawn coarser."""
_POINTS = 72.0
_TITLE = "hoa xa hoi"
"""Part of the national title (`CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM`) that is read right even on poor copies."""
_STAMP_SIZE = 0.8
_SIGNATURE_PAGES = 2
_FEWEST_WORDS = 6
_LEAST_SHARED = 0.7
"""Share of the words read from a strip of the picture that a trustworthy text layer holds too."""


def render(document: pdfium.PdfDocument, index: int) -> tuple[Colour, float]:
    """The picture of a page without annotations, and its dots per inch.

    Raises:
        pdfium.PdfiumError: the page cannot be loaded or drawn.
    """
    page = document[index]
    try:
        width, height = page.get_size()
        pixels = max(1.0, width * height * (_RENDERED / _POINTS) ** 2)
        scale = _RENDERED / _POINTS * min(1.0, (_MOST_PIXELS / pixels) ** 0.5)
        # Drawn into memory of Python's, the picture needs no copy.
        maker = pdfium.PdfBitmap.new_foreign
        drawn = page.render(
            scale=scale, draw_annots=False, may_draw_forms=False, rev_byteorder=True, bitmap_maker=maker
        )
        return np.asarray(drawn.to_numpy()[..., :3], np.uint8), scale * _POINTS
    finally:
        page.close()


def set_picture(read: PictureText, width: float, height: float, drawn: Glyphs) -> PageContent:
    """The page of a picture that was read; `width` and `height` are those of the page as shown, in points."""
    frame = Frame(0.0, 0.0, read.width, read.height, 0)
    scan = Scan(read.back, width, height, read.quality)
    page = set_page(read.glyphs, _levelled(drawn, scan), read.edges, frame, is_picture=True)
    rows, stamps = _without_stamps(page.rows)
    return replace(page, rows=rows, stamps=(*page.stamps, *stamps), legible=True, scan=scan)


def _without_stamps(rows: tuple[Row, ...]) -> tuple[tuple[Row, ...], list[Line]]:
    """Rows without what is set small above the national title: stamps of portals and of the receiving office."""
    if not rows:
        return rows, []
    at = next((n for n, row in enumerate(rows) if _has_title(row)), 0)
    limit = _STAMP_SIZE * _largest(rows[at])
    stamped = [n for n in range(at) if _largest(rows[n]) < limit]
    lines = [piece for n in stamped for piece in rows[n].pieces]
    return tuple(row for n, row in enumerate(rows) if n not in stamped), lines


def _has_title(row: Row) -> bool:
    return any(_TITLE in fold(piece.text) for piece in row.pieces)


def _largest(row: Row) -> float:
    """The largest type size of a row in points."""
    return max((piece.size for piece in row.pieces), default=0.0)


def _levelled(drawn: Glyphs, scan: Scan) -> Glyphs:
    """What appearances draw on the page as shown, where it stands on the level page."""
    if not len(drawn):
        return drawn
    forward = np.asarray(cv2.invertAffineTransform(scan.back), np.float64)
    x0, top, x1, bottom = (column.copy() for column in (drawn.x0, drawn.top, drawn.x1, drawn.bottom))
    left = forward @ np.vstack((x0, drawn.base, np.ones(len(drawn))))
    right = forward @ np.vstack((x1, drawn.base, np.ones(len(drawn))))
    rise = left[1] - drawn.base
    return replace(
        drawn,
        x0=np.minimum(left[0], right[0]),
        x1=np.maximum(left[0], right[0]),
        top=top + rise,
        bottom=bottom + rise,
        base=drawn.base + rise,
    )


def read_pictures(
    open_again: Callable[[], pdfium.PdfDocument],
    pages: Sequence[PageContent | None],
    doubtful: Sequence[int],
    budget: Budget,
) -> tuple[list[PageContent | None], Cut | None]:
    """The pages with those of the given indexes looked at as pictures, first and last ones first.

    The file is opened a second time, as annotations were made part of its pages while it was read.

    Raises:
        NeedsOcrError: pages have no usable text and the engine is not installed.
        OcrDeferredError: the budget leaves pictures to another worker.
    """
    read = list(pages)
    cut = None
    document = open_again()
    try:
        for index in _in_order(doubtful, len(pages)):
            if budget.spent():
                return read, Cut("timeout", f"the time ended before the picture of page {index + 1} was read")
            budget.begin_picture(index + 1)
            try:
                read[index] = _read(document, index, pages[index])
            except pdfium.PdfiumError:
                cut = cut or Cut("corrupt", f"the picture of page {index + 1} is damaged")
        return with_letters(document, pages, read), cut
    finally:
        document.close()


def _in_order(indexes: Sequence[int], count: int) -> list[int]:
    """The head's page, the pages where signatures stand, then the others."""
    return sorted(indexes, key=lambda index: (index != 0, index < count - _SIGNATURE_PAGES, index))


def _read(document: pdfium.PdfDocument, index: int, typed: PageContent | None) -> PageContent | None:
    """A page from its picture, unless its own text says what the picture shows."""
    if typed is None:
        return None
    picture, dpi = render(document, index)
    if typed.legible and agrees(typed, picture, dpi):
        return typed
    page = set_picture(read_picture(picture, dpi), typed.frame.width, typed.frame.height, typed.drawn)
    return replace(page, pictures=typed.pictures)


def agrees(typed: PageContent, picture: Colour, dpi: float) -> bool:
    """Whether the words of a strip of the picture stand in the page's text."""
    known = {_key(word) for line in _lines(typed) for word in line.text.split()}
    seen = [key for word in read_strip(picture, dpi) if (key := _key(word))]
    return len(seen) < _FEWEST_WORDS or sum(key in known for key in seen) >= _LEAST_SHARED * len(seen)


def _lines(page: PageContent) -> Iterator[Line]:
    """All lines of a page, those in cells of its tables last."""
    for row in page.rows:
        yield from row.pieces
    for grid in page.grids:
        for cell in grid.lines:
            yield from cell


def _key(word: str) -> str:
    return unicodedata.normalize("NFC", word).strip(".,;:()/“”\"'-–…").lower()
