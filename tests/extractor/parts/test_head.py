from __future__ import annotations

import pytest

from extractor.reading.source import Mark
from tests.extractor.documents import case_of, case_of_source, placed

LEFT = "ỦY BAN NHÂN DÂN\nXÃ LẠC DƯƠNG"
RIGHT = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
BODY = "Thực hiện chương trình công tác, Ủy ban nhân dân xã báo cáo như sau:"


def head_of(text: str, *paths: str) -> dict[str, object]:
    """Values of the head of a text."""
    case = case_of(text)
    return {path: case.value(f"document.{path}").value for path in paths}


@pytest.mark.parametrize(
    ("line", "number", "status", "notation"),
    [
        ("Số: 63/BC-UBND", "63", "present", "BC-UBND"),
        ("Số: 63 / BC - UBND", "63", "present", "BC-UBND"),
        ("Số : 63/BC–UBND", "63", "present", "BC-UBND"),
        ("Số: 063/BC-UBND", "063", "present", "BC-UBND"),
        ("Số: 1 2 3/BC-UBND", "123", "present", "BC-UBND"),
        ("Số:      /BC-UBND", None, "blank", "BC-UBND"),
        ("Số: ……/BC-UBND", None, "blank", "BC-UBND"),
        ("Số: /BC-UBND", None, "blank", "BC-UBND"),
        ("Số: ~~123~~/BC-UBND", "123", "struck_out", "BC-UBND"),
        ("Số: ~~123~~ /BC-UBND", "123", "struck_out", "BC-UBND"),
        ("**Số: 63/BC-UBND**", "63", "present", "BC-UBND"),
        ("Số 11-CT/TU", "11", "present", "CT/TU"),
        ("Số: 57/2017/QĐ-UBND", "57", "present", "2017/QĐ-UBND"),
        ("Số: 63/BC-VHXH&TT", "63", "present", "BC-VHXH&TT"),
        ("Số: 63/BC-ĐU.VP", "63", "present", "BC-ĐU.VP"),
        ("Số: 63/BC-UBND.", "63", "present", "BC-UBND"),
        ("Số: 1406/UBND-VX", "1406", "present", "UBND-VX"),
        ("Số:", None, "blank", None),
        ("Số: ………", None, "blank", None),
        ("", None, "absent", None),
    ],
)
def test_number_and_notation(line: str, number: str | None, status: str, notation: str | None):
    """Digits as printed; an open place is blank, a crossed number keeps its value; no spaces round `/` and `-`."""
    case = case_of(f"{LEFT}\n{line}\n{RIGHT}\n\nBÁO CÁO\nCông tác quý I\n\n{BODY}")
    code, sign = case.value("document.code_number"), case.value("document.code_notation")

    assert (code.value, code.status, sign.value) == (number, status, notation)


@pytest.mark.parametrize(
    ("line", "place", "value", "status", "partial"),
    [
        ("Lạc Dương, ngày 08 tháng 10 năm 2025", "Lạc Dương", "2025-10-08", "present", None),
        ("Lạc Dương , ngày 8 tháng 10 năm 2025", "Lạc Dương", "2025-10-08", "present", None),
        ("*Lạc Dương, ngày 8 tháng 10 năm 2025*", "Lạc Dương", "2025-10-08", "present", None),
        ("TP. Hồ Chí Minh, ngày 31 tháng 12 năm 2025", "TP. Hồ Chí Minh", "2025-12-31", "present", None),
        ("Lạc Dương, ngày tháng 4 năm 2026", "Lạc Dương", None, "partial", "2026-04"),
        ("Lạc Dương, ngày … tháng 4 năm 2026", "Lạc Dương", None, "partial", "2026-04"),
        ("Lạc Dương, ngày     tháng     năm 2026", "Lạc Dương", None, "partial", "2026"),
        ("Lạc Dương, ngày … tháng … năm ……", "Lạc Dương", None, "blank", None),
        ("Lạc Dương, ngày 31 tháng 4 năm 2026", "Lạc Dương", None, "partial", "2026-04"),
        ("Lạc Dương, ngày 5 tháng 13 năm 2026", "Lạc Dương", None, "partial", "2026"),
        ("Lạc Dương, ngày 29 tháng 2 năm 2024", "Lạc Dương", "2024-02-29", "present", None),
        ("ngày 8 tháng 10 năm 2025", None, "2025-10-08", "present", None),
        ("", None, None, "absent", None),
    ],
)
def test_place_and_date(line: str, place: str | None, value: str | None, status: str, partial: str | None):
    """A date with an open or impossible part keeps what is known of it."""
    case = case_of(f"{LEFT}\nSố: 63/BC-UBND\n{RIGHT}\n{line}\n\nBÁO CÁO\nCông tác quý I\n\n{BODY}")
    where, when = case.value("document.place"), case.value("document.issued_date")

    shown = when.value.isoformat() if when.value else None
    assert (where.value, shown, when.status, when.partial) == (place, value, status, partial)


