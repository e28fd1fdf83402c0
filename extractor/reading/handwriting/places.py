"""Places on a page where digits are filled in: behind `Số:`, between `ngày` and `tháng`, between `tháng` and `năm`.

Found by the printed words around them (NĐ 30/2020, Annex I, II.3 and 4). Where the recogniser joined handwriting to a
printed word (`ngày#0tháng`), the width that the printed word has in a serif face tells where it ends.
"""

from __future__ import annotations

import re
import statistics
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from extractor.reading.ocr.words import Word

_UPPER = 0.6
"""Heads stand in this upper part of a page."""
_MOST_PLACES = 40
_LONGEST = 60
_STRUCK = str.maketrans("đðø", "ddo")
"""Letters with a stroke, which no decomposition takes off; ø is what the engine makes of `ố` below ink."""
_LABEL = re.compile(r"s[o06](?:[^a-z/\s]{0,12}|[:;][^/\s]{0,12})(?:/\S{1,30})?|\S?o[:.;]")
"""`Số:`, `Số`, `Số:‡6`, below a stamp `3ố:`: what follows the colon may be made of handwriting."""
_NOTATION = re.compile(
    r"(?=.{0,60}[a-z]{2})\W?[a-z0-9]{1,6}(?:[-–.][a-z0-9]{2,12}){1,3}|"
    r"[^/]{0,12}/(?:(?:19|20)\d\d(?!\d)\S{0,30}|(?=\S{0,30}[a-z])[a-z0-9]\S{1,30})"
)
"""`/BC-UBND`, `12/BC-UBND`, `/2026/QĐ-UBND`, `BC-UBND`: never digits alone, which may be handwriting (`2.34`)."""
_WIDTHS = {"so": 1.45, "so:": 1.75, "ngay": 2.75, "thang": 3.3, "nam": 2.45}
"""Widths of printed words in heights of a digit, in Times and its kin (upright and italic differ by a twentieth)."""
_CAPITAL, _SMALL, _DIGIT = 1.03, 0.68, 0.75
_NARROW = {"-": 0.5, "–": 0.75, "/": 0.42, "I": 0.5, ".": 0.37}
_ROOM = 4.0
"""Room for a number behind its label, in heights of a digit, where nothing shows its end."""
_DESCENT = 0.32
"""How far `g` and `y` reach below the line, in heights of a digit."""
_BOX = 0.75
"""Height of a digit in a word's box from the top of `h` to the foot of `g`."""


class Kind(StrEnum):
    """What is filled in."""

    NUMBER = "number"
    DAY = "day"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Place:
    """The room between two printed words, in pixels.

    `height` is that of a printed digit on this line and `base` the line's foot at the place; `text` is what the
    recogniser read there, without the printed words, and `confidence` how sure it was. `sharp` tells for the left and
    right end whether a printed word ends there by the recogniser's own box, not by an estimate; `firm` tells that the
    printed sign behind the place was read (the slash of the notation), so that no digit covers it. `label` is the word
    with which the place of a number begins.
    """

    kind: Kind
    x0: float
    x1: float
    base: float
    height: float
    text: str
    confidence: float
    sharp: tuple[bool, bool] = (True, True)
    firm: bool = True
    label: Word | None = None


@lru_cache(maxsize=8192)
def folded(text: str) -> str:
    """Small letters without marks."""
    plain = unicodedata.normalize("NFD", text.lower().translate(_STRUCK))
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def find_places(words: Sequence[Word], page_height: float) -> tuple[Place, ...]:
    """The places of the upper part of a page, from the words that the recogniser read on it."""
    upper = [word for word in words if word.bottom < _UPPER * page_height and word.text.strip()]
    usual = _usual_height(upper)
    found: list[Place] = []
    for word in upper:
        if len(found) >= _MOST_PLACES:
            break
        key = folded(word.text[:_LONGEST])
        if _LABEL.fullmatch(key) and _is_label(word.text) and not _goes_on(word, upper):
            found.extend(_number(word, _right_of(word, upper), usual))
        elif "thang" in key:
            found.extend(_day_and_month(word, upper, usual))
    return tuple(found)


def _on_line(word: Word, other: Word) -> bool:
    overlap = min(word.bottom, other.bottom) - max(word.top, other.top)
    return overlap > 0.3 * min(word.bottom - word.top, other.bottom - other.top)


