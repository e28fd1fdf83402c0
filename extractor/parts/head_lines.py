"""Lines of the head with their kinds; a component that a narrow column broke in two is one line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractor.parts.lines import NATIONAL_TITLE, Kind, kind_of, lines_of
from extractor.text.capitals import is_capitals
from extractor.text.fold import fold_key
from extractor.text.passage import Passage, Quote

MAX_HEAD_LINES = 60
_MAX_BROKEN = 100
"""Characters of a component that a narrow column breaks into two lines."""


_BODY_START = re.compile(
    r"^(?:can cu|kinh gui|thuc hien (?:cong van|chi thi|quyet dinh|ke hoach|nghi quyet|thong bao|van ban|nghi dinh|"
    r"thong tu|y kien|su chi dao|chuc nang|nhiem vu) |phan (?:[ivx]+|thu|mot)\b|[ivx]{1,4}[.)]\s|1[.)]\s|dieu 1\b|"
    r"chuong i\b|a\.\s|ngay \d|[-+•]\s|theo\b.{0,60}\b(?:so|de nghi)\b)"
)
OPENS_BOTH = ("thuc hien", "theo", "ngay")
"""First words of bodies and subjects alike."""


@dataclass(frozen=True, slots=True)
class HeadLine:
    """A line of the head and its kind."""

    quote: Quote
    kind: Kind
    index: int
    """Index of the passage in the flow."""

    @property
    def column(self) -> int | None:
        """The column that the line stands in, None over the whole width."""
        return self.quote.passage.column


def head_lines(flow: Sequence[Passage]) -> list[HeadLine]:
    """The first lines of a flow, those broken by a narrow column whole."""
    lines: list[HeadLine] = []
    for index, passage in enumerate(flow):
        for quote in _whole_lines(passage):
            lines.append(HeadLine(quote, kind_of(quote), index))
            if len(lines) >= MAX_HEAD_LINES:
                return _with_broken_title(lines)
    return _with_broken_title(lines)


def _with_broken_title(lines: list[HeadLine]) -> list[HeadLine]:
    """The lines, two that hold the national title between them known as such wherever a narrow column broke it."""
    for first, second in pairwise(range(len(lines))):
        pair = lines[first], lines[second]
        key = " ".join(fold_key(line.quote.text) for line in pair)
        if key == NATIONAL_TITLE and all(is_capitals(line.quote.text) for line in pair):
            lines[first], lines[second] = (replace(line, kind=Kind.NATIONAL) for line in pair)
    return lines


def _whole_lines(passage: Passage) -> list[Quote]:
    """Lines of a passage; number, national title or place and date that a narrow column broke in two are one."""
    lines: list[Quote] = []
    for quote in lines_of(passage):
        whole = Quote(passage, lines[-1].start, quote.end) if lines else quote
        if lines and _is_broken(lines[-1], whole, quote):
            lines[-1] = whole
        else:
            lines.append(quote)
    return lines


def _is_broken(first: Quote, whole: Quote, second: Quote) -> bool:
    if len(whole.text) > _MAX_BROKEN:
        return False
    kinds = kind_of(first), kind_of(whole)
    if kinds[1] in {Kind.NATIONAL, Kind.PLACE_DATE}:
        return {kinds[0], kind_of(second)} <= {Kind.WORDS, kinds[1]} and kind_of(second) is not Kind.PLACE_DATE
    return kinds == (Kind.NUMBER, Kind.NUMBER) and first.text[-1:] in "-–/" and " " not in second.text


def is_body_line(line: HeadLine) -> bool:
    """Whether a line can only stand in the body."""
    passage = line.quote.passage
    if line.kind in {Kind.ADDRESSEES, Kind.RECIPIENTS, Kind.APPENDIX}:
        return True
    if passage.column is not None or line.kind is not Kind.WORDS or _BODY_START.match(line.quote.folded) is None:
        return False
    goes_on = is_capitals(line.quote.text) or line.quote.text[0].islower()
    return not (goes_on and line.quote.folded.startswith(OPENS_BOTH))


def is_right_below(line: Quote, above: Quote) -> bool:
    """Whether a line stands below another in the reader's text with no empty line and nothing else between."""
    between = line.passage.source.text[above.passage.slices[-1].end : line.passage.slices[0].start]
    return between.count("\n") == 1 and not between.strip()
