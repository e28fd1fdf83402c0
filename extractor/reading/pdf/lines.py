"""Lines of a page from its glyphs: rows by baseline, words by blanks and gaps, pieces where a gap is wide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np

from extractor.reading.boxes import NOWHERE, Boxes
from extractor.reading.pdf.baselines import SMALL, middle, middles, row_numbers
from extractor.reading.pdf.glyphs import Glyphs, Integers, Numbers, Style

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
_RAISED = 0.12
_SUPERSCRIPT = int(Style.SUPERSCRIPT)


@dataclass(frozen=True, slots=True)
class Line:
    """A line, or one column's piece of it: code points with their boxes and style bits; `row` is its row."""

    text: str
    boxes: Boxes
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
        return all(bits & style for bits, inked in zip(self.styles, self.boxes.inked(), strict=True) if inked)

    def first_word_width(self) -> float:
        """Width of the first word in points."""
        blank = self.text.find(" ")
        word = self.boxes.stretch(0, blank if blank > 0 else len(self.text))
        return word[2] - word[0] if word is not None else 0.0


@dataclass(frozen=True, slots=True)
class Row:
    """What stands on one baseline of one zone (-1 the page, otherwise the number of a table cell)."""

    zone: int
    pieces: tuple[Line, ...]


def joined(pieces: Sequence[Line]) -> Line:
    """Pieces of one row as one line, the open room between them kept as blanks."""
    line = pieces[0]
    for piece in pieces[1:]:
        blanks = _blanks(piece.x0 - line.x1, max(line.size, piece.size))
        line = replace(
            line,
            text=line.text + " " * blanks + piece.text,
            boxes=Boxes.joined((line.boxes, Boxes.nowhere(blanks), piece.boxes)),
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


def set_rows(glyphs: Glyphs, zone: Integers) -> list[Row]:
    """Rows of upright glyphs by zone and from top to bottom; only rows of the page fall into pieces."""
    if not len(glyphs):
        return []
    rows = row_numbers(glyphs, zone)
    order = _reading_order(glyphs, rows)
    is_space = glyphs.spaces()[order]
    blanks = np.cumsum(is_space, dtype=np.int64)
    order, blanks = order[~is_space], blanks[~is_space]
    if not len(order):
        return []
    shown = glyphs.take(order)
    once = _printed_once(shown, rows[order])
    if len(once) < len(order):
        order, blanks, shown = order[once], blanks[once], shown.take(once)
    rows, zone = rows[order], zone[order]
    begins = np.concatenate(([0], np.flatnonzero(np.diff(rows)) + 1))
    zones = zone[begins].tolist()
    pieces = _Setter(shown, blanks, begins).pieces([own < 0 for own in zones])
    return [Row(own, of_row) for own, of_row in zip(zones, pieces, strict=True)]


def _reading_order(glyphs: Glyphs, rows: Integers) -> Integers:
    """Positions of glyphs row by row and from the left; the file nearly always has those of a row in order."""
    order: Integers = np.argsort(rows, kind="stable")
    x0, rows = np.round(glyphs.x0[order], 2), rows[order]
    if ((x0[1:] >= x0[:-1]) | (rows[1:] != rows[:-1])).all():
        return order
    return order[np.lexsort((x0, rows))]


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

    def __init__(self, glyphs: Glyphs, blanks_before: Integers, rows: Integers) -> None:
        """`rows` says where rows begin, `blanks_before` how many blanks of the file stand before each glyph."""
        self.glyphs, self.rows = glyphs, rows
        self.sides = np.round(np.column_stack((glyphs.x0, glyphs.top, glyphs.x1, glyphs.bottom)), 2)
        self.style = glyphs.style.copy()
        self.gap = np.concatenate(([0.0], glyphs.x0[1:] - glyphs.x1[:-1]))
        parted = np.concatenate(([False], np.diff(blanks_before) > 0)) | (self.gap > _WORD_GAP * glyphs.size)
        parted[rows] = False
        self.parted = np.flatnonzero(parted & ((glyphs.style & Style.JOINED) == 0))
        self.room = np.zeros(len(glyphs), np.int64)
        self.room[self.parted] = 1

    def pieces(self, may_fall: Sequence[bool]) -> list[tuple[Line, ...]]:
        """The pieces of each row, of which only some may fall into several."""
        sizes = middles(self.glyphs.size, self.rows)
        ends = [*self.rows[1:].tolist(), len(self.glyphs)]
        begins = [[begin] for begin in self.rows.tolist()]
        for row in self._with_wide_gaps(sizes):
            begins[row] += self._fallen((begins[row][0], ends[row]), float(sizes[row]), may_fall[row])
        for row in np.flatnonzero(np.minimum.reduceat(self.glyphs.size, self.rows) < SMALL * sizes).tolist():
            self._raise(begins[row][0], ends[row], float(sizes[row]))
        numbers = [number for number, row in enumerate(begins) for _ in row]
        lines = self._set(np.array([begin for row in begins for begin in row]), numbers)
        return [tuple(islice(lines, len(row))) for row in begins]

    def _with_wide_gaps(self, sizes: Numbers) -> list[int]:
        """The rows with a gap between words that may part columns."""
        row_of = np.searchsorted(self.rows, self.parted, side="right") - 1
        rows: list[int] = np.unique(row_of[self.gap[self.parted] >= _PIECE_GAP * sizes[row_of]]).tolist()
        return rows

    def _fallen(self, row: tuple[int, int], size: float, falls: bool) -> list[int]:
        """Where pieces begin within a row; where it does not fall into any, open room stays between its words."""
        breaks = self.parted[slice(*np.searchsorted(self.parted, row))]
        gaps = self.gap[breaks].tolist()
        wide = [index for index in range(len(gaps)) if _is_wide(gaps, index, size)]
        if falls:
            self.room[breaks[wide]] = 0
            return [int(at) for at in breaks[wide]]
        self.room[breaks[wide]] = [_blanks(gaps[index], size) for index in wide]
        return []

    def _raise(self, start: int, end: int, size: float) -> None:
        """Mark what is small and stands above the baseline of its row."""
        of_row = slice(start, end)
        base = self.glyphs.base[of_row]
        raised = (self.glyphs.size[of_row] < SMALL * size) & (base < middle(base.tolist()) - _RAISED * size)
        self.style[of_row][raised] |= _SUPERSCRIPT

    def _set(self, begins: Integers, rows: list[int]) -> Iterator[Line]:
        """The lines that begin at those glyphs, with the room between their words and the numbers of their rows."""
        placed = np.arange(len(self.glyphs)) + np.cumsum(self.room)
        text, boxes, styles = self._spread(placed)
        ends = (placed[[*(begins[1:] - 1), -1]] + 1).tolist()
        stretches = map(slice, placed[begins].tolist(), ends)
        lows = np.minimum.reduceat(self.sides[:, :2], begins).T.tolist()
        highs = np.maximum.reduceat(self.sides[:, 2:], begins).T.tolist()
        of_type = middles(self.glyphs.base, begins).tolist(), middles(self.glyphs.size, begins).tolist()
        columns = (*lows, *highs, *of_type, rows)
        for at, x0, top, x1, bottom, base, size, row in zip(stretches, *columns, strict=True):
            yield Line(text[at], boxes[at], tuple(styles[at]), x0, top, x1, bottom, base, size, row)

    def _spread(self, placed: Integers) -> tuple[str, Boxes, list[int]]:
        """Characters, boxes and styles with blanks where no glyph is placed."""
        length = int(placed[-1]) + 1
        codes = np.full(length, ord(" "), "<u4")
        codes[placed] = self.glyphs.code
        sides = np.full((length, len(NOWHERE)), NOWHERE)
        sides[placed] = self.sides
        styles = np.zeros(length, np.int64)
        styles[placed] = self.style
        text = codes.tobytes().decode("utf-32-le", "surrogatepass")
        return text, Boxes(sides.tobytes()), styles.tolist()


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
