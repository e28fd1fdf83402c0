"""What one cell of a ruled table reads: readings of it alone, at several sizes, and that of the page, weighed.

Alone the engine keeps the words of a cell together, but cuts the lowest marks off (`Lãnh đao`) and takes a single
figure for anything; on the page it has the marks, and runs words of neighbouring cells together. Two readings that
agree are taken, else more are made and the surest one counts.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace

from extractor.reading.ocr.engine import ReadWord, Symbol
from extractor.reading.ocr.words import Word, overlap

Reader = Callable[[float], list[ReadWord]]
"""Reads the cell so many times larger than it is."""

_SURE = 0.9
_FAIRLY_SURE = 0.7
_READABLE = 0.25
"""What the engine is less sure of is no reading: paper, smears, half a line."""
_LARGER = (1.25, 1.5)
_WEIGHT = 3
"""Power of the confidence that a reading counts with: two sure readings outweigh a third that is surer."""
_REMAINS = "|_`\u02c6~"
"""What the engine makes of the ends of rules."""
_OPENING = "'‘’“\""
_DOT_BELOW = "\u0323"


def read_cell(read: Reader, on_page: Sequence[ReadWord]) -> list[ReadWord]:
    """The words of a cell; `on_page` are those that the page's own reading has in it."""
    alone, seen = _cleaned(read(1.0)), _cleaned(on_page)
    if text_of(alone) == text_of(seen) and sureness(alone) >= _SURE:
        return alone
    if not alone and not seen:
        return []
    readings = [alone, *(_cleaned(read(larger)) for larger in _LARGER)]
    whole = sureness(seen) >= _SURE and not any("|" in word.word.text for word in on_page)
    chosen = _weighed([*readings, seen] if whole else readings)
    others = [word for reading in (seen, *readings) for word in reading]
    return [_with_dots(word, others) for word in chosen]


def text_of(words: Sequence[ReadWord]) -> str:
    """The words with blanks between them."""
    return " ".join(word.word.text for word in words)


def sureness(words: Sequence[ReadWord]) -> float:
    """Confidence over all letters, 0 where there are none."""
    letters = sum(len(word.word.text) for word in words)
    return sum(len(word.word.text) * word.word.confidence for word in words) / letters if letters else 0.0


def _weighed(readings: Sequence[list[ReadWord]]) -> list[ReadWord]:
    """The surest of the readings whose text has most confidence behind it."""
    weight: dict[str, float] = defaultdict(float)
    surest: dict[str, list[ReadWord]] = {}
    for reading in (reading for reading in readings if sureness(reading) >= _READABLE):
        text, sure = text_of(reading).casefold(), sureness(reading)
        weight[text] += sure**_WEIGHT
        if text not in surest or sure > sureness(surest[text]):
            surest[text] = reading
    return surest[max(weight, key=lambda text: weight[text])] if weight else []


def _cleaned(words: Sequence[ReadWord]) -> list[ReadWord]:
    """The words without what the engine made of rules beside them."""
    kept = [_trimmed(word) for word in words]
    return [word for word in kept if word is not None]


def _trimmed(word: ReadWord) -> ReadWord | None:
    symbols = list(word.symbols)
    while symbols and _is_remains(symbols[-1]):
        symbols.pop()
    while symbols and (_is_remains(symbols[0]) or _opens_nothing(symbols)):
        symbols.pop(0)
    if len(symbols) == len(word.symbols):
        return word
    return _of(word, symbols) if symbols else None


def _is_remains(symbol: Symbol) -> bool:
    return all(char in _REMAINS for char in symbol.text)


def _opens_nothing(symbols: Sequence[Symbol]) -> bool:
    """A quotation mark before a word that no other follows: the corner of a letter, a speck."""
    text = "".join(symbol.text for symbol in symbols)
    return len(text) > 1 and text[0] in _OPENING and text[1].isalpha()


def _of(word: ReadWord, symbols: Sequence[Symbol]) -> ReadWord:
    """A word made of some of its symbols, or of others at their places."""
    text = "".join(symbol.text for symbol in symbols)
    x0, x1 = min(symbol.x0 for symbol in symbols), max(symbol.x1 for symbol in symbols)
    own = word.word
    whole = Word(text, own.confidence, max(own.x0, x0), own.top, min(own.x1, x1), own.bottom)
    return replace(word, word=whole, symbols=tuple(symbols))


def _with_dots(word: ReadWord, others: Sequence[ReadWord]) -> ReadWord:
    """A word with the dots below its letters that a sure reading of the same word has."""
    if not any(map(str.islower, word.word.text)):
        return word
    best = word
    for other in others:
        alike = len(other.symbols) == len(word.symbols) and _undotted(other) == _undotted(word)
        sure = other.word.confidence >= _FAIRLY_SURE and overlap(word.word, other.word)
        if alike and sure and _dots(other) > _dots(best):
            symbols = [replace(own, text=dotted.text) for own, dotted in zip(word.symbols, other.symbols, strict=True)]
            best = _of(word, symbols)
    return best


def _undotted(word: ReadWord) -> list[str]:
    return [unicodedata.normalize("NFD", symbol.text).replace(_DOT_BELOW, "") for symbol in word.symbols]


def _dots(word: ReadWord) -> int:
    return unicodedata.normalize("NFD", word.word.text).count(_DOT_BELOW)
