"""Where the records of a table without rules begin: above their serial numbers, where these stand in the middle.

Lines of one record lie closer than those of two. So the words between two serial numbers belong to the upper record
down to the widest room between them, and to the lower one below it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from extractor.reading.pdf.lines import Row

_WIDER = 0.3
"""Type sizes by which the room between two records is wider than that between their lines."""

_BETWEEN_LINES = 0.75
"""Type sizes: what stands closer is set between lines of the same record."""


def first_lines(rows: Sequence[Row], at: int, openings: Sequence[int]) -> Mapping[int, int]:
    """Rows above serial numbers in which their records begin, each with the row of the number.

    `openings` are the rows from `at` on that begin with a number or are totals.
    """
    begun = {first_line(rows, above, number): number for above, number in pairwise(openings)}
    if openings and openings[0] > at:
        begun[max(at, top_line(rows, openings))] = openings[0]
    return {first: number for first, number in begun.items() if first < number}


def top_line(rows: Sequence[Row], openings: Sequence[int]) -> int:
    """The row in which the first of several records begins: lines above its number that stand closer than records."""
    size = rows[openings[0]].pieces[0].size
    rooms = sorted(max(_rooms(rows, above, number)) for above, number in pairwise(openings))
    close = max(rooms[len(rooms) // 2] - _WIDER * size if rooms else 0.0, _BETWEEN_LINES * size)
    top = openings[0]
    while top and _rooms(rows, top - 1, top)[0] < close:
        top -= 1
    return top


def first_line(rows: Sequence[Row], above: int, number: int) -> int:
    """The row in which a record begins whose serial number stands in row `number`, the last one in row `above`."""
    rooms = _rooms(rows, above, number)
    widest = max(rooms)
    if widest <= rooms[-1] + _WIDER * rows[number].pieces[0].size:
        return number
    return above + 1 + max(n for n, room in enumerate(rooms) if room == widest)


def _rooms(rows: Sequence[Row], above: int, below: int) -> list[float]:
    """The distances between the baselines of rows below one another."""
    bases = [row.pieces[0].base for row in rows[above : below + 1]]
    return [lower - upper for upper, lower in pairwise(bases)]
