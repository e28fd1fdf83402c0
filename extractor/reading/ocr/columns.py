"""Side-by-side text read column by column where the engine loses its way.

Heads and ends of documents set two columns beside each other, whose lines do not stand level; read one by one they
read better.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from extractor.reading.boxes import GlyphBox
from extractor.reading.handwriting import find_places
from extractor.reading.ocr.engine import ONE_COLUMN, ReadWord
from extractor.reading.ocr.figures import is_figure
from extractor.reading.ocr.noise import without, without_noise
from extractor.reading.ocr.picture import Prepared
from extractor.reading.ocr.stretches import MARGIN, WIDE_GAP, bottom_of, read_stretch, replaced, top_of
from extractor.reading.ocr.unread import has_unread_print
from extractor.reading.ocr.words import Word, box_of, touch
from schemas.evidence import Box

_POINTS = 72.0
_MOST_WORDS = 80
"""Words of a column of a head or an end; more are columns of a table."""
_POOR = 0.82
_DOUBTFUL = 0.7
"""A column with a word less sure than this is read again by itself."""
_BETTER = 0.01
_GOOD = 0.93
_WORD = 4
"""Letters that a sure second reading has to have more than the first to count: a line that the first left."""
_COLUMN_SCALES = (1.0, 1.25, 1.5)
_FEWEST_ROWS, _ROW = 2, 3
"""Lines of three columns, or of three figures, that make a table: one stands in heads too, as a date does."""
_CUT = 0.3
_TALLER = 2.0
_DIVIDE = 0.67
"""Where two columns part, in shares of the gap: lists reach to the right, and lines that are centred to both sides."""
_LOST = 0.8
"""A second reading with less than this share of the letters of the first is none."""
_SURE = 0.8
_MADE_OUT = 0.55
"""What is made of seals and signatures is less sure."""
_HAND = 1.6
"""How far above the line's foot handwriting reaches, in heights of a digit."""


@dataclass(frozen=True, slots=True)
class _Zone:
    """A stretch of the page with two columns: its height and the middle of the free strip between them.

    `filled` holds the boxes in which digits are filled in, maybe by hand: what was read there says nothing of print.
    """

    top: float
    bottom: float
    middle: float
    filled: tuple[GlyphBox, ...] = ()


def read_columns(
    page: Prepared, words: Sequence[ReadWord], dropped: Sequence[ReadWord] = (), tables: Sequence[Box] = ()
) -> list[ReadWord]:
    """The words of a page with the poor columns of its head and end read again.

    `dropped` is what the engine read and was taken for noise: between words of a column it may be lost print. `tables`
    (in points) were read piece by piece already: their columns are no text that goes on from line to line.
    """
    read = list(words)
    filled = tuple(_filled_in([word.word for word in (*words, *dropped)], page.grey.shape[0]))
    scale = page.dpi / _POINTS
    apart = [(left, right) for left, right in _wide_gaps(words) if not any(_holds(t, left, scale) for t in tables)]
    for zone in (replace(zone, filled=filled) for zone in _zones(words, apart)):
        for left in (True, False):
            read = _column_again(page, read, dropped, zone, left)
            # What was dropped there was looked for once: the next stretch may reach over this one.
            dropped = [word for word in dropped if not _is_inside(word, zone, left)]
    return read


def _filled_in(words: Sequence[Word], page_height: float) -> Iterator[GlyphBox]:
    """The boxes of a page in which the digits of number and date are filled in."""
    for place in find_places(words, page_height):
        yield place.x0, place.base - _HAND * place.height, place.x1, place.base + place.height / 2


def _holds(table: Box, word: ReadWord, scale: float) -> bool:
    middle = (word.word.top + word.word.bottom) / 2 / scale
    return table.top <= middle <= table.bottom and table.x0 <= word.word.x1 / scale <= table.x1


def _zones(words: Sequence[ReadWord], apart: Sequence[tuple[ReadWord, ReadWord]]) -> list[_Zone]:
    """Stretches with two columns, told by neighbours that stand far apart."""
    zones: list[_Zone] = []
    for left, right in apart:
        middle = left.word.x1 + _DIVIDE * (right.word.x0 - left.word.x1)
        if any(zone.top <= left.base <= zone.bottom for zone in zones):
            continue
        crossing = [w for w in _crossing(words, middle) if w.line != left.line]
        above = max((w.word.bottom for w in crossing if w.base < left.base), default=0.0)
        below = min((w.word.top for w in crossing if w.base > left.base), default=float("inf"))
        zones.append(_Zone(above, below, middle))
    return [zone for zone in zones if not _is_tabular(zone, words, apart)]


def _is_tabular(zone: _Zone, words: Sequence[ReadWord], apart: Sequence[tuple[ReadWord, ReadWord]]) -> bool:
    """Whether a zone holds rows of three columns or of three figures: a table, whose cells are no lines of a column."""
    gaps = Counter(left.line for left, _ in apart if zone.top <= left.base <= zone.bottom)
    figures = Counter(w.line for w in words if zone.top <= w.base <= zone.bottom and is_figure(w.word.text))
    return sum(gaps[line] > 1 or figures[line] >= _ROW for line in gaps | figures) >= _FEWEST_ROWS


def _crossing(words: Sequence[ReadWord], middle: float) -> Iterator[ReadWord]:
    """The words of lines that run over a height without a wide gap there."""
    for _, on_line in groupby(words, key=lambda word: word.line):
        line = list(on_line)
        left = [w for w in line if w.word.x0 < middle]
        right = [w for w in line if w.word.x1 > middle]
        if not left or not right:
            continue
        end, begin = max(w.word.x1 for w in left), min(w.word.x0 for w in right)
        if begin - end < WIDE_GAP * max(w.word.bottom - w.word.top for w in (left[-1], right[0])):
            yield from line


