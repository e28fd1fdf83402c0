"""Stamps in red, and print that was left unread."""

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from extractor.reading.ocr.picture import Prepared, prepare
from extractor.reading.ocr.stamps import read_stamps
from extractor.reading.ocr.unread import has_unread_print
from tests.extractor.reading.ocr.scans import DPI

RED = (206, 24, 34)


def stamped(text: str, ink: tuple[int, int, int]) -> Prepared:
    """Paper with words of 5 mm height in a frame."""
    paper = Image.new("RGB", (1654, 2339), "white")
    pen = ImageDraw.Draw(paper)
    pen.rectangle((250, 380, 480, 445), outline=ink, width=4)
    pen.text((365, 412), text, ink, ImageFont.load_default(size=44), anchor="mm")
    return prepare(np.asarray(paper), DPI)


@pytest.mark.parametrize(
    ("text", "ink", "read"), [("KHAN", RED, ["KHAN"]), ("XOAY", RED, []), ("KHAN", (40, 60, 190), [])]
)
def test_marks_in_red_are_read_and_nothing_else(text, ink, read) -> None:
    """Other words in red, and the same word in blue, are no marks of urgency."""
    assert [word.word.text for word in read_stamps(stamped(text, ink), [])] == read


@pytest.mark.parametrize(("text", "left_out"), [("Trần Văn Bình", True), ("", False)])
def test_ink_of_a_word_that_no_word_covers_is_unread_print(text, left_out) -> None:
    """A frame, thin and tall, is none."""
    assert has_unread_print(stamped(text, (20, 20, 20)), (200, 350, 600, 480), []) is left_out
