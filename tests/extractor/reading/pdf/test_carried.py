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
