"""Ink of a place: what stands out from the paper, its connected pieces, and what of them can be digits at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias, cast

import cv2
import numpy as np
import numpy.typing as npt

from extractor.reading.handwriting.digits import Ink
from extractor.reading.handwriting.places import Kind, Place

Grey: TypeAlias = npt.NDArray[np.uint8]
"""A page in shades of grey, rows from the top, paper light."""
Mask: TypeAlias = npt.NDArray[np.bool_]
_ABOVE, _BELOW = 1.75, 0.95
"""How far above and below the line's foot handwriting is looked for, in heights of a digit."""
_FAINT = 42
"""Shades between paper and ink that noise of a scanner does not reach after smoothing; a red seal in a picture of
the brightest channel hardly does either."""
_HALF = 0.45
_TRACE, _TRACE_SHADES = 0.2, 28
"""Ink beside the pieces that is looked at, too faint or too broken to be read; and its least difference to paper."""
_DOT = 0.3
"""Highest trace that may be a dot to write on, in heights of a digit."""
_SPECK = 0.006
"""Largest trace above the line's foot that may be dirt, in squared heights of a digit."""
_COLON = 0.35
"""Room at an estimated left end in which the printed label's last sign may reach, in heights of a digit."""
_SLASH = 0.42
"""Width of a printed slash in heights of a digit."""
_EDGE, _WIDE_SLASH = 0.2, 0.8
"""How far before the end of a place its slash may begin, and the most that one is wide, in heights of a digit."""
_SLACK = 0.45
"""Room beyond an estimated end of a place in which the gap between print and handwriting is looked for."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Connected ink: its box in pixels of the place, and the mask of its pixels on the whole place."""

    left: int
    top: int
    right: int
    bottom: int
    mask: Mask

    @property
    def width(self) -> int:
        """Pixels across."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """Pixels down."""
        return self.bottom - self.top

    def joined(self, other: Piece) -> Piece:
        """Both as one."""
        return Piece(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
            self.mask | other.mask,
        )


@dataclass(frozen=True, slots=True)
class Filled:
    """What stands at a place: the ink, pieces that may be digits, and whether there are traces of more (`stray`).

    `firm` tells that the ends of the place are sure: the printed slash stands behind it, no piece is cut by an end.
    `left` and `top` are the place's corner on the page; `foot` is the row of the line's foot in it.
    """

    ink: Ink
    pieces: tuple[Piece, ...]
    stray: bool
    firm: bool
    left: int
    top: int
    foot: float
    height: float


def ink_at(grey: Grey, place: Place) -> Filled | None:
    """The ink of a place, None where there is none to speak of (specks, dots and rules are none)."""
    height = place.height
    top, (left, right) = max(0, round(place.base - _ABOVE * height)), _ends(grey, place)
    window = grey[top : max(0, round(place.base + _BELOW * height)), max(0, left) : max(0, right)]
    if window.shape[0] < height or window.shape[1] < 0.3 * height:
        return None
    ink, contrast = _ink(window, height)
    if contrast < _FAINT:
        return None
    ink, firm = _without_slash(ink, place, max(0, left))
    foot = place.base - top
    digits = _digits(ink, foot, height)
    if not digits:
        return None
    stray = _has_traces(ink, digits, place, max(_TRACE, _TRACE_SHADES / contrast))
    firm = firm and all(piece.left > 0 and piece.right < ink.shape[1] for piece in digits)
    return Filled(ink, digits, stray, firm and not _joins_slash(grey, place), max(0, left), top, foot, height)


def _without_slash(ink: Ink, place: Place, left: int) -> tuple[Ink, bool]:
    """The ink up to the slash where the end of the place is an estimate, and whether its end is sure."""
    if place.kind is not Kind.NUMBER or place.sharp[1]:
        return ink, place.firm
    pieces = _pieces(_without_rules(ink > _HALF, place.height))
    end, firm = _slash_from(pieces, place.x1 - left, place.height)
    return ink[:, :end], firm


def _digits(ink: Ink, foot: float, height: float) -> tuple[Piece, ...]:
    """The pieces on the line that are as high as digits, with what is broken off them."""
    pieces = _pieces(_without_rules(ink > _HALF, height))
    near = [piece for piece in pieces if foot - 1.5 * height < (piece.top + piece.bottom) / 2 < foot + 0.55 * height]
    return tuple(piece for piece in _gathered(near, height) if piece.height >= 0.5 * height)


def _has_traces(ink: Ink, digits: tuple[Piece, ...], place: Place, least: float) -> bool:
    """Whether there is ink on the line from `least` on beside the pieces and the label before the place."""
    height, foot = place.height, place.base - max(0, round(place.base - _ABOVE * place.height))
    low, high = max(0, round(foot - 1.4 * height)), round(foot + 0.3 * height)
    used = np.logical_or.reduce([piece.mask for piece in digits])[low:high]
    traces = ink[low:high] > least
    if not place.sharp[0]:
        traces[:, : round(_COLON * height)] = False
    return _is_stray(traces, used, foot - low, height)


def _ink(window: Grey, height: float) -> tuple[Ink, float]:
    """How much of each pixel is ink, and how far apart the shades of paper and of the darkest strokes are here."""
    smooth = cv2.GaussianBlur(window, (0, 0), max(0.5, height / 38))
    paper, dark = float(np.percentile(smooth, 85)), float(np.percentile(smooth, 1.5))
    ink = np.clip((paper - smooth.astype(np.float32)) / max(paper - dark, 1), 0, 1)
    return cast(Ink, ink), paper - dark


def _is_stray(traces: Mask, used: Mask, foot: float, height: float) -> bool:
    """Whether there is more on the line than the pieces: faint or broken digits, a seal's strokes.

    Dots to write on stand at the line's foot and are no higher than they are wide.
    """
    reach = max(3, round(0.2 * height))
    near = cv2.dilate(used.astype(np.uint8), np.ones((reach, reach), np.uint8))
    rest = _without_rules(traces & (near == 0), height).astype(np.uint8)
    count, _, stats, middles = cv2.connectedComponentsWithStats(
        cv2.morphologyEx(rest, cv2.MORPH_OPEN, np.ones((2, 2), np.uint8)), connectivity=8
    )
    for (x, _, wide, tall, area), (_, middle) in zip(stats[1:count], middles[1:count], strict=True):
        above = foot - 1.2 * height < middle < foot - 0.3 * height
        seen = tall > _DOT * height or (above and area > _SPECK * height * height)
        if seen and not _is_of_label(int(x), max(int(wide), int(tall)), int(x + wide), height):
            return True
    return False


def _is_of_label(left: int, size: int, right: int, height: float) -> bool:
    """Whether a trace is a dot of the colon, or the end of a letter, of the printed label before the place."""
    is_dot = size <= _DOT * height and right <= _COLON * height + _DOT * height / 2
    return is_dot or (left == 0 and right <= _DOT * height)


def _ends(grey: Grey, place: Place) -> tuple[int, int]:
    """Left and right end: the recogniser's, or the column with the least ink near an estimated one."""
    top, bottom = round(place.base - 0.9 * place.height), round(place.base + 0.1 * place.height)
    rows = grey[max(0, top) : max(1, bottom)]
    ends = [place.x0, place.x1]
    for at, sharp in enumerate(place.sharp):
        if not sharp and at == 1 and place.kind is Kind.NUMBER:
            ends[at] += _SLACK * place.height + _SLASH * place.height
        elif not sharp:
            low = max(0, round(ends[at] - _SLACK * place.height))
            high = min(grey.shape[1], round(ends[at] + _SLACK * place.height))
            if high - low > 2:
                light = rows[:, low:high].astype(np.float32).mean(axis=0)
                best = np.flatnonzero(light >= light.max() - 2)
                ends[at] = low + float(best[len(best) // 2])
    return round(ends[0]), round(ends[1])


def _without_rules(mask: Mask, height: float) -> Mask:
    """The mask without long thin lines: an underscore to write on, the rule under the body's name."""
    kernel = np.ones((1, max(3, round(1.6 * height))), np.uint8)
    lines = cv2.morphologyEx(mask.astype(np.uint8), cv2.MORPH_OPEN, kernel)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(lines, connectivity=8)
    kept = mask.copy()
    for at in range(1, count):
        if stats[at, cv2.CC_STAT_HEIGHT] <= max(3, 0.22 * height):
            kept &= labels != at
    return kept


def _pieces(mask: Mask) -> list[Piece]:
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8), connectivity=8)
    found = []
    for at in range(1, count):
        left, top, width, height = (int(stats[at, key]) for key in range(4))
        found.append(Piece(left, top, left + width, top + height, labels == at))
    return sorted(found, key=lambda piece: (piece.left, piece.top))


