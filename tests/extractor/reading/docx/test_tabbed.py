"""Tables typed with tabs, and what is set with tabs but holds no data."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.reading.docx.reader import read
from extractor.reading.docx.tabbed import with_tabbed_tables
from extractor.reading.source import Grid, Paragraph, Slice
from tests.extractor.reading.docx.packages import document

_SIGNERS = ("Người lập biểu\tKế toán\tChủ tịch", "Lê Thị Một\tLê Văn Hai\tLê Văn Ba")


def _grids(*lines: str) -> list[list[list[str]]]:
    """Cells of the tables among paragraphs with these texts."""
    tabbed = ("<w:tab/>".join(f"<w:t>{cell}</w:t>" for cell in text.split("\t")) for text in lines)
    source = read(document("".join(f"<w:p><w:r>{inner}</w:r></w:p>" for inner in tabbed)))
    return [_cells(source.text, item) for item in source.flow if isinstance(item, Grid)]


def _cells(text: str, grid: Grid) -> list[list[str]]:
    found = [[""] * grid.columns for _ in range(grid.rows)]
    for cell in grid.cells:
        found[cell.row][cell.column] = "".join(text[piece.start : piece.end] for piece in cell.slices)
    return found


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(("STT\tXã\tSố hộ", "1\tAn Phú\t12", "2\tAn Lộc\t1.250", "\tCộng\t1.262"), id="ordinals"),
        pytest.param(("Xã\tNăm 2023\t2024", "An Phú\t12\t5", "An Lộc\t1.250\t-"), id="figures"),
        pytest.param(("TT\tNhiệm vụ\tCơ quan", "1.\tRà soát\tXã", "2.\tBáo cáo\t"), id="words"),
    ],
)
def test_tables(lines: tuple[str, ...]):
    """Each paragraph is a row, each tab begins a cell; lines above and below stay lines."""
    expected = [[cell.strip() for cell in text.split("\t")] for text in lines]

    assert _grids("Kết quả như sau:", *lines, *_SIGNERS) == [expected]


def test_tabs_that_push_to_default_stops():
    """Short words need more tabs than long ones up to the same place."""
    lines = ("Đơn vị\t\t\tSố hộ\tSố khẩu", "Xã An\t\t\t12\t40", "Xã An Phú Thượng\t5\t20")

    assert _grids(*lines) == [[["Đơn vị", "Số hộ", "Số khẩu"], ["Xã An", "12", "40"], ["Xã An Phú Thượng", "5", "20"]]]


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(("UBND XÃ\t\tCỘNG HÒA", "Số: 12\t\tĐộc lập", "V/v\t\tngày 2"), id="head"),
        pytest.param((*_SIGNERS, "(Ký)\t(Ký)\t(Ký)"), id="signers"),
        pytest.param(("1.\tÔng A\tTrưởng ban", "2.\tÔng B\tPhó ban", "3.\tBà C\tỦy viên"), id="members"),
        pytest.param(("- Số hộ:\t12\thộ", "- Số khẩu:\t40\tkhẩu", "- Trẻ em:\t3\tem"), id="no-header"),
        pytest.param(("Xã\tSố hộ\tSố khẩu", "An Phú\t12\t40"), id="one-row"),
        pytest.param(("Xã\tSố hộ", "An Phú\t12", "An Lộc\t15", "An Mỹ\t1"), id="two-columns"),
        pytest.param(("Nơi nhận:\t\t\tTM. UBND", "- Như trên;\t\t\tCHỦ TỊCH", "- Lưu: VT\t\t\tÔng A"), id="recipients"),
    ],
)
def test_no_tables(lines: tuple[str, ...]):
    """Head, signature block, recipients and lists are lines."""
    assert _grids(*lines) == []


@given(st.lists(st.text("a1\t \u00a0", min_size=1, max_size=12), max_size=8))
def test_any_lines(lines: list[str]):
    """Whatever is tabbed, no line is lost: each stands in one paragraph or one row."""
    text = "\n".join(lines)
    starts = [sum(len(line) + 1 for line in lines[:at]) for at in range(len(lines))]
    flow = [Paragraph((Slice(at, at + len(line)),)) for at, line in zip(starts, lines, strict=True)]

    found = with_tabbed_tables(text, flow)

    assert sum(item.rows if isinstance(item, Grid) else 1 for item in found) == len(lines)
