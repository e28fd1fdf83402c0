"""Lines of a page from its glyphs: rows by baseline, words by blanks and gaps, pieces where a gap is wide."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise

import numpy as np

from extractor.reading.pdf.glyphs import Glyphs, Integers, Numbers, Style
from extractor.reading.source import GlyphBox

_ROW_TOLERANCE = 0.15
"""Baselines of one row differ by less than this share of the type size."""
_WORD_GAP = 0.18
"""Distance that parts words without a blank, in type sizes; a blank is about 0.25 wide, kerning below 0.1."""
_PIECE_GAP = 0.8
"""Least distance, in type sizes, at which a row may fall into two columns."""
_SURE_GAP = 4.0
"""A distance, in type sizes, that is no blank between words of justified text."""
_UNLIKE_OTHERS = 2.5
"""A column gap is so many times wider than the row's other gaps; justified text widens all its gaps alike."""
_VISIBLE_BLANK = 1.2
_BLANK_WIDTH = 0.25
_MOST_BLANKS = 80
_SMALL = 0.85
"""Type smaller than this share of its neighbours is a raised or lowered mark."""
_RAISED = 0.12
_SUPERSCRIPT = int(Style.SUPERSCRIPT)


@dataclass(frozen=True, slots=True)
class Line:
    """A line, or one column's piece of it: code points with their boxes and style bits; `row` is its row."""

    text: str
    boxes: tuple[GlyphBox | None, ...]
    styles: tuple[int, ...]
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    size: float
    row: int

    @property
    def centre(self) -> float:
        """Middle of the line across the page."""
        return (self.x0 + self.x1) / 2

    def has_all(self, style: Style) -> bool:
        """Whether every visible character has the style."""
        return all(bits & style for bits, box in zip(self.styles, self.boxes, strict=True) if box is not None)

    def first_word_width(self) -> float:
        """Width of the first word in points."""
        boxes = [box for box in self.boxes[: max(self.text.find(" "), 0) or None] if box is not None]
        return boxes[-1][2] - boxes[0][0] if boxes else 0.0


@dataclass(frozen=True, slots=True)
class Row:
    """What stands on one baseline of one zone (-1 the page, otherwise the number of a table cell)."""

    zone: int
    pieces: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class _Runs:
    """Text objects cut by zone: baseline, size and extent of their visible glyphs."""

    zone: Integers
    base: Numbers
    size: Numbers
    x0: Numbers
    x1: Numbers


def joined(pieces: Sequence[Line]) -> Line:
    """Pieces of one row as one line, the open room between them kept as blanks."""
    line = pieces[0]
    for piece in pieces[1:]:
        blanks = _blanks(piece.x0 - line.x1, max(line.size, piece.size))
        line = replace(
            line,
            text=line.text + " " * blanks + piece.text,
            boxes=line.boxes + (None,) * blanks + piece.boxes,
            styles=line.styles + (0,) * blanks + piece.styles,
            top=min(line.top, piece.top),
            x1=max(line.x1, piece.x1),
            bottom=max(line.bottom, piece.bottom),
            size=max(line.size, piece.size),
        )
    return line


def _blanks(gap: float, size: float) -> int:
    if gap < _VISIBLE_BLANK * size:
        return 1
    return min(_MOST_BLANKS, max(2, round(gap / (_BLANK_WIDTH * size))))


def row_numbers(glyphs: Glyphs, zone: Integers) -> Integers:
    """The row of each glyph, counted from the top of each zone; marks set small stay with their line."""
    if not len(glyphs):
        return np.zeros(0, np.int64)
    wide = int(glyphs.run.max()) + 1
    _, number, first = _unique((zone + 1) * wide + glyphs.run)
    runs = _runs(glyphs, zone, number, first)
    row_of_run = _cluster(runs)
    _adopt_small(runs, row_of_run)
    return row_of_run[number]


def _unique(keys: Integers) -> tuple[Integers, Integers, Integers]:
    values, first, inverse = np.unique(keys, return_index=True, return_inverse=True)
    return values, inverse.reshape(-1), first


def _runs(glyphs: Glyphs, zone: Integers, number: Integers, first: Integers) -> _Runs:
    count = len(first)
    x0, x1 = np.full(count, np.inf), np.full(count, -np.inf)
    seen = ~glyphs.spaces()
    np.minimum.at(x0, number[seen], glyphs.x0[seen])
    np.maximum.at(x1, number[seen], glyphs.x1[seen])
    return _Runs(zone[first], glyphs.base[first], glyphs.size[first], x0, x1)


