"""Figures that stand alone in columns without rules."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from extractor.reading.ocr.figures import is_figure
from extractor.reading.ocr.missed import read_missed
from extractor.reading.ocr.picture import Prepared, prepare
from tests.extractor.reading.ocr.scans import DPI

FIGURES = ["4", "9", "6", "2", "7", "3"]


@pytest.mark.parametrize(
    ("text", "figure"), [("4", True), ("(3)", True), ("1.200,5", True), ("Sì", False), ("x", False), ("", False)]
)
def test_figures(text, figure) -> None:
    """What a column of figures holds, numbers of columns among it."""
    assert is_figure(text) == figure


def drawn(texts: list[str]) -> Prepared:
    """A page with texts one below the other, figures 2.5 mm high."""
    page = Image.new("RGB", (1654, 2339), "white")
    pen, font = ImageDraw.Draw(page), ImageFont.load_default(size=32)
    for row, text in enumerate(texts):
        pen.text((560, 560 + 45 * row), text, "black", font)
    return prepare(np.asarray(page), DPI)


def test_a_column_that_no_word_covers_is_read() -> None:
    """Three signs or more below one another are read alone, from the top."""
    read = read_missed(drawn(FIGURES), [], [], [])

    assert [word.word.text for word in sorted(read, key=lambda word: word.word.top)] == FIGURES


def test_a_sign_alone_is_left() -> None:
    """One sign by itself is as likely a speck."""
    assert read_missed(drawn(["4"]), [], [], []) == []
