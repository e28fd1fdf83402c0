"""Where a sentence or clause ends, and what place and time it names: the surroundings of a figure."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from extractor.text.dates import find_dates, find_periods
from extractor.text.fold import fold
from extractor.text.passage import Passage, Quote

# A full stop after one letter or a lone digit belongs to an abbreviation or a label. What stands before the mark is
# looked at behind it: a pattern that begins with the mark itself is searched for many times faster.
_STANDS = r"(?:(?<=[^\W\d_]{2}[.!?])|(?<=\w\d[.!?])|(?<=[)%”\"][.!?]))(?<!TP.)(?<!Tp.)(?=\s|$)"
_SENTENCE_END = re.compile(rf"[.!?]{_STANDS}")
_CLAUSE_END = re.compile(rf"[;.!?](?:(?<=;)|{_STANDS})")
_REACH = 600
"""Characters around a figure that may belong to its sentence; bounds the work on endless lines."""
CAPITAL = "[A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ]"
"""A Vietnamese capital; no range of code points holds them without small letters between."""
_PLACE = re.compile(
    r"\b(?:[Xx]ã|[Pp]hường|[Tt]hị trấn|[Đđ]ặc khu|[Hh]uyện|[Qq]uận|[Tt]hị xã|[Tt]hành phố|[Tt]ỉnh|TP\.?)\s"
    rf"(?!Hội\b|Ủy\b|Uỷ\b|Đoàn\b){CAPITAL}[^\W\d_]*(?:[ -]{CAPITAL}[^\W\d_]*){{0,4}}"
)
# A body speaks of its own unit without the name: `toàn xã có`, `trên địa bàn phường`, `Xã hiện có`.
_KINDS = r"(?P<kind>xa|phuong|thi tran|dac khu|huyen|quan|thi xa|thanh pho|tinh)"
_OWN_UNIT = re.compile(
    r"(?:\b(?:toan|dia ban|uy ban nhan dan|ubnd)\s|^(?:[-+*]\s?|\w{1,2}[.)]\s)?(?:hien nay,?\s|hien,?\s|den nay,?\s)?)"
    rf"{_KINDS}"
    r"(?=,|\s(?:hien|co|da|dang|bo tri|duy tri|con|chi|moi|ky|thanh lap|phan cong|tuyen)\b)"
)
_KIND_OPENS = re.compile(rf"{_KINDS}\b")
_NEAR = 80
"""Characters between a figure and the place that it is about."""
_ACT_BEFORE = re.compile(r"(?:số:?\s[\w/&.-]{1,40}(?:\s?[-–/]\s?[\w/&.-]{1,30})?|[A-ZĐ]{2,10}),?\s(?:ngày\s)?$")
_LAW_BEFORE = re.compile(r"\b(?:Luật|Bộ luật|Pháp lệnh|Hiến pháp)(?:\s[^\W\d_]{1,9},?){0,14}\s$")
"""The name of a law right before its year: `Luật Đất đai năm 2013`."""
_COMPARED = re.compile(
    r"\b(?:so|cùng kỳ|cùng thời điểm)"
    r"(?:\s(?:với|cùng|kỳ|thời|điểm|của|tháng|đầu|cuối|thực|hiện|số|liệu|báo|cáo)){0,6}\s$",
    re.IGNORECASE,
)
"""What an earlier period is compared to: `giảm 126 người so với năm 2024`; only `(3.538 người)` behind it is of it."""
_DUE = re.compile(r"\b(?:trước|chậm nhất(?: là)?|hạn chót|thời hạn|(?:kể )?từ)\s(?:ngày\s)?$", re.IGNORECASE)
"""A day by which something is due, or from which a contract runs, tells of no figure when it was counted."""
_BRACKET = re.compile(r"\s?\(")
_LISTED = re.compile(r",?\s?(?:và\s)?")
_PART_END = re.compile(r"[,;]\s|\svà\s")
_RIGHT_BEHIND = re.compile(r"\s?%?\s?")
"""What stands between a figure and the time that is its own."""
_ACT_NAMED = re.compile(
    r"\b(?:Luật|Bộ luật|Pháp lệnh|Nghị định|Nghị quyết|Thông tư|Quyết định|Chỉ thị|Kết luận|Công văn|Thông báo|"
    r"Chương trình)"
    r"(?:\s(?!đến\b|trước\b|từ\b|tính\b|kể\b|trong\b|vào\b|ngày\b)[^\s,;.]{1,20}){0,12}\s$"
)
"""The name of an act right before the day on which it was made: `Luật Người cao tuổi ngày 23 tháng 11 năm 2009`."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """A half-open stretch of a passage's text."""

    start: int
    end: int


