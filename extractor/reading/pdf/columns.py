"""Side-by-side text: rows whose pieces keep a common corridor free are columns, other pieces are one line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.reading.pdf.glyphs import Style
from extractor.reading.pdf.lines import Line, Row, joined

_CORRIDOR = 3.0
"""Least width in points of the strip that no line of a side-by-side region enters."""
_REACH = 40.0
"""Pairs of one region follow each other within so many points."""
_NEXT_LINE = 2.2
"""A line goes on with a column within so many type sizes of its last baseline."""
_NAME_ROOM = 12.0
"""Room for a signature, in type sizes, between the signer's position and name."""
_ALIGNED = 4.0
_LEAST_SHIFT = 1.0
"""Middles of centred lines differ by less, in points."""
_LIST_SIZE = 1.6
"""`Nơi nhận:` is set in 12 points, its list in 11 (NĐ 30/2020, Annex I, II.9)."""
_LIST_SIZE_READ = 0.4
"""The same for a line read from a picture, in its type sizes: what stands on few letters is measured so badly."""
_DASH_ROOM = 14.0
"""How far right of its list a line read from a picture begins whose dash was lost, in points."""
_NEXT_LINE_READ = 3.0
"""The same where a short line between them may have been lost."""
_FEWEST_SIGNS = 2
_MARK = re.compile(r"\(?(?:[IVX]{1,6}|\d{1,2}(?:\.\d{1,2}){0,4}|[a-zđA-H])\s?[.)/:-]{1,2}|[-–—+•*▪●○◦✓·]")
"""An enumerator or bullet apart from its words by a tab: a line of its own list, no column."""
_MOST_PIECES = 1500
"""Twenty times what a page of two columns has; a page with more is a drawing, and pairs grow with the square."""


@dataclass(frozen=True, slots=True)
class Block:
    """A line over the whole width (one column of one line), or a region of several columns of lines."""

    columns: tuple[tuple[Line, ...], ...]

    @property
    def top(self) -> float:
        """Upper edge."""
        return min(line.top for column in self.columns for line in column)


@dataclass(frozen=True, slots=True)
class _Pair:
    left: int
    right: int


@dataclass(slots=True)
class _Region:
    """A region while it grows: its corridor and the pieces on each side."""

    start: float
    end: float
    left: set[int]
    right: set[int]
    bottom: float

    def holds(self, index: int) -> bool:
        """Whether a piece is on one of its sides."""
        return index in self.left or index in self.right


def blocks_of(rows: Sequence[Row], barriers: Sequence[float]) -> list[Block]:
    """Blocks of a page from top to bottom; no region goes over a barrier (the top of a table)."""
    pieces = sorted((piece for row in rows for piece in row.pieces), key=lambda p: (p.row, p.x0))
    regions = [r for r in _regions(pieces, barriers) if not _is_tabular(_columns(pieces, r))]
    taken = {index for region in regions for index in region.left | region.right}
    rest: dict[int, list[Line]] = {}
    for index, piece in enumerate(pieces):
        if index not in taken:
            rest.setdefault(piece.row, []).append(piece)
    blocks = [Block(((joined(sorted(row, key=lambda p: p.x0)),),)) for row in rest.values()]
    blocks += [Block(_columns(pieces, region)) for region in regions]
    return sorted(blocks, key=lambda b: (_order(b), b.columns[0][0].x0))


def _is_tabular(columns: Sequence[Sequence[Line]]) -> bool:
    """Whether the columns are those of a table without rules, whose rows are read across."""
    rows = Counter(line.row for column in columns for line in column)
    return len(columns) > 2 and sum(1 for count in rows.values() if count > 2) > 3


def _order(block: Block) -> float:
    return min(line.base for column in block.columns for line in column)


def _columns(pieces: list[Line], region: _Region) -> tuple[tuple[Line, ...], ...]:
    """Columns of a region from left to right; a side may fall into columns again."""
    columns: list[tuple[Line, ...]] = []
    for side in (region.left, region.right):
        members = [pieces[index] for index in sorted(side)]
        inner = _regions(members, ())
        if len(inner) == 1 and len(inner[0].left | inner[0].right) == len(members):
            columns += _columns(members, inner[0])
            continue
        rows: dict[int, list[Line]] = {}
        for member in members:
            rows.setdefault(member.row, []).append(member)
        columns.append(tuple(joined(sorted(row, key=lambda p: p.x0)) for row in rows.values()))
    return tuple(columns)


