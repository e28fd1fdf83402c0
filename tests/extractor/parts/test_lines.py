from __future__ import annotations

import pytest

from extractor.parts.lines import Kind, kind_of, lines_of, names_body, names_post, names_unit
from extractor.parts.type_names import type_of
from extractor.reading.source import SourceText
from extractor.text.capitals import is_capitals
from extractor.text.clean import clean
from extractor.text.passage import Passage, Quote
from tests.extractor.documents import passage_of, placed


def line(text: str) -> Quote:
    """A text as one line."""
    return passage_of(text).quote()


KINDS = {
    Kind.NATIONAL: [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "CỘNG HÒA XÃ HỘI CHỦ NGHIÃ VIỆT NAM",
        "ĐẢNG CỘNG SẢN VIỆT NAM",
    ],
    Kind.MOTTO: ["Độc lập - Tự do - Hạnh phúc", "Độc lập – Tự do – Hạnh phúc", "Độc lâp - Tự do - Hanh phúc"],
    Kind.NUMBER: [
        "Số: 918/BC-UBND",
        "Số: 918 /BC - UBND",
        "Số:      /KH-UBND",
        "Số: …./KH-UBND",
        "Số: ....../UBND-VX",
        "Số 11-CT/TU",
        "Số:",
        "Số: ………",
        "Số: 12/2026/QĐ-UBND",
    ],
    Kind.PLACE_DATE: [
        "Kim Trà, ngày 25 tháng 03 năm 2026",
        "Kim Trà, ngày    tháng 4 năm 2026",
        "TP. Huế, ngày … tháng … năm 2026",
        "ngày 5 tháng 9 năm 2016",
        "Lạng Sơn, ngày 05 tháng 9 năm 20...",
    ],
    Kind.TYPE: [
        "BÁO CÁO",
        "KẾ HOẠCH",
        "B Á O C Á O",
        "BÁO CÁO THAM LUẬN",
        "TỜ TRÌNH",
        "BÁO CÁO KẾT QUẢ QUÝ I",
        "THÔNG TƯ",
    ],
    Kind.ABOUT: ["V/v báo cáo kết quả", "v/v: trả lời", "Về việc trả lời kiến nghị"],
    Kind.ADDRESSEES: ["Kính gửi: Sở Y tế", "Kính gửi:", "KÍNH GỬI: SỞ Y TẾ"],
    Kind.RECIPIENTS: ["Nơi nhận:", "*Nơi nhận:", "Nơi nhận"],
    Kind.AUTHORITY: [
        "TM. ỦY BAN NHÂN DÂN",
        "TM.ỦY BAN NHÂN DÂN",
        "T/M ỦY BAN NHÂN DÂN",
        "TL. CHỦ TỊCH",
        "KT. GIÁM ĐỐC",
        "KT.CHỦ TỊCH",
        "TUQ. CHỦ TỊCH",
        "Q. GIÁM ĐỐC",
        "TM BAN THƯỜNG VỤ",
    ],
    Kind.APPENDIX: ["PHỤ LỤC", "Phụ lục I", "PHỤ LỤC 02", "Phụ lục số 1:", "Biểu mẫu 01", "Mẫu số 3"],
    Kind.ATTACHED: ["(Kèm theo Báo cáo số 5/BC-UBND)", "(Ban hành kèm theo Quyết định số 5)", "Đính kèm: danh sách"],
    Kind.URGENCY: ["KHẨN", "THƯỢNG KHẨN", "HỎA TỐC", "HOẢ TỐC"],
    Kind.SECRECY: ["MẬT", "TỐI MẬT", "TUYỆT MẬT"],
    Kind.RULE: ["-------", "_______", "* * *", "- - -", "———", "…………"],
    Kind.WORDS: [
        "ỦY BAN NHÂN DÂN XÃ LẠC DƯƠNG",
        "Báo cáo kết quả",
        "Số lượng cộng tác viên",
        "Số hộ nghèo: 12",
        "ngày 5 tháng 9 năm 2016 của UBND tỉnh",
        "Khẩn",
        "Phụ lục kèm theo nêu rõ kết quả",
        "KTX SINH VIÊN",
        "Cộng hòa",
        "Về đội ngũ",
    ],
}