def _cluster(runs: _Runs) -> Integers:
    order = np.lexsort((runs.base, runs.zone))
    sorted_runs = zip(*(column[order].tolist() for column in (runs.zone, runs.base, runs.size)), strict=True)
    row, anchor, room, zone = -1, 0.0, 0.0, None
    numbers = []
    for own_zone, base, size in sorted_runs:
        if own_zone != zone or base - anchor > room:
            row, anchor, zone = row + 1, base, own_zone
            room = max(1.0, _ROW_TOLERANCE * size)
        numbers.append(row)
    rows = np.zeros(len(order), np.int64)
    rows[order] = numbers
    return rows


def _adopt_small(runs: _Runs, rows: Integers) -> None:
    """Move footnote numbers and lowered notes into the line that they touch."""
    visible = np.isfinite(runs.x0)
    sizes_seen = runs.size[visible]
    if not len(sizes_seen) or sizes_seen.min() >= _SMALL * sizes_seen.max():
        return
    order = np.argsort(rows, kind="stable")
    members = np.split(order, np.searchsorted(rows[order], np.arange(1, int(rows.max()) + 1)))
    shown = [member[visible[member]] for member in members]
    sizes = [_middle(runs.size[member].tolist()) if len(member) else 0.0 for member in shown]
    bases = [float(runs.base[member[0]]) if len(member) else 0.0 for member in shown]
    largest = max(sizes)
    for row, small in enumerate(shown):
        if not len(small) or sizes[row] >= _SMALL * largest:
            continue
        for host in (row + 1, row - 1, row + 2, row - 2):
            if not (0 <= host < len(shown) and len(shown[host])):
                continue
            near = abs(bases[host] - bases[row]) < 0.62 * sizes[host]
            if near and sizes[row] < _SMALL * sizes[host]:
                _adopt(runs, rows, small, shown[host])


def _adopt(runs: _Runs, rows: Integers, small: Integers, host: Integers) -> None:
    reach = 0.35 * float(runs.size[host].max())
    touched = list(host)
    for index in small[np.argsort(runs.x0[small], kind="stable")]:
        if rows[index] == rows[host[0]] or runs.zone[index] != runs.zone[host[0]]:
            continue
        after = np.abs(runs.x0[index] - runs.x1[touched]).min()
        before = np.abs(runs.x0[touched] - runs.x1[index]).min()
        if min(after, before) < reach:
            rows[index] = rows[host[0]]
            touched.append(index)


def set_rows(glyphs: Glyphs, zone: Integers) -> list[Row]:
    """Rows of upright glyphs by zone and from top to bottom; only rows of the page fall into pieces."""
    rows = row_numbers(glyphs, zone)
    order = np.lexsort((np.round(glyphs.x0, 2), rows))
    is_space = glyphs.spaces()[order]
    blanks = np.cumsum(is_space)
    order, blanks = order[~is_space], blanks[~is_space]
    if not len(order):
        return []
    shown = glyphs.take(order)
    once = _printed_once(shown, rows[order])
    if len(once) < len(order):
        order, blanks, shown = order[once], blanks[once], shown.take(once)
    rows, zone = rows[order], zone[order]
    edges = [0, *(np.flatnonzero(np.diff(rows)) + 1).tolist(), len(order)]
    zones = zone[edges[:-1]].tolist()
    pieces = _Setter(shown, blanks.astype(np.int64)).pieces(edges, [own < 0 for own in zones])
    return [Row(own, of_row) for own, of_row in zip(zones, pieces, strict=True)]


def _printed_once(glyphs: Glyphs, rows: Integers) -> Integers:
    """Positions without the second print of a letter set twice to look bold."""
    if len(glyphs) < 2:
        return np.arange(len(glyphs))
    again = (glyphs.code[1:] == glyphs.code[:-1]) & (rows[1:] == rows[:-1])
    again &= glyphs.x0[1:] - glyphs.x0[:-1] < 0.1 * glyphs.size[1:]
    again &= glyphs.x1[1:] - glyphs.x0[1:] > 0.1 * glyphs.size[1:]
    return np.flatnonzero(np.concatenate(([True], ~again)))


