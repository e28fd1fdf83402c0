"""The header of a table without rules: which texts stand over several columns, up to three deep.

A header is centred in its cell, across and down, as forms set it. So the headers of columns under a common one are
set lower than those that have the whole height, and what they have in common is the first line above them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from extractor.reading.pdf.lines import Row
from extractor.reading.pdf.unruled_parts import Column, Part, parts_of, widened

_LOWER = 3.0
"""Points that a header under another one is set lower than one of the whole height."""
_DEEPEST = 2
"""Groups over a column at most: three rows of header."""


@dataclass(frozen=True, slots=True)
class Head:
    """A header text over the columns from `first` to `last`, `level` rows down from the top."""

    level: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Header:
    """The groups of a header, the lines between its rows (from top to end, one more than it has rows), its columns."""

    groups: tuple[Head, ...]
    edges: tuple[float, ...]
    columns: list[Column]

    @property
    def rows(self) -> int:
        """How many rows it has."""
        return len(self.edges) - 1

    def depth(self, column: int) -> int:
        """How many groups stand over a column: the row in which its own header begins."""
        return sum(group.first <= column <= group.last for group in self.groups)


@dataclass(frozen=True, slots=True)
class _Line:
    """A stretch of words in the header, with the place of its line down the page."""

    base: float
    bottom: float
    part: Part


def read_header(heads: Sequence[Row], columns: list[Column], top: float, end: float) -> Header:
    """The header that stands between `top` and `end` over these columns."""
    lines = list(_lines(heads, columns))
    found = list(_groups(lines, 0, len(columns) - 1, 0))
    over = [line for line, _ in found]
    columns = widened(columns, [line.part for line in lines if line not in over])
    levels = ([line.bottom for line, head in found if head.level == level] for level in range(_DEEPEST))
    edges = [top, *(max(bottoms) for bottoms in levels if bottoms)]
    if any(below <= above for above, below in pairwise([*edges, end])):
        return Header((), (top, end), columns)
    return Header(tuple(head for _, head in found), (*edges, end), columns)


def _lines(heads: Sequence[Row], columns: list[Column]) -> Iterator[_Line]:
    for row in heads:
        bottom = max(piece.bottom for piece in row.pieces)
        yield from (_Line(row.pieces[0].base, bottom, part) for part in parts_of(row, columns))


def _groups(lines: Sequence[_Line], first: int, last: int, level: int) -> Iterator[tuple[_Line, Head]]:
    """Groups over columns between `first` and `last`, each followed by the groups below it."""
    if level == _DEEPEST:
        return
    inside = [line for line in lines if first <= line.part.column and line.part.last <= last]
    taken: set[int] = set()
    for base in sorted({line.base for line in inside}):
        row = [line for line in inside if line.base == base and line.part.column not in taken]
        for line, reach in _reaches(row, inside, (first, last)):
            covered = set(range(reach[0], reach[1] + 1))
            if covered & taken:
                continue
            taken |= covered
            yield line, Head(level, *reach)
            below = [other for other in inside if other.base > base]
            yield from _groups(below, *reach, level + 1)


def _reaches(
    row: Sequence[_Line], inside: Sequence[_Line], region: tuple[int, int]
) -> Iterator[tuple[_Line, tuple[int, int]]]:
    """The lines of one row that stand over several columns, with those columns."""
    tops = [line for line in row if line.part.column and _is_top(line, inside)]
    lower = _lower_columns(tops, inside, region)
    over = [line for line in tops if line.part.column in lower and line.part.last in lower]
    if over and lower[-1] - lower[0] + 1 == len(lower):
        yield from zip(over, _shared(over, lower, inside), strict=False)
    # Words that run over two columns stand over them, wherever their own headers are.
    yield from ((line, (line.part.column, line.part.last)) for line in row if line.part.column < line.part.last)


def _is_top(line: _Line, inside: Sequence[_Line]) -> bool:
    """Whether nothing stands over a line in its columns, and something below it."""
    columns = [_of(inside, column) for column in range(line.part.column, line.part.last + 1)]
    below = [[other for other in own if other is not line] for own in columns]
    return all(own and all(other.base > line.base for other in own) for own in below)


def _lower_columns(tops: Sequence[_Line], inside: Sequence[_Line], region: tuple[int, int]) -> list[int]:
    """Columns whose own headers, without the lines on top, are set lower than the highest; all have a header."""
    middles: dict[int, float] = {}
    for column in range(region[0], region[1] + 1):
        bases = [line.base for line in _of(inside, column) if line not in tops]
        if not bases:
            return []
        middles[column] = (min(bases) + max(bases)) / 2
    highest = min(middles.values())
    return [column for column, middle in middles.items() if middle > highest + _LOWER]


def _shared(over: Sequence[_Line], lower: Sequence[int], inside: Sequence[_Line]) -> list[tuple[int, int]]:
    """The lower columns shared out to the lines over them, so that each stands in the middle of two columns or more."""
    columns = {column: _extent(inside, column) for column in lower}
    best: tuple[float, list[tuple[int, int]]] = (float("inf"), [])
    for cuts in combinations(lower[1:], len(over) - 1):
        starts = [lower[0], *cuts]
        spans = [(start, stop - 1) for start, stop in zip(starts, [*cuts, lower[-1] + 1], strict=True)]
        laid = zip(over, spans, strict=True)
        fits = all(a <= line.part.column and line.part.last <= b and a < b for line, (a, b) in laid)
        if fits:
            off = sum(_off_centre(line, columns, span) for line, span in zip(over, spans, strict=True))
            best = min(best, (off, spans))
    return best[1]


def _off_centre(line: _Line, columns: dict[int, Column], span: tuple[int, int]) -> float:
    return abs(line.part.x0 + line.part.x1 - columns[span[0]][0] - columns[span[1]][1])


def _extent(lines: Sequence[_Line], column: int) -> Column:
    own = [line.part for line in _of(lines, column)]
    return min(part.x0 for part in own), max(part.x1 for part in own)


def _of(lines: Sequence[_Line], column: int) -> list[_Line]:
    return [line for line in lines if line.part.column == column == line.part.last]
