"""Sheets of a document: its pages, or stretches of its text where it has none, each with the marks that stand on it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from extractor.desk.grid import GridBox
from extractor.desk.rows import Row
from extractor.reading.source import PageSize
from extractor.writing.inert import visible
from schemas.evidence import BlockEvidence, Box, Evidence, PageEvidence

_LONGEST: Final = 6000
"""Characters of a text sheet, to the next end of a line."""
_HARD: Final = 12000
"""Characters after which a text without ends of lines is cut all the same."""
A4: Final = PageSize(595.3, 841.9)
"""What a page is taken for whose size nobody could tell."""


@dataclass(frozen=True, slots=True)
class Mark:
    """The places of a row on one page; `parts` number them within the row's evidence, from 0."""

    row: Row
    boxes: tuple[tuple[int, Box], ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text and the rows with a place there, the shortest first, each with the number of the place."""

    words: str
    rows: tuple[tuple[Row, int], ...]

    @property
    def places(self) -> str:
        """Paths and numbers of the places, for the page to find them by."""
        return " ".join(f"{row.path}@{part}" for row, part in self.rows)


@dataclass(frozen=True, slots=True)
class PageSheet:
    """A page (`number` from 1) with its size in points, its marks and the cells of its tables."""

    number: int
    size: PageSize
    marks: tuple[Mark, ...]
    cells: tuple[tuple[GridBox, Row], ...]


@dataclass(frozen=True, slots=True)
class TextSheet:
    """A stretch of text in pieces; `number` from 1."""

    number: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Cuts:
    """Where the sheets of a text begin, and where its last one ends: offsets of the text."""

    at: tuple[int, ...]

    def number_of(self, offset: int) -> int:
        """The sheet (from 1) that holds an offset."""
        return min(max(bisect_right(self.at, offset), 1), len(self.at) - 1)

    def range_of(self, number: int) -> tuple[int, int]:
        """First offset of a sheet and the one behind its last."""
        return self.at[number - 1], self.at[number]


def cuts_of(text: str, start: int, end: int) -> Cuts:
    """Sheets of `text[start:end]`, each to the end of a line; one even of nothing."""
    at = [start]
    while end - at[-1] > _LONGEST:
        stop = text.find("\n", at[-1] + _LONGEST, min(at[-1] + _HARD, end))
        at.append(min(end, at[-1] + _HARD) if stop < 0 else stop + 1)
    return Cuts((*at, end) if at[-1] < end or len(at) == 1 else tuple(at))


def sheet_of(evidence: Evidence, cuts: Cuts | None) -> int | None:
    """The sheet on which a place stands; None where it stands on none."""
    if isinstance(evidence, PageEvidence) and cuts is None:
        return evidence.page
    if isinstance(evidence, BlockEvidence | PageEvidence) and cuts is not None:
        return cuts.number_of(evidence.start)
    return None


def mark_on(row: Row, page: int) -> Mark | None:
    """The places of a row on a page."""
    boxes = tuple(
        (number, box)
        for number, evidence in enumerate(row.evidence)
        if isinstance(evidence, PageEvidence) and evidence.page == page
        for box in evidence.boxes
    )
    return Mark(row, boxes) if boxes else None


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int
    row: Row
    part: int


def text_sheet(number: int, text: str, cuts: Cuts, rows: Iterable[Row]) -> TextSheet:
    """A stretch of text with the places of rows; where places lie over each other the shortest one is shown."""
    start, end = cuts.range_of(number)
    spans = [
        _Span(max(evidence.start, start), min(evidence.end, end), row, part)
        for row in rows
        for part, evidence in enumerate(row.evidence)
        if isinstance(evidence, BlockEvidence | PageEvidence) and evidence.start < end and start < evidence.end
    ]
    return TextSheet(number, tuple(_pieces(text, start, end, spans)))


def _pieces(text: str, start: int, end: int, spans: Sequence[_Span]) -> Iterator[Piece]:
    edges = sorted({start, end, *(edge for span in spans for edge in (span.start, span.end))})
    opening: dict[int, list[_Span]] = {}
    for span in spans:
        opening.setdefault(span.start, []).append(span)
    active: list[_Span] = []
    for left, right in pairwise(edges):
        active = [span for span in active if span.end > left] + opening.get(left, [])
        rows = tuple((span.row, span.part) for span in sorted(active, key=_length))
        yield Piece(visible(text[left:right]), rows)


def _length(span: _Span) -> tuple[bool, int]:
    """Findings reach over values: a value within one stays a place of its own."""
    return span.row.kind == "finding", span.end - span.start
