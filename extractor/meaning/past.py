"""Counts of an earlier time: they count nobody of today, and what is counted today is of no earlier time."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extractor.meaning.clauses import clause, period_near
from extractor.meaning.counted import Counted
from extractor.text.passage import Passage, Quote

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_TODAY = re.compile(r"\b(?:hien tai|hien nay|den nay|hien co|hien con|nay co|nay con)\b")
# `Kỳ trước có 05 cộng tác viên`, `Trước khi sáp nhập …`: what another report said counts nobody of today. `So với kỳ
# trước` tells of today.
_FORMER = re.compile(
    r"(?<!so voi )(?<!cung ky )\b(?:ky bao cao truoc|(?<!ky )bao cao (?:lan |ky )?truoc|(?<!cao )ky truoc|lan truoc|"
    r"nam truoc|cung ky(?: nam truoc)?|truoc day|truoc (?:khi )?(?:sap nhap|sap xep|hop nhat))\b"
)
_OF_FORMER = ("truoc", "cung ky")
"""One of them stands in all of those words."""
_NOW = re.compile(r"\b(?:nay|hien|hien nay|hien co|ky nay|con lai)\b")


def is_of_past(passage: Passage, count: Counted, others: Iterable[Counted], written: int | None) -> bool:
    """Whether a count is of an earlier report, or of a year that a document of the year `written` no longer reports on.

    A report of January counts for the year before. That year is past too where the same paragraph goes on to say what
    there is today: `Cuối năm 2025 xã có 08 …; hiện tại xã có 09 …`.
    """
    if _is_former(passage, count):
        return True
    told = time_of(passage, count)
    years = [int(year) for year in _YEAR.findall(told.text)] if told is not None else []
    if written is None or not years or max(years) >= written:
        return False
    return max(years) < written - 1 or any(_is_of_today(passage, each) for each in others if each.start > count.end)


def tells_former(folded: str) -> bool:
    """Whether folded words tell of an earlier report or time."""
    return any(word in folded for word in _OF_FORMER) and _FORMER.search(folded) is not None


def _is_former(passage: Passage, count: Counted) -> bool:
    """Whether the clause says before a count that it is of an earlier report or time, and nothing of today since."""
    around = clause(passage.text, count.start, count.end)
    told = max(_FORMER.finditer(passage.folded, around.start, count.start), key=re.Match.start, default=None)
    return told is not None and _NOW.search(passage.folded, told.end(), count.start) is None


def time_of(passage: Passage, count: Counted) -> Quote | None:
    """The period or day of a count: the nearest of its sentence, which a clause that speaks of today leaves aside."""
    told = period_near(passage, count.start, count.end)
    around = clause(passage.text, count.start, count.end)
    is_apart = told is not None and not around.start <= told.start < around.end
    return None if is_apart and _is_of_today(passage, count) else told


def _is_of_today(passage: Passage, count: Counted) -> bool:
    around = clause(passage.text, count.start, count.end)
    return _TODAY.search(passage.folded, around.start, count.end) is not None
