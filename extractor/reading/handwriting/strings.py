"""Strings of digits: the pieces of ink of a place cut into signs in every sensible way, and the likeliest reading.

A reading is as sure as its least sure digit and as its lead over all other ways to cut and read the same ink.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from heapq import nlargest
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from extractor.reading.handwriting.digits import Sign, read_signs
from extractor.reading.handwriting.ink import Filled, Piece, cut_out

_MAX_SIGNS = 6
_MAX_SLICES = 14
_KEPT = 60
"""Ways followed up to each cut; the rest are too unlikely to matter."""
_WIDEST = 1.55
"""Widest sign, in heights of a printed digit."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Digits read at a place, how sure they are, and how much they look like print (0 to 1)."""

    text: str
    confidence: float
    printed: float


@dataclass(frozen=True, slots=True)
class _Way:
    """One way to read the first slices: the digits, their likelihood, the least of theirs, how printed they look."""

    text: str
    likelihood: float
    least: float
    printed: tuple[float, ...]


def read_string(filled: Filled) -> Reading | None:
    """The likeliest reading of a place's ink; None where no way to cut it gives only signs of a digit's size."""
    slices = _slices(filled)
    if not 0 < len(slices) <= _MAX_SLICES:
        return None
    spans, inks = [], []
    for start in range(len(slices)):
        for stop in range(start + 1, min(start + 4, len(slices)) + 1):
            mask = np.logical_or.reduce([slices[at].mask for at in range(start, stop)])
            rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
            height, width = rows[-1] - rows[0] + 1, columns[-1] - columns[0] + 1
            narrow = width <= _WIDEST * max(filled.height, 0.8 * height)
            if narrow and 0.5 * filled.height <= height <= 2.4 * filled.height:
                spans.append((start, stop))
                inks.append(cut_out(filled.ink, mask))
    return _best(len(slices), spans, read_signs(inks))


def _best(count: int, spans: list[tuple[int, int]], signs: tuple[Sign, ...]) -> Reading | None:
    """The likeliest way through all slices, weighed against every other one."""
    ways: list[list[_Way]] = [[] for _ in range(count + 1)]
    ways[0] = [_Way("", 1.0, 1.0, ())]
    for (start, stop), sign in sorted(zip(spans, signs, strict=True), key=lambda item: item[0]):
        likely = nlargest(_KEPT, ways[start], key=lambda way: (way.likelihood, way.text))
        ways[stop] += [further for way in likely for further in _further(way, sign)]
    for_all = ways[count]
    if not for_all:
        return None
    best = max(for_all, key=lambda way: (way.likelihood, way.text))
    others = sum(way.likelihood for way in for_all if way.text != best.text)
    sure = best.least * best.likelihood / max(best.likelihood + others, 1e-12)
    return Reading(best.text, sure, sum(best.printed) / len(best.printed))


def _further(way: _Way, sign: Sign) -> Iterator[_Way]:
    if len(way.text) >= _MAX_SIGNS:
        return
    for digit, likely in enumerate(sign.by_digit):
        if likely > 0.004:
            least = min(way.least, likely)
            yield _Way(way.text + str(digit), way.likelihood * likely, least, (*way.printed, sign.printed))


def _slices(filled: Filled) -> list[Piece]:
    """The pieces, wide ones cut where they are thinnest: digits that touch."""
    found: list[Piece] = []
    for piece in filled.pieces:
        wide = piece.width > 0.85 * min(piece.height, 1.3 * filled.height)
        found.extend(_cut(piece, filled.height) if wide else [piece])
    return found


def _cut(piece: Piece, height: float) -> list[Piece]:
    """A wide piece cut at its thin places, at least a third of a digit apart."""
    thickness = piece.mask[:, piece.left : piece.right].sum(axis=0)
    apart = max(3, round(0.3 * height))
    cuts: list[int] = []
    for at in np.argsort(thickness, kind="stable"):
        if apart <= at <= piece.width - apart and all(abs(int(at) - cut) >= apart for cut in cuts):
            if thickness[at] > 0.45 * height or len(cuts) == 4:
                break
            cuts.append(int(at))
    ends = [0, *sorted(cuts), piece.width]
    return [part for low, high in pairwise(ends) if (part := _part(piece, low, high)) is not None]


def _part(piece: Piece, low: int, high: int) -> Piece | None:
    mask: npt.NDArray[np.bool_] = np.zeros_like(piece.mask)
    mask[:, piece.left + low : piece.left + high] = piece.mask[:, piece.left + low : piece.left + high]
    rows = np.flatnonzero(mask.any(axis=1))
    if not len(rows):
        return None
    return Piece(piece.left + low, int(rows[0]), piece.left + high, int(rows[-1]) + 1, mask)
