"""Cells between crossing edges, the same that pdfplumber's finder finds with its defaults, in less time.

pdfplumber snaps edges to common positions and joins them end to end. They are crossed here, and each crossing gets the
smallest cell below and right of it whose sides lie on edges: as `edges_to_intersections`, `intersections_to_cells` and
`cells_to_tables` of `pdfplumber.table` do, which look at every edge for every other one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from extractor.reading.pdf.rulings import Edge
from schemas.evidence import Box

Point = tuple[float, float]
Stroke = tuple[float, float, float]
"""Where an edge lies across its direction, where it begins and ends along it."""
Crossing = tuple[frozenset[int], frozenset[int]]
"""The standing and the lying edges, by their numbers, that meet in a point."""
Corners = tuple[float, float, float, float]

_TOLERANCE = 3.0
"""pdfplumber's default for snapping, joining and crossing, in points."""
_SHORTEST = 3.0
_AT_ONCE = 4_000_000
"""Pairs of edges that are compared in one step."""
_MOST_CROSSINGS = 400_000
"""Far more than any table has: a drawing, whose cells would take minutes."""


def cell_groups(edges: Sequence[Edge]) -> list[list[Box]]:
    """Cells that touch, group by group from the top; groups of a single cell are left out."""
    from pdfplumber.table import merge_edges  # noqa: PLC0415 -- costs 0.1 s, needed only where a page has rulings

    merged = merge_edges([_named(edge) for edge in edges], _TOLERANCE, _TOLERANCE, _TOLERANCE, _TOLERANCE)
    long = [edge for edge in merged if max(edge["width"], edge["height"]) >= _SHORTEST]
    standing = [(edge["x0"], edge["top"], edge["bottom"]) for edge in long if edge["orientation"] == "v"]
    lying = [(edge["top"], edge["x0"], edge["x1"]) for edge in long if edge["orientation"] == "h"]
    return _groups(list(_cells(_crossings(standing, lying))))


def _named(edge: Edge) -> dict[str, float | str]:
    """An edge with the keys that pdfplumber reads."""
    return {
        "x0": edge.x0,
        "x1": edge.x1,
        "top": edge.top,
        "bottom": edge.bottom,
        "doctop": edge.top,
        "width": edge.x1 - edge.x0,
        "height": edge.bottom - edge.top,
        "orientation": "h" if edge.horizontal else "v",
    }


def _crossings(standing: Sequence[Stroke], lying: Sequence[Stroke]) -> dict[Point, Crossing]:
    """Points in which edges meet, from the left and then from the top; none where there are too many."""
    if not standing or not lying:
        return {}
    found: dict[Point, tuple[set[int], set[int]]] = {}
    columns, rows = np.array(standing), np.array(lying)
    step = max(1, _AT_ONCE // len(rows))
    for first in range(0, len(columns), step):
        x, top, bottom = (side[:, None] for side in columns[first : first + step].T)
        y, left, right = rows.T
        met = (top <= y + _TOLERANCE) & (bottom >= y - _TOLERANCE)
        met &= (x >= left - _TOLERANCE) & (x <= right + _TOLERANCE)
        if int(met.sum()) + len(found) > _MOST_CROSSINGS:
            return {}
        for v, h in np.argwhere(met).tolist():
            own = found.setdefault((standing[first + v][0], lying[h][0]), (set(), set()))
            own[0].add(first + v)
            own[1].add(h)
    return {point: (frozenset(v), frozenset(h)) for point, (v, h) in sorted(found.items())}


def _cells(crossings: Mapping[Point, Crossing]) -> Iterator[Corners]:
    """The smallest cell below and right of each crossing. Two crossings are joined where they lie on one edge."""
    by_x: dict[float, list[Point]] = {}
    by_y: dict[float, list[Point]] = {}
    place: dict[Point, tuple[int, int]] = {}
    for point in crossings:
        column, row = by_x.setdefault(point[0], []), by_y.setdefault(point[1], [])
        place[point] = len(column) + 1, len(row) + 1
        column.append(point)
        row.append(point)
    for point in crossings:
        below, right = place[point]
        cell = _smallest(point, (by_x[point[0]], below), (by_y[point[1]], right), crossings)
        if cell is not None:
            yield cell


def _smallest(
    point: Point, column: tuple[list[Point], int], row: tuple[list[Point], int], crossings: Mapping[Point, Crossing]
) -> Corners | None:
    """The cell of a crossing; `column` and `row` are the points of its own with the place of the next one."""
    standing, lying = crossings[point]
    for at in range(column[1], len(column[0])):
        below = column[0][at]
        if standing.isdisjoint(crossings[below][0]):
            continue
        for beside in range(row[1], len(row[0])):
            right = row[0][beside]
            corner = crossings.get((right[0], below[1]))
            if corner is None or lying.isdisjoint(crossings[right][1]) or corner[0].isdisjoint(crossings[right][0]):
                continue
            if not corner[1].isdisjoint(crossings[below][1]):
                return (point[0], point[1], right[0], below[1])
    return None


def _groups(cells: Sequence[Corners]) -> list[list[Box]]:
    """Cells that share corners, from the topmost and then leftmost."""
    leader = list(range(len(cells)))

    def lead(number: int) -> int:
        while leader[number] != number:
            leader[number] = leader[leader[number]]
            number = leader[number]
        return number

    at_corner: dict[Point, int] = {}
    for number, (x0, top, x1, bottom) in enumerate(cells):
        for corner in ((x0, top), (x0, bottom), (x1, top), (x1, bottom)):
            first = at_corner.setdefault(corner, number)
            if first != number:
                leader[lead(number)] = lead(first)
    groups: dict[int, list[Box]] = {}
    for number, cell in enumerate(cells):
        groups.setdefault(lead(number), []).append(Box(*cell))
    touching = (group for group in groups.values() if len(group) > 1)
    return sorted(touching, key=lambda group: min((box.top, box.x0) for box in group))
