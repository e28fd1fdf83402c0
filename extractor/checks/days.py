"""Days and periods that cannot be, or that the document's own date contradicts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from extractor.checks.registry import Hit, Subject, check
from extractor.checks.sentences import sentences
from extractor.checks.wording import shown_day
from extractor.text.dates import DateMatch
from extractor.text.passage import Quote
from schemas.evidence import Evidence
from schemas.findings import Severity
from schemas.tables import Origin

# What stands before is looked at behind the first sign: a pattern that begins with it is searched for much faster.
_NUMERIC = re.compile(
    r"(?P<d>\d(?<![\d/.,-]\d)\d?)\s?(?P<s>[/.-])\s?(?P<m>\d{1,2})\s?(?P=s)\s?(?P<y>(?:19|20)\d\d)(?![\d/])(?![.,-]\d)"
)
_WORDED = re.compile(r"ngay(?<=\bngay)\s(?P<d>\d{1,2})\sthang\s(?P<m>\d{1,2})\s(?:nam\s)?(?P<y>(?:19|20)\d\d)(?!\d)")
_LAST_MONTH, _LAST_DAY = 12, 31
_UP_TO = re.compile(r"^\s?,?\s?(?:den|toi)\s(?:het\s)?$")
_FROM = re.compile(r"\btu\s$")
_DATA = re.compile(
    r"\b(?:so lieu|thong ke|ky bao cao|tong hop)\b[^.;]{0,120}\b(?:den|tinh den)\s(?:het\s)?$|\btinh den\s(?:het\s)?$"
)
_AHEAD = re.compile(r"\b(?:du kien|uoc|se|phan dau|ke hoach|muc tieu|den nam|dang ky|thoi gian toi)\b")
_BEFORE = re.compile(
    r"\b(?:truoc|cham nhat|muon nhat|han cuoi|thoi han|xong)\s(?:la\s|vao\s|den\s|het\s|trong\s|truoc\s)*(?:ngay\s)?$"
)
_ASKED = re.compile(r"\b(?:gui|nop|bao cao|hoan thanh|dang ky|tong hop|trinh|tra loi|thuc hien|xong)\b")
_DONE = re.compile(r"\b(?:da|theo (?:yeu cau|cong van|van ban|ke hoach)|tai cong van|yeu cau tai)\b")
_TELLS_THE_PAST = frozenset({"BC", "BB"})
_WEEKDAYS = ("thu hai", "thu ba", "thu tu", "thu nam", "thu sau", "thu bay", "chu nhat")
_WEEKDAY = re.compile(r"\b(?P<name>thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat)\s?,?\s?\(?$")
_WEEKDAY_BEHIND = re.compile(r"^\s?\((?P<name>thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat)\)")
_OWN_DATA = re.compile(
    r"\bso lieu\b[^.;]{0,40}\bbao cao\b[^.;]{0,40}\bso lieu\s(?:cua\s)?nam (?P<year>(?:19|20)\d\d)\b"
)
_REPORT_OF = re.compile(r"^tren day la bao cao\b[^.;]{0,160}?\bnam (?P<year>(?:19|20)\d\d)\b")
_YEAR = re.compile(r"(?<![\d/-])(?:19|20)\d\d(?![\d/-])")


def _dates(quote: Quote) -> list[DateMatch]:
    """Full dates of a sentence; offsets are those of its passage."""
    return [d for d in quote.passage.dates if quote.start <= d.start and d.end <= quote.end and d.value]


def _lead(quote: Quote, day: DateMatch) -> str:
    """The folded words of the sentence before a date, without the word `ngày`."""
    return re.sub(r"ngay\s?$", "", quote.passage.folded[quote.start : day.start])


@check("chronology.impossible_date", Severity.ERROR)
def impossible_date(subject: Subject) -> Iterator[Hit]:
    """A day that no calendar has: `31/4/2025`, `ngày 30 tháng 02 năm 2026`, in the text or in a table."""
    for passage in subject.division.parts.body:
        for pattern, text in ((_NUMERIC, passage.text), (_WORDED, passage.folded)):
            for match in pattern.finditer(text):
                if _is_impossible(match):
                    place = passage.quote(match.start("d"), match.end("y"))
                    yield Hit(place.evidence(), {"date": place.text})
    for table in subject.record.tables:
        for cell in (cell for row in table.rows for cell in row.cells if cell.origin is Origin.OWN):
            found = _NUMERIC.fullmatch(cell.text.strip())
            if found is not None and _is_impossible(found):
                yield Hit(cell.evidence, {"date": cell.text.strip()})


def _is_impossible(match: re.Match[str]) -> bool:
    day, month = int(match["d"]), int(match["m"])
    if not (0 < month <= _LAST_MONTH and 0 < day <= _LAST_DAY):
        return False
    try:
        date(int(match["y"]), month, day)
    except ValueError:
        return True
    return False


@check("chronology.period_reversed", Severity.ERROR)
def period_reversed(subject: Subject) -> Iterator[Hit]:
    """`Từ ngày … đến ngày …`: the first day is not after the second."""
    for quote in sentences(subject):
        found = _dates(quote)
        for first, last in pairwise(found):
            between = re.sub(r"ngay\s?$", "", quote.passage.folded[first.end : last.start])
            joined = _FROM.search(_lead(quote, first)) and _UP_TO.match(between)
            if joined and first.value and last.value and first.value > last.value:
                evidence = quote.passage.quote(first.start, last.end).evidence()
                yield Hit(evidence, {"first": shown_day(first.value), "last": shown_day(last.value)})


@check("chronology.period_after_issue", Severity.WARNING)
def period_after_issue(subject: Subject) -> Iterator[Hit]:
    """A report cannot hold figures up to a day after its own date."""
    issued = subject.document.issued_date
    if subject.document.type.value not in _TELLS_THE_PAST or issued.value is None:
        return
    for quote in sentences(subject):
        for day in _dates(quote):
            later = day.value is not None and day.value > issued.value
            if later and _DATA.search(_lead(quote, day)) and not _AHEAD.search(quote.folded):
                yield _against_issue(quote, day, issued.value, issued.evidence)


def _against_issue(quote: Quote, day: DateMatch, issued: date, places: tuple[Evidence, ...]) -> Hit:
    told = shown_day(day.value) if day.value else ""
    evidence = (*quote.passage.quote(day.start, day.end).evidence(), *places)
    return Hit(evidence, {"day": told, "own": shown_day(issued)})


@check("chronology.deadline_before_issue", Severity.WARNING)
def deadline_before_issue(subject: Subject) -> Iterator[Hit]:
    """What a document asks for is not due before the document was issued; deadlines that others set are left out."""
    issued = subject.document.issued_date
    if subject.document.type.value in _TELLS_THE_PAST or issued.value is None:
        return
    for quote in sentences(subject):
        for day in _dates(quote):
            earlier = day.value is not None and day.value < issued.value
            lead = _lead(quote, day)
            if earlier and _BEFORE.search(lead) and _ASKED.search(quote.folded) and not _DONE.search(lead):
                yield _against_issue(quote, day, issued.value, issued.evidence)


@check("chronology.weekday", Severity.WARNING)
def weekday(subject: Subject) -> Iterator[Hit]:
    """`Thứ Hai, ngày 09/11/2026`: the day of the week is that of the date."""
    for quote in sentences(subject):
        for day in _dates(quote):
            behind = quote.passage.folded[day.end : min(quote.end, day.end + 20)]
            named = _WEEKDAY.search(_lead(quote, day)) or _WEEKDAY_BEHIND.match(behind)
            if named is None or day.value is None:
                continue
            name = named["name"]
            told = int(name[-1]) - 2 if name[-1].isdigit() else _WEEKDAYS.index(name)
            if told != day.value.weekday():
                place = quote.passage.quote(day.start, day.end)
                terms = {"named": f"weekday_{told}", "right": f"weekday_{day.value.weekday()}"}
                yield Hit(place.evidence(), {"date": shown_day(day.value)}, terms)


@check("conflict.period_year", Severity.WARNING)
def period_year(subject: Subject) -> Iterator[Hit]:
    """The subject and the text tell one year that is reported on: a report of last year is often the draft."""
    subject_line = subject.document.subject
    years = set(_YEAR.findall(subject_line.value or ""))
    if len(years) != 1 or subject.document.type.value not in _TELLS_THE_PAST:
        return
    for passage in subject.division.parts.body:
        for pattern in (_OWN_DATA, _REPORT_OF):
            match = pattern.search(passage.folded)
            if match is not None and match["year"] not in years and not years & set(_YEAR.findall(passage.text)):
                place = passage.quote(match.start("year"), match.end("year"))
                values = {"text": match["year"], "subject": years.copy().pop()}
                yield Hit((*place.evidence(), *subject_line.evidence), values)
