"""Parts of tables on both sides of a page break, too small to be told alone."""

from __future__ import annotations

import pytest

from corpus.building.plain_pdf import Page, write
from extractor.reading.pdf.reader import read
from extractor.reading.source import Grid

_LEFTS = (85.0, 125.0, 305.0, 385.0)
_RIGHT = 535.0
HEAD = "STT | Họ và tên | Số hộ | Ghi chú"
ROWS = (HEAD, *(f"{n} | Lê Thị Một | {100 + n} | tốt" for n in range(1, 6)))


def sheet(top: float, rows: tuple[str, ...], rules: str) -> Page:
    """A page with a table from `top`: all rules (`full`), all but the sides (`open`), between rows (`rows`), none."""
    page = Page()
    bottom = top + 18 * len(rows)
    for number, row in enumerate(rows):
        for left, words in zip(_LEFTS, row.split("|"), strict=True):
            if words.strip():
                page.text((left + 3, top + 18 * number + 13), words.strip(), 12)
    if rules != "none":
        for number in range(len(rows) + 1):
            page.line((_LEFTS[0], top + 18 * number), (_RIGHT, top + 18 * number))
    if rules in {"full", "open"}:
        for left in (*_LEFTS, _RIGHT) if rules == "full" else _LEFTS[1:]:
            page.line((left, top), (left, bottom))
    return page


def shapes(*pages: Page) -> list[tuple[int | None, int, int]]:
    """Page, rows and columns of each table."""
    return [(g.page, g.rows, g.columns) for g in read(write(list(pages))).flow if isinstance(g, Grid)]


@pytest.mark.parametrize("rules", ["full", "open", "rows", "none"])
@pytest.mark.parametrize(
    "rest",
    [
        (" | Tổng cộng | 515 | ",),
        ("6 | Lê Thị Hai | 106 | tốt",),
        ("6 | Lê Thị Hai | 106 | tốt", " | Tổng cộng | 621 | "),
        (HEAD, " | Tổng cộng | 515 | "),
    ],
    ids=["total", "row", "row and total", "header and total"],
)
def test_the_rest_of_a_table(rules: str, rest: tuple[str, ...]) -> None:
    """Even one row at the top of a page is the rest of the table above it, in the same columns."""
    found = shapes(sheet(400, ROWS, rules), sheet(70, rest, rules))

    assert found == [(1, 6, 4), (2, len(rest), 4)]


def test_a_header_alone_at_the_foot_of_a_page() -> None:
    """The header may stand on the page before its rows."""
    assert shapes(sheet(740, ROWS[:1], "full"), sheet(70, ROWS[1:], "full")) == [(1, 1, 4), (2, 5, 4)]


@pytest.mark.parametrize("rest", [ROWS[2:], (HEAD, *ROWS[2:])], ids=["rows", "header and rows"])
@pytest.mark.parametrize("rules", ["full", "rows", "none"])
def test_one_row_at_the_foot_of_a_page(rules: str, rest: tuple[str, ...]) -> None:
    """A header with one row goes on on the next page, whatever rules the table has."""
    assert shapes(sheet(740, ROWS[:2], rules), sheet(70, rest, rules)) == [(1, 2, 4), (2, len(rest), 4)]


def test_a_header_cut_by_the_page_break() -> None:
    """The upper row of a header has fewer columns than the table, which begins with the lower one on the next page."""
    upper = Page()
    upper.grid([_LEFTS[0], _LEFTS[1], _LEFTS[2], _RIGHT], [740.0, 758.0])
    for left, words in zip(_LEFTS, ("STT", "Họ và tên", "Trong đó"), strict=False):
        upper.text((left + 3, 753), words, 12)
    lower = (" | | Nam | Nữ", *ROWS[1:])

    assert shapes(upper, sheet(70, lower, "full")) == [(1, 1, 3), (2, 6, 4)]
    assert shapes(upper, sheet(70, ROWS[1:], "full")) == [(2, 5, 4)]


