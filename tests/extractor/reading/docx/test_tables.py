"""Tables: grids with merges and header rows; layout tables as columns of paragraphs."""

from __future__ import annotations

import pytest

from extractor.errors import CorruptError, TooLargeError
from extractor.reading.docx.reader import read
from extractor.reading.source import Grid, Paragraph, SourceText
from tests.extractor.reading.docx.packages import document, lines, paragraph

BORDERS = (
    "<w:tblPr><w:tblBorders>"
    + "".join(f'<w:{edge} w:val="single"/>' for edge in ("top", "left", "bottom", "right", "insideH", "insideV"))
    + "</w:tblBorders></w:tblPr>"
)


def cell(text: str, properties: str = "") -> str:
    """A cell, a paragraph a line."""
    inner = "".join(paragraph(line) for line in text.split("\n"))
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def span(count: int) -> str:
    """Columns that a cell covers."""
    return f'<w:gridSpan w:val="{count}"/>'


def row(*cells: str, properties: str = "") -> str:
    """A row of texts or of cells."""
    shown = "".join(text if text.startswith("<") else cell(text) for text in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{shown}</w:tr>"


def table(*rows: str, properties: str = BORDERS) -> str:
    """A table, drawn unless said otherwise."""
    return f"<w:tbl>{properties}{''.join(rows)}</w:tbl>"


def grid_of(source: SourceText) -> Grid:
    """The first grid."""
    return next(item for item in source.flow if isinstance(item, Grid))


def cells_of(source: SourceText) -> dict[tuple[int, int, int, int], str]:
    """Cells by row, column, row span and column span."""
    return {
        (item.row, item.column, item.row_span, item.column_span): "\n".join(
            source.text[piece.start : piece.end] for piece in item.slices
        )
        for item in grid_of(source).cells
    }


START, ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(
            [row("STT", "Tên"), row("1", "An\nBình")],
            {(0, 0, 1, 1): "STT", (0, 1, 1, 1): "Tên", (1, 0, 1, 1): "1", (1, 1, 1, 1): "An\nBình"},
            id="plain",
        ),
        pytest.param(
            [
                row(cell("TT", START), cell("Trình độ", span(2))),
                row(cell("", ON), "Cử nhân", "Khác"),
                row(cell("", ON), "1", "2"),
            ],
            {
                (0, 0, 3, 1): "TT",
                (0, 1, 1, 2): "Trình độ",
                (1, 1, 1, 1): "Cử nhân",
                (1, 2, 1, 1): "Khác",
                (2, 1, 1, 1): "1",
                (2, 2, 1, 1): "2",
            },
            id="two-level-header",
        ),
        pytest.param(
            [row("TT", "a", "b"), row("c", properties='<w:gridBefore w:val="1"/>')],
            {(0, 0, 1, 1): "TT", (0, 1, 1, 1): "a", (0, 2, 1, 1): "b", (1, 1, 1, 1): "c"},
            id="grid-before",
        ),
        pytest.param(
            [
                row("TT", cell("a", '<w:hMerge w:val="restart"/>'), cell("", "<w:hMerge/>")),
                row("1", "2", "3"),
            ],
            {(0, 0, 1, 1): "TT", (0, 1, 1, 2): "a", (1, 0, 1, 1): "1", (1, 1, 1, 1): "2", (1, 2, 1, 1): "3"},
            id="old-horizontal-merge",
        ),
        pytest.param(
            [row("TT", "a"), row(cell("b", ON), "c")],
            {(0, 0, 1, 1): "TT", (0, 1, 1, 1): "a", (1, 0, 1, 1): "b", (1, 1, 1, 1): "c"},
            id="continuation-of-nothing",
        ),
        pytest.param(
            [row("TT", "a"), row("cũ", "b", properties="<w:del/>"), row("1", "c")],
            {(0, 0, 1, 1): "TT", (0, 1, 1, 1): "a", (1, 0, 1, 1): "1", (1, 1, 1, 1): "c"},
            id="deleted-row",
        ),
        pytest.param(
            ["<w:sdt><w:sdtContent>" + row("TT", "a") + "</w:sdtContent></w:sdt>", row("1", "b")],
            {(0, 0, 1, 1): "TT", (0, 1, 1, 1): "a", (1, 0, 1, 1): "1", (1, 1, 1, 1): "b"},
            id="row-in-a-content-control",
        ),
        pytest.param(
            [row("TT", "a"), row("1", f"<w:tc>{table(row('x', 'y'))}{paragraph('z')}</w:tc>")],
            {(0, 0, 1, 1): "TT", (0, 1, 1, 1): "a", (1, 0, 1, 1): "1", (1, 1, 1, 1): "x\ny\nz"},
            id="nested-table-is-text-of-its-cell",
        ),
    ],
)
def test_grid_positions(rows: list[str], expected: dict[tuple[int, int, int, int], str]) -> None:
    """Each grid position is covered at most once, merged cells by the one where they began."""
    assert cells_of(read(document(table(*rows)))) == expected


