"""Which lines of a page are no running text: page numbers and running heads, footnotes under their rule."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.reading.pdf.glyphs import Frame
from extractor.reading.pdf.lines import Line, Row, joined
from extractor.reading.pdf.rulings import Edge

_EDGE_SHARE = 0.115
"""Page numbers stand in the outer ninth of the page: in the upper margin of 20-25 mm (NĐ 30/2020 Annex I)."""
_PAGE_NUMBER = re.compile(
    r"[-–—\s]*(?:trang\s+|page\s+)?(?:\d{1,4}|[ivxl]{1,6})(?:\s*/\s*\d{1,4})?[-–—\s]*", re.IGNORECASE
)
_NUMBER_ALONE = re.compile(r"\d{1,3}")
_HEAD_ROWS = 3
_CENTRED = 25.0
"""Page numbers are centred in the upper margin (NĐ 30/2020, Annex I, II.10): points from the middle of the page, of
which the margins are unlike."""
_DIGITS = re.compile(r"\d+")
_RUNNING_PAGES = 3
_RULE_SHARE = (0.08, 0.5)
"""Footnote rule as a share of the page's width: Word draws two inches, Writer a quarter of the text."""
_AT_MARGIN = 25.0
_ROOM_OF_RULE = 4.0
"""Points from the left edge of the text that the rule begins, and that the first note may reach over it."""
_NOTE_SIZE = 0.93
"""Footnotes are set smaller than the text: below this share of its size."""


@dataclass(frozen=True, slots=True)
class Zones:
    """Rows of a page by zone."""

    body: tuple[Row, ...]
    margin: tuple[Row, ...]
    notes: tuple[Row, ...]


def whole(row: Row) -> Line:
    """A row's pieces as one line."""
    return joined(sorted(row.pieces, key=lambda piece: piece.x0))


def _in_margin(row: Row, frame: Frame) -> bool:
    base = row.pieces[0].base
    return base < _EDGE_SHARE * frame.height or base > (1 - _EDGE_SHARE) * frame.height


def _running_key(line: Line) -> tuple[str, int]:
    return _DIGITS.sub("#", line.text), round(line.base / 4)


def running_heads(pages: Sequence[tuple[Sequence[Row], Frame]]) -> frozenset[tuple[str, int]]:
    """Keys of the lines that stand at the same height of three pages and half of all pages at least."""
    counted: Counter[tuple[str, int]] = Counter()
    for rows, frame in pages:
        counted.update({_running_key(whole(row)) for row in (*rows[:2], *rows[-2:]) if _in_margin(row, frame)})
    fewest = max(_RUNNING_PAGES, len(pages) // 2)
    return frozenset(key for key, count in counted.items() if count >= fewest)


def split(rows: Sequence[Row], edges: Sequence[Edge], frame: Frame, running: frozenset[tuple[str, int]]) -> Zones:
    """Rows of a page (from the top) by zone."""
    above = _above_number(rows, frame)
    body, margin = list(rows[above:]), list(rows[:above])
    for end in (0, -1):
        while body and _in_margin(body[end], frame) and _is_marginal(body, end, running):
            margin.append(body.pop(end))
    rule = _footnote_rule(body, edges, frame)
    if rule is None:
        return Zones(tuple(body), tuple(margin), ())
    text = tuple(row for row in body if row.pieces[0].base <= rule)
    below = tuple(row for row in body if row.pieces[0].base > rule)
    return Zones(text, tuple(margin), below)


def _is_marginal(body: list[Row], end: int, running: frozenset[tuple[str, int]]) -> bool:
    line = whole(body[end])
    if _running_key(line) in running:
        return True
    if not _PAGE_NUMBER.fullmatch(line.text):
        return False
    neighbour = body[1 if end == 0 else -2] if len(body) > 1 else None
    return neighbour is None or abs(neighbour.pieces[0].base - line.base) > 1.1 * line.size


def _above_number(body: Sequence[Row], frame: Frame) -> int:
    """How many rows stand over a page number in the upper margin, that counted: a running head of some pages."""
    for at, row in enumerate(body[1:_HEAD_ROWS], start=1):
        line = whole(row)
        centred = abs(line.centre - frame.width / 2) < _CENTRED
        if _in_margin(row, frame) and centred and _NUMBER_ALONE.fullmatch(line.text) is not None:
            return at + 1
    return 0


def _footnote_rule(rows: Sequence[Row], edges: Sequence[Edge], frame: Frame) -> float | None:
    """Height of a short rule at the left margin with only smaller type below it."""
    short = [edge for edge in edges if _is_short_rule(edge, frame)]
    if not rows or not short:
        return None
    left = min(piece.x0 for row in rows for piece in row.pieces)
    heights = sorted((edge.top for edge in short if abs(edge.x0 - left) < _AT_MARGIN), reverse=True)
    size = _NOTE_SIZE * _usual_size(rows)
    return next((height for height in heights if _has_notes_below(rows, height, size)), None)


def _is_short_rule(edge: Edge, frame: Frame) -> bool:
    """Whether a rule has the length of those over footnotes, and stands below the head of the page."""
    narrow, broad = _RULE_SHARE
    is_short = narrow * frame.width < edge.x1 - edge.x0 < broad * frame.width
    return edge.horizontal and is_short and edge.top > frame.height / 4


def _has_notes_below(rows: Sequence[Row], height: float, size: float) -> bool:
    """Whether all that stands below a height, and not all of the page does, is smaller than `size`."""
    below = [row for row in rows if row.pieces[0].base > height]
    if not 0 < len(below) < len(rows) or below[0].pieces[0].top <= height - _ROOM_OF_RULE:
        return False
    return all(piece.size < size for row in below for piece in row.pieces)


def _usual_size(rows: Sequence[Row]) -> float:
    """Size of most of the text."""
    weights: Counter[float] = Counter()
    for row in rows:
        for piece in row.pieces:
            weights[round(piece.size, 1)] += len(piece.text)
    return max(weights.items(), key=lambda item: (item[1], item[0]))[0]