class _Setter:
    """Sets sorted visible glyphs as lines; `room` holds how many blanks are set before each glyph."""

    def __init__(self, glyphs: Glyphs, blanks_before: Integers) -> None:
        self.glyphs = glyphs
        self.base, self.size = glyphs.base.tolist(), glyphs.size.tolist()
        self.sides = [np.round(side, 2) for side in (glyphs.x0, glyphs.top, glyphs.x1, glyphs.bottom)]
        self.style = glyphs.style.copy()
        self.room = np.zeros(len(glyphs), np.int64)
        gaps = np.concatenate(([0.0], glyphs.x0[1:] - glyphs.x1[:-1]))
        self.gap = gaps.tolist()
        close = (glyphs.style & Style.JOINED) != 0
        parted = np.concatenate(([False], np.diff(blanks_before) > 0)) | (gaps > _WORD_GAP * glyphs.size)
        self.parted = np.flatnonzero(parted & ~close).tolist()

    def pieces(self, edges: Sequence[int], may_fall: Sequence[bool]) -> list[tuple[Line, ...]]:
        """The pieces of each row; `edges` are where rows begin and the last one ends."""
        begins = [self._begins(a, b, falls) for (a, b), falls in zip(pairwise(edges), may_fall, strict=True)]
        numbers = [number for number, row in enumerate(begins) for _ in row]
        lines = self._set([begin for row in begins for begin in row], numbers)
        return [tuple(islice(lines, len(row))) for row in begins]

    def _begins(self, start: int, end: int, falls: bool) -> list[int]:
        """Where the pieces of one row begin; leaves blanks between its words, and marks what is raised."""
        breaks = self.parted[bisect_right(self.parted, start) : bisect_left(self.parted, end)]
        gaps = [self.gap[at] for at in breaks]
        size = _middle(self.size[start:end])
        begins = [start]
        for index, (at, gap) in enumerate(zip(breaks, gaps, strict=True)):
            if not _is_wide(gaps, index, size):
                self.room[at] = 1
            elif falls:
                begins.append(at)
            else:
                self.room[at] = _blanks(gap, size)
        self._raise(start, end, size)
        return begins

    def _raise(self, start: int, end: int, size: float) -> None:
        sizes = self.size[start:end]
        if min(sizes) >= _SMALL * size:
            return
        limit = _middle(self.base[start:end]) - _RAISED * size
        for at, own, base in zip(range(start, end), sizes, self.base[start:end], strict=True):
            if own < _SMALL * size and base < limit:
                self.style[at] |= _SUPERSCRIPT

    def _set(self, begins: list[int], rows: list[int]) -> Iterator[Line]:
        """The lines that begin at those glyphs, with the room between their words and the numbers of their rows."""
        end = len(self.glyphs)
        placed = np.arange(end) + np.cumsum(self.room)
        text, boxes, styles = self._spread(placed)
        first, last = placed[begins].tolist(), placed[[*(begin - 1 for begin in begins[1:]), end - 1]].tolist()
        outermost = (np.minimum, np.minimum, np.maximum, np.maximum)
        sides = [of.reduceat(side, begins).tolist() for of, side in zip(outermost, self.sides, strict=True)]
        ends = zip(rows, first, last, pairwise([*begins, end]), *sides, strict=True)
        for row, a, b, (begin, stop), x0, top, x1, bottom in ends:
            base, size = _middle(self.base[begin:stop]), _middle(self.size[begin:stop])
            stretch = slice(a, b + 1)
            marks = tuple(styles[stretch])
            yield Line(text[stretch], tuple(boxes[stretch]), marks, x0, top, x1, bottom, base, size, row)

    def _spread(self, placed: Integers) -> tuple[str, list[GlyphBox | None], list[int]]:
        """Characters, boxes and styles with blanks where no glyph is placed."""
        glyphs, length = self.glyphs, int(placed[-1]) + 1
        codes = np.full(length, ord(" "), "<u4")
        codes[placed] = glyphs.code
        boxes = np.full(length, None, object)
        boxes[placed] = np.fromiter(zip(*(side.tolist() for side in self.sides), strict=True), object, len(glyphs))
        styles = np.zeros(length, np.int64)
        styles[placed] = self.style
        return codes.tobytes().decode("utf-32-le", "surrogatepass"), boxes.tolist(), styles.tolist()


def _middle(values: list[float]) -> float:
    """The upper median."""
    return sorted(values)[len(values) // 2]


def _is_wide(gaps: list[float], index: int, size: float) -> bool:
    """Whether a gap is unlike the other gaps between the row's words."""
    gap = gaps[index]
    if gap < _PIECE_GAP * size:
        return False
    if gap >= _SURE_GAP * size:
        return True
    others = sorted(gaps[:index] + gaps[index + 1 :])
    usual = others[len(others) // 4] if others else 0.3 * size
    return gap >= _UNLIKE_OTHERS * max(usual, 0.0)
