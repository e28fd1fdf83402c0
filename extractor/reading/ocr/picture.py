"""Prepares the picture of a page for reading: one grey plane without seals, at one resolution, upright and level."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from extractor.reading.ocr.engine import Grey

Colour = npt.NDArray[np.uint8]
"""A picture of height × width × 3 (red, green, blue)."""
Affine = npt.NDArray[np.float64]
"""A 2 × 3 matrix from points (x, y, 1) to points (x, y)."""

DPI = 200.0
"""Reading at 300 dpi is no better and takes twice the time."""
_LEAST_SKEW = 0.12
"""Degrees below which a page is level."""
_MOST_SKEW = 4.0
_SKEW_DPI = 75.0
_SKEW_POINTS = 15_000
"""So many dark points tell the skew as well as all of them do."""
_PROMISING = 0.75
"""Share of the greatest unevenness from which angles nearby are tried too: rules and lines may not be parallel."""
_SAMPLED_ROWS = 7
"""Every so many rows are looked at for colour: no stamp and no stroke of a pen is lower."""
_COLOURED = (35.0, 75.0)
"""Difference of the channels from which ink begins to count as coloured (a seal, a stamp, blue ink), and surely is."""
_BRIGHT = (70.0, 130.0)
"""Brightest channel of coloured ink: darker pixels are print under the ink."""
_MOSTLY = 0.5
_SPECK_AREA = 4
_MOST_SPECKS = 0.6
_ALONE, _SPECK = 21, 6
"""Pixels that a lone speck is away from other ink on all sides together, and that it is wide and high at most."""
_STEP = 4
_FAINT = 45
"""How much darker than the paper a faint rule is: where two cross, the crossing alone is as dark as ink."""
_INK = 128
_LOWEST_LETTER = 0.045
"""Inches: the lowest letters and figures are taller."""
_MARGIN = 1.0
"""Inches of paper below the last ink that are read with it."""
_BAND = 64
"""Rows of every sixth band of a page, in which specks are counted."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A picture ready to be read.

    `coloured` marks the pixels whose ink is coloured, `back` maps points of this picture (72 to the inch) to points of
    the page as shown. `red` is the red channel before the page was made level by `level` (None where it was level).
    """

    grey: Grey
    coloured: Grey
    red: Grey
    level: Affine | None
    dpi: float
    back: Affine

    def pen(self, rows: int | None = None) -> Grey:
        """The page, or its upper rows, as a pen left it: its red channel.

        Blue ink is as dark there as print, and a red seal is nearly paper.
        """
        return self.red[:rows] if self.level is None else _warped(self.red, self.level, 255, rows)


def prepare(picture: Colour, dpi: float, turns: int = 0) -> Prepared:
    """The picture turned by quarters to the right, without its colours, level, without specks, at `DPI`."""
    # One thread a process, as for the engine: documents are what runs in parallel.
    cv2.setNumThreads(1)
    scaled = _scaled(picture, DPI / dpi)
    if scaled.ndim == 2:
        grey, coloured, red = scaled, np.zeros_like(scaled), scaled
    else:
        red, green, blue = (np.asarray(plane, np.uint8) for plane in cv2.split(scaled))
        brightest = np.asarray(cv2.max(cv2.max(red, green), blue), np.uint8)
        grey, coloured = _without_colour(brightest, np.asarray(cv2.min(cv2.min(red, green), blue), np.uint8))
    grey, coloured, red = (_turned(plane, turns) for plane in (grey, coloured, red))
    back, level = _quarter_back(turns, scaled.shape[1], scaled.shape[0]), None
    angle = skew_of(grey)
    if abs(angle) >= _LEAST_SKEW:
        level = _rotation(grey, angle)
        grey = _warped(grey, level, 255)
        coloured = _warped(coloured, level, 0) if scaled.ndim == 3 else coloured
        back = _after(np.asarray(cv2.invertAffineTransform(level), np.float64), back)
    back[:, 2] *= 72 / DPI
    return Prepared(_without_lone_specks(_despeckled(grey)), coloured, red, level, DPI, back)


def used_height(grey: Grey, dpi: float) -> int:
    """Rows down to a margin below the last ink: an end that fills little of its page is read without the rest of it.

    Ink is as high as a letter at least; what is lower, far below all text, is specks.
    """
    inked = (grey.min(axis=1) < _INK).astype(np.uint8)[:, np.newaxis]
    lowest = max(1, round(_LOWEST_LETTER * dpi))
    rows = np.flatnonzero(cv2.morphologyEx(inked, cv2.MORPH_OPEN, np.ones((lowest, 1), np.uint8)))
    last = int(rows[-1]) if rows.size else 0
    return int(min(grey.shape[0], max(last + round(_MARGIN * dpi), grey.shape[0] // 4)))


def _scaled(picture: Colour, scale: float) -> Grey | Colour:
    """The picture at another size, as one plane where it has no colours at all: faint ones tell ink from seals too."""
    red, green, blue = cv2.split(np.ascontiguousarray(picture[::_SAMPLED_ROWS]))
    most, least = cv2.max(cv2.max(red, green), blue), cv2.min(cv2.min(red, green), blue)
    colourless = cv2.countNonZero(cv2.subtract(most, least)) == 0
    planes = np.asarray(cv2.extractChannel(picture, 1), np.uint8) if colourless else picture
    shape = max(1, round(picture.shape[1] * scale)), max(1, round(picture.shape[0] * scale))
    if shape == (picture.shape[1], picture.shape[0]):
        return planes
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(planes, shape, interpolation=how), np.uint8)


def _rotation(plane: Grey, angle: float) -> Affine:
    return np.asarray(cv2.getRotationMatrix2D((plane.shape[1] / 2, plane.shape[0] / 2), angle, 1.0), np.float64)


def _without_colour(brightest: Grey, darkest: Grey) -> tuple[Grey, Grey]:
    """The page with coloured ink made white, and 1 where such ink stands."""
    spread = cv2.subtract(brightest, darkest)
    # Most of a page has no colour: only the rest is worth reckoning in floats.
    at = np.flatnonzero(spread > _COLOURED[0])
    if not at.size:
        return brightest, np.zeros_like(brightest)
    bright = brightest.ravel()[at]
    white = _ramp(spread.ravel()[at], _COLOURED) * _ramp(bright, _BRIGHT)
    grey, coloured = brightest.copy(), np.zeros_like(brightest)
    coloured.ravel()[at] = white > _MOSTLY
    grey.ravel()[at] = np.rint(bright + (255 - bright) * white).astype(np.uint8)
    rim = cv2.threshold(cv2.dilate(coloured, np.ones((5, 5), np.uint8)), 0, 255, cv2.THRESH_BINARY)[1]
    light = cv2.threshold(brightest, _BRIGHT[1], 255, cv2.THRESH_BINARY)[1]
    return np.asarray(cv2.max(grey, cv2.bitwise_and(rim, light)), np.uint8), coloured


def _ramp(plane: npt.ArrayLike, limits: tuple[float, float]) -> npt.NDArray[np.float32]:
    """0 below the first limit, 1 above the second, straight between them."""
    low, high = limits
    return np.asarray(np.clip((np.asarray(plane, np.float32) - low) / (high - low), 0, 1), np.float32)


def _warped(plane: Grey, matrix: Affine, ground: int, rows: int | None = None) -> Grey:
    size = (plane.shape[1], rows or plane.shape[0])
    how = cv2.INTER_LINEAR if ground else cv2.INTER_NEAREST
    return np.asarray(cv2.warpAffine(plane, matrix, size, flags=how, borderValue=(ground,)), np.uint8)


def _turned(plane: Grey, turns: int) -> Grey:
    return np.ascontiguousarray(np.rot90(plane, -turns))


def _quarter_back(turns: int, width: int, height: int) -> Affine:
    """From pixels of the turned picture to those of the picture as it was, whose size is given."""
    matrices = (
        ((1, 0, 0), (0, 1, 0)),
        ((0, 1, 0), (-1, 0, height)),
        ((-1, 0, width), (0, -1, height)),
        ((0, -1, width), (1, 0, 0)),
    )
    return np.array(matrices[turns % 4], np.float64)


def _after(first: Affine, second: Affine) -> Affine:
    """One map that does the first, then the second."""
    whole = np.vstack((first, [0.0, 0.0, 1.0]))
    return np.asarray(second @ whole, np.float64)


def skew_of(grey: Grey) -> float:
    """Degrees by which a page has to be turned (counter-clockwise) for its lines to lie level.

    The angle at which the rows of the page are most unlike each other: lines of text, and white between them.
    """
    small = cv2.resize(grey, None, fx=_SKEW_DPI / DPI, fy=_SKEW_DPI / DPI, interpolation=cv2.INTER_AREA)
    ink = cv2.threshold(small, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)[1]
    points = _dark_points(_without_borders(np.asarray(ink, np.uint8)))
    few = points[:: 1 + len(points) // _SKEW_POINTS]
    coarse = {angle: _unevenness(few, angle) for angle in _angles(0.0, _MOST_SKEW, 0.2)}
    promising = [angle for angle, value in coarse.items() if value >= _PROMISING * max(coarse.values())]
    best = _most_uneven(few, [near for angle in promising for near in _angles(angle, 0.1, 0.1)])
    best = _most_uneven(points, _angles(best, 0.1, 0.05))
    return round(best, 2) if abs(best) <= _MOST_SKEW else 0.0


def _angles(middle: float, reach: float, step: float) -> list[float]:
    """Angles around one, from the least."""
    return [middle + step * n for n in range(-round(reach / step), round(reach / step) + 1)]


def _most_uneven(points: npt.NDArray[np.float32], angles: Sequence[float]) -> float:
    """The angle at which the rows are most unlike each other; of several the least turn."""
    return max(angles, key=lambda angle: (_unevenness(points, angle), -abs(angle)))


def _dark_points(ink: Grey) -> npt.NDArray[np.float32]:
    """The middles (y, x) of dark pixels, row by row."""
    found = cv2.findNonZero(ink)
    if found is None:
        return np.zeros((0, 2), np.float32)
    return found.reshape(-1, 2)[:, ::-1].astype(np.float32) + np.float32(0.5)


def _without_borders(ink: Grey) -> Grey:
    """Without the outer edge, where copiers leave dark bars."""
    height, width = ink.shape
    inner = ink[height // 30 : height - height // 30, width // 25 : width - width // 25]
    return np.ascontiguousarray(inner)


def _unevenness(points: npt.NDArray[np.float32], angle: float) -> float:
    """How unlike neighbouring rows are in their dark points (y, x) after a turn.

    A point counts for both rows that it lies between: counted for one alone, a turn by a fraction of a row is told from
    none by how it rounds.
    """
    if not len(points):
        return 0.0
    rows = points[:, 0] - points[:, 1] * np.float32(np.tan(np.radians(angle)))
    rows -= rows.min()
    above = rows.astype(np.int32)
    share = rows - above
    count = int(above.max()) + 2
    counts = np.bincount(above, 1 - share, count) + np.bincount(above + 1, share, count)
    return float(np.square(np.diff(counts)).sum())


def _despeckled(grey: Grey) -> Grey:
    """Without specks where most of what is dark is specks: a median takes dots of letters too."""
    rows = np.arange(grey.shape[0]) // _BAND % 6 == 1
    ink = cv2.threshold(grey[rows] if rows.any() else grey, 128, 255, cv2.THRESH_BINARY_INV)[1]
    count, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    if count < 2:
        return grey
    specks = int((stats[1:, cv2.CC_STAT_AREA] <= _SPECK_AREA).sum())
    return np.asarray(cv2.medianBlur(grey, 3), np.uint8) if specks > _MOST_SPECKS * (count - 1) else grey


def _without_lone_specks(grey: Grey) -> Grey:
    """Without specks that stand far from any other ink: the engine reads dashes and stops behind lines in them."""
    ink = cv2.threshold(grey, 128, 255, cv2.THRESH_BINARY_INV)[1]
    # Spread over `_ALONE` pixels, ink loses nothing that is looked for when only every few pixels are kept.
    spread = np.ascontiguousarray(cv2.dilate(ink, np.ones((_ALONE, _ALONE), np.uint8))[::_STEP, ::_STEP])
    _, _, stats, _ = cv2.connectedComponentsWithStats(spread, connectivity=8)
    most = (_ALONE + _SPECK) // _STEP
    lone = stats[(stats[:, cv2.CC_STAT_WIDTH] <= most) & (stats[:, cv2.CC_STAT_HEIGHT] <= most)]
    if not len(lone):
        return grey
    clean = grey.copy()
    for x, y, width, height in (lone[:, :4] * _STEP).tolist():
        around = np.s_[max(0, y - _STEP) : y + height, max(0, x - _STEP) : x + width]
        if not _is_crossed(grey[around]):
            clean[around] = 255
    return clean


def _is_crossed(around: Grey) -> bool:
    """Whether something fainter than ink leads out of the surroundings of a speck."""
    rim = np.concatenate((around[0], around[-1], around[:, 0], around[:, -1]))
    return bool(rim.min() < np.median(rim) - _FAINT)