@pytest.mark.parametrize(
    ("properties", "count"),
    [([""], None), (["<w:tblHeader/>", "<w:tblHeader/>", ""], 2), (["", "<w:tblHeader/>"], None)],
)
def test_header_rows_are_what_the_file_says(properties: list[str], count: int | None) -> None:
    """Only the first rows can be repeated ones."""
    rows = [row("TT", "a", properties=text) for text in properties]
    assert grid_of(read(document(table(*rows)))).header_rows == count


def test_paths_name_row_and_grid_column() -> None:
    """Tables count in their container, layout tables too."""
    frame = table(row("khung"))
    source = read(document(frame + table(row("TT", cell("Tên", span(2)), "Ghi chú"), row("1", "2", "3", "4"))))
    grid = grid_of(source)
    assert (grid.path, grid.rows, grid.columns) == ("table[2]", 2, 4)
    assert [piece.path for item in grid.cells for piece in item.slices][2] == "table[2]/r[1]/c[4]/p[1]"
    assert source.slice_at(0).path == "table[1]/r[1]/c[1]/p[1]"


def columns_of(source: SourceText) -> list[tuple[int | None, int | None, str]]:
    """Paragraphs with column and group."""
    paragraphs = [item for item in source.flow if isinstance(item, Paragraph)]
    return [(item.column, item.group, text) for item, text in zip(paragraphs, lines(source), strict=True)]


HEAD = [row("UBND XÃ A", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), row("Số: 1/BC", "A, ngày 1 tháng 2 năm 2024")]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(
            HEAD,
            [
                (0, 0, "UBND XÃ A"),
                (0, 0, "Số: 1/BC"),
                (1, 0, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
                (1, 0, "A, ngày 1 tháng 2 năm 2024"),
            ],
            id="left-column-first",
        ),
        pytest.param(
            [row("Nơi nhận:", "", "TM. UBND"), row("- Lưu: VT", "", "Nguyễn Văn A")],
            [(0, 0, "Nơi nhận:"), (0, 0, "- Lưu: VT"), (1, 0, "TM. UBND"), (1, 0, "Nguyễn Văn A")],
            id="a-spacer-is-no-column",
        ),
        pytest.param(
            [row("A", "B"), row(cell("V/v họp", span(2))), row("C", "D")],
            [(0, 0, "A"), (1, 0, "B"), (None, None, "V/v họp"), (0, 1, "C"), (1, 1, "D")],
            id="full-width-row-parts-the-table",
        ),
        pytest.param([row("", "CHỦ TỊCH")], [(1, 0, "CHỦ TỊCH")], id="signer-alone-on-the-right"),
        pytest.param([row("khung")], [(None, None, "khung")], id="frame"),
        pytest.param([row("", "")], [], id="empty"),
    ],
)
def test_layout_tables_are_columns(rows: list[str], expected: list[tuple[int | None, int | None, str]]) -> None:
    """Text set side by side is read column by column, in one group."""
    assert columns_of(read(document(table(*rows, properties="")))) == expected


