"""Heads and tails as offices of other levels and provinces set them; names and words are invented."""

from __future__ import annotations

from typing import Any

import pytest

from tests.extractor.documents import case_of

BODY = "\n\nĐơn vị báo cáo kết quả như sau.\n\nTrên đây là báo cáo của đơn vị./.\n\nNơi nhận:\n- Lưu: VT.\n"


def head_of(text: str) -> dict[str, Any]:
    """The values of the head that are there, by the last part of their path."""
    case = case_of(text + BODY)
    paths = ("code_number", "code_notation", "type", "place", "parent_organ_name", "organ_name", "subject")
    found = {path: case.value(f"document.{path}").value for path in paths}
    issued = case.value("document.issued_date")
    found["issued_date"] = str(issued.value) if issued.value else issued.partial
    return {path: value for path, value in found.items() if value is not None}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Số: 45a/KH-SYT\n\nKẾ HOẠCH\nTập huấn", {"code_number": "45a", "code_notation": "KH-SYT"}, id="45a"
        ),
        pytest.param("Số: 1.256/UBND-VX\nV/v tập huấn", {"code_number": "1256", "subject": "tập huấn"}, id="thousands"),
        pytest.param("Số 12b-CV/ĐU\nV/v góp ý", {"code_number": "12b", "code_notation": "CV/ĐU"}, id="party"),
        pytest.param(
            "Số: 8/CĐ-BCH\nAn Phú, hồi 16 giờ 30 ngày 17 tháng 9 năm 2025\n\nCÔNG ĐIỆN KHẨN\nVề việc ứng phó bão",
            {"place": "An Phú", "issued_date": "2025-09-17", "type": "CĐ", "subject": "Về việc ứng phó bão"},
            id="hour",
        ),
        pytest.param(
            "Số: 9/KL-TTT\n\nKẾT LUẬN THANH TRA\nViệc thu, chi ngân sách",
            {"type": "KL", "subject": "Việc thu, chi ngân sách"},
            id="conclusion",
        ),
        pytest.param(
            "Số: 9/TB-UBND\n\nTHÔNG BÁO\nKẾT LUẬN\nCỦA CHỦ TỊCH UBND TỈNH",
            {"type": "TB", "subject": "KẾT LUẬN CỦA CHỦ TỊCH UBND TỈNH"},
            id="conclusion-below-notice",
        ),
        pytest.param(
            "CÔNG ĐOÀN HUYỆN ĐÔNG SƠN\nCĐCS TRƯỜNG THCS ĐÔNG SƠN\nSố: 3/BC-CĐCS\n\nBÁO CÁO\nTổng kết",
            {"parent_organ_name": "CÔNG ĐOÀN HUYỆN ĐÔNG SƠN", "organ_name": "CĐCS TRƯỜNG THCS ĐÔNG SƠN"},
            id="abbreviated-body",
        ),
        pytest.param(
            "TỈNH ĐOÀN AN BIÊN ĐOÀN TNCS HỒ CHÍ MINH\nBCH ĐOÀN XÃ AN PHÚ\nSố: 3-KH/ĐTN An Phú, ngày 2 tháng 3 năm 2026",
            {"parent_organ_name": "TỈNH ĐOÀN AN BIÊN", "organ_name": "BCH ĐOÀN XÃ AN PHÚ", "place": "An Phú"},
            id="union-run-together",
        ),
        pytest.param(
            "SỞ NỘI VỤ\nSố: 7 /BC- SNV An Biên, ngày 05 tháng 11 năm 2025\n\nBÁO CÁO\nTổng kết",
            {"code_notation": "BC-SNV", "place": "An Biên", "issued_date": "2025-11-05"},
            id="run-together",
        ),
        pytest.param(
            "UBND XÃ AN PHÚ\nSố: 7/UBND-VX\nV/v hỗ trợ kinh phí cho trẻ em An Phú, ngày 09 tháng 3 năm 2026",
            {"subject": "hỗ trợ kinh phí cho trẻ em", "place": "An Phú", "issued_date": "2026-03-09"},
            id="subject-run-together",
        ),
        pytest.param(
            " UBND XÃ AN PHÚ           CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
            "  Số: 7/UBND-VX            Độc lập - Tự do - Hạnh phúc\n"
            "V/v hỗ trợ kinh phí        An Phú, ngày 09 tháng 3 năm 2026\n"
            "   cho trẻ em\n",
            {"subject": "hỗ trợ kinh phí cho trẻ em", "place": "An Phú", "issued_date": "2026-03-09"},
            id="date-beside-subject",
        ),
        pytest.param(
            " SỞ NỘI VỤ                      CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
            "  Số: 7/SNV-VP                   Độc lập - Tự do - Hạnh phúc\n"
            "V/v đính chính số 3/SNV-        An Biên, ngày 13 tháng 11 năm 2025\n"
            "   VP ngày 10/11/2025\n",
            {"subject": "đính chính số 3/SNV- VP ngày 10/11/2025", "place": "An Biên", "issued_date": "2025-11-13"},
            id="subject-ends-with-a-date",
        ),
        pytest.param(
            "UBND TỈNH\nSỞ Y TẾ\nSố: 3/BC-SYT\n\nBÁO CÁO\nTổng kết",
            {"parent_organ_name": "UBND TỈNH", "organ_name": "SỞ Y TẾ"},
            id="governing-body-without-its-unit",
        ),
        pytest.param(
            "ỦY BAN NHÂN DÂN XÃ\nHỘI NÔNG DÂN\nSố: 3/BC-HND\n\nBÁO CÁO\nTổng kết",
            {"parent_organ_name": "ỦY BAN NHÂN DÂN XÃ", "organ_name": "HỘI NÔNG DÂN"},
            id="association-of-a-unit-not-named",
        ),
        pytest.param(
            "Kế hoạch 12/KH-UBND về trồng cây\n\n| Số hiệu | 12/KH-UBND |\n|---|---|\n| Ngày ban hành | 8/12/2025 |\n\n"
            "UBND XÃ AN PHÚ\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\nSố: 12/KH-UBND\n\nKẾ HOẠCH\nTrồng cây",
            {"organ_name": "UBND XÃ AN PHÚ", "type": "KH", "subject": "Trồng cây"},
            id="portal-table-above",
        ),
        pytest.param(
            "UBND XÃ\nTRUNG TÂM\nSố: 3/BC-UBND\n\nBÁO CÁO\nTổng kết",
            {"organ_name": "UBND XÃ TRUNG TÂM"},
            id="unit-like-a-body",
        ),
        pytest.param(
            "UBND XÃ AN PHÚ\nSố:     /TB-UBND\nAn Phú, ngày tháng năm\n\nTHÔNG BÁO\nTreo cờ",
            {"place": "An Phú", "issued_date": None},
            id="date-left-open",
        ),
        pytest.param(
            "UBND XÃ AN PHÚ\nNghị quyết số: 12/NQ-HĐND\n\nNGHỊ QUYẾT\nGiao vốn",
            {"code_number": "12", "code_notation": "NQ-HĐND"},
            id="type-before-the-number",
        ),
        pytest.param(
            "UBND XÃ AN PHÚ\nSố: 7/QĐ-UBND\n\nQUYẾT ĐỊNH\nPhê chuẩn kết quả bầu chức vụ Chủ tịch\n"
            "Ủy ban nhân dân xã An Phú\n\nCHỦ TỊCH UBND HUYỆN\n\nCăn cứ Luật Trẻ em;",
            {"subject": "Phê chuẩn kết quả bầu chức vụ Chủ tịch Ủy ban nhân dân xã An Phú"},
            id="subject-goes-on-with-a-capital",
        ),
        pytest.param(
            "UBND XÃ AN PHÚ\nSố: 7/BC-UBND\n\nBÁO CÁO\nSơ kết chuyên đề\n“Trường xanh” năm 2025\nThực hiện kế hoạch.",
            {"subject": "Sơ kết chuyên đề “Trường xanh” năm 2025"},
            id="subject-goes-on-in-quotation-marks",
        ),
        pytest.param(
            "ĐẢNG ỦY XÃ AN PHÚ\nSố: 7-KL/ĐU\n\nKẾT LUẬN của Ban Thường vụ Đảng ủy",
            {"type": "KL", "subject": "của Ban Thường vụ Đảng ủy"},
            id="subject-in-small-letters-beside-the-type",
        ),
        pytest.param(
            "TỈNH ĐOÀN AN BIÊN\t\tĐOÀN TNCS HỒ CHÍ MINH\nBCH ĐOÀN XÃ AN PHÚ\t\tAn Phú, ngày 02 tháng 3 năm 2026\n***\n"
            "Số: 3-KH/ĐTN\n\nKẾ HOẠCH\nTháng Thanh niên",
            {"organ_name": "BCH ĐOÀN XÃ AN PHÚ", "issued_date": "2026-03-02", "type": "KH"},
            id="two-lines-with-tabs",
        ),
    ],
)
def test_head_of_another_office(text: str, expected: dict[str, str]) -> None:
    """Components stand wherever an office puts them; a copy may have lost columns, gaps and line ends."""
    found = head_of(text)

    assert {path: found.get(path) for path in expected} == expected


