"""Lines of the head with their kinds; a component that a narrow column broke in two is one line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.parts.lines import Kind, kind_of, lines_of
from extractor.text.passage import Passage, Quote

MAX_HEAD_LINES = 60
_MAX_BROKEN = 100
"""Characters of a component that a narrow column breaks into two lines."""


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
                return lines
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
