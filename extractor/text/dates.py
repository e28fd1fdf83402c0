"""Dates and periods in running text: pure parsers that keep offsets.

The day stands first in every Vietnamese form (`24/5/2013`, `ngày 24 tháng 05 năm 2013`). A date with an open day or
month (`ngày … tháng 4 năm 2026`) is partial; a day that no calendar has is no date.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

# What stands where a day or month was left open for handwriting.
_OPEN = r"[\s.…_]{0,40}"
_DAY_WORD = r"(?:\bng[àa]y\s{0,4})?"
# `tháng 02 tháng 2026` is a slip seen for `tháng 02 năm 2026`; no other reading of it is possible.
_WORDED = re.compile(
    _DAY_WORD
    + r"(?<!\d)(?P<d>\d{1,2})\s{0,4}th[áa]ng\s{0,4}(?P<m>\d{1,2})\s{0,4},?\s?"
    + r"(?:n[ăa]m|th[áa]ng)\s{0,4}(?P<y>\d{4})(?!\d)",
    re.IGNORECASE,
)
_NUMERIC = re.compile(
    _DAY_WORD
    + r"(?<![\d/.,-])(?P<d>\d{1,2})\s?(?P<s>[/.–-])\s?(?P<m>\d{1,2})\s?(?P=s)\s?(?P<y>\d{4})(?![\d/])(?![.,-]\d)",
    re.IGNORECASE,
)
_OPEN_WORDED = re.compile(
    rf"\bngày{_OPEN}\btháng{_OPEN}(?P<m>\d{{1,2}})?{_OPEN}\bnăm\s{{0,4}}(?P<y>\d{{4}})(?!\d)", re.IGNORECASE
)
_OPEN_NUMERIC = re.compile(
    rf"\bngày{_OPEN}/\s{{0,9}}(?P<m>\d{{1,2}})?\s{{0,9}}/\s{{0,4}}(?P<y>\d{{4}})(?!\d)", re.IGNORECASE
)
_BARE_NUMERIC = re.compile(r"(?<![\w/.])/\s?(?P<m>\d{1,2})\s?/\s?(?P<y>\d{4})(?![\d/])")
_MONTH = re.compile(r"\btháng\s{0,4}(?P<m>\d{1,2})\s{0,4}(?:,?\s?năm\s{0,4}|/\s?)(?P<y>\d{4})(?!\d)", re.IGNORECASE)

_FOUR_DIGITS = re.compile(r"\d{4}")
"""What every form of a date holds; most passages hold none, so that the forms need not be tried."""

_YEAR = r"(?:19|20)\d\d"
_TIMELY = re.compile(rf"{_YEAR}|quý\s|tháng\s(?:đầu|cuối)|(?:lũy|luỹ)\skế|cộng\sdồn", re.IGNORECASE)
"""What every form of a period holds."""
_DAY = r"\d{1,2}\s?[/.-]\s?\d{1,2}"
_PERIODS = (
    re.compile(
        rf"\btừ\s(?:ngày\s)?{_DAY}(?:\s?[/.-]\s?{_YEAR})?\s(?:đến|tới)\s"
        rf"(?:nay\b|(?:hết\s)?(?:ngày\s)?{_DAY}\s?[/.-]\s?{_YEAR}(?!\d))",
        re.I,
    ),
    re.compile(r"(?:(?<=lũy kế )|(?<=luỹ kế )|(?<=cộng dồn ))\d{1,2}\stháng\b", re.I),
    re.compile(
        rf"\b(?:giai đoạn|nhiệm kỳ|thời kỳ|các năm)\s(?:từ\s)?(?:năm\s)?{_YEAR}\s?(?:[-–]|đến)\s?"
        rf"(?:năm\s)?{_YEAR}(?!\d)",
        re.I,
    ),
    re.compile(rf"\b(?:giai đoạn|nhiệm kỳ|thời kỳ)\s{_YEAR}(?!\d)", re.I),
    re.compile(rf"\bquý\s(?:IV|I{{1,3}}|[1-4])\b(?:\s?/\s?{_YEAR}|\s?,?\snăm\s{_YEAR})?", re.I),
    re.compile(rf"\b(?:\d{{1,2}}|ba|sáu|chín)\stháng(?:\s(?:đầu|cuối))?\s(?:năm|của năm)\s{_YEAR}(?!\d)", re.I),
    re.compile(r"\b(?:\d{1,2}|ba|sáu|chín)\stháng\s(?:đầu|cuối)\snăm\b", re.I),
    re.compile(rf"\btháng\s\d{{1,2}}(?:\s?/\s?|\s?,?\snăm\s){_YEAR}(?!\d)", re.I),
    re.compile(rf"\b(?:từ\s)?năm\s{_YEAR}\s(?:đến|-|–)\s(?:hết\s)?(?:nay\b|(?:năm\s)?{_YEAR}(?!\d))", re.I),
    re.compile(rf"\b(?:trong\s|đến\s)?năm\s{_YEAR}(?!\d)", re.I),
    re.compile(rf"(?<![\d/.,-]){_YEAR}\s?[-–]\s?{_YEAR}(?![\d/]|[-–]\d)"),
)


@dataclass(frozen=True, slots=True)
class DateMatch:
    """A date at `text[start:end]`, the word `ngày` included where it stands before it.

    `value` is None for a partial date, whose `partial` is then `YYYY-MM` or `YYYY`. `padded` is False where day or
    month lack the zero that NĐ 30/2020, Annex I asks for (days below 10, months 1 and 2).
    """

    start: int
    end: int
    value: date | None
    partial: str | None = None
    padded: bool = True


@dataclass(frozen=True, slots=True)
class PeriodMatch:
    """A period at `text[start:end]`: `quý III/2025`, `6 tháng đầu năm 2025`, `giai đoạn 2021-2025`, `năm 2026`."""

    start: int
    end: int


def _full(match: re.Match[str]) -> DateMatch | None:
    day, month = match["d"], match["m"]
    try:
        value = date(int(match["y"]), int(month), int(day))
    except ValueError:
        return None
    padded = not (len(day) == 1 or (len(month) == 1 and int(month) < 3))
    return DateMatch(match.start(), match.end(), value, padded=padded)


def _partial(match: re.Match[str]) -> DateMatch | None:
    year, month = match["y"], match["m"]
    if int(year) == 0 or (month is not None and not 1 <= int(month) <= 12):
        return None
    known = year if month is None else f"{year}-{int(month):02}"
    return DateMatch(match.start(), match.end(), None, partial=known)


_FORMS = (
    (_WORDED, _full),
    (_NUMERIC, _full),
    (_OPEN_WORDED, _partial),
    (_OPEN_NUMERIC, _partial),
    (_BARE_NUMERIC, _partial),
    (_MONTH, _partial),
)


@lru_cache(maxsize=256)
def find_dates(text: str) -> tuple[DateMatch, ...]:
    """Every date in a text, in order, none overlapping another; full forms win over partial ones."""
    if _FOUR_DIGITS.search(text) is None:
        return ()
    found: list[DateMatch] = []
    taken = bytearray(len(text))
    for pattern, read in _FORMS:
        for match in pattern.finditer(text):
            if any(taken[match.start() : match.end()]):
                continue
            taken[match.start() : match.end()] = b"\x01" * (match.end() - match.start())
            if (result := read(match)) is not None:
                found.append(result)
    return tuple(sorted(found, key=lambda d: d.start))


@lru_cache(maxsize=256)
def find_periods(text: str) -> tuple[PeriodMatch, ...]:
    """Every period in a text, in order; the longest reading of a place wins."""
    if _TIMELY.search(text) is None:
        return ()
    found: list[PeriodMatch] = []
    taken = bytearray(len(text))
    for pattern in _PERIODS:
        for match in pattern.finditer(text):
            if not any(taken[match.start() : match.end()]):
                taken[match.start() : match.end()] = b"\x01" * (match.end() - match.start())
                found.append(PeriodMatch(match.start(), match.end()))
    return tuple(sorted(found, key=lambda p: p.start))