@pytest.mark.parametrize(
    ("above", "date_line", "rest"),
    [
        ("CỘNG HÒA XÃ HỘI CHỦ", "An Biên, ngày 05 tháng 11 năm", "2025"),
        ("CỘNG HÒA XÃ HỘI CHỦ", "An Biên, ngày 05 tháng 11", "năm 2025"),
        ("CỘNG HÒA XÃ HỘI CHỦ", "An Biên, ngày 05", "tháng 11 năm 2025"),
    ],
)
def test_right_column_that_runs_over_to_the_left(above: str, date_line: str, rest: str) -> None:
    """What ran over belongs to title and date, not to the issuing body; raw text is both places."""
    text = (
        f"UBND TỈNH AN BIÊN\t{above}\nNGHĨA VIỆT NAM\nSỞ NỘI VỤ\tĐộc lập - Tự do - Hạnh phúc\nSố: 7/BC-SNV\t{date_line}"
    )

    case = case_of(f"{text}\n{rest}\n\nBÁO CÁO\nTổng kết{BODY}")

    issued = case.value("document.issued_date")
    assert (str(issued.value), issued.raw) == ("2025-11-05", f"{date_line.split(', ')[1]}\n{rest}")
    assert case.value("document.organ_name").value == "SỞ NỘI VỤ"
    assert case.value("document.parent_organ_name").value == "UBND TỈNH AN BIÊN"


