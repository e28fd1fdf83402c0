"""The task `words`: what stands in a box of a page, from its text or read from its picture.

Parameters: `page` (from 1), `box` in points of the page as shown, `member`. The answer is JSON: `source` (`text` or
`ocr`) and `lines`, each a list of `[text, x0, top, x1, bottom, confidence]`; confidence is null for a page's own text.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from extractor.fence.wire import Kind
from extractor.fence.works.given import Frames, Given
from extractor.reading.ocr.place import read_place
from extractor.reading.one_page import OnePage, page_of
from extractor.writing.page_text import Word, pages_of
from schemas.evidence import Box


def work(given: Given) -> Frames:
    """The words.

    Raises:
        NoPagesError: the document's format has no pages.
        PageNotFoundError: it has not so many.
        NeedsOcrError: the page is a picture, and the engine is not installed.
        ReadError: the document cannot be opened, or the page is damaged.
    """
    number, box = given.parameters["page"], Box(*given.parameters["box"])
    page = page_of(given.document(), number)
    given.budget.begin(f"page {number}")
    if page.text is None:
        given.budget.begin_picture(number)
        answer = {"source": "ocr", "lines": _read(page, box)}
    else:
        answer = {"source": "text", "lines": list(_lines(page, box))}
    yield Kind.RESULT, json.dumps(answer).encode()


def _read(page: OnePage, box: Box) -> list[list[Any]]:
    lines = read_place(*page.picture(), box)
    return [[(word.text, *word.box, word.confidence) for word in line] for line in lines]


def _lines(page: OnePage, box: Box) -> Iterator[list[Any]]:
    assert page.text is not None
    for block in pages_of(page.text)[0].blocks:
        for line in block.lines:
            if inside := [word for word in line.words if _holds(box, word)]:
                yield [(word.text, *word.box, None) for word in inside]


def _holds(box: Sequence[float], word: Word) -> bool:
    own = word.box
    x, y = (own.x0 + own.x1) / 2, (own.top + own.bottom) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def warm_up() -> None:
    """What is needed is loaded with this module."""
