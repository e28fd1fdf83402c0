"""The task `pages`: the words of a document with their places, as hOCR, as ALTO or as a searchable PDF.

Parameters: `form` (`hocr`, `alto`, `pdf`), `member`.
"""

from __future__ import annotations

from extractor.errors import NoPagesError
from extractor.fence.wire import Kind
from extractor.fence.works.given import Frames, Given
from extractor.reading.registry import sniff
from extractor.writing.alto import alto_of
from extractor.writing.hocr import hocr_of
from extractor.writing.page_text import pages_of
from extractor.writing.searchable import searchable_of


def work(given: Given) -> Frames:
    """The pages, in one piece.

    Raises:
        ReadError: the document cannot be read, has no pages, or cannot be copied.
    """
    data = given.document()
    reader = sniff(data)
    given.budget.begin(f"read {reader.media_type}")
    source = reader.read(data, given.budget)
    pages = pages_of(source)
    if not pages:
        raise NoPagesError(f"{source.media_type} has no pages, so its words have no place on them")
    given.budget.begin("write")
    match given.parameters["form"]:
        case "pdf":
            yield Kind.RESULT, searchable_of(data, pages)
        case "alto":
            yield Kind.RESULT, alto_of(pages, given.name)
        case _:
            yield Kind.RESULT, hocr_of(pages, given.name)


def warm_up() -> None:
    """What is needed is loaded with this module."""