@pytest.mark.parametrize(("text", "kind"), [(text, kind) for kind, texts in KINDS.items() for text in texts])
def test_kinds_of_lines(text: str, kind: Kind):
    """A line's kind is told by its words alone, whatever damage type and spacing have."""
    assert kind_of(line(text)) is kind


@pytest.mark.parametrize(
    ("text", "code", "name"),
    [
        ("BÁO CÁO", "BC", "BÁO CÁO"),
        ("BÁO CÁO THAM LUẬN", "BC", "BÁO CÁO THAM LUẬN"),
        ("BÁO CÁO TỔNG KẾT", "BC", "BÁO CÁO TỔNG KẾT"),
        ("BÁO CÁO KẾT QUẢ THỰC HIỆN", "BC", "BÁO CÁO"),
        ("B Á O C Á O", "BC", "B Á O C Á O"),
        ("BÁO CÁO:", "BC", "BÁO CÁO:"),
        ("QUYẾT ĐỊNH", "QĐ", "QUYẾT ĐỊNH"),
        ("QUY ĐỊNH", "QyĐ", "QUY ĐỊNH"),
        ("TỜ TRÌNH", "TTr", "TỜ TRÌNH"),
        ("THÔNG TƯ LIÊN TỊCH", "TT", "THÔNG TƯ LIÊN TỊCH"),
        ("KẾ HOẠCH", "KH", "KẾ HOẠCH"),
    ],
)
def test_types(text: str, code: str, name: str):
    """The abbreviation of the type, and how far its name reaches before the subject begins."""
    quote = line(text)
    found = type_of(quote)

    assert found is not None
    assert (found[0], quote.text[: found[1]]) == (code, name)


@pytest.mark.parametrize("text", ["Báo cáo", "BÁO CÁOX", "BÁO", "KẾ HOẠCHHÓA", "ỦY BAN NHÂN DÂN", ""])
def test_other_lines_name_no_type(text: str):
    """A type's name stands in capitals, whole."""
    assert not text or type_of(line(text)) is None


@pytest.mark.parametrize(
    ("text", "capitals"),
    [
        ("ỦY BAN", True),
        ("TM. ỦY BAN", True),
        ("Ủy ban", False),
        ("", False),
        ("2026", False),
        ("QUÝ I/2026", True),
        ("ÔNG Nguyễn", False),
    ],
)
def test_capitals(text: str, capitals: bool):
    """Digits and marks do not count; a text without letters has no capitals."""
    assert is_capitals(text) is capitals


@pytest.mark.parametrize(
    ("text", "body", "unit", "post"),
    [
        ("ỦY BAN NHÂN DÂN", True, False, False),
        ("UBND XÃ LẠC DƯƠNG", True, False, False),
        ("SỞ Y TẾ", True, False, False),
        ("XÃ LẠC DƯƠNG", False, True, False),
        ("TỈNH LÂM ĐỒNG", False, True, False),
        ("PHÓ CHỦ TỊCH", False, False, True),
        ("Giám đốc Sở", False, False, True),
        ("TRUNG TÂM Y TẾ", True, False, False),
    ],
)
def test_first_words_of_names(text: str, body: bool, unit: bool, post: bool):
    """Bodies, administrative units and posts are told by their first words."""
    assert (names_body(line(text)), names_unit(line(text)), names_post(text)) == (body, unit, post)


def lines(source: SourceText) -> list[list[str]]:
    """Lines of each passage."""
    return [[quote.text for quote in lines_of(item)] for item in clean(source) if isinstance(item, Passage)]


def test_lines_of_a_passage():
    """A paragraph of three lines gives its lines as they stand on the paper; empty ones fall away."""
    assert lines(placed(("TM. ỦY BAN\n \nKT. CHỦ TỊCH", 1, 1))) == [["TM. ỦY BAN", "KT. CHỦ TỊCH"]]
