from __future__ import annotations

import cv2
import numpy as np
import pytest

from extractor.reading.handwriting import SURE, UNREAD, Handwritten, Looked, look, settle
from extractor.reading.handwriting.places import Kind, Place
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

    assert look(scanned, DPI, words).by_hand == ()


def test_an_open_place_holds_no_handwriting():
    """Nothing between `Số:` and the slash is nothing, with dots to write on as well."""
    grey, words, label, _ = _open_page()
    for x in range(round(label.x1) + 8, round(label.x1) + 100, 8):
        cv2.circle(grey, (x, round(label.bottom)), 2, 0, -1)

    assert look(grey, DPI, words).by_hand == ()


@pytest.mark.parametrize("number", ["23", "280", "96", "1407"])
@pytest.mark.parametrize("misread", ["", "4292", "*†"])
def test_a_number_by_hand_is_found_and_never_surely_wrong(number: str, misread: str):
    """Digits by pen are handwriting whatever the print recogniser made of them; a sure reading is the right one."""
    grey, words, label, _ = _open_page()
    end = write(grey, number, label.x1 + 10, label.bottom + 3, 29)
    if misread:
        words.insert(words.index(label) + 1, Word(misread, 0.93, label.x1 + 10, label.top, end - 9, label.bottom))

    (found,) = look(grey, DPI, words).by_hand

    assert label.x1 < found.x0 < found.x1 <= end
    assert found.top < label.bottom < found.bottom + 6
    assert found.reading == number or found.confidence < SURE


@pytest.mark.parametrize(("day", "read"), [("20", "20"), ("23", "23"), ("45", None)])
def test_a_day_by_hand_is_one_of_the_calendar(day: str, read: str | None):
    """A day reads as it is written; no day is 45, however clear it is."""
    grey, words, _, label = _open_page()
    write(grey, day, label.x1 + 6, label.bottom - 4, 27)

    (found,) = look(grey, DPI, words).by_hand

    assert found.reading == read
    assert (found.confidence >= SURE) == (read is not None)


def test_scribbling_is_not_read_for_certain():
    """Strokes that are no digits give no sure reading."""
    grey, words, label, _ = _open_page()
    corner = np.array([round(label.x1) + 12, round(label.top) - 5])
    strokes = np.random.default_rng(3).integers(0, 40, (12, 2)) + corner
    cv2.polylines(grey, [strokes.astype(np.int32)], False, 20, 3, cv2.LINE_AA)

    (found,) = look(grey, DPI, words).by_hand

    assert found.confidence < SURE


def test_a_covered_number_is_not_read():
    """Print below a dark blot is neither print nor a reading, though the recogniser read some digits of it."""
    grey, words = page("bc-xa.pdf")
    printed = word_like(words, "96/")
    cv2.circle(grey, (round(printed.x0) + 20, round(printed.top) + 8), 15, 40, -1)
    words[words.index(printed)] = Word("9/BC-UBND", 0.4, printed.x0, printed.top, printed.x1, printed.bottom)

    (found,) = look(grey, DPI, words).by_hand

    assert found.reading is None or found.confidence < SURE


def test_a_digit_over_the_slash_is_not_lost_silently():
    """A number whose last digit hides the slash is not read for certain."""
    grey, words, label, _ = _open_page()
    notation = word_like(words, "/UBND")
    write(grey, "248", notation.x0 - 45, label.bottom + 3, 32)
    words[words.index(notation)] = Word("8UBND-VX", 0.9, notation.x0 - 6, label.top, notation.x1, notation.bottom)

    assert all(found.reading == "248" or found.confidence < SURE for found in look(grey, DPI, words).by_hand)


@pytest.mark.parametrize(("gap", "expected"), [(12, True), (-6, False)])
def test_a_digit_that_touches_the_slash_is_not_lost_silently(gap: int, expected: bool):
    """The recogniser gives a digit that runs into the slash to the notation: the number goes on in it."""
    grey, words, label, _ = _open_page()
    notation = word_like(words, "/UBND")
    end = write(grey, "15", label.x1 + 10, label.bottom, 27)
    grey[round(notation.top) : round(notation.bottom), round(end) : round(notation.x0)] = 255
    write(grey, "2", notation.x0 - 20 - gap, label.bottom, 27)
    words[words.index(notation)] = Word(
        notation.text, 0.9, notation.x0 - (gap < 0) * 16, notation.top, notation.x1, notation.bottom
    )

    (found,) = look(grey, DPI, words).by_hand

    assert (found.reading == "152") == expected
    assert expected or found.confidence < SURE


@pytest.mark.parametrize("remains", [[(2, 6), (2, 20)], [(0, 12)]], ids=["colon", "end of a letter"])
def test_the_end_of_the_label_is_no_trace_of_a_digit(remains: list[tuple[int, int]]):
    """What the recogniser's box left of the printed label does not make a clear reading unsure."""
    grey, words, label, _ = _open_page()
    write(grey, "23", label.x1 + 16, label.bottom, 27)
    for across, above in remains:
        cv2.circle(grey, (round(label.x1) + across, round(label.bottom) - above), 2, 0, -1)

    (found,) = look(grey, DPI, words).by_hand

    assert found.reading == "23"
    assert found.confidence >= SURE


