"""Where words and their letters stand: moved from a part of a picture to the page, or shared out over a box."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.reading.ocr.engine import ReadWord, Symbol
from extractor.reading.ocr.words import Word


def moved(word: ReadWord, scale: float, x: float, y: float) -> ReadWord:
    """A word of a part that begins at (x, y) and was read at `1 / scale` of the page's size; all in pixels."""
    own = word.word
    symbols = tuple(
        replace(s, x0=s.x0 * scale + x, top=s.top * scale + y, x1=s.x1 * scale + x, bottom=s.bottom * scale + y)
        for s in word.symbols
    )
    whole = replace(
        own, x0=own.x0 * scale + x, top=own.top * scale + y, x1=own.x1 * scale + x, bottom=own.bottom * scale + y
    )
    return replace(word, word=whole, symbols=symbols, base=word.base * scale + y)


def evenly(word: Word, letters: Sequence[str] = ()) -> tuple[Symbol, ...]:
    """The letters of a word whose places the engine does not know, each with an equal part of its box."""
    letters = letters or word.text
    part = (word.x1 - word.x0) / max(len(letters), 1)
    return tuple(
        Symbol(letter, word.x0 + n * part, word.top, word.x0 + (n + 1) * part, word.bottom)
        for n, letter in enumerate(letters)
    )
