"""What the type of a word looks like on the picture: its size, whether it is bold, whether it slants."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import cv2
import numpy as np
import numpy.typing as npt

from extractor.reading.ocr.engine import Grey, ReadWord, Symbol

CAPITAL = 0.662
"""Height of capitals, figures and letters with an ascender in type sizes (Times New Roman)."""
SMALL_LETTER = 0.448
_BLUR = 1.5
"""Pixels by which a printed stroke is wider than drawn."""
TALL = frozenset("bdhklBCDEFGHIKLMNOPRSTUVXYZĐđ0123456789")
LOW = frozenset("acemnorsuvxzw")
_SAME_SIZE = 0.09
"""Sizes of lines that differ by less than this share are one size: a line without tall letters is measured worse."""
_BOLD = 1.22
"""Strokes so many times thicker than those of most words are bold."""
_PERHAPS_BOLD = 1.12
"""Words between this and `_BOLD` are as the words beside them: marks on letters make strokes look thin."""
_SLANT = 0.26
"""Tangent of the slant of an italic."""
_SLANTED = 1.12
_NEAR = 2.0
"""Words less than so many type sizes apart share their style where one alone is measured badly."""
_FEWEST_LETTERS = 2
_SMALLEST = 8.0
"""Pixels: no type that can be read is smaller."""


@dataclass(frozen=True, slots=True)
class Typeface:
    """Type size in pixels and style of one word."""

    size: float
    bold: bool
    italic: bool


def typefaces(words: Sequence[ReadWord], grey: Grey) -> list[Typeface]:
    """The typeface of each word of a page."""
    if not words:
        return []
    sizes = _word_sizes(words)
    ink = _ink(grey)
    thick = _thicknesses(words, sizes, ink)
    bold, italic = [], []
    usual = _usual(thick, words)
    for word, value in zip(words, thick, strict=True):
        weight = _letters(word.word.text)
        bold.append(weight if value > _BOLD * usual else 0 if value > _PERHAPS_BOLD * usual else -weight)
        italic.append(weight if _is_slanted(word, ink) else -weight)
    is_bold, is_italic = _agreed(words, sizes, _followed(words, bold)), _agreed(words, sizes, italic)
    return [Typeface(*entry) for entry in zip(sizes, is_bold, is_italic, strict=True)]


def _followed(words: Sequence[ReadWord], votes: Sequence[int]) -> list[int]:
    """Votes with those of words that tell nothing taken from the nearest word of the line that does."""
    result = list(votes)
    for order in (range(1, len(words)), range(len(words) - 2, -1, -1)):
        step = -1 if order.step > 0 else 1
        for number in order:
            if not result[number] and words[number].line == words[number + step].line:
                result[number] = (result[number + step] > 0) - (result[number + step] < 0)
    return result


def _letters(text: str) -> int:
    return sum(1 for char in text if char.isalnum())


def _size_of(symbol: Symbol) -> float | None:
    """The type size that a symbol's height tells; of letters with marks nothing is known."""
    if len(symbol.text) != 1:
        return None
    height = symbol.bottom - symbol.top - _BLUR
    if symbol.text in TALL:
        return height / CAPITAL
    return height / SMALL_LETTER if symbol.text in LOW else None


def _word_sizes(words: Sequence[ReadWord]) -> list[float]:
    """A size for each word: that of its piece of a line, those nearly alike made equal over the page."""
    measured: list[float] = []
    for piece in _pieces(words):
        known = [size for word in piece for symbol in word.symbols if (size := _size_of(symbol)) and size > 0]
        guess = max(word.word.bottom - word.word.top for word in piece) / 0.9
        measured += [max(float(np.median(known)) if known else guess, _SMALLEST)] * len(piece)
    return _snapped(measured, [max(1, _letters(word.word.text)) for word in words])


def _pieces(words: Sequence[ReadWord]) -> list[list[ReadWord]]:
    """Words of a line that stand close together."""
    pieces: list[list[ReadWord]] = []
    for _, of_line in groupby(words, key=lambda word: word.line):
        last: ReadWord | None = None
        for word in of_line:
            room = _NEAR * (word.word.bottom - word.word.top)
            if last is None or word.word.x0 - last.word.x1 > room:
                pieces.append([])
            pieces[-1].append(word)
            last = word
    return pieces