@pytest.mark.parametrize(
    ("dpi", "words"),
    [(72.0, [Word("Số:", 0.9, 10, 10, 50, 36), Word("/BC-UBND", 0.9, 90, 10, 260, 36)]), (200.0, [])],
    ids=["too few pixels", "no words"],
)
def test_a_page_that_cannot_be_judged_has_no_handwriting(dpi: float, words: list[Word]):
    """Without anchors or pixels nothing is said."""
    assert look(np.full((400, 400), 255, np.uint8), dpi, words).by_hand == ()


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
    settled = settle(_words(*words), Looked((found,)))

    assert [(each.word.text, each.origin, each.handwritten) for each in settled] == expected


def test_a_label_is_cut_where_the_ink_begins():
    """A printed word whose box the recogniser drew over the ink ends before it."""
    (label, ink) = settle(_words(("ngày", 10, 105)), Looked((NUMBER,)))

    assert (label.word.x1, ink.word.x0) == (60, 60)


def test_a_sure_reading_claims_no_more_than_the_rest_of_the_page():
    """A reading by the digit reader is given at most nine in ten."""
    assert max(each.word.confidence for each in settle(_words(("Số:", 10, 50)), Looked((NUMBER,)))) <= 0.9


@pytest.mark.parametrize(
    ("words", "checked"),
    [
        ([("Số:", 10, 50), ("16", 62, 108), ("/BC", 112, 180)], ["16"]),
        ([("Số:", 10, 50), ("16/BC-UBND", 62, 250)], ["16/BC-UBND"]),
        ([("Số:16/BC-UBND", 10, 250)], ["Số:16/BC-UBND"]),
        ([("16", 300, 340)], []),
    ],
)
def test_print_that_was_looked_at_is_told_from_the_rest(words: list[tuple[str, float, float]], checked: list[str]):
    """Only the word that holds the place's digits is sure, not its neighbours."""
    place = Place(Kind.NUMBER, 55, 110, 130, 25, "16", 0.9)

    settled = settle(_words(*words), Looked(printed=(place,)))

    assert [each.word.text for each in settled if each.checked] == checked


def test_a_spoilt_label_is_spelt_as_the_form_prints_it():
    """Ink by hand behind a label spoils `Số:`; without ink nothing is repaired."""
    label = Word("›ö:", 0.6, 10, 100, 50, 130)
    found = Handwritten(60, 95, 110, 132, None, 0.0, (50, 120), label)

    texts = [[each.word.text for each in settle([label], seen)] for seen in (Looked((found,)), Looked())]

    assert texts == [["Số:", UNREAD], ["›ö:"]]


def test_ink_that_reaches_to_the_line_below_stays_behind_its_label():
    """Tall digits touch the line below, whose words may stand further right."""
    label, below = Word("Số:", 0.9, 10, 100, 50, 130), Word("V/v", 0.9, 52, 128, 62, 158)
    found = Handwritten(60, 90, 110, 150, None, 0.0, (50, 120), label)

    settled = settle([label, Word("/BC", 0.9, 120, 100, 180, 130), below], Looked((found,)))

    assert [(each.word.text, each.origin) for each in settled] == [("Số:", 0), (UNREAD, 0), ("/BC", 1), ("V/v", 2)]


def test_the_notation_goes_on_behind_the_digits_at_any_distance():
    """A number by hand may fill little of its room: what is printed behind it is no column of its own."""
    words = _words(("Số:", 10, 50), ("16", 62, 108), ("/BC-UBND", 260, 400), ("Huế,", 500, 560))

    settled = settle(words, Looked((NUMBER,)))

    assert [each.word.text for each in settled if each.joined] == ["/BC-UBND"]


def test_a_stroke_by_hand_is_no_notation():
    """`/Z` that was read from a day by hand goes with it."""
    found = Handwritten(80, 95, 110, 132, "07", 0.99, (75, 120))

    settled = settle(_words(("ngày", 10, 70), ("/Z", 82, 108), ("tháng", 125, 190)), Looked((found,)))

    assert [each.word.text for each in settled] == ["ngày", "07", "tháng"]


def test_digits_behind_a_slash_are_no_notation():
    """What the recogniser made of a 7 by hand (`/6`) goes with the ink."""
    found = Handwritten(60, 95, 110, 132, None, 0.0, (50, 120))

    settled = settle(_words(("Số:", 10, 50), ("1", 60, 70), ("/6", 76, 108), ("/BC", 120, 180)), Looked((found,)))

    assert [each.word.text for each in settled] == ["Số:", UNREAD, "/BC"]


def test_no_piece_of_the_ink_stays_as_a_word():
    """What the recogniser made of ink beside the reading, between the printed words, goes too."""
    found = Handwritten(75, 95, 110, 132, "106", 0.99, (50, 120))

    settled = settle(_words(("Số:", 10, 50), ("4", 56, 68), ("106", 76, 108), ("/BC", 120, 180)), Looked((found,)))

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

    assert [each.word.text for each in settle(_words(*words), Looked((found,)))] == expected
