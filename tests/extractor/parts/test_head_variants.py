"""Heads as offices really set them: columns run together, bodies that begin like types, drafts, other dates."""

from __future__ import annotations

import pytest

from tests.extractor.documents import case_of

TITLE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
NATIONAL = f"{TITLE}\nĐộc lập - Tự do - Hạnh phúc"
BODY = "Căn cứ Kế hoạch số 8/KH-UBND ngày 12/01/2026 của tỉnh, đơn vị báo cáo như sau:\n\nĐã làm xong./."


def values(text: str, *paths: str) -> tuple[object, ...]:
    """Values of the document's fields."""
    case = case_of(text)
    return tuple(case.value(f"document.{path}").value for path in paths)


def stacked(organs: str, number: str, title: str) -> str:
    """A head as texts have it, one component below another."""
    return f"{organs}\n\n{number}\n\n{NATIONAL}\n\nKrông Na, ngày 4 tháng 3 năm 2026\n\n{title}\n\n{BODY}"


@pytest.mark.parametrize(
    ("organs", "parent", "organ"),
    [
        ("UBND XÃ CƯ NI\nTỔ CÔNG TÁC TRIỂN KHAI\nĐỀ ÁN 06", "UBND XÃ CƯ NI", "TỔ CÔNG TÁC TRIỂN KHAI ĐỀ ÁN 06"),
        (
            "UBND TỈNH ĐẮK LẮK\nBAN CHỈ ĐẠO CHƯƠNG TRÌNH\nMỤC TIÊU QUỐC GIA",
            "UBND TỈNH ĐẮK LẮK",
            "BAN CHỈ ĐẠO CHƯƠNG TRÌNH MỤC TIÊU QUỐC GIA",
        ),
        (
            "THANH TRA TỈNH\nĐOÀN THANH TRA\nTHEO QUYẾT ĐỊNH SỐ 45/QĐ-TTT",
            "THANH TRA TỈNH",
            "ĐOÀN THANH TRA THEO QUYẾT ĐỊNH SỐ 45/QĐ-TTT",
        ),
        (
            "UBND HUYỆN EA SÚP\nBAN CHỈ HUY\nPHÒNG, CHỐNG THIÊN TAI",
            "UBND HUYỆN EA SÚP",
            "BAN CHỈ HUY PHÒNG, CHỐNG THIÊN TAI",
        ),
        ("ỦY BAN\nMẶT TRẬN TỔ QUỐC VIỆT NAM\nXÃ KRÔNG NA", None, "ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM XÃ KRÔNG NA"),
        ("SỞ Y TẾ\nBỆNH VIỆN ĐA KHOA\nKHU VỰC BẢO LỘC", "SỞ Y TẾ", "BỆNH VIỆN ĐA KHOA KHU VỰC BẢO LỘC"),
        ("UBND XÃ KRÔNG NA\nTỔ GIÚP VIỆC\nBAN CHỈ ĐẠO", "UBND XÃ KRÔNG NA", "TỔ GIÚP VIỆC BAN CHỈ ĐẠO"),
        (
            "BẢO HIỂM XÃ HỘI VIỆT NAM\nBẢO HIỂM XÃ HỘI\nTỈNH PHÚ THỌ",
            "BẢO HIỂM XÃ HỘI VIỆT NAM",
            "BẢO HIỂM XÃ HỘI TỈNH PHÚ THỌ",
        ),
        ("DỰ THẢO LẦN 2\nSỞ NỘI VỤ", None, "SỞ NỘI VỤ"),
        ("SAO Y; UBND XÃ; 05/03/2026 08:12:44\nSỞ NỘI VỤ", None, "SỞ NỘI VỤ"),
        ("Ký bởi: Sở Nội vụ\nCơ quan: Tỉnh Đắk Lắk\nSỞ NỘI VỤ", None, "SỞ NỘI VỤ"),
        ("ỦY BAN NHÂN DÂN\n**XÃ KRÔNG NA**", None, "ỦY BAN NHÂN DÂN XÃ KRÔNG NA"),
    ],
)
def test_names_of_bodies(organs: str, parent: str | None, organ: str):
    """A line that begins like a body or a type may only continue the name above it; marks are no bodies."""
    text = stacked(organs, "Số: 12/BC-SNV", "BÁO CÁO\nCông tác quý I")

    assert values(text, "parent_organ_name", "organ_name", "type") == (parent, organ, "BC")


