"""How large a page is drawn: a few widths, so that no request can fill the cache with others."""

from __future__ import annotations

from math import isfinite
from typing import Final

from extractor.errors import CorruptError
from extractor.limits import DOCUMENT
from extractor.reading.source import PageSize

WIDTHS: Final = (240, 480, 960, 1440, 1920, 2880)
"""Pixels; a page is drawn as wide as the first that is not smaller than what was asked for, or the last."""
_WITH_PAGES = frozenset({"application/pdf", "image/png", "image/jpeg", "image/tiff"})


def has_pictures(media_type: str) -> bool:
    """Whether documents of a media type have pages that can be drawn; others have only their text."""
    return media_type in _WITH_PAGES


def nearest_width(width: int) -> int:
    """The width that a page is drawn at."""
    return next((known for known in WIDTHS if known >= width), WIDTHS[-1])


def shape_of(size: PageSize, width: int) -> tuple[int, int]:
    """Width and height in pixels of a page's picture; a page of very many pixels is drawn smaller.

    Raises:
        CorruptError: the page has no size.
    """
    if not (size.width > 0 and size.height > 0 and isfinite(size.width * size.height)):
        raise CorruptError("the page has no size")
    scale = width / size.width
    scale *= min(1.0, (DOCUMENT.drawn_pixels / (scale * size.width * scale * size.height)) ** 0.5)
    return max(1, round(scale * size.width)), max(1, round(scale * size.height))
