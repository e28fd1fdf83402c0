"""Sheets saved as text with separators, and prose that only looks so."""

from __future__ import annotations

import pytest

from extractor.budget import UNLIMITED
from extractor.reading.registry import sniff
from extractor.reading.source import Grid, SourceText

ROWS = """STT,Đơn vị,Số hộ,Ghi chú
1,Xã An Phú,12,
2,"Thôn Một, xã An Lộc","1,5","Gọi là ""thôn"" cũ"
3,Xã Ba,4,mới
"""
CELLS = [
    ["STT", "Đơn vị", "Số hộ", "Ghi chú"],
    ["1", "Xã An Phú", "12", ""],
    ["2", "Thôn Một, xã An Lộc", "1,5", 'Gọi là "thôn" cũ'],
    ["3", "Xã Ba", "4", "mới"],
]
SEMICOLONS = """STT;Đơn vị;Số hộ;Ghi chú
1;Xã An Phú;12;
2;Thôn Một, xã An Lộc;1,5;"Gọi là ""thôn"" cũ"
3;Xã Ba;4;mới
""".replace("\n", "\r\n")
PROSE = """Kính gửi: Sở A, Sở B, Sở C
Căn cứ Luật, Nghị định, Thông tư
Thực hiện rà soát, thống kê, báo cáo
Nơi nhận, lưu, gửi
"""


def read(data: bytes) -> SourceText:
    """The text of a file by the reader that its content chooses."""
    return sniff(data).read(data, UNLIMITED)


def grid_of(source: SourceText) -> list[list[str]]:
    """The words of the only table's cells, row by row."""
    (grid,) = (item for item in source.flow if isinstance(item, Grid))
    rows = [[""] * grid.columns for _ in range(grid.rows)]
    for cell in grid.cells:
        rows[cell.row][cell.column] = "\n".join(source.text[s.start : s.end] for s in cell.slices)
    return rows


@pytest.mark.parametrize(
    "data",
    [
        ROWS.encode(),
        b"\xef\xbb\xbf" + ROWS.encode(),
        ROWS.encode("utf-16"),
        ROWS.encode("utf-16-le"),
        ROWS.encode("utf-16-be"),
        SEMICOLONS.encode(),
        ("sep=;\n" + SEMICOLONS).encode(),
        SEMICOLONS.replace(";", "\t").encode(),
    ],
    ids=["comma", "mark of UTF-8", "UTF-16", "low byte", "high byte", "semicolon", "separator named", "tab"],
)
def test_cells_between_separators(data: bytes) -> None:
    """The separator is what gives all rows the same cells; quoted cells hold separators and quotes."""
    assert grid_of(read(data)) == CELLS


PAIRS = "Đơn vị,Số hộ\nXã An,12\n\"Thôn Một, xã Ba\",4\nXã Na,\nXã Pa,7\nXã Sa,9\n"


@pytest.mark.parametrize("text", [PAIRS, PAIRS.replace('"', "").replace(",", ";").replace("Một; ", "Một, ")])
def test_rows_of_two_cells(text: str) -> None:
    """A sheet may have two columns: every line has one separator and no blank behind it."""
    assert grid_of(read(text.encode())) == [
        ["Đơn vị", "Số hộ"],
        ["Xã An", "12"],
        ["Thôn Một, xã Ba", "4"],
        ["Xã Na", ""],
        ["Xã Pa", "7"],
        ["Xã Sa", "9"],
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Đạt tỷ lệ 98,5\nĐạt tỷ lệ 97,2\nĐạt tỷ lệ 95,4\n",
        "Kính gửi Sở A, Sở B\nThực hiện rà soát, báo cáo\nNơi nhận, lưu\n",
        "Trồng cây;\nGặt lúa;\nNuôi cá;\n",
        "Đơn vị,Số hộ\nXã An,12\nXã Ba\nXã Na,7\n",
        "Đơn vị,Số hộ\nXã An,12\n",
    ],
    ids=["decimal commas", "commas of prose", "a list", "a line without a separator", "two rows"],
)
def test_lines_that_are_no_rows_of_two(text: str) -> None:
    """What may be prose or figures with a decimal comma stays lines of text."""
    source = read(text.encode())

    assert source.media_type == "text/plain"


def test_a_title_and_a_note_are_lines() -> None:
    """Rows of one filled cell above and below the table are no rows of it."""
    source = read(("PHỤ LỤC,,,\nDanh sách các xã,,,\n,,,\n" + ROWS + ",,,\nNgười lập biểu,,,\n").encode())

    assert grid_of(source) == CELLS
    assert "PHỤ LỤC" in source.text
    assert source.slice_at(source.text.index("Xã Ba")).path == "sheet[1]/r[7]/c[2]"


def test_a_line_break_in_a_cell() -> None:
    """A quoted cell may go on in the next line of the file."""
    rows = grid_of(read(ROWS.replace("Xã An Phú", '"Xã\nAn Phú"').encode()))

    assert rows[1][1] == "Xã\nAn Phú"


@pytest.mark.parametrize(
    "text",
    [
        PROSE,
        "Tên,Tuổi\nAn,5\nBình,6\nCúc, 7\n",
        'a,b,c\n1,"2,3\n4,5,6\n',
        "1,2,3\n4,5,6\n",
    ],
    ids=["prose", "a blank between two cells", "open quote", "two rows"],
)
def test_what_is_no_sheet(text: str) -> None:
    """Commas of prose, few cells and broken quotes make no table."""
    assert read(text.encode()).media_type == "text/plain"
