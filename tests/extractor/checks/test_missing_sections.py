"""Whether a required part stands, is answered with nothing, is empty or missing, however an office writes it."""

from __future__ import annotations

import pytest

from tests.extractor.checks.documents import changed, codes

PROPOSALS = "IV. KIẾN NGHỊ\n\nĐề nghị Sở Y tế mở lớp tập huấn.\n\n"
DIFFICULTIES = "III. KHÓ KHĂN\n\nĐịa bàn rộng, đi lại khó khăn.\n\n"
RESULTS = "II. KẾT QUẢ THỰC HIỆN\n\nĐã tư vấn cho 214 lượt người.\n\n"
PLAN = """ỦY BAN NHÂN DÂN
XÃ SUỐI NGHỆ

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 12/KH-UBND
Suối Nghệ, ngày 14 tháng 5 năm 2026

KẾ HOẠCH
Công tác dân số năm 2026

{body}

Trên đây là Kế hoạch của Ủy ban nhân dân xã./.

Nơi nhận:
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Đinh Văn Khoát
"""


def about_sections(text: str) -> list[str]:
    """Codes of the findings about sections."""
    return [code for code in codes(text) if ".section." in code]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(changed(("IV. KIẾN NGHỊ", "IV. NHỮNG VẤN ĐỀ CẦN XIN Ý KIẾN")), id="asked for by another name"),
        pytest.param(changed(("III. KHÓ KHĂN", "III. NHỮNG VIỆC CHƯA LÀM ĐƯỢC")), id="what was not done"),
        pytest.param(
            changed((DIFFICULTIES, ""), ("lượt người.", "lượt người. Khó khăn: thiếu cán bộ chuyên trách.")),
            id="a title inside a paragraph",
        ),
        pytest.param(
            changed((DIFFICULTIES, ""), ("II. KẾT QUẢ THỰC HIỆN", "II. KẾT QUẢ, TỒN TẠI")), id="two parts in a heading"
        ),
        pytest.param(
            changed((DIFFICULTIES, ""), ("lượt người.", "lượt người.\n\n+ Mặt còn hạn chế: thiếu cán bộ.")),
            id="a title before a bullet's words",
        ),
        pytest.param(
            changed((DIFFICULTIES, ""), ("lượt người.", "lượt người. Tuy nhiên, kinh phí chưa được cấp kịp thời.")),
            id="troubles in prose",
        ),
        pytest.param(
            changed((RESULTS, "II. CÔNG TÁC DÂN SỐ\n\nĐã tư vấn cho 214 lượt người.\n\n")), id="results by fields"
        ),
        pytest.param(
            changed(
                (DIFFICULTIES, ""),
                ("lượt người.", "lượt người.\n\nSTT\tNội dung\tKhó khăn\n1\tTư vấn\tXa\n2\tTập huấn\tThiếu giáo viên"),
            ),
            id="asked for in a column",
        ),
    ],
)
def test_a_part_that_stands(text: str):
    """No finding about sections where every part is told, under whatever name and in whatever place."""
    assert about_sections(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(changed((PROPOSALS, "")), "missing.section.proposals", id="left out"),
        pytest.param(
            changed((PROPOSALS, "IV. KIẾN NGHỊ CỦA CỬ TRI\n\nĐã trả lời 3 kiến nghị.\n\n")),
            "missing.section.proposals",
            id="requests of others",
        ),
        pytest.param(
            changed((DIFFICULTIES, "III. THÁO GỠ KHÓ KHĂN, VƯỚNG MẮC\n\nĐã thăm 3 doanh nghiệp.\n\n")),
            "missing.section.difficulties",
            id="what was done about troubles",
        ),
        pytest.param(
            changed((RESULTS, "II. TRIỂN KHAI THỰC HIỆN\n\nĐã tư vấn.\n\n")), "missing.section.results", id="no results"
        ),
        pytest.param(changed(("Đề nghị Sở Y tế mở lớp tập huấn.", "")), "empty.section.proposals", id="a bare heading"),
        pytest.param(
            changed(("Đề nghị Sở Y tế mở lớp tập huấn.", "UBND xã không có kiến nghị gì với cấp trên.")),
            "nil.section.proposals",
            id="nothing to ask for",
        ),
        pytest.param(
            changed((PROPOSALS, ""), ("khó khăn.", "khó khăn.\n\nĐơn vị không có kiến nghị, đề xuất.")),
            "nil.section.proposals",
            id="nothing to ask for, below another heading",
        ),
    ],
)
def test_a_part_that_does_not_stand(text: str, expected: str):
    """A part left out, emptied or answered with nothing is told by its own code, once."""
    assert about_sections(text) == [expected]


@pytest.mark.parametrize(("profile", "missing"), [(None, 0), ("tt-07-2013", 4)])
def test_a_document_without_headings(profile: str | None, missing: int):
    """Custom asks no sections of a report on one thing; who ran a campaign does."""
    bare = changed(("I. CÔNG TÁC CHỈ ĐẠO\n\n", ""), (RESULTS, ""), (DIFFICULTIES, ""), (PROPOSALS, ""))

    assert sum(code.startswith("missing.section") for code in codes(bare, profile)) == missing


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            "I. MỤC TIÊU\n\nĐạt 95%.\n\nII. CÁC HOẠT ĐỘNG\n\nMở lớp.\n\nIII. TÀI CHÍNH\n\nNgân sách xã.\n\n"
            "IV. PHÂN CÔNG\n\nTrạm Y tế chủ trì.",
            [],
            id="short names",
        ),
        pytest.param(
            "I. CHƯƠNG TRÌNH MỤC TIÊU QUỐC GIA\n\nMở lớp.\n\nII. KINH PHÍ\n\nNgân sách xã.\n\n"
            "III. TỔ CHỨC THỰC HIỆN\n\nTrạm Y tế chủ trì.",
            ["missing.section.targets"],
            id="a programme with targets in its name",
        ),
        pytest.param(
            "I. MỤC ĐÍCH\n\nChăm sóc.\n\nII. NHIỆM VỤ\n\n1. Tuyên truyền, nâng cao trách nhiệm\n\nPhát thanh.\n\n"
            "2. Tập huấn\n\nMở lớp.\n\nIII. KINH PHÍ\n\nNgân sách xã.",
            ["missing.section.organisation"],
            id="responsibility raised, not given",
        ),
    ],
)
def test_parts_of_a_plan(body: str, expected: list[str]):
    """The parts of a plan by their names, not by the same words inside the name of a piece of work."""
    assert about_sections(PLAN.format(body=body)) == expected
