"""Lines broken at a fixed width, and names with a dash at a line's end."""

from __future__ import annotations

import pytest

from extractor.text.wrapping import cuts_number, goes_on, parts_dashed_name, wrap_width
from tests.extractor.documents import passages_of

WRAPPED = """Thực hiện kế hoạch công tác năm 2025 của đơn vị, phòng đã
tham mưu ban hành nhiều văn bản chỉ đạo, phối hợp với các
đơn vị liên quan tổ chức tuyên truyền đến người dân trong
xã và báo cáo kết quả theo quy định của Ủy ban nhân dân xã
Hòa Bình trước ngày 15 hằng tháng để tổng hợp chung với
kết quả của các đơn vị khác.
2. Đối với Ủy ban nhân dân xã
Bố trí kinh phí."""


def test_line_that_begins_with_a_name_goes_on() -> None:
    """In a text of broken lines a capital opens a paragraph only where the line above had room left."""
    texts = [passage.text for passage in passages_of(WRAPPED)]

    assert len(texts) == 3
    assert "nhân dân xã Hòa Bình trước ngày" in texts[0]
    assert texts[1:] == ["2. Đối với Ủy ban nhân dân xã", "Bố trí kinh phí."]


@pytest.mark.parametrize(
    ("pairs", "width"),
    [
        ([("x" * 50, "nhỏ")] * 4, 50),
        ([("x" * 50, "nhỏ")] * 3, None),
        ([("x" * 50, "nhỏ")] * 4 + [("x" * 60, "Lớn")] * 30, None),
        ([], None),
    ],
)
def test_width_of_a_text(pairs: list[tuple[str, str]], width: int | None) -> None:
    """A text has a width where many long lines go on with a small letter."""
    assert wrap_width(pairs) == width


@pytest.mark.parametrize(
    ("above", "below", "expected"),
    [
        ("các đơn vị thuộc địa bàn của tỉnh", "Quảng Nam trong năm", True),
        ("đã phối hợp với cơ quan thuộc Ủy", "Ban nhân dân huyện", True),
        ("các đơn vị thuộc địa bàn của tỉnh", "Căn cứ kế hoạch năm", False),
        ("UBND XÃ A        CỘNG HÒA XÃ HỘI", "Độc lập - Tự do", False),
        ("1. Công tác tuyên truyền giáo dục", "Đã tổ chức 05 cuộc", False),
        ("kết quả thực hiện công tác trẻ em", "PHẦN THỨ HAI", False),
        ("Tốt", "Quảng Nam", False),
    ],
)
def test_whether_a_line_goes_on(above: str, below: str, expected: bool) -> None:
    """A full line, or one that ends with a word that needs a name; headings, columns and openings end there."""
    assert goes_on(above, below, 35) is expected


@pytest.mark.parametrize(
    ("end", "start", "expected"),
    [
        ("Trưởng phòng Văn hóa", "- Xã hội và các ông, bà", True),
        ("phát triển kinh tế", "– xã hội năm 2025", True),
        ("các đơn vị sau", "- Xã hội hóa giáo dục", False),
    ],
)
def test_name_with_a_dash(end: str, start: str, expected: bool) -> None:
    """`- Xã hội` below `Phòng Văn hóa` is no bullet."""
    assert parts_dashed_name(end, start) is expected


@pytest.mark.parametrize(
    ("end", "start", "expected"),
    [
        ("Tờ trình số 12/TTr -", "SNN ngày 12/2/2024", True),
        ("ngày 26/11/", "2003;", True),
        ("giai đoạn 2021 -", "SỞ Y TẾ", False),
        ("tỷ lệ 3/", "Tổng số", False),
        ("hết", "2003", False),
    ],
)
def test_number_cut_by_a_line_end(end: str, start: str, expected: bool) -> None:
    """A notation behind its dash and a date behind its slash go on with what completes them."""
    assert cuts_number(end, start) is expected


@pytest.mark.parametrize(
    "text",
    [
        "Căn cứ\nLuật Trẻ em ngày 05/4/2016;",
        "các tỉnh, thành phố trực thuộc\nTrung ương",
        "Tờ trình số 12/TTr -\nSNN ngày 12/2/2024",
        "Căn cứ Luật Nhà ở ngày 27/11/\n2023;",
    ],
)
def test_phrase_that_only_one_word_can_complete(text: str) -> None:
    """The next line completes it, so both are one paragraph."""
    assert [passage.text for passage in passages_of(text)] == [text.replace("\n", " ")]
