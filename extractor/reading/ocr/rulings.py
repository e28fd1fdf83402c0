"""Rulings drawn on a picture: long straight strokes, found by morphology, as edges in points."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from extractor.reading.ocr.engine import Grey
from extractor.reading.pdf.rulings import Edge

_SHORTEST = 0.28
"""Shortest stroke that is looked for, in inches: no letter of a text is so tall, no underline of a word shorter."""
_STRETCH = 0.16
"""Shortest unbroken part of a stroke, in inches: the bars of letters in a row are shorter."""
_NEAR = 0.03
"""Inches between the end of a short stroke and the rule that it leads to."""
_THICKEST = 0.045
_GAP = 0.05
"""Breaks of a stroke up to this length in inches are closed: faint copies draw broken rules."""
_POINTS = 72.0
_MOST_STROKES = 4000
_EIGHT, _ALL_DARK = 8, np.uint64(2**64 - 1)
_FREE_ROWS = 2
"""Rows without a stretch that are kept above and below those with one: strokes that are apart stay so."""
Stroke = tuple[float, float, float]
"""Start, end and height of a lying stroke, in pixels; of a standing one top, end and its place across."""


@dataclass(frozen=True, slots=True)
class _Stretches:
    """The rows of a page that hold parts of lying strokes, and a few between them; most rows hold none.

    `rows` says for each row of `ink` which one of the page it is.
    """

    ink: Grey
    rows: npt.NDArray[np.intp]


def read_edges(grey: Grey, dpi: float) -> tuple[Edge, ...]:
    """Lying and standing strokes of a level page."""
    ink = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, _odd(dpi / 8), 12)
    strokes = np.asarray(ink, np.uint8)
    lying = _strokes(_stretches(strokes, dpi), dpi, _SHORTEST)
    upright = _stretches(np.asarray(cv2.transpose(strokes), np.uint8), dpi)
    standing = _strokes(upright, dpi, _SHORTEST)
    if _has_low_cells(lying, dpi):
        standing += _between(_strokes(upright, dpi, _STRETCH), lying, standing, dpi)
    scale = _POINTS / dpi
    edges = [_edge(x0, y, x1, y, scale) for x0, x1, y in lying]
    return tuple(edges + [_edge(x, y0, x, y1, scale) for y0, y1, x in standing])


def _edge(x0: float, top: float, x1: float, bottom: float, scale: float) -> Edge:
    return Edge(x0 * scale, top * scale, x1 * scale, bottom * scale, "line")


def _odd(size: float) -> int:
    return 2 * int(size / 2) + 1


def _between(
    short: Sequence[Stroke], lying: Sequence[Stroke], standing: Sequence[Stroke], dpi: float
) -> Iterator[Stroke]:
    """Short standing strokes that lead from one lying stroke to another: the sides of cells of one line."""
    near = _NEAR * dpi
    for start, end, x in short:
        over = [y for x0, x1, y in lying if x0 - near <= x <= x1 + near]
        joins = all(any(abs(y - tip) <= near for y in over) for tip in (start, end))
        beside = [(top, low) for top, low, other in standing if abs(x - other) <= near]
        if joins and not any(top - near <= start and end <= low + near for top, low in beside):
            yield start, end, x


def _has_low_cells(lying: Sequence[Stroke], dpi: float) -> bool:
    """Whether two lying strokes are so near, one above the other, that sides between them are short ones."""
    most = (_SHORTEST + 2 * _NEAR) * dpi
    ordered = sorted(lying, key=lambda stroke: stroke[2])
    heights = [y for _, _, y in ordered]
    for n, (start, end, y) in enumerate(ordered):
        below = ordered[n + 1 : bisect_right(heights, y + most)]
        if any(left < end and start < right for left, right, _ in below):
            return True
    return False


def _stretches(ink: Grey, dpi: float) -> _Stretches:
    """The unbroken lying parts of strokes, short breaks between them closed."""
    shortest = max(2, int(_STRETCH * dpi))
    has_part = _has_run(ink, shortest).astype(np.uint8)[:, np.newaxis]
    rows = np.flatnonzero(cv2.dilate(has_part, np.ones((2 * _FREE_ROWS + 1, 1), np.uint8)))
    if not len(rows):
        return _Stretches(ink[:0], rows)
    parts = cv2.morphologyEx(ink[rows], cv2.MORPH_OPEN, np.ones((1, shortest), np.uint8))
    closed = cv2.morphologyEx(parts, cv2.MORPH_CLOSE, np.ones((1, max(1, int(_GAP * dpi))), np.uint8))
    return _Stretches(np.asarray(closed, np.uint8), rows)


def _has_run(ink: Grey, shortest: int) -> npt.NDArray[np.bool_]:
    """Which rows may hold so many dark pixels (255) in a row; no other row does.

    Looked at by eights, as such a run fills some of them whole: to open all rows would take longer than all the rest.
    """
    wide = ink.shape[1] // _EIGHT * _EIGHT
    filled = np.ascontiguousarray(ink[:, :wide]).view(np.uint64) == _ALL_DARK
    count = (shortest - _EIGHT + 1) // _EIGHT
    found = filled
    for step in range(1, count):
        found = found[:, :-1] & filled[:, step:]
    return found.any(axis=1) if count > 0 else np.ones(len(ink), np.bool_)


def _strokes(stretches: _Stretches, dpi: float, shortest: float) -> list[Stroke]:
    """The lying strokes that are `shortest` inches long at least."""
    if not len(stretches.rows):
        return []
    kept = cv2.morphologyEx(stretches.ink, cv2.MORPH_OPEN, np.ones((1, max(3, int(shortest * dpi))), np.uint8))
    joined = np.asarray(cv2.dilate(kept, np.ones((3, 1), np.uint8)), np.uint8)
    outlines, _ = cv2.findContours(joined, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    boxes = [cv2.boundingRect(outline) for outline in outlines[:_MOST_STROKES]]
    thin = [(x, y, w, h) for x, y, w, h in boxes if _is_thin(joined[y : y + h, x : x + w], dpi)]
    return [(x - 1.0, x + w + 1.0, int(stretches.rows[y]) + h / 2) for x, y, w, h in thin]


def _is_thin(stroke: Grey, dpi: float) -> bool:
    thickness = cv2.countNonZero(stroke) / stroke.shape[1]
    return bool(thickness <= _THICKEST * dpi + 2)
