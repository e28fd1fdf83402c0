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
            changed(
                (DIFFICULTIES, ""), ("lượt người.", "lượt người. Tuy nhiên, xã còn gặp một số khó khăn về kinh phí.")
            ),
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
            changed((DIFFICULTIES, ""), ("lượt người.", "lượt người. Tuy nhiên, số lượt chưa tăng so với cùng kỳ.")),
            "missing.section.difficulties",
            id="a result that was not reached",
        ),
        pytest.param(
            changed((DIFFICULTIES, ""), ("lượt người.", "lượt người.\n\nSTT\tThôn\tKhó khăn\n1\tMột\t4\n2\tHai\t7")),
            "missing.section.difficulties",
            id="figures below the name of the part",
        ),
        pytest.param(
            changed((RESULTS, "II. TÀI LIỆU GỬI KÈM\n\nDanh sách hộ.\n\n")),
            "missing.section.results",
            id="what is sent along",
        ),
        pytest.param(
            changed((RESULTS, "II. HỘ NGHÈO\n\nToàn xã có 214 hộ.\n\n")),
            "missing.section.results",
            id="nothing done told",
        ),
        pytest.param(
            changed(("Đề nghị Sở Y tế mở lớp tập huấn.", "…………………………")), "empty.section.proposals", id="a dotted line"
        ),
        pytest.param(
            changed(
                ("Đề nghị Sở Y tế mở lớp tập huấn.", ""),
                ("Trên đây là báo cáo của Ủy ban nhân dân xã./.", "Ủy ban nhân dân xã Suối Nghệ kính báo cáo./."),
            ),
            "empty.section.proposals",
            id="a bare heading above a courtesy",
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
            "I. CHƯƠNG TRÌNH MỤC TIÊU QUỐC GIA\n\nMở ba lớp tập huấn.\n\nII. KINH PHÍ\n\nNgân sách xã.\n\n"
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
        pytest.param(
            "I. MỤC ĐÍCH\n\nChăm sóc.\n\nII. KINH PHÍ\n\nNgân sách xã.\n\nIII. PHÂN CÔNG NHIỆM VỤ VÀ PHỐI HỢP\n\n"
            "1. Nhiệm vụ của Trạm Y tế\n\nTổng hợp, báo cáo.\n\n2. Nhiệm vụ của các trường\n\nMở lớp.",
            ["missing.section.content"],
            id="tasks given out, nothing on what is done",
        ),
        pytest.param(
            "I. MỤC ĐÍCH\n\nChăm sóc.\n\nII. PHÂN CÔNG NHIỆM VỤ\n\nTrạm Y tế mở lớp.\n\n"
            "III. KINH PHÍ\n\n"
            "Ngân sách xã.\n\nIV. TỔ CHỨC THỰC HIỆN\n\nVăn phòng theo dõi.",
            [],
            id="tasks given out, beside who follows them",
        ),
        pytest.param(
            "I. MỤC ĐÍCH\n\nChăm sóc.\n\nII. NỘI DUNG\n\n1. Tổ chức thực hiện mô hình điểm\n\nChọn thôn.\n\n"
            "2. Phân công cán bộ trực\n\nLập lịch.\n\nIII. KINH PHÍ\n\nNgân sách xã.",
            ["missing.section.organisation"],
            id="pieces of work in the words of the part",
        ),
        pytest.param(
            "I. ĐỐI TƯỢNG\n\nTrẻ em.\n\nII. NỘI DUNG\n\n1. Thi vẽ\n\nMỗi trường một đội.\n\n2. Yêu cầu\n\n"
            "Vẽ màu nước.\n\nYêu cầu: đến đúng giờ.\n\nIII. KINH PHÍ\n\nNgân sách xã.\n\n"
            "IV. TỔ CHỨC THỰC HIỆN\n\nTrạm Y tế chủ trì.",
            ["missing.section.targets"],
            id="requirements of a piece of work",
        ),
    ],
)
def test_parts_of_a_plan(body: str, expected: list[str]):
    """The parts of a plan by their names, not by the same words inside the name of a piece of work."""
    assert about_sections(PLAN.format(body=body)) == expected


BY_TITLES = (
    "KẾT QUẢ THỰC HIỆN\n\n1. Tư vấn\n\nĐã tư vấn cho 214 lượt người.\n\n2. Tập huấn\n\nĐã mở 03 lớp.\n\n"
    "{difficulties}KIẾN NGHỊ\n\nĐề nghị Sở Y tế mở lớp tập huấn.\n\n"
)


@pytest.mark.parametrize(
    ("difficulties", "expected"),
    [
        pytest.param("KHÓ KHĂN, VƯỚNG MẮC\n\nĐịa bàn rộng.\n\n", [], id="told"),
        pytest.param("", ["missing.section.difficulties"], id="left out"),
        pytest.param("KHÓ KHĂN, VƯỚNG MẮC\n\n", ["empty.section.difficulties"], id="a bare title"),
        pytest.param("KHÓ KHĂN, VƯỚNG MẮC\n\nKhông có.\n\n", ["nil.section.difficulties"], id="nothing"),
    ],
)
def test_titles_without_a_number(difficulties: str, expected: list[str]):
    """A report divided by titles in capitals without numbers is asked for its parts as one with numbers is."""
    head, _, rest = changed((RESULTS, "|"), (DIFFICULTIES, ""), (PROPOSALS, "")).partition("|")
    text = head.replace("I. CÔNG TÁC CHỈ ĐẠO", "CÔNG TÁC CHỈ ĐẠO") + BY_TITLES.format(difficulties=difficulties) + rest

    assert about_sections(text) == expected
