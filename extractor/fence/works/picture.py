"""The task `picture`: one page of a document drawn, as JPEG.

Parameters: `page` (from 1), `width` and `height` in pixels, `member`.
"""

from __future__ import annotations

from extractor.fence.wire import Kind
from extractor.fence.works.given import Frames, Given
from extractor.reading.paper import opened
from extractor.writing.page_picture import picture_file


def work(given: Given) -> Frames:
    """The picture.

    Raises:
        NoPagesError: the document's format has no pages.
        PageNotFoundError: it has not so many.
        ReadError: it cannot be opened, or the page cannot be drawn.
    """
    wanted = given.parameters
    with opened(given.document()) as paper:
        drawn = paper.draw(wanted["page"], (wanted["width"], wanted["height"]))
    yield Kind.RESULT, picture_file(drawn)


def warm_up() -> None:
    """What is needed is loaded with this module."""
