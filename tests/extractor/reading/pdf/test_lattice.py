"""Cells between edges: the same as pdfplumber's finder gives."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from pdfplumber import table as finder

from extractor.reading.pdf import lattice
from extractor.reading.pdf.rulings import Edge

_NEAR = st.sampled_from([0.0, 0.0, 0.0, 1.5, -2.5, 3.25])
_PLACES = st.sampled_from([10.0, 40.0, 90.0, 150.0])


@st.composite
def edges(draw: st.DrawFn) -> list[Edge]:
    """Strokes between few places, some of them a little off."""
    found = []
    for _ in range(draw(st.integers(1, 24))):
        across = draw(_PLACES) + draw(_NEAR)
        start, end = sorted(draw(_PLACES) + draw(_NEAR) for _ in range(2))
        lying = draw(st.booleans())
        if start < end:
            found.append(Edge(*((start, across, end, across) if lying else (across, start, across, end)), "line"))
    return found


def _named(edge: Edge) -> dict[str, Any]:
    sides = {"x0": edge.x0, "x1": edge.x1, "top": edge.top, "bottom": edge.bottom, "doctop": edge.top}
    lengths = {"width": edge.x1 - edge.x0, "height": edge.bottom - edge.top}
    return {**sides, **lengths, "orientation": "h" if edge.horizontal else "v"}


@given(edges())
def test_the_same_cells_as_pdfplumber(drawn: list[Edge]) -> None:
    """Whatever is drawn, cells and their groups are those of pdfplumber's functions."""
    merged = finder.merge_edges([_named(edge) for edge in drawn], 3.0, 3.0, 3.0, 3.0)
    long = [edge for edge in merged if max(edge["width"], edge["height"]) >= 3.0]
    crossings = finder.edges_to_intersections(long, 3.0, 3.0)
    expected = finder.cells_to_tables(finder.intersections_to_cells(crossings))

    found = lattice.cell_groups(drawn)

    assert [sorted(map(tuple, group)) for group in found] == [sorted(group) for group in expected]


def test_too_many_crossings_are_a_drawing(monkeypatch) -> None:
    """Beyond the limit nothing is found, for the cells of a drawing would take minutes."""
    grid = [Edge(10.0 * n, 0, 10.0 * n, 90, "line") for n in range(10)]
    grid += [Edge(0, 10.0 * n, 90, 10.0 * n, "line") for n in range(10)]

    whole = lattice.cell_groups(grid)
    monkeypatch.setattr(lattice, "_MOST_CROSSINGS", 99)

    assert (len(whole[0]), lattice.cell_groups(grid)) == (81, [])
