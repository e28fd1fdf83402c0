"""Heads and tails whose lines a narrow column, a converter or a writer's habit broke; names and words are invented."""

from __future__ import annotations

from typing import Any

import pytest

from tests.extractor.documents import case_of, case_of_source, placed

BODY = "\nCăn cứ Luật Trẻ em ngày 05 tháng 4 năm 2016;\nĐơn vị báo cáo như sau.\n\nTrên đây là báo cáo./.\n\n"


def case(text: str) -> Any:
    """A document of these lines, with a body."""
    return case_of(text + BODY)


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        pytest.param(
            "KẾ HOẠCH\nTỔ CHỨC HỘI THI TRÊN ĐỊA\nBÀN TỈNH HÒA AN NĂM 2026",
            "TỔ CHỨC HỘI THI TRÊN ĐỊA BÀN TỈNH HÒA AN NĂM 2026",
            id="a line that begins like a board",
        ),
        pytest.param(
            "KẾ HOẠCH\nPHÒNG, CHỐNG HẠN HÁN MÙA KHÔ NĂM 2025 -\n2026",
            "PHÒNG, CHỐNG HẠN HÁN MÙA KHÔ NĂM 2025 - 2026",
            id="a year over",
        ),
        pytest.param(
            "KẾ HOẠCH\nPHÁT TRIỂN NÔNG THÔN GIAI ĐOẠN\n2026-2030",
            "PHÁT TRIỂN NÔNG THÔN GIAI ĐOẠN 2026-2030",
            id="years over",
        ),
        pytest.param(
            "KẾ HOẠCH\n\nPHÁT TRIỂN NÔNG THÔN GIAI ĐOẠN 2026\n\n- 2030\n",
            "PHÁT TRIỂN NÔNG THÔN GIAI ĐOẠN 2026 - 2030",
            id="a year over that looks like an item",
        ),
        pytest.param(
            "KẾ HOẠCH\nPHÒNG NGỪA LAO ĐỘNG TRẺ EM TẠI TỈNH CÀ\nMAU",
            "PHÒNG NGỪA LAO ĐỘNG TRẺ EM TẠI TỈNH CÀ MAU",
            id="MAU",
        ),
        pytest.param(
            "BÁO CÁO\n\nKết quả công tác 6 tháng đầu năm;\n\nPhương hướng, nhiệm vụ 6 tháng cuối năm\n",
            "Kết quả công tác 6 tháng đầu năm; Phương hướng, nhiệm vụ 6 tháng cuối năm",
            id="two parts",
        ),
        pytest.param(
            "QUYẾT ĐỊNH\nCỦA ỦY BAN NHÂN DÂN TỈNH\nVề việc phê duyệt quy hoạch",
            "CỦA ỦY BAN NHÂN DÂN TỈNH Về việc phê duyệt quy hoạch",
            id="of a body, about",
        ),
        pytest.param(
            "QUYẾT ĐỊNH\nVỀ VIỆC GIAO DỰ TOÁN\nỦY BAN NHÂN DÂN TỈNH\n- Căn cứ Luật Ngân sách nhà nước;",
            "VỀ VIỆC GIAO DỰ TOÁN",
            id="an authority above dashed bases",
        ),
        pytest.param(
            "NGHỊ QUYẾT\nVỀ DỰ TOÁN\nHỘI ĐỒNG NHÂN DÂN TỈNH HÒA AN\nKHÓA XVII - KỲ HỌP THỨ BA",
            "VỀ DỰ TOÁN",
            id="an authority and its session",
        ),
        pytest.param("CHƯƠNG TRÌNH HÀNH ĐỘNG\nTHỰC HIỆN NGHỊ QUYẾT", "THỰC HIỆN NGHỊ QUYẾT", id="programme of action"),
    ],
)
def test_a_subject_is_whole_and_ends_where_it_ends(text: str, subject: str):
    """Words that a line end parts belong to the subject, the authority below it does not."""
    head = "ỦY BAN NHÂN DÂN\nTỈNH HÒA AN\nSố: 12/KH-UBND\n"
    assert case(head + text).value("document.subject").value == subject


@pytest.mark.parametrize(
    ("about", "subject"),
    [
        pytest.param("V/v chính sách thuế\nGTGT", "chính sách thuế GTGT", id="an abbreviation below"),
        pytest.param("V/v\n: Thực hiện quy định mới", "Thực hiện quy định mới", id="the mark alone"),
        pytest.param("V/v tập huấn\n\nGHI CHÚ", "tập huấn", id="an empty line ends it"),
    ],
)
def test_a_letters_subject_goes_on_right_below(about: str, subject: str):
    """In plain text a short line right below goes on with the subject of a letter."""
    head = f"SỞ Y TẾ\nSố: 12/SYT-NVY\n{about}\nHòa An, ngày 05 tháng 3 năm 2026\n\nKính gửi: Trạm Y tế\n"
    assert case(head).value("document.subject").value == subject


@pytest.mark.parametrize(
    ("lines", "place"),
    [
        pytest.param("Sơn\nLa, ngày 11 tháng 3 năm 2026", "Sơn La", id="two syllables"),
        pytest.param("TP. Hồ Chí\nMinh, ngày 11 tháng 3 năm 2026", "TP. Hồ Chí Minh", id="a city"),
        pytest.param("Đồng Tháp,\nngày 11 tháng 3 năm 2026", "Đồng Tháp", id="the whole name above"),
        pytest.param("Bà Rịa - Vũng\nTàu, ngày 11 tháng 3 năm 2026", "Bà Rịa - Vũng Tàu", id="a name with a dash"),
        pytest.param("Sơn La, ngày 11 tháng 3 năm 2026", "Sơn La", id="whole"),
        pytest.param("Khẩn\nSơn La, ngày 11 tháng 3 năm 2026", "Sơn La", id="another word above a whole place"),
    ],
)
def test_a_place_on_two_lines_is_whole(lines: str, place: str):
    """Only where both lines name a unit, and the lower one alone none."""
    assert (
        case(f"ỦY BAN NHÂN DÂN\nSố: 12/KH-UBND\n{lines}\nKẾ HOẠCH\nTẬP HUẤN\n").value("document.place").value == place
    )