def _is_label(text: str) -> bool:
    """Whether a word is written like `Số:`: `SỐ 12/QĐ-…` stands in titles, `số 12/QĐ-…` in sentences."""
    return text[2:3] in {":", ".", ";"} or (text[0] in "S$5" and not text[1:2].isupper())


def _goes_on(word: Word, words: Sequence[Word]) -> bool:
    """Whether a word stands close behind another one: `Số` inside a sentence labels nothing."""
    left = _left_of(word, words)
    return bool(left) and word.x0 - left[0].x1 < 1.5 * (word.bottom - word.top)


def _right_of(word: Word, words: Sequence[Word]) -> list[Word]:
    line = [other for other in words if other is not word and other.x0 > word.x0 and _on_line(word, other)]
    return sorted(line, key=lambda other: other.x0)


def _left_of(word: Word, words: Sequence[Word]) -> list[Word]:
    line = [other for other in words if other is not word and other.x0 < word.x0 and _on_line(word, other)]
    return sorted(line, key=lambda other: -other.x0)


def _width(text: str) -> float:
    """About how wide printed words are, in heights of a digit."""
    return sum(_NARROW.get(c) or (_CAPITAL if c.isupper() else _DIGIT if c.isdigit() else _SMALL) for c in text)


def _words_text(words: Sequence[Word], before: str, after: str) -> tuple[str, float]:
    """What was read at a place, and how sure the least sure of it is."""
    sure = min((word.confidence for word in words), default=1.0)
    return "".join([before, *(word.text for word in words), after]).strip(), sure


def _number(label: Word, line: Sequence[Word], usual: float | None) -> Iterator[Place]:
    """The place between `Số:` and the slash of the notation."""
    at = next((i for i, word in enumerate(line[:6]) if _NOTATION.fullmatch(folded(word.text))), None)
    if "/" in label.text:
        yield from _before_slash(label, label, (), usual)
    elif at is not None:
        yield from _before_slash(label, line[at], line[:at], usual)
    else:
        yield from _without_notation(label, line)


def _before_slash(label: Word, notation: Word, between: Sequence[Word], usual: float | None) -> Iterator[Place]:
    """The place before the slash of a notation, which may have been read as one word with the label."""
    if notation.x0 - label.x1 > 12 * (label.bottom - label.top):
        return
    slash = _slash_in(notation.text)
    x1 = notation.x0 + (notation.x1 - notation.x0) * _width(notation.text[:slash]) / _width(notation.text)
    height = _near((notation.x1 - x1) / _width(notation.text[slash:]), usual)
    prefix = _printed_label(label.text)
    expected = height * _WIDTHS["so:" if prefix[-1] in ":.;" else "so"]
    sharp = prefix == label.text and label.x1 - label.x0 < 1.3 * expected
    x0 = label.x1 if sharp else label.x0 + expected
    base = min(notation.bottom, label.bottom)
    text, sure = _read_before_slash(label, notation, between)
    yield Place(Kind.NUMBER, x0, x1, base, height, text, sure, (sharp, slash == 0), "/" in notation.text, label)


def _read_before_slash(label: Word, notation: Word, between: Sequence[Word]) -> tuple[str, float]:
    """What was read between the printed label and the slash, and how sure the least sure of it is."""
    prefix = _printed_label(label.text)
    rest = label.text[len(prefix) :].split("/")[0]
    ahead = notation.text[: _slash_in(notation.text)] if notation is not label else ""
    text, sure = _words_text(between, rest, ahead)
    joined = [word.confidence for word, part in ((label, label.text[len(prefix) :]), (notation, ahead)) if part]
    return text, min([sure, *joined])


def _without_notation(label: Word, line: Sequence[Word]) -> Iterator[Place]:
    """The place behind a label alone: what covers the number hid the notation as well."""
    if _printed_label(label.text) != label.text or label.text[-1] not in ":.;":
        return
    height = 0.95 * (label.bottom - label.top)
    end = label.x1 + _ROOM * height
    text, sure = _words_text([word for word in line if word.x1 < end], "", "")
    if not re.search(r"[^\W\d_]{3}", text):
        ends = (True, True)
        yield Place(Kind.NUMBER, label.x1, end, label.bottom, height, text, sure, ends, firm=False, label=label)


def _slash_in(text: str) -> int:
    """Where the notation begins in a word: at its slash, at the hyphen of `236-BC/TU`, else with the word."""
    before = re.match(r"[^-/A-Za-zĐđ]+(?=-)", text)
    return before.end() if before else max(0, text.find("/"))


