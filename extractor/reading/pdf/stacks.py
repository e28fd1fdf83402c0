"""Rules of one width below one another on a page: what may be the rows of a table without rules between columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from extractor.reading.pdf.rulings import Edge

LEVEL = 2.5
"""Strokes no farther apart in points lie on one level, and their ends meet."""
ENDS = 6.0
"""Rules of one table begin and end within so many points: pictures of pages are a little warped."""
_NARROWEST = 150.0
"""Narrower than this in points, rules are strokes under words."""
HIGHEST_BAND = 260.0
"""Rows are no higher, in points."""
FEWEST_RULES = 4
"""Rules that make a table by themselves: a header and two rows."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Strokes on one level without room between them."""

    y: float
    x0: float
    x1: float


@dataclass(frozen=True, slots=True)
class Stack:
    """The rules over the whole width of a table from the top, and those over a part of it between them."""

    full: tuple[Rule, ...]
    partial: tuple[Rule, ...]


def rules_of(edges: Sequence[Edge]) -> list[Rule]:
    """Rules from the top; strokes of neighbouring cells are one."""
    lying = sorted((e for e in edges if e.horizontal), key=lambda e: (e.top, e.x0, e.x1))
    levels: list[list[Edge]] = []
    for edge in lying:
        if levels and edge.top - levels[-1][0].top <= LEVEL:
            levels[-1].append(edge)
        else:
            levels.append([edge])
    return [rule for level in levels for rule in _joined(level)]


def _joined(level: Sequence[Edge]) -> Iterator[Rule]:
    y = sum(edge.top for edge in level) / len(level)
    start, end = None, 0.0
    for edge in sorted(level, key=lambda e: (e.x0, e.x1)):
        if start is not None and edge.x0 > end + LEVEL:
            yield Rule(y, start, end)
            start = None
        end = edge.x1 if start is None else max(end, edge.x1)
        start = edge.x0 if start is None else start
    if start is not None:
        yield Rule(y, start, end)


def stacks(rules: Sequence[Rule], fewest: int = FEWEST_RULES) -> Iterator[Stack]:
    """Rules of the same ends below one another, `fewest` at least, no farther apart than rows are."""
    left = [rule for rule in rules if rule.x1 - rule.x0 >= _NARROWEST]
    while left:
        first, *others = left
        full = [first]
        for rule in others:
            near = rule.y - full[-1].y <= HIGHEST_BAND
            if near and abs(rule.x0 - first.x0) <= ENDS and abs(rule.x1 - first.x1) <= ENDS:
                full.append(rule)
        taken = set(map(id, full))
        left = [rule for rule in others if id(rule) not in taken]
        if len(full) >= fewest:
            yield stack_of(full, rules)


def stack_of(full: Sequence[Rule], rules: Sequence[Rule]) -> Stack:
    """The rules `full` over the whole width, with those of all `rules` that lie between them."""
    taken = set(map(id, full))
    return Stack(tuple(full), tuple(rule for rule in rules if id(rule) not in taken and _is_inside(rule, full)))


def _is_inside(rule: Rule, full: Sequence[Rule]) -> bool:
    across = rule.x0 >= full[0].x0 - ENDS and rule.x1 <= full[0].x1 + ENDS
    return across and full[0].y < rule.y < full[-1].y


def undivided(stack: Stack, edges: Sequence[Edge], fewest: int = FEWEST_RULES) -> Iterator[Stack]:
    """The rules below one another that no standing stroke meets: tables drawn whole have such, others find them."""
    first = stack.full[0]
    standing = [e for e in edges if not e.horizontal and first.x0 + ENDS < e.x0 < first.x1 - ENDS]
    for divided, run in groupby(stack.full, key=lambda rule: _meets(rule, standing)):
        full = tuple(run)
        if not divided and len(full) >= fewest and not lie_between(standing, full):
            yield part_of_stack(stack, full)


def part_of_stack(stack: Stack, full: Sequence[Rule]) -> Stack:
    """Some of the rules over the whole width, with those over a part of it between them."""
    return Stack(tuple(full), tuple(rule for rule in stack.partial if full[0].y < rule.y < full[-1].y))


def _meets(rule: Rule, standing: Sequence[Edge]) -> bool:
    return any(edge.top - LEVEL <= rule.y <= edge.bottom + LEVEL for edge in standing)


def lie_between(standing: Sequence[Edge], full: Sequence[Rule]) -> bool:
    """Whether one of the standing strokes stands beside or between the rules."""
    return any(edge.top < full[-1].y and edge.bottom > full[0].y for edge in standing)


