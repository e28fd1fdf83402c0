"""Dates and periods are read in every form in use, with their places, and nothing else is."""

from __future__ import annotations

from datetime import date

import pytest

from extractor.text.dates import find_dates, find_periods


@pytest.mark.parametrize(
    ("text", "printed", "value", "padded"),
    [
        ("An Bình, ngày 25 tháng 03 năm 2026", "ngày 25 tháng 03 năm 2026", date(2026, 3, 25), True),
        ("ngày 4 tháng 9 năm 2016", "ngày 4 tháng 9 năm 2016", date(2016, 9, 4), False),
        ("ngày 04 tháng 9 năm 2016", "ngày 04 tháng 9 năm 2016", date(2016, 9, 4), True),
        ("ngày 15 tháng 2 năm 2026", "ngày 15 tháng 2 năm 2026", date(2026, 2, 15), False),
        ("kể từ 24/5/2013.", "24/5/2013", date(2013, 5, 24), True),
        ("TT-BYT ngày24/5/2013 của", "ngày24/5/2013", date(2013, 5, 24), True),
        ("ngày 24.5.2013", "ngày 24.5.2013", date(2013, 5, 24), True),
        ("ngày 24-5-2013", "ngày 24-5-2013", date(2013, 5, 24), True),
        ("ngày 24 / 5 / 2013", "ngày 24 / 5 / 2013", date(2013, 5, 24), True),
        ("Ngày 01/7/2025, Chính phủ", "Ngày 01/7/2025", date(2025, 7, 1), True),
        ("NGÀY 24 THÁNG 5 NĂM 2013", "NGÀY 24 THÁNG 5 NĂM 2013", date(2013, 5, 24), True),
        ("ngày 26 tháng 02 tháng 2026", "ngày 26 tháng 02 tháng 2026", date(2026, 2, 26), True),
        ("ngày 29/02/2024", "ngày 29/02/2024", date(2024, 2, 29), True),
    ],
)
def test_full_dates(text, printed, value, padded):
    """Day first, in words or figures; the word `ngày` belongs to the place."""
    (found,) = find_dates(text)

    assert (text[found.start : found.end], found.value, found.padded) == (printed, value, padded)
    assert found.partial is None


@pytest.mark.parametrize(
    ("text", "partial"),
    [
        ("Hương Sơn, ngày    tháng 3 năm 2026", "2026-03"),
        ("ngày … tháng 4 năm 2026", "2026-04"),
        ("ngày ... tháng ... năm 2026", "2026"),
        ("ngày … tháng … năm 2026", "2026"),
        ("ngày     /4/2026", "2026-04"),
        ("ngày   /  /2026", "2026"),
        ("số     /KH-UBND /01/2026", "2026-01"),
        ("tháng 4 năm 2026", "2026-04"),
        ("tháng 4/2026", "2026-04"),
    ],
)
def test_partial_dates(text, partial):
    """Where day or month was left open the rest is kept and there is no value."""
    (found,) = find_dates(text)

    assert (found.value, found.partial) == (None, partial)


@pytest.mark.parametrize(
    "text",
    [
        "31/02/2025",
        "ngày 32 tháng 01 năm 2025",
        "29/02/2023",
        "ngày 00/00/2025",
        "tháng 13 năm 2025",
        "36/36 xã",
        "24/7",
        "07/2013/TT-BYT",
        "12.110.2013",
        "0234.3822.123",
        "10.12.2025.7",
        "năm 2026",
        "ngày 9/025",
        "1.2.2.3",
    ],
)
def test_no_dates(text):
    """A day that no calendar has, a fraction, a document number, a telephone number are no dates."""
    assert find_dates(text) == ()


def test_several_dates_keep_their_order():
    """Dates of one sentence come in the order of reading, each once."""
    text = "từ ngày 15/12/2024 đến 14/12/2025, tháng 3 năm 2026"

    found = find_dates(text)

    assert [d.value or d.partial for d in found] == [date(2024, 12, 15), date(2025, 12, 14), "2026-03"]


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("trong quý III/2025 và quý IV năm 2025", ["quý III/2025", "quý IV năm 2025"]),
        ("6 tháng đầu năm 2025", ["6 tháng đầu năm 2025"]),
        ("9 tháng năm 2025", ["9 tháng năm 2025"]),
        ("sáu tháng cuối năm", ["sáu tháng cuối năm"]),
        ("giai đoạn 2021-2025, năm 2026", ["giai đoạn 2021-2025", "năm 2026"]),
        ("Giai đoạn 2021 – 2025", ["Giai đoạn 2021 – 2025"]),
        ("từ năm 2020 đến năm 2025", ["từ năm 2020 đến năm 2025"]),
        ("(2012 - 2015)", ["2012 - 2015"]),
        ("tháng 9 năm 2016", ["tháng 9 năm 2016"]),
        ("nhiệm kỳ 2025-2030", ["nhiệm kỳ 2025-2030"]),
        ("quý khách, 2025 người, năm qua", []),
    ],
)
def test_periods(text, periods):
    """Quarters, halves, stages and years are periods; the longest reading wins."""
    assert [text[p.start : p.end] for p in find_periods(text)] == periods


@pytest.mark.parametrize("text", ["ngày" + "." * 20_000, "1." * 20_000, "ngày " * 10_000, "9/" * 20_000])
def test_hostile_text_has_no_dates(text):
    """Endless repetitions of what dates begin with are read to the end and give nothing."""
    assert find_dates(text) == ()
    assert find_periods(text) == ()
