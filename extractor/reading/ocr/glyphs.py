"""Words read from a picture as the glyphs that a digital page gives: boxes, baselines and styles in points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from extractor.reading.ocr.engine import ReadWord
from extractor.reading.ocr.typeface import Typeface
from extractor.reading.pdf.glyphs import Glyphs, Style, empty, with_certainty

_ASCENT, _DESCENT = 0.891, 0.216
"""Extent of Times New Roman around its baseline in type sizes: what a digital page gives as the box of a glyph."""
_LEAST_STEP = 0.12
"""A symbol that begins less than so many type sizes behind the one before was not found on the picture."""
_MOST_OVERLAP = 0.25
_BLANK = 0.25
_POINTS = 72.0


@dataclass(frozen=True, slots=True)
class Inked:
    """A word: whether it was written by hand, its digits are sure at a second look, it goes on at any distance."""

    word: ReadWord
    handwritten: bool
    checked: bool = False
    joined: bool = False


def glyphs_of(words: Sequence[Inked], faces: Sequence[Typeface], certainty: Sequence[float], dpi: float) -> Glyphs:
    """The glyphs of words in the engine's order; each word is followed by a blank.

    `certainty` (0 to 1) stays with every glyph of its word. Words of one line share run and baseline.
    """
    rows: list[tuple[float, ...]] = []
    for inked, face, sure in zip(words, faces, certainty, strict=True):
        bits = int(Style.OCR) | (Style.BOLD if face.bold else 0) | (Style.ITALIC if face.italic else 0)
        bits |= (Style.HANDWRITTEN if inked.handwritten else 0) | (Style.CHECKED if inked.checked else 0)
        rows += _rows(inked.word, face, with_certainty(int(bits), sure), joined=inked.joined)
    if not rows:
        return empty()
    table = np.array(rows, np.float64)
    scale = _POINTS / dpi
    code, style, run = (table[:, n].astype(np.int64) for n in (0, 7, 8))
    x0, top, x1, bottom, base, size = (table[:, n] * scale for n in range(1, 7))
    return Glyphs(code, x0, top, x1, bottom, base, size, style, run, np.ones(len(rows), np.bool_))


def _rows(word: ReadWord, face: Typeface, style: int, *, joined: bool) -> list[tuple[float, ...]]:
    """Code, box, baseline, size, style and run of each code point of a word and of the blank behind it."""
    top, bottom = word.base - _ASCENT * face.size, word.base + _DESCENT * face.size
    rows = []
    for number, (char, x0, x1) in enumerate(_places(word, face.size)):
        own = style | (int(Style.JOINED) if number or joined else 0)
        rows.append((float(ord(char)), x0, top, x1, bottom, word.base, face.size, float(own), float(word.line)))
    end = word.word.x1
    blank = (32.0, end, top, end + _BLANK * face.size, bottom, word.base, face.size, float(style), float(word.line))
    return [*rows, blank]


def _places(word: ReadWord, size: float) -> list[tuple[str, float, float]]:
    """Left and right of each code point: the symbols' own boxes where they follow each other, else equal parts."""
    sides = [(symbol.x0, symbol.x1) for symbol in word.symbols]
    steps = [b[0] - a[0] >= _LEAST_STEP * size and b[0] >= a[1] - _MOST_OVERLAP * size for a, b in pairwise(sides)]
    if not all(steps):
        left, part = word.word.x0, (word.word.x1 - word.word.x0) / len(sides)
        sides = [(left + n * part, left + (n + 1) * part) for n in range(len(sides))]
    places = []
    for symbol, (x0, x1) in zip(word.symbols, sides, strict=True):
        part = (x1 - x0) / len(symbol.text)
        places += [(char, x0 + n * part, x0 + (n + 1) * part) for n, char in enumerate(symbol.text)]
    return places
