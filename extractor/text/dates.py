"""Dates and periods in running text: pure parsers that keep offsets.

The day stands first in every Vietnamese form (`24/5/2013`, `ngày 24 tháng 05 năm 2013`). A date with an open day or
month (`ngày … tháng 4 năm 2026`) is partial; a day that no calendar has is no date.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

# What stands where a day or month was left open for handwriting.
_OPEN = r"[\s.…_]{0,40}"
_DAY_WORD = re.compile(r"\bng[àa]y\s{0,4}$", re.IGNORECASE)
_LONGEST_DAY_WORD = 9
# What stands before a date is looked at behind its first digit: a pattern that begins with one is searched for much
# faster. `tháng 02 tháng 2026` is a slip seen for `tháng 02 năm 2026`; no other reading of it is possible.
_WORDED = re.compile(
    r"(?P<d>\d(?<!\d\d)\d?)\s{0,4}th[áa]ng\s{0,4}(?P<m>\d{1,2})\s{0,4},?\s?"
    r"(?:n[ăa]m|th[áa]ng)\s{0,4}(?P<y>\d{4})(?!\d)",
    re.IGNORECASE,
)
_NUMERIC = re.compile(
    r"(?P<d>\d(?<![\d/.,-]\d)\d?)\s?(?P<s>[/.–-])\s?(?P<m>\d{1,2})\s?(?P=s)\s?(?P<y>\d{4})(?![\d/])(?![.,-]\d)"
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


def _period(pattern: str, *needed: str) -> tuple[tuple[str, ...], re.Pattern[str]]:
    """A form of a period, and what one of which stands in each of that form, in small letters."""
    return needed, re.compile(pattern, re.IGNORECASE)


_PERIODS = (
    _period(
        rf"\btừ\s(?:ngày\s)?{_DAY}(?:\s?[/.-]\s?{_YEAR})?\s(?:đến|tới)\s"
        rf"(?:nay\b|(?:hết\s)?(?:ngày\s)?{_DAY}\s?[/.-]\s?{_YEAR}(?!\d))",
        "từ",
    ),
    _period(r"(?:(?<=lũy kế )|(?<=luỹ kế )|(?<=cộng dồn ))\d{1,2}\stháng\b", " kế ", "cộng dồn "),
    _period(
        rf"\b(?:giai đoạn|nhiệm kỳ|thời kỳ|các năm)\s(?:từ\s)?(?:năm\s)?{_YEAR}\s?(?:[-–]|đến)\s?"
        rf"(?:năm\s)?{_YEAR}(?!\d)",
        *("giai đoạn", "nhiệm kỳ", "thời kỳ", "các năm"),
    ),
    _period(rf"\b(?:giai đoạn|nhiệm kỳ|thời kỳ)\s{_YEAR}(?!\d)", "giai đoạn", "nhiệm kỳ", "thời kỳ"),
    _period(rf"\bquý\s(?:IV|I{{1,3}}|[1-4])\b(?:\s?/\s?{_YEAR}|\s?,?\snăm\s{_YEAR})?", "quý"),
    _period(rf"\b(?:\d{{1,2}}|ba|sáu|chín)\stháng(?:\s(?:đầu|cuối))?\s(?:năm|của năm)\s{_YEAR}(?!\d)", "tháng"),
    _period(r"\b(?:\d{1,2}|ba|sáu|chín)\stháng\s(?:đầu|cuối)\snăm\b", "tháng"),
    _period(rf"\btháng\s\d{{1,2}}(?:\s?/\s?|\s?,?\snăm\s){_YEAR}(?!\d)", "tháng"),
    _period(rf"\b(?:từ\s)?năm\s{_YEAR}\s(?:đến|-|–)\s(?:hết\s)?(?:nay\b|(?:năm\s)?{_YEAR}(?!\d))", "năm"),
    _period(rf"\b(?:trong\s|đến\s)?năm\s{_YEAR}(?!\d)", "năm"),
    _period(rf"(?<![\d/.,-]){_YEAR}\s?[-–]\s?{_YEAR}(?![\d/]|[-–]\d)", "-", "–"),
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
    before = _DAY_WORD.search(match.string[max(0, match.start() - _LONGEST_DAY_WORD) : match.start()])
    start = match.start() - len(before[0]) if before else match.start()
    return DateMatch(start, match.end(), value, padded=padded)


def _partial(match: re.Match[str]) -> DateMatch | None:
    year, month = match["y"], match["m"]
    if int(year) == 0 or (month is not None and not 1 <= int(month) <= 12):
        return None
    known = year if month is None else f"{year}-{int(month):02}"
    return DateMatch(match.start(), match.end(), None, partial=known)


_FORMS = (
    (("tháng", "thang"), _WORDED, _full),
    (("/", ".", "–", "-"), _NUMERIC, _full),
    (("ngày",), _OPEN_WORDED, _partial),
    (("ngày",), _OPEN_NUMERIC, _partial),
    (("/",), _BARE_NUMERIC, _partial),
    (("tháng",), _MONTH, _partial),
)
"""Each with what one of which stands in every date of the form: it is tried only where small letters hold that."""


def _matches(needed: Iterable[str], pattern: re.Pattern[str], text: str, lower: str) -> Iterable[re.Match[str]]:
    """Where a form stands; not looked for in a text that, in small letters, holds nothing of what it needs."""
    return pattern.finditer(text) if any(each in lower for each in needed) else ()


@lru_cache(maxsize=256)
def find_dates(text: str) -> tuple[DateMatch, ...]:
    """Every date in a text, in order, none overlapping another; full forms win over partial ones."""
    if _FOUR_DIGITS.search(text) is None:
        return ()
    found: list[DateMatch] = []
    taken, lower = bytearray(len(text)), text.lower()
    for needed, pattern, read in _FORMS:
        for match in _matches(needed, pattern, text, lower):
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
    taken, lower = bytearray(len(text)), text.lower()
    for needed, pattern in _PERIODS:
        for match in _matches(needed, pattern, text, lower):
            if not any(taken[match.start() : match.end()]):
                taken[match.start() : match.end()] = b"\x01" * (match.end() - match.start())
                found.append(PeriodMatch(match.start(), match.end()))
    return tuple(sorted(found, key=lambda p: p.start))
