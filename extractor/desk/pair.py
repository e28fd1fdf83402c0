"""Both places of a difference: the page or the stretch of text on which each side stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from extractor.desk.holding import Holding
from extractor.differences.listing import Listed
from extractor.differences.model import Entry, Side
from extractor.page_images import has_pictures
from extractor.reading.source import PageSize
from extractor.store.listing import number_of
from extractor.writing.inert import visible
from schemas.evidence import BlockEvidence, Box, Evidence, PageEvidence

_AROUND: Final = 600
"""Characters of text before and behind a place."""


@dataclass(frozen=True, slots=True)
class PairPage:
    """A page (from 1) of the document with this number, and the boxes on it."""

    number: int
    page: int
    size: PageSize
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class PairText:
    """The words of a place with those before and behind it."""

    number: int
    before: str
    words: str
    behind: str


def places_of(
    holding: Holding, each: Listed, versions: tuple[str, str]
) -> tuple[PairPage | PairText | None, PairPage | PairText | None]:
    """Where side A and side B stand; None where a side has nothing, or no place on paper."""
    difference = each.difference
    a, b = _on_pages(difference.a), _on_pages(difference.b)
    return (
        _place(holding, each.pair.a, difference.a, versions[0], a or b),
        _place(holding, each.pair.b, difference.b, versions[1], b or a),
    )


def _on_pages(side: Side | None) -> list[PageEvidence]:
    return [each for each in side.evidence if isinstance(each, PageEvidence)] if side is not None else []


def _place(
    holding: Holding, entry: Entry | None, side: Side | None, version: str, near: Sequence[PageEvidence]
) -> PairPage | PairText | None:
    """The place of a side; where it has none, the page on which the other one stands, without a box."""
    services = holding.services
    number = None
    if entry is not None and entry.key is not None:
        number = number_of(services.store, entry.key, version, services.profile)
    if entry is None or number is None:
        return None
    if has_pictures(entry.record.source.media_type):
        return _page(holding, number, side, near)
    return _text(holding, number, side.evidence if side is not None else ())


def _page(holding: Holding, number: int, side: Side | None, near: Sequence[PageEvidence]) -> PairPage | None:
    sizes = holding.sizes(number)
    page = near[0].page if near else 1
    if page > len(sizes):
        return None
    boxes = tuple(box for each in _on_pages(side) if each.page == page for box in each.boxes)
    return PairPage(number, page, sizes[page - 1], boxes)


def _text(holding: Holding, number: int, evidence: Sequence[Evidence]) -> PairText | None:
    first = next((each for each in evidence if isinstance(each, BlockEvidence)), None)
    text = holding.text(number)
    if first is None or text is None:
        return None
    start, end = first.start, first.end
    return PairText(
        number,
        visible(text[max(0, start - _AROUND) : start]),
        visible(text[start:end]),
        visible(text[end : end + _AROUND]),
    )
