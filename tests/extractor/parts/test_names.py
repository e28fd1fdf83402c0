"""Persons' names under signatures."""

from __future__ import annotations

import pytest

from extractor.parts.names import name_in
from tests.extractor.documents import passage_of


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Trần Thị Hoài", "Trần Thị Hoài"),
        ("Trần thị Hoài", "Trần thị Hoài"),
        ("Trần Công Tằng Tôn Nữ Hoài Hương", "Trần Công Tằng Tôn Nữ Hoài Hương"),
        ("TRẦN THỊ HOÀI", "TRẦN THỊ HOÀI"),
        ("Y Bhem Niê", "Y Bhem Niê"),
        ("H'Yăm Kbuôr", "H'Yăm Kbuôr"),
        ("Ksor H'Bơ Khăp", "Ksor H'Bơ Khăp"),
        ("Rơ Mah Tuân", "Rơ Mah Tuân"),
        ("RƠ MAH TUÂN", "RƠ MAH TUÂN"),
        ("K'Brếp", "K'Brếp"),
        ("K’ Brếp", "K’ Brếp"),
        ("Bá Văn Sơn", "Bá Văn Sơn"),
        ("Ông Văn Tám", "Ông Văn Tám"),
        ("Trương Văn Tám", "Trương Văn Tám"),
        ("ThS. Trương Khoa Nam", "Trương Khoa Nam"),
        ("Tô Trường Sơn", "Tô Trường Sơn"),
        ("Ông Trần Văn Tám", "Trần Văn Tám"),
        ("ThS. Trần Văn Tám", "Trần Văn Tám"),
        ("PGS.TS. Trần Văn Tám", "Trần Văn Tám"),
        ("BSCKII. Trần Văn Tám", "Trần Văn Tám"),
        ("Thượng tá, ThS. Trần Văn Tám", "Trần Văn Tám"),
        ("Đã ký: Trần Văn Tám", "Trần Văn Tám"),
        ("Trần Văn Tám (0912 345 678)", "Trần Văn Tám"),
        ("Trần Văn Tám - ĐT 0912345678", "Trần Văn Tám"),
        ("Trần Văn Tám, Phó Chủ tịch", "Trần Văn Tám"),
    ],
)
def test_a_name_without_what_stands_around_it(line: str, name: str):
    """Degree, rank and form of address before a name and post or telephone behind it are no part of it."""
    found = name_in(passage_of(line).quote())

    assert found is not None
    assert found.text == name


@pytest.mark.parametrize(
    "line",
    [
        "Hà Nội, ngày 5 tháng 3 năm 2026",
        "Signature Not Verified",
        "Phó Chủ tịch",
        "Trưởng Khoa",
        "Tổ Trưởng",
        "Trường Kim Trà",
        "SỞ NỘI VỤ",
        "PHÒNG NỘI VỤ",
        "Nơi nhận",
        "Tám",
        "báo cáo kết quả",
        "Người ký: Trần Văn Tám",
        "……………",
    ],
)
def test_other_lines_hold_no_name(line: str):
    """A place, a post, a body or a printed line of a digital signature is nobody's name."""
    assert name_in(passage_of(line).quote()) is None
