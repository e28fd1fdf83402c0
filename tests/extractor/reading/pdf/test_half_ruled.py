"""Tables whose rules part rows and not columns."""

from __future__ import annotations

import pytest

from extractor.reading.pdf.half_ruled import find_half_ruled, missing_sides
from extractor.reading.pdf.rulings import Edge
from tests.extractor.reading.pdf.test_unruled import page

_LEFTS = (80, 120, 240, 320)


def lines(*rows: str) -> list[list[tuple[str, float]]]:
    """Words at the left edges of the columns, `|` between them."""
    return [[(text.strip(), _LEFTS[n]) for n, text in enumerate(row.split("|")) if text.strip()] for row in rows]


def rule(y: float, x0: float = 70, x1: float = 420) -> Edge:
    """A lying rule."""
    return Edge(x0, y, x1, y, "line")


def under_each(count: int) -> list[Edge]:
    """Rules over, between and under rows of thirteen points, the first at 100."""
    return [rule(90.5 + 13 * n) for n in range(count + 1)]


PLAIN = lines("Xã | Số hộ | Nam | Ghi chú", "An Lộc | 5 | 2 |", "An Phú | 8 | 3 |", "An Hòa | 9 | 4 |")


@pytest.mark.parametrize(
    ("rows", "edges", "expected"),
    [
        (PLAIN, under_each(4), [(4, 4)]),
        (PLAIN, [], []),
        (PLAIN, [*under_each(4), Edge(200, 90, 200, 143, "line")], []),
        (PLAIN, under_each(2), []),
        (lines("Kính gửi", "một dòng", "một dòng", "một dòng"), under_each(4), []),
    ],
    ids=["no header for the last column's blanks", "no rules", "parted columns", "too few rules", "one column"],
)
def test_tables_found(rows, edges, expected) -> None:
    """Four rules with the same ends around rows of several columns make a table, none of whose columns is drawn."""
    assert [(table.rows, table.columns) for table in find_half_ruled(page(*rows), edges)] == expected


def test_rules_over_some_columns_part_the_header() -> None:
    """A header over two columns is one cell down to the rule that parts them."""
    rows = lines("Xã", "| | Nam | Nữ", "A | | 1 | 2", "B | | 3 | 4", "C | | 5 | 6")
    rows[0].append(("Trong đó", 260))
    edges = [rule(90.5), rule(103.5, 230, 420), rule(116.5), rule(129.5), rule(142.5), rule(155.5)]

    (table,) = find_half_ruled(page(*rows), edges)
    spans = {(cell.row, cell.column): (cell.row_span, cell.column_span) for cell in table.cells if cell.row < 2}

    assert spans == {(0, 0): (2, 1), (0, 1): (1, 2), (1, 1): (1, 1), (1, 2): (1, 1)}


def test_sides_that_are_not_drawn() -> None:
    """Where inner columns are parted and all rules end at one place, the table has sides there."""
    inner = [Edge(200, 90, 200, 143, "line")]

    assert [(e.x0, e.top, e.bottom) for e in missing_sides([*under_each(4), *inner])] == [
        (70, 90.5, 142.5),
        (420, 90.5, 142.5),
    ]
    assert missing_sides(under_each(4)) == []
