"""Which places of a page hold handwriting, and what stands there.

The print recogniser gives wrong numbers for handwriting and is sure of them. So a place counts as printed only where
its signs look printed and the recogniser read digits there; every other ink is handwriting (or covered print), and is
read by the digit reader or not at all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.reading.handwriting.ink import Filled, Grey, ink_at
from extractor.reading.handwriting.places import Kind, Place, find_places
from extractor.reading.handwriting.strings import Reading, read_string
from extractor.reading.ocr.words import Word

SURE = 0.97
"""Least confidence of a reading that may become a value; see docs/handwriting.md for what it lets through."""
_PRINTED, _SURELY_PRINTED = 0.5, 0.9
"""Likelihood of print, on the mean of the digits, from which they are print; and that where they are not read."""
_UNSURE = 0.5
"""Most confidence in digits whose number is in doubt: one may be missing, or cover the slash."""
_TRUSTED, _PLAIN = 0.8, 0.95
"""Least confidence of the print recogniser in digits that the digit reader is sure of too, or only sees as well."""


@dataclass(frozen=True, slots=True)
class Handwritten:
    """Ink at a place for digits that is not plain print: its box in pixels of the page.

    `reading` holds the digits as the digit reader sees them, None where it sees none; from `SURE` on they may be taken
    for the value. `room` reaches from the printed word before the ink to the one behind it: all that the recogniser
    read in it is made of the ink. `label` is the word before it that stands for the printed `Số:`.
    """

    x0: float
    top: float
    x1: float
    bottom: float
    reading: str | None
    confidence: float
    room: tuple[float, float] | None = None
    label: Word | None = None


@dataclass(frozen=True, slots=True)
class Looked:
    """What was seen at the places of a page: ink by hand (or covered print), and places with nothing but print."""

    by_hand: tuple[Handwritten, ...] = ()
    printed: tuple[Place, ...] = ()


def look(grey: Grey, dpi: float, words: Sequence[Word]) -> Looked:
    """What stands behind `Số:` and in the date of a page's heads: handwriting, or print that was read.

    `grey` is the upright page with light paper, `words` what the print recogniser read on it, in its pixels. Pages of
    less than 100 dpi are not looked at: digits there have fewer pixels than the digit reader needs.
    """
    if dpi < 100 or grey.size == 0:
        return Looked()
    found = [_at(grey, place) for place in find_places(words, grey.shape[0])]
    by_hand = sorted((one for one in found if isinstance(one, Handwritten)), key=lambda one: (one.top, one.x0))
    return Looked(tuple(by_hand), tuple(one for one in found if isinstance(one, Place)))


def _at(grey: Grey, place: Place) -> Handwritten | Place | None:
    """The ink at a place, or the place itself where its ink is print; None where there is none to speak of."""
    filled = ink_at(grey, place)
    if filled is None:
        return _unseen(place)
    reading = read_string(filled)
    if _is_print(place, filled, reading):
        return place
    text, confidence = _judged(place, filled, reading)
    left, right = min(p.left for p in filled.pieces), max(p.right for p in filled.pieces)
    top, bottom = min(p.top for p in filled.pieces), max(p.bottom for p in filled.pieces)
    x, y = filled.left, filled.top
    room = (min(place.x0, x + left), max(place.x1, x + right))
    return Handwritten(x + left, y + top, x + right, y + bottom, text, round(confidence, 3), room, place.label)


def _unseen(place: Place) -> Handwritten | None:
    """A place where the print recogniser saw signs in ink too faint for the digit reader."""
    if place.text.isdecimal() or not re.search(r"[^\W_]", place.text):
        return None
    room = (place.x0, place.x1)
    return Handwritten(place.x0, place.base - place.height, place.x1, place.base, None, 0.0, room, place.label)


def _is_print(place: Place, filled: Filled, reading: Reading | None) -> bool:
    """Whether the place holds printed digits that the print recogniser read."""
    # Without its notation a number may go on below the ink that hides the slash.
    if reading is None or not place.firm or not re.fullmatch(r"\d{1,6}\.?", place.text):
        return False
    if reading.text != place.text.rstrip("."):
        return not filled.stray and _is_unclear_print(place, reading)
    if filled.stray:
        return reading.printed >= _PRINTED and _hides_nothing(place, reading)
    return reading.printed >= _PRINTED or _agree(place, reading)


def _is_unclear_print(place: Place, reading: Reading) -> bool:
    """Whether ink looks printed that the digit reader cannot read: then a sure print recogniser is believed.

    Both must see as many digits: ink that parts or joins them is more often written by hand.
    """
    as_many = len(reading.text) == len(place.text.rstrip("."))
    unread = place.confidence >= _PLAIN and reading.confidence < _PRINTED
    return as_many and unread and reading.printed >= _SURELY_PRINTED


def _hides_nothing(place: Place, reading: Reading) -> bool:
    """Whether traces beside the ink leave no digit in doubt: a stamp may hide one of a number, none of a day in two."""
    whole = place.kind is not Kind.NUMBER and len(reading.text) == 2
    return whole or (place.confidence >= _TRUSTED and place.text.isdecimal())


def _agree(place: Place, reading: Reading) -> bool:
    """Whether two recognisers that are both sure read the same: then it does not matter how it was set down."""
    sure = place.confidence >= _TRUSTED and reading.confidence >= _TRUSTED
    return sure or place.confidence >= _PLAIN


def _judged(place: Place, filled: Filled, reading: Reading | None) -> tuple[str | None, float]:
    """The digits read and how sure they are, in view of what can stand at such a place."""
    if reading is None or filled.stray or not _possible(place.kind, reading.text):
        return None, 0.0
    shorter = place.text.isdecimal() and len(place.text) > len(reading.text)
    if not filled.firm or shorter:
        return reading.text, min(reading.confidence, _UNSURE)
    return reading.text, reading.confidence


def _possible(kind: Kind, digits: str) -> bool:
    limits = {Kind.NUMBER: (1, 99999), Kind.DAY: (1, 31), Kind.MONTH: (1, 12)}
    low, high = limits[kind]
    return (kind is Kind.NUMBER or len(digits) <= 2) and low <= int(digits) <= high
