"""Which encoding the letters themselves speak for, line by line, where no font name says it.

A line is decoded only on clear evidence: several of its words hold signs that are no letters of a Vietnamese word,
and nearly all of them are syllables once decoded. Short lines follow the lines around them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.reading.legacy.encodings import Encoding, encodings
from extractor.reading.legacy.fonts import is_unicode, with_lost_letter
from extractor.reading.legacy.syllables import is_syllable

CANDIDATES = ("tcvn3", "vni")
"""What appears as Latin-1 text: encodings that lived in fonts. VISCII has fonts too but came as plain bytes."""
FEWEST_WORDS = 3
"""Words that must become syllables before a line can decide by itself."""
LEAST_DECODED = 0.8
"""Share of the marked words of a deciding line that are syllables when decoded."""
MOST_PLAIN = 0.4
"""Share of them that may be syllables as they stand: `sÌ` is none, `là` is one."""

_WORD = re.compile(r"[A-Za-z\u00a1-\u00ff\u0152\u0153\u0160\u0161\u0178\u03bc\u2212]+(?:-[A-Za-z\u00a1-\u00ff]+)*")
_MARKED = re.compile(r"[\u00a1-\u00ff\u03bc\u2212]")
_ABBREVIATION = re.compile(r"[B-DF-HJ-NP-TV-XZĐ]{2,}|[A-Z]{2,}r?")
"""`HĐND`, `QĐ`, `UBND`, `TTr`: consonants of an organ or a type, and what stands beside them without a mark."""
_VIETNAMESE = "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúý"
_SIGNS = "°±²³·×«»§½"
"""Signs that print of our days has too."""
TELLING = frozenset("\u03bc\u2212" + "".join(map(chr, range(0xA1, 0x100)))) - frozenset(_VIETNAMESE + _SIGNS)
"""Characters that no Vietnamese text in Unicode has much of."""
FEWEST_TELLING = 2
"""Of them in a text, before its lines are looked at."""
_TELLING = re.compile(f"[{re.escape(''.join(sorted(TELLING)))}]")
_LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Votes:
    """Words of a line with other than ASCII letters: all, syllables when decoded, syllables as they stand."""

    marked: int
    decoded: int
    plain: int

    @property
    def convince(self) -> bool:
        """Whether they decide alone."""
        return (
            self.decoded >= FEWEST_WORDS
            and self.decoded >= LEAST_DECODED * self.marked
            and self.plain <= MOST_PLAIN * self.marked
        )

    @property
    def agree(self) -> bool:
        """Whether they do not contradict an encoding that the lines around have."""
        return 0 < self.marked == self.decoded or self.decoded > max(self.plain, self.marked // 2)


def votes(text: str, encoding: Encoding) -> Votes:
    """The votes of a line for one encoding."""
    words = [word for word in _WORD.findall(text) if _MARKED.search(word)]
    decoded = sum(1 for word in words if _is_vietnamese(_decoded(word, encoding)))
    return Votes(len(words), decoded, sum(1 for word in words if _all_syllables(word)))


def _decoded(text: str, encoding: Encoding) -> str:
    return "".join(_characters(text, encoding))


def _characters(text: str, encoding: Encoding) -> list[str]:
    out = encoding.characters(text)
    return with_lost_letter(text, out) if encoding.name == "tcvn3" else out


def _is_vietnamese(word: str) -> bool:
    return all(is_syllable(part) or _ABBREVIATION.fullmatch(part) for part in word.split("-"))


def _all_syllables(word: str) -> bool:
    return all(is_syllable(part) for part in word.split("-"))


def encodings_of(lines: Sequence[str]) -> list[Encoding | None]:
    """The encoding of each line, None where it is to be left as it is."""
    if not any(_MARKED.search(line) for line in lines):
        return [None] * len(lines)
    decided = [_decide(line) for line in lines]
    if not any(encoding for _, encoding in decided):
        return [None] * len(lines)
    before = _nearest(decided)
    after = _nearest(decided[::-1])[::-1]
    return [
        encoding if is_sure else _by_neighbours(line, {one for one in (ahead, behind) if one != "nothing"})
        for line, (is_sure, encoding), ahead, behind in zip(lines, decided, before, after, strict=True)
    ]


def _decide(line: str) -> tuple[bool, Encoding | None]:
    """Whether the line decides by itself, and for what."""
    if is_unicode(line):
        return True, None
    if not _MARKED.search(line):
        return False, None
    candidates = [encodings()[name] for name in CANDIDATES]
    found = [(votes(line, encoding), encoding) for encoding in candidates]
    best, encoding = max(found, key=lambda item: item[0].decoded)
    # `Taï Theá Loäc` makes syllables in both: the lines around decide.
    is_tie = all(count.decoded == best.decoded for count, _ in found)
    if best.convince:
        return not is_tie, None if is_tie else encoding
    return best.plain > max(count.decoded for count, _ in found), None


def _nearest(decided: Sequence[tuple[bool, Encoding | None]]) -> list[str]:
    """The name of the encoding of the last line that decided, up to each; `plain` for none, `nothing` at the start."""
    found, last = [], "nothing"
    for is_sure, encoding in decided:
        if is_sure:
            last = encoding.name if encoding else "plain"
        found.append(last)
    return found


def _by_neighbours(line: str, around: set[str]) -> Encoding | None:
    """A line too short to decide takes the encoding on which the lines before and behind it agree."""
    if len(around) != 1 or "plain" in around:
        return None
    encoding = encodings()[next(iter(around))]
    return encoding if votes(line, encoding).agree else None


def _may_be_encoded(lines: Sequence[str]) -> bool:
    telling = 0
    for line in lines:
        telling += len(_TELLING.findall(line))
        if telling >= FEWEST_TELLING:
            return True
    return False


def decode_lines(lines: Sequence[str]) -> list[list[str] | None]:
    """What each character of each line prints, None for a line that stays as it is.

    A line of Unicode may hold stretches in another encoding (a run pasted from an old file): they are decoded where
    they decide by themselves.
    """
    found: list[list[str] | None] = []
    if not _may_be_encoded(lines):
        return [None] * len(lines)
    for line, encoding in zip(lines, encodings_of(lines), strict=True):
        if encoding is not None:
            found.append(_in_case(line, encoding))
        else:
            found.append(_in_stretches(line) if _MARKED.search(line) and is_unicode(line) else None)
    return found


def _in_stretches(line: str) -> list[str] | None:
    out = list(line)
    for place in _foreign_stretches(line):
        start, end = _trimmed(line, *place)
        is_sure, encoding = _decide(line[start:end])
        if is_sure and encoding is not None:
            out[start:end] = _in_case(line[start:end], encoding)
    return out if out != list(line) else None


def _foreign_stretches(line: str) -> list[tuple[int, int]]:
    """Stretches of words without a letter that only Unicode has."""
    found: list[tuple[int, int]] = []
    start = 0
    for match in re.finditer(r"\S+", line):
        if is_unicode(match.group()):
            found.append((start, match.start()))
            start = match.end()
    return [*found, (start, len(line))]


def _trimmed(line: str, start: int, end: int) -> tuple[int, int]:
    """A stretch between words of Unicode from its first word that is none of Vietnamese to the last of them.

    `các xã` beside such words is Unicode too, though TCVN3 makes other syllables of it.
    """
    clear = [
        match.span()
        for match in _WORD.finditer(line, start, end)
        if _MARKED.search(match.group()) and not _all_syllables(match.group())
    ]
    if not clear:
        return start, start
    return (start if start == 0 else clear[0][0]), (end if end == len(line) else clear[-1][1])


def _in_case(text: str, encoding: Encoding) -> list[str]:
    """What each character prints; VNI has capitals of its own."""
    out = _characters(text, encoding)
    return with_capitals(text, out) if encoding.name == "tcvn3" else out


def with_capitals(text: str, out: Sequence[str]) -> list[str]:
    """`CéNG HßA` as `CỘNG HÒA`: in a line of capitals the letters decoded are capitals too.

    TCVN3 has no capitals with tones; a font of capitals drew them, whose name is lost where letters have to decide.
    """
    plain = [character for character in text if character.isascii() and character.isalpha()]
    if not plain or not all(character.isupper() for character in plain):
        return list(out)
    return [letter.upper() if letter != text[at] else letter for at, letter in enumerate(out)]


def decode_text(text: str) -> str:
    """A whole text with the lines decoded that need it; the text itself where none does."""
    places = [match.span() for match in _LINE.finditer(text)]
    decoded = decode_lines([text[start:end] for start, end in places])
    pieces, last = [], 0
    for (start, end), line in zip(places, decoded, strict=True):
        if line is not None:
            pieces += [text[last:start], "".join(line)]
            last = end
    return "".join([*pieces, text[last:]])
