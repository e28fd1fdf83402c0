from __future__ import annotations

from collections.abc import Iterator

import pytest

from extractor.parts.model import Node
from tests.extractor.documents import divided, report


def outline_of(body: str) -> list[str]:
    """Headings of a body, a `>` for each level below the first."""

    def show(nodes: tuple[Node, ...]) -> Iterator[str]:
        for node in nodes:
            yield f"{'>' * (node.level - 1)}{node.label} {node.title.text if node.title else '-'}"
            yield from show(node.children)

    return list(show(divided(report(body)).parts.sections))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            "I. KẾT QUẢ\nĐã mở 3 lớp.\nII. KIẾN NGHỊ\nKhông có.", ["I KẾT QUẢ", "II KIẾN NGHỊ"], id="capitals"
        ),
        pytest.param(
            "**I. Kết quả**\nĐã mở 3 lớp.\n**II. Kiến nghị**\nKhông có.", ["I Kết quả", "II Kiến nghị"], id="bold"
        ),
        pytest.param(
            "I. Kết quả\nĐã mở 3 lớp.\nII. Kiến nghị\nKhông có.",
            ["I Kết quả", "II Kiến nghị"],
            id="alone on the line",
        ),
        pytest.param(
            "I. KẾT QUẢ\n1. Về đội ngũ\nCó 2 người.\n2. Về kinh phí\nĐủ.\nII. KIẾN NGHỊ\nKhông có.",
            ["I KẾT QUẢ", ">1 Về đội ngũ", ">2 Về kinh phí", "II KIẾN NGHỊ"],
            id="two levels",
        ),
        pytest.param(
            "PHẦN THỨ NHẤT\nĐÁNH GIÁ\nI. KẾT QUẢ\n1. Về đội ngũ\na) Tuyển dụng\nĐã tuyển.\nb) Tập huấn\nĐã mở.",
            ["PHẦN THỨ NHẤT ĐÁNH GIÁ", ">I KẾT QUẢ", ">>1 Về đội ngũ", ">>>a Tuyển dụng", ">>>b Tập huấn"],
            id="part with its title below",
        ),
        pytest.param(
            "1. Kết quả\nĐạt.\n1.1. Về đội ngũ\nĐủ.\n1.2. Về kinh phí\nĐủ.\n2. Kiến nghị\nKhông có.",
            ["1 Kết quả", ">1.1 Về đội ngũ", ">1.2 Về kinh phí", "2 Kiến nghị"],
            id="decimals",
        ),
        pytest.param(
            "I. KẾT QUẢ\n1. Đã mở 3 lớp tập huấn cho 40 người.\n2. Đã cấp 12 thẻ bảo hiểm y tế.\n3. Đã thăm 5 hộ.",
            ["I KẾT QUẢ"],
            id="numbered sentences are items",
        ),
        pytest.param(
            "I. KẾT QUẢ\na) Mở 3 lớp tập huấn;\nb) Cấp 12 thẻ;\nc) Thăm 5 hộ.",
            ["I KẾT QUẢ"],
            id="lettered items",
        ),
        pytest.param(
            "I. KẾT QUẢ\n**1. Về đội ngũ:** Hiện có 2 người làm việc.\n**2. Về kinh phí:** Đã cấp đủ.",
            ["I KẾT QUẢ", ">1 Về đội ngũ", ">2 Về kinh phí"],
            id="bold run-in",
        ),
        pytest.param(
            "I. KẾT QUẢ\n1. Về đội ngũ: Hiện có 2 người.\n2. Về kinh phí: Đã cấp đủ.",
            ["I KẾT QUẢ"],
            id="plain leads alone are items",
        ),
        pytest.param(
            "I. KẾT QUẢ\n1. Về đội ngũ\nCó 2 người.\n2. Về kinh phí: Đã cấp đủ.",
            ["I KẾT QUẢ", ">1 Về đội ngũ", ">2 Về kinh phí"],
            id="a lead beside a sibling that stands alone",
        ),
        pytest.param(
            "I. KẾT QUẢ\n1. Các việc đã làm:\n- Mở lớp.\n- Cấp thẻ.\n2. Các việc còn lại:\n- Thăm hộ nghèo.",
            ["I KẾT QUẢ", ">1 Các việc đã làm", ">2 Các việc còn lại"],
            id="leads above lists",
        ),
        pytest.param(
            "I. KẾT QUẢ\nTrong năm 2025, **đã mở 3 lớp**.\n1. **Đã mở** 3 lớp tập huấn cho cán bộ.\n2. Đã cấp 12 thẻ.",
            ["I KẾT QUẢ"],
            id="stressed words head nothing",
        ),
        pytest.param(
            (
                "**Điều 1.** Phê duyệt danh sách gồm 5 người.\n**Điều 2. Tổ chức thực hiện**\n"
                "Giao Phòng Văn hóa.\nĐiều 3. Quyết định có hiệu lực từ ngày ký.\n\n"
                "Điều 4. Chánh\n\nVăn phòng thi hành."
            ),
            ["Điều 1 -", "Điều 2 Tổ chức thực hiện", "Điều 3 -", "Điều 4 -"],
            id="articles",
        ),
        pytest.param(
            "A. ĐÁNH GIÁ\nI. KẾT QUẢ\nTốt.\nB. PHƯƠNG HƯỚNG\nI. MỤC TIÊU\nĐạt.",
            ["A ĐÁNH GIÁ", ">I KẾT QUẢ", "B PHƯƠNG HƯỚNG", ">I MỤC TIÊU"],
            id="capital letters",
        ),
        pytest.param("Trong quý, phường đã mở 3 lớp.\nKinh phí được cấp đủ.", [], id="no heading"),
        pytest.param("2016. Năm bản lề\n2017. Năm tăng tốc\nHết.", [], id="years"),
        pytest.param(
            "I. KẾT QUẢ\nCác văn bản:\n3. Kế hoạch số 5\n4. Kế hoạch số 6",
            ["I KẾT QUẢ"],
            id="a list that does not begin at 1",
        ),
        pytest.param(
            (
                "I. TÌNH HÌNH\nKhá.\nII. KẾT QUẢ\n1. Đội ngũ\nĐủ.\nIII. KIẾN NGHỊ\n1. Với tỉnh\n"
                "Cấp vốn.\n2. Với sở\nTập huấn."
            ),
            ["I TÌNH HÌNH", "II KẾT QUẢ", ">1 Đội ngũ", "III KIẾN NGHỊ", ">1 Với tỉnh", ">2 Với sở"],
            id="counting begins anew below each part",
        ),
    ],
)
def test_outline(body: str, expected: list[str]):
    """The headings of a body with their level; numbered items are none."""
    assert outline_of(body) == expected


