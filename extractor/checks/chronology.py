"""Dates of cited documents against the document's own date and against each other."""

from __future__ import annotations

import re
from bisect import bisect_left
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from itertools import chain

from extractor.checks.registry import Hit, Subject, check
from extractor.checks.wording import shown_day
from schemas.evidence import BlockEvidence, Evidence, PageEvidence
from schemas.fields import DateField
from schemas.findings import Severity
from schemas.meaning import Citation

_BEHIND = 60
"""Characters behind a reference in which its date begins."""
_FEWEST = 2
"""Mentions that may differ."""
_LEAD = re.compile(r"^[\s,(]{0,4}(?:(?:ban hành|ký|đề)\s)?(?:ngày\s?)?$")
_LOCAL = re.compile(r"UBND|HĐND|HĐ|TU$", re.IGNORECASE)
"""Bodies that many places have: one number may be two documents there, though hardly two of one month."""
_PARTY = re.compile(r"TW$", re.IGNORECASE)
"""The Party's central bodies number by term of office: one number may be two documents of several years."""


def _latest(issued: DateField) -> date | None:
    """The last day that the document's date can be."""
    if issued.value is not None or issued.partial is None:
        return issued.value
    year, month = int(issued.partial[:4]), int(issued.partial[5:] or 12)
    return date(year, month, monthrange(year, month)[1])


@check("chronology.cites_the_future", Severity.ERROR)
def cites_the_future(subject: Subject) -> Iterator[Hit]:
    """A document cannot cite what is dated after it."""
    issued = subject.document.issued_date
    latest = _latest(issued)
    if latest is None:
        return
    for citation in subject.record.citations:
        cited = citation.date.value
        if cited is not None and cited > latest:
            evidence = (*citation.ref.evidence, *citation.date.evidence, *issued.evidence)
            own = shown_day(latest) if issued.value is not None else issued.partial or ""
            yield Hit(evidence, {"ref": citation.ref.value or "", "cited": shown_day(cited), "own": own})


@check("conflict.citation_dates", Severity.WARNING)
def citation_dates(subject: Subject) -> Iterator[Hit]:
    """The same act is cited with one date only."""
    for citation in subject.record.citations:
        if len(citation.mentions) < _FEWEST:
            continue
        dates = _mentioned_dates(subject, citation)
        days = {day for day, _ in dates}
        if len(days) > 1 and _is_one_document(citation, days):
            shown = " / ".join(dict.fromkeys(shown_day(day) for day, _ in dates))
            evidence = tuple(place for _, places in dates for place in places)
            yield Hit(evidence, {"ref": citation.ref.value or "", "dates": shown})


def _is_one_document(citation: Citation, days: set[date]) -> bool:
    """Whether one number cannot be two documents of these days."""
    notation = citation.notation.value
    if notation is None:
        return False
    if _LOCAL.search(notation):
        return len({(day.year, day.month) for day in days}) == 1
    return _PARTY.search(notation) is None or len({day.year for day in days}) == 1


def _mentioned_dates(subject: Subject, citation: Citation) -> list[tuple[date, tuple[Evidence, ...]]]:
    """The date that stands right behind each mention, with its place."""
    found = []
    for mention in citation.mentions:
        place = mention.evidence[-1] if mention.evidence else None
        if not isinstance(place, PageEvidence | BlockEvidence):
            continue
        dated = _date_behind(subject, place.end)
        if dated is not None:
            found.append((dated[0], (*mention.evidence, *dated[1])))
    return found


def _date_behind(subject: Subject, offset: int) -> tuple[date, tuple[Evidence, ...]] | None:
    """The date that begins right behind an offset, on its line or the next one of its paragraph, with its place."""
    parts = subject.division.parts
    written = chain(parts.body, parts.footnotes)
    passage = next((each for each in written if each.starts and each.starts[0] < offset < each.stops[-1]), None)
    if passage is None:
        return None
    at = bisect_left(passage.starts, offset)
    match = next((found for found in passage.dates if found.start >= at), None)
    if match is None or match.value is None or match.start > at + _BEHIND:
        return None
    behind = _LEAD.match(passage.text[at : match.start]) is not None
    return (match.value, passage.quote(match.start, match.end).evidence()) if behind else None
