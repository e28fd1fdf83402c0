"""Which words of a page are no print, and which the engine parted."""

import pytest

from extractor.reading.ocr.engine import ReadWord
from extractor.reading.ocr.noise import without_noise
from extractor.reading.ocr.placing import evenly
from extractor.reading.ocr.words import Word


def line(*words: tuple[str, float, float], number: int = 0, confidence: float = 0.93) -> list[ReadWord]:
    """Words of one line from text, left and right end."""
    made = []
    for text, x0, x1 in words:
        own = Word(text, confidence, x0, 100 + 50 * number, x1, 120 + 50 * number)
        made.append(ReadWord(own, evenly(own), number, own.bottom))
    return made


@pytest.mark.parametrize(
    ("read", "kept"),
    [
        ([("Võ", 0, 30), ("Thủy", 40, 80), (".", 120, 123)], ["Võ", "Thủy"]),
        ([("Võ", 0, 30), ("Thủy", 40, 80), (".", 82, 85)], ["Võ", "Thủy", "."]),
        ([("Kế", 0, 30), ("hoạch", 40, 90), ("-", 92, 100), ("Tài", 110, 140)], ["Kế", "hoạch", "-", "Tài"]),
        ([("LONG", 0, 60), ("AN", 70, 100), ("-", 110, 112)], ["LONG", "AN"]),
        ([("số", 0, 30), ("736/QĐ-", 40, 120), ("-UBND", 118, 190)], ["số", "736/QĐ-UBND"]),
        ([("năm", 0, 30), ("2020-", 40, 90), ("-", 120, 130), ("2025", 140, 180)], ["năm", "2020-", "-", "2025"]),
    ],
)
def test_signs_apart_go_and_parted_words_are_whole(read, kept):
    """A stop far from any word is a speck; a word that was parted at its hyphen has one hyphen."""
    assert [word.word.text for word in without_noise(line(*read))] == kept


@pytest.mark.parametrize(("text", "stays"), [("số)", True), ("Số", True), ("b/c);", True), ("q)", False)])
def test_words_of_signs_stay_where_such_documents_have_them(text, stays):
    """The label of the number, however ill it is read, and remarks behind recipients; other scraps are strokes."""
    words = [*line(("Trường", 0, 90), ("học", 100, 140)), *line((text, 0, 24), ("12/QĐ", 40, 90), number=1)]
    words[2] = line((text, 0, 24), number=1, confidence=0.4)[0]

    assert (text in [word.word.text for word in without_noise(words)]) is stays