@pytest.mark.parametrize(
    ("organs", "parent", "organ"),
    [
        ("ỦY BAN NHÂN DÂN\nXÃ LẠC DƯƠNG", None, "ỦY BAN NHÂN DÂN XÃ LẠC DƯƠNG"),
        ("UBND TỈNH LÂM ĐỒNG\nSỞ Y TẾ", "UBND TỈNH LÂM ĐỒNG", "SỞ Y TẾ"),
        ("ỦY BAN NHÂN DÂN\nTỈNH LÂM ĐỒNG\nSỞ Y TẾ", "ỦY BAN NHÂN DÂN TỈNH LÂM ĐỒNG", "SỞ Y TẾ"),
        (
            "UBND TỈNH LÂM ĐỒNG\n**SỞ NÔNG NGHIỆP\nVÀ MÔI TRƯỜNG**",
            "UBND TỈNH LÂM ĐỒNG",
            "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG",
        ),
        ("UBND TỈNH LÂM ĐỒNG\nSỞ NÔNG NGHIỆP\nVÀ MÔI TRƯỜNG", "UBND TỈNH LÂM ĐỒNG", "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG"),
        ("BỘ Y TẾ", None, "BỘ Y TẾ"),
        ("TỈNH ỦY LÂM ĐỒNG\n*", None, "TỈNH ỦY LÂM ĐỒNG"),
        ("**ỦY BAN NHÂN DÂN\nXÃ LẠC DƯƠNG**\n-------", None, "ỦY BAN NHÂN DÂN XÃ LẠC DƯƠNG"),
    ],
)
def test_bodies(organs: str, parent: str | None, organ: str):
    """The governing body above, the issuing body below it; a unit's name goes on the line above."""
    text = (
        f"{organs}\nSố: 63/BC-UBND\n{RIGHT}\nLạc Dương, ngày 8 tháng 10 năm 2025\n\nBÁO CÁO\nCông tác quý I\n\n{BODY}"
    )

    assert head_of(text, "parent_organ_name", "organ_name") == {"parent_organ_name": parent, "organ_name": organ}


@pytest.mark.parametrize(
    ("title", "code", "subject"),
    [
        ("BÁO CÁO\nCông tác quý I năm 2026", "BC", "Công tác quý I năm 2026"),
        ("**BÁO CÁO**\n**Công tác quý I**\n**năm 2026**", "BC", "Công tác quý I năm 2026"),
        ("BÁO CÁO\nCÔNG TÁC QUÝ I NĂM 2026", "BC", "CÔNG TÁC QUÝ I NĂM 2026"),
        ("BÁO CÁO CÔNG TÁC QUÝ I NĂM 2026", "BC", "CÔNG TÁC QUÝ I NĂM 2026"),
        ("BÁO CÁO THAM LUẬN\nCông tác quý I", "BC", "Công tác quý I"),
        ("BÁO CÁO KẾT QUẢ\nCông tác quý I", "BC", "KẾT QUẢ Công tác quý I"),
        ("BÁO CÁO\nThực hiện Kế hoạch số 5/KH-UBND", "BC", "Thực hiện Kế hoạch số 5/KH-UBND"),
        ("TỜ TRÌNH\nVề việc phê duyệt dự toán", "TTr", "Về việc phê duyệt dự toán"),
        ("KẾ HOẠCH\nPhòng, chống hạn mặn", "KH", "Phòng, chống hạn mặn"),
        ("B Á O C Á O\nCông tác quý I", "BC", "Công tác quý I"),
    ],
)
def test_type_and_subject(title: str, code: str, subject: str):
    """The subject is what stands below the type's name, or behind it on its line."""
    text = f"{LEFT}\nSố: 63/BC-UBND\n{RIGHT}\nLạc Dương, ngày 8 tháng 10 năm 2025\n\n{title}\n\n{BODY}"

    assert head_of(text, "type", "subject") == {"type": code, "subject": subject}


def test_a_letter_without_type_has_its_subject_behind_v_v():
    """A công văn names no type; its subject stands under the number, in its column."""
    source = placed(
        ("UBND TỈNH LÂM ĐỒNG\n**SỞ Y TẾ\nSố: 842/SYT-BTXH\nV/v rà soát đội ngũ\nlàm công tác xã hội", 0, 1),
        (f"{RIGHT}\nLâm Đồng, ngày 27 tháng 3 năm 2026", 1, 1),
        ("Kính gửi: Ủy ban nhân dân các xã, phường.", None, None),
        (BODY, None, None),
    )
    case = case_of_source(source)
    values = {
        path: case.value(f"document.{path}").value
        for path in ("type", "code_number", "code_notation", "subject", "place")
    }

    assert values == {
        "type": "CV",
        "code_number": "842",
        "code_notation": "SYT-BTXH",
        "subject": "rà soát đội ngũ làm công tác xã hội",
        "place": "Lâm Đồng",
    }
    assert [field.value for field in case.value("addressees")] == ["Ủy ban nhân dân các xã, phường"]