# All figures of a text ask for the same marks, each one character.
@lru_cache(maxsize=16)
def _sentence_stops(text: str) -> tuple[int, ...]:
    return tuple(match.start() for match in _SENTENCE_END.finditer(text))


@lru_cache(maxsize=16)
def _clause_stops(text: str) -> tuple[int, ...]:
    return tuple(match.start() for match in _CLAUSE_END.finditer(text))


def _bounds(text: str, start: int, end: int, stops: Sequence[int]) -> Bounds:
    before, after = bisect_left(stops, start) - 1, bisect_left(stops, end)
    first, last = max(0, start - _REACH), min(len(text), end + _REACH)
    if before >= 0 and stops[before] >= first:
        first = stops[before] + 1
    if after < len(stops) and stops[after] < last:
        last = stops[after]
    return Bounds(first, last)


def sentence_ends(text: str) -> Iterator[int]:
    """Behind the closing mark of each sentence."""
    return (at + 1 for at in _sentence_stops(text))


def sentence(text: str, start: int, end: int) -> Bounds:
    """The sentence around `text[start:end]`."""
    return _bounds(text, start, end, _sentence_stops(text))


def clause(text: str, start: int, end: int) -> Bounds:
    """The clause around `text[start:end]`: a semicolon ends it too."""
    return _bounds(text, start, end, _clause_stops(text))


def _nearest(found: list[tuple[int, int]], start: int, end: int) -> tuple[int, int] | None:
    """The stretch before the figure that is nearest, else the nearest behind it."""
    apart = [(first, last) for first, last in found if last <= start or first >= end]
    return min(apart, key=lambda place: _distance(place, start, end), default=None)


def _distance(place: tuple[int, int], start: int, end: int) -> tuple[int, int]:
    return (start - place[1], 0) if place[1] <= start else (place[0] - end, 1)


def place_near(passage: Passage, start: int, end: int) -> Quote | None:
    """The administrative unit that the clause names nearest to a figure, not far from it."""
    close = [place for place in passage.once(_places) if start - _NEAR <= place[0] < end + _NEAR]
    if not close:
        return None
    around = clause(passage.text, start, end)
    found = [place for place in close if around.start <= place[0] and place[1] <= around.end]
    nearest = _nearest(found, start, end)
    return passage.quote(*nearest) if nearest and not _is_listed(passage.text, nearest, found) else None


def _places(passage: Passage) -> tuple[tuple[int, int], ...]:
    """Where a passage names administrative units."""
    return tuple(match.span() for match in _PLACE.finditer(passage.text))


def _is_listed(text: str, place: tuple[int, int], places: Iterable[tuple[int, int]]) -> bool:
    """`36 hộ thuộc huyện A, huyện B và huyện C`: a figure that is told of several places is of none of them."""
    return any(
        _LISTED.fullmatch(text, first[1], second[0]) for first, second in pairwise(places) if place in (first, second)
    )


def own_units(passages: Iterable[Passage]) -> dict[str, Quote]:
    """By folded kind (`xa`), where a text first names its unit; a kind with several names is left out."""
    found: dict[str, dict[str, Quote]] = {}
    for passage in passages:
        for place in passage.once(_places):
            quote = passage.quote(*place)
            kind = _KIND_OPENS.match(quote.folded)
            if kind is not None:
                found.setdefault(kind["kind"], {}).setdefault(quote.folded, quote)
    return {kind: next(iter(names.values())) for kind, names in found.items() if len(names) == 1}