def _slash_from(pieces: list[Piece], estimate: float, height: float) -> tuple[int, bool]:
    """The column from which the printed slash stands: the straight slanting stroke next to where it is to be.

    And whether there is one.
    """
    middle = estimate + _SLASH * height / 2
    slashes = [piece for piece in pieces if _is_slash(piece, height)]
    slash = min(slashes, key=lambda piece: abs((piece.left + piece.right) / 2 - middle), default=None)
    if slash is None or abs((slash.left + slash.right) / 2 - middle) > height:
        return max(1, round(estimate)), False
    return max(1, slash.left - max(1, round(0.06 * height))), True


def _joins_slash(grey: Grey, place: Place) -> bool:
    """Whether the sign at the end of a place is wider than a slash: a digit that touches it was read as part of it."""
    if place.kind is not Kind.NUMBER or not place.sharp[1]:
        return False
    height, end = place.height, place.x1 - _EDGE * place.height
    top, bottom = round(place.base - height), round(place.base + 0.2 * height)
    window = grey[max(0, top) : max(1, bottom), max(0, round(end)) : max(1, round(place.x1 + 2 * height))]
    if window.size == 0:
        return False
    ink, contrast = _ink(window, height)
    signs = [piece for piece in _pieces(ink > _HALF) if piece.height > 0.5 * height]
    return contrast >= _FAINT and bool(signs) and signs[0].width > _WIDE_SLASH * height


