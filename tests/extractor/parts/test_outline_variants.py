"""Ways of numbering and setting headings that differ from body to body, and lists that look like headings."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from extractor.parts.enumerators import item_mark, read_enumerator
from extractor.parts.model import Node
from extractor.text.fold import fold
from tests.extractor.documents import divided, report

_LONG = "Tăng cường sự lãnh đạo của cấp ủy và sự phối hợp của các đoàn thể " * 3


def headings_of(body: str) -> list[str]:
    """The headings of a body, indented by level."""

    def show(nodes: tuple[Node, ...]) -> Iterator[str]:
        for node in nodes:
            yield f"{'>' * (node.level - 1)}{node.label} {node.title.text if node.title else '-'}"
            yield from show(node.children)

    return list(show(divided(report("Phường báo cáo như sau:\n" + body)).parts.sections))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            "I- KẾT QUẢ\n1- Công tác tuyên truyền\nĐã mở 3 lớp.\n2-Công tác kiểm tra\nĐạt.\nII-KIẾN NGHỊ\nKhông có.",
            ["I KẾT QUẢ", ">1 Công tác tuyên truyền", ">2 Công tác kiểm tra", "II KIẾN NGHỊ"],
            id="hyphens behind the number",
        ),
        pytest.param(
            "I/ KẾT QUẢ\n1/ Công tác tuyên truyền\nĐạt.\n2/ Công tác kiểm tra\nĐạt.",
            ["I KẾT QUẢ", ">1 Công tác tuyên truyền", ">2 Công tác kiểm tra"],
            id="slashes behind the number",
        ),
        pytest.param(
            "I. KẾT QUẢ\nI.1. Về hạ tầng\nĐạt.\nI.2. Về nhân lực\nĐạt.\nII. KHÓ KHĂN\nKhông.",
            ["I KẾT QUẢ", ">I.1 Về hạ tầng", ">I.2 Về nhân lực", "II KHÓ KHĂN"],
            id="the number of the part repeated",
        ),
        pytest.param(
            "PHẦN A. ĐÁNH GIÁ\nTốt.\nPHẦN B. PHƯƠNG HƯỚNG\nĐẩy mạnh.",
            ["PHẦN A ĐÁNH GIÁ", "PHẦN B PHƯƠNG HƯỚNG"],
            id="parts by letter",
        ),
        pytest.param(
            "I. KẾT QUẢ THỰC HIỆN CHƯƠNG TRÌNH\nGIẢM NGHÈO BỀN VỮNG\nĐạt.\nII. KHÓ KHĂN VÀ\nKIẾN NGHỊ\nKhông.",
            ["I KẾT QUẢ THỰC HIỆN CHƯƠNG TRÌNH GIẢM NGHÈO BỀN VỮNG", "II KHÓ KHĂN VÀ KIẾN NGHỊ"],
            id="capitals broken over two paragraphs",
        ),
        pytest.param(
            "PHẦN I\nKẾT QUẢ PHÁT TRIỂN\nKINH TẾ - XÃ HỘI\nĐạt.\nPHẦN II\nPHƯƠNG HƯỚNG\nĐẩy mạnh.",
            ["PHẦN I KẾT QUẢ PHÁT TRIỂN KINH TẾ - XÃ HỘI", "PHẦN II PHƯƠNG HƯỚNG"],
            id="the title below a label broken over two",
        ),
        pytest.param(
            "I. THÀNH PHẦN\n1. Ông Trần Văn Bình - Phó Chủ tịch\n2. Bà Lê Thị Hoa - Trưởng phòng\nII. NỘI DUNG\nHọp.",
            ["I THÀNH PHẦN", "II NỘI DUNG"],
            id="persons present",
        ),
        pytest.param(
            "I. KẾT QUẢ\nĐơn vị tham gia:\n1. Trạm Y tế\n2. Trường Tiểu học An Biên\n3. Công an phường\nĐã dự đủ.",
            ["I KẾT QUẢ"],
            id="a list with text behind its last line",
        ),
        pytest.param(
            "I. CHỈ TIÊU\n1. Phấn đấu 100% hồ sơ được số hóa\n2. Trên 90% hồ sơ đúng hạn\nII. KINH PHÍ\nTheo dự toán.",
            ["I CHỈ TIÊU", "II KINH PHÍ"],
            id="targets without a full stop",
        ),
        pytest.param(
            "I. PHÂN CÔNG\n**1. Phòng Kinh tế** bố trí kinh phí.\n**2. Công an phường** bảo đảm an ninh.",
            ["I PHÂN CÔNG", ">1 Phòng Kinh tế", ">2 Công an phường"],
            id="bold names of bodies open their tasks",
        ),
        pytest.param(
            "1. Ban Chỉ đạo phường An Biên\na) Rà soát các hộ.\nb) Báo cáo trước ngày 15.\n"
            "2. Giao Công an phường kiểm tra.\n3. Giao các khu dân cư tuyên truyền.",
            ["1 Ban Chỉ đạo phường An Biên"],
            id="one line that heads a list among sentences",
        ),
        pytest.param(
            "I. MỤC TIÊU\n1. "
            + _LONG
            + "trong công tác phổ cập\nĐưa vào nghị quyết.\n2. Nâng cao chất lượng\nBồi dưỡng giáo viên.",
            [
                "I MỤC TIÊU",
                ">1 " + _LONG + "trong công tác phổ cập",
                ">2 Nâng cao chất lượng",
            ],
            id="a heading of three lines",
        ),
        pytest.param(
            "Phần thứ nhất\nNhững mặt đã làm\nTốt.\nPhần thứ hai\nĐiều còn băn khoăn\nThiếu vốn.",
            ["Phần thứ nhất Những mặt đã làm", "Phần thứ hai Điều còn băn khoăn"],
            id="any plain title below its label",
        ),
        pytest.param(
            "1- Mục tiêu\na) Chung\nTốt.\nb) Riêng\nTốt.\n2- Công việc\na) Mở lớp\nTốt.\nb) Hội thi\nTốt.\n3- Tiền\n"
            "4- Tổ chức thực hiện\na) Phòng Kinh tế\nLàm.\nb) Công an\nLàm.",
            [
                *("1 Mục tiêu", ">a Chung", ">b Riêng", "2 Công việc", ">a Mở lớp", ">b Hội thi", "3 Tiền"),
                *("4 Tổ chức thực hiện", ">a Phòng Kinh tế", ">b Công an"),
            ],
            id="an empty heading among headings",
        ),
        pytest.param(
            "I. KẾT QUẢ\nTốt.\nII. Những vấn đề còn tồn tại\nThiếu vốn.\nIII. Kiến nghị với cấp trên\nCấp vốn.",
            ["I KẾT QUẢ", "II Những vấn đề còn tồn tại", "III Kiến nghị với cấp trên"],
            id="headings that end with a word that links elsewhere",
        ),
        pytest.param(
            "I. THU\nĐạt.\nII. CHI\nĐạt.\nII. KẾT DƯ\nKhông.\nIV. CÔNG KHAI\nĐã công khai.",
            ["I THU", "II CHI", "II KẾT DƯ", "IV CÔNG KHAI"],
            id="miscounted numerals",
        ),
    ],
)
def test_outline_of_other_bodies(body: str, expected: list[str]):
    """Headings are found however they are numbered; lines that follow one another at once head nothing."""
    assert headings_of(body) == expected


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("I- Kết quả", "I"),
        ("II – Kết quả", "II"),
        ("A - Kết quả", "A"),
        ("1- Về vốn", "1"),
        ("1-Về vốn", "1"),
        ("a- Về vốn", "a"),
        ("I.1. Về vốn", "I.1"),
        ("Phần B", "Phần B"),
        ("X-quang phổi", None),
        ("10-CT/TU ngày 05/01/2026", None),
        ("12 - 15 tuổi", None),
        ("H-mông", None),
        ("Mục a khoản 2", None),
    ],
)
def test_hyphens_and_compound_numbers(text: str, label: str | None):
    """A hyphen closes a number only before words that begin as a heading does."""
    found = read_enumerator(text, fold(text))

    assert (found.label if found else None) == label


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Một là, bố trí kinh phí.", "bố trí kinh phí."),
        ("Thứ hai: mở lớp tập huấn.", "mở lớp tập huấn."),
        ("Thứ hai hằng tuần, họp giao ban.", "Thứ hai hằng tuần, họp giao ban."),
    ],
)
def test_spoken_marks(text: str, words: str):
    """`Một là,` is the mark of an item; without comma or colon the words belong to the sentence."""
    assert text[item_mark(text, fold(text)) :] == words
