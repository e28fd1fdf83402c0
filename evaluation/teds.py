"""Likeness of whole tables: tree edit distance similarity (TEDS) of header and rows, 0 to 1.

Zhong et al. 2020, "Image-based table recognition", section 5: 1 - distance / nodes of the larger tree; to change the
text of a cell costs its normalised Levenshtein distance, a node added or left out costs 1. Here the tree is table →
header → columns (their full path as text) and table → row → cell, and a row is only ever compared with a row; so the
distance is never smaller, and the similarity never larger, than that of the paper.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from rapidfuzz.distance import Levenshtein

from evaluation.gold import Gold
from evaluation.match_tables import Grid, gold_grids, match_grids, predicted_grids
from schemas.record import Record

T = TypeVar("T")


def teds_of(gold: Gold, record: Record) -> tuple[float, ...]:
    """The similarity of each table; 0 for one missed or invented; tables that a label gives in part are left out."""
    pairs = match_grids(gold_grids(gold), predicted_grids(record))
    return tuple(teds(one, other) for one, other in pairs if one is None or not one.unlabelled)


def teds(one: Grid | None, other: Grid | None) -> float:
    """The similarity of two tables; 0 where one of them is not there."""
    if one is None or other is None:
        return 0.0
    distance = _header(one, other) + _aligned(_rows(one), _rows(other), _row_change, lambda row: 1.0 + len(row))
    return max(0.0, 1 - distance / max(_nodes(one), _nodes(other)))


def _header(one: Grid, other: Grid) -> float:
    left, right = ([item.folded for item in grid.headers] for grid in (one, other))
    return _row_change(left, right)


def _rows(grid: Grid) -> list[list[str]]:
    return [[cell.folded for cell in row] for row in grid.rows]


def _nodes(grid: Grid) -> int:
    """Table, header, its columns, rows and their cells."""
    return 2 + len(grid.headers) + sum(1 + len(row) for row in grid.rows)


def _row_change(one: Sequence[str], other: Sequence[str]) -> float:
    if one == other:
        return 0.0
    return _aligned(one, other, _cell_change, lambda _: 1.0)


def _cell_change(one: str, other: str) -> float:
    return Levenshtein.normalized_distance(one, other)


def _aligned(
    one: Sequence[T], other: Sequence[T], change: Callable[[T, T], float], single: Callable[[T], float]
) -> float:
    """The least cost of turning one sequence into the other."""
    costs = [0.0]
    for item in other:
        costs.append(costs[-1] + single(item))
    for item in one:
        row = [costs[0] + single(item)]
        for place, opposite in enumerate(other):
            together = costs[place] + change(item, opposite)
            row.append(min(together, costs[place + 1] + single(item), row[-1] + single(opposite)))
        costs = row
    return costs[-1]
