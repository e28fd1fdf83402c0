"""Which drawn table goes on from the page before."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractor.reading.source import Grid, SourceText
from extractor.tables.stitch import follows
from schemas.evidence import Box
from tests.extractor.tables.conftest import draw_grid

FIRST = "TT | Việc\nI | Nhóm\n1 | Rà soát\n2 | Báo cáo"


def shifted(grid: Grid, x0: float) -> Grid:
    """A grid as wide as others, begun at another place across: pages lie unlike on the glass of a scanner."""
    cells = (replace(cell, box=Box(x0, 10.0 * cell.row, x0 + 300, 10.0 * cell.row + 9)) for cell in grid.cells)
    return replace(grid, cells=tuple(cells))


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (FIRST, "3 | Tổng hợp\n4 | Công khai", True),
        (FIRST, "II | Nhóm sau\n3 | Tổng hợp", True),
        (FIRST, "H | Nhóm sau\n3 | Tổng hợp", True),
        (FIRST + "\nII | Nhóm sau", "3 | Tổng hợp\n4 | Công khai", True),
        (FIRST, "II | Nhóm sau\n1 | Tổng hợp", False),
        (FIRST, "Mục | Nhóm sau\n3 | Tổng hợp", False),
        (FIRST, "1 | Tổng hợp\n2 | Công khai", False),
    ],
)
def test_serial_numbers_that_count_on(first, second, expected) -> None:
    """Where the edges of two tables do not tell, the next number does, also below the row over a group."""
    text, one = draw_grid(first, "", 1)
    text, two = draw_grid(second, text, 2)
    one, two = shifted(one, 70), shifted(two, 90)

    assert follows(SourceText("application/pdf", text, (one, two)), one, two) == expected
