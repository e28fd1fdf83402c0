"""Columns of heads and ends read again by themselves."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from extractor.reading.ocr import columns
from extractor.reading.ocr.engine import ReadWord
from extractor.reading.ocr.picture import Prepared
from extractor.reading.ocr.placing import evenly
from extractor.reading.ocr.words import Word
from schemas.evidence import Box

LEVEL = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]])


def line(number: int, *words: tuple[str, float, float]) -> list[ReadWord]:
    """Words of one line from text, left end and confidence."""
    top = 100.0 + 60 * number
    made = (Word(text, sure, x0, top, x0 + 18 * len(text), top + 28) for text, x0, sure in words)
    return [ReadWord(own, evenly(own), number, own.bottom) for own in made]


@pytest.fixture
def page() -> Prepared:
    """White paper: all that is read on it is what a test says."""
    paper = np.full((900, 1600), 255, np.uint8)
    return Prepared(paper, np.zeros_like(paper), paper, None, 200.0, LEVEL)


@pytest.mark.parametrize(("sure", "stays"), [(0.72, True), (0.4, False)])
def test_a_second_reading_keeps_lines_that_were_made_out(
    sure: float, stays: bool, page: Prepared, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A position above a seal that the second reading lost is kept; what a seal was read as goes."""
    recipients = line(0, ("Nơi", 100, 0.97), ("nhận:", 170, 0.97))
    position = line(0, ("GIÁM", 900, 0.5), ("ĐÓC", 990, sure))
    name = line(4, ("Dương", 880, 0.96), ("Hồng", 990, 0.96), ("Oanh", 1080, 0.96))
    monkeypatch.setattr(columns, "read_stretch", lambda *_: [replace(word, line=0) for word in name])

    read = columns.read_columns(page, [*recipients, *position, *name])

    assert ("ĐÓC" in [word.word.text for word in read]) is stays


def test_handwriting_in_a_date_is_no_reason_to_read_again(page: Prepared, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was made of a day by hand says nothing of the print around it."""
    left = line(0, ("Số:", 100, 0.95), ("/BC-UBND", 240, 0.95))
    date = line(
        0, ("ngày", 900, 0.96), ("@©", 985, 0.1), ("tháng", 1030, 0.96), ("12", 1140, 0.96), ("năm", 1190, 0.96)
    )
    monkeypatch.setattr(columns, "read_stretch", lambda *_: pytest.fail("the column was read again"))

    assert columns.read_columns(page, [*left, *date]) == [*left, *date]


def test_columns_of_a_table_are_not_read_as_text(page: Prepared, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows of three columns are no lines of two columns, though some of their words are doubtful."""
    rows = [
        word
        for number in range(3)
        for word in line(number, (str(number), 100, 0.97), ("Trường", 300, 0.5), ("hợp", 430, 0.96), ("437", 900, 0.97))
    ]
    monkeypatch.setattr(columns, "read_stretch", lambda *_: pytest.fail("a column was read again"))

    assert columns.read_columns(page, rows) == rows


def test_lines_between_the_rules_of_a_table_are_left(page: Prepared, monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands in a table (in points) was read piece by piece before."""
    words = line(0, ("Sở", 100, 0.5), ("Nội", 150, 0.5), ("vụ", 220, 0.5), ("Đạt", 900, 0.97))
    monkeypatch.setattr(columns, "read_stretch", lambda *_: pytest.fail("a column was read again"))

    assert columns.read_columns(page, words, (), [Box(30.0, 30.0, 500.0, 60.0)]) == words


@pytest.mark.parametrize(
    ("sure", "sizes"),
    [
        ((0.95, 0.95, 0.95), 1),
        ((0.7, 0.95, 0.95), 2),
        ((0.7, 0.6, 0.95), 3),
        ((0.7, 0.705, 0.71), 3),
    ],
)
def test_larger_pictures_are_read_until_one_reads_well(
    sure: tuple[float, ...], sizes: int, page: Prepared, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A column is read at the next size until one reads it surely: the last may find a word that others lose."""
    words = line(0, ("Nơi", 100, 0.97), ("nhận:", 170, 0.97), ("GIÁM", 900, 0.5), ("ĐÓC", 990, 0.6))
    read: list[float] = []

    def again(*_: object) -> list[ReadWord]:
        read.append(sure[len(read)])
        return line(0, ("GIÁM", 900, read[-1]), ("ĐỐC", 990, read[-1])) if read[-1] else []

    monkeypatch.setattr(columns, "read_stretch", again)

    columns.read_columns(page, words)

    assert len(read) == sizes
