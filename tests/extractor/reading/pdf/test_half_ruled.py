"""Tables whose rules part rows and not columns."""

from __future__ import annotations

import pytest

from extractor.reading.pdf.half_ruled import bands, find_half_ruled
from extractor.reading.pdf.open_sides import missing_sides
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


def test_bands_part_where_a_rule_lies_over_some_columns() -> None:
    """The heading over a rule and those below it are two bands, the columns on both sides one each."""
    edges = [rule(100), rule(120, 200, 300), rule(140), rule(160), rule(180)]

    found = {(band.x0, band.top, band.x1, band.bottom) for band in bands(edges)}

    header = {(70, 100, 200, 140), (200, 100, 300, 120), (200, 120, 300, 140), (300, 100, 420, 140)}
    assert found == header | {(70, 140, 420, 160), (70, 160, 420, 180)}


def test_a_table_with_standing_rules_has_no_bands() -> None:
    """What is drawn whole is read cell by cell."""
    edges = [*(rule(y) for y in (100, 120, 140, 160)), Edge(200, 100, 200, 160, "line")]

    assert bands(edges) == []


def test_a_table_below_one_drawn_whole() -> None:
    """A ruled table of the same width above does not hide the half-ruled one."""
    whole = [*(rule(y) for y in (20, 40, 60)), Edge(200, 20, 200, 60, "line")]
    edges = [*whole, *under_each(4)]

    assert len(bands(edges)) == 4
    assert [table.rows for table in find_half_ruled(page(*PLAIN), edges)] == [4]


NUMBERED = lines("STT | Việc | Số", "1 | Rà soát | 5", "2 | Tổng hợp | 6")


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (NUMBERED[:2], [(2, 3)]),
        (PLAIN[:2], []),
        (lines("STT | Việc | Số", "Người lập | Kế toán | Chủ tịch"), []),
    ],
    ids=["serial number", "no serial number", "signers"],
)
def test_one_record(rows, expected) -> None:
    """A table of one row is told by its serial number."""
    assert [(table.rows, table.columns) for table in find_half_ruled(page(*rows), under_each(2))] == expected


def test_two_tables_below_one_another() -> None:
    """A header of serial numbers begins another table, and the line above it is no row of the first."""
    rows = [*NUMBERED, *lines("Danh sách các thôn:"), *NUMBERED]

    found = find_half_ruled(page(*rows), under_each(7))

    assert [(table.rows, round(table.box.top)) for table in found] == [(3, 90), (3, 142)]


@pytest.mark.parametrize(("lefts", "expected"), [((120, 240), 1), ((150, 210, 300), 2)], ids=["same", "other columns"])
def test_sides_end_where_the_columns_change(lefts: tuple[int, ...], expected: int) -> None:
    """Between tables of other columns a row that nothing parts is none; in one table it is the label of a group."""
    inner = [Edge(x, 90.5, x, 116.5, "line") for x in (120, 240)] + [Edge(x, 129.5, x, 155.5, "line") for x in lefts]

    sides = missing_sides([*under_each(5), *inner])

    assert len([side for side in sides if side.x0 == 70]) == expected


def test_a_header_parted_by_rules_over_one_row() -> None:
    """One row of number 1 is a table also below a header of two rows, whose first holds no serial-number head."""
    rows = [[("Trong đó", 260.0)], *lines("STT | Xã | Nam | Nữ", "1 | An | 1 | 2")]
    edges = [rule(90.5), rule(103.5, 230, 420), rule(116.5), rule(129.5)]

    assert [(table.rows, table.columns) for table in find_half_ruled(page(*rows), edges)] == [(3, 4)]


def test_words_in_the_middle_of_a_column_that_others_begin() -> None:
    """A total set in the middle, right of most names, makes no column where one header stands over both."""
    head = [("Tên đơn vị", 150.0), ("Nam", 300.0), ("Nữ", 360.0)]
    names = [[(name, 120.0), ("12", 300.0), ("9", 360.0)] for name in ("An", "Ba", "Na", "Sa")]
    rows = [head, *names, [("Tổng cộng", 170.0), ("48", 300.0), ("36", 360.0)]]

    assert [(table.rows, table.columns) for table in find_half_ruled(page(*rows), under_each(6))] == [(6, 3)]
