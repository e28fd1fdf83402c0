"""Boxes as a PDF writes them, and what of a page is seen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeAlias

Sides: TypeAlias = tuple[float, float, float, float]
"""Left, bottom, right and top in points, from the lower left corner that the file counts from."""


def sides_of(box: Iterable[Any]) -> Sides:
    """The sides of a box by two opposite corners, whichever they are.

    Raises:
        ValueError: it has not four numbers.
    """
    x0, y0, x1, y1 = (float(side) for side in box)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def visible_box(media: Iterable[Any], crop: Iterable[Any]) -> Sides:
    """What is seen of a page: its crop box inside its media box."""
    one, other = sides_of(media), sides_of(crop)
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])
