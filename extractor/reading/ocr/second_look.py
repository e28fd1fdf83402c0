"""Second readings of the places where the engine loses its way: side-by-side text, and the line of the number.

Heads and ends of documents set two columns beside each other, whose lines do not stand level; read one by one they
read better. A written-in number that touches the slash hides it; at another scale it shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

import cv2
import numpy as np

from extractor.reading.handwriting.places import folded
from extractor.reading.ocr.engine import ONE_BLOCK, ONE_COLUMN, Grey, ReadWord, read_words
from extractor.reading.ocr.noise import without, without_noise
from extractor.reading.ocr.picture import Prepared
from extractor.reading.ocr.placing import evenly, moved

_WIDE_GAP = 2.5
"""Heights of a word that part two columns."""
_POOR = 0.82
_DOUBTFUL = 0.7
"""A column with a word less sure than this is read again by itself."""
_BETTER = 0.01
_GOOD = 0.93
_COLUMN_SCALES = (1.0, 1.25, 1.5)
_CUT = 0.3
_TALLER = 2.0
_DIVIDE = 0.67
"""Where two columns part, in shares of the gap: lists reach to the right, and lines that are centred to both sides."""
_LOST = 0.8
"""A second reading with less than this share of the letters of the first is none."""
_MARGIN = 12
"""White pixels around a crop: the engine misses letters at the very edge of a picture."""
_SCALES = (1.25, 1.5, 2.0)
_LABEL = re.compile(r"s[o06][:.;]?")
_NUMBER_LINE = re.compile(r"s[o06]\s?[:.;]?\s?(?P<digits>[^/a-z]{0,12})/\s?[a-z0-9]{1,8}(?:-[a-z0-9&.]{1,12}){1,4}")
_NOTATION = re.compile(r"[^a-z0-9]{0,2}/[a-z0-9]{2,12}(?:-[a-z0-9&.]{1,12}){0,4}")
_LABEL_AND_INK = re.compile(r"s[o06][^a-z0-9]{0,6}")
_SPOILT_LABEL = re.compile(r"[Ss][ốôóồỗ](?:[)]?$|[:.;]{2,}$|[^a-zà-ỹ\s:.;/-]{2})")
_PRINTED_LABEL = "Số:"
_LONGEST_LABEL = 4
_NUMBER_WORDS = 3
_UNREADABLE = 0.4
_LABEL_ROOM = 9.0
"""Room of `Số:` and of a number by hand before the slash, in heights of the notation."""
_UPPER = 0.5
"""The number stands in the upper half of a page."""
_SURE = 0.8


@dataclass(frozen=True, slots=True)
class _Zone:
    """A stretch of the page with two columns: its height and the middle of the free strip between them."""

    top: float
    bottom: float
    middle: float


def look_again(page: Prepared, words: Sequence[ReadWord], dropped: Sequence[ReadWord] = ()) -> list[ReadWord]:
    """The words of a page with the poor ones of its head and end read again.

    `dropped` is what the engine read and was taken for noise: between words of a column it may be lost print.
    """
    read = _with_label(page, list(words))
    for zone in _zones(words):
        for left in (True, False):
            read = _column_again(page, read, dropped, zone, left)
    return _with_label(page, _number_again(page, read))


def _zones(words: Sequence[ReadWord]) -> list[_Zone]:
    """Stretches with two columns."""
    zones: list[_Zone] = []
    for left, right in _wide_gaps(words):
        middle = left.word.x1 + _DIVIDE * (right.word.x0 - left.word.x1)
        if any(zone.top <= left.base <= zone.bottom for zone in zones):
            continue
        crossing = [w for w in _crossing(words, middle) if w.line != left.line]
        above = max((w.word.bottom for w in crossing if w.base < left.base), default=0.0)
        below = min((w.word.top for w in crossing if w.base > left.base), default=float("inf"))
        zones.append(_Zone(above, below, middle))
    return zones


def _crossing(words: Sequence[ReadWord], middle: float) -> Iterator[ReadWord]:
    """The words of lines that run over a height without a wide gap there."""
    for _, on_line in groupby(words, key=lambda word: word.line):
        line = list(on_line)
        left = [w for w in line if w.word.x0 < middle]
        right = [w for w in line if w.word.x1 > middle]
        if not left or not right:
            continue
        end, begin = max(w.word.x1 for w in left), min(w.word.x0 for w in right)
        if begin - end < _WIDE_GAP * max(w.word.bottom - w.word.top for w in (left[-1], right[0])):
            yield from line


def _wide_gaps(words: Sequence[ReadWord]) -> list[tuple[ReadWord, ReadWord]]:
    """Neighbours on a line that stand far apart, the farthest first: lines that were lost have gaps inside a column."""
    return sorted(_apart(words), key=lambda pair: (pair[0].word.x1 - pair[1].word.x0, pair[0].base))


def _apart(words: Sequence[ReadWord]) -> Iterator[tuple[ReadWord, ReadWord]]:
    for left, right in pairwise(words):
        height = max(left.word.bottom - left.word.top, right.word.bottom - right.word.top)
        if left.line == right.line and right.word.x0 - left.word.x1 > _WIDE_GAP * height:
            yield left, right


def _column_again(
    page: Prepared, words: list[ReadWord], dropped: Sequence[ReadWord], zone: _Zone, left: bool
) -> list[ReadWord]:
    """The words with one column of a zone read alone, where that reads better."""
    inside = [n for n, w in enumerate(words) if _is_inside(w, zone, left)]
    old = [words[n] for n in inside]
    if not old:
        return words
    lost = [w for w in dropped if _is_inside(w, zone, left)]
    sure = _sureness(old, lost)
    doubtful = any(w.word.confidence < _DOUBTFUL for w in (*old, *_on_lines_of(old, lost)) if _is_print(w))
    if sure >= _POOR and not doubtful:
        return words
    others = [w for n, w in enumerate(words) if n not in set(inside)]
    new, better = _best_reading(page, _column_box(old, zone, left), others)
    if better < sure + _BETTER or _letters(new) < _LOST * _letters(old):
        return words
    return _replaced(words, inside, _with_left_out(old, new))


def _with_left_out(old: Sequence[ReadWord], new: Sequence[ReadWord]) -> list[ReadWord]:
    """A new reading with the words of the old one that it has lost though the engine was sure of them."""
    sure = (w for w in old if w.word.confidence >= _SURE and _is_print(w))
    left_out = [_on_line_among(w, new) for w in sure if not _lies_on(w, new)]
    return sorted([*new, *left_out], key=lambda w: (w.base, w.word.x0)) if left_out else list(new)


def _on_line_among(word: ReadWord, words: Sequence[ReadWord]) -> ReadWord:
    """A word on the line of others that it stands on, else on one of its own."""
    nearest = min(words, key=lambda other: abs(other.base - word.base))
    if abs(nearest.base - word.base) < (word.word.bottom - word.word.top) / 2:
        return replace(word, line=nearest.line, base=nearest.base)
    return replace(word, line=word.line + 1 + max(other.line for other in words))


def _is_print(word: ReadWord) -> bool:
    """Whether a word holds letters alone: figures and notations may be written in."""
    text = word.word.text
    return sum(map(str.isalpha, text)) > 1 and not any(map(str.isdigit, text)) and "-" not in text[1:-1]


def _best_reading(
    page: Prepared, box: tuple[float, float, float, float], others: Sequence[ReadWord]
) -> tuple[list[ReadWord], float]:
    """A column as the scale reads it that is sure of it, and how sure."""
    best: tuple[list[ReadWord], float] = ([], 0.0)
    for scale in _COLUMN_SCALES:
        read = [w for w in _crop_read(page, box, scale, ONE_COLUMN) if not _lies_on(w, others)]
        new = without_noise(read)
        sure = _sureness(new, without(read, new))
        if sure > best[1]:
            best = new, sure
        if sure >= _GOOD:
            break
    return best


def _sureness(words: Sequence[ReadWord], dropped: Sequence[ReadWord]) -> float:
    """Confidence over all letters, those dropped among words counted: noise on lines of its own may be no print."""
    counted = [w for w in (*words, *_on_lines_of(words, dropped)) if any(map(str.isalnum, w.word.text))]
    letters = sum(len(w.word.text) for w in counted)
    return sum(len(w.word.text) * w.word.confidence for w in counted) / letters if letters else 0.0


def _on_lines_of(words: Sequence[ReadWord], dropped: Sequence[ReadWord]) -> list[ReadWord]:
    lines = {word.line for word in words}
    return [w for w in dropped if w.line in lines and any(char.isalnum() for char in w.word.text)]


def _is_inside(word: ReadWord, zone: _Zone, left: bool) -> bool:
    return zone.top <= word.base <= zone.bottom and _is_left(word, zone) == left


def _column_box(old: Sequence[ReadWord], zone: _Zone, left: bool) -> tuple[float, float, float, float]:
    x0, x1 = min(w.word.x0 for w in old), max(w.word.x1 for w in old)
    bounds = (x0, zone.middle) if left else (zone.middle, x1 + _MARGIN)
    top, bottom = max(zone.top, _top(old) - 2 * _MARGIN), min(zone.bottom, _bottom(old) + _MARGIN)
    return bounds[0] - _MARGIN, top, bounds[1], bottom


def _lies_on(word: ReadWord, others: Sequence[ReadWord]) -> bool:
    """Whether one of other words stands where a word does, as where a line is cut off at the edge of a stretch."""
    return any(_shared(word, other) > _CUT for other in others)


def _shared(word: ReadWord, other: ReadWord) -> float:
    """Share of a word's box that lies in that of another of about its height."""
    own, its = word.word, other.word
    wide, high = min(own.x1, its.x1) - max(own.x0, its.x0), min(own.bottom, its.bottom) - max(own.top, its.top)
    height = own.bottom - own.top
    if wide <= 0 or high <= 0 or its.bottom - its.top > _TALLER * height:
        return 0.0
    return wide * high / max((own.x1 - own.x0) * height, 1.0)