def test_the_rest_of_a_row_below_a_header_said_again() -> None:
    """Without rules, what differs from the header above is none of it, but the rest of the row that was cut."""
    first, second = sheet(600, ROWS, "none"), sheet(70, (HEAD, " | Văn Bốn | | lắm", "6 | Lê Hai | 106 | tốt"), "none")

    source = read(write([first, second]))

    rest = [item for item in source.flow if isinstance(item, Grid)][1]
    words = ["".join(source.text[line.start : line.end] for line in cell.slices) for cell in rest.cells if cell.row < 2]
    assert words == ["STT", "Họ và tên", "Số hộ", "Ghi chú", "", "Văn Bốn", "", "lắm"]


@pytest.mark.parametrize("opening", ["1 | Lê Thị Hai | 106 | tốt", "6 | Lê Thị Hai | 106 | tốt"])
def test_the_rows_of_a_group_without_rules(opening: str) -> None:
    """Below the label of a group at the foot of a page, numbers begin anew or go on."""
    rows = (*ROWS, "II | Các thôn ở xa | | ")

    assert shapes(sheet(600, rows, "none"), sheet(70, (opening,), "none")) == [(1, 7, 4), (2, 1, 4)]


def test_another_table_with_more_columns() -> None:
    """A table between rules that parts more columns than the one above the break is none of it."""
    other = Page()
    lefts = (85.0, 125.0, 235.0, 305.0, 385.0)
    head, *rows = ("STT | Xã | Nam | Nữ | Cộng", *(f"{n} | An Lộc | {n} | {n} | {n + n}" for n in range(1, 6)))
    for number, row in enumerate((head, *rows)):
        for left, words in zip(lefts, row.split("|"), strict=True):
            other.text((left + 3, 83 + 18 * number), words.strip(), 12)
    for number in range(7):
        other.line((lefts[0], 70 + 18 * number), (_RIGHT, 70 + 18 * number))

    assert shapes(sheet(600, ROWS, "rows"), other) == [(1, 6, 4), (2, 6, 5)]


def test_a_frame_of_its_own() -> None:
    """One row with other sides than the table before it is a frame around words, as one that stands alone is."""
    frame = Page()
    frame.grid([100.0, 200.0, 400.0], [70.0, 88.0])
    frame.text((110, 83), "Số đến", 12)
    frame.text((220, 83), "Ngày đến", 12)

    assert shapes(sheet(400, ROWS, "full"), frame) == [(1, 6, 4)]
    assert shapes(sheet(70, ROWS[1:2], "full")) == []


def test_the_words_of_a_cell_stay_in_it() -> None:
    """Words that stand close on both sides of a rule are parted by it."""
    page = sheet(70, (" | | 515 | ",), "full")
    page.text((266, 83), "Cộng cả", 12)

    source = read(write([sheet(400, ROWS, "full"), page]))
    rest = [item for item in source.flow if isinstance(item, Grid)][1]

    texts = [[source.text[line.start : line.end] for line in cell.slices] for cell in rest.cells]
    assert texts == [[], ["Cộng cả"], ["515"], []]


COUNTED = (" | Đơn vị | Số hộ | Tỷ lệ", " | (1) | (2) | (3)")
UNITS = tuple(f" | Xã {name} | {n} | {n},5" for n, name in enumerate(("An", "Ba", "Na", "Pa"), 11))


@pytest.mark.parametrize("head", [(), COUNTED[1:], COUNTED], ids=["rows", "column numbers", "header"])
def test_the_rest_of_figures_without_rules(head: tuple[str, ...]) -> None:
    """Rows of figures that keep to the columns go on, below the header said again or its numbers too."""
    found = shapes(sheet(600, (*COUNTED, *UNITS), "none"), sheet(70, (*head, *UNITS), "none"))

    assert found == [(1, 6, 3), (2, 4 + len(head), 3)]


def test_words_at_the_top_are_no_rest_of_figures() -> None:
    """Texts in columns without a figure are none."""
    found = shapes(sheet(600, (*COUNTED, *UNITS), "none"), sheet(70, (" | Nơi nhận | KT. | TM.",) * 2, "none"))

    assert found == [(1, 6, 3)]
