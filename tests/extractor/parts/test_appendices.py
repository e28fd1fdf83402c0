from __future__ import annotations

import pytest

from extractor.parts.model import AppendixPart
from tests.extractor.documents import divided, report

GRID = "STT\tTên xã\tSố hộ\n1\tLộc An\t12\n2\tLộc Bình\t20\n3\tLộc Trì\t31"


def shown(part: AppendixPart) -> tuple[str | None, str, str | None, tuple[int, ...]]:
    """Label, title, reference and tables of an appendix."""
    return (
        part.label.text if part.label else None,
        " ".join(quote.text for quote in part.title),
        part.reference.text if part.reference else None,
        part.grids,
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            f"PHỤ LỤC\nTỔNG HỢP HỘ NGHÈO\n(Kèm theo Báo cáo số 77/BC-UBND)\n{GRID}",
            [("PHỤ LỤC", "TỔNG HỢP HỘ NGHÈO", "(Kèm theo Báo cáo số 77/BC-UBND)", (0,))],
            id="label, title, reference",
        ),
        pytest.param(
            f"PHỤ LỤC I\nHỘ NGHÈO\n{GRID}\nPHỤ LỤC II\nHỘ CẬN NGHÈO\n{GRID}",
            [("PHỤ LỤC I", "HỘ NGHÈO", None, (0,)), ("PHỤ LỤC II", "HỘ CẬN NGHÈO", None, (1,))],
            id="two",
        ),
        pytest.param(
            f"PHỤ LỤC I\nHỘ NGHÈO\n{GRID}\nPHỤ LỤC I\nHỘ NGHÈO\n{GRID}",
            [("PHỤ LỤC I", "HỘ NGHÈO", None, (0, 1))],
            id="one with its head repeated",
        ),
        pytest.param(
            f"PHỤ LỤC 2\nHỘ NGHÈO\n{GRID}\nPHỤ LỤC 2 (tiếp theo)\n{GRID}",
            [("PHỤ LỤC 2", "HỘ NGHÈO", None, (0, 1))],
            id="one that goes on",
        ),
        pytest.param(
            f"PHỤ LỤC\nHỘ NGHÈO\n{GRID}\nPHỤ LỤC\nHỘ CẬN NGHÈO\n{GRID}",
            [("PHỤ LỤC", "HỘ NGHÈO", None, (0,)), ("PHỤ LỤC", "HỘ CẬN NGHÈO", None, (1,))],
            id="two without numbers",
        ),
        pytest.param(
            f"TỔNG HỢP HỘ NGHÈO\n(Kèm theo Báo cáo số 77/BC-UBND)\n{GRID}",
            [(None, "TỔNG HỢP HỘ NGHÈO", "(Kèm theo Báo cáo số 77/BC-UBND)", (0,))],
            id="no label",
        ),
        pytest.param(
            f"PHỤ LỤC**TỔNG HỢP HỘ NGHÈO***(Kèm theo Báo cáo số 77/BC-UBND)*\n{GRID}",
            [("PHỤ LỤC", "TỔNG HỢP HỘ NGHÈO", "(Kèm theo Báo cáo số 77/BC-UBND)", (0,))],
            id="line breaks lost",
        ),
        pytest.param(
            f"Phụ lục 01\nDanh sách hộ nghèo\n{GRID}",
            [("Phụ lục 01", "Danh sách hộ nghèo", None, (0,))],
            id="small letters",
        ),
        pytest.param(GRID, [(None, "", None, (0,))], id="table alone"),
        pytest.param("", [], id="nothing behind the tail"),
        pytest.param("Ghi chú lẻ", [], id="stray words"),
    ],
)
def test_appendices(text: str, expected: list[tuple[str | None, str, str | None, tuple[int, ...]]]):
    """What stands behind the tail, with label, title and the document it belongs to."""
    parts = divided(report("Đã mở 3 lớp.") + "\n" + text).parts

    assert [shown(part) for part in parts.appendices] == expected


def test_text_of_an_appendix():
    """Passages below title and reference are the appendix's own text."""
    text = (
        "\nPHỤ LỤC\nĐỀ CƯƠNG BÁO CÁO\n(Kèm theo Công văn số 5)\n"
        "Phần này nêu rõ kết quả đạt được.\nSố liệu tính đến ngày 31/3."
    )
    (part,) = divided(report("Đã mở 3 lớp.") + text).parts.appendices

    assert [passage.text for passage in part.passages] == [
        "Phần này nêu rõ kết quả đạt được.",
        "Số liệu tính đến ngày 31/3.",
    ]