def _is_left(word: ReadWord, zone: _Zone) -> bool:
    return (word.word.x0 + word.word.x1) / 2 < zone.middle


def _letters(words: Sequence[ReadWord]) -> int:
    return sum(1 for word in words for char in word.word.text if char.isalnum() and word.word.confidence > 0.5)


def _replaced(words: list[ReadWord], old: Sequence[int], new: Sequence[ReadWord]) -> list[ReadWord]:
    """The words without some, others in the place of the first of them, on lines of their own."""
    line = 1 + max(word.line for word in words)
    gone = set(old)
    before = [word for n, word in enumerate(words) if n < old[0]]
    after = [word for n, word in enumerate(words) if n > old[0] and n not in gone]
    return [*before, *(replace(word, line=word.line + line) for word in new), *after]


def _crop_read(page: Prepared, box: tuple[float, float, float, float], scale: float, mode: int) -> list[ReadWord]:
    """The words of a stretch of the page, read at another scale, in pixels of the page."""
    x0, top, x1, bottom = (max(0, round(side)) for side in box)
    crop = page.grey[top:bottom, x0:x1]
    if crop.size == 0:
        return []
    framed: Grey = np.pad(crop, _MARGIN, constant_values=255)
    if scale != 1:
        framed = np.asarray(cv2.resize(framed, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC), np.uint8)
    return [moved(word, 1 / scale, x0 - _MARGIN, top - _MARGIN) for word in read_words(framed, page.dpi * scale, mode)]


