"""Tables on pictures that no rules part: texts read alone, ticks told by their shape, letters of their own height."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from extractor.reading.ocr.engine import ReadWord, Symbol
from extractor.reading.ocr.ink import cross_in
from extractor.reading.ocr.letter_boxes import with_own_base, with_own_heights
from extractor.reading.ocr.open_tables import read_open_tables
from extractor.reading.ocr.picture import prepare
from extractor.reading.ocr.words import Word
from tests.extractor.reading.ocr.scans import DPI

COLUMNS = (200, 400, 700, 1000)
ROWS = (500, 560, 620)


def word(text: str, confidence: float, x0: float, base: float) -> ReadWord:
    """A word of the page's reading, each of its letters as wide as the others."""
    symbols = tuple(Symbol(c, x0 + 16 * n, base - 24, x0 + 16 * n + 14, base) for n, c in enumerate(text))
    own = Word(text, confidence, x0, base - 24, x0 + 16 * len(text), base)
    return ReadWord(own, symbols, int(base), base)


@pytest.mark.parametrize(
    ("seen", "confidence", "expected"),
    [("8", 0.3, "Plan"), ("Plan", 0.95, "Plan"), ("Plen", 0.95, "Plen"), ("Planmade", 0.95, "Plan")],
)
def test_doubtful_texts_of_a_table_without_rules_are_read_alone(seen: str, confidence: float, expected: str) -> None:
    """A text is read again where the page is unsure of it or has two syllables as one word."""
    picture = Image.new("RGB", (1654, 2339), "white")
    pen, font = ImageDraw.Draw(picture), ImageFont.load_default(size=32)
    for x in COLUMNS:
        for y in ROWS:
            pen.text((x, y), "Plan", "black", font)
    page = prepare(np.asarray(picture), DPI)
    words = [word("Plan", 0.95, x, y + 30) for x in COLUMNS for y in ROWS]
    words[4] = word(seen, confidence, COLUMNS[1], ROWS[1] + 30)

    read = read_open_tables(page, (), words)

    assert [each.word.text for each in read if each.word.x0 < 690 and 560 < each.base < 600 and each.word.x0 > 390] == [
        expected
    ]


@pytest.mark.parametrize(
    ("sign", "found"), [("x", True), ("X", True), ("1", False), ("0", False), ("v", False), ("K", False)]
)
def test_a_tick_is_told_by_its_shape(sign: str, *, found: bool) -> None:
    """Only crosses are ticks: figures and other letters are left to the engine."""
    picture = Image.new("L", (80, 60), 245)
    ImageDraw.Draw(picture).text((30, 14), sign, 60, ImageFont.load_default(size=24))

    assert (cross_in(np.asarray(picture), DPI) is not None) is found


def test_letters_with_the_box_of_their_line_get_their_own_height() -> None:
    """Type of a cell is no taller than the rest of its table because specks join its letters."""
    words = [word("Huda", 0.9, 100, 500), word("Hana", 0.9, 300, 500), word("Hien", 0.9, 500, 500)]
    joined = replace(words[2], symbols=tuple(replace(s, top=440.0, bottom=520.0) for s in words[2].symbols))

    lowered = with_own_heights([*words[:2], joined])

    assert [symbol.bottom - symbol.top for symbol in lowered[2].symbols][:1] == [24]


def test_a_word_alone_stands_on_its_letters_and_not_on_their_tails() -> None:
    """The baseline of `hp` is where its h ends."""
    tail = replace(word("hp", 0.9, 100, 500), base=508.0)

    assert with_own_base([tail])[0].base == 500
