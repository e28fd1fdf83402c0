"""Header rows and header paths."""

from __future__ import annotations

import pytest

MERGED = """
STT | Đơn vị | Trình độ | >       | Ghi chú
^   | ^      | Đại học  | Cao đẳng | ^
1   | Xã An Phú | x     |          | mới
"""
BLANKS = """
STT | Đơn vị | Trình độ |          | Ghi chú
    |        | Đại học  | Cao đẳng |
1   | Xã An Phú | x     |          | mới
"""
NUMBERED = """
TT  | Nhiệm vụ | Cơ quan chủ trì
(1) | (2)      | (3)
1   | Rà soát  | Sở Y tế
"""
LETTERED = """
TT | Đơn vị | Số hộ | Số người
A  | B      | 1     | 2
1  | Xã An Phú | 12 | 40
"""
FORMULA = """
TT | Tổng số     | Nam | Nữ
(1) | (2)=(3)+(4) | (3) | (4)
1  | 9           | 4   | 5
"""
TITLED = """
BIỂU TỔNG HỢP SỐ LIỆU | > | >
TT | Đơn vị | Số hộ
1  | Xã An Phú | 12
"""
YEARS = """
Chỉ tiêu | Năm | > | >
^        | 2023 | 2024 | 2025
Số hộ nghèo | 12 | 10 | 8
"""
THREE_LEVELS = """
TT | Nhân lực | >   | >
^  | Tổng    | Trình độ | >
^  | ^       | Đại học | Khác
1  | 7       | 5   | 2
"""
FIGURES = """
1 | Xã An Phú | 12
2 | Xã An Lộc | 15
"""
GROUPED = """
TT | Nội dung | Kết quả
I. Công tác chỉ đạo | > | >
1  | Ban hành kế hoạch | 02
"""


@pytest.mark.parametrize(
    ("drawn", "rows", "paths"),
    [
        (MERGED, 2, [("STT",), ("Đơn vị",), ("Trình độ", "Đại học"), ("Trình độ", "Cao đẳng"), ("Ghi chú",)]),
        (BLANKS, 2, [("STT",), ("Đơn vị",), ("Trình độ", "Đại học"), ("Trình độ", "Cao đẳng"), ("Ghi chú",)]),
        (NUMBERED, 2, [("TT",), ("Nhiệm vụ",), ("Cơ quan chủ trì",)]),
        (LETTERED, 2, [("TT",), ("Đơn vị",), ("Số hộ",), ("Số người",)]),
        (FORMULA, 2, [("TT",), ("Tổng số",), ("Nam",), ("Nữ",)]),
        (TITLED, 2, [("TT",), ("Đơn vị",), ("Số hộ",)]),
        (YEARS, 2, [("Chỉ tiêu",), ("Năm", "2023"), ("Năm", "2024"), ("Năm", "2025")]),
        (
            THREE_LEVELS,
            3,
            [
                ("TT",),
                ("Nhân lực", "Tổng"),
                ("Nhân lực", "Trình độ", "Đại học"),
                ("Nhân lực", "Trình độ", "Khác"),
            ],
        ),
        (FIGURES, 0, [(), (), ()]),
        (GROUPED, 1, [("TT",), ("Nội dung",), ("Kết quả",)]),
    ],
    ids=["merged", "blanks", "numbered", "lettered", "formula", "title", "years", "three", "none", "group"],
)
def test_header_rows_and_paths(table, drawn, rows, paths):
    """Each leaf column has the texts over it from top to leaf; numbering and title rows name nothing."""
    built = table(drawn)

    assert built.header_rows == rows
    assert [column.path for column in built.columns] == paths


def test_title_over_all_columns_is_the_caption(table):
    """A first row over the whole width is the table's caption where nothing else gives one."""
    assert table(TITLED).caption == "BIỂU TỔNG HỢP SỐ LIỆU"


@pytest.mark.parametrize("hint", [1, 2, 3])
def test_hint_of_the_file_never_eats_data(table, hint):
    """A file that marks too few or too many repeated rows does not change where the data begins."""
    assert table(MERGED, header_rows=hint).header_rows == 2


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("Tổng số cộng tác viên", "count"),
        ("Tổng số công tác viên", "count"),
        ("Cơ quan chủ trì", "lead_organ"),
        ("Đơn vị phối hợp", "coordinating_organs"),
        ("Họ và tên", "name"),
        ("Diện tích rừng trồng mới", None),
    ],
)
def test_column_names(table, header, name):
    """A column gets the name of the vocabulary's nearest header, and none where nothing is near."""
    built = table(f"TT | {header} | Ghi chú\n1 | có | mới")

    assert built.columns[1].name == name


def test_a_third_row_below_undrawn_subheads(table):
    """Blanks stand for merges: the third row goes deeper under the second, the parent keeps all its columns."""
    built = table(
        """
        STT | Nội dung | Kết quả |          |         | Ghi chú
            |          | Năm nay |          | Năm cũ  |
            |          | Kế hoạch | Thực hiện |        |
        1   | Mầm non  | 498     | 323      | 583     |
        """
    )
    assert built.header_rows == 3
    assert [column.path for column in built.columns] == [
        ("STT",),
        ("Nội dung",),
        ("Kết quả", "Năm nay", "Kế hoạch"),
        ("Kết quả", "Năm nay", "Thực hiện"),
        ("Kết quả", "Năm cũ"),
        ("Ghi chú",),
    ]


def test_words_under_no_subhead_are_data(table):
    """A row without a number below two header rows is data where its words stand under a whole header."""
    built = table(
        """
        STT | Đơn vị    | Số người |    | Ghi chú
            |           | Nam      | Nữ |
            | Toàn tỉnh | x        |    | đủ
        1   | Lộc An    | x        |    |
        """
    )
    assert built.header_rows == 2