def _number_again(page: Prepared, words: list[ReadWord]) -> list[ReadWord]:
    """The line of the number read at other scales where it has no slash or a doubtful notation."""
    # In capitals it is a word of a body's name: `THEO QUYẾT ĐỊNH SỐ …`.
    labels = (n for n, word in enumerate(words) if _is_label(word, page) and not word.word.text[:2].isupper())
    at = next((n for n in labels if not _goes_on(words, n)), None)
    if at is None:
        return _label_again(page, words)
    piece = _piece(words, at)
    old = [words[n] for n in piece]
    match = _NUMBER_LINE.match(_text(old))
    if len(old) < 2 or (match is not None and min(w.word.confidence for w in old[-1:]) >= _SURE):
        return words
    box = (old[0].word.x0 - _MARGIN, _top(old) - _MARGIN, old[-1].word.x1 + 2 * _MARGIN, _bottom(old) + _MARGIN)
    for scale in _SCALES:
        new = _crop_read(page, box, scale, ONE_BLOCK)
        if _is_better(old, new):
            return _replaced(words, piece, new)
    return words


def _label_again(page: Prepared, words: list[ReadWord]) -> list[ReadWord]:
    """The line of the number read again from further left where only its notation was read: ink hid the label."""
    height = page.grey.shape[0]
    for at, word in enumerate(words):
        own = word.word
        if own.bottom > _UPPER * height or _NOTATION.fullmatch(folded(own.text)) is None or _has_left(words, at):
            continue
        room = _LABEL_ROOM * (own.bottom - own.top)
        box = (own.x0 - room, own.top - _MARGIN, own.x1 + 2 * _MARGIN, own.bottom + _MARGIN)
        for scale in (1.0, *_SCALES):
            new = _crop_read(page, box, scale, ONE_BLOCK)
            if new and _LABEL_AND_INK.fullmatch(folded(new[0].word.text)) and _NUMBER_LINE.fullmatch(_text(new)):
                before = [n for n in range(at) if words[n].line == word.line and words[n].word.x0 >= box[0]]
                return _replaced(words, [*before, at], new)
    return words


