"""Which glyphs of a page stand in one row: by their baselines; small raised marks with the line that they touch."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from extractor.reading.pdf.glyphs import Glyphs, Integers, Mask, Numbers

_ROW_TOLERANCE = 0.15
"""Baselines of one row differ by less than this share of the type size."""
SMALL = 0.85
"""Type smaller than this share of its neighbours is a raised or lowered mark."""
_NEAR = 0.62
"""Baselines of a mark and its line are nearer, in type sizes of the line."""
_STEPS = np.array((1, -1, 2, -2))
"""Where the line of a mark is looked for, in rows: the nearest first."""
_FARTHEST = 2
_REACH = 0.35
"""A mark touches what is nearer beside it, in type sizes of its line."""


@dataclass(frozen=True, slots=True)
class _Runs:
    """Text objects cut by zone: where each begins, baseline, size and extent of its visible glyphs."""

    first: Integers
    zone: Integers
    base: Numbers
    size: Numbers
    x0: Numbers
    x1: Numbers


def row_numbers(glyphs: Glyphs, zone: Integers) -> Integers:
    """The row of each glyph, counted from the top of each zone; marks set small stay with their line."""
    if not len(glyphs):
        return np.zeros(0, np.int64)
    runs = _runs(glyphs, zone)
    rows = _cluster(runs)
    _adopt_small(runs, rows)
    return np.repeat(rows, np.diff(runs.first, append=len(glyphs)))


def middle(values: list[float]) -> float:
    """The upper median."""
    return sorted(values)[len(values) // 2]


def middles(values: Numbers, begins: Integers) -> Numbers:
    """The upper median of each stretch of values; most hold one value alone."""
    found = np.minimum.reduceat(values, begins)
    ends = np.append(begins[1:], len(values))
    for at in np.flatnonzero(np.maximum.reduceat(values, begins) != found).tolist():
        found[at] = middle(values[begins[at] : ends[at]].tolist())
    return found


def _runs(glyphs: Glyphs, zone: Integers) -> _Runs:
    first = _begins((glyphs.run[1:] != glyphs.run[:-1]) | (zone[1:] != zone[:-1]))
    blank = glyphs.spaces()
    x0 = np.minimum.reduceat(np.where(blank, np.inf, glyphs.x0), first)
    x1 = np.maximum.reduceat(np.where(blank, -np.inf, glyphs.x1), first)
    return _Runs(first, zone[first], glyphs.base[first], glyphs.size[first], x0, x1)


def _begins(differs: Mask) -> Integers:
    """Where stretches begin, by whether each entry but the first differs from the one before it."""
    return np.flatnonzero(np.concatenate(([True], differs)))


def _cluster(runs: _Runs) -> Integers:
    """The row of each run: a row holds what is near the baseline of its first run from the top."""
    order = np.lexsort((runs.base, runs.zone))
    zones, bases = runs.zone[order], runs.base[order]
    levels = _begins((zones[1:] != zones[:-1]) | (bases[1:] != bases[:-1]))
    row, anchor, room, zone = -1, 0.0, 0.0, None
    numbers = []
    columns = (zones[levels], bases[levels], runs.size[order[levels]])
    for own_zone, base, size in zip(*(column.tolist() for column in columns), strict=True):
        if own_zone != zone or base - anchor > room:
            row, anchor, zone = row + 1, base, own_zone
            room = max(1.0, _ROW_TOLERANCE * size)
        numbers.append(row)
    rows = np.empty(len(order), np.int64)
    rows[order] = np.repeat(numbers, np.diff(levels, append=len(order)))
    return rows


def _adopt_small(runs: _Runs, rows: Integers) -> None:
    """Move footnote numbers and lowered notes into the line that they touch."""
    visible = np.flatnonzero(np.isfinite(runs.x0))
    sizes = runs.size[visible]
    if not len(visible) or sizes.min() >= SMALL * sizes.max():
        return
    row_of = rows[visible]
    for row, host in _beside(runs, visible[np.argsort(row_of, kind="stable")], rows):
        _adopt(runs, rows, visible[row_of == row], visible[row_of == host])


def _beside(runs: _Runs, shown: Integers, rows: Integers) -> Iterator[tuple[int, int]]:
    """Pairs of a row and one beside it to whose line it may belong by size and height; `shown` is in order of rows."""
    begins = _begins(np.diff(rows[shown]) != 0)
    own = rows[shown[begins]] + _FARTHEST
    sizes, bases = np.zeros((2, int(own.max()) + _FARTHEST + 1))
    sizes[own], bases[own] = middles(runs.size[shown], begins), runs.base[shown[begins]]
    hosts = own[:, None] + _STEPS
    apart = np.abs(bases[hosts] - bases[own][:, None])
    fits = (sizes[own][:, None] < SMALL * sizes[hosts]) & (apart < _NEAR * sizes[hosts])
    small, _ = np.nonzero(fits)
    return zip((own[small] - _FARTHEST).tolist(), (hosts[fits] - _FARTHEST).tolist(), strict=True)


def _adopt(runs: _Runs, rows: Integers, small: Integers, host: Integers) -> None:
    reach = _REACH * float(runs.size[host].max())
    touched = list(host)
    for index in small[np.argsort(runs.x0[small], kind="stable")]:
        if rows[index] == rows[host[0]] or runs.zone[index] != runs.zone[host[0]]:
            continue
        after = np.abs(runs.x0[index] - runs.x1[touched]).min()
        before = np.abs(runs.x0[touched] - runs.x1[index]).min()
        if min(after, before) < reach:
            rows[index] = rows[host[0]]
            touched.append(index)
