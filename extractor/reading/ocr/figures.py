"""Cut-outs of a page read alone: cells and columns, at another size and as figures only where they hold such."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import cv2
import numpy as np

from extractor.reading.ocr.engine import ONE_BLOCK, Grey, ReadWord, read_words
from extractor.reading.ocr.letter_boxes import with_own_base
from extractor.reading.ocr.picture import Prepared
from extractor.reading.ocr.placing import evenly, moved

FIGURES = "0123456789.,%()-x"
"""What columns of figures are made of; brackets in the row that numbers the columns."""
_FIGURE = re.compile(r"\(?\d[\d.,]{0,15}[%)]?")
_KERNED = 0.3
"""Share of their height by which neighbouring words may overlap."""
_MARGIN = 0.08
"""White added around a cut-out, in inches: the engine misses letters at the very edge of a picture."""


def is_figure(text: str) -> bool:
    """Whether a text is a figure, whole or broken, as columns of figures hold them."""
    return _FIGURE.fullmatch(text) is not None


def read_crop(page: Prepared, crop: Grey, at: tuple[int, int], larger: float = 1.0, only: str = "") -> list[ReadWord]:
    """The words of a cut-out whose left upper corner stands at `at`, in pixels of the page, read `larger` times."""
    margin = round(_MARGIN * page.dpi)
    framed: Grey = np.pad(crop, margin, constant_values=255)
    if larger != 1:
        framed = np.asarray(cv2.resize(framed, None, fx=larger, fy=larger, interpolation=cv2.INTER_CUBIC), np.uint8)
    found = read_words(framed, page.dpi * larger, ONE_BLOCK, only)
    return [moved(word, 1 / larger, at[0] - margin, at[1] - margin) for word in with_own_base(ended(found))]


def ended(words: Sequence[ReadWord]) -> list[ReadWord]:
    """The words, each ended before the next of its line: the engine may give a last letter the rest of the line."""
    ended = list(words)
    for n, (word, after) in enumerate(pairwise(words)):
        kerned = _KERNED * (word.word.bottom - word.word.top)
        if word.line == after.line and word.word.x0 < after.word.x0 < word.word.x1 - kerned:
            own = replace(word.word, x1=after.word.x0)
            ended[n] = replace(word, word=own, symbols=evenly(own, [symbol.text for symbol in word.symbols]))
    return ended
