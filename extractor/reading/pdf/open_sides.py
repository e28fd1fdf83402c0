"""Sides of tables whose inner columns alone are parted by rules: they are drawn where all their lying rules end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractor.reading.pdf.rulings import Edge
from extractor.reading.pdf.stacks import ENDS, LEVEL, Stack, rules_of, stacks

_FEWEST_RULES = 2
"""A page break may leave one row alone."""
Places = tuple[float, ...]
"""Where standing strokes part a row, from the left."""


def missing_sides(edges: Sequence[Edge], fewest: int = _FEWEST_RULES) -> list[Edge]:
    """The sides that no stroke draws, of tables with `fewest` lying rules at least."""
    standing = [edge for edge in edges if not edge.horizontal]
    if not standing:
        return []
    return [side for stack in stacks(rules_of(edges), fewest) for side in _missing(stack, standing)]


def _missing(stack: Stack, standing: Sequence[Edge]) -> list[Edge]:
    first, last = stack.full[0], stack.full[-1]
    beside = [e for e in standing if e.top < last.y - LEVEL and e.bottom > first.y + LEVEL]
    inner = [e for e in beside if first.x0 + ENDS < e.x0 < first.x1 - ENDS]
    bare = [side for side in (first.x0, first.x1) if not any(abs(e.x0 - side) <= ENDS for e in beside)]
    stretches = list(_tables(stack, inner)) if inner and bare else []
    return [Edge(side, top, side, bottom, "line") for side in bare for top, bottom in stretches]


def _tables(stack: Stack, inner: Sequence[Edge]) -> Iterator[tuple[float, float]]:
    """From where to where tables reach: a row that nothing parts lies between two where the columns change at it."""
    levels = [rule.y for rule in stack.full]
    rows = [_places(inner, top, bottom) for top, bottom in pairwise(levels)]
    start = 0
    for at, row in enumerate(rows):
        above = next((other for other in reversed(rows[start:at]) if other), ())
        below = next((other for other in rows[at + 1 :] if other), ())
        if not row and above and below and not _are_alike(above, below):
            yield levels[start], levels[at]
            start = at + 1
    yield levels[start], levels[-1]


def _places(inner: Sequence[Edge], top: float, bottom: float) -> Places:
    return tuple(sorted({e.x0 for e in inner if e.top < bottom - LEVEL and e.bottom > top + LEVEL}))


def _are_alike(above: Places, below: Places) -> bool:
    """Whether half the columns of the row with fewer of them are those of the other; merged cells leave some out."""
    shared = sum(any(abs(x - other) <= LEVEL for other in below) for x in above)
    return 2 * shared >= min(len(above), len(below))