@pytest.mark.parametrize(
    ("line", "place", "date", "partial"),
    [
        ("Krông Na, ngày 25/3/2026", "Krông Na", "2026-03-25", None),
        ("Krông Na, ngày 04-3-2026", "Krông Na", "2026-03-04", None),
        ("Krông Na, ngày   /   /2026", "Krông Na", None, "2026"),
        ("Krông Na, tháng 3 năm 2026", "Krông Na", None, "2026-03"),
        ("Phường 5, Quận 3, ngày 2 tháng 5 năm 2024", "Phường 5, Quận 3", "2024-05-02", None),
        ("Tài Văn, ngày 2 tháng 5 năm 2024", "Tài Văn", "2024-05-02", None),
        ("Căn cứ Luật Đầu tư ngày 2 tháng 5 năm 2024", None, None, None),
        ("Tại Hà Nội, ngày 2 tháng 5 năm 2024", None, None, None),
        ("Thực hiện trước ngày 2 tháng 5 năm 2024;", None, None, None),
    ],
)
def test_place_and_date(line: str, place: str | None, date: str | None, partial: str | None):
    """Dates with strokes count; a sentence that ends with a date is neither place nor date."""
    case = case_of(f"SỞ NỘI VỤ\nSố: 12/BC-SNV\n{NATIONAL}\n{line}\n\nBÁO CÁO\nCông tác quý I\n\n{BODY}")
    where, when = case.value("document.place").value, case.value("document.issued_date")

    assert (where, when.value and when.value.isoformat(), when.partial) == (place, date, partial)


@pytest.mark.parametrize(
    ("line", "number", "notation"),
    [
        ("Số: 12.BC/UBND", "12", "BC/UBND"),
        ("Số: 12 BC/UBND", "12", "BC/UBND"),
        ("Số: ……BC/UBND", None, "BC/UBND"),
        ("SỐ: 12/BC-UBND", "12", "BC-UBND"),
    ],
)
def test_numbers_without_a_stroke(line: str, number: str | None, notation: str):
    """The stroke between number and notation may be missing, and the line is still no name of a body."""
    text = stacked("SỞ NỘI VỤ", line, "BÁO CÁO\nCông tác quý I")

    assert values(text, "code_number", "code_notation", "organ_name") == (number, notation, "SỞ NỘI VỤ")


@pytest.mark.parametrize(
    ("title", "code", "subject"),
    [
        ("TỜ TRÌNH\nV/v phê duyệt dự toán", "TTr", "phê duyệt dự toán"),
        ("Báo cáo\nCông tác quý I", "BC", "Công tác quý I"),
        ("GIẤY GIỚI THIỆU\n\nSở Nội vụ trân trọng giới thiệu:", "GGT", None),
        ("(V/v cử người dự tập huấn)\n\nKính gửi: Sở Y tế", "CV", "cử người dự tập huấn"),
        (
            "BÁO CÁO\nkết quả công tác dân vận\n6 tháng đầu năm 2026",
            "BC",
            "kết quả công tác dân vận 6 tháng đầu năm 2026",
        ),
        ("QUYẾT ĐỊNH\nQUY ĐỊNH CHẾ ĐỘ TRỰC TẠI CƠ QUAN", "QĐ", "QUY ĐỊNH CHẾ ĐỘ TRỰC TẠI CƠ QUAN"),
        ("QUYẾT ĐỊNH\n\nBAN HÀNH LỊCH TRỰC\n\nGIÁM ĐỐC SỞ NỘI VỤ", "QĐ", "BAN HÀNH LỊCH TRỰC"),
        (
            "QUYẾT ĐỊNH\n\nKIỆN TOÀN TỔ GIÚP VIỆC CỦA\n\nGIÁM ĐỐC SỞ NỘI VỤ",
            "QĐ",
            "KIỆN TOÀN TỔ GIÚP VIỆC CỦA GIÁM ĐỐC SỞ NỘI VỤ",
        ),
    ],
)
def test_type_and_subject(title: str, code: str, subject: str | None):
    """A subject goes on with its period and ends above who decides; `V/v` and a paragraph that leads in are no part."""
    number = "Số: 12/SNV-VP" if code == "CV" else f"Số: 12/{code}-SNV"

    assert values(stacked("SỞ NỘI VỤ", number, title), "type", "subject") == (code, subject)


