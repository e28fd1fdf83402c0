"""Which places of a page hold handwriting, and what stands there; the words of the page put right accordingly.

The print recogniser gives wrong numbers for handwriting and is sure of them. So a place counts as printed only where
its signs look printed and the recogniser read digits there; every other ink is handwriting (or covered print), and is
read by the digit reader or not at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractor.reading.handwriting.ink import Filled, Grey, ink_at
from extractor.reading.handwriting.places import Kind, Place, find_places, folded
from extractor.reading.handwriting.strings import Reading, read_string
from extractor.reading.ocr.words import Word

SURE = 0.97
"""Least confidence of a reading that may become a value; see docs/handwriting.md for what it lets through."""
_SPELT = "Số:"
"""The printed label of the number; its capital is lost where ink touches it."""
UNREAD = "…"
"""What stands in the text for ink that nobody read."""
_PRINTED = 0.5
_MOST = 0.9
"""Confidence of a sure reading as a word of the page: handwriting never claims more."""
_UNSURE = 0.5
"""Most confidence in digits whose number is in doubt: one may be missing, or cover the slash."""
_TRUSTED, _PLAIN = 0.8, 0.95
"""Least confidence of the print recogniser in digits that the digit reader is sure of too, or only sees as well."""
_COVERS, _TOUCHES = 0.5, 0.1
"""Share of the narrower of two boxes under both from which a word is made of the ink, and a joined one in part."""
_LABEL = re.compile(r"s[o06]\s?[:.;,]{0,2}|ngay|thang")
_REST = re.compile(r"thang|nam|/")


@dataclass(frozen=True, slots=True)
class Handwritten:
    """Ink at a place for digits that is not plain print: its box in pixels of the page.

    `reading` holds the digits as the digit reader sees them, None where it sees none; from `SURE` on they may be taken
    for the value. `room` reaches from the printed word before the ink to the one behind it: all that the recogniser
    read in it is made of the ink.
    """

    x0: float
    top: float
    x1: float
    bottom: float
    reading: str | None
    confidence: float
    room: tuple[float, float] | None = None


def find_handwriting(grey: Grey, dpi: float, words: Sequence[Word]) -> tuple[Handwritten, ...]:
    """Handwriting (or covered print) behind `Số:` and in the date of a page's heads.

    `grey` is the upright page with light paper, `words` what the print recogniser read on it, in its pixels. Pages of
    less than 100 dpi are not looked at: digits there have fewer pixels than the digit reader needs.
    """
    if dpi < 100 or grey.size == 0:
        return ()
    found = (_at(grey, place) for place in find_places(words, grey.shape[0]))
    return tuple(sorted((one for one in found if one is not None), key=lambda one: (one.top, one.x0)))


def _at(grey: Grey, place: Place) -> Handwritten | None:
    filled = ink_at(grey, place)
    if filled is None:
        return _unseen(place)
    reading = read_string(filled)
    if _is_print(place, filled, reading):
        return None
    text, confidence = _judged(place, filled, reading)
    left, right = min(p.left for p in filled.pieces), max(p.right for p in filled.pieces)
    top, bottom = min(p.top for p in filled.pieces), max(p.bottom for p in filled.pieces)
    x, y = filled.left, filled.top
    room = (min(place.x0, x + left), max(place.x1, x + right))
    return Handwritten(x + left, y + top, x + right, y + bottom, text, round(confidence, 3), room)


def _unseen(place: Place) -> Handwritten | None:
    """A place where the print recogniser saw signs in ink too faint for the digit reader."""
    if place.text.isdecimal() or not re.search(r"[^\W_]", place.text):
        return None
    room = (place.x0, place.x1)
    return Handwritten(place.x0, place.base - place.height, place.x1, place.base, None, 0.0, room)


def _is_print(place: Place, filled: Filled, reading: Reading | None) -> bool:
    """Whether the place holds printed digits that the print recogniser read."""
    # Without its notation a number may go on below the ink that hides the slash.
    if not place.firm or not re.fullmatch(r"\d{1,6}\.?", place.text):
        return False
    if reading is None or reading.text != place.text.rstrip("."):
        unclear = reading is not None and reading.printed >= _PRINTED and reading.confidence < _PRINTED
        return unclear and not filled.stray
    if filled.stray:
        # A stamp may hide a digit of a number, but none of a day in two digits.
        whole = place.kind is not Kind.NUMBER and len(reading.text) == 2
        return reading.printed >= _PRINTED and (whole or (place.confidence >= _TRUSTED and place.text.isdecimal()))
    return reading.printed >= _PRINTED or _agree(place, reading)


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


@dataclass(frozen=True, slots=True)
class Settled:
    """A word of a page after its handwriting was looked at.

    `origin` is the index of the word of the page that it is, is a part of, replaces or stands behind; `handwritten`
    tells that nobody read it for certain.
    """

    word: Word
    origin: int
    handwritten: bool = False


def settle(words: Sequence[Word], found: Sequence[Handwritten]) -> tuple[Settled, ...]:
    """The words of a page in their order, with the places of handwriting put right.

    What the print recogniser made of the ink is dropped, printed words that it joined to it are kept (`ngày#0tháng`
    gives `ngày` and `tháng`). A sure reading stands there as a plain word; else a marked word holds the digits that
    were guessed, or `UNREAD`.
    """
    settled: list[Settled] = []
    left = list(found)
    for origin, word in enumerate(words):
        here = [one for one in found if _meets(word, one)]
        before, after = _kept(word, here) if here else ([_trimmed(word, found)], [])
        settled.extend(Settled(part, origin) for part in before)
        settled.extend(_written(one, origin) for one in here if one in left)
        settled.extend(Settled(part, origin) for part in after)
        left = [one for one in left if one not in here]
    for one in left:
        at = _behind(settled, one)
        settled.insert(at, _written(one, settled[at - 1].origin if at else 0))
    return tuple(settled)


def _written(one: Handwritten, origin: int) -> Settled:
    word = Word(one.reading or UNREAD, min(one.confidence, _MOST), one.x0, one.top, one.x1, one.bottom)
    return Settled(word, origin, one.reading is None or one.confidence < SURE)


def _meets(word: Word, one: Handwritten) -> bool:
    """Whether the recogniser made a word, or a part of it, from the ink."""
    wide = min(word.x1, one.x1) - max(word.x0, one.x0)
    share = _TOUCHES if _is_joined(word) else _COVERS
    inside = wide > share * min(word.x1 - word.x0, one.x1 - one.x0) or _in_room(word, one)
    return inside and _on_line(word, one) and not _is_label(word)


def _trimmed(word: Word, found: Sequence[Handwritten]) -> Word:
    """A printed label without the ink behind it that the recogniser drew into its box, and as the form spells it."""
    behind = [one for one in found if word.x0 < one.x0 and _on_line(word, one) and _is_label(word)]
    if not behind:
        return word
    first = min(behind, key=lambda one: one.x0)
    spelt = _SPELT if word.text == _SPELT.lower() and first.x0 - word.x1 < word.x1 - word.x0 else word.text
    return replace(word, text=spelt, x1=min(word.x1, first.x0))


def _on_line(word: Word, one: Handwritten) -> bool:
    high = min(word.bottom, one.bottom) - max(word.top, one.top)
    return high > 0.4 * min(word.bottom - word.top, one.bottom - one.top)


def _in_room(word: Word, one: Handwritten) -> bool:
    """Whether most of a word, or all before its slash, lies between the printed words on both sides of the ink."""
    if one.room is None:
        return False
    if "/" in word.text[1:] and one.room[0] < word.x0 < one.room[1]:
        return True
    return min(word.x1, one.room[1]) - max(word.x0, one.room[0]) > _COVERS * (word.x1 - word.x0)


def _is_joined(word: Word) -> bool:
    """Whether a word begins with a printed label that something was joined to: `ngàyÔ`."""
    label = _LABEL.match(folded(word.text))
    return label is not None and 0 < label.end() < len(word.text)


def _is_label(word: Word) -> bool:
    key = folded(word.text)
    return _LABEL.fullmatch(key) is not None or key == "nam"


def _kept(word: Word, here: Sequence[Handwritten]) -> tuple[list[Word], list[Word]]:
    """The printed words that the recogniser joined to the ink, before and behind it."""
    key = folded(word.text)
    label = _LABEL.match(key)
    start = label.end() if label else 0
    rest = _REST.search(key, start)
    x0, x1 = min(one.x0 for one in here), max(one.x1 for one in here)
    before = [replace(word, text=word.text[:start], x1=max(word.x0, min(word.x1, x0)))] if start else []
    after = [replace(word, text=word.text[rest.start() :], x0=min(word.x1, max(word.x0, x1)))] if rest else []
    return before, after


def _behind(settled: Sequence[Settled], one: Handwritten) -> int:
    """Where ink belongs of which the recogniser made no word: behind the word to its left."""
    return max(_left_of(settled, one), default=(0.0, len(settled)))[1]


def _left_of(settled: Sequence[Settled], one: Handwritten) -> Iterator[tuple[float, int]]:
    for at, word in enumerate(each.word for each in settled):
        if _on_line(word, one) and (word.x0 + word.x1) < (one.x0 + one.x1):
            yield word.x0, at + 1