def _with_label(page: Prepared, words: list[ReadWord]) -> list[ReadWord]:
    """The label of the number as it is printed where ink over the number spoilt it: `số)`, `SốØQ@@`."""
    limit = _UPPER * page.grey.shape[0]
    for at, word in enumerate(words):
        if word.word.bottom > limit or _has_left(words, at) or _SPOILT_LABEL.match(word.word.text) is None:
            continue
        if len(word.word.text) <= _LONGEST_LABEL:
            after = words[at + 1 :][:_NUMBER_WORDS]
            if any("/" in w.word.text and w.line == word.line for w in after):
                words[at] = _label(word, word.word.x1)
        elif word.word.confidence < _UNREADABLE:
            words[at] = _label(word, word.symbols[1].x1)
    return words


def _label(word: ReadWord, x1: float) -> ReadWord:
    """A word as the label `Số:`, which ends at `x1`."""
    own = replace(word.word, text=_PRINTED_LABEL, confidence=max(word.word.confidence, _SURE), x1=x1)
    return replace(word, word=own, symbols=evenly(own))


def _has_left(words: Sequence[ReadWord], at: int) -> bool:
    """Whether a word, not the remains of one, stands before this one on its line."""
    left = (other.word.text for other in words[:at] if other.line == words[at].line)
    return any(char.isalnum() for text in left for char in text)


def _goes_on(words: Sequence[ReadWord], at: int) -> bool:
    """Whether a word stands close before this one on its line: `chuyển đổi số` labels nothing."""
    last, word = words[at - 1] if at else None, words[at]
    if last is None or last.line != word.line:
        return False
    return 0 <= word.word.x0 - last.word.x1 < _WIDE_GAP * (word.word.bottom - word.word.top)


def _is_label(word: ReadWord, page: Prepared) -> bool:
    return word.word.bottom < _UPPER * page.grey.shape[0] and _LABEL.fullmatch(folded(word.word.text)) is not None


def _piece(words: Sequence[ReadWord], at: int) -> list[int]:
    """A word and those that follow it on its line without a wide gap: room is left for a number, none for a column."""
    piece = [at]
    for n in range(at + 1, len(words)):
        last, word = words[piece[-1]], words[n]
        room = 2 * _WIDE_GAP * (last.word.bottom - last.word.top)
        if word.line != last.line or word.word.x0 - last.word.x1 > room or "ngay" in folded(word.word.text):
            break
        piece.append(n)
    return piece


def _is_better(old: Sequence[ReadWord], new: Sequence[ReadWord]) -> bool:
    """Whether a new reading has number and notation and changes no figure that the old one was sure of."""
    match = _NUMBER_LINE.fullmatch(_text(new))
    if match is None or min(word.word.confidence for word in new[-1:]) <= old[-1].word.confidence:
        return False
    before = _digits("".join(word.word.text for word in old).split("/")[0])
    return not before or before == _digits(match["digits"])


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _text(words: Sequence[ReadWord]) -> str:
    return folded(" ".join(word.word.text for word in words))


def _top(words: Sequence[ReadWord]) -> float:
    return min(word.word.top for word in words)


def _bottom(words: Sequence[ReadWord]) -> float:
    return max(word.word.bottom for word in words)
