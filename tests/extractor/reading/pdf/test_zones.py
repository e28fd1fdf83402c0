"""Running heads and page numbers, told from the text of a page."""

from __future__ import annotations

import pytest

from extractor.reading.boxes import Boxes
from extractor.reading.pdf.glyphs import Frame
from extractor.reading.pdf.lines import Line, Row
from extractor.reading.pdf.zones import split

PAGE = Frame(0.0, 0.0, 595.0, 842.0, 0)


def row(text: str, base: float, middle: float = 305.0) -> Row:
    """A row of one piece, ten points of type, around a middle."""
    half = 3.0 * len(text)
    box = (middle - half, base - 9, middle + half, base + 2)
    line = Line(text, Boxes.of([box] * len(text)), (0,) * len(text), box[0], box[1], box[2], box[3], base, 10.0, 0)
    return Row(-1, (line,))


@pytest.mark.parametrize(
    ("texts", "body"),
    [
        ([("Phòng Kinh tế", 40.0), ("2", 55.0), ("Nội dung", 200.0)], ["Nội dung"]),
        ([("Phòng Kinh tế", 40.0), ("2", 55.0)], []),
        ([("Phòng Kinh tế", 40.0), ("Nội dung", 200.0)], ["Phòng Kinh tế", "Nội dung"]),
        ([("Phòng Kinh tế", 40.0), ("12 người", 55.0), ("Nội dung", 200.0)], ["Phòng Kinh tế", "12 người", "Nội dung"]),
    ],
)
def test_what_stands_over_a_page_number_is_no_text(texts, body) -> None:
    """A running head is told by the page number below it, also where other pages have none."""
    rows = [row(text, base) for text, base in texts]

    zones = split(rows, (), PAGE, frozenset())

    assert [found.pieces[0].text for found in zones.body] == body


def test_a_figure_that_is_not_centred_is_no_page_number() -> None:
    """A head's number beside the margin leaves what stands over it."""
    rows = [row("ỦY BAN NHÂN DÂN", 40.0), row("2", 55.0, middle=120.0), row("Nội dung", 200.0)]

    assert len(split(rows, (), PAGE, frozenset()).body) == 3