def _wide_gaps(words: Sequence[ReadWord]) -> list[tuple[ReadWord, ReadWord]]:
    """Neighbours on a line that stand far apart, the farthest first: lines that were lost have gaps inside a column."""
    return sorted(_apart(words), key=lambda pair: (pair[0].word.x1 - pair[1].word.x0, pair[0].base))


def _apart(words: Sequence[ReadWord]) -> Iterator[tuple[ReadWord, ReadWord]]:
    for left, right in pairwise(words):
        height = max(left.word.bottom - left.word.top, right.word.bottom - right.word.top)
        if left.line == right.line and right.word.x0 - left.word.x1 > WIDE_GAP * height:
            yield left, right


def _column_again(
    page: Prepared, words: list[ReadWord], dropped: Sequence[ReadWord], zone: _Zone, left: bool
) -> list[ReadWord]:
    """The words with one column of a zone read alone, where that reads better."""
    inside = [n for n, w in enumerate(words) if _is_inside(w, zone, left)]
    old = [words[n] for n in inside]
    if not 0 < len(old) <= _MOST_WORDS:
        return words
    # Of the other column too: beside its print, what was dropped may be a line that the engine joined to it.
    beside = [w for w in words if zone.top <= w.base <= zone.bottom]
    lost = _outside([w for w in _on_lines_of(beside, dropped) if _is_inside(w, zone, left)], zone)
    printed = _outside(old, zone)
    sure = _sureness((*printed, *lost))
    box = _column_box([*old, *lost], zone, left)
    known = [box_of(w.word) for w in old if w.word.confidence >= _DOUBTFUL or w not in printed]
    if not lost and _reads_well(printed) and not has_unread_print(page, box, (*known, *zone.filled)):
        return words
    others = [w for n, w in enumerate(words) if n not in set(inside)]
    new, better = _best_reading(page, box, zone, old, others)
    found_more = better >= _GOOD and _letters(new) >= _letters(old) + _WORD
    if (better < sure + _BETTER and not found_more) or _letters(new) < _LOST * _letters(old):
        return words
    return replaced(words, inside, _with_left_out(old, new))


def _reads_well(printed: Sequence[ReadWord]) -> bool:
    """Whether the print of a column is read surely enough, each word of it."""
    return _sureness(printed) >= _POOR and all(w.word.confidence >= _DOUBTFUL for w in printed if _is_print(w))


def _outside(words: Sequence[ReadWord], zone: _Zone) -> list[ReadWord]:
    """The words that touch no place where digits are filled in."""
    return [w for w in words if not any(touch(box_of(w.word), place) for place in zone.filled)]


def _with_left_out(old: Sequence[ReadWord], new: Sequence[ReadWord]) -> list[ReadWord]:
    """A new reading with what it has lost of the old one: sure words, and lines that the engine had made out."""
    lost = [w for w in old if not _lies_on(w, new)]
    whole = {w.line for w in lost if _is_made_out([other for other in old if other.line == w.line], lost)}
    kept = [w for w in lost if w.line in whole or (w.word.confidence >= _SURE and _is_print(w))]
    left_out = [_on_line_among(w, new) for w in kept]
    return sorted([*new, *left_out], key=lambda w: (w.base, w.word.x0)) if left_out else list(new)


def _is_made_out(line: Sequence[ReadWord], lost: Sequence[ReadWord]) -> bool:
    """Whether the engine had made out a line of print that is lost as a whole."""
    return all(map(_is_print, line)) and set(line) <= set(lost) and _sureness(line) >= _MADE_OUT


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
    page: Prepared, box: GlyphBox, zone: _Zone, old: Sequence[ReadWord], others: Sequence[ReadWord]
) -> tuple[list[ReadWord], float]:
    """A column as the scale reads it that is sure of it, and how sure; what reads as before is not read once more."""
    best: tuple[list[ReadWord], float] = ([], 0.0)
    near = [w for w in others if touch(box_of(w.word), box)]
    for scale in _COLUMN_SCALES:
        read = [w for w in read_stretch(page, box, scale, ONE_COLUMN) if not _lies_on(w, near)]
        new = without_noise(read)
        sure = _sureness(_outside((*new, *_on_lines_of(new, without(read, new))), zone))
        if sure > best[1]:
            best = new, sure
        if sure >= _GOOD or [w.word.text for w in new] == [w.word.text for w in old]:
            break
    return best


def _sureness(words: Sequence[ReadWord]) -> float:
    """Confidence over all letters."""
    counted = [w for w in words if any(map(str.isalnum, w.word.text))]
    letters = sum(len(w.word.text) for w in counted)
    return sum(len(w.word.text) * w.word.confidence for w in counted) / letters if letters else 0.0


def _on_lines_of(words: Sequence[ReadWord], dropped: Sequence[ReadWord]) -> list[ReadWord]:
    """Dropped words among others: noise on lines of its own may be no print."""
    lines = {word.line for word in words}
    return [w for w in dropped if w.line in lines and any(char.isalnum() for char in w.word.text)]


def _is_inside(word: ReadWord, zone: _Zone, left: bool) -> bool:
    return zone.top <= word.base <= zone.bottom and _is_left(word, zone) == left


def _column_box(old: Sequence[ReadWord], zone: _Zone, left: bool) -> GlyphBox:
    x0, x1 = min(w.word.x0 for w in old), max(w.word.x1 for w in old)
    bounds = (x0, zone.middle) if left else (zone.middle, x1 + MARGIN)
    top, bottom = max(zone.top, top_of(old) - 2 * MARGIN), min(zone.bottom, bottom_of(old) + MARGIN)
    return bounds[0] - MARGIN, top, bounds[1], bottom


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
