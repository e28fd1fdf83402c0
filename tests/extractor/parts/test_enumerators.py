from __future__ import annotations

import pytest

from extractor.parts.enumerators import VIETNAMESE_LETTERS, Level, item_mark, read_enumerator, roman_value
from extractor.text.fold import fold

UNITS = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
ROMAN = {numeral: value for value in range(1, 40) if (numeral := "X" * (value // 10) + UNITS[value % 10])}


@pytest.mark.parametrize(("numeral", "value"), ROMAN.items())
def test_roman_numerals(numeral: str, value: int):
    """I to XXXIX, in capitals and small letters."""
    assert roman_value(numeral) == roman_value(numeral.lower()) == value


@pytest.mark.parametrize(
    "numeral", ["", "IIII", "VV", "IVI", "IXI", "XXXX", "VX", "IIX", "XXXX", "IL", "L", "A", "X1", " I"]
)
def test_other_letters_are_no_numeral(numeral: str):
    """Ill-formed numerals have no value, nor have those above XXXIX."""
    assert roman_value(numeral) is None


def read(text: str) -> tuple[str, int, int] | None:
    """Label, level and ordinal of the enumerator of a text."""
    found = read_enumerator(text, fold(text))
    return (found.label, found.level, found.ordinal) if found else None


@pytest.mark.parametrize("numeral", [numeral for numeral in ROMAN if len(numeral) <= 6])
def test_every_roman_heading(numeral: str):
    """A Roman numeral before a dot heads a part."""
    assert read(f"{numeral}. Kết quả") == (numeral, Level.ROMAN, ROMAN[numeral])


@pytest.mark.parametrize(("ordinal", "letter"), list(enumerate(VIETNAMESE_LETTERS, start=1)))
def test_every_letter(ordinal: int, letter: str):
    """Points run a b c d đ e g h i k l m n o p q r s t u v x y."""
    assert read(f"{letter}) Tuyên truyền") == (letter, Level.LETTER, ordinal)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I- TÌNH HÌNH", ("I", Level.ROMAN, 1)),
        ("II/ KẾT QUẢ", ("II", Level.ROMAN, 2)),
        ("III: Kiến nghị", ("III", Level.ROMAN, 3)),
        ("IV) Kiến nghị", ("IV", Level.ROMAN, 4)),
        ("I.Tình hình", ("I", Level.ROMAN, 1)),
        ("A. ĐÁNH GIÁ", ("A", Level.CAPITAL, 1)),
        ("B/ PHƯƠNG HƯỚNG", ("B", Level.CAPITAL, 2)),
        ("C: Khó khăn", ("C", Level.CAPITAL, 3)),
        ("1. Kết quả", ("1", Level.DECIMAL, 1)),
        ("01. Kết quả", ("01", Level.DECIMAL, 1)),
        ("1/ Kết quả", ("1", Level.DECIMAL, 1)),
        ("1 . Kết quả", ("1", Level.DECIMAL, 1)),
        ("1) Kết quả", ("1", Level.BRACKETED, 1)),
        ("2.1. Về đội ngũ", ("2.1", Level.DECIMAL + 1, 1)),
        ("2.1 Về đội ngũ", ("2.1", Level.DECIMAL + 1, 1)),
        ("1.2.13. Về đội ngũ", ("1.2.13", Level.DECIMAL + 2, 13)),
        ('1. "Ngày vì người nghèo"', ("1", Level.DECIMAL, 1)),
        ("1. (Có danh sách)", ("1", Level.DECIMAL, 1)),
        ("a) Tuyên truyền", ("a", Level.LETTER, 1)),
        ("đ) Tuyên truyền", ("đ", Level.LETTER, 5)),
        ("a. Tuyên truyền", ("a", Level.LETTER, 1)),
        ("a/ Tuyên truyền", ("a", Level.LETTER, 1)),
        ("a.1) Tuyên truyền", ("a.1", Level.LETTER + 2, 1)),
        ("b2) Tuyên truyền", ("b2", Level.LETTER + 2, 2)),
        ("Điều 1. Phạm vi", ("Điều 1", Level.ARTICLE, 1)),
        ("Điều 12: Phạm vi", ("Điều 12", Level.ARTICLE, 12)),
        ("ĐIỀU 3. Phạm vi", ("ĐIỀU 3", Level.ARTICLE, 3)),
        ("Chương II", ("Chương II", Level.CHAPTER, 2)),
        ("Phần I. ĐÁNH GIÁ", ("Phần I", Level.PART, 1)),
        ("PHẦN THỨ NHẤT", ("PHẦN THỨ NHẤT", Level.PART, 1)),
        ("Phần thứ hai: PHƯƠNG HƯỚNG", ("Phần thứ hai", Level.PART, 2)),
        ("Phần thứ bảy", ("Phần thứ bảy", Level.PART, 7)),
        ("Mục 3. QUY ĐỊNH", ("Mục 3", Level.NAMED, 3)),
    ],
)
def test_enumerators(text: str, expected: tuple[str, int, int]):
    """Label as printed, level and place in the enumeration."""
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "2016. Năm nay",
        "1.5 triệu đồng",
        "1.500 hộ",
        "24.715 người cao tuổi",
        "12/5/2026 đã tổ chức",
        "12 thôn, tổ dân phố",
        "3 tháng đầu năm",
        "20% kế hoạch",
        "1.",
        "I.",
        "Điều 5 Luật Trẻ em quy định",
        "điều 1. chữ thường",
        "phần thứ nhất của kế hoạch",
        "Mục tiêu chung",
        "Phần mềm quản lý",
        "Chương trình mục tiêu",
        "IIII. Bốn",
        "V/v báo cáo",
        "A - mức cao",
        "H5N1 tái phát",
        "TP. Huế",
        "xã) gồm",
        "- gạch đầu dòng",
        "",
        "2. 100% hộ",
    ],
)
def test_what_looks_like_an_enumerator(text: str):
    """Years, figures, dates, cited articles and abbreviations number nothing."""
    assert read(text) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("- Mở lớp", "Mở lớp"),
        ("– Mở lớp", "Mở lớp"),
        ("+ Mở lớp", "Mở lớp"),
        ("• Mở lớp", "Mở lớp"),
        ("-Mở lớp", "Mở lớp"),
        ("(1) Mở lớp", "Mở lớp"),
        ("(a) Mở lớp", "Mở lớp"),
        ("(ii) Mở lớp", "Mở lớp"),
        ("i) Mở lớp", "Mở lớp"),
        ("1. Mở lớp", "Mở lớp"),
        ("2.3. Mở lớp", "Mở lớp"),
        ("Mở lớp", "Mở lớp"),
        ("(ba) lớp", "(ba) lớp"),
        ("-", "-"),
    ],
)
def test_item_marks(text: str, words: str):
    """The bullet or number of an item is no part of its words."""
    assert text[item_mark(text, fold(text)) :] == words
