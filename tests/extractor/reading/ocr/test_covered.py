"""The place of a number that ink covers whole."""

import cv2
import numpy as np
import pytest

from extractor.reading.ocr.covered import with_covered_number
from extractor.reading.ocr.engine import ReadWord
from extractor.reading.ocr.picture import Prepared, prepare
from extractor.reading.ocr.placing import evenly
from extractor.reading.ocr.words import Word
from tests.extractor.reading.ocr.scans import DPI

DATE = "Cần Giuộc, ngày 25 tháng 3 năm 2026"


def line(text: str, left: float, number: int, top: float = 300) -> list[ReadWord]:
    """Words of one line, each letter 15 pixels wide."""
    made = []
    for text_of_word in text.split():
        own = Word(text_of_word, 0.9, left, top, left + 15 * len(text_of_word), top + 30)
        made.append(ReadWord(own, evenly(own), number, own.bottom))
        left = own.x1 + 15
    return made


def page(colour: tuple[int, int, int] | None) -> Prepared:
    """White paper, with a seal where the number stands."""
    paper = np.full((2339, 1654, 3), 255, np.uint8)
    if colour is not None:
        cv2.circle(paper, (400, 310), 75, colour, 6)
    return prepare(paper, DPI)


@pytest.mark.parametrize("colour", [(200, 30, 40), (60, 60, 60)])
def test_a_seal_level_with_the_date_is_a_number_that_nobody_reads(colour) -> None:
    """What the engine made of print below the seal goes with it."""
    words, unread = with_covered_number(page(colour), [*line("Ì-UBND", 450, 0), *line(DATE, 850, 1)])

    assert unread is not None
    assert unread.word.text == "…"
    assert "Ì-UBND" not in [word.word.text for word in words]


def test_a_blot_on_the_line_is_a_number_that_nobody_reads() -> None:
    """A solid spot is lower than a seal and as high as no letter is wide."""
    paper = np.full((2339, 1654, 3), 255, np.uint8)
    cv2.ellipse(paper, (400, 312), (50, 20), 0, 0, 360, (50, 52, 66), -1)

    words, unread = with_covered_number(prepare(paper, DPI), [*line("søÊ5c-UbND", 350, 0), *line(DATE, 850, 1)])

    assert unread is not None
    assert "søÊ5c-UbND" not in [word.word.text for word in words]


@pytest.mark.parametrize(
    ("colour", "left"), [(None, ""), ((60, 60, 60), "Số: 12/BC-UBND"), ((60, 60, 60), "9/BC-UBND")]
)
def test_no_ink_or_a_number_that_was_read_covers_nothing(colour, left) -> None:
    """A document without a number has none; a number beside a seal is read as ever."""
    words = [*line(left, 250, 0), *line(DATE, 850, 1)]

    assert with_covered_number(page(colour), words) == (words, None)
