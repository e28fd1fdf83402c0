"""Tables of workbooks as offices make them: titles above, merged heads, several tables, hidden rows, formulas."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from extractor.pipeline import process_bytes
from schemas.tables import Table
from tests.extractor.reading.sheets.books import BOX, HEAD, TAIL, saved
from tests.extractor.reading.sheets.test_reader import with_part

Rows = Sequence[Sequence[str | int | None]]
_THREE_ROWS: Rows = (
    ("STT", "Đơn vị", "Cộng tác viên", None, None, "Ghi chú"),
    (None, None, "Tổng số", "Trong đó", None, None),
    (None, None, None, "Nam", "Nữ", None),
    ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)"),
    (1, "Thôn Một", 5, 2, 3, None),
    (2, "Thôn Hai", "7", "3", "4", "mới"),
    ("Tổng cộng", None, 12, 5, 7, None),
)
_THREE_MERGED = ("A7:A9", "B7:B9", "C7:E7", "C8:C9", "D8:E8", "F7:F9", "A13:B13")
_HOUSES: Rows = (("TT", "Xã", "Số hộ"), (1, "An Phú", 12), (2, "An Lộc", "1.250"))
_CHILDREN: Rows = (("TT", "Thôn", "Số trẻ"), (1, "Thôn Một", 3), (2, "Thôn Hai", 4))


def _put(sheet: Worksheet, top: int, rows: Rows, left: int = 1, boxed: bool = True) -> None:
    for row, values in enumerate(rows, top):
        for column, value in enumerate(values, left):
            cell = sheet.cell(row, column, value)
            if boxed:
                cell.border = BOX


def _book() -> tuple[Workbook, Worksheet]:
    """A report on the first sheet, and a second one for its tables."""
    book = Workbook()
    first = book.worksheets[0]
    for place, text in (HEAD | TAIL).items():
        first[place] = text
    for row in (5, 6, 7):
        first.merge_cells(f"A{row}:G{row}")
    for column, width in zip("ABCDEFG", (6, 24, 12, 12, 16, 14, 20), strict=True):
        first.column_dimensions[column].width = width
    return book, book.create_sheet("Phụ lục")


def _tables(data: bytes) -> tuple[Table, ...]:
    return process_bytes(data, "a.xlsx").record.tables


def _texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


@pytest.mark.parametrize("boxed", [True, False])
def test_titles_above_and_a_head_of_three_rows(boxed: bool):
    """Titles stay lines; each column has its path; numbers kept as text are numbers; the last row is the total."""
    book, sheet = _book()
    for row, text in enumerate(("Phụ lục 1", "BIỂU TỔNG HỢP", "(Kèm theo Báo cáo số 15/BC-UBND)"), 2):
        sheet.cell(row, 1, text)
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=6)
    sheet["F5"] = "Đơn vị tính: người"
    _put(sheet, 7, _THREE_ROWS, boxed=boxed)
    for reference in _THREE_MERGED:
        sheet.merge_cells(reference)

    (table,) = _tables(saved(book))

    assert [column.path for column in table.columns] == [
        ("STT",),
        ("Đơn vị",),
        ("Cộng tác viên", "Tổng số"),
        ("Cộng tác viên", "Trong đó", "Nam"),
        ("Cộng tác viên", "Trong đó", "Nữ"),
        ("Ghi chú",),
    ]
    assert [row.kind for row in table.rows] == ["data", "data", "total"]
    assert [row.cells[2].value for row in table.rows] == [5, 7, 12]


@pytest.mark.parametrize("boxed", [True, False])
@pytest.mark.parametrize(("top", "left"), [(8, 1), (2, 5)], ids=["below", "beside"])
def test_two_tables_on_a_sheet(top: int, left: int, boxed: bool):
    """Tables below or beside each other are two."""
    book, sheet = _book()
    _put(sheet, 2, _HOUSES, boxed=boxed)
    _put(sheet, top, _CHILDREN, left, boxed=boxed)

    tables = _tables(saved(book))

    assert [[column.path for column in table.columns] for table in tables] == [
        [("TT",), ("Xã",), ("Số hộ",)],
        [("TT",), ("Thôn",), ("Số trẻ",)],
    ]
    assert [_texts(table) for table in tables] == [
        [["1", "An Phú", "12"], ["2", "An Lộc", "1.250"]],
        [["1", "Thôn Một", "3"], ["2", "Thôn Hai", "4"]],
    ]


@pytest.mark.parametrize("boxed", [True, False])
def test_rows_that_a_filter_hid(boxed: bool):
    """Hidden rows and columns are left out and do not cut the table in two."""
    book, sheet = _book()
    rows: list[tuple[str | int | None, ...]] = [("TT", "Huyện cũ", "Xã", "Số hộ")]
    rows += [(at, "Kim Sơn", f"Xã {at}", 10 * at) for at in range(1, 5)]
    _put(sheet, 1, rows, boxed=boxed)
    sheet.row_dimensions[3].hidden = sheet.row_dimensions[4].hidden = True
    sheet.column_dimensions["B"].hidden = True
    book.create_sheet("nháp").append(["STT", "Xã", "Số hộ"])
    book.worksheets[2].sheet_state = "hidden"

    (table,) = _tables(saved(book))

    assert _texts(table) == [["1", "Xã 1", "10"], ["4", "Xã 4", "40"]]


@pytest.mark.parametrize(
    ("rows", "drawn"),
    [
        pytest.param((*_HOUSES, (None, None, None), (3, "An Hoà", 5)), (), id="empty-row"),
        pytest.param((*_HOUSES, (3, "An Hoà", 5)), (1,), id="only-the-head-drawn"),
        pytest.param((*_HOUSES, (3, "An Hoà", 5)), (1, 2), id="head-and-first-row-drawn"),
    ],
)
def test_tables_that_are_drawn_in_part(rows: Rows, drawn: Sequence[int]):
    """Rows count on behind an empty row or below the borders."""
    book, sheet = _book()
    _put(sheet, 1, rows, boxed=False)
    for cell in (cell for row in drawn for cell in sheet[row]):
        cell.border = BOX

    (table,) = _tables(saved(book))

    assert [texts[1] for texts in _texts(table)] == ["An Phú", "An Lộc", "An Hoà"]


@pytest.mark.parametrize(
    ("stored", "code", "text", "value"),
    [("1262", "#,##0", "1.262", Decimal(1262)), ("0.285", "0.0%", "28,5%", Decimal("28.5")), ("", "0", "", None)],
    ids=["sum", "share", "never-counted"],
)
def test_formulas_show_what_the_program_kept(stored: str, code: str, text: str, value: Decimal | None):
    """A formula is the result stored with it; one that was never counted is a blank, never counted here."""
    book, sheet = _book()
    _put(sheet, 1, (*_HOUSES, ("Cộng", None, "=SUM(C2:C3)")))
    sheet["C4"].number_format = code
    part = "xl/worksheets/sheet2.xml"
    data = with_part(saved(book), part, ("</f><v></v>", f"</f><v>{stored}</v>"))

    (table,) = _tables(data)
    cell = table.rows[-1].cells[2]

    assert (cell.text, cell.value) == (text, value)


_SIGNED: Rows = (("Nơi nhận:\n- Sở Y tế;\n- Lưu: VT.", None, "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH"),)


@pytest.mark.parametrize(
    ("below", "in_table"),
    [
        pytest.param(_SIGNED, 0, id="recipients-in-one-cell"),
        pytest.param((("Nơi nhận:", None, "KT. CHỦ TỊCH"), ("- Sở Y tế;", None, "PHÓ CHỦ TỊCH")), 0, id="in-rows"),
        pytest.param(((None, None, "Ví Dụ, ngày 05 tháng 8 năm 2026"), *_SIGNED), 0, id="place-and-date-first"),
        pytest.param((("NGƯỜI LẬP BIỂU", None, "THỦ TRƯỞNG ĐƠN VỊ"),), 0, id="without-recipients"),
        pytest.param(((3, "TM. DỊCH VỤ", 7),), 1, id="a-name-in-a-row-of-data"),
        pytest.param((("Người lập danh sách", "An Hoà", "bổ sung"),), 1, id="words-of-a-cell"),
    ],
)
@pytest.mark.parametrize("boxed", [True, False])
def test_a_tail_right_below_a_table(below: Rows, in_table: int, boxed: bool):
    """No empty row and no border parts them: the table ends above recipients, an office line, or place and date."""
    book, sheet = _book()
    _put(sheet, 1, (*_HOUSES, *below), boxed=boxed)

    (table,) = _tables(saved(book))

    assert len(table.rows) == len(_HOUSES) - 1 + in_table
