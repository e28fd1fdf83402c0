from __future__ import annotations

import pytest

from extractor.pipeline import process_bytes
from tests.extractor.checks.documents import REPORT, changed


@pytest.mark.parametrize(
    "stamp",
    [
        "CÔNG VĂN ĐẾN\nSố: 1234\nNgày 15 tháng 5 năm 2026\n",
        "ĐẾN\nSố: 345\nNgày: 16/5/2026\nChuyển: VP\n",
        "ĐẾN\nSố: ............\nNgày: ..../..../2026\n",
        "SỞ Y TẾ\nĐẾN Số: 345\nNgày 16/5/2026\nLưu hồ sơ số:\n",
        "VĂN PHÒNG UBND TỈNH\nĐẾN\nSố: 4456\nNgày: 20/5/2026\n",
        "Số đến: 55/VP\nNgày đến: 21 tháng 5 năm 2026\n",
        "CÔNG VĂN ĐẾN Số: 678/ĐẾN Ngày 21/5/2026\n",
        "Đến ngày 21/5/2026\n",
        "ĐẾN Giờ 8h30 Ngày 21 tháng 5 năm 2026\n",
        "Số: 678/CVĐ\nNgày 21/5/2026\n",
        "CỔNG THÔNG TIN ĐIỆN TỬ\nngày 21 tháng 5 năm 2026\n",
        "Trung tâm Công báo và Tin học\n21.05.2026 08:54:03 +07:00\n",
        "Người ký: UBND xã\nNgày ký: 21-05-2026 15:44:11 +07:00\n",
    ],
)
def test_stamps_above_the_head(stamp: str):
    """Number, day and receiver of a stamp are never the document's."""
    alone = process_bytes(REPORT.encode(), "a.txt").record
    stamped = process_bytes(f"{stamp}\n{REPORT}".encode(), "a.txt").record

    assert alone.document is not None
    assert stamped.document is not None
    for name in ("code_number", "code_notation", "place", "issued_date", "organ_name", "parent_organ_name"):
        assert getattr(stamped.document, name).value == getattr(alone.document, name).value


@pytest.mark.parametrize(
    ("stamp", "replaced"),
    [
        ("CÔNG VĂN ĐẾN\nNgày 15 tháng 5 năm 2026\n", ("Suối Nghệ, ngày 14 tháng 5 năm 2026\n", "")),
        (
            "ĐẾN\nSố: 345/ĐẾN\nNgày 15 tháng 5 năm 2026\n",
            ("Số: 88/BC-UBND\nSuối Nghệ, ngày 14 tháng 5 năm 2026\n", ""),
        ),
        (
            "SỞ Y TẾ\nĐẾN\nNgày: 16/5/2026\n",
            ("Suối Nghệ, ngày 14 tháng 5 năm 2026\n", "Suối Nghệ, ngày    tháng    năm 2026\n"),
        ),
    ],
)
def test_a_stamp_never_stands_in_for_the_head(stamp: str, replaced: tuple[str, str]):
    """Where the head has no number or date, the stamp's is not taken instead."""
    record = process_bytes(f"{stamp}\n{changed(replaced)}".encode(), "a.txt").record

    assert record.document is not None
    assert record.document.code_number.value in {None, "88"}
    assert record.document.issued_date.value is None


@pytest.mark.parametrize(
    "line",
    [
        "Đến nay, xã đã hoàn thành.",
        "Đến ngày 30/4/2026, toàn xã có 12 cộng tác viên được tập huấn.",
        "Số đến hạn thanh toán là 12 hồ sơ trong quý và còn 3 hồ sơ quá hạn phải xử lý ngay.",
    ],
)
def test_words_of_the_body_are_no_stamps(line: str):
    """Sentences that begin like a stamp change nothing."""
    with_line = changed(("Đã tư vấn cho 214 lượt người.", f"Đã tư vấn cho 214 lượt người.\n\n{line}"))
    alone, record = (process_bytes(text.encode(), "a.txt").record for text in (REPORT, with_line))

    assert alone.document is not None
    assert record.document is not None
    assert record.document.issued_date.value == alone.document.issued_date.value
    assert [section.heading for section in record.sections] == [section.heading for section in alone.sections]