def issuing_unit(passages: Iterable[Passage], organs: Iterable[str]) -> Quote | None:
    """Where a text first names the unit that the name of a body ends with, for the first such body.

    `CÔNG AN XÃ TAM ĐẢO` works for `xã Tam Đảo`; `organs` are names of bodies as in the head, the nearest one first.
    """
    named: dict[str, Quote] = {}
    for passage in passages:
        for place in passage.once(_places):
            quote = passage.quote(*place)
            named.setdefault(quote.folded, quote)
    for organ in map(fold, organs):
        ends = [key for key in named if organ.endswith(f" {key}")]
        if ends:
            return named[max(ends, key=len)]
    return None


def names_place(quote: Quote) -> bool:
    """Whether the words name an administrative unit."""
    return _PLACE.search(quote.text) is not None


def own_unit_near(passage: Passage, start: int, end: int) -> str | None:
    """The folded kind of the unit that a clause calls its own without naming it; None where it names or means none."""
    around = clause(passage.text, start, end)
    words = passage.folded[around.start : around.end].lstrip()
    match = _OWN_UNIT.search(words)
    return match["kind"] if match is not None else None


@lru_cache(maxsize=256)
def _times(text: str) -> tuple[tuple[int, int], ...]:
    """Periods and days of one sentence; its figures ask for the same ones."""
    days = [(day.start, day.end) for day in find_dates(text)]
    periods = [(period.start, period.end) for period in find_periods(text)]
    apart = [place for place in periods if not _lies_in(place, days) and not _is_of_law(text, place[0])]
    own = [day for day in days if not _ACT_NAMED.search(text[max(0, day[0] - 120) : day[0]].removesuffix("ngày "))]
    places = [*apart, *(day for day in own if not _lies_in(day, apart) and not _DUE.search(text[: day[0]][-30:]))]
    return tuple(place for place in places if not _ACT_BEFORE.search(text[max(0, place[0] - 80) : place[0]]))


def _is_of_law(text: str, at: int) -> bool:
    return _LAW_BEFORE.search(text[max(0, at - 120) : at]) is not None


def _lies_in(place: tuple[int, int], others: Iterable[tuple[int, int]]) -> bool:
    return any(other[0] <= place[0] and place[1] <= other[1] for other in others)


def _is_of_figure(text: str, place: tuple[int, int], start: int) -> bool:
    """Whether a time is the figure's own and no earlier one that it is compared to."""
    compared = _COMPARED.search(text[max(0, place[0] - 40) : place[0]]) is not None
    return not compared or (place[1] <= start and _BRACKET.fullmatch(text, place[1], start) is not None)


def period_near(passage: Passage, start: int, end: int) -> Quote | None:
    """The period or day that the sentence names nearest to a figure; the date of a cited document is none."""
    around = sentence(passage.text, start, end)
    stated = _times(passage.text[around.start : around.end])
    found = [(around.start + first, around.start + last) for first, last in stated]
    found = [place for place in found if _is_of_figure(passage.text, place, start)]
    own = own_time(passage.text, found, start, end) if len(found) > 1 else None
    nearest = own or _nearest([place for place in found if place[1] <= start] or found, start, end)
    return passage.quote(*nearest) if nearest else None


def stands_behind(text: str, place: tuple[int, int], end: int) -> bool:
    """Whether a time stands right behind a figure that ends at `end`: `95% năm 2027`."""
    return _RIGHT_BEHIND.fullmatch(text, end, place[0]) is not None if place[0] >= end else False


def own_time(text: str, places: Sequence[tuple[int, int]], start: int, end: int) -> tuple[int, int] | None:
    """Of several times the one right behind a figure, else the nearest in its part of the clause; None without one.

    `từ 5% năm 2024 xuống còn 3% năm 2026`; `10% năm 2027 và 5% vào năm 2030`; `đến năm 2027 60%, đến năm 2030 80%`.
    """
    right_behind = (place for place in places if stands_behind(text, place, end))
    first = max((match.end() for match in _PART_END.finditer(text, max(0, start - _REACH), start)), default=0)
    after = _PART_END.search(text, end)
    last = after.start() if after else len(text)
    inside = [place for place in places if first <= place[0] and place[1] <= last]
    return next(right_behind, None) or _nearest(inside, start, end)
