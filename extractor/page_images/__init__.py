"""Pictures of the pages of originals, drawn behind the fence, kept on disk, the next ones drawn ahead.

`PageImages` is what a program keeps one of; it may be used from many threads, and its cache by several programs.
"""

from __future__ import annotations

from extractor.errors import NoPagesError, PageNotFoundError
from extractor.fence.tasks import PlaceText, PlaceWord
from extractor.page_images.images import PageImages, Picture, Shown
from extractor.page_images.shapes import WIDTHS, has_pictures
from extractor.reading.source import PageSize

__all__ = [
    "WIDTHS",
    "NoPagesError",
    "PageImages",
    "PageNotFoundError",
    "PageSize",
    "Picture",
    "PlaceText",
    "PlaceWord",
    "Shown",
    "has_pictures",
]