def _snapped(sizes: Sequence[float], weights: Sequence[int]) -> list[float]:
    """Sizes with the most usual one first taking in what lies near it, then the next."""
    left = list(range(len(sizes)))
    result = [0.0] * len(sizes)
    while left:
        centre = _heaviest([sizes[n] for n in left], [weights[n] for n in left])
        near = [n for n in left if abs(sizes[n] - centre) <= _SAME_SIZE * centre]
        for n in near:
            result[n] = centre
        left = [n for n in left if abs(sizes[n] - centre) > _SAME_SIZE * centre]
    return result


def _heaviest(sizes: Sequence[float], weights: Sequence[int]) -> float:
    """The weighted median of the sizes near the size with most letters."""
    counted: dict[float, int] = {}
    for size, weight in zip(sizes, weights, strict=True):
        counted[round(size)] = counted.get(round(size), 0) + weight
    mode = max(counted.items(), key=lambda item: (item[1], -item[0]))[0]
    near = sorted(
        (size, weight) for size, weight in zip(sizes, weights, strict=True) if abs(size - mode) <= _SAME_SIZE * mode
    )
    half, seen = sum(weight for _, weight in near) / 2, 0
    for size, weight in near:
        seen += weight
        if seen >= half:
            return size
    return sizes[0]


def _ink(grey: Grey) -> Grey:
    """1 where the page is dark."""
    return np.asarray(cv2.threshold(grey, 0, 1, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)[1], np.uint8)


def _thicknesses(words: Sequence[ReadWord], sizes: Sequence[float], ink: Grey) -> npt.NDArray[np.float64]:
    """Mean width of the strokes of each word in type sizes: twice the area through the length of the outline."""
    inner = np.asarray(cv2.erode(ink, np.ones((3, 3), np.uint8)), np.uint8)
    found = np.zeros(len(words))
    for number, (word, size) in enumerate(zip(words, sizes, strict=True)):
        x0, top, x1, bottom = (round(side) for side in _box(word))
        # Counted word by word: sums over the whole page cost more than all its words.
        area = cv2.countNonZero(ink[top:bottom, x0:x1])
        rim = area - cv2.countNonZero(inner[top:bottom, x0:x1])
        found[number] = 2 * area / max(rim, 1) / max(size, 1.0)
    return found


def _box(word: ReadWord) -> tuple[float, float, float, float]:
    return max(word.word.x0, 0), max(word.word.top, 0), word.word.x1, word.word.bottom


def _usual(thick: npt.NDArray[np.float64], words: Sequence[ReadWord]) -> float:
    """Thickness of most letters of the page."""
    order = np.argsort(thick, kind="stable")
    weights = np.cumsum([_letters(words[n].word.text) for n in order.tolist()])
    return float(thick[order[int(np.searchsorted(weights, weights[-1] / 2))]]) if weights[-1] else 1.0


def _is_slanted(word: ReadWord, ink: Grey) -> bool:
    """Whether the strokes of a word stand straight once it is sheared back."""
    x0, top, x1, bottom = (round(side) for side in _box(word))
    crop = ink[top:bottom, x0:x1]
    if crop.size == 0 or _letters(word.word.text) < _FEWEST_LETTERS:
        return False
    height, width = crop.shape
    reach = int(_SLANT * height) + 1
    upright = cv2.copyMakeBorder(crop, 0, 0, reach, reach, cv2.BORDER_CONSTANT, value=(0,))
    shear = np.array([[1, _SLANT, -_SLANT * height / 2], [0, 1, 0]], np.float64)
    sheared = cv2.warpAffine(upright, shear, (width + 2 * reach, height), flags=cv2.INTER_NEAREST)
    return _sharpness(np.asarray(sheared, np.uint8)) > _SLANTED * _sharpness(np.asarray(upright, np.uint8))


def _sharpness(crop: Grey) -> float:
    return float(np.square(crop.sum(axis=0, dtype=np.float64)).sum())


def _agreed(words: Sequence[ReadWord], sizes: Sequence[float], votes: Sequence[int]) -> list[bool]:
    """Each word's style by its own vote with those of its neighbours on the line."""
    result = []
    for number, word in enumerate(words):
        total = 2 * votes[number]
        for other in (number - 1, number + 1):
            if 0 <= other < len(words) and words[other].line == word.line:
                left, right = sorted((word, words[other]), key=lambda entry: entry.word.x0)
                if right.word.x0 - left.word.x1 < _NEAR * sizes[number]:
                    total += votes[other]
        result.append(total > 0)
    return result
