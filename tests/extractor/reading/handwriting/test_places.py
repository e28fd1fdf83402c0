from __future__ import annotations

import pytest

from extractor.reading.handwriting.places import find_places
from extractor.reading.ocr.words import Word

PAGE = 2339
WIDTHS = {"Số:": 43, "Số:‡6": 100, "SỐ": 48, "ngày": 70, "tháng": 82, "năm": 61}


def _line(text: str, left: float = 300, gap: float = 12) -> list[Word]:
    """Words in one line in the size of a head's print at 200 dpi, 17 pixels a letter where it does not matter."""
    words = []
    for part in text.split():
        width = WIDTHS.get(part, 17 * len(part))
        words.append(Word(part, 0.9, left, 260, left + width, 294 if part in {"ngày", "tháng"} else 286))
        left += width + gap
    return words


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Số: /BC-UBND", [("number", "")]),
        ("Số: 4292 /BC-UBND", [("number", "4292")]),
        ("Số: 918/BC-UBND", [("number", "918")]),
        ("Số:‡6 /CT-UBND", [("number", "‡6")]),
        ("số: *† /BC-UBND", [("number", "*†")]),
        ("3ố: 44. 7BC-UBND", [("number", "44.")]),
        ("Số 236-BC/TU", [("number", "236")]),
        ("SỐ 1050/QĐ-SCT", []),
        ("theo Công văn số 12/UBND-VX", []),
        ("Vinh, ngày 20 tháng 01 năm 2025", [("day", "20"), ("month", "01")]),
        ("Vinh,ngày 20 tháng 01 năm 2025", [("day", "20"), ("month", "01")]),
        ("Vinh, ngày#0tháng 01 năm 2025", [("day", "#0"), ("month", "01")]),
        ("Vinh, ngày 4‡tháng 12 năm 2021", [("day", "4‡"), ("month", "12")]),
        ("kế hoạch 06 tháng đầu năm", []),
        ("báo cáo tình hình", []),
        ("Số: (*†", [("number", "(*†")]),
        ("Số: người tham gia", []),
        ("Số: 2.34 4/BKTNS-CTHĐND", [("number", "2.344")]),
        ("Số: 1/65 /KH-UBND", [("number", "1/65")]),
        ("Số: 12 /2026/QĐ-UBND", [("number", "12")]),
        ("Số:`;e /CTr-KTHTĐT", [("number", "`;e")]),
        ("sø:32_/UBND-VP", [("number", "32_")]),
    ],
)
def test_places_stand_between_printed_words(line: str, expected: list[tuple[str, str]]):
    """A place is found by the words of the form around it, with what was read there."""
    assert [(str(place.kind), place.text) for place in find_places(_line(line), PAGE)] == expected


def test_a_day_begins_behind_its_label_where_the_town_is_joined_to_it():
    """`Vinh,ngày` is print to its end: what is written by hand begins behind it."""
    words = _line("Vinh,ngày 20 tháng 01 năm 2025")

    day, _ = find_places(words, PAGE)

    assert words[0].x1 <= day.x0 <= words[1].x0


def test_the_body_of_a_page_has_no_places():
    """Only heads are looked at."""
    low = [Word(w.text, w.confidence, w.x0, w.top + 1700, w.x1, w.bottom + 1700) for w in _line("Số: 918/BC-UBND")]

    assert find_places(low, PAGE) == ()


def test_places_of_a_page_are_bounded():
    """A page that repeats the words of the form without end costs no more than a page can hold."""
    words = [Word("ngày#0tháng", 0.9, 10, 5 * n, 200, 5 * n + 4) for n in range(5000)]

    assert len(find_places(words, 100_000)) <= 42
