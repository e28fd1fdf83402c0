"""A small report without contradictions, and changes to it."""

from __future__ import annotations

from extractor.pipeline import process_bytes
from schemas.findings import Finding

REPORT = """ỦY BAN NHÂN DÂN
XÃ SUỐI NGHỆ

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 88/BC-UBND
Suối Nghệ, ngày 14 tháng 5 năm 2026

BÁO CÁO
Kết quả thực hiện công tác xã hội năm 2025

Kính gửi: Sở Y tế.

Thực hiện Công văn số 402/SYT-BTXH ngày 20/4/2026, Ủy ban nhân dân xã báo cáo như sau:

I. CÔNG TÁC CHỈ ĐẠO

Xã đã ban hành kế hoạch và phân công cán bộ theo dõi.

II. KẾT QUẢ THỰC HIỆN

Đã tư vấn cho 214 lượt người.

III. KHÓ KHĂN

Địa bàn rộng, đi lại khó khăn.

IV. KIẾN NGHỊ

Đề nghị Sở Y tế mở lớp tập huấn.

Trên đây là báo cáo của Ủy ban nhân dân xã./.

Nơi nhận:
- Như trên;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Đinh Văn Khoát
"""
SEAL = "missing.seal_or_digital_signature"
"""Text shows no seal: found in every document of these tests."""


def changed(*changes: tuple[str, str], behind: str = "") -> str:
    """The report with words replaced, and something behind its signature."""
    text = REPORT
    for old, new in changes:
        assert old in text, f"the report has no {old!r}"
        text = text.replace(old, new)
    return text + behind


def table(*rows: str, reference: str = "", title: str = "KẾT QUẢ TƯ VẤN") -> str:
    """An appendix with a table, `|` between its cells."""
    lines = "\n".join("\t".join(cell.strip() for cell in row.split("|")) for row in rows)
    return f"\nPHỤ LỤC\n\n{title}\n\n{reference}\n\n{lines}\n"


def findings(text: str, profile: str | None = None) -> tuple[Finding, ...]:
    """The findings of a text, without the one on its seal."""
    record = process_bytes(text.encode(), "example.txt", profile=profile).record
    assert record.document is not None, record.reason
    return tuple(finding for finding in record.findings if finding.code != SEAL)


def codes(text: str, profile: str | None = None) -> list[str]:
    """Codes of the findings of a text, in their order."""
    return [finding.code for finding in findings(text, profile)]
