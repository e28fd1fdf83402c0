from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.errors import TooLargeError
from extractor.reading import markdown
from extractor.reading.markdown import read
from extractor.reading.source import Grid, Mark, Paragraph, Slice, SourceText


def paragraphs(source: SourceText) -> list[str]:
    """Texts of the paragraphs, first to last character."""
    return [source.text[item.start : item.end] for item in source.flow if isinstance(item, Paragraph)]


def marked(text: str, mark: Mark) -> list[str]:
    """Stretches under a mark."""
    return [text[span.start : span.end] for span in read(text).spans if span.mark is mark]


def cells(text: str) -> list[list[list[str]]]:
    """Texts of the cells, by table and row."""
    source = read(text)
    grids = [item for item in source.flow if isinstance(item, Grid)]
    return [
        [
            ["".join(source.text[s.start : s.end] for s in cell.slices) for cell in grid.cells if cell.row == row]
            for row in range(grid.rows)
        ]
        for grid in grids
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029", "\x1c"])
def test_lines_end_as_any_program_ends_them(end: str):
    """Each kind of line end parts two paragraphs, and belongs to none."""
    assert paragraphs(read(f"một{end}hai{end}{end}ba")) == ["một", "hai", "ba"]


def test_the_text_is_kept_as_it_was_read():
    """Nothing is normalised or repaired: offsets count code points of the decoded text."""
    text = "  mo\u0302\u0323t\u00a0hai\r\n\tba  "

    assert read(text).text == text
    assert paragraphs(read(text))[0].startswith("mo\u0302\u0323t")


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("một\n\nhai", ["line[1]", "line[3]"]),
        ("# Một\n> hai", ["line[1]", "line[2]"]),
        ("PHỤ LỤC**TỔNG HỢP**", ["line[1.1]", "line[1.2]"]),
    ],
)
def test_paths_are_lines_of_the_file(text: str, paths: list[str]):
    """A paragraph is named by its line, counted from 1."""
    assert [item.slices[0].path for item in read(text).flow if isinstance(item, Paragraph)] == paths


@pytest.mark.parametrize(
    ("text", "mark", "words"),
    [
        ("**đậm** thường", Mark.BOLD, ["đậm"]),
        ("__đậm__ thường", Mark.BOLD, ["đậm"]),
        ("*nghiêng*", Mark.ITALIC, ["nghiêng"]),
        ("***cả hai***", Mark.BOLD, ["cả hai"]),
        ("***cả hai***", Mark.ITALIC, ["cả hai"]),
        ("Số: ~~207~~ /BC", Mark.STRUCK, ["207"]),
        ("**TM. ỦY BAN\nCHỦ TỊCH**", Mark.BOLD, ["TM. ỦY BAN\nCHỦ TỊCH"]),
        ("**chưa đóng\n\nđoạn sau**", Mark.BOLD, []),
        ("**chưa đóng", Mark.BOLD, []),
        ("* mục một\n* mục hai", Mark.ITALIC, []),
        ("5 * 3 * 2", Mark.ITALIC, []),
        ("____", Mark.BOLD, []),
        ("a**b**c", Mark.BOLD, ["b"]),
    ],
)
def test_emphasis(text: str, mark: Mark, words: list[str]):
    """Pairs mark what stands between them, over lines within one paragraph; what stays open marks nothing."""
    assert marked(text, mark) == words


@pytest.mark.parametrize(
    ("text", "markup"),
    [("**đậm** ~~x~~", ["**", "**", "~~", "~~"]), ("**chưa đóng", ["**"]), ("* mục", []), ("____", [])],
)
def test_markup_is_no_part_of_the_words(text: str, markup: list[str]):
    """Signs of the format are told from the words; a bullet and a rule are no signs of the format."""
    assert marked(text, Mark.MARKUP) == markup


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("| a | b |\n|---|---|\n| 1 | 2 |", [[["a", "b"], ["1", "2"]]]),
        ("|a|b|\n|:--|--:|\n||2|", [[["a", "b"], ["", "2"]]]),
        (
            "STT\tTên xã\tSố hộ\n1\tLộc An\t12\n2\tLộc Bình\t20",
            [[["STT", "Tên xã", "Số hộ"], ["1", "Lộc An", "12"], ["2", "Lộc Bình", "20"]]],
        ),
        ("| a | b |\n| 1 | 2 |\n\nchữ\n\n| c | d |\n| 3 | 4 |", [[["a", "b"], ["1", "2"]], [["c", "d"], ["3", "4"]]]),
        ("một\thai", []),
        ("a | b", []),
    ],
)
def test_tables(text: str, expected: list[list[list[str]]]):
    """Rows by pipes at both ends or by tabs; the rule under a header is no row, an empty cell holds nothing."""
    assert cells(text) == expected