def _is_slash(piece: Piece, height: float) -> bool:
    """Whether a piece is one straight stroke that leans like a printed slash."""
    if piece.height < 0.75 * height or not 0.18 < piece.width / piece.height < 0.85:
        return False
    down, across = np.nonzero(piece.mask)
    lean, shift = np.polyfit(down, across, 1)
    apart = np.abs(across - (lean * down + shift)).mean()
    return bool(-0.75 < lean < -0.12 and apart < 0.075 * height)


def _gathered(pieces: list[Piece], height: float) -> list[Piece]:
    """Pieces with broken-off parts put back: the roof of a 5, the bar of a 7; specks and dots stay by themselves."""
    large = [piece for piece in pieces if piece.height >= 0.5 * height]
    small = [piece for piece in pieces if piece.height < 0.5 * height and max(piece.width, piece.height) > 0.2 * height]
    for part in small:
        at = max(range(len(large)), key=lambda i: _shared(part, large[i]), default=None)
        if at is not None and _shared(part, large[at]) > 0.4 * part.width:
            large[at] = large[at].joined(part)
    return sorted(large, key=lambda piece: piece.left)


def _shared(one: Piece, other: Piece) -> int:
    return min(one.right, other.right) - max(one.left, other.left)


def cut_out(ink: Ink, mask: Mask) -> Any:
    """The ink under a mask and close to it, cut out to its box."""
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    near = cv2.dilate(mask.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    box = np.s_[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    return np.where(near, ink, 0)[box]
