"""The line of the number read again, and what is no such line."""

from __future__ import annotations

from unittest.mock import Mock

import numpy as np
import pytest

from extractor.reading.ocr import number_line
from extractor.reading.ocr.engine import ReadWord
from extractor.reading.ocr.picture import Prepared
from extractor.reading.ocr.placing import evenly
from extractor.reading.ocr.words import Word

LEVEL = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]])


def line(text: str, sure: float) -> list[ReadWord]:
    """A line of words close together, all as sure."""
    words, x0 = [], 100.0
    for part in text.split():
        own = Word(part, sure, x0, 100.0, x0 + 18 * len(part), 128.0)
        words.append(ReadWord(own, evenly(own), 0, own.bottom))
        x0 = own.x1 + 10
    return words


@pytest.fixture
def page() -> Prepared:
    """White paper: all that is read on it is what a test says."""
    paper = np.full((900, 1600), 255, np.uint8)
    return Prepared(paper, np.zeros_like(paper), paper, None, 200.0, LEVEL)


@pytest.mark.parametrize(
    ("text", "again"),
    [
        ("Số liệu cụ thể được tổng hợp tại bảng sau:", False),
        ("Sở Y tế thành phố;", False),
        ("Số: 12/BC-UBND", False),
        ("Số: 12 BC-UBND", True),
        ("Số: BC UBND", True),
    ],
)
def test_only_a_line_of_the_number_is_read_again(
    text: str, again: bool, page: Prepared, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A line with its slash is read, and a sentence that begins with `Số` is no such line: neither costs a reading."""
    read_again = Mock(return_value=[])
    monkeypatch.setattr(number_line, "read_stretch", read_again)

    number_line.read_number_line(page, line(text, 0.95))

    assert read_again.called is again
