"""Enumerations inside each other, in the order of the page rather than that of the decree."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from extractor.parts.model import Node
from tests.extractor.documents import divided, report


def outline_of(body: str) -> list[str]:
    """Headings in reading order, one `>` for each level below the first."""
    return list(_lines(divided(report(body)).parts.sections))


def _lines(nodes: tuple[Node, ...]) -> Iterator[str]:
    for node in nodes:
        yield ">" * (node.level - 1) + f"{node.label} {node.title.text if node.title else '-'}"
        yield from _lines(node.children)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            "1) Kết quả thực hiện\na) Tuyên truyền\nĐã làm tốt.\nb) Rà soát\nĐã làm xong.\n2) Khó khăn\nThiếu vốn.",
            ["1 Kết quả thực hiện", ">a Tuyên truyền", ">b Rà soát", "2 Khó khăn"],
            id="letters below bracketed numbers",
        ),
        pytest.param(
            "1/ Kết quả thực hiện\n1. Tuyên truyền\nĐã làm tốt.\n2. Rà soát\nĐã làm xong.\n2/ Khó khăn\nThiếu vốn.",
            ["1 Kết quả thực hiện", ">1 Tuyên truyền", ">2 Rà soát", "2 Khó khăn"],
            id="numbers with a dot below numbers with a stroke",
        ),
        pytest.param(
            "1) Khó khăn\nThiếu vốn.\n2) Kết quả thực hiện\na) Tuyên truyền\nĐã làm tốt.\nb) Rà soát\nĐã làm xong.",
            ["1 Khó khăn", "2 Kết quả thực hiện", ">a Tuyên truyền", ">b Rà soát"],
            id="below the last heading",
        ),
        pytest.param(
            "I. KẾT QUẢ\n1. Tuyên truyền\nTốt.\n2. Rà soát\nXong.\nII/ KHÓ KHĂN\nThiếu vốn.",
            ["I KẾT QUẢ", ">1 Tuyên truyền", ">2 Rà soát", "II KHÓ KHĂN"],
            id="a slip of the sign nests nothing",
        ),
        pytest.param(
            "1. Kết quả: Đã làm tốt.\n2. Khó khăn: Thiếu vốn.\n3. Đề xuất: Cấp vốn.",
            ["1 Kết quả", "2 Khó khăn", "3 Đề xuất"],
            id="leads that name parts",
        ),
        pytest.param(
            "PHẦN I\nKết quả thực hiện\nĐã làm tốt.\nPHẦN II\nKhó khăn, vướng mắc\nThiếu vốn.",
            ["PHẦN I Kết quả thực hiện", "PHẦN II Khó khăn, vướng mắc"],
            id="plain titles below their labels",
        ),
        pytest.param(
            "1.- KẾT QUẢ\nTốt.\n2.- KHÓ KHĂN\nThiếu vốn.", ["1 KẾT QUẢ", "2 KHÓ KHĂN"], id="a dot with a dash"
        ),
        pytest.param(
            "1) THU NGÂN SÁCH\nTốt.\n2) CÔNG TÁC NỘI VỤ\na. Phòng Kinh tế\nLàm.\nb. Công an\nLàm.",
            ["1 THU NGÂN SÁCH", "2 CÔNG TÁC NỘI VỤ", ">a Phòng Kinh tế", ">b Công an"],
            id="below a last heading in capitals",
        ),
        pytest.param(
            "1. Kết quả\nTốt.\n2. Kiến nghị\n1- ĐỀ NGHỊ SỞ Y TẾ\nTập huấn.\n2- ĐỀ NGHỊ SỞ NỘI VỤ\nTuyển dụng.",
            ["1 Kết quả", "2 Kiến nghị", ">1 ĐỀ NGHỊ SỞ Y TẾ", ">2 ĐỀ NGHỊ SỞ NỘI VỤ"],
            id="another sign counts anew",
        ),
        pytest.param("(I) KẾT QUẢ\nTốt.\n(II) KHÓ KHĂN\nThiếu vốn.", ["I KẾT QUẢ", "II KHÓ KHĂN"], id="in brackets"),
    ],
)
def test_headings_nest_as_the_page_nests_them(body: str, expected: list[str]) -> None:
    """The outer enumeration goes on around the inner one."""
    assert outline_of(body) == expected
