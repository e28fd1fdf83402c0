"""Pages whose glyphs have no character map: read by the letters that their pictures show all over the document.

Such a page is read from its picture first. Where words of the picture and of the page stand in the same place and are
as long, each glyph is seen with a letter (`letter_map`). With the letters learnt the page has its own text again, with
exact places; it takes the place of what was read from the picture where every glyph is known and the words are
Vietnamese, more so than those that were read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pypdfium2 as pdfium

from extractor.reading.boxes import GlyphBox
from extractor.reading.legacy.syllables import is_syllable
from extractor.reading.pdf.glyphs import UNMAPPED, Glyphs, Style, frame_of, read_glyphs
from extractor.reading.pdf.letter_map import ASCII, Letters, Sightings, learnt
from extractor.reading.pdf.lines import Line, Row, set_rows
from extractor.reading.pdf.page import PageContent, set_page, shown_boxes

_LEAST_UNMAPPED = 0.05
"""Share of the glyphs of a page without a map; a few are signs of a symbol font."""
_FEWEST_GLYPHS = 30
_SAME_PLACE = 0.7
"""Share of the stretch of two words that both of them cover where they are the same."""
_LEAST_SYLLABLES = 0.95
"""Share of the words with marks that are syllables where a page is read right."""
_CUT = int(Style.BOLD | Style.ITALIC)
_LETTERS = frozenset(map(chr, (*range(0x1EA0, 0x1EFA), 0x102, 0x103, 0x110, 0x111, 0x1A0, 0x1A1, 0x1AF, 0x1B0)))
"""Letters of Vietnamese alone: fonts that show them say what their glyphs are."""


Place = tuple[float, float]
"""Left and top of a glyph."""


@dataclass(frozen=True, slots=True)
class _Word:
    """Characters in a row without a blank, and where they stand on the page as shown."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    places: tuple[Place, ...]
    cuts: tuple[int, ...]
    """Of each character whether it is bold and italic."""

    @property
    def middle(self) -> float:
        """Its height on the page."""
        return (self.top + self.bottom) / 2


def with_letters(
    document: pdfium.PdfDocument, typed: Sequence[PageContent | None], read: Sequence[PageContent | None]
) -> list[PageContent | None]:
    """The pages `read` from pictures, those without a character map by their own glyphs; `typed` is how they were set.

    Raises:
        pdfium.PdfiumError: a page cannot be loaded.
    """
    glyphs = {
        index: found
        for index, (own, page) in enumerate(zip(typed, read, strict=True))
        if own is not None and page is not None and page.scan is not None and not own.hidden
        and (found := _unmapped(document, index)) is not None
    }
    sightings = Sightings()
    places = {index: _see(sightings, found, read[index]) for index, found in glyphs.items()}
    letters = learnt(sightings)
    whole = list(read)
    for index, found in glyphs.items():
        own, page = typed[index], read[index]
        spelt = _spelt(found, letters, places[index]) if letters is not None else None
        if own is None or page is None or spelt is None:
            continue
        again = set_page(spelt, own.drawn, own.edges, own.frame)
        if _is_better(again, page):
            whole[index] = replace(again, pictures=own.pictures, legible=True, spelt=True)
    return whole


def _unmapped(document: pdfium.PdfDocument, index: int) -> Glyphs | None:
    """The glyphs of a page with their numbers, None where they have a character map."""
    page = document[index]
    try:
        glyphs = read_glyphs(page.raw, frame_of(page.raw), keep_unmapped=True)
    finally:
        page.close()
    visible = glyphs.take(~glyphs.spaces() & ((glyphs.style & int(Style.INVISIBLE)) == 0))
    unmapped = int((visible.code >= UNMAPPED).sum())
    return glyphs if len(visible) >= _FEWEST_GLYPHS and unmapped >= _LEAST_UNMAPPED * len(visible) else None


