from __future__ import annotations

import cv2
import numpy as np
import pytest

from extractor.reading.handwriting import SURE, UNREAD, Handwritten, find_handwriting, settle
from extractor.reading.ocr.words import Word
from tests.extractor.reading.handwriting.pages import DPI, Grey, page, word_like, write

OPEN = "cv-tinh-signed.pdf"
"""Its number and day are drawn by a signature only, so that the page as rendered leaves them open."""


def _open_page() -> tuple[Grey, list[Word], Word, Word]:
    grey, words = page(OPEN)
    return grey, words, word_like(words, "Số:"), word_like(words, "ngày")


@pytest.mark.parametrize("name", ["bc-xa.pdf", "kh-tinh-pdf.pdf", "tb-tinh.pdf", "thong-tu.pdf", "ttr-huyen-2017.pdf"])
@pytest.mark.parametrize("noise", [0, 12])
def test_print_is_no_handwriting(name: str, noise: int):
    """Printed numbers and days are left alone, on a clean scan and on a noisy one."""
    grey, words = page(name)
    grain = np.random.default_rng(1).normal(0, noise, grey.shape)
    scanned = np.clip(grey * 0.9 + grain, 0, 255).astype(np.uint8)

    assert find_handwriting(scanned, DPI, words) == ()


def test_an_open_place_holds_no_handwriting():
    """Nothing between `Số:` and the slash is nothing, with dots to write on as well."""
    grey, words, label, _ = _open_page()
    for x in range(round(label.x1) + 8, round(label.x1) + 100, 8):
        cv2.circle(grey, (x, round(label.bottom)), 2, 0, -1)

    assert find_handwriting(grey, DPI, words) == ()


@pytest.mark.parametrize("number", ["23", "280", "96", "1407"])
@pytest.mark.parametrize("misread", ["", "4292", "*†"])
def test_a_number_by_hand_is_found_and_never_surely_wrong(number: str, misread: str):
    """Digits by pen are handwriting whatever the print recogniser made of them; a sure reading is the right one."""
    grey, words, label, _ = _open_page()
    end = write(grey, number, label.x1 + 10, label.bottom + 3, 29)
    if misread:
        words.insert(words.index(label) + 1, Word(misread, 0.93, label.x1 + 10, label.top, end - 9, label.bottom))

    (found,) = find_handwriting(grey, DPI, words)

    assert label.x1 < found.x0 < found.x1 <= end
    assert found.top < label.bottom < found.bottom + 6
    assert found.reading == number or found.confidence < SURE


@pytest.mark.parametrize(("day", "read"), [("20", "20"), ("23", "23"), ("45", None)])
def test_a_day_by_hand_is_one_of_the_calendar(day: str, read: str | None):
    """A day reads as it is written; no day is 45, however clear it is."""
    grey, words, _, label = _open_page()
    write(grey, day, label.x1 + 6, label.bottom - 4, 27)

    (found,) = find_handwriting(grey, DPI, words)

    assert found.reading == read
    assert (found.confidence >= SURE) == (read is not None)


def test_scribbling_is_not_read_for_certain():
    """Strokes that are no digits give no sure reading."""
    grey, words, label, _ = _open_page()
    corner = np.array([round(label.x1) + 12, round(label.top) - 5])
    strokes = np.random.default_rng(3).integers(0, 40, (12, 2)) + corner
    cv2.polylines(grey, [strokes.astype(np.int32)], False, 20, 3, cv2.LINE_AA)

    (found,) = find_handwriting(grey, DPI, words)

    assert found.confidence < SURE


def test_a_covered_number_is_not_read():
    """Print below a dark blot is neither print nor a reading, though the recogniser read some digits of it."""
    grey, words = page("bc-xa.pdf")
    printed = word_like(words, "96/")
    cv2.circle(grey, (round(printed.x0) + 20, round(printed.top) + 8), 15, 40, -1)
    words[words.index(printed)] = Word("9/BC-UBND", 0.4, printed.x0, printed.top, printed.x1, printed.bottom)

    (found,) = find_handwriting(grey, DPI, words)

    assert found.reading is None or found.confidence < SURE


def test_a_digit_over_the_slash_is_not_lost_silently():
    """A number whose last digit hides the slash is not read for certain."""
    grey, words, label, _ = _open_page()
    notation = word_like(words, "/UBND")
    write(grey, "248", notation.x0 - 45, label.bottom + 3, 32)
    words[words.index(notation)] = Word("8UBND-VX", 0.9, notation.x0 - 6, label.top, notation.x1, notation.bottom)

    assert all(found.reading == "248" or found.confidence < SURE for found in find_handwriting(grey, DPI, words))


