"""Small tables drawn for tests: `|` between cells, `>` continues the cell on the left, `^` the one above."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extractor.reading.source import Grid, GridCell, Slice, SourceText
from extractor.tables.build import build_tables
from schemas.tables import Table


def _span(rows: list[list[str]], row: int, column: int) -> tuple[int, int]:
    wide = 1
    while column + wide < len(rows[row]) and rows[row][column + wide] == ">":
        wide += 1
    tall = 1
    while row + tall < len(rows) and rows[row + tall][column] == "^":
        tall += 1
    return tall, wide


def draw_grid(text: str, before: str = "", page: int | None = None) -> tuple[str, Grid]:
    """The text with the table's words behind it, and the grid over them; `//` breaks a line in a cell."""
    rows = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    cells = []
    for row, line in enumerate(rows):
        for column, words in enumerate(line):
            if words in {">", "^"}:
                continue
            slices = []
            for piece in words.split("//") if words else []:
                start = len(before)
                slices.append(Slice(start, start + len(piece), page=page, path=f"r{row}c{column}"))
                before += piece + "\n"
            tall, wide = _span(rows, row, column)
            cells.append(GridCell(row, column, tall, wide, tuple(slices)))
    return before, Grid(tuple(cells), len(rows), max(map(len, rows)), page=page)


@pytest.fixture
def table() -> Callable[..., Table]:
    """Draws one table and builds it."""

    def build(drawn: str, header_rows: int | None = None) -> Table:
        text, grid = draw_grid(drawn)
        hinted = Grid(grid.cells, grid.rows, grid.columns, header_rows=header_rows)
        source = SourceText("text/plain", text, (hinted,))
        (built,) = build_tables(source, [hinted], [None]).tables
        return built

    return build


@pytest.fixture
def pages() -> Callable[..., list[Table]]:
    """Draws tables on following pages, nothing between them, and builds them together."""

    def build(*drawn: str) -> list[Table]:
        text, grids = "", []
        for number, one in enumerate(drawn, 1):
            text, grid = draw_grid(one, text, number)
            grids.append(grid)
        source = SourceText("application/pdf", text, tuple(grids))
        return list(build_tables(source, grids, [None] * len(grids)).tables)

    return build
