"""Which way up a page was scanned: a strip is read in each turn where the first reading is poor."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from extractor.reading.ocr.engine import ONE_BLOCK, Grey, ReadWord, read_words
from extractor.reading.ocr.picture import Prepared

_POOR = 0.6
"""Quality below which a page may lie on its side or its head: upright print has 0.9, turned print 0.2 to 0.5."""
_STRIP = 0.22
"""Height of the strip that is read, as a share of the page."""
_FEWEST_INK = 0.002
_BETTER = 0.15
"""A turn is taken only where its strip reads so much better."""


def quality_of(words: Sequence[ReadWord]) -> float:
    """How well a page was read, 0 to 1: the engine's confidence over all letters, words of one letter not counted."""
    weights = [len(word.word.text) if _is_word(word.word.text) else 0.5 for word in words]
    sure = [word.word.confidence if _is_word(word.word.text) else 0.0 for word in words]
    total = sum(weights)
    return round(sum(w * c for w, c in zip(weights, sure, strict=True)) / total, 4) if total else 0.0


def _is_word(text: str) -> bool:
    return sum(1 for char in text if char.isalnum()) > 1


def best_turn(page: Prepared, words: Sequence[ReadWord]) -> int:
    """Quarter turns to the right after which the page reads well; 0 where it does already or none is better."""
    if quality_of(words) >= _POOR or (page.grey < 128).mean() < _FEWEST_INK:
        return 0
    scores = [_score(np.ascontiguousarray(np.rot90(page.grey, -turn)), page.dpi) for turn in range(4)]
    best = max(range(4), key=lambda turn: (scores[turn], -turn))
    return best if scores[best] > scores[0] + _BETTER else 0


def _score(grey: Grey, dpi: float) -> float:
    return quality_of(read_words(densest_strip(grey), dpi, ONE_BLOCK))


def densest_strip(grey: Grey) -> Grey:
    """The strip over the whole width with most ink."""
    height = max(1, int(_STRIP * grey.shape[0]))
    ink = np.concatenate(([0], np.cumsum((grey < 128).sum(axis=1))))
    top = int(np.argmax(ink[height:] - ink[:-height]))
    return np.ascontiguousarray(grey[top : top + height])
