"""What stands between two tables of the flow: nothing but page furniture, headings said again, or more."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from enum import Enum

from rapidfuzz import fuzz

from extractor.reading.source import Grid, Paragraph, SourceText, Zone
from extractor.text.fold import fold, fold_key

# What may stand between the halves of a table that a page break cut.
_FURNITURE = frozenset({Zone.MARGIN, Zone.STAMP, Zone.FOOTNOTE})
_SAME_HEIGHT = 4.0
_SHIFTED = 20.0
"""The same for pages that were laid on a scanner one by one."""
_MISREAD = 80
"""Similarity of two readings of the same words."""
_SPECK = 2
"""Letters that specks of a picture are read as."""
_LONGEST = 200
_GOES_ON = re.compile(
    r"\(\s?(?:tiep(?: theo)?|con tiep)\b[^()]{0,40}\)|^tiep theo (?:trang|phu luc|bang|bieu|danh sach)\b"
    r"|^(?:phu luc|bang|bieu|danh sach)\b.{0,80} tiep theo$"
)
"""`PHỤ LỤC (tiếp theo)`, `Bảng 2 (tiếp)`, `(tiếp theo trang trước)`."""
_PAGE = re.compile(r"\b(?:trang|page) ?\d{1,4}(?: ?/ ?\d{1,4})?|\b\d{1,3} ?/ ?\d{1,3}\b")


class Between(Enum):
    """What the words between two tables say of them."""

    NOTHING = "nothing"
    SAID_AGAIN = "said again"
    """The heading of the first table, word for word."""
    GOES_ON = "goes on"
    APART = "apart"


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the paper: its text, its words folded without page numbers, and where it stands."""

    text: str
    key: str
    page: int | None
    height: float | None
    pictured: bool
    """Whether it was read from a picture."""


def goes_on(text: str) -> bool:
    """Whether a line says that it stands over the rest of what began on a page before."""
    return len(text) <= _LONGEST and _GOES_ON.search(fold(text).strip()) is not None


def between(source: SourceText, first: Grid, last: Grid, following: Grid) -> Between:
    """What stands between `last` and `following` in the flow; `first` is the part of the table with its heading."""
    inside = _inside(source, last, following)
    if any(isinstance(item, Grid) for item in inside):
        return Between.APART
    lines = list(_lines(source, inside))
    own = _once(source, lines, {first.page, last.page, following.page}) if lines else []
    if not own:
        return Between.NOTHING
    again = [goes_on(line.text) for line in own]
    heading = {line.key for line in _lines(source, _over(source, first))}
    if any(not on and line.key not in heading for line, on in zip(own, again, strict=True)):
        return Between.APART
    return Between.GOES_ON if any(again) else Between.SAID_AGAIN


def _inside(source: SourceText, last: Grid, following: Grid) -> Sequence[Paragraph | Grid]:
    """The items of the flow between two tables; where they do not follow each other, the second one."""
    places = {id(item): at for at, item in enumerate(source.flow)}
    start, end = places.get(id(last), -1), places.get(id(following), -1)
    return source.flow[start + 1 : end] if 0 <= start < end else (following,)


def _once(source: SourceText, lines: Sequence[_Line], pages: Set[int | None]) -> list[_Line]:
    """The lines that do not stand at the same height of another one of the pages too."""
    twins = list(_lines(source, (item for item in source.flow if item.page in pages)))
    return [line for line in lines if not any(_are_twins(line, other) for other in twins)]


def _lines(source: SourceText, items: Iterable[Paragraph | Grid]) -> Iterator[_Line]:
    """Lines of running text, furniture left out."""
    for item in items:
        if isinstance(item, Paragraph) and item.zone not in _FURNITURE:
            for line in item.slices:
                text = source.text[line.start : line.end]
                key = fold_key(_PAGE.sub(" ", fold(text[:_LONGEST])))
                pictured = source.ocr is not None and line.page in source.ocr.pages
                if not pictured or len(key) > _SPECK:
                    yield _Line(text, key, line.page, line.box.top if line.box is not None else None, pictured)


def _over(source: SourceText, grid: Grid) -> Iterator[Paragraph | Grid]:
    """What stands above a table on its page, up to the table above it."""
    above: list[Paragraph | Grid] = []
    for item in source.flow:
        if item is grid:
            return iter(above)
        if isinstance(item, Grid) or item.page != grid.page:
            above.clear()
        else:
            above.append(item)
    return iter(())


def _are_twins(line: _Line, other: _Line) -> bool:
    """Whether two lines stand at one height of two pages and say the same but for the number of the page."""
    if line.page == other.page or line.height is None or other.height is None:
        return False
    if not line.pictured:
        return line.key == other.key and abs(line.height - other.height) <= _SAME_HEIGHT
    return abs(line.height - other.height) <= _SHIFTED and fuzz.ratio(line.key, other.key) >= _MISREAD
