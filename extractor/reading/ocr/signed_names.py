"""Name and position of a signer where the engine left them: a seal or a stroke beside them made a picture of the place.

They stand right of `Nơi nhận` (NĐ 30/2020, Annex I, II.7 and 9). Ink there the size of words, side by side and below
no word, is read alone, and counts where it reads as a name or as a position of the closed list.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import groupby, pairwise

from extractor.reading.boxes import GlyphBox
from extractor.reading.handwriting.places import folded
from extractor.reading.ocr.engine import ONE_BLOCK, ReadWord
from extractor.reading.ocr.picture import Prepared
from extractor.reading.ocr.stretches import MARGIN, read_stretch
from extractor.reading.ocr.unread import unread_print
from extractor.reading.ocr.words import box_of, touch
from extractor.vocabulary import load

_LEFT = 0.45
"""Share of the page's width from which the right column of an end stands."""
_REACH = 3.2
"""Inches below `Nơi nhận` in which a name is looked for."""
_SHORTEST = 0.1
"""Inches: `Vũ` is no wider, and several such stand side by side."""
_KNOWN = 0.4
_SURE = 0.85
_MOST_LINES = 4
_FEWEST, _MOST = 2, 6
"""Words of a person's name."""


def with_signed_name(page: Prepared, words: list[ReadWord]) -> list[ReadWord]:
    """The words of a page with those of name and position that the engine left, on lines of their own at the end."""
    place = _right_of_recipients(page, words)
    if place is None or _has_name(words, place):
        return words
    known = _known(words)
    read, named = list(words), False
    for line in _lines(unread_print(page, place, known, _SHORTEST))[:_MOST_LINES]:
        found = _read_letters(page, line)
        is_name = not named and _is_name(found)
        if (is_name or _is_post(found)) and not _any_touch(found, known):
            read = _with_line(read, found)
            named = named or is_name
    return read


def _right_of_recipients(page: Prepared, words: Sequence[ReadWord]) -> GlyphBox | None:
    """Where position and name stand beside `Nơi nhận`; None on a page without it."""
    top = next((w.word.top for w, after in pairwise(words) if _begins_end(w, after)), None)
    if top is None:
        return None
    height, width = page.grey.shape
    return _LEFT * width, top, float(width), min(float(height), top + _REACH * page.dpi)


def _known(words: Sequence[ReadWord]) -> list[GlyphBox]:
    """Where words stand that the engine is not wholly unsure of."""
    return [box_of(word.word) for word in words if word.word.confidence >= _KNOWN]


def _with_line(words: Sequence[ReadWord], found: Sequence[ReadWord]) -> list[ReadWord]:
    """The words with a new line at the end, in place of what the engine made of its ink."""
    number = 1 + max(word.line for word in words)
    boxes = [box_of(new.word) for new in found]
    return [*_apart_from(words, boxes), *(replace(word, line=number) for word in found)]


def _apart_from(words: Sequence[ReadWord], boxes: Sequence[GlyphBox]) -> list[ReadWord]:
    return [word for word in words if not any(touch(box_of(word.word), box) for box in boxes)]


def _any_touch(words: Sequence[ReadWord], boxes: Sequence[GlyphBox]) -> bool:
    return any(touch(box_of(word.word), box) for word in words for box in boxes)


def _has_name(words: Sequence[ReadWord], place: GlyphBox) -> bool:
    """Whether a line in a place, apart from positions, reads as a name already."""
    inside = sorted((word for word in words if touch(box_of(word.word), place)), key=lambda word: word.line)
    lines = (list(line) for _, line in groupby(inside, key=lambda word: word.line))
    return any(_is_name(line) and not line[0].word.text.isupper() for line in lines)


def _begins_end(word: ReadWord, after: ReadWord) -> bool:
    return word.line == after.line and folded(word.word.text) == "noi" and folded(after.word.text)[:4] == "nhan"


def _lines(boxes: Sequence[GlyphBox]) -> list[list[GlyphBox]]:
    """Boxes side by side, from the lowest line up: the name is the last of an end."""
    lines: list[list[GlyphBox]] = []
    for box in sorted(boxes, key=lambda box: (-box[3], box[0])):
        line = next((line for line in lines if _level(line[0], box)), None)
        if line is None:
            lines.append([box])
        else:
            line.append(box)
    return [line for line in lines if _FEWEST <= len(line) <= _MOST]


def _level(one: GlyphBox, other: GlyphBox) -> bool:
    shared = min(one[3], other[3]) - max(one[1], other[1])
    return shared > min(one[3] - one[1], other[3] - other[1]) / 2


def _read_letters(page: Prepared, line: Sequence[GlyphBox]) -> list[ReadWord]:
    """The words with letters that stand in boxes side by side, read alone."""
    read = read_stretch(page, _around(line), 1.0, ONE_BLOCK)
    return [word for word in read if any(map(str.isalpha, word.word.text))]


def _around(line: Sequence[GlyphBox]) -> GlyphBox:
    left, top, right, bottom = zip(*line, strict=True)
    return min(left) - MARGIN, min(top) - MARGIN, max(right) + MARGIN, max(bottom) + MARGIN


def _is_post(words: Sequence[ReadWord]) -> bool:
    """Whether a line reads as one of those that are known, but for its marks."""
    return folded(" ".join(word.word.text for word in words)) in _posts()


@lru_cache(maxsize=1)
def _posts() -> frozenset[str]:
    return frozenset(map(folded, load("scanned")["lines"]))


def _is_name(words: Sequence[ReadWord]) -> bool:
    """Whether words are written like a person's name, and the engine is sure of each."""
    texts = [word.word.text for word in words]
    named = all(text.isalpha() and text[0].isupper() and (text[1:].islower() or text.isupper()) for text in texts)
    return _FEWEST <= len(texts) <= _MOST and named and all(word.word.confidence >= _SURE for word in words)