def _regions(pieces: list[Line], barriers: Sequence[float]) -> list[_Region]:
    if len(pieces) > _MOST_PIECES:
        return []
    pairs = _pairs(pieces)
    regions: list[_Region] = []
    taken: set[int] = set()
    for start in range(len(pairs)):
        if pairs[start].left in taken or pairs[start].right in taken:
            continue
        free = [pair for pair in pairs[start:] if pair.left not in taken and pair.right not in taken]
        region = _grow(pieces, free, barriers)
        _extend(pieces, region, barriers, taken)
        if _stands(pieces, region):
            regions.append(region)
            taken |= region.left | region.right
    return regions


def _stands(pieces: list[Line], region: _Region) -> bool:
    """Two rows on one side at least: a wide gap in one line is no column."""
    return any(len({pieces[index].row for index in side}) > 1 for side in (region.left, region.right))


def _pairs(pieces: list[Line]) -> list[_Pair]:
    """Neighbours that stand beside each other, from the top."""
    pairs = []
    for index, piece in enumerate(pieces):
        for other in range(index + 1, len(pieces)):
            if pieces[other].base - piece.base > max(piece.size, pieces[other].size):
                break
            left, right = (index, other) if pieces[other].x0 > piece.x0 else (other, index)
            neighbours = pieces[left].row != pieces[right].row or abs(left - right) == 1
            if _MARK.fullmatch(pieces[left].text.strip()):
                continue
            if neighbours and _are_beside(pieces[left], pieces[right]):
                pairs.append(_Pair(left, right))
    return pairs


def _are_beside(left: Line, right: Line) -> bool:
    if right.x0 - left.x1 < _CORRIDOR:
        return False
    upper = max(left.base - 0.7 * left.size, right.base - 0.7 * right.size)
    lower = min(left.base, right.base)
    return lower - upper > 0.3 * min(left.size, right.size)


def _grow(pieces: list[Line], pairs: Sequence[_Pair], barriers: Sequence[float]) -> _Region:
    first = pairs[0]
    a, b = pieces[first.left], pieces[first.right]
    region = _Region(a.x1, b.x0, {first.left}, {first.right}, max(a.base, b.base))
    for pair in pairs[1:]:
        a, b = pieces[pair.left], pieces[pair.right]
        start, end = max(region.start, a.x1), min(region.end, b.x0)
        below = max(a.base, b.base)
        if min(a.base, b.base) - region.bottom > _REACH or _is_parted(barriers, region.bottom, below):
            break
        if end - start < _CORRIDOR:
            continue
        left, right = region.left | {pair.left}, region.right | {pair.right}
        corridor = _narrowed(pieces, left | right, (start, end))
        if corridor is None:
            break
        region = _Region(*corridor, left, right, max(region.bottom, below))
    return region


def _is_parted(barriers: Sequence[float], upper: float, lower: float) -> bool:
    return any(upper < barrier < lower for barrier in barriers)


def _narrowed(pieces: list[Line], members: set[int], corridor: tuple[float, float]) -> tuple[float, float] | None:
    """The corridor between all lines from the first to the last member, None where one of them crosses it."""
    upper = min(pieces[index].base for index in members)
    lower = max(pieces[index].base for index in members)
    start, end = corridor
    for index, piece in enumerate(pieces):
        if index in members or not upper <= piece.base <= lower or piece.x0 >= end - 1 or piece.x1 <= start + 1:
            continue
        if piece.x1 <= end - _CORRIDOR:
            start = piece.x1
        elif piece.x0 >= start + _CORRIDOR:
            end = piece.x0
        else:
            return None
    return start, end


def _extend(pieces: list[Line], region: _Region, barriers: Sequence[float], taken: set[int]) -> None:
    """Take in lines on one side only: those inside, those that go on below, centred ones above.

    What another region has taken is no part of this one, and ends it.
    """
    upper = _upper(pieces, region)
    for index, piece in enumerate(pieces):
        if upper <= piece.base <= region.bottom and index not in taken and not region.holds(index):
            (region.left if piece.x1 <= region.start + 1 else region.right).add(index)
    _extend_down(pieces, region, barriers, taken)
    _extend_up(pieces, region, barriers, taken)


