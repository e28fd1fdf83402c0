"""Cells of ruled tables: readings weighed against each other."""

from __future__ import annotations

import numpy as np
import pytest

from extractor.reading.ocr.cells import read_cell, text_of
from extractor.reading.ocr.engine import ReadWord
from extractor.reading.ocr.figures import ended
from extractor.reading.ocr.numerals import ordinal
from extractor.reading.ocr.placing import evenly
from extractor.reading.ocr.rulings import read_edges
from extractor.reading.ocr.words import Word


def reading(text: str, sure: float = 0.95) -> list[ReadWord]:
    """The words of a text on one line, ten pixels a letter."""
    words, at = [], 0.0
    for part in text.split():
        word = Word(part, sure, at, 0.0, at + 10 * len(part), 20.0)
        words.append(ReadWord(word, evenly(word), 0, 18.0))
        at = word.x1 + 10
    return words


@pytest.mark.parametrize(
    ("sizes", "page", "printed"),
    [
        ([("Lãnh đao Sở Y tế", 0.96)] * 3, ("Lãnh đạo Sở Y tế", 0.96), "Lãnh đạo Sở Y tế"),
        ([("VI", 0.95)] * 3, ("VỊ", 0.95), "VI"),
        ([("E)", 0.4), ("3", 0.97), ("3", 0.97)], ("&)", 0.5), "3"),
        ([("37", 0.97)] * 3, ("SÝ/", 0.2), "37"),
        ([("'Tổng cộng |", 0.95)] * 3, ("Tổng cộng", 0.95), "Tổng cộng"),
        ([("", 0.0), ("PC Tố, VUC", 0.2), ("", 0.0)], ("", 0.0), ""),
        ([("", 0.0)] * 3, ("", 0.0), ""),
        ([("Tâm lý", 0.8), ("Tâm lý", 0.97), ("Tâm lý", 0.97)], ("|JEàM lý", 0.4), "Tâm lý"),
    ],
)
def test_a_cell_reads_as_most_readings_have_it(sizes, page, printed) -> None:
    """Marks come from the page, words from the cell, figures from the size at which the engine is sure."""
    by_size = dict(zip((1.0, 1.25, 1.5), sizes, strict=True))

    found = read_cell(lambda larger: reading(*by_size[larger]), reading(*page))

    assert text_of(found) == printed


def test_two_readings_that_agree_are_not_read_again() -> None:
    """A cell costs one reading where it says what the page says."""
    sizes = []

    def read(larger: float) -> list[ReadWord]:
        sizes.append(larger)
        return reading("Xã Phú Mỹ")

    read_cell(read, reading("Xã Phú Mỹ"))

    assert sizes == [1.0]


def test_a_word_ends_before_the_next() -> None:
    """The last letter of a word does not hold the rest of the line."""
    first, second = reading("Đơn vị")
    long = ReadWord(Word("Đơn", 0.9, 0.0, 0.0, 200.0, 20.0), first.symbols, 0, 18.0)

    words = ended([long, second])

    assert words[0].word.x1 == second.word.x0
    assert [symbol.text for symbol in words[0].symbols] == ["Đ", "ơ", "n"]


@pytest.mark.parametrize(
    ("read", "printed"), [("VỊ", "VI"), ("VIH", "VIII"), ("XIÍ", "XII"), ("12", "12"), ("x", "x"), ("HHH", "HHH")]
)
def test_numerals_in_a_column_of_serial_numbers(read, printed) -> None:
    """Letters that stand for the strokes of a numeral are undone, where that makes one."""
    page = np.full((40, 200), 255, np.uint8)

    assert ordinal(page, *reading(read)).word.text == printed


def test_a_short_rule_between_two_rules_parts_cells() -> None:
    """The side of a cell one line high is found; a letter as tall that joins nothing is none."""
    page = np.full((400, 900), 255, np.uint8)
    for y in (100, 140):
        page[y : y + 2, 100:800] = 0
    page[100:142, 300:302] = 0
    page[200:240, 300:302] = 0

    standing = [edge for edge in read_edges(page, 200) if not edge.horizontal]

    assert [round(edge.x0 * 200 / 72) for edge in standing] == [301]
