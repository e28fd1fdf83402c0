"""One picture of a page read: upright, with its words as glyphs, its rulings, its handwriting told apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from extractor.reading.handwriting import Looked, Settled, find_places, look, settle
from extractor.reading.ocr.bands import read_bands
from extractor.reading.ocr.columns import read_columns
from extractor.reading.ocr.covered import with_covered_number
from extractor.reading.ocr.engine import ONE_BLOCK, Grey, ReadWord, read_words
from extractor.reading.ocr.glyphs import Inked, glyphs_of
from extractor.reading.ocr.missed import read_missed
from extractor.reading.ocr.noise import without, without_noise
from extractor.reading.ocr.number_line import read_number_line, with_label
from extractor.reading.ocr.numerals import with_numerals, with_ordinals, with_strokes
from extractor.reading.ocr.open_tables import read_open_tables
from extractor.reading.ocr.orientation import best_turn, densest_strip, quality_of
from extractor.reading.ocr.picture import Affine, Colour, Prepared, prepare, used_height
from extractor.reading.ocr.placing import evenly
from extractor.reading.ocr.rulings import read_edges
from extractor.reading.ocr.signed_names import with_signed_name
from extractor.reading.ocr.stamps import read_stamps
from extractor.reading.ocr.tables import read_cells, ruled_tables
from extractor.reading.ocr.typeface import typefaces
from extractor.reading.ocr.words import Word
from extractor.reading.pdf.glyphs import Glyphs
from extractor.reading.pdf.half_ruled import bands
from extractor.reading.pdf.rulings import Edge

_POINTS = 72.0
_COVERED = 0.05
"""Share of coloured pixels in a word's box from which a seal or a signature may hide parts of it."""
_UNDER_INK = 0.5
_SURE = 0.85


@dataclass(frozen=True, slots=True)
class PictureText:
    """What stands on a picture, in points of the level page; `back` leads to points of the picture as it was.

    `width` and `height` are those of the level page, `quality` (0 to 1) how sure the engine is on the whole.
    """

    glyphs: Glyphs
    edges: tuple[Edge, ...]
    width: float
    height: float
    back: Affine
    quality: float


def read_picture(picture: Colour, dpi: float) -> PictureText:
    """Read the picture of one page.

    Raises:
        NeedsOcrError: the engine is not installed.
    """
    page = prepare(picture, dpi)
    used = used_height(page.grey, page.dpi)
    words = read_words(page.grey[:used], page.dpi)
    turn = best_turn(page, words)
    if turn:
        page = prepare(picture, dpi, turn)
        used = used_height(page.grey, page.dpi)
        words = read_words(page.grey[:used], page.dpi)
    words = with_numerals(page.grey, words)
    edges = read_edges(_dark(page)[:used], page.dpi)
    tables = ruled_tables(edges)
    kept = without_noise(words)
    dropped = without(words, kept)
    words = read_bands(page, edges, read_cells(page, tables, kept))
    tabular = (*(table.box for table in tables), *bands(edges))
    words = read_open_tables(page, tabular, words)
    words = with_label(page, read_missed(page, edges, tables, words))
    words = with_label(page, read_number_line(page, read_columns(page, words, dropped, tabular)))
    words = with_signed_name(page, words)
    words = with_strokes(page.grey, with_ordinals(page.grey, words))
    quality = quality_of(words)
    words += read_stamps(page, words)
    words, unread = with_covered_number(page, words)
    seen = _looked_at(page, [word.word for word in words])
    inked = [_inked(each, words[each.origin]) for each in settle([w.word for w in words], seen)]
    inked = _apart(inked) + ([Inked(unread, handwritten=True)] if unread else [])
    read = [each.word for each in inked]
    certainty = [each.word.confidence * factor for each, factor in zip(read, _visible(read, page), strict=True)]
    glyphs = glyphs_of(inked, typefaces(read, page.grey), certainty, page.dpi)
    height, width = page.grey.shape
    scale = _POINTS / page.dpi
    return PictureText(glyphs, edges, width * scale, height * scale, page.back, quality)


def read_strip(picture: Colour, dpi: float) -> list[str]:
    """The words that the engine is sure of in the strip of a page with most ink."""
    page = prepare(picture, dpi)
    words = read_words(densest_strip(page.grey), page.dpi, ONE_BLOCK)
    return [word.word.text for word in words if word.word.confidence >= _SURE and len(word.word.text) > 1]


def _dark(page: Prepared) -> Grey:
    """The page with its coloured ink dark: a seal over a rule hides it in the grey picture."""
    return np.minimum(page.grey, 255 * (1 - page.coloured)) if page.coloured.any() else page.grey


def _looked_at(page: Prepared, words: Sequence[Word]) -> Looked:
    """What is written by hand and what is print at the places for digits; most pages have none."""
    return look(page.pen(), page.dpi, words) if find_places(words, page.grey.shape[0]) else Looked()


def _inked(settled: Settled, origin: ReadWord) -> Inked:
    """A word after its handwriting was looked at: with its own symbols, or its box divided among its letters."""
    word = settled.word
    own = origin if word == origin.word else replace(origin, word=word, symbols=evenly(word))
    return Inked(own, settled.handwritten, settled.checked, settled.joined)


def _apart(words: Sequence[Inked]) -> list[Inked]:
    """The words with those of one line that overlap cut where they meet: their order on the line is the engine's."""
    result: list[Inked] = []
    for each in words:
        left = result[-1] if result else None
        right = each
        if left is not None and left.word.line == each.word.line and _begin(left) < _begin(each) < left.word.word.x1:
            middle = (_begin(each) + left.word.word.x1) / 2
            result[-1] = _between(left, _begin(left), middle)
            right = _between(each, middle, max(each.word.word.x1, middle + 1))
        result.append(right)
    return result


def _begin(each: Inked) -> float:
    return each.word.word.x0


def _between(each: Inked, x0: float, x1: float) -> Inked:
    """A word with its symbols moved into a narrower room."""
    own = each.word.word
    scale = (x1 - x0) / max(own.x1 - own.x0, 1.0)
    symbols = tuple(
        replace(s, x0=x0 + (s.x0 - own.x0) * scale, x1=x0 + (s.x1 - own.x0) * scale) for s in each.word.symbols
    )
    return replace(each, word=replace(each.word, word=replace(own, x0=x0, x1=x1), symbols=symbols))


def _visible(words: Sequence[ReadWord], page: Prepared) -> list[float]:
    """A factor for each word's certainty: less than 1 where coloured ink lies over it."""
    if not page.coloured.any():
        return [1.0] * len(words)
    factors = []
    for word in words:
        x0, top, x1, bottom = (max(0, round(side)) for side in _sides(word))
        share = cv2.countNonZero(page.coloured[top:bottom, x0:x1]) / max((x1 - x0) * (bottom - top), 1)
        factors.append(_UNDER_INK if share > _COVERED else 1.0)
    return factors


def _sides(word: ReadWord) -> tuple[float, float, float, float]:
    return word.word.x0, word.word.top, word.word.x1, word.word.bottom