def _upper(pieces: list[Line], region: _Region) -> float:
    return min(pieces[index].base for index in region.left | region.right)


def _extend_down(pieces: list[Line], region: _Region, barriers: Sequence[float], taken: set[int]) -> None:
    for index, piece in enumerate(pieces):
        if piece.base <= region.bottom or region.holds(index):
            continue
        side = _side(piece, region)
        parted = index in taken or _is_parted(barriers, region.bottom, piece.base)
        if side is not None and not parted and _is_scrap(piece):
            continue
        if side is None or parted or not _goes_on(pieces, side, piece):
            break
        side.add(index)


def _extend_up(pieces: list[Line], region: _Region, barriers: Sequence[float], taken: set[int]) -> None:
    upper = _upper(pieces, region)
    for index in range(len(pieces) - 1, -1, -1):
        piece = pieces[index]
        if piece.base >= upper or region.holds(index):
            continue
        side = _side(piece, region)
        parted = index in taken or _is_parted(barriers, piece.base, upper)
        if side is None or parted or not _leads_in(pieces, side, piece):
            break
        side.add(index)


def _side(piece: Line, region: _Region) -> set[int] | None:
    if piece.x1 <= region.start + 1 or piece.x1 <= region.end - _CORRIDOR:
        region.start = max(region.start, piece.x1)
        return region.left
    if piece.x0 >= region.end - 1 or piece.x0 >= region.start + _CORRIDOR:
        region.end = min(region.end, piece.x0)
        return region.right
    return None


def _goes_on(pieces: list[Line], side: set[int], piece: Line) -> bool:
    """Whether a line continues its column: close below and aligned, or a name under the room to sign."""
    column = [pieces[index] for index in sorted(side)]
    last = max(column, key=lambda line: line.base)
    distance = piece.base - last.base
    if distance > _NAME_ROOM * piece.size:
        return False
    if _is_centred_on(column, piece) or _stands_under(column, piece):
        return True
    room = _DASH_ROOM if _is_read(piece) else _ALIGNED
    flush = any(-_ALIGNED < piece.x0 - line.x0 < room for line in column)
    if not flush or not _is_read(piece):
        return flush and distance < _NEXT_LINE * last.size and abs(piece.size - last.size) < _LIST_SIZE
    larger = max(piece.size, last.size)
    return distance < _NEXT_LINE_READ * larger and abs(piece.size - last.size) < _LIST_SIZE_READ * larger


def _is_read(piece: Line) -> bool:
    """Whether a line was read from a picture."""
    return any(style & Style.OCR for style in piece.styles)


def _is_scrap(piece: Line) -> bool:
    """Whether a line read from a picture is a sign or two: the stroke of a signature, which ends no column."""
    return _is_read(piece) and sum(map(str.isalnum, piece.text)) < _FEWEST_SIGNS


def _leads_in(pieces: list[Line], side: set[int], piece: Line) -> bool:
    column = [pieces[index] for index in sorted(side)]
    first = min(column, key=lambda line: line.base)
    near = first.base - piece.base < _NEXT_LINE * first.size
    return near and _is_centred_on(column[:3], piece) and not _is_flush(column[:3])


def _is_flush(lines: list[Line]) -> bool:
    """Whether lines are set from one left edge, as a list of recipients is.

    A short last paragraph of the body has its middle above that of such a list by chance only.
    """
    lefts, middles = [line.x0 for line in lines], [line.centre for line in lines]
    return max(middles) - min(middles) > max(_LEAST_SHIFT, 2 * (max(lefts) - min(lefts)))


def _stands_under(column: list[Line], piece: Line) -> bool:
    """Whether a line lies within the breadth of its column and near its middle, as names are set by hand."""
    widest = max(column, key=lambda line: line.x1 - line.x0)
    breadth = widest.x1 - widest.x0
    inside = widest.x0 - _ALIGNED < piece.x0 and piece.x1 < widest.x1 + _ALIGNED
    return inside and abs(widest.centre - piece.centre) < 0.12 * breadth


def _is_centred_on(column: list[Line], piece: Line) -> bool:
    widest = max(column, key=lambda line: line.x1 - line.x0)
    return abs(widest.centre - piece.centre) < _ALIGNED or abs(column[-1].centre - piece.centre) < _ALIGNED
