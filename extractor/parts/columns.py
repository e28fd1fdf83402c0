"""Heads and tails set with tabs or spaces: a line that holds two lines of the paper side by side is taken apart.

Offices without tables push the right column with tabs. A wide gap parts a line only where an anchor of head or tail
stands on one of its sides, and the lines that follow only as long as they go on in the same two columns.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractor.parts.lines import Kind, kind_of, name_in
from extractor.reading.source import Align, Grid
from extractor.text.passage import Passage, Quote

_WIDE_SPACES = 4
_PUSHED_SPACES = 8
MAX_COLUMN_LINE = 90
_ANCHORS = frozenset({Kind.NATIONAL, Kind.MOTTO, Kind.NUMBER, Kind.PLACE_DATE, Kind.AUTHORITY, Kind.RECIPIENTS})
_LEFT_OPEN = re.compile(r"/|thang\b|nam\b")
"""What follows a place left open for handwriting: `Số:      /BC-UBND`, `ngày      tháng      năm 2026`."""
_LOWEST_GROUP = 1_000_000
"""Group numbers of readers stay below it."""


def _gap(passage: Passage) -> tuple[int, int] | None:
    """Offsets of the first wide gap: a tab, or four spaces and more; places left open in a component are none."""
    text, source = passage.text, passage.source.text
    for i, character in enumerate(text):
        if character != " " or _LEFT_OPEN.match(passage.folded, i + 1):
            continue
        raw = source[passage.starts[i] : passage.starts[i + 1]]
        if "\n" not in raw and ("\t" in raw or len(raw) >= _WIDE_SPACES):
            return i, i + 1
    return None


def _sides(passage: Passage) -> tuple[Quote, Quote] | None:
    if passage.column is not None or len(passage.text) > 2 * MAX_COLUMN_LINE or len(passage.slices) > 1:
        return None
    gap = _gap(passage)
    return None if gap is None else (passage.quote(0, gap[0]), passage.quote(gap[1]))


def _is_pushed(passage: Passage) -> bool:
    """Whether a line begins so far right that it belongs to the right column."""
    source, start = passage.source.text, passage.starts[0]
    line = source[source.rfind("\n", 0, start) + 1 : start]
    return line.strip() == "" and ("\t" in line or len(line) >= _PUSHED_SPACES)


def _cut(quote: Quote, column: int, group: int) -> Passage:
    passage, start, end = quote.passage, quote.start, quote.end
    return replace(
        passage,
        text=passage.text[start:end],
        folded=passage.folded[start:end],
        starts=passage.starts[start:end],
        stops=passage.stops[start:end],
        marks=passage.marks[start:end],
        column=column,
        group=group,
    )


def _opens(passage: Passage) -> bool:
    sides = _sides(passage)
    return sides is not None and any(kind_of(side) in _ANCHORS for side in sides)


def _goes_on(passage: Passage) -> bool:
    """Whether a line below an opened pair of columns still stands in one of them."""
    if passage.column is not None or len(passage.text) > 2 * MAX_COLUMN_LINE:
        return False
    if _sides(passage) is not None:
        return True
    if _is_pushed(passage) and len(passage.text) <= MAX_COLUMN_LINE:
        return True
    return passage.text[:1] in "-–+" and passage.text.rstrip()[-1:] in ";." and len(passage.text) <= MAX_COLUMN_LINE


def _run(flow: Sequence[Passage | Grid], start: int) -> int:
    end = start + 1
    while end < len(flow):
        item = flow[end]
        if not isinstance(item, Passage) or kind_of(item.quote()) is Kind.TYPE or not _goes_on(item):
            break
        end += 1
    return end


def _in_columns(run: Sequence[Passage], group: int) -> list[Passage]:
    columns: tuple[list[Passage], list[Passage]] = ([], [])
    for passage in run:
        sides = _sides(passage)
        if sides is not None:
            for column, side in enumerate(sides):
                columns[column].append(_cut(side, column, group))
        else:
            column = 1 if _is_pushed(passage) or name_in(passage.quote()) is not None else 0
            columns[column].append(_cut(passage.quote(), column, group))
    return [*columns[0], *columns[1]]


def split_columns(flow: Sequence[Passage | Grid]) -> list[Passage | Grid]:
    """The flow with tabbed heads and tails as columns, left one first."""
    result: list[Passage | Grid] = []
    at = 0
    while at < len(flow):
        item = flow[at]
        if isinstance(item, Passage) and item.align is not Align.JUSTIFIED and _opens(item):
            end = _run(flow, at)
            run = [passage for passage in flow[at:end] if isinstance(passage, Passage)]
            result += _in_columns(run, _LOWEST_GROUP + at)
            at = end
        else:
            result.append(item)
            at += 1
    return result
