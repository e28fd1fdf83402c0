"""Half-ruled tables on pictures: headings whose lines do not stand level."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from extractor.reading.ocr.bands import read_bands
from extractor.reading.ocr.engine import ReadWord, Symbol
from extractor.reading.ocr.picture import Prepared, prepare
from extractor.reading.ocr.words import Word
from extractor.reading.pdf.rulings import Edge
from tests.extractor.reading.ocr.scans import DPI

RULES = [Edge(72.0, y * 72 / DPI, 480.0, y * 72 / DPI, "line") for y in (450, 500, 600, 700)]


def drawn(*texts: tuple[int, int, str]) -> Prepared:
    """A page with texts at their places in pixels."""
    picture = Image.new("RGB", (1654, 2339), "white")
    pen, font = ImageDraw.Draw(picture), ImageFont.load_default(size=32)
    for x, y, text in texts:
        pen.text((x, y), text, "black", font)
    return prepare(np.asarray(picture), DPI)


def word(text: str, confidence: float, x0: float, x1: float) -> ReadWord:
    """A word of the band between the first two rules, as the page's reading has it."""
    return ReadWord(Word(text, confidence, x0, 530, x1, 560), (Symbol(text, x0, 530, x1, 560),), 0, 560)


@pytest.mark.parametrize(("confidence", "expected"), [(0.3, ["Plan", "made", "Year"]), (0.95, ["Pmad", "Year"])])
def test_doubtful_pieces_are_read_alone(confidence, expected) -> None:
    """A heading of two lines that the page has as one is read by itself, unless the page is sure of it."""
    page = drawn((400, 510, "Plan"), (400, 552, "made"), (800, 530, "Year"))
    seen = [word("Pmad", confidence, 402, 480), word("Year", 0.95, 800, 865)]

    read = read_bands(page, RULES, seen)

    assert sorted(each.word.text for each in read) == sorted(expected)


def test_headings_are_always_read_alone() -> None:
    """A heading is read by itself though the page is sure of it."""
    page = drawn((400, 460, "Plan"), (800, 460, "Year"))
    seen = [word("Plen", 0.95, 400, 470), word("Year", 0.95, 800, 865)]
    heading = [replace(each, word=replace(each.word, top=460, bottom=490), base=490) for each in seen]

    read = read_bands(page, RULES, heading)

    assert [each.word.text for each in read] == ["Plan", "Year"]


def test_a_word_over_two_pieces_is_none() -> None:
    """Words of neighbouring columns that the page ran together are read apart."""
    page = drawn((400, 530, "Plan"), (600, 530, "Year"))

    read = read_bands(page, RULES, [word("PlanYear", 0.95, 402, 665)])

    assert [each.word.text for each in read] == ["Plan", "Year"]