def test_a_letter_as_plain_text():
    """Without columns the subject of a letter ends with its paragraph."""
    text = (
        f"SỞ Y TẾ\nSố: 842/SYT-BTXH\nV/v rà soát đội ngũ\n{RIGHT}\n"
        f"Lâm Đồng, ngày 27 tháng 3 năm 2026\n\nKính gửi: Sở Nội vụ\n\n{BODY}"
    )

    assert head_of(text, "type", "subject", "organ_name") == {
        "type": "CV",
        "subject": "rà soát đội ngũ",
        "organ_name": "SỞ Y TẾ",
    }


def test_columns_keep_the_head_apart():
    """What stands right of the bodies is never taken for a body."""
    source = placed(
        ("UBND TỈNH LÂM ĐỒNG\n**SỞ Y TẾ", 0, 1),
        (RIGHT, 1, 1),
        ("Số: 63/BC-SYT", 0, 2),
        ("Lâm Đồng, ngày 8 tháng 10 năm 2025", 1, 2),
        ("**BÁO CÁO\n**Công tác quý I", None, None),
        (BODY, None, None),
    )
    case = case_of_source(source.__class__(source.media_type, source.text, source.flow, source.spans))
    values = {
        path: case.value(f"document.{path}").value
        for path in ("parent_organ_name", "organ_name", "subject", "code_notation")
    }

    assert any(span.mark is Mark.BOLD for span in source.spans)
    assert values == {
        "parent_organ_name": "UBND TỈNH LÂM ĐỒNG",
        "organ_name": "SỞ Y TẾ",
        "subject": "Công tác quý I",
        "code_notation": "BC-SYT",
    }


def test_a_head_that_lost_its_upper_half():
    """A page that begins at the type's name has type and subject, and nothing of the rest."""
    case = case_of(
        f"KẾ HOẠCH\n\nPhổ cập kỹ năng số năm 2026\n\nCăn cứ Nghị quyết số 76/NQ-CP ngày 15/7/2021;\n\n{BODY}"
    )
    statuses = {
        path: case.value(f"document.{path}").status for path in ("code_number", "issued_date", "place", "organ_name")
    }

    assert case.value("document.type").value == "KH"
    assert case.value("document.subject").value == "Phổ cập kỹ năng số năm 2026"
    assert set(statuses.values()) == {"absent"}


@pytest.mark.parametrize(
    ("line", "path"), [("HỎA TỐC", "urgency"), ("THƯỢNG KHẨN", "urgency"), ("MẬT", "secrecy"), ("TỐI MẬT", "secrecy")]
)
def test_urgency_and_secrecy(line: str, path: str):
    """Each stands on a line of its own, and is no part of the bodies."""
    text = f"{LEFT}\nSố: 63/BC-UBND\n{line}\n{RIGHT}\n\nBÁO CÁO\nCông tác quý I\n\n{BODY}"

    assert head_of(text, path, "organ_name") == {path: line, "organ_name": "ỦY BAN NHÂN DÂN XÃ LẠC DƯƠNG"}


def test_a_party_document():
    """Documents of the Party have their own title, and the number before a hyphen."""
    text = (
        "TỈNH ỦY LÂM ĐỒNG\n*\nSố 11-CT/TU\nĐẢNG CỘNG SẢN VIỆT NAM\n"
        f"Đà Lạt, ngày 8 tháng 10 năm 2025\n\nCHỈ THỊ\nvề công tác dân vận\n\n{BODY}"
    )

    assert head_of(text, "type", "code_number", "code_notation", "organ_name", "place") == {
        "type": "CT",
        "code_number": "11",
        "code_notation": "CT/TU",
        "organ_name": "TỈNH ỦY LÂM ĐỒNG",
        "place": "Đà Lạt",
    }


@pytest.mark.parametrize("body", [BODY, "Căn cứ Luật Trẻ em;", "I. KẾT QUẢ", "1. Kết quả"])
def test_the_body_is_no_part_of_the_subject(body: str):
    """Paragraphs, legal bases and headings end the subject."""
    text = f"{LEFT}\nSố: 63/BC-UBND\n{RIGHT}\n\n**BÁO CÁO**\n**Công tác quý I**\n\n{body}\n\n{BODY}"

    assert head_of(text, "subject") == {"subject": "Công tác quý I"}


def test_a_body_named_like_a_type_is_no_type():
    """`BAN CHỈ ĐẠO` or `ĐỀ ÁN 06` in the left head names the body."""
    source = placed(
        ("UBND XÃ LẠC DƯƠNG\nĐỀ ÁN 06\nSố: 3/BC-ĐA06", 0, 1),
        (RIGHT, 1, 1),
        ("BÁO CÁO\nCông tác quý I", None, None),
        (BODY, None, None),
    )

    assert case_of_source(source).value("document.type").value == "BC"
