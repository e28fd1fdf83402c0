"""Where letters of cells stand: their heights, and the baseline of a line of few of them.

The engine gives letters the box of their whole line where specks join them, and type measured by such boxes is three
times as large as it is. Of a word alone (`hợp`) it takes the feet that reach below the line for the line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from statistics import median

from extractor.reading.ocr.engine import ReadWord, Symbol
from extractor.reading.ocr.typeface import CAPITAL, LOW, SMALL_LETTER, TALL

_QUARTER = 4
_LOWER = 0.15
"""Share of a line's height by which a baseline lies too low at least."""
_FEW = 12
"""Letters of a line by which the engine may take the baseline wrongly."""
_TALLER = 1.25
"""How many times taller than letters of its kind a letter is whose box is not its own."""


def with_own_heights(words: Sequence[ReadWord]) -> list[ReadWord]:
    """The words of one table, their letters no taller than such letters usually are in it."""
    tall = sorted(min(s.bottom, word.base) - s.top for word in words for s in word.symbols if s.text in TALL)
    if not tall or tall[len(tall) // _QUARTER] <= 0:
        return list(words)
    usual = tall[len(tall) // _QUARTER]
    return [replace(word, symbols=tuple(_lowered(s, word.base, usual) for s in word.symbols)) for word in words]


def with_own_base(words: Sequence[ReadWord]) -> list[ReadWord]:
    """The words of a cut-out, lines of few letters on the feet of those that have none below the line."""
    lines = (list(line) for _, line in groupby(words, key=lambda word: word.line))
    return [replace(word, base=base) for line in lines for word, base in _based(line)]


def _based(line: Sequence[ReadWord]) -> Iterator[tuple[ReadWord, float]]:
    """The words of a line, each with the baseline."""
    symbols = [symbol for word in line for symbol in word.symbols]
    feet = [symbol.bottom for symbol in symbols if symbol.text in TALL or symbol.text in LOW]
    foot = median(feet) if feet and len(symbols) <= _FEW else line[0].base
    height = max(symbol.bottom for symbol in symbols) - min(symbol.top for symbol in symbols)
    base = foot if line[0].base - foot > _LOWER * height else line[0].base
    yield from ((word, base) for word in line)


def _lowered(symbol: Symbol, base: float, usual: float) -> Symbol:
    if symbol.text not in TALL and symbol.text not in LOW:
        return symbol
    height = usual if symbol.text in TALL else usual * SMALL_LETTER / CAPITAL
    return replace(symbol, top=base - height, bottom=base) if symbol.bottom - symbol.top > _TALLER * height else symbol
