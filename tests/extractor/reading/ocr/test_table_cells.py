"""Cells of ruled tables whose reading the picture contradicts."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extractor.reading.ocr import tables
from extractor.reading.ocr.engine import ReadWord
from extractor.reading.ocr.picture import Prepared
from extractor.reading.ocr.placing import evenly
from extractor.reading.ocr.words import Word
from extractor.reading.pdf.rulings import Edge

LEVEL = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]])
SIDES = (36.0, 108.0, 180.0)
"""Where rules stand, in points."""


@pytest.fixture
def page() -> Prepared:
    """A table of four cells, `22` in the first."""
    paper = np.full((600, 600), 255, np.uint8)
    for number in range(2):
        cv2.putText(paper, "2", (150 + 22 * number, 190), cv2.FONT_HERSHEY_SIMPLEX, 0.8, 0, 2)
    return Prepared(paper, np.zeros_like(paper), paper, None, 200.0, LEVEL)


@pytest.mark.parametrize(
    ("larger", "printed"),
    [({1.0: "2"}, "2"), ({1.5: "2", 2.0: "22", 2.5: "22"}, "22"), ({1.5: "12", 2.0: "22", 2.5: "2"}, "2")],
)
def test_a_figure_gets_the_digits_that_stand_on_the_picture(
    larger: dict[float, str], printed: str, page: Prepared, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The engine gives one of two equal digits; two larger readings that agree and have them all are taken instead."""

    def read(_: Prepared, crop: np.ndarray, at: tuple[int, int], scale: float, only: str) -> list[ReadWord]:
        own = Word(larger.get(scale, "2") if only else "2", 0.95, at[0], at[1], at[0] + 40, at[1] + crop.shape[0])
        return [ReadWord(own, evenly(own), 0, own.bottom)]

    monkeypatch.setattr(tables, "read_crop", read)
    rules = [Edge(SIDES[0], y, SIDES[2], y, "line") for y in SIDES] + [
        Edge(x, SIDES[0], x, SIDES[2], "line") for x in SIDES
    ]

    words = tables.read_cells(page, tables.ruled_tables(rules), [])

    assert [word.word.text for word in words] == [printed]
