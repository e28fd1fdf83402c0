"""Page 1 of a sample as a scan at 200 dpi with the words that a recogniser would read, and a pen to write on it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
import pypdfium2

from extractor.reading.ocr.words import Word
from scripts.digit_strokes import SHAPES

DPI = 200.0
SAMPLES = Path(__file__).parents[4] / "corpus" / "samples"
Grey = npt.NDArray[np.uint8]


@lru_cache(maxsize=8)
def _read(name: str) -> tuple[Grey, tuple[Word, ...]]:
    document = pypdfium2.PdfDocument(SAMPLES / name)
    page = document[0]
    scale = DPI / 72
    grey = page.render(scale=scale, grayscale=True).to_numpy().copy()
    text = page.get_textpage()
    words: list[Word] = []
    letters: list[tuple[str, tuple[float, float, float, float]]] = []
    for index in range(text.count_chars()):
        letter = text.get_text_range(index, 1)
        if letter.strip():
            left, bottom, right, top = text.get_charbox(index)
            letters.append((letter, (left, page.get_height() - top, right, page.get_height() - bottom)))
        elif letters:
            words.append(_word(letters, scale))
            letters = []
    return grey, tuple(words)


def _word(letters: Sequence[tuple[str, tuple[float, float, float, float]]], scale: float) -> Word:
    boxes = np.array([box for _, box in letters]) * scale
    x0, top = boxes[:, :2].min(axis=0)
    x1, bottom = boxes[:, 2:].max(axis=0)
    return Word("".join(letter for letter, _ in letters), 0.95, float(x0), float(top), float(x1), float(bottom))


def page(name: str) -> tuple[Grey, list[Word]]:
    """The page in shades of grey, to write on, and its words."""
    grey, words = _read(name)
    return grey.copy(), list(words)


def word_like(words: Sequence[Word], start: str) -> Word:
    """The first word that begins so."""
    return next(word for word in words if word.text.startswith(start))


def cleared(grey: Grey, x0: float, x1: float, line: Word) -> None:
    """Paper from `x0` to `x1` on the line of a word."""
    grey[round(line.top) - 12 : round(line.bottom) + 4, round(x0) : round(x1)] = 255


def write(grey: Grey, digits: str, left: float, foot: float, height: float, shade: int = 30) -> float:
    """Digits by pen on the page, the first at `left`; where the last one ends."""
    for digit in digits:
        shape = SHAPES[int(digit)][0]
        for stroke in shape:
            points = _smooth(np.array(stroke)) * height + (left, foot - height)
            cv2.polylines(grey, [np.round(points * 16).astype(np.int32)], False, shade, 4, cv2.LINE_AA, 4)
        left += height * max(across for stroke in shape for across, _ in stroke) + 9
    return left


def _smooth(points: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """A curve through points (Catmull-Rom)."""
    ends = np.vstack([2 * points[0] - points[1], points, 2 * points[-1] - points[-2]])
    step = np.linspace(0, 1, 8, endpoint=False)[:, None]
    pieces = [
        0.5 * (2 * b + (c - a) * step + (2 * a - 5 * b + 4 * c - d) * step**2 + (3 * b - a - 3 * c + d) * step**3)
        for a, b, c, d in zip(ends, ends[1:], ends[2:], ends[3:], strict=False)
    ]
    return np.vstack([*pieces, points[-1:]])