def test_text_under_headings():
    """Own text is what stands directly under a heading: run-in words first, then passages and bullets."""
    parts = divided(
        report("Mở đầu.\n**I. Kết quả:** Đã mở lớp.\n- Cấp 12 thẻ.\n1. Về đội ngũ\nCó 2 người.\n2. Về vốn\nĐủ.")
    ).parts
    (root,) = parts.sections

    assert [quote.text for quote in root.own] == ["Đã mở lớp.", "- Cấp 12 thẻ."]
    assert [quote.text for quote in root.text()] == [
        "Đã mở lớp.",
        "- Cấp 12 thẻ.",
        "1. Về đội ngũ",
        "Có 2 người.",
        "2. Về vốn",
        "Đủ.",
    ]
    assert [passage.text for passage in parts.opening] == ["Mở đầu."]
    assert [node.name for node in parts.nodes()] == ["I", "1", "2"]


def test_the_section_of_a_passage():
    """A passage belongs to the innermost heading above it; the opening to none."""
    parts = divided(report("Mở đầu.\nI. KẾT QUẢ\n1. Về đội ngũ\nCó 2 người.\n2. Về vốn\nĐủ.")).parts
    sections = {passage.text: node.label if (node := parts.section_of(passage)) else None for passage in parts.body}

    assert sections["Mở đầu."] is None
    assert sections["Có 2 người."] == "1"
    assert sections["2. Về vốn"] == "2"


def test_tables_belong_to_the_heading_above():
    """A table in the body is found under its heading."""
    parts = divided(
        report(
            "I. KẾT QUẢ\nSố liệu như sau\nSTT\tTên xã\tSố hộ\n1\tLộc An\t12\n2\tLộc Bình\t20\n"
            "3\tLộc Trì\t31\nII. KIẾN NGHỊ\nKhông có."
        )
    ).parts

    assert [node.grids for node in parts.sections] == [(0,), ()]
