"""Tables with rules between their rows alone: what the page's reading is unsure of there is read piece by piece.

Headings of one or two lines stand beside each other between two rules, their lines not level: read as lines of the
page, halves of two of them become one. A piece is ink that free strips part from the next over the height of a band.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.reading.ocr.engine import ReadWord
from extractor.reading.ocr.ink import pieces_of
from extractor.reading.ocr.picture import Prepared
from extractor.reading.ocr.pieces import free_between, read_pieces
from extractor.reading.pdf.half_ruled import bands, header_bands
from extractor.reading.pdf.rulings import Edge
from schemas.evidence import Box

_POINTS = 72.0
_INSET = 0.02
"""Inches by which a band is looked at smaller than its rules lie."""


def read_bands(page: Prepared, edges: Sequence[Edge], words: Sequence[ReadWord]) -> list[ReadWord]:
    """The words of a page, the doubtful ones of half-ruled tables replaced by what each piece reads alone.

    Of headings none is sure: one that is misread names a column that the table has not.
    """
    heads = header_bands(edges)
    body = [band for band in bands(edges) if band not in heads]
    read = read_pieces(page, [piece for band in heads for piece in _pieces(page, band)], words, surest=1.0)
    return read_pieces(page, [piece for band in body for piece in _pieces(page, band)], read)


def _pieces(page: Prepared, band: Box) -> Iterator[Box]:
    """The pieces of a band (points) from the left, in pixels, over its whole height."""
    scale, inset = page.dpi / _POINTS, round(_INSET * page.dpi)
    left, top = max(0, round(band.x0 * scale)), max(0, round(band.top * scale) + inset)
    right, bottom = round(band.x1 * scale), round(band.bottom * scale) - inset
    if right <= left or bottom <= top:
        return
    inked = pieces_of(page.grey[top:bottom, left:right], page.dpi)
    free = free_between(inked, page.dpi)
    extents: list[tuple[int, int]] = []
    for x0, x1 in sorted((piece.x, piece.x + piece.width) for piece in inked):
        if extents and x0 - extents[-1][1] < free:
            extents[-1] = (extents[-1][0], max(extents[-1][1], x1))
        else:
            extents.append((x0, x1))
    for x0, x1 in extents:
        yield Box(float(left + x0), float(top), float(left + x1), float(bottom))