@pytest.mark.parametrize(
    ("tail", "expected"),
    [
        (
            "Nơi nhận:\n- Các công ty: Cổ phần A;\nCổ phần B;\n- Lưu: VT.",
            ["Các công ty: Cổ phần A; Cổ phần B", "Lưu: VT"],
        ),
        ("LVƠI HHẠNH:\n- Công ty A;\n- Lưu: VT.\nGIÁM ĐỐC\nLê Thị Hà", ["Công ty A", "Lưu: VT"]),
        (
            "| Nơi nhận: | KT. GIÁM ĐỐC |\n| - Như trên; | PHÓ GIÁM ĐỐC |\n| - Lưu: VT. | Lê Thị Hà |",
            ["Như trên", "Lưu: VT"],
        ),
        ("Nơi nhận: | GIÁM ĐỐC |\n- Như trên; |  |\n- Lưu: VT. | Lê Thị Hà |\n", ["Như trên", "Lưu: VT"]),
        ("**Nơi nhận:** | **GIÁM ĐỐC**\n- Như trên; |\n- Lưu: VT. | **Lê Thị Hà**\n", ["Như trên", "Lưu: VT"]),
        (
            "Nơi nhận:\t\tGIÁM ĐỐC\n- Như trên;\n- Sở Y tế;\t\t(Đã ký)\n- Lưu: VT.\t\tLê Thị Hà",
            ["Như trên", "Sở Y tế", "Lưu: VT"],
        ),
    ],
)
def test_recipients_of_another_office(tail: str, expected: list[str]) -> None:
    """Recipients are read in every setting of the tail, even where their label was misread."""
    case = case_of(f"SỞ NỘI VỤ\nSố: 7/BC-SNV\n\nBÁO CÁO\nTổng kết\n\nĐã làm tốt.\n\nTrên đây là báo cáo./.\n\n{tail}\n")

    assert [recipient.value for recipient in case.value("recipients")] == expected