def _printed_label(text: str) -> str:
    """The part of a word that is the printed `Số:`."""
    printed = re.match(r"\S{0,2}?[:.;]|\S\S", text)
    return printed[0] if printed else text


def _usual_height(words: Sequence[Word]) -> float | None:
    """Height of a printed digit on most lines of a page, from how wide its surest words are."""
    heights = [
        (word.x1 - word.x0) / _width(word.text)
        for word in words
        if word.confidence > 0.9 and word.text.isalpha() and len(word.text) > 3
    ]
    return statistics.median(heights) if len(heights) > 4 else None


def _near(height: float, usual: float | None) -> float:
    """A height unless it is far from the usual one: then the word was misread."""
    return height if usual is None or 0.8 < height / usual < 1.25 else usual


def _day_and_month(month_word: Word, words: Sequence[Word], usual: float | None) -> Iterator[Place]:
    """The places before and behind the word `tháng`; `06 tháng đầu năm` is no date."""
    height = _near(_BOX * (month_word.bottom - month_word.top), usual)
    base = month_word.bottom - _DESCENT * height
    key = folded(month_word.text)
    at = key.index("thang")
    start, stop = month_word.x0, month_word.x1
    if at > 0:
        start = stop - height * _WIDTHS["thang"] - height * _width(month_word.text[at + 5 :])
    if len(key) > at + 5:
        stop = start + height * _WIDTHS["thang"]
    line = _Line(month_word.text, key, at, height, base)
    day = _before(line, start, month_word, _left_of(month_word, words))
    if day is None:
        return
    yield day
    month = _behind(line, stop, month_word, _right_of(month_word, words))
    if month is not None:
        yield month


@dataclass(frozen=True, slots=True)
class _Line:
    """The word `tháng` as read, where it begins in it, and the size of the line's print."""

    text: str
    key: str
    at: int
    height: float
    base: float


def _before(line: _Line, stop: float, word: Word, left: Sequence[Word]) -> Place | None:
    """The day: from `ngày` to `tháng`, both maybe in one word."""
    if "ngay" in line.key[: line.at]:
        text, x0 = line.text[line.key.index("ngay") + 4 : line.at], word.x0 + line.height * _WIDTHS["ngay"]
        return Place(Kind.DAY, x0, stop, line.base, line.height, text, word.confidence, (False, False))
    at = next((i for i, other in enumerate(left[:4]) if "ngay" in folded(other.text)), None)
    if at is None or stop - left[at].x1 > 8 * line.height:
        return None
    return _behind_label(line, stop, word, left[: at + 1])


def _behind_label(line: _Line, stop: float, word: Word, left: Sequence[Word]) -> Place:
    """The day behind `ngày`, which is the last of the words to the left; what was joined to it is of the day."""
    *between, label = left
    ahead = line.text[: line.at]
    begin = folded(label.text).index("ngay")
    rest, printed = label.text[begin + 4 :], line.height * _WIDTHS["ngay"]
    # The place may be joined to it on the left: `Minh,ngày`.
    own = label.x1 - printed - line.height * _width(rest) if begin else label.x0
    narrow = label.x1 - own <= 1.12 * printed
    x0 = label.x1 if not rest and narrow else own + printed
    text, sure = _words_text(tuple(reversed(between)), rest, ahead)
    sure = min(sure, label.confidence if rest else 1.0, word.confidence if ahead else 1.0)
    return Place(Kind.DAY, x0, stop, line.base, line.height, text, sure, (not rest and narrow, line.at == 0))


def _behind(line: _Line, start: float, word: Word, right: Sequence[Word]) -> Place | None:
    """The month: from `tháng` to `năm`."""
    rest = line.text[line.at + 5 :]
    at = next((i for i, other in enumerate(right[:4]) if "nam" in folded(other.text)), None)
    if at is None or right[at].x0 - start > 8 * line.height:
        return None
    year = right[at]
    before = folded(year.text).index("nam")
    behind = line.height * (_WIDTHS["nam"] + _width(year.text[before + 3 :]))
    x1 = year.x0 if before == 0 else year.x1 - behind
    text, sure = _words_text(right[:at], rest, year.text[:before])
    sure = min(sure, word.confidence if rest else 1.0, year.confidence if before else 1.0)
    return Place(Kind.MONTH, start, x1, line.base, line.height, text, sure, (not rest, before == 0))