@pytest.mark.parametrize(
    "head",
    [
        f"UBND TỈNH ĐẮK LẮK {TITLE}\nSỞ NỘI VỤ Độc lập - Tự do - Hạnh phúc\n"
        "Số: 12/BC-SNV Đắk Lắk, ngày 04 tháng 3 năm 2026",
        f"UBND TỈNH ĐẮK LẮK\t\t{TITLE}\n   SỞ NỘI VỤ\t\tĐộc lập - Tự do - Hạnh phúc\n"
        "Số: 12/BC-SNV\t\tĐắk Lắk, ngày 04 tháng 3 năm 2026",
        f"  UBND TỈNH ĐẮK LẮK          {TITLE}\n"
        "                                 Độc lập - Tự do - Hạnh phúc\n"
        "      SỞ NỘI VỤ\n"
        "    Số: 12/BC-SNV              Đắk Lắk, ngày 04 tháng 3 năm 2026",
    ],
    ids=["one space", "tabs", "spaces"],
)
def test_columns_on_the_same_lines(head: str):
    """A head whose columns share their lines is taken apart, also where a copy lost the gap between them."""
    text = f"{head}\n\nBÁO CÁO\nCông tác quý I\n\n{BODY}"

    assert values(text, "parent_organ_name", "organ_name", "code_number", "place", "type") == (
        "UBND TỈNH ĐẮK LẮK",
        "SỞ NỘI VỤ",
        "12",
        "Đắk Lắk",
        "BC",
    )


@pytest.mark.parametrize("title", ["CỘNG\nHÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "CỘNG HÒA XÃ\nHỘI CHỦ NGHĨA VIỆT NAM"])
def test_a_national_title_broken_anywhere(title: str):
    """Wherever a narrow column broke the national title, its halves are no names of bodies."""
    text = f"SỞ NỘI VỤ\n-----\n{title}\nĐộc lập - Tự do - Hạnh phúc\n-----\nSố:\n12/BC-SNV\n\nBÁO CÁO\nQuý I\n\n{BODY}"

    assert values(text, "organ_name", "code_number", "code_notation") == ("SỞ NỘI VỤ", "12", "BC-SNV")


def test_a_head_of_the_youth_union():
    """The Youth Union's own title stands in the right column, where others have the national one."""
    title = "BCH ĐOÀN XÃ KRÔNG NA          ĐOÀN TNCS HỒ CHÍ MINH\nBAN THƯỜNG VỤ"
    text = f"{title}\n***           Krông Na, ngày 04 tháng 3 năm 2026\nSố: 12-KH/ĐTN\n\n"
    text += f"KẾ HOẠCH\nTháng Thanh niên\n\n{BODY}"

    assert values(text, "parent_organ_name", "organ_name", "place") == (
        "BCH ĐOÀN XÃ KRÔNG NA",
        "BAN THƯỜNG VỤ",
        "Krông Na",
    )


def test_the_date_above_the_signature_stands_in_for_that_of_the_head():
    """A unit without a head like the decree's writes place and date above its signature."""
    signature = "Ea Kar, ngày 10 tháng 5 năm 2025\nHIỆU TRƯỞNG\n\nTrần Văn Ba"
    text = f"{NATIONAL}\n\nBÁO CÁO\nThành tích năm 2025\n\n{BODY}\n\n{signature}"

    assert str(values(text, "issued_date")[0]) == "2025-05-10"
