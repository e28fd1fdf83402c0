"""The task `sizes`: how large each page of a document is as shown, in points, as JSON `[[width, height], …]`.

Parameters: `member`.
"""

from __future__ import annotations

import json

from extractor.fence.wire import Kind
from extractor.fence.works.given import Frames, Given
from extractor.reading.paper import opened


def work(given: Given) -> Frames:
    """The sizes.

    Raises:
        NoPagesError: the document's format has no pages.
        ReadError: it cannot be opened.
    """
    with opened(given.document()) as paper:
        sizes = [(size.width, size.height) for size in paper.sizes()]
    yield Kind.RESULT, json.dumps(sizes).encode()


def warm_up() -> None:
    """What is needed is loaded with this module."""
