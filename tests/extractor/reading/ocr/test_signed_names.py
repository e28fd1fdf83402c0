"""Names below signatures that the engine left."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from extractor.reading.ocr.engine import ReadWord
from extractor.reading.ocr.picture import Prepared, prepare
from extractor.reading.ocr.placing import evenly
from extractor.reading.ocr.signed_names import with_signed_name
from extractor.reading.ocr.words import Word
from tests.extractor.reading.ocr.scans import DPI


def end(line: str) -> Prepared:
    """The end of a document with a round seal and a line below it."""
    page = Image.new("RGB", (1654, 2339), "white")
    pen, font = ImageDraw.Draw(page), ImageFont.load_default(size=36)
    pen.ellipse((900, 300, 1120, 520), outline="black", width=5)
    pen.text((1000, 560), line, "black", font)
    return prepare(np.asarray(page), DPI)


def words(label: str) -> list[ReadWord]:
    """The two words over the list of recipients."""
    first, second = label.split()
    read = (Word(first, 0.95, 235, 250, 290, 280), Word(second, 0.95, 300, 250, 380, 280))
    return [ReadWord(own, evenly(own), 0, own.bottom) for own in read]


@pytest.mark.parametrize(
    ("label", "line", "found"),
    [
        ("Nơi nhận:", "Hoang Van Minh", ["Hoang", "Van", "Minh"]),
        ("Nơi nhận:", "GIAM DOC", ["GIAM", "DOC"]),
        ("Nơi nhận:", "12 34 56", []),
        ("Nội dung", "Hoang Van Minh", []),
    ],
)
def test_a_name_right_of_the_recipients_is_read(label: str, line: str, found: list[str]) -> None:
    """Ink that no word covers counts where it reads as a name or a position, and only at the end of a document."""
    read = with_signed_name(end(line), words(label))

    assert [word.word.text for word in read[2:]] == found