def _see(sightings: Sightings, glyphs: Glyphs, page: PageContent | None) -> dict[Place, str]:
    """The letters of a picture where glyphs stand, by words of one length in one place; they are counted too."""
    upright = glyphs.take(glyphs.upright)
    rows = set_rows(upright, np.full(len(upright), -1, np.int64))
    seen = sorted(_words(_lines(page), page), key=lambda word: word.middle) if page is not None else []
    heights = np.array([word.middle for word in seen])
    found: dict[Place, str] = {}
    for word in _words([line for row in rows for line in row.pieces]):
        near = range(*np.searchsorted(heights, (word.top, word.bottom)).tolist())
        same = [seen[n] for n in near if _is_same_place(word, seen[n])]
        if len(same) == 1 and len(same[0].text) == len(word.text):
            found.update(zip(word.places, same[0].text, strict=True))
            for code, letter, cut in zip(map(ord, word.text), same[0].text, word.cuts, strict=True):
                sightings.add(code, letter, cut)
    return found


def _is_same_place(one: _Word, other: _Word) -> bool:
    shared = min(one.x1, other.x1) - max(one.x0, other.x0)
    return shared > _SAME_PLACE * (max(one.x1, other.x1) - min(one.x0, other.x0))


def _lines(page: PageContent) -> list[Line]:
    """Every line of a page, those of its tables too."""
    rows: Iterable[Row] = page.rows
    return [line for row in rows for line in row.pieces] + [
        line for grid in page.grids for cell in grid.lines for line in cell
    ]


def _words(lines: Sequence[Line], page: PageContent | None = None) -> Iterator[_Word]:
    """The words of lines; those of a `page` that was turned to be read where they stand as it is shown."""
    for line in lines:
        boxes = line.boxes if page is None or page.scan is None else shown_boxes(line.boxes, page.scan)
        inside: list[tuple[str, GlyphBox, int]] = []
        for char, box, style in zip(f"{line.text} ", (*boxes, None), (*line.styles, 0), strict=True):
            if box is not None and not char.isspace():
                inside.append((char, box, style & _CUT))
            elif inside:
                yield _word(inside)
                inside = []


def _word(inside: Sequence[tuple[str, GlyphBox, int]]) -> _Word:
    chars, boxes, cuts = zip(*inside, strict=True)
    left, top, right, bottom = zip(*boxes, strict=True)
    places = tuple(zip(left, top, strict=True))
    return _Word("".join(chars), min(left), min(top), max(right), max(bottom), places, cuts)


def _spelt(glyphs: Glyphs, letters: Letters, places: Mapping[Place, str]) -> Glyphs | None:
    """The glyphs as letters, None where one is not known.

    A letter that was read too seldom says by its style that it was read; where readings of a code contradict each
    other, the whole row does, so that it is looked at as what a picture shows.
    """
    codes = glyphs.code.tolist()
    told = [_letter(code, letters.known) or letters.read.get(code) for code in codes]
    seldom = np.isin(glyphs.code, sorted(letters.read))
    doubtful = [at for at, letter in enumerate(told) if letter is None]
    lefts, tops = np.round(glyphs.x0, 2).tolist(), np.round(glyphs.top, 2).tolist()
    for at in doubtful:
        told[at] = places.get((lefts[at], tops[at]))
    spelt = [ord(letter) for letter in told if letter is not None]
    if len(spelt) < len(codes):
        return None
    in_row = np.isin(np.round(glyphs.base), np.round(glyphs.base[doubtful]))
    style = glyphs.style | np.where(seldom | in_row, int(Style.OCR), 0)
    return replace(glyphs, code=np.array(spelt, np.int64), style=style)


def _letter(code: int, known: Mapping[int, str]) -> str | None:
    """What a code means: what was learnt, itself where it has a map that nothing contradicts."""
    return known.get(code) or (chr(code) if code <= ASCII or _is_vietnamese(code) else None)


def _is_vietnamese(code: int) -> bool:
    """Whether a code is a letter that no mistaken encoding shows."""
    return code < UNMAPPED and chr(code) in _LETTERS


def _is_better(page: PageContent, read: PageContent) -> bool:
    """Whether the words with marks are syllables, and more of them than of what was read."""
    own = _syllables(page)
    return own >= _LEAST_SYLLABLES and own >= _syllables(read)


def _syllables(page: PageContent) -> float:
    words = [word.strip(".,;:()/“”\"'-–…!?[]") for line in _lines(page) for word in line.text.split()]
    told = [word for word in words if word.isalpha() and not word.isascii()]
    return sum(map(is_syllable, told)) / len(told) if told else 0.0
