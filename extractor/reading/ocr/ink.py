"""The ink of a cut-out: what is darker than its paper, in pieces of the size of type, and whether one is a cross."""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np

from extractor.reading.ocr.engine import Grey

DARK = 140
"""What is darker is ink, whatever the paper."""
_FAINT = 70
"""Ink is so much darker than the paper around it: on poor copies whole letters are fainter than `DARK`."""
_LOWEST_LETTER = 0.045
"""Inches: the lowest letters and figures are taller, dots and specks are lower."""
_NARROWEST_CROSS, _WIDEST_CROSS = 0.7, 1.6
"""Widths of a cross in heights: figures are narrower."""
_HIGHEST_CROSS = 0.14
"""Inches."""
_CROSSED = 1.2
"""How many times darker than the ink between its arms a cross is in its middle and on its diagonals."""
_LEAST_ARM = 0.08
"""Share of its greatest darkness that each arm of a cross has at its end."""
_ROOM = 4
"""Pixels to which each ninth of a cross is drawn before they are compared."""


class Piece(NamedTuple):
    """Ink that hangs together: its left upper corner, width and height in pixels."""

    x: int
    y: int
    width: int
    height: int


def ink_of(crop: Grey) -> Grey:
    """1 where a cut-out is darker than its paper."""
    threshold = max(DARK, float(np.median(crop)) - _FAINT) if crop.size else DARK
    return (crop < threshold).astype(np.uint8)


def pieces_of(crop: Grey, dpi: float) -> list[Piece]:
    """The pieces of ink as high as letters, from the top; specks and dots are left out."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink_of(crop), connectivity=8)
    pieces = (Piece(*row[:4]) for row in stats[1:].tolist())
    return [piece for piece in pieces if piece.height >= _LOWEST_LETTER * dpi]


def cross_in(crop: Grey, dpi: float) -> Piece | None:
    """The cross that is all that a cut-out holds: a tick in a form (`x`), which the engine takes for anything."""
    pieces = pieces_of(crop, dpi)
    return pieces[0] if len(pieces) == 1 and _is_cross(crop, pieces[0], dpi) else None


def _is_cross(crop: Grey, piece: Piece, dpi: float) -> bool:
    x, y, width, height = piece
    if not _NARROWEST_CROSS * height <= width <= _WIDEST_CROSS * height or height > _HIGHEST_CROSS * dpi:
        return False
    drawn = cv2.resize(crop[y : y + height, x : x + width], (3 * _ROOM, 3 * _ROOM), interpolation=cv2.INTER_AREA)
    ninths = (np.median(crop) - drawn.astype(np.float64)).reshape(3, _ROOM, 3, _ROOM).mean(axis=(1, 3))
    ends, middle = ninths[::2, ::2], ninths[1, 1]
    between = np.array((ninths[0, 1], ninths[1, 0], ninths[1, 2], ninths[2, 1]))
    crossed = (ends.sum() + middle) / 5 >= _CROSSED * between.mean() and middle >= _CROSSED * between[:3].max()
    return bool(crossed and ends.min() >= _LEAST_ARM * ninths.max())
