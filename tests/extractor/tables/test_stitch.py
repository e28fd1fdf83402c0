"""Which drawn table goes on from the page before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from extractor.reading.source import Grid, GridCell, Mark, OcrInfo, Paragraph, Slice, SourceText, Span
from extractor.tables.build import build_tables
from extractor.tables.stitch import fitted
from schemas.evidence import Box
from schemas.tables import Table
from tests.extractor.tables.conftest import draw_grid

FIRST = "TT | Việc\nI | Nhóm\n1 | Rà soát\n2 | Báo cáo"
COUNTED = "STT | Họ và tên | Số hộ\n1 | Lê A | 5\n2 | Lê B | 6\n3 | Lê C | 7"
WORDED = "Đơn vị | Số hộ\nThôn Một | 4\nThôn Hai | 5\nThôn Ba | 6"


def placed(grid: Grid, x0: float = 70) -> Grid:
    """A grid as wide as others, begun at another place across: pages lie unlike on the glass of a scanner."""
    cells = (replace(cell, box=Box(x0, 100.0 + 10 * cell.row, x0 + 300, 109.0 + 10 * cell.row)) for cell in grid.cells)
    return replace(grid, cells=tuple(cells))


def in_columns(grid: Grid, x0: float) -> Grid:
    """A grid of columns a hundred points wide, begun at `x0`."""
    boxes = (Box(x0 + 100 * c.column, 0, x0 + 100 * (c.column + c.column_span), 9) for c in grid.cells)
    return replace(grid, cells=tuple(replace(cell, box=box) for cell, box in zip(grid.cells, boxes, strict=True)))


def paragraph(words: str, before: str, page: int, height: float) -> tuple[str, Paragraph]:
    """The text with a line of words behind it, and the paragraph of that line."""
    start = len(before)
    box = Box(100.0, height, 300.0, height + 12)
    return before + words + "\n", Paragraph((Slice(start, start + len(words), page=page, box=box),))


def read(first: str, second: str, words: tuple[str | None, str | None] = (None, None), x0: float = 70) -> list[Table]:
    """The tables of two pages with words over each, the second begun at `x0`."""
    text = ""
    flow: list[Paragraph | Grid] = []
    grids: list[Grid] = []
    for page, (drawn, over, left) in enumerate(((first, words[0], 70.0), (second, words[1], x0)), 1):
        if over is not None:
            text, above = paragraph(over, text, page, 60.0 + 10 * page)
            flow.append(above)
        text, grid = draw_grid(drawn, text, page)
        grids.append(placed(grid, left))
        flow.append(grids[-1])
    return list(build_tables(SourceText("application/pdf", text, tuple(flow)), grids, [None, None]).tables)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (FIRST, "3 | Tổng hợp\n4 | Công khai", True),
        (FIRST, "II | Nhóm sau\n3 | Tổng hợp", True),
        (FIRST, "H | Nhóm sau\n3 | Tổng hợp", True),
        (FIRST + "\nII | Nhóm sau", "3 | Tổng hợp\n4 | Công khai", True),
        (FIRST, "II | Nhóm sau\n1 | Tổng hợp", False),
        (FIRST, "Mục | Nhóm sau\n3 | Tổng hợp", False),
        (FIRST, "1 | Tổng hợp\n2 | Công khai", False),
    ],
)
def test_serial_numbers_that_count_on(first: str, second: str, expected: bool) -> None:
    """Where the edges of two tables do not tell, the next number does, also below the row over a group."""
    assert (len(read(first, second, x0=90)) == 1) == expected


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (COUNTED, "STT | Tên thôn | Số người\n1 | Thôn A | 5\n2 | Thôn B | 6"),
        (COUNTED + "\n | Cộng | 18", "TT | Nội dung chi | Số tiền\n1 | Tập huấn | 5\n2 | In ấn | 6"),
        (WORDED, "Xóm | Số tiền\nXóm Một | 4\nXóm Hai | 5\nXóm Ba | 9"),
        (WORDED, "Việc làm | Hạn nộp\n(1) | (2)\nRà soát | Quý I"),
        (COUNTED + "\n | Cộng | 18", "STT | Họ và tên | Số hộ\n1 | Lê D | 8\n2 | Lê E | 9"),
        (COUNTED, "STT | Họ và tên | Số hộ\n1 | Lê D | 8\n2 | Lê E | 9"),
        (COUNTED, "Biểu 2. Người làm việc tại thôn | > | >\nSTT | Họ và tên | Số hộ\n1 | Lê D | 8"),
    ],
    ids=["serial head", "total", "words over figures", "column numbers", "anew below a total", "anew", "own title"],
)
def test_another_table_in_the_same_columns(first: str, second: str) -> None:
    """A header of its own parts a table from the one above the page break, though nothing stands between."""
    assert len(read(first, second)) == 2


@pytest.mark.parametrize(
    ("last", "opening"),
    [("II | Thôn | ", "1 | Lê D | 8\n2 | Lê E | 9"), ("3 | Lê Đ | 4", "II | Thôn | \n1 | Lê D | 8\n2 | Lê E | 9")],
    ids=["label at the foot", "label at the top"],
)
def test_a_group_counted_from_one(last: str, opening: str) -> None:
    """Numbers that begin anew below the label of a group are those of the same table, the header said again."""
    head = "STT | Họ và tên | Số hộ\n"

    assert len(read(f"{head}I | Xã | \n1 | Lê A | 5\n2 | Lê B | 6\n{last}", head + opening)) == 1


@pytest.mark.parametrize("bold", [True, False])
def test_a_bold_header_of_its_own(bold: bool) -> None:
    """A row that is bold like the header above, over rows that are not, heads another table, whatever its words."""
    text, first = draw_grid("Nội dung | Kết quả\nTrồng cây | Đạt\nGặt lúa | Đạt", "", 1)
    begin = len(text)
    text, second = draw_grid("Việc làm | Đơn vị\nNuôi cá | Xã An\nLàm đường | Xã Ba", text, 2)
    heads = [cell.slices[0] for cell in (*first.cells[:2], *second.cells[:2])]
    spans = tuple(Span(line.start, line.end, Mark.BOLD) for line in heads if bold or line.start < begin)
    grids = [placed(first), placed(second)]

    tables = build_tables(SourceText("application/pdf", text, tuple(grids), spans), grids, [None, None]).tables

    assert len(tables) == (2 if bold else 1)


CUT = "STT | Đơn vị | Trong đó | > | Ghi chú\n"


@pytest.mark.parametrize(
    ("rest", "expected"),
    [
        (" | | Nam | Nữ |\n1 | Xã An | 2 | 3 | x\n2 | Xã Ba | 4 | 5 | x", True),
        (" | hành chính | Nam | Nữ | (người)\n1 | Xã An | 2 | 3 | x", True),
        (" | | Nam | Nữ | Xã\n1 | Xã An | 2 | 3 | x", False),
        (" | | 12 | 15 |\n1 | Xã An | 2 | 3 | x", False),
        ("1 | | Nam | Nữ |\n2 | Xã An | 2 | 3 | x", False),
        (" | | Nam | |\n1 | Xã An | 2 | 3 | x", False),
    ],
    ids=["blank below", "words go on", "new words", "figures", "a number", "one subhead"],
)
def test_a_header_that_the_page_break_cut(pages: Callable[..., list[Table]], rest: str, expected: bool) -> None:
    """Subheads at the top of a page belong to the heading over them at the foot of the one before."""
    table = pages(CUT, rest)[0]

    paths = [column.path for column in table.columns[2:4]]
    assert (paths == [("Trong đó", "Nam"), ("Trong đó", "Nữ")] and table.pages == (1, 2)) == expected
    assert not expected or table.rows[0].cells[0].text == "1"
    assert not expected or table.stitched_from == (1, 2)


def test_the_last_row_of_a_header_said_again(pages: Callable[..., list[Table]]) -> None:
    """Subheads alone, repeated at the top of a page, are no row."""
    first = CUT + "^ | ^ | Nam | Nữ | ^\n1 | Xã An | 2 | 3 | x\n2 | Xã Ba | 4 | 5 | x"

    (table,) = pages(first, " | | Nam | Nữ |\n3 | Xã Na | 6 | 7 | x")

    assert [row.cells[0].text for row in table.rows] == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("over", "between", "expected"),
    [
        ("PHỤ LỤC", "PHỤ LỤC (tiếp theo)", True),
        ("Bảng 1. Người làm việc tại xã", "Bảng 1 (tiếp)", True),
        ("Bảng 1. Người làm việc tại xã", "Bảng 1. Người làm việc tại xã", True),
        ("Đơn vị tính: Hộ", "Đơn vị tính: Hộ", True),
        (None, "(tiếp theo trang trước)", True),
        (None, "Ghi chú: chưa kể hộ mới tách.", False),
        ("Bảng 1. Người làm việc tại xã", "Bảng 2. Người làm việc tại thôn", False),
        (None, "IV. Nhiệm vụ trong thời gian tiếp theo", False),
    ],
)
def test_words_between_the_parts(over: str | None, between: str, expected: bool) -> None:
    """A heading said again and words that say so let a table go on; any others end it."""
    rest = "STT | Họ và tên | Số hộ\n4 | Lê D | 8\n5 | Lê E | 9"

    assert (len(read(COUNTED, rest, (over, between))) == 1) == expected


def test_words_at_one_height_of_both_pages() -> None:
    """A running head that only two pages have is furniture: it stands at one height of both."""
    text = ""
    flow: list[Paragraph | Grid] = []
    grids: list[Grid] = []
    for page, drawn in enumerate((COUNTED, "4 | Lê D | 8\n5 | Lê E | 9"), 1):
        text, head = paragraph(f"Báo cáo của xã An Lộc - Trang {page}/2", text, page, 40.0)
        text, grid = draw_grid(drawn, text, page)
        grids.append(placed(grid))
        flow += [head, grids[-1]]
    source = SourceText("application/pdf", text, tuple(flow))

    (table,) = build_tables(source, grids, [None, None]).tables

    assert [row.cells[0].text for row in table.rows] == ["1", "2", "3", "4", "5"]


@pytest.mark.parametrize(
    ("foot", "on_next_page", "height", "expected"),
    [
        ("Phòng Văn hóa xã An Lộc", "Phòng Văn hóa xã An Lộc", 810.0, True),
        ("Phòng Văn hóa xã An Lộc", "Phong Văn hoá xã An Lôc", 795.0, True),
        ("z", "Trang sau", 500.0, True),
        ("Phòng Văn hóa xã An Lộc", "Phòng Văn hóa xã An Lộc", 500.0, False),
        ("Phòng Văn hóa xã An Lộc", "Danh sách người mới tuyển", 810.0, False),
    ],
    ids=["footer", "footer misread on a shifted page", "speck", "elsewhere", "other words"],
)
def test_pages_read_from_pictures(foot: str, on_next_page: str, height: float, expected: bool) -> None:
    """Pages lie unlike on a scanner: columns as wide and footers nearly alike tell that a table goes on."""
    text, one = draw_grid("Họ và tên | Thôn | Việc | Xã\nLê A | Một | a | X\nLê B | Hai | b | X", "", 1)
    text, below = paragraph(foot, text, 1, 800.0)
    text, two = draw_grid("Lê C | Ba | c | X\nLê D | Bốn | d | X", text, 2)
    text, other = paragraph(on_next_page, text, 2, height)
    grids = [in_columns(one, 70.0), in_columns(two, 95.0)]
    read_by = OcrInfo("test", 0.9, frozenset({1, 2}))
    source = SourceText("application/pdf", text, (grids[0], below, grids[1], other), ocr=read_by)

    assert (len(build_tables(source, grids, [None, None]).tables) == 1) == expected


def test_columns_that_lie_askew() -> None:
    """On a page that lies askew columns wander off sideways: as wide at their top, they are those of the next page."""
    text, one = draw_grid("Họ và tên | Thôn | Việc | Xã\nLê A | Một | a | X\nLê B | Hai | b | X", "", 1)
    text, two = draw_grid("Lê C | Ba | c | X\nLê D | Bốn | d | X", text, 2)
    first, second = in_columns(one, 70.0), in_columns(two, 95.0)
    askew = replace(first, cells=tuple(_shifted(cell, -9.0 * cell.row) for cell in first.cells))
    source = SourceText("application/pdf", text, (askew, second), ocr=OcrInfo("test", 0.9, frozenset({1, 2})))

    assert len(build_tables(source, [askew, second], [None, None]).tables) == 1


def _shifted(cell: GridCell, aside: float) -> GridCell:
    box = cell.box or Box(0, 0, 0, 0)
    return replace(cell, box=Box(box.x0 + aside, box.top, box.x1 + aside, box.bottom))


def test_a_part_with_fewer_sides() -> None:
    """A total that runs over two columns leaves one of the sides undrawn; it stands in the columns of the table."""
    _, first = draw_grid("STT | Họ và tên | Số hộ", "", 1)
    _, total = draw_grid("Tổng cộng | 18", "", 2)
    sides = [Box(70, 0, 100, 9), Box(100, 0, 200, 9), Box(200, 0, 300, 9)]
    whole = replace(first, cells=tuple(replace(cell, box=sides[cell.column]) for cell in first.cells))
    boxes = (Box(70, 0, 200, 9), Box(200, 0, 300, 9))
    part = replace(total, cells=tuple(replace(c, box=box) for c, box in zip(total.cells, boxes, strict=True)))
    shifted = replace(part, cells=(part.cells[0], replace(part.cells[1], box=Box(150, 0, 300, 9))))

    in_columns = fitted(whole, part)

    assert in_columns is not None
    assert [(c.column, c.column_span) for c in in_columns.cells] == [(0, 2), (2, 1)]
    assert fitted(whole, shifted) is None
