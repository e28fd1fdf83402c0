"""What reports of other offices say, in their words: requests, difficulties, figures, counts, laws."""

from __future__ import annotations

import pytest

from tests.extractor.documents import case_of, report


def requests_of(body: str) -> list[tuple[str, str | None]]:
    """Words and addressee of each request."""
    found = case_of(report(body)).value("recommendations")
    return [(item.text.value, item.addressee.value if item.addressee else None) for item in found]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("IV. ĐỀ XUẤT\n1. Với Chính phủ\nSớm phê duyệt đề án.", [("Sớm phê duyệt đề án.", "Chính phủ")]),
        ("IV. ĐỀ XUẤT\n1. Đề nghị Uỷ ban nhân dân tỉnh\n- Bố trí vốn.", [("Bố trí vốn.", "Uỷ ban nhân dân tỉnh")]),
        ("IV. ĐỀ XUẤT\n* Với Sở Y tế\n- Mở lớp tập huấn.", [("Mở lớp tập huấn.", "Sở Y tế")]),
        ("IV. ĐỀ XUẤT\n1. Sở Y tế: tổ chức lớp đào tạo.", [("Sở Y tế: tổ chức lớp đào tạo.", "Sở Y tế")]),
        ("IV. ĐỀ XUẤT\n- Đề nghị Sở Y tế tổ chức lớp.", [("Đề nghị Sở Y tế tổ chức lớp.", "Sở Y tế")]),
        ("IV. ĐỀ XUẤT\n- Đối với Trung ương: Sớm ban hành.", [("Đối với Trung ương: Sớm ban hành.", "Trung ương")]),
        ("IV. ĐỀ XUẤT\n1. Đối với UBND tỉnh\n- Trình HĐND ban hành.", [("Trình HĐND ban hành.", "UBND tỉnh")]),
        (
            "IV. ĐỀ XUẤT\nUBND xã đề nghị các sở, tổ chức hỗ trợ.",
            [("UBND xã đề nghị các sở, tổ chức hỗ trợ.", "các sở, tổ chức")],
        ),
        ("IV. ĐỀ XUẤT\nUBND xã kính đề nghị:\n+ Sở Y tế mở lớp.", [("Sở Y tế mở lớp.", "Sở Y tế")]),
        ("IV. ĐỀ XUẤT\nĐể làm tốt, xã kính đề nghị Sở Y tế:\n+ Mở lớp.", [("Mở lớp.", "Sở Y tế")]),
        ("IV. ĐỀ XUẤT\nMở lớp.\n(Gửi kèm theo: Dự thảo Kế hoạch)", [("Mở lớp.", None)]),
        ("IV. ĐỀ XUẤT\nMở lớp.\n—HẾT BÁO CÁO—", [("Mở lớp.", None)]),
        ("III. PHƯƠNG HƯỚNG\n1. Mở lớp\n2. Đề nghị Sở Y tế cấp tài liệu\n3. Phấn đấu đạt 75%", []),
        (
            "III. KHÓ KHĂN VÀ KIẾN NGHỊ\nCòn thiếu kinh phí. Đề nghị cấp trên quan tâm hỗ trợ.",
            [("Đề nghị cấp trên quan tâm hỗ trợ.", "cấp trên")],
        ),
    ],
)
def test_request_and_whom_it_asks(body: str, expected: list[tuple[str, str | None]]) -> None:
    """The body asked stands in the heading, before a colon, behind the verb, or in the lead above."""
    assert requests_of(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("II. THUẬN LỢI, KHÓ KHĂN\n1. Thuận lợi\nĐược quan tâm.\n2. Khó khăn\nPhụ cấp thấp.", ["Phụ cấp thấp."]),
        ("II. THUẬN LỢI, KHÓ KHĂN\n- Thuận lợi: Đủ người.\n- Khó khăn: Thiếu tiền.", ["Khó khăn: Thiếu tiền."]),
        ("III. KHÓ KHĂN VÀ KIẾN NGHỊ\nCòn thiếu kinh phí. Đề nghị cấp trên hỗ trợ.", ["Còn thiếu kinh phí."]),
    ],
)
def test_difficulties_alone(body: str, expected: list[str]) -> None:
    """What goes well and what is asked for is no difficulty."""
    assert [item.text.value for item in case_of(report(body)).value("difficulties")] == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Quán triệt Kết luận số 127-KL/TW, ngày 28/02/2025 đến 31 chi bộ.", (31, None, None)),
        ("Xã có 10 thôn, giảm so với cùng kỳ năm 2024.", (10, None, None)),
        ("Năm 2025, xã có 10 thôn, giảm so với năm 2024.", (10, None, "Năm 2025")),
        ("Theo Luật Đất đai năm 2013, thửa đất rộng 156,3 m2.", (156.3, None, None)),
        ("Điều chuyển các dự án giải ngân dưới 30%, tham mưu trước ngày 15/10/2025.", (30, None, None)),
        ("Lũy kế 9 tháng đạt 61,25 tỷ đồng.", (61.25, None, "9 tháng")),
        (
            "Từ ngày 15/10/2025 đến ngày 14/11/2025 xảy ra 02 vụ cháy.",
            (2, "vụ cháy", "Từ ngày 15/10/2025 đến ngày 14/11/2025"),
        ),
        ("100% chi đoàn tổ chức hoạt động.", (100, "chi đoàn", None)),
        ("100% xã, phường, đặc khu bố trí nhân viên.", (100, "xã, phường, đặc khu", None)),
        ("Tổng số: 15 trẻ em.", (15, None, None)),
        ("Dân số: 32.500 người.", (32500, None, None)),
    ],
)
def test_figure_with_whom_it_counts_and_when(sentence: str, expected: tuple[float, str | None, str | None]) -> None:
    """Dates of cited acts, of terms and of what is compared with are no periods of a figure."""
    first = case_of(report(f"I. KẾT QUẢ\n{sentence}")).value("statistics")[0]

    assert (float(first.value.value), first.of_whom.value, first.period.value) == expected


