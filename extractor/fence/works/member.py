"""The task `member`: the bytes of a file inside a container, for who sends it on.

Parameters: `member`.
"""

from __future__ import annotations

from extractor.fence.wire import Kind
from extractor.fence.works.given import Frames, Given


def work(given: Given) -> Frames:
    """The file, in one piece.

    Raises:
        NoDocumentError: there is none such in it.
    """
    yield Kind.RESULT, given.document()


def warm_up() -> None:
    """What is needed is loaded with this module."""
