"""Lines of the right column that ran over and go on at the left margin, between the lines of the left column.

Heads and tails set with tabs break so where the type is larger than the office's own: `CỘNG HÒA XÃ HỘI CHỦ` has its
`NGHĨA VIỆT NAM` under the issuing body's name, and the year of the date stands under the number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractor.parts.head_lines import HeadLine
from extractor.parts.lines import NATIONAL_TITLE, PLACE_DATE, Kind, kind_of
from extractor.reading.source import Grid
from extractor.text.capitals import is_capitals
from extractor.text.fold import fold_key
from extractor.text.passage import Passage, Quote
from extractor.units.units import load as load_units

_REACH = 8
"""Lines between the two parts of a component."""
_MIN_TITLE_WORDS = 2
_MAX_DATE_LINE = 60
_REST = re.compile(r"(?:(?:(?:ngay )?[\d.…]{1,4} )?thang )?(?:[\d.…]{1,4} )?(?:nam )?(?:19|20)\d\d")
_OPEN_DATE = re.compile(r", (?:ngay|thang)\b.{0,40}$")
_PLACE_WORDS = re.compile(r"(?:[^\W\d_]{1,8}\.?\s?(?:[-–]\s)?){1,5},?")
_BULLET = re.compile(r"[-–+•*]\s?\S")


def with_whole_title(lines: Sequence[HeadLine]) -> list[HeadLine]:
    """The lines, both parts of a national title known as such that stand apart."""
    whole = list(lines)
    for at, line in enumerate(lines):
        rest = _rest_of_title(line)
        below = range(at + 1, min(len(lines), at + _REACH))
        above = range(max(0, at - _REACH), at)
        for other in (*below, *above) if rest else ():
            if fold_key(lines[other].quote.text) == rest and is_capitals(lines[other].quote.text):
                whole[at], whole[other] = (replace(lines[i], kind=Kind.NATIONAL) for i in (at, other))
                break
    return whole


def _rest_of_title(line: HeadLine) -> str:
    """What is missing of the national title where a line in capitals is its beginning; nothing else."""
    if line.kind not in {Kind.WORDS, Kind.NATIONAL} or len(line.quote.text) > len(NATIONAL_TITLE):
        return ""
    key = fold_key(line.quote.text)
    opens = NATIONAL_TITLE.startswith(f"{key} ") and len(key.split()) >= _MIN_TITLE_WORDS
    return NATIONAL_TITLE[len(key) + 1 :] if opens and is_capitals(line.quote.text) else ""


def wrapped_date(lines: Sequence[HeadLine]) -> tuple[Quote, Quote] | None:
    """Place and the beginning of the date, and what of it stands alone on another line: its year, or more."""
    for at, line in enumerate(lines):
        if not line.quote.text[0].isupper() or not _OPEN_DATE.search(line.quote.folded[-_MAX_DATE_LINE:]):
            continue
        near = [*lines[at + 1 : at + _REACH], *reversed(lines[max(0, at - _REACH) : at])]
        rest = next((other.quote for other in near if _REST.fullmatch(other.quote.folded)), None)
        if rest is not None and PLACE_DATE.match(f"{line.quote.folded} {rest.folded}"):
            return line.quote, rest
    return None


def place_above(lines: Sequence[HeadLine], date: Quote | None) -> Quote | None:
    """The line above place and date that holds the place's first words; None where the place is whole.

    Only where both lines together name a unit, the lower one alone none: `Sơn` / `La, ngày …`, `Hòa An,` / `ngày …`.
    """
    at = next((i for i, line in enumerate(lines) if line.quote is date), 0)
    match = PLACE_DATE.match(date.folded) if date is not None else None
    if date is None or match is None or at == 0:
        return None
    above = lines[at - 1]
    first = above.quote.text
    if above.kind is not Kind.WORDS or above.column != lines[at].column or not _is_place_like(first):
        return None
    rest = date.text[: match.end("place")].rstrip(" ,") if match["place"] else ""
    units = load_units()
    whole = first.endswith(",") if not rest else not units.find(rest)
    return above.quote if whole and units.find(f"{first} {rest}".rstrip(" ,")) else None


def _is_place_like(words: str) -> bool:
    """Few words, each with a capital, as names of places have them; those in capitals alone name a body."""
    named = _PLACE_WORDS.fullmatch(words) is not None and not words.isupper()
    return named and all(word[0].isupper() for word in re.findall(r"[^\W\d_]+", words))


def with_whole_tails(flow: Sequence[Passage | Grid]) -> list[Passage | Grid]:
    """The flow, a tail that was read as two regions one above the other made one: recipients go on in the second."""
    second = next((at for at in range(1, len(flow)) if _goes_on(flow, at)), None)
    item, last = (flow[second], flow[second - 1]) if second is not None else (None, None)
    if second is None or not isinstance(item, Passage) or not isinstance(last, Passage):
        return list(flow)
    groups = {last.group, item.group}
    tail = [replace(each, group=last.group) for each in flow if isinstance(each, Passage) and each.group in groups]
    tail.sort(key=lambda passage: passage.column or 0)
    first = next(at for at, each in enumerate(flow) if isinstance(each, Passage) and each.group == last.group)
    return [*flow[:first], *tail, *flow[first + len(tail) :]]


def _goes_on(flow: Sequence[Passage | Grid], at: int) -> bool:
    """Whether a region begins with a recipient right below another region that begins with their label."""
    item, last = flow[at], flow[at - 1]
    if not isinstance(item, Passage) or not isinstance(last, Passage) or None in {item.group, last.group}:
        return False
    if item.group == last.group or item.column != 0 or not _BULLET.match(item.text):
        return False
    above = next(each for each in flow if isinstance(each, Passage) and each.group == last.group)
    return kind_of(above.quote()) is Kind.RECIPIENTS
