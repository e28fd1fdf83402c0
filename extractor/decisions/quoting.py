"""Words in a box that a person drew, found in the text of the document: then they have a place as read values have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from extractor.decisions.model import Drawn, Quoted
from extractor.review.fields import readings
from schemas.evidence import PageEvidence
from schemas.record import Record

_LONGEST: Final = 2000
_LEAST: Final = 3
"""Characters that are told from others like them."""


def quoted(text: str | None, record: Record, words: str, drawn: Drawn) -> Quoted:
    """The words with the box, and with their place in the text where they stand just once on that page.

    What stands there several times, or was recognised anew in other letters, has its box alone.
    """
    bare = words.split()
    if text is None or len("".join(bare)) < _LEAST or len(words) > _LONGEST:
        return Quoted(words, drawn=drawn)
    start, end = _stretch(record, len(text), drawn.page)
    pattern = re.compile(r"\s+".join(map(re.escape, bare)))
    found = [match.span() for match, _ in zip(pattern.finditer(text, start, end), range(2), strict=False)]
    if len(found) != 1:
        return Quoted(words, drawn=drawn)
    place = PageEvidence(page=drawn.page, start=found[0][0], end=found[0][1], boxes=(drawn.box,))
    return Quoted(text[place.start : place.end], (place,), drawn)


def _stretch(record: Record, length: int, page: int) -> tuple[int, int]:
    """The part of the text that a page may have: between what was read from pages before and behind it."""
    places = list(_places(record))
    before = (place.end for place in places if place.page < page)
    behind = (place.start for place in places if place.page > page)
    start, end = record.source.text_range or (0, length)
    low, high = max([start, *before]), min([end, *behind])
    return (low, high) if low < high else (start, end)


def _places(record: Record) -> Iterator[PageEvidence]:
    for placed in readings(record):
        yield from (each for each in placed.reading.evidence if isinstance(each, PageEvidence))