def test_a_head_set_with_tabs_is_no_table():
    """Offices push the right column with tabs: such lines stay lines."""
    text = "ỦY BAN NHÂN DÂN\t\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nXÃ LẠC DƯƠNG\t\tĐộc lập - Tự do - Hạnh phúc\n"

    assert cells(text) == []


def test_a_head_between_pipes_is_columns():
    """A converter writes the borderless table of a head with pipes: its cells are columns, left one first."""
    text = (
        "|UBND TỈNH|CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM|\n|---|---|\n|**SỞ Y TẾ**|Độc lập - Tự do - Hạnh phúc|\n|Số: 5||"
    )
    source = read(text)
    flow = [item for item in source.flow if isinstance(item, Paragraph)]

    assert len(flow) == len(source.flow)
    assert [(source.text[item.start : item.end], item.column) for item in flow] == [
        ("UBND TỈNH", 0),
        ("**SỞ Y TẾ**", 0),
        ("Số: 5", 0),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 1),
        ("Độc lập - Tự do - Hạnh phúc", 1),
    ]
    assert len({item.group for item in flow}) == 1


def test_cells_have_paths():
    """A cell is named by table, row and column, each from 1."""
    (grid,) = [item for item in read("| a | b |\n|---|---|\n| 1 | 2 |").flow if isinstance(item, Grid)]

    assert [cell.slices[0].path for cell in grid.cells] == [f"table[1]/r[{r}]/c[{c}]" for r in (1, 2) for c in (1, 2)]


def test_a_text_beyond_the_limit_is_told(monkeypatch: pytest.MonkeyPatch):
    """The limit is told with the size of the text."""
    monkeypatch.setattr(markdown, "MAX_CHARACTERS", 10)

    assert read("0123456789").text == "0123456789"
    with pytest.raises(TooLargeError, match="11 characters"):
        read("0123456789x")


SIGNS = st.text(st.sampled_from("aĐ* ~_|\t\n\r#>-:.(\u2028P"), max_size=80)


def slices_of(source: SourceText) -> list[Slice]:
    """Every slice of the flow, in the order of the text."""
    parts = [part for item in source.flow for part in ([item] if isinstance(item, Paragraph) else item.cells)]
    return sorted((piece for part in parts for piece in part.slices), key=lambda piece: piece.start)


@given(SIGNS)
def test_every_slice_lies_in_its_line(text: str):
    """Slices overlap nowhere, hold words and never a line end."""
    source = read(text)
    slices = slices_of(source)

    assert all(one.end <= other.start for one, other in itertools.pairwise(slices))
    assert all(text[s.start : s.end].strip() and len(text[s.start : s.end].splitlines()) == 1 for s in slices)
    assert all(0 <= span.start < span.end <= len(text) for span in source.spans)


@given(SIGNS)
def test_no_word_is_lost(text: str):
    """Each letter of the text stands in the flow."""
    found = [c for s in slices_of(read(text)) for c in text[s.start : s.end] if c.isalpha()]

    assert found == [c for c in text if c.isalpha()]


@pytest.mark.parametrize("sign", ["<br>", "<br/>", "<BR />"])
def test_a_break_in_a_cell(sign: str):
    """`<br>` between pipes breaks the line of a cell and is none of its words; a cell of breaks only is empty."""
    text = f"| STT | Chủ trì |\n|---|---|\n| 1 | Phòng{sign}Kinh tế |\n| 2 | {sign} |"
    (grid,) = read(text).flow
    assert isinstance(grid, Grid)
    words = [[text[line.start : line.end] for line in cell.slices] for cell in grid.cells]
    assert words == [["STT"], ["Chủ trì"], ["1"], ["Phòng", "Kinh tế"], ["2"], []]


@pytest.mark.parametrize(
    "text",
    [
        "NGƯỜI LẬP BIỂU\tKẾ TOÁN TRƯỞNG\tGIÁM ĐỐC\nLê Thị Mơ\tTrần Văn Na\tVũ Thị Lụa",
        "NGƯỜI LẬP\t\tTM. ỦY BAN NHÂN DÂN\n\t\tCHỦ TỊCH",
        "Người lập\t\tThủ trưởng đơn vị\n(Ký, họ tên)\t\t(Ký, đóng dấu)",
    ],
)
def test_a_signature_block_of_two_lines_is_no_table(text: str):
    """Posts over names, set apart by tabs, stay lines."""
    assert cells(text) == []


def test_a_small_table_by_tabs():
    """Two lines by tabs are a table where the first names no posts only."""
    assert cells("Họ và tên\tChức vụ\tĐơn vị\nLê Thị Mơ\tGiám đốc\tLộc An") != []


@pytest.mark.parametrize("text", ["**" * 100_000, "** a " * 50_000, "***\n" * 50_000, "~~" * 100_000])
def test_marks_alone_cost_no_more_than_their_number(text: str):
    """A text of nothing but marks is read at once: each line is looked at once, not once for each mark."""
    assert read(text).text == text
