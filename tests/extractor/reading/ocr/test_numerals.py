"""Numerals before headings, and labels under ink, as they are printed."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from extractor.reading.ocr.engine import ReadWord
from extractor.reading.ocr.numerals import strokes_in, with_numerals, with_ordinals, with_strokes
from extractor.reading.ocr.placing import evenly
from extractor.reading.ocr.words import Word

HEIGHT = 30
"""Height of a capital in pixels."""


def numeral(strokes: int, sign: str = "", x: int = 20, width: int = 700) -> np.ndarray:
    """A line with strokes with serifs, as wide as in a bold serif face, and a sign behind them."""
    page = np.full((100, width), 255, np.uint8)
    top, base = 40, 40 + HEIGHT
    for number in range(strokes):
        left = x + 18 * number
        page[top:base, left + 4 : left + 11] = 0
        page[top : top + 2, left : left + 15] = page[base - 2 : base, left : left + 15] = 0
    end = x + 18 * strokes
    if sign == "/":
        cv2.line(page, (end, base - 1), (end + 9, top), 0, 3)
    if sign == ".":
        page[base - 5 : base, end + 1 : end + 6] = 0
    return page


def word(text: str, x0: float, x1: float, line: int = 0) -> ReadWord:
    """A word on the line of `numeral`."""
    own = Word(text, 0.6, x0, 40, x1, 70)
    return ReadWord(own, evenly(own), line, 70)


@pytest.mark.parametrize("strokes", [1, 2, 3])
@pytest.mark.parametrize("sign", ["", ".", "/"])
def test_strokes_of_full_height_are_counted(strokes, sign):
    """One to three strokes, with a stop, a slash or nothing behind them."""
    seen = strokes_in(numeral(strokes, sign)[40:70, 18:120])

    assert seen is not None
    assert (seen.count, seen.sign) == (strokes, sign)


@pytest.mark.parametrize("letter", ["H", "V", "M", "X"])
def test_other_letters_are_no_numeral(letter):
    """Bars between strokes, and slanted ones."""
    page = np.full((60, 90), 255, np.uint8)
    cv2.putText(page, letter, (10, 50), cv2.FONT_HERSHEY_SIMPLEX, 1.4, (0,), 4)
    rows = np.flatnonzero((page < 150).any(axis=1))

    assert strokes_in(page[rows[0] : rows[-1] + 1]) is None


@pytest.mark.parametrize(
    ("strokes", "sign", "read", "printed"),
    [
        (1, "/", "U", "I/"),
        (2, "/", "1U", "II/"),
        (3, "/", "HI/", "III/"),
        (3, ".", "II.", "III."),
        (2, ".", "I.", "II."),
    ],
)
def test_a_numeral_before_a_heading_is_as_printed(strokes, sign, read, printed):
    """The strokes decide, where the engine made other letters of them."""
    line = [word(read, 20, 20 + 18 * strokes + 10), word("KINH", 130, 220), word("PHÍ", 230, 300)]

    words = with_numerals(numeral(strokes, sign), line)

    assert [each.word.text for each in words] == [printed, "KINH", "PHÍ"]


@pytest.mark.parametrize(
    "texts",
    [
        ("U", "ta", "nói"),
        ("I", "là", "SỐ"),
        ("KINH", "II", "PHÍ"),
        ("V/", "KINH", "PHÍ"),
        ("HỘI", "II"),
        ("1.", "Kinh", "phí"),
    ],
)
def test_other_words_stay(texts):
    """Sentences, numerals inside a line, other numerals, and words that hold none."""
    line = [word(text, 20 + 100 * n, 90 + 100 * n) for n, text in enumerate(texts)]

    assert with_numerals(numeral(3, "."), line) == line


@pytest.mark.parametrize(
    ("head", "at", "text", "expected"),
    [
        ("STT", 20, "H", "II"),
        ("TT", 20, "H", "II"),
        ("STT", 200, "H", "H"),
        ("Mục", 20, "H", "H"),
        ("STT", 20, "11", "11"),
    ],
)
def test_numerals_in_the_column_of_serial_numbers(head, at, text, expected) -> None:
    """Strokes below the head of serial numbers are counted; figures, and letters elsewhere, stay."""
    over = ReadWord(Word(head, 0.9, at, 5, at + 40, 35), evenly(Word(head, 0.9, at, 5, at + 40, 35)), 0, 35)

    assert with_ordinals(numeral(2), [over, word(text, 20, 56, 1)])[1].word.text == expected


@pytest.mark.parametrize(
    ("strokes", "read", "printed"),
    [
        (3, "II", "III"),
        (2, "I.", "II."),
        (3, "III", "III"),
        (2, "III", "III"),
        (3, "11", "11"),
        (2, "IV", "IV"),
        (2, "Ia", "Ia"),
    ],
)
def test_numerals_have_all_their_strokes(strokes, read, printed):
    """Strokes that the engine left out are put back; none is taken away, figures and letters are left."""
    words = [word("Quý", 120, 180), word(read, 20, 20 + 18 * strokes)]

    assert [each.word.text for each in with_strokes(numeral(strokes), words)] == ["Quý", printed]


@pytest.mark.parametrize(("foot", "printed"), [(70.0, "4.1."), (78.0, "4.1,")])
def test_a_number_before_a_line_ends_with_the_stop_that_is_printed(foot, printed):
    """What does not reach below the line is no comma."""
    number = word("4.1,", 20, 60)
    sign = replace(number.symbols[-1], bottom=foot)
    words = [replace(number, symbols=(*number.symbols[:-1], sign)), word("Kinh", 70, 110)]

    assert with_numerals(numeral(0), words)[0].word.text == printed


def test_a_slash_read_as_a_letter_is_a_slash_again():
    """`I/` before a line in capitals, which the engine reads as two letters."""
    words = [word("UƯ", 20, 48), word("KINH", 60, 140), word("PHÍ", 150, 200)]

    assert [each.word.text for each in with_numerals(numeral(1, "/"), words)] == ["I/", "KINH", "PHÍ"]