@pytest.mark.parametrize(
    "sentence",
    ["Hồi 13 giờ ngày 17/9, tâm bão ở ngoài khơi.", "Nghỉ từ ngày 27 tháng Chạp.", "Họp lúc 7 giờ sáng."],
)
def test_time_of_day_counts_nothing(sentence: str) -> None:
    """Hours and days of the lunar calendar are no figures."""
    assert case_of(report(f"I. KẾT QUẢ\n{sentence}")).value("statistics") == ()


def test_what_is_told_of_targets_is_no_target() -> None:
    """Below results a heading that names a target tells what came of it."""
    body = "I. KẾT QUẢ THỰC HIỆN\n1. Về mục tiêu giảm nghèo\nTỷ lệ hộ nghèo giảm 4,35%, đạt mục tiêu."

    assert case_of(report(body)).value("targets") == ()


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Cộng tác viên dân số: 14 người.", [(14, "current")]),
        ("Công chức 02 người, cộng tác viên 05 người.", [(5, "current")]),
        ("Đã kiện toàn đội ngũ cộng tác viên với 15 đồng chí.", [(15, "current")]),
        ("Mạng lưới cộng tác viên ở các thôn, bản gồm 23 người.", [(23, "current")]),
        ("02 cộng tác viên xin nghỉ việc, hiện còn 10 cộng tác viên.", [(2, "reduced"), (10, "current")]),
        ("Trước khi sáp nhập có 12 cộng tác viên, nay còn 08 cộng tác viên.", [(8, "current")]),
        ("Kỳ báo cáo trước có 05 cộng tác viên; kỳ này có 07 cộng tác viên.", [(7, "current")]),
        ("Số cộng tác viên trẻ em: 07 người.", [(7, "current")]),
    ],
)
def test_count_of_collaborators(sentence: str, expected: list[tuple[int, str]]) -> None:
    """Every number counts those it stands with, and none of an earlier time."""
    counts = case_of(report(f"I. KẾT QUẢ\n{sentence}")).value("collaborators").counts

    assert [(count.value.value, count.meaning.value) for count in counts] == expected


def test_notice_that_looks_for_collaborators_has_none_yet() -> None:
    """A notice of recruitment says how many are wanted."""
    text = (
        "UBND XÃ AN PHÚ\nSố: 3/TB-UBND\n\nTHÔNG BÁO\nVề việc tuyển chọn cộng tác viên công tác xã hội\n\n"
        "I. Số lượng\n02 cộng tác viên công tác xã hội.\n\nNơi nhận:\n- Lưu: VT.\n"
    )

    counts = case_of(text).value("collaborators").counts

    assert [(count.value.value, count.meaning.value) for count in counts] == [(2, "planned")]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Căn cứ Luật Sửa đổi, bổ sung một số điều của 10 luật có liên quan đến an ninh, trật tự ngày 10/12/2025;",
            "Luật Sửa đổi, bổ sung một số điều của 10 luật có liên quan đến an ninh, trật tự",
        ),
        ("Căn cứ Luật sửa đổi các Luật về thuế;", "Luật sửa đổi các Luật về thuế"),
        (
            "Theo quy định tại Điều 32 Luật Tổ chức chính quyền địa phương năm\n2025.",
            "Luật Tổ chức chính quyền địa phương năm 2025",
        ),
    ],
)
def test_name_of_a_law_is_whole(sentence: str, expected: str) -> None:
    """A law that amends many, and a year on the next line, belong to the name."""
    assert [cited.ref.value for cited in case_of(report(f"I. KẾT QUẢ\n{sentence}")).value("citations")] == [expected]


def test_letter_that_asks_is_answered_even_as_a_basis() -> None:
    """`Căn cứ Công văn … về việc thống kê …` asks for the report as much as `Thực hiện Công văn …`."""
    body = "Căn cứ Công văn số 55/SYT-BTXH ngày 07/01/2026 của Sở Y tế về việc thống kê đội ngũ, xã báo cáo như sau:\n"

    assert case_of(report(body + "I. KẾT QUẢ\nTốt.")).value("responds_to").value == "55/SYT-BTXH"


@pytest.mark.parametrize("number", ["1034/SLĐTBXH-BTXH&TE", "12/TTr-SNN&MT", "5/SGD&ĐT-VP"])
def test_number_of_a_body_with_two_names(number: str) -> None:
    """`&` joins names inside a notation and does not end it."""
    body = f"I. KẾT QUẢ\nThực hiện Công văn số {number} ngày 15/5/2023 của Sở."

    assert [cited.ref.value for cited in case_of(report(body)).value("citations")] == [number]
