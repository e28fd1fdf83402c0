"""Tables without rules."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.reading.boxes import Boxes
from extractor.reading.pdf.lines import Line, Row
from extractor.reading.pdf.unruled import find_unruled

_LETTER = 5.0
_LEFTS = (80, 120, 240, 320)
_PITCH = 13.0


def piece(text: str, x0: float, base: float, row: int) -> Line:
    """Words in type of twelve points, letters five points wide."""
    ends = [x0 + n * _LETTER for n in range(len(text) + 1)]
    boxes = Boxes.of(None if c == " " else (ends[n], base - 8, ends[n + 1], base + 2) for n, c in enumerate(text))
    return Line(text, boxes, (0,) * len(text), x0, base - 8, ends[-1], base + 2, base, 12.0, row)


def page(*lines: list[tuple[str, float]]) -> list[Row]:
    """Rows of (words, left edge), thirteen points apart."""
    return [Row(-1, tuple(piece(text, x0, 100 + _PITCH * n, n) for text, x0 in line)) for n, line in enumerate(lines)]


def line(*texts: str) -> list[tuple[str, float]]:
    """Words at the left edges of the four columns."""
    return [(text, _LEFTS[n]) for n, text in enumerate(texts) if text]


HEAD = line("STT", "Nhiệm vụ", "Chủ trì", "Hạn")
TEXT = [("Trong kỳ báo cáo cơ quan đã hoàn thành nhiệm vụ được giao đúng hạn", 80.0)]


def shape(rows: list[Row]) -> list[tuple[int, int]]:
    """Rows and columns of the tables found."""
    return [(table.rows, table.columns) for table in find_unruled(rows)]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (page(TEXT, HEAD, line(" 1", "Trồng cây", "Xã", "Quý I"), line(" 2", "Gặt", "Xã", "Quý II"), TEXT), [(3, 4)]),
        (
            page(
                HEAD,
                line(" 1", "Trồng cây", "Ban công", "Quý I"),
                line("", "", "tác xã", ""),
                line(" 2", "Gặt", "Xã", "Quý II"),
                [("Tổng cộng", 80.0), ("12", 240.0)],
            ),
            [(4, 4)],
        ),
        (page(HEAD, line(" 1", "Trồng cây", "Xã", "Quý I"), TEXT), []),
        (page(line("", "Nhiệm vụ", "Chủ trì", "Hạn"), line(" 1", "a", "b", "c"), line(" 2", "a", "b", "c")), []),
        (page(HEAD, TEXT, TEXT), []),
    ],
)
def test_tables_without_rules(rows: list[Row], expected: list[tuple[int, int]]):
    """A serial-number header over two numbered rows of four columns is a table; it ends where text runs across."""
    assert shape(rows) == expected


def test_a_table_right_below_another():
    """The header that stands on the very next line begins a table of its own, whose header it alone is."""
    table = (HEAD, line(" 1", "Trồng cây", "Xã", "Quý I"), line(" 2", "Gặt", "Xã", "Quý II"))

    assert shape(page(*table, *table)) == [(3, 4), (3, 4)]
    assert shape(page(*table, line("", "lúa", "Ba"), *table)) == [(3, 4), (3, 4)]


def test_lines_without_a_number_belong_to_the_row_above():
    """A row reaches down to the last line before the next number."""
    rows = page(HEAD, line(" 1", "Trồng", "Ban công", "I"), line("", "", "tác xã"), line(" 2", "Gặt", "Xã", "II"))
    (table,) = find_unruled(rows)
    assert [table.tops[n] < rows[at].pieces[0].base for n, at in ((1, 1), (2, 3))] == [True, True]
    assert table.tops[2] > rows[2].pieces[0].base


def test_a_header_over_two_columns():
    """A header that runs over columns is merged; the others have the height of both rows."""
    group = [("Cơ quan, đơn vị phối hợp", 225.0)]
    rows = page(group, HEAD, line(" 1", "Trồng", "Xã", "Quý I"), line(" 2", "Gặt", "Xã", "Quý II"))
    (table,) = find_unruled(rows)
    assert [(c.column, c.row_span, c.column_span) for c in table.cells if c.row == 0] == [
        (0, 2, 1),
        (1, 2, 1),
        (2, 1, 2),
    ]


def test_a_record_across_the_columns_is_no_table():
    """Where the first numbered row runs across the columns of the others, nothing is found."""
    across = [(" 1", 80.0), ("Trồng cây và chăm sóc rừng", 120.0), ("Xã", 300.0)]
    rows = page(HEAD, across, line(" 2", "Gặt", "Xã", "Quý II"), line(" 3", "Gặt", "Xã", "Quý II"))
    assert shape(rows) == []


WORDS = st.sampled_from(["STT", "TT", " 1", " 2", "(1)", "Tổng cộng", "Gặt", "Trồng cây và chăm sóc rừng", "Xã"])


@given(st.lists(st.lists(st.tuples(WORDS, st.integers(70, 500)), min_size=1, max_size=6), max_size=12))
def test_cells_lie_in_order(lines: list[list[tuple[str, int]]]):
    """Whatever stands on a page, the cells of a table cover each place once and have an extent."""
    rows = page(*(sorted(((text, float(x0)) for text, x0 in row), key=lambda item: item[1]) for row in lines))
    for table in find_unruled(rows):
        places = [
            (row, column)
            for cell in table.cells
            for row in range(cell.row, cell.row + cell.row_span)
            for column in range(cell.column, cell.column + cell.column_span)
        ]
        assert sorted(places) == [(row, column) for row in range(table.rows) for column in range(table.columns)]
        assert list(table.lefts) == sorted(table.lefts)
        assert list(table.tops) == sorted(table.tops)


def set_at(*lines: tuple[float, list[tuple[str, float]]]) -> list[Row]:
    """Rows at these baselines."""
    return [Row(-1, tuple(piece(text, x0, base, n) for text, x0 in row)) for n, (base, row) in enumerate(lines)]


def heads(rows: list[Row]) -> list[tuple[int, int, int, int]]:
    """Row, column and spans of the header cells that are merged or stand below one."""
    (table,) = find_unruled(rows)
    depth = max(cell.row_span for cell in table.cells if cell.row == 0)
    cells = [cell for cell in table.cells if cell.row < depth]
    return [(cell.row, cell.column, cell.row_span, cell.column_span) for cell in cells]


SIX = (80.0, 120.0, 200.0, 260.0, 320.0, 380.0)


def record(number: str, base: float) -> tuple[float, list[tuple[str, float]]]:
    """A row of six cells."""
    return base, list(zip((number, "Trồng cây", "12", "15", "80,0", "9"), SIX, strict=True))


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (
            [
                (100.0, [("Kết quả", 270.0)]),
                (113.0, [("STT", 80.0), ("Nhiệm vụ", 120.0), ("Năm 2025", 245.0)]),
                (119.0, [("2024", 378.0)]),
                (126.0, [("Giao", 198.0), ("Đạt", 258.0), ("Tỷ lệ", 315.0)]),
            ],
            [(0, 0, 3, 1), (0, 1, 3, 1), (0, 2, 1, 4), (1, 2, 1, 3), (1, 5, 2, 1), *((2, n, 1, 1) for n in (2, 3, 4))],
        ),
        (
            [
                (113.0, [("Năm 2025", 220.0), ("Năm 2024", 340.0)]),
                (119.0, [("STT", 80.0), ("Nhiệm vụ", 120.0)]),
                (126.0, [("Giao", 198.0), ("Đạt", 258.0), ("Giao", 315.0), ("Đạt", 378.0)]),
            ],
            [(0, 0, 2, 1), (0, 1, 2, 1), (0, 2, 1, 2), (0, 4, 1, 2), *((1, n, 1, 1) for n in (2, 3, 4, 5))],
        ),
    ],
    ids=["three rows", "two groups side by side"],
)
def test_headers_under_common_ones(
    header: list[tuple[float, list[tuple[str, float]]]], expected: list[tuple[int, int, int, int]]
):
    """What several columns have in common stands over the columns whose own headers are set lower."""
    assert heads(set_at(*header, record(" 1", 140.0), record(" 2", 153.0))) == expected


def test_a_total_named_in_the_second_column_is_a_row():
    """The word alone, with figures beside it, opens a row; words of a name that begin like it do not."""
    total = [("Cộng", 130.0), ("24", 240.0), ("30", 320.0)]
    name = [("cộng đồng dân cư", 120.0)]
    rows = page(HEAD, line(" 1", "Xã Trà", "12", "15"), line(" 2", "Cây cối", "12", "15"), name, total)
    assert shape(rows) == [(4, 4)]


def test_an_ordinal_set_close_to_its_words_is_an_ordinal():
    """Where pieces run together, the first word counts."""
    close = [(" 2 Gặt lúa", 80.0), ("Xã", 240.0), ("Quý II", 320.0)]
    rows = page(HEAD, line(" 1", "Trồng cây", "Xã", "Quý I"), close, line(" 3", "Gặt", "Xã", "Quý II"))
    assert shape(rows) == [(4, 4)]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (page(*(line(f" {n}", "Xã", "5", "2") for n in range(7, 11))), [(4, 4)]),
        (page(*(line(f" {n}", "Xã", "5", "2") for n in range(1, 5))), []),
        (page(*(line(f" {n}", "Xã", "5", "2") for n in (7, 9, 11))), []),
        (page(*(line(f" {n}.", "chữ") for n in range(7, 11))), []),
    ],
    ids=["counts on", "begins at one", "does not count", "a list"],
)
def test_the_rest_of_a_table_counts_on(rows, expected) -> None:
    """At the top of a page rows of several columns whose serial numbers go on need no header."""
    assert shape(rows) == expected


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        (line("", "Cộng cụm", "12", "4"), (4, 4)),
        (line("", "phố mới", "", ""), (3, 4)),
        ([("II", 80), ("Cụm hai", 250)], (4, 4)),
    ],
    ids=["figures again", "words go on", "label of a group"],
)
def test_what_opens_a_row(last, expected) -> None:
    """A second figure of a column is of another row, and so is a label beside its ordinal; words go on."""
    rows = page(HEAD, line(" 1", "Xã An", "5", "2"), line(" 2", "Xã Bình", "7", "2"), last)

    assert shape(rows) == [expected]


def test_a_header_over_blanks_is_a_column() -> None:
    """The last column may be blank in all rows; its header stands beside that of the column before."""
    head = [*HEAD, ("Ghi chú", 380)]

    assert shape(page(head, line(" 1", "Xã", "5", "2"), line(" 2", "Xã", "7", "2"))) == [(3, 5)]


def test_a_label_longer_than_its_column():
    """The label of a group begins where names do and runs on into the next column; a heading of the text does not."""
    label = [("II", 80.0), ("Nhóm nhiệm vụ về hoàn thiện thể chế", 120.0)]
    heading = [("II. Nhóm nhiệm vụ về hoàn thiện thể chế", 80.0)]
    rows = [HEAD, *(line(f" {number}", "Trồng", "Xã", "Quý I") for number in (1, 2, 3))]

    assert shape(page(*rows[:3], label, *rows[3:])) == [(5, 4)]
    assert shape(page(*rows[:3], heading, *rows[3:])) == [(3, 4)]


def test_a_name_left_of_the_others():
    """A text that stands in no column is of the next one where the nearest holds the serial number already."""
    rows = page(
        [("STT", 80.0), ("Thôn", 200.0), ("Nam", 320.0), ("Nữ", 400.0)],
        [(" 1", 80.0), ("Xóm", 200.0), ("4", 320.0), ("5", 400.0)],
        [(" 2", 80.0), ("Thôn", 115.0), ("6", 320.0), ("7", 400.0)],
        [(" 3", 80.0), ("Ấp", 200.0), ("8", 320.0), ("9", 400.0)],
    )

    (table,) = find_unruled(rows)
    names = next(cell.box for cell in table.cells if cell.column == 1)

    assert names.x0 < 115 < names.x1


def set_apart(*rows: tuple[float, list[tuple[str, float]]]) -> list[Row]:
    """Rows of words at heights of their own."""
    return [Row(-1, tuple(piece(text, x0, base, n) for text, x0 in words)) for n, (base, words) in enumerate(rows)]


CENTRED = set_apart(
    (100, line("STT", "Nhiệm vụ", "Chủ trì", "Hạn")),
    (120, line("", "Rà soát các xã", "", "Trước ngày")),
    (126, line("1", "", "Phòng Văn hóa", "")),
    (132, line("", "và các thôn", "", "15/10/2026")),
    (152, line("", "Tổng hợp", "", "")),
    (158, line("2", "", "Trạm Y tế", "Quý I")),
    (164, line("", "và báo cáo", "", "")),
    (184, line("3", "Kiểm tra", "Công an xã", "Quý II")),
)


def test_records_set_about_their_serial_number() -> None:
    """Lines above a serial number are of its record where the room between two records stands above them."""
    (table,) = find_unruled(CENTRED)

    assert [round(top) for top in table.tops] == [91, 112, 139, 171]
    assert (table.rows, table.columns) == (4, 4)
