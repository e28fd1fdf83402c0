"""Pieces of a table that no rules part, read by themselves: what the page's reading is unsure of there.

A piece is ink that free strips part from the next; alone the engine keeps its words together and apart from others.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import numpy as np

from extractor.reading.ocr.cells import read_cell, sureness, text_of
from extractor.reading.ocr.engine import ReadWord
from extractor.reading.ocr.figures import read_crop
from extractor.reading.ocr.ink import Piece
from extractor.reading.ocr.letter_boxes import with_own_base, with_own_heights
from extractor.reading.ocr.picture import Prepared
from extractor.reading.ocr.stretches import base_beside
from extractor.reading.pdf.legibility import fold
from schemas.evidence import Box

_FREE = 0.85
"""Heights of its pieces of ink without any that part two columns; blanks between words are half as wide."""
_LEAST_FREE, _MOST_FREE = 0.05, 0.1
"""The same in inches, at least and at most."""
_BEYOND = 0.06
"""Inches that a word of a piece may reach beyond its ink."""
_SURE = 0.85
_SURE_FIGURE = 0.9
_SYLLABLES = re.compile(r"[aeiouy][^\W\daeiouy]{1,4}[aeiouy]")
"""Two syllables in folded letters; a word of the language has one."""
_WITH_FIGURE = re.compile(r"[^\W\d_]{2}\d")
_LONG = re.compile(r"(?!(?:19|20)\d\d$)\d{4,15}")
"""A figure of thousands without stops, and no year."""
_MOST_PIECES = 3000
_OFF, _MOST_OFF = 0.25, 0.03
"""Baselines of one line differ by less than this share of a word's height, and by fewer inches."""


def free_between(pieces: Sequence[Piece], dpi: float) -> float:
    """Pixels without ink that part two columns of a table whose letters are `pieces`."""
    usual = float(np.median([piece.height for piece in pieces])) if pieces else 0.0
    return min(max(_FREE * usual, _LEAST_FREE * dpi), _MOST_FREE * dpi)


def read_pieces(
    page: Prepared, pieces: Sequence[Box], words: Sequence[ReadWord], surest: float = _SURE
) -> list[ReadWord]:
    """The words of a page, the doubtful ones replaced by what each of the pieces (pixels) reads alone.

    A word is doubtful that is less sure than `surest`, from 0 to 1.
    """
    read = list(words)
    if len(pieces) > _MOST_PIECES:
        return read
    for piece, touching in [(piece, [word for word in words if _touches(word, piece)]) for piece in pieces]:
        new = _better(page, piece, touching, surest)
        read = _in_place_of(touching, new, read, page.dpi) if new else read
    return _with_own_heights(read, pieces)


def _with_own_heights(words: Sequence[ReadWord], pieces: Sequence[Box]) -> list[ReadWord]:
    """The words in their order, the letters of those on the pieces of the heights that they have there."""
    inside = [any(_touches(word, piece) for piece in pieces) for word in words]
    kept = [word for word, is_inside in zip(words, inside, strict=True) if is_inside]
    lowered = iter(with_own_heights(with_own_base(kept)))
    return [next(lowered) if is_inside else word for word, is_inside in zip(words, inside, strict=True)]


def _better(page: Prepared, piece: Box, touching: Sequence[ReadWord], surest: float) -> list[ReadWord]:
    """What a piece reads alone; nothing where the page's words on it are sure and its own, or that is doubtful."""
    own = [word for word in touching if _within(word, piece, _BEYOND * page.dpi)]
    if own and len(own) == len(touching) and all(_is_sure(word, surest) for word in own):
        return []
    new = read_cell(partial(_read, page, piece), own)
    return [] if _is_doubtful_figure(new) else new


def _is_sure(word: ReadWord, surest: float) -> bool:
    """Whether a word may stay as it was read: surely, and as one word or figure, none with a blank or stop lost."""
    text = word.word.text
    joined = _SYLLABLES.search(fold(text)) is not None or _WITH_FIGURE.search(text) is not None
    return word.word.confidence >= surest and not joined and _LONG.fullmatch(text) is None


def _in_place_of(
    old: Sequence[ReadWord], new: Sequence[ReadWord], words: Sequence[ReadWord], dpi: float
) -> list[ReadWord]:
    """The words without the old ones, the new ones at their end on lines of their own."""
    left = [word for word in words if word not in old]
    line = 1 + max((word.line for word in left), default=-1)
    return [*left, *(replace(word, line=word.line + line, base=_base(word, left, dpi)) for word in new)]


def _is_doubtful_figure(words: Sequence[ReadWord]) -> bool:
    """Whether a figure was read that nothing but one size vouches for: a wrong one would look right."""
    return len(words) == 1 and any(map(str.isdigit, text_of(words))) and sureness(words) < _SURE_FIGURE


def _read(page: Prepared, piece: Box, larger: float) -> list[ReadWord]:
    around = round(_BEYOND * page.dpi)
    x0, top, x1, bottom = max(0, round(piece.x0) - around), round(piece.top), round(piece.x1) + around, piece.bottom
    return read_crop(page, page.grey[top : round(bottom), x0:x1], (x0, top), larger)


def _touches(word: ReadWord, piece: Box) -> bool:
    own = word.word
    return own.x0 < piece.x1 and piece.x0 < own.x1 and piece.top <= (own.top + own.bottom) / 2 <= piece.bottom


def _within(word: ReadWord, piece: Box, beyond: float) -> bool:
    return piece.x0 - beyond <= word.word.x0 and word.word.x1 <= piece.x1 + beyond


def _base(word: ReadWord, others: Sequence[ReadWord], dpi: float) -> float:
    return base_beside(word, others, min(_OFF * (word.word.bottom - word.word.top), _MOST_OFF * dpi))
