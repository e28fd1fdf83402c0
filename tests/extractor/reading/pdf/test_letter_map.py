"""Letters of glyphs without a character map, learnt from what is read where they stand."""

from __future__ import annotations

import pytest

from extractor.reading.pdf.glyphs import UNMAPPED
from extractor.reading.pdf.letter_map import Letters, Sightings, learnt

_SHIFT = 6652
"""How far the glyphs of Vietnamese letters stand from their characters in a font of these tests."""


def glyph(letter: str) -> int:
    """The code of a letter's glyph."""
    return UNMAPPED + ord(letter) - _SHIFT


def seen(*pairs: tuple[int, str], cut: int = 0, into: Sightings | None = None) -> Sightings:
    """Letters read where codes stand, each as often as it is long."""
    sightings = into or Sightings()
    for code, letters in pairs:
        for letter in letters:
            sightings.add(code, letter, cut)
    return sightings


ALPHABET = [(glyph("ấ"), "ấấấ"), (glyph("ậ"), "ậậậậ"), (glyph("ế"), "ếếế"), (glyph("ệ"), "ệệệ")]


@pytest.mark.parametrize(
    ("pairs", "known", "read"),
    [
        ([(UNMAPPED + 7, "xxx")], {7: "x"}, {}),
        ([(UNMAPPED + 7, "xx")], {}, {7: "x"}),
        ([(UNMAPPED + 7, "xxy")], {}, {}),
        ([(UNMAPPED + 7, "xxxxy")], {7: "x"}, {}),
    ],
    ids=["often", "seldom", "contradictory", "once misread"],
)
def test_a_glyph_by_itself(pairs: list[tuple[int, str]], known: dict[int, str], read: dict[int, str]) -> None:
    """Three sightings that agree tell a letter; fewer are a reading, and contradictory ones nothing."""
    letters = learnt(seen(*pairs))

    assert letters == Letters({UNMAPPED + k: v for k, v in known.items()}, {UNMAPPED + k: v for k, v in read.items()})


@pytest.mark.parametrize(
    ("letter", "readings", "expected"),
    [("ể", "êêêê", "ể"), ("ể", "", "ể"), ("ứ", "ứ", "ứ"), ("ể", "xx", None), ("ứ", "ú", None)],
    ids=["marks lost", "never seen", "as far as others", "another letter", "beyond the alphabet"],
)
def test_a_glyph_of_an_alphabet(letter: str, readings: str, expected: str | None) -> None:
    """Between known glyphs in the order of Unicode stands the letter between them, though its marks are misread."""
    letters = learnt(seen(*ALPHABET, (glyph(letter), readings)))

    assert letters is not None
    assert letters.known.get(glyph(letter)) == expected


def test_codes_shown_in_another_encoding() -> None:
    """Codes that Mac OS Roman shows are read in Windows-1252 where most of them prove to be, also unseen ones."""
    shown = [(byte.encode("cp1252").decode("mac_roman"), byte) for byte in "àáâãêíóôúý"]
    letters = learnt(seen(*((ord(code), letter * 3) for code, letter in shown)))

    assert letters is not None
    assert letters.known[ord("ò".encode("cp1252").decode("mac_roman"))] == "ò"


def test_cuts_that_count_their_own_glyphs() -> None:
    """Where the bold cut means other letters by the same codes, nothing is learnt."""
    regular = seen(*((UNMAPPED + n, letter * 9) for n, letter in enumerate("abcdefgh")))
    both = seen(*((UNMAPPED + n, letter) for n, letter in enumerate("hijklmno")), cut=1, into=regular)

    assert learnt(both) is None
