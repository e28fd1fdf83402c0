"""Cells of head and tail that stand on one line."""

from __future__ import annotations

import pytest

from tests.extractor.documents import case_of

TEXT = """{left} ------- | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc --------------- |
Số: 7/{notation} | An Biên, ngày 05 tháng 11 năm 2025 |
BÁO CÁO
Tổng kết công tác

Đã làm tốt.

Trên đây là báo cáo./.

Nơi nhận: - Như trên; - Lưu: VT. | {right} |
"""


@pytest.mark.parametrize(
    ("left", "parent", "organ"),
    [
        ("UBND TỈNH AN BIÊN SỞ NỘI VỤ", "UBND TỈNH AN BIÊN", "SỞ NỘI VỤ"),
        ("UBND XÃ AN PHÚ VĂN PHÒNG HĐND VÀ UBND", "UBND XÃ AN PHÚ", "VĂN PHÒNG HĐND VÀ UBND"),
        ("ỦY BAN NHÂN DÂN THÀNH PHỐ HẢI PHÒNG", None, "ỦY BAN NHÂN DÂN THÀNH PHỐ HẢI PHÒNG"),
        ("UBND TỈNH AN BIÊN SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", "UBND TỈNH AN BIÊN", "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG"),
        ("BỘ Y TẾ", None, "BỘ Y TẾ"),
    ],
)
def test_bodies_on_one_line(left: str, parent: str | None, organ: str) -> None:
    """Governing and issuing body are told apart by the first words of a name."""
    case = case_of(TEXT.format(left=left, notation="BC-X", right="GIÁM ĐỐC Lê Thị Hà"))

    found = (case.value("document.parent_organ_name").value, case.value("document.organ_name").value)
    assert found == (parent, organ)
    assert case.value("document.issued_date").value.isoformat() == "2025-11-05"


@pytest.mark.parametrize(
    ("right", "expected"),
    [
        ("GIÁM ĐỐC Lê Thị Hà", (None, None, "GIÁM ĐỐC", "Lê Thị Hà")),
        ("KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC (Đã ký) Lê Thị Hà", (None, "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Lê Thị Hà")),
        (
            "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH Lê Thị Hà",
            ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lê Thị Hà"),
        ),
        ("TL. CHỦ TỊCH CHÁNH VĂN PHÒNG Lê Thị Hà", ("TL. CHỦ TỊCH", None, "CHÁNH VĂN PHÒNG", "Lê Thị Hà")),
        ("TRƯỞNG TRẠM BS.CKI Lê Thị Hà", (None, None, "TRƯỞNG TRẠM", "Lê Thị Hà")),
    ],
)
def test_signature_on_one_line(right: str, expected: tuple[str | None, ...]) -> None:
    """Offices begin before their first words, the name where small letters begin."""
    (signer,) = case_of(TEXT.format(left="SỞ NỘI VỤ", notation="BC-SNV", right=right)).value("signers")

    found = (signer.authority.value, signer.capacity.value, signer.position.value, signer.full_name.value)
    assert found == expected
