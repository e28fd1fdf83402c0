"""Tables without rules and without serial numbers, and what else stands in columns."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.reading.pdf.aligned import find_aligned
from tests.extractor.reading.pdf.test_unruled import TEXT, page

_LEFTS = (80, 240, 340)


def line(*texts: str, at: tuple[int, ...] = _LEFTS) -> list[tuple[str, float]]:
    """Words at the left edges of the columns."""
    return [(text, float(left)) for text, left in zip(texts, at, strict=False) if text]


HEAD = line("Đơn vị", "Số hộ", "Số khẩu")
ROWS = (line("Xã An Phú", "12", "40"), line("Xã An Lộc", "1.250", "5.020"), line("Cộng", "1.262", "5.060"))


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param((TEXT, HEAD, *ROWS, TEXT), [(4, 3)], id="between-lines"),
        pytest.param((line("Chỉ tiêu", "Năm 2023", "2024"), *ROWS), [(4, 3)], id="years"),
        pytest.param((HEAD, ROWS[0], TEXT), [], id="one-row"),
        pytest.param((*ROWS, TEXT), [], id="no-header"),
        pytest.param((HEAD, ROWS[0], line("", "nghèo", "mới"), ROWS[1], ROWS[2]), [], id="broken-cells"),
        pytest.param((HEAD, line("Xã", "Ông A", "Trưởng"), line("Xã", "Bà B", "Phó")), [], id="words"),
        pytest.param((HEAD, ROWS[0], line("Xã An Lộc", "10", "mới")), [(3, 3)], id="a-column-of-figures"),
        pytest.param((HEAD, line("Xã An Phú thượng nguồn sông Cái hai", "12", "40"), ROWS[1]), [], id="overlap"),
        pytest.param((line("Người lập", "Kế toán", "Chủ tịch"), line("(Ký)", "(Ký)", "(Ký)")), [], id="signers"),
        pytest.param((line("Nơi nhận:", "TM.", "CHỦ TỊCH"), *ROWS[:2]), [], id="recipients"),
        pytest.param((line("Đơn vị", "Số hộ"), *(row[:2] for row in ROWS)), [], id="two-columns"),
    ],
)
def test_aligned(lines: tuple[list[tuple[str, float]], ...], expected: list[tuple[int, int]]):
    """A header over two rows or more, each text in its column, one column of figures; all else is text."""
    assert [(table.rows, table.columns) for table in find_aligned(page(*lines))] == expected


def test_each_word_stands_in_its_cell():
    """Cells part the page between rows and columns without a gap."""
    (table,) = find_aligned(page(HEAD, *ROWS))
    rows = page(HEAD, *ROWS)

    for cell in table.cells:
        piece = rows[cell.row].pieces[cell.column]
        assert cell.box.x0 < piece.x0 < piece.x1 < cell.box.x1
        assert cell.box.top < piece.base < cell.box.bottom


_WORDS = st.tuples(st.sampled_from(["12", "Xã", "-", "Số hộ", "2024"]), st.sampled_from([80.0, 100.0, 240.0, 340.0]))


@given(st.lists(st.lists(_WORDS, min_size=1, max_size=5, unique_by=lambda word: word[1]), max_size=8))
def test_any_rows(lines: list[list[tuple[str, float]]]):
    """Whatever stands in rows, tables found are at least three rows of three columns."""
    for table in find_aligned(page(*(sorted(each, key=lambda word: word[1]) for each in lines))):
        assert table.rows >= 3
        assert table.columns >= 3
