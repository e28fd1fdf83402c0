"""A word as the engine reads it from a picture."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.reading.boxes import GlyphBox


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its box in pixels of the picture that was read; `confidence` is the engine's, from 0 to 1."""

    text: str
    confidence: float
    x0: float
    top: float
    x1: float
    bottom: float


def box_of(word: Word) -> GlyphBox:
    """The sides of a word: left, upper, right and lower."""
    return word.x0, word.top, word.x1, word.bottom


def touch(one: GlyphBox, other: GlyphBox) -> bool:
    """Whether two boxes share any room."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def overlap(one: Word, other: Word) -> bool:
    """Whether two words share any room."""
    return touch(box_of(one), box_of(other))
