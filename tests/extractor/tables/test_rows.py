"""Row kinds, typed cells, merged cells and tables over several pages."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from extractor.reading.source import SourceText
from extractor.tables.build import build_tables
from extractor.tables.header import is_numbering
from extractor.tables.values import ColumnType, column_type, parse_number, rejoin, typed
from schemas.evidence import Box
from tests.extractor.tables.conftest import draw_grid


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        ("1 | Xã An Phú | 12", "data"),
        ("Tổng cộng | > | 27", "total"),
        (" | Cộng | 27", "total"),
        ("Tổng số (I+II) | > | 27", "total"),
        (" | Toàn tỉnh | 27", "total"),
        (" | Cộng cụm 1 | 27", "subtotal"),
        ("Cộng khối đảng | > | 27", "subtotal"),
        ("Tổng cộng mục I | > | 27", "subtotal"),
        (" | Tiểu cộng | 27", "subtotal"),
        ("3 | Tổng số nhóm trẻ | 27", "data"),
        ("3 | Cộng tác viên | 27", "data"),
        ("2 | Tổng công ty Sông Lam | 27", "data"),
        ("2 | Cộng đồng thôn Thượng | 27", "data"),
        ("I. Lĩnh vực bảo trợ | > | >", "group"),
        ("II | Lĩnh vực trẻ em | >", "group"),
        ("II | Lĩnh vực trẻ em |", "group"),
        ("3 | Xã chưa báo cáo |", "data"),
        ("(1) | (2) | (3)", "numbering"),
    ],
)
def test_row_kinds(table, row, kind):
    """Totals, groups and numbering rows are told from data, whatever the merges."""
    built = table(f"TT | Đơn vị | Số hộ\n1 | Xã An Lộc | 15\n{row}\n9 | Xã An Hòa | 1")

    assert built.rows[1].kind == kind


@pytest.mark.parametrize(
    ("figures", "kinds"),
    [
        ("3 1 2 12 5 7", "subtotal data data subtotal data data"),
        ("3 1 2 13 5 7", "subtotal data data data data data"),
        ("8 1 2 9 5 7", "data data data data data data"),
        ("3 1 2 - 5 7", "subtotal data data data data data"),
    ],
    ids=["sums", "one-sum", "figures-of-their-own", "nil"],
)
def test_heads_of_groups_that_add_them_up(table, figures, kinds):
    """`I. Khối đảng … 3` is a subtotal where its figures are the sum of the rows below it."""
    named = ["I | Khối đảng", "1 | Văn phòng", "2 | Ban Tổ chức", "II | Khối xã", "1 | Thôn Một", "2 | Thôn Hai"]
    rows = "\n".join(f"{label} | {figure}" for label, figure in zip(named, figures.split(), strict=True))

    built = table(f"STT | Đơn vị | Số người\n{rows}\n | Cộng | 15")

    assert [row.kind for row in built.rows] == [*kinds.split(), "total"]


def test_a_wrong_sum_is_a_subtotal_beside_right_ones(table):
    """Two columns that add up show that the third head is a sum too, though one figure is wrong."""
    built = table(
        "STT | Đơn vị | Nam | Nữ\nI | Khối đảng | 3 | 4\n1 | Văn phòng | 1 | 2\n2 | Ban Tổ chức | 2 | 2\n"
        "II | Khối xã | 9 | 8\n1 | Thôn Một | 5 | 4\n2 | Thôn Hai | 3 | 4\nTổng cộng | > | 12 | 12"
    )

    assert [row.kind for row in built.rows if row.kind != "data"] == ["subtotal", "subtotal", "total"]


def test_merges(table):
    """Words stand in each row of a vertical merge and in the first column of a horizontal one."""
    built = table("TT | Đơn vị | Họ tên | Ghi chú\n1 | Xã An Phú | Lê Văn A | mới\n^ | ^ | Lê Thị B | >")
    second = built.rows[1].cells

    assert [cell.text for cell in second] == ["1", "Xã An Phú", "Lê Thị B", ""]
    assert [cell.origin for cell in second] == ["repeated", "repeated", "own", "repeated"]
    assert built.rows[0].cells[0].row_span == 2
    assert second[2].col_span == 2
    assert second[1].evidence == built.rows[0].cells[1].evidence


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12),
        ("02", 2),
        ("1.234", 1234),
        ("1.234.567,5", Decimal("1234567.5")),
        ("23,29", Decimal("23.29")),
        ("95%", 95),
        ("2.340.000 đồng", 2340000),
        ("2.340.000đ/tháng", 2340000),
        ("2,34 triệu", 2340000),
        ("300 nghìn đồng", 300000),
        ("8,5đ", None),
        ("hệ số 1,0", None),
        ("1,0 x LCS", None),
        ("01-02", None),
        ("1.5", None),
        ("24/5/2013", None),
        ("12 hộ", None),
        ("", None),
    ],
)
def test_numbers(text, value):
    """A cell is a number as Vietnam writes them, or none."""
    assert parse_number(text) == value


@pytest.mark.parametrize(
    ("texts", "kind"),
    [
        (["x", "", "X", "✓"], ColumnType.MARK),
        (["x", "0", "1"], ColumnType.MARK),
        (["12", "1.000", "-", ""], ColumnType.NUMBER),
        (["02/3/2026", "14/11/2025"], ColumnType.DATE),
        (["12,345,678", "1,234", "850"], ColumnType.FOREIGN),
        (["1,234", "12,5"], ColumnType.NUMBER),
        (["Sở Y tế", "12"], ColumnType.TEXT),
        (["", ""], ColumnType.TEXT),
    ],
)
def test_column_types(texts, kind):
    """The filled cells of a column decide its type."""
    assert column_type(texts) is kind


@pytest.mark.parametrize(
    ("text", "column", "value"),
    [
        ("x", ColumnType.MARK, True),
        ("1", ColumnType.MARK, True),
        ("0", ColumnType.MARK, False),
        ("-", ColumnType.NUMBER, 0),
        ("không có", ColumnType.NUMBER, 0),
        ("không", ColumnType.TEXT, None),
        ("", ColumnType.NUMBER, None),
        ("01", ColumnType.NUMBER, 1),
        ("1 200 000", ColumnType.NUMBER, 1200000),
        ("12 345", ColumnType.NUMBER, None),
        ("1,234", ColumnType.FOREIGN, 1234),
        ("12,345.5", ColumnType.FOREIGN, Decimal("12345.5")),
        ("2,34 triệu", ColumnType.NUMBER, 2340000),
        ("28/02/2011", ColumnType.DATE, "2011-02-28"),
        ("31/02/2011", ColumnType.DATE, None),
        ("12 hộ", ColumnType.TEXT, None),
    ],
)
def test_typed_values(text, column, value):
    """A nil word is zero among numbers and says nothing among words; a blank is unknown everywhere."""
    assert typed(text, column) == value
    assert (typed(text, column) is None) == (value is None)


@pytest.mark.parametrize(
    ("text", "column", "whole"),
    [
        ("1.234. 567", ColumnType.NUMBER, "1.234.567"),
        ("23/3/ 2026", ColumnType.DATE, "23/3/2026"),
        ("2.922.00 0", ColumnType.NUMBER, "2.922.000"),
        ("1.234, 5", ColumnType.NUMBER, "1.234,5"),
        ("75 %", ColumnType.NUMBER, "75%"),
        ("5 7", ColumnType.NUMBER, "5 7"),
        ("01 02", ColumnType.NUMBER, "01 02"),
        ("1.000 500", ColumnType.NUMBER, "1.000 500"),
        ("12 hộ", ColumnType.NUMBER, "12 hộ"),
        ("An Phú", ColumnType.TEXT, "An Phú"),
    ],
)
def test_broken_values_are_whole_again(text, column, whole):
    """Digits and dates that a narrow cell broke are joined where the column holds such values, two figures never."""
    assert rejoin(text, column) == whole


def test_broken_document_number(table):
    """A document number broken at its hyphen is whole; other line breaks stay spaces."""
    built = table("TT | Căn cứ | Ghi chú\n1 | Nghị định 20/2021/NĐ-//CP về//trợ giúp | Văn hóa-//Xã hội")

    assert built.rows[0].cells[1].text == "Nghị định 20/2021/NĐ-CP về trợ giúp"
    assert built.rows[0].cells[2].text == "Văn hóa- Xã hội"


FIRST = "TT | Đơn vị | Số hộ\n1 | Xã An Phú | 12"


@pytest.mark.parametrize(
    "second",
    ["TT | Đơn vị | Số hộ\n2 | Xã An Lộc | 15", "2 | Xã An Lộc | 15"],
    ids=["repeated header", "no header"],
)
def test_table_over_two_pages(pages, second):
    """The part on the next page joins, its repeated header left out."""
    (built,) = pages(FIRST, second)

    assert [row.cells[1].text for row in built.rows] == ["Xã An Phú", "Xã An Lộc"]
    assert built.stitched_from == built.pages == (1, 2)


def test_repeated_numbering_row(pages):
    """A following page that repeats only the numbering row adds no row."""
    numbered = FIRST.replace("\n", "\n(1) | (2) | (3)\n")
    (built,) = pages(numbered, "(1) | (2) | (3)\n2 | Xã An Lộc | 15")

    assert [row.kind for row in built.rows] == ["data", "data"]


def test_other_columns_make_another_table(pages):
    """Another number of columns is another table."""
    assert len(pages(FIRST, "TT | Xã | Thôn | Số\n1 | An Phú | Thượng | 3")) == 2


def test_row_cut_by_a_page_break(pages):
    """The rest of a cut row goes on in its cells, with evidence on both pages."""
    (built,) = pages(
        "TT | Nhiệm vụ | Ghi chú\n1 | Rà soát các hộ | mới",
        " | nghèo trên địa bàn |\n2 | Báo cáo | ",
    )

    assert [row.cells[1].text for row in built.rows] == ["Rà soát các hộ nghèo trên địa bàn", "Báo cáo"]
    assert len(built.rows[0].cells[1].evidence) == 2


def test_cut_row_with_a_capital(pages):
    """A capital may go on where another cell of the row clearly does."""
    (built,) = pages(
        "TT | Dự án | Tiến độ\n1 | Chợ Bến | Đã hoàn thành hồ sơ",
        " | Vị trí: xã An Phú | và khởi công\n2 | Đường liên thôn | Chưa làm",
    )

    assert [row.cells[1].text for row in built.rows] == ["Chợ Bến Vị trí: xã An Phú", "Đường liên thôn"]


@pytest.mark.parametrize(
    "opening", [" | Xã An Lộc | 15", " | Cộng | 27", " | xã An Lộc | 15"], ids=["capital", "total", "figure"]
)
def test_rows_that_begin_on_the_next_page(pages, opening):
    """A blank ordinal alone does not make a row the rest of another."""
    (built,) = pages(FIRST, opening)

    assert len(built.rows) == 2


def test_merge_cut_by_a_page_break(pages):
    """A vertical merge goes on over the page break: its text is repeated there."""
    first = "TT | Đơn vị | Họ tên\n1 | Xã An Phú | Lê Văn A\n^ | ^ | Lê Thị B"
    (built,) = pages(first, " | | Vũ Văn C\n2 | Xã An Lộc | Hồ Thị D")

    assert [row.cells[0].text for row in built.rows] == ["1", "1", "1", "2"]
    assert built.rows[2].cells[1].origin == "repeated"


@pytest.mark.parametrize(
    ("second", "joined"),
    [
        ("TT | Tên don vị | Số hộ đã đăng ký\n3 | Xã An Hòa | 1\n4 | Xã An Mỹ | 2", True),
        ("3 | Xã An Hòa | 1\n4 | Xã An Mỹ | 2", True),
        ("TT | Nội dung chi | Số tiền đã chi\n1 | Tập huấn | 1\n2 | In ấn | 2", False),
    ],
    ids=["a letter misread", "counts on", "another header"],
)
def test_parts_of_other_width(second, joined):
    """Parts whose edges were guessed from words belong together by their header or their serial numbers."""
    first = "TT | Tên đơn vị | Số hộ đã đăng ký\n1 | Xã An Lộc | 5\n2 | Xã An Phú | 7"

    built = drawn_apart(first, second)

    assert len(built) == (1 if joined else 2)
    assert [row.cells[0].text for row in built[0].rows] == (["1", "2", "3", "4"] if joined else ["1", "2"])


@pytest.mark.parametrize(
    ("texts", "numbers"),
    [
        (["(1)", "(2)", "@)", "(4)"], True),
        (["qđ)", "(2)", "@)", "(4)"], False),
        (["(1)", "(2)", "(3)", "Tổng số"], False),
        (["(3)", "(4)", "(5)", "x"], False),
        (["&", "(2)", "(3)", "(4)", "q5)", "1)", "n", "(8)", "đi"], True),
        (["1", "(2)", "(3)", "(4)", "15", "12", "7", "8", "90"], False),
    ],
)
def test_a_misread_numbering_row(texts, numbers):
    """Three numbers in their own columns make one where half are right, or half kept a bracket, whatever OCR read."""
    assert is_numbering(texts) == numbers


def drawn_apart(*drawn):
    """Tables on following pages, each with boxes of its own width."""
    text, grids = "", []
    for number, one in enumerate(drawn, 1):
        text, grid = draw_grid(one, text, number)
        box = Box(50.0 + 20 * number, 100, 500, 300)
        grids.append(replace(grid, cells=tuple(replace(cell, box=box) for cell in grid.cells)))
    source = SourceText("application/pdf", text, tuple(grids))
    return build_tables(source, grids, [None] * len(grids)).tables


def test_totals_of_marks_are_numbers(table):
    """Below marks the total says how many there are, one and none too."""
    built = table("TT | Thôn | Đạt | Không đạt\n1 | Một | x |\n2 | Hai | x |\n3 | Ba | | x\n | Cộng | 2 | 1")

    assert [cell.value for cell in built.rows[-1].cells[2:]] == [2, 1]
    assert [row.cells[2].value for row in built.rows[:-1]] == [True, True, None]
