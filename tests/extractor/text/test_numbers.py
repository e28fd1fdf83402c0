"""Numbers keep their exact value and what bounds them; names that look like numbers stay out."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractor.text.dates import find_dates
from extractor.text.notation import find_notations
from extractor.text.numbers import NumberMatch, find_numbers, parse_number, parse_words
from schemas.meaning import Operator


def _numbers(text: str) -> tuple[NumberMatch, ...]:
    return find_numbers(text, (*find_dates(text), *find_notations(text)))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("24.715", "24715"),
        ("300.000", "300000"),
        ("61.204.118.305", "61204118305"),
        ("1.234,5", "1234.5"),
        ("28,8", "28.8"),
        ("02", "2"),
        ("0", "0"),
        ("7", "7"),
        ("0,25", "0.25"),
    ],
)
def test_figures(text, value):
    """A point stands between thousands, a comma before decimals; a leading zero counts nothing."""
    assert parse_number(text) == Decimal(value)


@pytest.mark.parametrize("text", ["1.5", "2.1", "0.500", "1.23", "12.3456", "1,234,567", "a", "", "1.234.56", "-5"])
def test_ambiguous_figures_are_refused(text):
    """`1.5` may be a heading, a date or a foreign decimal: no value is better than a guess."""
    assert parse_number(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("một", 1),
        ("mười", 10),
        ("mười lăm", 15),
        ("hai mươi mốt", 21),
        ("hai mươi tư", 24),
        ("ba chục", 30),
        ("một trăm linh hai", 102),
        ("hai trăm lẻ năm", 205),
        ("một nghìn hai trăm", 1200),
        ("hai ngàn", 2000),
        ("ba triệu năm trăm nghìn", 3_500_000),
        ("một tỷ hai trăm triệu", 1_200_000_000),
    ],
)
def test_number_words(text, value):
    """Number words compose by tens, hundreds and scales."""
    assert parse_words(text) == value


@pytest.mark.parametrize("text", ["trăm", "hai ba", "nghìn", "người", "", "nghìn triệu", "một triệu hai triệu"])
def test_words_that_make_no_number(text):
    """Number words in an order that no number has give nothing."""
    assert parse_words(text) is None


@pytest.mark.parametrize(
    ("text", "value", "operator", "bounds"),
    [
        ("có 24.715 người cao tuổi", "24715", Operator.EQUAL, ""),
        ("phấn đấu trên 80% cơ sở", "80", Operator.MORE, "trên "),
        ("đạt trên 90 %", "90", Operator.MORE, "trên "),
        ("tăng khoảng 10%", "10", Operator.ABOUT, "khoảng "),
        ("gần 300.000 lượt", "300000", Operator.ABOUT, "gần "),
        ("ít nhất 20% số người", "20", Operator.AT_LEAST, "ít nhất "),
        ("tối thiểu là 60%", "60", Operator.AT_LEAST, "tối thiểu là "),
        ("Tối đa 05 ngày", "5", Operator.AT_MOST, "Tối đa "),
        ("không quá 3 ngày", "3", Operator.AT_MOST, "không quá "),
        ("dưới 5 hộ", "5", Operator.LESS, "dưới "),
        ("đạt 70%", "70", Operator.EQUAL, ""),
        ("ngân sách cấp trên 14 triệu đồng", "14", Operator.EQUAL, ""),
        ("tiến độ 85%", "85", Operator.EQUAL, ""),
        ("cấp trên 20%", "20", Operator.EQUAL, ""),
        ("từ 12 tháng trở lên", "12", Operator.AT_LEAST, "từ "),
        ("80% trở lên", "80", Operator.AT_LEAST, ""),
        ("từ 5 người trở xuống", "5", Operator.AT_MOST, "từ "),
        ("≥ 85%", "85", Operator.AT_LEAST, "≥ "),
        ("hơn 3 năm", "3", Operator.MORE, "hơn "),
        ("có hai đồng chí", "2", Operator.EQUAL, ""),
        ("tổng số 25 người", "25", Operator.EQUAL, ""),
        ("diện tích 12ha", "12", Operator.EQUAL, ""),
    ],
)
def test_bounded_numbers(text, value, operator, bounds):
    """The words before a number (and `trở lên` behind it) say how it bounds."""
    (number,) = _numbers(text)

    assert (number.value, number.operator) == (Decimal(value), operator)
    assert text[number.operator_start : number.start] == bounds


@pytest.mark.parametrize(
    ("text", "value", "of_total", "upper"),
    [
        ("36/36 xã, thị trấn", "36", "36", None),
        ("1.250/1.300 hộ", "1250", "1300", None),
        ("4.218,6/4.218,6 triệu đồng", "4218.6", "4218.6", None),
        ("ít nhất từ 01 đến 02 cán bộ", "1", None, "2"),
        ("01-02 cộng tác viên", "1", None, "2"),
        ("50% - 60% số hộ", "50", None, "60"),
    ],
)
def test_fractions_and_ranges(text, value, of_total, upper):
    """`36/36` is 36 of 36; `01 đến 02` reaches from 1 to 2."""
    number = _numbers(text)[0]

    assert number.value == Decimal(value)
    assert number.of_total == (None if of_total is None else Decimal(of_total))
    assert number.upper == (None if upper is None else Decimal(upper))


@pytest.mark.parametrize(
    "text",
    [
        "ngày 24/5/2013",
        "giai đoạn 2021-2025",
        "năm 2026",
        "quý III/2025",
        "Thông tư số 07/2013/TT-BYT",
        "công văn số 35/GĐN",
        "Điều 9",
        "khoản 2 Điều 16",
        "1. Mục tiêu",
        "12) Nội dung",
        "trực 24/7",
        "13h30 phút",
        "Quốc lộ 49",
        "mẫu A4, lớp 12A",
        "một số xã",
        "tại Biểu số 02",
        "điện thoại 0234.3822.123",
        "1.5 và 2.1",
    ],
)
def test_what_counts_nothing(text):
    """Dates, document numbers, articles, clock times and names are no numbers."""
    assert _numbers(text) == ()


def test_percent_is_told():
    """The percent sign stands outside of the number and is told apart."""
    text = "đạt 28,8 % và 5 phần trăm của 30 hộ"

    found = _numbers(text)

    assert [(str(n.value), n.is_percent) for n in found] == [("28.8", True), ("5", True), ("30", False)]


@pytest.mark.parametrize("text", ["1." * 20_000, "trăm " * 5_000, "ít nhất " * 5_000, "9" * 50_000])
def test_hostile_text_has_no_numbers(text):
    """Endless repetitions are read to the end and give nothing."""
    assert _numbers(text) == ()
