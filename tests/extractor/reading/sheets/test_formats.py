"""What cells show for stored numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.reading.sheets.formats import shown


@pytest.mark.parametrize(
    ("stored", "code", "expected"),
    [
        ("2340000", "", "2340000"),
        ("2340000", "General", "2340000"),
        ("2340000", "#,##0", "2.340.000"),
        ("12.5", "", "12,5"),
        ("2.3399999999999999", "", "2,34"),
        ("0.333333333333333", "General", "0,333333333"),
        ("-0.0000000000001", "", "0"),
        ("0.125", "0.0%", "12,5%"),
        ("0.285", "0%", "29%"),
        ("1.005", "0.00", "1,01"),
        ("28", "#,##0.##", "28"),
        ("28.8", "#,##0.##", "28,8"),
        ("3", "00", "03"),
        ("5", '0" xã"', "5 xã"),
        ("-5", "0", "-5"),
        ("-5", "#,##0;(#,##0)", "(5)"),
        ("0", "#,##0;-#,##0;-", "-"),
        ("12345678.9", '_(* #,##0_);_(* (#,##0);_(* "-"??_);_(@_)', "12.345.679"),
        ("0", '_(* #,##0_);_(* (#,##0);_(* "-"??_);_(@_)', "-"),
        ("1500000", "#,##0 [$₫-42A]", "1.500.000 ₫"),
        ("1500000", '[Red]#,##0\\ "đ"', "1.500.000 đ"),
        ("1234567", "0.0,,", "1,2"),
        ("12000", "0.00E+00", "1,20E+4"),
        ("7", "@", "7"),
        ("45292", "dd/mm/yyyy", "01/01/2024"),
        ("45292", "D/M/YYYY", "1/1/2024"),
        ("45292", '"ngày" dd "tháng" mm "năm" yyyy', "ngày 01 tháng 01 năm 2024"),
        ("45292.75", "dd/mm/yyyy hh:mm", "01/01/2024 18:00"),
        ("45292.75", "h:mm AM/PM", "6:00 CH"),
        ("45292", "[$-42A]dddd, mmmm yyyy", "Thứ Hai, Tháng 1 2024"),
        ("1.5", "[h]:mm", "36:00"),
        ("0.0007", "mm:ss", "01:00"),
        ("-3", "dd/mm/yyyy", "-3"),
        ("1e400", "0", "1e400"),
        ("nan", "0", "nan"),
        ("rubbish", "#,##0", "rubbish"),
    ],
)
def test_numbers_as_shown(stored: str, code: str, expected: str):
    """Thousands by `.`, decimals behind `,`, percent, dates day first; what is no number stays."""
    assert shown(stored, code) == expected


def test_calendar_of_1904():
    """Workbooks of old Macs count from another day."""
    assert shown("43830", "dd/mm/yyyy", since_1904=True) == "01/01/2024"


@given(st.floats(), st.text(max_size=40))
def test_any_code_shows_something(number: float, code: str):
    """No number and no code, however broken, stops the reading."""
    assert isinstance(shown(repr(number), code), str)
