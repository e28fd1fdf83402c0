"""Where a picture file lies in points: what its evidence's boxes mean on its pixels, for whoever draws them."""

from __future__ import annotations

POINTS = 72.0
"""Points of an inch."""
_USUAL_DPI = (99.5, 1200.5)
"""Resolutions that scanners write into their files, 100 to 1200, PNG's metric 99.9998 with them.

Others (72, 96, 1) are what programs write that know none.
"""
_LEAST_DPI = 50.0
_A4_INCHES = (8.27, 11.69)


def dots_per_inch(said: float | None, size: tuple[int, int]) -> float:
    """Dots per inch of a picture of a page: as its file says, or as an A4 sheet of its size in pixels has.

    Both ways of laying the sheet are tried. A box in points times `dots_per_inch / POINTS` is its place in pixels of
    the page as shown, that is turned as the file says (EXIF).
    """
    if said is not None and _USUAL_DPI[0] <= said <= _USUAL_DPI[1]:
        return said
    short, long = sorted(size)
    return max(_LEAST_DPI, short / _A4_INCHES[0], long / _A4_INCHES[1])