def test_a_committee_broken_behind_its_first_word_is_one_body():
    """`ỦY` / `BAN NHÂN DÂN` are no two bodies."""
    found = case("ỦY\nBAN NHÂN DÂN\nTỈNH HÒA AN\nSố: 12/KH-UBND\nKẾ HOẠCH\nTẬP HUẤN\n")
    assert found.value("document.organ_name").value == "ỦY BAN NHÂN DÂN TỈNH HÒA AN"
    assert found.value("document.parent_organ_name").value is None


def test_a_rule_of_asterisks_makes_nothing_bold():
    """`********` below both columns of a head is no emphasis of what stands between."""
    text = (
        "ỦY BAN NHÂN DÂN\nTỈNH HÒA AN\n********\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n********\nSố: 12/QĐ-UB\n"
        "QUYẾT ĐỊNH\nPHÊ DUYỆT QUY HOẠCH\nPHÁT TRIỂN NGÀNH\nỦY BAN NHÂN DÂN TỈNH\n"
    )
    found = case(text)
    assert found.value("document.organ_name").value == "ỦY BAN NHÂN DÂN TỈNH HÒA AN"
    assert found.value("document.subject").value == "PHÊ DUYỆT QUY HOẠCH PHÁT TRIỂN NGÀNH"


@pytest.mark.parametrize(
    ("tail", "recipients"),
    [
        ("Nơi nhận: Như trên.", ["Như trên"]),
        ("Nơi nhận: Như trên; Lãnh đạo Ban; Lưu: VT, CSDT.", ["Như trên", "Lãnh đạo Ban", "Lưu: VT, CSDT"]),
        ("Nơi nhận: UK", []),
        ("Nơi nhận: HIỆU TRƯỞNG", []),
        ("Nơi nhận:\n-\nNhư Điều 3;\n- Lưu: VT.", ["Như Điều 3", "Lưu: VT"]),
    ],
)
def test_recipients_beside_their_label(tail: str, recipients: list[str]):
    """What stands behind the colon are recipients, unless it is a post or what was misread of a signature."""
    found = case_of(f"SỞ Y TẾ\nSố: 12/BC-SYT\nBÁO CÁO\nTập huấn\n{BODY}{tail}\n\nGIÁM ĐỐC\n\nTrần Văn Tám\n")
    assert [field.value for field in found.value("recipients")] == recipients


def test_where_papers_are_handed_in_is_no_recipient():
    """`Nơi nhận hồ sơ: …` stands in the body."""
    body = "Nơi nhận hồ sơ: Bộ phận Một cửa.\n\nTrong 05 ngày.\n\nNơi nhận: Như trên.\n\nGIÁM ĐỐC\n\nTrần Văn Tám\n"
    found = case_of(f"SỞ Y TẾ\nSố: 12/TB-SYT\nTHÔNG BÁO\nTuyển dụng\n\n{body}")
    assert [field.value for field in found.value("recipients")] == ["Như trên"]


def test_marks_of_authority_before_posts_in_small_letters():
    """`KT. Chủ tịch` is a capacity like `KT. CHỦ TỊCH`."""
    tail = "TM. THƯỜNG TRỰC\n\nKT. Chủ tịch\n\nPhó Chủ tịch\n\nTrần Văn Tám\n"
    signer = case_of(f"SỞ Y TẾ\nSố: 12/BC-SYT\nBÁO CÁO\nTập huấn\n{BODY}{tail}").value("signers")[0]
    values = (signer.authority.value, signer.capacity.value, signer.position.value, signer.full_name.value)
    assert values == ("TM. THƯỜNG TRỰC", "KT. Chủ tịch", "Phó Chủ tịch", "Trần Văn Tám")


def test_what_a_line_end_parts_from_a_bracket_heads_nothing():
    """`(khóa` / `XI); Ủy ban …` is no heading `XI`."""
    text = "Thực hiện Kết luận số 04-KL/TW (khóa\nXI); Ủy ban nhân dân báo cáo như sau:\n\nI. KẾT QUẢ\n\nTốt.\n"
    found = case_of(f"SỞ Y TẾ\nSố: 12/BC-SYT\nBÁO CÁO\nTập huấn\n\n{text}")
    assert [section.label for section in found.value("sections")] == ["I"]


def test_a_stamp_beside_type_and_subject_takes_none_of_them_away() -> None:
    """`MẬT` left of both makes columns of them, and the subject stands in that of the type."""
    blocks = [
        ("ỦY BAN NHÂN DÂN XÃ BÌNH AN\nSố: 12/BC-UBND", 0, 0),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nBình An, ngày 14 tháng 5 năm 2026", 1, 0),
        ("MẬT", 0, 1),
        ("**BÁO CÁO", 1, 1),
        ("**Kết quả trợ giúp xã hội quý I", 1, 1),
        ("Đơn vị báo cáo như sau.", None, None),
    ]

    made = case_of_source(placed(*blocks))

    assert made.value("document.subject").value == "Kết quả trợ giúp xã hội quý I"
    assert made.value("document.secrecy").value == "MẬT"