def test_list_of_a_portal_above_the_head() -> None:
    """Related documents that a portal lists above a copy are none of its body."""
    text = (
        "- 1Chỉ thị 15/CT-TTg năm 2020\n- 2Luật Trẻ em 2016\nUBND TỈNH AN BIÊN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\n"
        "Số: 8/CT-UBND | An Biên, ngày 21 tháng 5 năm 2025 |\nCHỈ THỊ\nVỀ PHÒNG DỊCH"
    )

    expected = {"code_number": "8", "type": "CT", "organ_name": "UBND TỈNH AN BIÊN", "subject": "VỀ PHÒNG DỊCH"}
    assert {path: head_of(text).get(path) for path in expected} == expected


@pytest.mark.parametrize(
    ("tail", "expected"),
    [
        (
            "TM. ỦY BAN NHÂN\nDÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nLê Thị Hà",
            [("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lê Thị Hà")],
        ),
        (
            "Nơi nhận:                    TRƯỞNG PHÒNG\n- TT. Lê Văn Nam (để b/c);\n- Lưu: VT.\n"
            "                              Lê Thị Hà",
            [(None, None, "TRƯỞNG PHÒNG", "Lê Thị Hà")],
        ),
        (
            "| THƯ KÝ | CHỦ TRÌ |\n|  |  |\n| Lê Thị Hà | Lê Văn Nam |",
            [(None, None, "THƯ KÝ", "Lê Thị Hà"), (None, None, "CHỦ TRÌ", "Lê Văn Nam")],
        ),
        (
            "Người lập                         TRƯỞNG TRẠM\n\nBS. Lê Văn Nam                    BS.CKI Lê Thị Hà",
            [(None, None, "Người lập", "Lê Văn Nam"), (None, None, "TRƯỞNG TRẠM", "Lê Thị Hà")],
        ),
    ],
)
def test_signers_of_another_office(tail: str, expected: list[tuple[str | None, ...]]) -> None:
    """A signer is who stands under the office, never a recipient."""
    case = case_of(f"SỞ NỘI VỤ\nSố: 7/BC-SNV\n\nBÁO CÁO\nTổng kết\n\nĐã làm tốt.\n\nTrên đây là báo cáo./.\n\n{tail}\n")

    found = [(s.authority.value, s.capacity.value, s.position.value, s.full_name.value) for s in case.value("signers")]
    assert found == expected


def test_list_with_a_word_of_warning_is_no_list_of_recipients() -> None:
    """`- Lưu ý …` below a short lead files nothing."""
    text = (
        "SỞ NỘI VỤ\nSố: 7/SNV-VP\nV/v tập huấn\n\nYêu cầu:\n- Đến đúng giờ;\n- Lưu ý mang thẻ.\n\nGIÁM ĐỐC\nLê Thị Hà\n"
    )

    assert case_of(text).value("recipients") == ()


@pytest.mark.parametrize("mark", ["I/-", "I.-", "I/", "I-", "I."])
def test_marks_behind_a_roman_numeral(mark: str) -> None:
    """`I/- KẾT QUẢ` is written in the South."""
    case = case_of(f"SỞ NỘI VỤ\nSố: 7/BC-SNV\n\nBÁO CÁO\nTổng kết\n\n{mark} KẾT QUẢ\nTốt.\n")

    assert [(part.label, part.heading) for part in case.value("sections")] == [("I", "KẾT QUẢ")]
