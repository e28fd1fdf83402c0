"""The closing paragraphs: what ends a document is no part of its last section."""

from __future__ import annotations

import pytest

from tests.extractor.documents import REPORT, divided

_TEXT = REPORT.replace("\nTrên đây là báo cáo của Ủy ban nhân dân phường An Biên./.\n", "")


@pytest.mark.parametrize(
    ("end", "kept"),
    [
        pytest.param("- Mở lớp.\nTrên đây là báo cáo của phường./.", ["- Mở lớp."], id="above"),
        pytest.param("- Mở lớp.\nTrên đây là báo cáo.\nKính đề nghị Sở Y tế tổng hợp./.", ["- Mở lớp."], id="two"),
        pytest.param("- Mở lớp.\nTrên đây báo cáo kết quả năm 2025.\nTrân trọng báo cáo!", ["- Mở lớp."], id="thanks"),
        pytest.param(
            "- Mở lớp.\nRất mong nhận được sự quan tâm.\nXin trân trọng cảm ơn./.", ["- Mở lớp."], id="wishes"
        ),
        pytest.param("- Mở lớp.\nỦy ban nhân dân phường báo cáo Sở Y tế tổng hợp.", ["- Mở lớp."], id="full stop"),
        pytest.param(
            "Đề nghị Sở Y tế quan tâm, mở lớp./.", ["Đề nghị Sở Y tế quan tâm, mở lớp./."], id="the only request"
        ),
        pytest.param(
            "- Mở lớp.\n- Tiếp tục quan tâm, chỉ đạo./.", ["- Mở lớp.", "- Tiếp tục quan tâm, chỉ đạo./."], id="an item"
        ),
        pytest.param(
            "Trên đây là khó khăn, phường đề nghị:\n- Mở lớp.",
            ["Trên đây là khó khăn, phường đề nghị:", "- Mở lớp."],
            id="a lead",
        ),
    ],
)
def test_what_closes_a_document(end: str, kept: list[str]):
    """Courtesies behind the last item close the document; a request is never taken for one."""
    sections = divided(_TEXT.format(body="Phường báo cáo:\nI. KẾT QUẢ\nTốt.\nII. KIẾN NGHỊ\n" + end)).parts.sections

    assert [quote.text for quote in sections[-1].text()] == kept
