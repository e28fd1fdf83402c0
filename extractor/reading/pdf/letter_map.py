"""Which letters glyphs without a character map stand for, learnt from what is read where they stand.

A font may be embedded without saying which characters its glyphs are, so that a text names glyphs by their numbers.
Each number is seen in many words, and the picture of the page is read anyway. One reading may be wrong (`ể` as `ê`);
over a whole document a glyph is nearly always read right, and fonts keep whole alphabets in the order of Unicode: where
known glyphs below and above a glyph stand as far from their characters, so does the glyph between them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from extractor.reading.pdf.glyphs import UNMAPPED
from extractor.reading.pdf.legibility import fold

_FEWEST = 3
"""Sightings that tell a letter."""
_SURE = 0.8
"""Share of the sightings of a glyph that agree where it is known."""
_FEWEST_OF_ENCODING = 8
"""Letters that show which encoding the codes of a font are in."""
_AGREEING = 0.9
ASCII = 0x7F
_FARTHEST = 16
"""Numbers between two known glyphs that stand for an alphabet in order."""


@dataclass(slots=True)
class Sightings:
    """For each code how often each letter was read where it stands, in all and in each cut of the type (bold …)."""

    of_code: dict[int, Counter[str]] = field(default_factory=dict)
    of_cut: dict[int, dict[int, Counter[str]]] = field(default_factory=dict)

    def add(self, code: int, letter: str, cut: int) -> None:
        """One more letter read where a glyph stands."""
        self.of_code.setdefault(code, Counter())[letter] += 1
        self.of_cut.setdefault(cut, {}).setdefault(code, Counter())[letter] += 1


@dataclass(frozen=True, slots=True)
class Letters:
    """`known` letters of codes; `read` those of codes that are seen too seldom, each time as the same letter."""

    known: Mapping[int, str]
    read: Mapping[int, str]


def learnt(sightings: Sightings) -> Letters | None:
    """The letters of codes; codes whose sightings contradict each other are left out.

    None where the codes of a cut mean other letters than those of the rest, as in fonts that count their own glyphs.
    """
    told = {code: seen for code, seen in sightings.of_code.items() if code > ASCII}
    plain = {code: letter for code, seen in told.items() if (letter := _plain(seen)) is not None}
    numbers = {code: letter for code, letter in plain.items() if code >= UNMAPPED}
    in_order = {**numbers, **dict(_in_order(numbers, sightings))}
    known = {**_recoded(plain, sightings), **dict(_shifted(in_order, sightings)), **in_order}
    if not all(_is_alike(known, seen) for seen in sightings.of_cut.values()):
        return None
    others = ((code, seen) for code, seen in told.items() if code not in known)
    return Letters(known, {code: next(iter(seen)) for code, seen in others if len(seen) == 1})


def _is_alike(known: Mapping[int, str], of_cut: Mapping[int, Counter[str]]) -> bool:
    """Whether the codes of one cut were read as what they mean in all, letters of ASCII as themselves."""
    pairs = [
        (known.get(code) or chr(code), max(seen.items(), key=lambda item: (item[1], item[0]))[0])
        for code, seen in of_cut.items()
        if code in known or code <= ASCII
    ]
    wrong = sum(fold(meant) != fold(read) for meant, read in pairs)
    return wrong <= max(1, (1 - _AGREEING) * len(pairs))


def _plain(seen: Counter[str]) -> str | None:
    """The letter that a glyph was read as again and again."""
    letter, count = max(seen.items(), key=lambda item: (item[1], item[0]))
    return letter if count >= _FEWEST and count >= _SURE * seen.total() else None


def _in_order(known: Mapping[int, str], sightings: Sightings) -> Iterator[tuple[int, str]]:
    """Letters between known ones that are as far from their numbers; what was seen of them may not contradict."""
    places = sorted(known)
    for code in range(places[0] + 1, places[-1]) if places else ():
        at = bisect_left(places, code)
        below, above = places[at - 1], places[at + (places[at] == code)]
        shift = ord(known[below]) - below
        if shift != ord(known[above]) - above or above - below > _FARTHEST:
            continue
        letter = chr(code + shift)
        seen = sightings.of_code.get(code)
        if seen is None or letter in seen or all(fold(other) == fold(letter) for other in seen):
            yield code, letter


def _shifted(known: Mapping[int, str], sightings: Sightings) -> Iterator[tuple[int, str]]:
    """The one letter seen of a glyph that is as far from its number as several known ones are."""
    shifts = Counter(ord(letter) - code for code, letter in known.items() if code in sightings.of_code)
    for code, seen in sightings.of_code.items():
        fitting = [letter for letter in seen if shifts[ord(letter) - code] >= _FEWEST]
        if code >= UNMAPPED and len(fitting) == 1:
            yield code, fitting[0]


def _recoded(plain: Mapping[int, str], sightings: Sightings) -> Mapping[int, str]:
    """Codes of fonts without an encoding, which are shown in Mac OS Roman and mean Windows-1252.

    Readings lose marks of letters. A code that is seen as other letters only is not taken for its own.
    """
    known = {code: letter for code, letter in plain.items() if code < UNMAPPED}
    told = [(_WINDOWS[code], letter) for code, letter in known.items() if code in _WINDOWS]
    right = sum(one == other for one, other in told)
    if len(told) < _FEWEST_OF_ENCODING or right < _AGREEING * len(told):
        return known
    seen = {code: {fold(letter) for letter in letters} for code, letters in sightings.of_code.items()}
    meant = {code: letter for code, letter in _WINDOWS.items() if code not in seen or fold(letter) in seen[code]}
    return {**meant, **known}


def _windows() -> Iterator[tuple[int, str]]:
    for byte in range(0x80, 0x100):
        try:
            yield ord(bytes([byte]).decode("mac_roman")), bytes([byte]).decode("cp1252")
        except UnicodeDecodeError:
            continue


_WINDOWS = dict(_windows())
"""Characters as Mac OS Roman shows a byte, with those that the byte means in Windows-1252."""