def test_columns_follow_the_widths_of_the_grid() -> None:
    """A cell over slivers of the grid stands in the column that it covers most."""
    widths = "".join(f'<w:gridCol w:w="{width}"/>' for width in (3000, 200, 5000))
    rows = row(cell("UBND"), cell("Độc lập - Tự do", span(2))) + row(cell("Số: 1", span(2)), cell("ngày 1"))
    source = read(document(f"<w:tbl><w:tblGrid>{widths}</w:tblGrid>{rows}</w:tbl>"))
    assert [(column, text) for column, _, text in columns_of(source)] == [
        (0, "UBND"),
        (0, "Số: 1"),
        (1, "Độc lập - Tự do"),
        (1, "ngày 1"),
    ]


def test_a_data_table_in_a_frame_stays_a_grid() -> None:
    """A table inside a layout table is judged by itself."""
    inner = table(row("STT", "Tên"), row("1", "An"), row("2", "Bình"))
    grid = grid_of(read(document(table(f"<w:tr><w:tc>{inner}{paragraph()}</w:tc></w:tr>"))))
    assert (grid.path, grid.rows) == ("table[1]/r[1]/c[1]/table[1]", 3)


STYLE = '<w:style w:type="table" w:styleId="G"><w:tblPr>{}</w:tblPr></w:style>'
EDGES = BORDERS.removeprefix("<w:tblPr>").removesuffix("</w:tblPr>")
NIL = (
    "<w:tcBorders>"
    + "".join(f'<w:{edge} w:val="nil"/>' for edge in ("top", "start", "bottom", "end"))
    + "</w:tcBorders>"
)


@pytest.mark.parametrize(
    ("properties", "of_cell", "is_grid"),
    [
        pytest.param(BORDERS, "", True, id="own"),
        pytest.param('<w:tblPr><w:tblStyle w:val="G"/></w:tblPr>', "", True, id="from-style"),
        pytest.param('<w:tblPr><w:tblStyle w:val="G"/></w:tblPr>', NIL, False, id="cells-undraw-them"),
        pytest.param(BORDERS.replace("single", "none"), "", False, id="undrawn"),
        pytest.param("", NIL.replace("nil", "single"), True, id="only-of-cells"),
    ],
)
def test_drawn_borders_decide_where_words_do_not(properties: str, of_cell: str, is_grid: bool) -> None:
    """Two plain rows side by side are data where they are drawn as a table."""
    rows = [row(cell("a", of_cell), cell("b", of_cell)) for _ in range(2)]
    source = read(document(table(*rows, properties=properties), styles=STYLE.format(EDGES)))
    assert any(isinstance(item, Grid) for item in source.flow) == is_grid


@pytest.mark.parametrize(
    ("body", "error"),
    [
        pytest.param(table(row(*[cell("x", span(99))] * 6)), TooLargeError, id="too-many-columns"),
        pytest.param(
            "<w:tbl><w:tr><w:tc>" * 30 + paragraph("x") + "</w:tc></w:tr></w:tbl>" * 30,
            CorruptError,
            id="too-deep",
        ),
        pytest.param("<w:sdt><w:sdtContent>" * 300 + "</w:sdtContent></w:sdt>" * 300, CorruptError, id="too-deep-xml"),
    ],
)
def test_limits(body: str, error: type[Exception]) -> None:
    """Tables beyond the limits are refused before they cost memory."""
    with pytest.raises(error):
        read(document(body))


@pytest.mark.parametrize("value", ["-5", "0", "999999999999", "x", ""])
def test_rubbish_in_spans_is_a_span_of_one_or_the_limit(value: str) -> None:
    """Attributes may hold anything."""
    source = read(document(table(row("STT", cell("a", f'<w:gridSpan w:val="{value}"/>')), row("1", "b"))))
    assert grid_of(source).columns == 2
