"""Tables as copies of pages write them: pipes behind cells, between them, or on lines of their own."""

from __future__ import annotations

import pytest

from extractor.reading.markdown import read
from extractor.reading.source import Grid, Paragraph


def rows_of(text: str) -> list[list[str]]:
    """The words of the cells of the first table, row by row."""
    source = read(text)
    grid = next(item for item in source.flow if isinstance(item, Grid))
    rows: dict[int, list[str]] = {}
    for cell in grid.cells:
        rows.setdefault(cell.row, []).append("".join(source.text[s.start : s.end] for s in cell.slices))
    return list(rows.values())


@pytest.mark.parametrize(
    "text",
    [
        "STT | Họ và tên | Bản |\n1 | Lò Thị Mơ | Na |\n2 |  | Pa |\n",
        "STT | Họ và tên | Bản\n--- | --- | ---\n1 | Lò Thị Mơ | Na\n2 |  | Pa\n",
        "| STT | Họ và tên | Bản |\n| 1 | Lò Thị Mơ | Na |\n| 2 |  | Pa |\n",
    ],
)
def test_table_with_pipes(text: str) -> None:
    """Cells are what stands between pipes, wherever a row has them."""
    assert rows_of(text) == [["STT", "Họ và tên", "Bản"], ["1", "Lò Thị Mơ", "Na"], ["2", "", "Pa"]]


def test_empty_first_cell_below_a_row_without_an_opening_pipe() -> None:
    """Below `A | B |` the row ` | C |` has nothing in its first cell."""
    rows = rows_of("STT | Nội dung | Số |\n1 | Một | 2 |\n | Hai | 3 |\n")

    assert rows[2] == ["", "Hai", "3"]


@pytest.mark.parametrize("text", ["Thứ Hai, ngày 25/03/2019 | 08:50\nTin khác", "SỞ NỘI VỤ |\nSố: 7/BC-SNV |\n"])
def test_lone_pipe_makes_no_table(text: str) -> None:
    """One line with a pipe is no table; a pipe at the end of a line is no part of its words."""
    source = read(text)

    words = [source.text[p.slices[0].start : p.slices[0].end] for p in source.flow if isinstance(p, Paragraph)]
    assert words == [line.removesuffix(" |") for line in text.strip().split("\n")]


@pytest.mark.parametrize(
    ("text", "is_grid"),
    [
        ("- Lưu: VT.\t\tLê Thị Hà\n- Sở Y tế;\t\t(Đã ký)", False),
        ("Họ và tên\tChức vụ\tĐơn vị\nLê Thị Mơ\tGiám đốc\tLộc An", True),
    ],
)
def test_tabs_that_only_push(text: str, is_grid: bool) -> None:
    """Two lines with an empty column between tabs are set side by side and no table."""
    assert any(isinstance(item, Grid) for item in read(text).flow) is is_grid
