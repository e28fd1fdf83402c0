from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.parts.divide import divide
from extractor.reading.source import Zone
from extractor.text.clean import clean
from tests.extractor.documents import REPORT, divided, placed, report, source_of

LINES = [line for line in REPORT.splitlines() if line.strip() and "{" not in line]
PIECES = [
    *LINES,
    "I. KẾT QUẢ",
    "1. Về đội ngũ",
    "- Mở 3 lớp;",
    "PHỤ LỤC",
    "(Kèm theo Báo cáo số 5)",
    "a\tb\tc",
    "Kính gửi: Sở Y tế",
    "",
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kính gửi: Sở Y tế tỉnh.", ["Sở Y tế tỉnh"]),
        ("Kính gửi:\n- Sở Y tế;\n- Sở Nội vụ.", ["Sở Y tế", "Sở Nội vụ"]),
        (
            "Kính gửi:\n\n- Sở Y tế;\n\n- Ủy ban nhân dân các xã, phường.",
            ["Sở Y tế", "Ủy ban nhân dân các xã, phường"],
        ),
        ("**Kính gửi:** Sở Y tế tỉnh", ["Sở Y tế tỉnh"]),
        ("Kính gửi:\nSở Y tế tỉnh", ["Sở Y tế tỉnh"]),
        ("Kính gửi : Ủy ban nhân dân tỉnh", ["Ủy ban nhân dân tỉnh"]),
        ("", []),
    ],
)
def test_addressees(text: str, expected: list[str]):
    """Bodies behind `Kính gửi`, on its line or one a line below it."""
    parts = divided(report(f"{text}\n\nThực hiện chương trình công tác, phường báo cáo như sau:")).parts

    assert [quote.text for quote in parts.addressees] == expected


def test_addressees_in_two_columns():
    """`Kính gửi:` left and the bodies right of it."""
    source = placed(
        ("Số: 8/SYT-BTXH\nV/v rà soát", 0, 1),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 1, 1),
        ("Kính gửi:", 0, 2),
        ("- Sở Nội vụ;\n- Ủy ban nhân dân\ncác xã.", 1, 2),
        ("Sở Y tế đề nghị các đơn vị rà soát đội ngũ.", None, None),
    )
    parts = divide(clean(source), source).parts

    assert [quote.text for quote in parts.addressees] == ["Sở Nội vụ", "Ủy ban nhân dân các xã"]


@pytest.mark.parametrize(
    ("last", "is_closing"),
    [
        ("Trên đây là báo cáo kết quả quý I./.", True),
        ("Trên đây, phường báo cáo Sở Y tế tổng hợp./.", True),
        ("Đề nghị các đơn vị triển khai thực hiện./.", True),
        ("Rất mong Sở Y tế quan tâm, xem xét./.", True),
        ("- Đề nghị Sở Y tế xem xét./.", False),
        ("Số hộ nghèo giảm 12 hộ.", False),
        ("3. Đề nghị tỉnh quan tâm./.", False),
    ],
)
def test_closing(last: str, is_closing: bool):
    """The closing paragraph ends the body and belongs to no section; an item of a list never closes."""
    text = REPORT.replace("Trên đây là báo cáo của Ủy ban nhân dân phường An Biên./.", last).format(
        body="I. KẾT QUẢ\nĐã mở 3 lớp."
    )
    parts = divided(text).parts

    assert (parts.closing.text if parts.closing else None) == (last if is_closing else None)
    assert (parts.sections[-1].own[-1].text == last) is not is_closing


def test_footnotes_are_kept_apart():
    """Footnotes are no part of the body and stay in the document."""
    lines = [line for line in report("Đã mở 3 lớp tập huấn.").splitlines() if line]
    at = lines.index("Đã mở 3 lớp tập huấn.") + 1
    zones = [Zone.BODY] * (len(lines) + 1)
    zones[at] = Zone.FOOTNOTE
    source = source_of([*lines[:at], "Kế hoạch số 5/KH-UBND", *lines[at:]], zones)
    parts = divide(clean(source), source).parts

    assert [passage.text for passage in parts.footnotes] == ["Kế hoạch số 5/KH-UBND"]
    assert "Kế hoạch số 5/KH-UBND" not in [passage.text for passage in parts.body]


@given(st.lists(st.sampled_from(PIECES), max_size=30))
def test_any_order_of_lines_can_be_taken_apart(lines: list[str]):
    """Whatever the order of its lines, a document is taken apart and no passage stands in two places."""
    parts = divided("\n".join(lines)).parts
    body = [id(passage) for passage in parts.body]

    assert len(body) == len(set(body))
    assert not {id(passage) for passage in parts.head} & set(body)
    assert not {id(passage) for appendix in parts.appendices for passage in appendix.passages} & set(body)


@given(st.integers(min_value=0, max_value=len(LINES)), st.integers(min_value=0, max_value=len(LINES)))
def test_any_stretch_of_a_report_can_be_taken_apart(first: int, last: int):
    """A report that lost its beginning or its end is read as far as it goes."""
    parts = divided("\n".join(LINES[first:last])).parts

    assert len(parts.head) + len(parts.body) <= max(0, last - first)
