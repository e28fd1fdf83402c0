"""The words of a page put right where its handwriting was looked at.

What the print recogniser made of ink by hand is dropped; words whose digits were looked at and found to be print, or
read for certain, are told apart from those that nobody looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractor.reading.handwriting.find import SURE, Handwritten, Looked
from extractor.reading.handwriting.places import Place, folded
from extractor.reading.ocr.words import Word

UNREAD = "…"
"""What stands in the text for ink that nobody read."""
_SPELT = "Số:"
"""The printed label of the number; its capital is lost where ink touches it."""
_MOST = 0.9
"""Confidence of a sure reading as a word of the page: handwriting never claims more."""
_COVERS, _TOUCHES = 0.5, 0.1
"""Share of the narrower of two boxes under both from which a word is made of the ink, and a joined one in part."""
_LABEL = re.compile(r"s[o06]\s?[:.;,]{0,2}|ngay|thang")
_REST = re.compile(r"thang|nam|/(?!\d{1,3}$|\w$)")
"""What is printed behind the ink; a slash with digits alone behind it is made of handwriting."""


@dataclass(frozen=True, slots=True)
class Settled:
    """A word of a page after its handwriting was looked at.

    `origin` is the index of the word of the page that it is, is a part of, replaces or stands behind; `handwritten`
    tells that nobody read it for certain, `checked` that its digits are print or a sure reading, `joined` that it is
    the notation behind them, however wide the room for them was.
    """

    word: Word
    origin: int
    handwritten: bool = False
    checked: bool = False
    joined: bool = False


def settle(words: Sequence[Word], seen: Looked) -> tuple[Settled, ...]:
    """The words of a page in their order, with the places of handwriting put right.

    What the print recogniser made of the ink is dropped, printed words that it joined to it are kept (`ngày#0tháng`
    gives `ngày` and `tháng`). A sure reading stands there as a plain word; else a marked word holds the digits that
    were guessed, or `UNREAD`.
    """
    settled: list[Settled] = []
    left = list(seen.by_hand)
    for origin, word in enumerate(words):
        here = [one for one in seen.by_hand if _meets(word, one)]
        settled.extend(_replaced(word, origin, here, left) if here else (_as_it_is(word, origin, seen),))
        left = [one for one in left if one not in here]
    for one in left:
        at = _behind(settled, one, words)
        settled.insert(at, _written(one, settled[at - 1].origin if at else 0))
    return tuple(_with_notations(settled))


def _with_notations(settled: Sequence[Settled]) -> Iterator[Settled]:
    yield from settled[:1]
    for before, each in pairwise(settled):
        number = before.handwritten or before.checked
        joined = number and each.word.text.startswith("/") and before.word.x0 < each.word.x0
        yield replace(each, joined=True) if joined else each


def _replaced(word: Word, origin: int, here: Sequence[Handwritten], left: Sequence[Handwritten]) -> Iterator[Settled]:
    """What stands for a word made of ink by hand: its printed parts, and between them the readings not yet set."""
    before, after = _kept(word, here)
    yield from (Settled(part, origin) for part in before)
    yield from (_written(one, origin) for one in here if one in left)
    yield from (Settled(part, origin) for part in after)


def _as_it_is(word: Word, origin: int, seen: Looked) -> Settled:
    checked = any(_holds_print(word, place) for place in seen.printed)
    return Settled(_trimmed(word, seen.by_hand), origin, checked=checked)


def _holds_print(word: Word, place: Place) -> bool:
    """Whether a word is, or holds, the digits of a place that were found to be print."""
    wide = min(word.x1, place.x1) - max(word.x0, place.x0)
    high = min(word.bottom, place.base) - max(word.top, place.base - place.height)
    return wide > _COVERS * min(word.x1 - word.x0, place.x1 - place.x0) and high > _COVERS * place.height


def _written(one: Handwritten, origin: int) -> Settled:
    word = Word(one.reading or UNREAD, min(one.confidence, _MOST), one.x0, one.top, one.x1, one.bottom)
    unsure = one.reading is None or one.confidence < SURE
    return Settled(word, origin, handwritten=unsure, checked=not unsure)


def _meets(word: Word, one: Handwritten) -> bool:
    """Whether the recogniser made a word, or a part of it, from the ink."""
    wide = min(word.x1, one.x1) - max(word.x0, one.x0)
    share = _TOUCHES if _is_joined(word) else _COVERS
    inside = wide > share * min(word.x1 - word.x0, one.x1 - one.x0) or _in_room(word, one)
    return inside and _on_line(word, one) and not _is_label(word)


def _trimmed(word: Word, found: Sequence[Handwritten]) -> Word:
    """A printed label without the ink behind it that the recogniser drew into its box, and as the form spells it."""
    if any(word is one.label for one in found):
        return replace(word, text=_spelt(word.text), x1=min([word.x1, *_begins(word, found)]))
    behind = _begins(word, found) if _is_label(word) else []
    if not behind:
        return word
    near = min(behind) - word.x1 < word.x1 - word.x0
    spelt = _SPELT if word.text == _SPELT.lower() and near else word.text
    return replace(word, text=spelt, x1=min(word.x1, *behind))


def _begins(word: Word, found: Sequence[Handwritten]) -> list[float]:
    """Where ink begins behind a word on its line."""
    return [one.x0 for one in found if word.x0 < one.x0 and _on_line(word, one)]


def _spelt(text: str) -> str:
    """The label of a number as the form prints it: ink over it spoils the letters, of which only two are possible."""
    return _SPELT if text[-1:] in {":", ";", "."} else text


def _on_line(word: Word, one: Handwritten) -> bool:
    """Whether a word stands on the line of the ink, or of its label: ink is taller than its line."""
    line = one.label or one
    high = min(word.bottom, line.bottom) - max(word.top, line.top)
    return high > 0.4 * min(word.bottom - word.top, line.bottom - line.top)


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
    named = _spelt(word.text[:start]) if any(word is one.label for one in here) else word.text[:start]
    before = [replace(word, text=named, x1=max(word.x0, min(word.x1, x0)))] if start else []
    after = [replace(word, text=word.text[rest.start() :], x0=min(word.x1, max(word.x0, x1)))] if rest else []
    return before, after


def _behind(settled: Sequence[Settled], one: Handwritten, words: Sequence[Word]) -> int:
    """Where ink belongs of which the recogniser made no word: behind its label, else the word to its left."""
    label = next((origin for origin, word in enumerate(words) if word is one.label), None)
    if label is not None:
        return max((at for at, each in enumerate(settled, 1) if each.origin == label), default=len(settled))
    return max(_left_of(settled, one), default=(0.0, len(settled)))[1]


def _left_of(settled: Sequence[Settled], one: Handwritten) -> Iterator[tuple[float, int]]:
    for at, word in enumerate(each.word for each in settled):
        if _on_line(word, one) and (word.x0 + word.x1) < (one.x0 + one.x1):
            yield word.x0, at + 1
