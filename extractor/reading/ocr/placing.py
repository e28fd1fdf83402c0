"""Words read from a part of a picture, moved to where that part stands on the page."""

from __future__ import annotations

from dataclasses import replace

from extractor.reading.ocr.engine import ReadWord


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