@pytest.mark.parametrize(
    ("dpi", "words"),
    [(72.0, [Word("Số:", 0.9, 10, 10, 50, 36), Word("/BC-UBND", 0.9, 90, 10, 260, 36)]), (200.0, [])],
    ids=["too few pixels", "no words"],
)
def test_a_page_that_cannot_be_judged_has_no_handwriting(dpi: float, words: list[Word]):
    """Without anchors or pixels nothing is said."""
    assert find_handwriting(np.full((400, 400), 255, np.uint8), dpi, words) == ()


def _words(*texts: tuple[str, float, float]) -> list[Word]:
    return [Word(text, 0.9, x0, 100, x1, 130) for text, x0, x1 in texts]


NUMBER = Handwritten(60, 95, 110, 132, "16", 0.99)
UNSURE = Handwritten(60, 95, 110, 132, "16", 0.4)
NOTHING = Handwritten(60, 95, 110, 132, None, 0.0)


@pytest.mark.parametrize(
    ("words", "found", "expected"),
    [
        (
            [("Số:", 10, 50), ("4292", 62, 108), ("/BC", 120, 180)],
            NUMBER,
            [("Số:", 0, False), ("16", 1, False), ("/BC", 2, False)],
        ),
        (
            [("Số:", 10, 50), ("4292", 62, 108), ("/BC", 120, 180)],
            UNSURE,
            [("Số:", 0, False), ("16", 1, True), ("/BC", 2, False)],
        ),
        (
            [("Số:", 10, 50), ("*†", 62, 108), ("/BC", 120, 180)],
            NOTHING,
            [("Số:", 0, False), (UNREAD, 1, True), ("/BC", 2, False)],
        ),
        (
            [("Số:⁄‡6", 10, 108), ("/BC", 120, 180)],
            NUMBER,
            [("Số:", 0, False), ("16", 0, False), ("/BC", 1, False)],
        ),
        ([("ngàyÔ", 10, 70), ("tháng", 120, 190)], NUMBER, [("ngày", 0, False), ("16", 0, False), ("tháng", 1, False)]),
        ([("ngày#0tháng", 10, 190)], NUMBER, [("ngày", 0, False), ("16", 0, False), ("tháng", 0, False)]),
        ([("Số:", 10, 50), ("4/BC-UB", 62, 190)], NUMBER, [("Số:", 0, False), ("16", 1, False), ("/BC-UB", 1, False)]),
        (
            [("Số:", 10, 50), ("/BC", 120, 180)],
            NUMBER,
            [("Số:", 0, False), ("16", 0, False), ("/BC", 1, False)],
        ),
    ],
    ids=["sure", "unsure", "unread", "label joined", "short", "both joined", "notation joined", "not seen"],
)
def test_words_are_put_right(
    words: list[tuple[str, float, float]], found: Handwritten, expected: list[tuple[str, int, bool]]
):
    """The ink's word is the reading, printed parts of joined words stay, and only what is unsure is marked."""
    settled = settle(_words(*words), [found])

    assert [(each.word.text, each.origin, each.handwritten) for each in settled] == expected


def test_a_label_is_cut_where_the_ink_begins():
    """A printed word whose box the recogniser drew over the ink ends before it."""
    (label, ink) = settle(_words(("ngày", 10, 105)), [NUMBER])

    assert (label.word.x1, ink.word.x0) == (60, 60)


def test_a_sure_reading_claims_no_more_than_the_rest_of_the_page():
    """A reading by the digit reader is given at most nine in ten."""
    assert max(each.word.confidence for each in settle(_words(("Số:", 10, 50)), [NUMBER])) <= 0.9


def test_no_piece_of_the_ink_stays_as_a_word():
    """What the recogniser made of ink beside the reading, between the printed words, goes too."""
    found = Handwritten(75, 95, 110, 132, "106", 0.99, (50, 120))

    settled = settle(_words(("Số:", 10, 50), ("4", 56, 68), ("106", 76, 108), ("/BC", 120, 180)), [found])

    assert [each.word.text for each in settled] == ["Số:", "106", "/BC"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([("số:", 10, 50), ("121", 62, 108), ("/BC", 120, 180)], ["Số:", "16", "/BC"]),
        ([("số:", 10, 50), ("121", 62, 105), ("|/BC", 112, 180)], ["Số:", "16", "/BC"]),
        ([("số", 10, 40), ("121", 62, 105), ("/BC", 120, 180)], ["số", "16", "/BC"]),
    ],
    ids=["label", "slash", "no label"],
)
def test_the_form_around_the_ink_is_as_it_is_printed(words: list[tuple[str, float, float]], expected: list[str]):
    """`Số:` keeps its capital and the notation begins with its slash; nothing else is repaired."""
    found = Handwritten(60, 95, 110, 132, "16", 0.99, (50, 120))

    assert [each.word.text for each in settle(_words(*words), [found])] == expected
