"""The number of collaborators of the last report, with the change since, against the number of this one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor.checks.registry import Hit, Subject
from extractor.checks.sentences import sentences
from extractor.meaning.counted import find_counted
from extractor.meaning.past import tells_former
from extractor.text.passage import Quote
from schemas.evidence import Evidence
from schemas.meaning import CollaboratorCount

_BEGINNING = re.compile(r"\b(?:dau nam|dau ky)\b")
"""Where a period began: a former count only beside a change since."""
_CHANGE = re.compile(r"\b(?P<way>tang|giam)\s(?:them\s|di\s)?$")


def is_former(folded: str) -> bool:
    """Whether the words tell of the report before this one."""
    return tells_former(folded) or _BEGINNING.search(folded) is not None


def against_former(subject: Subject, current: Sequence[CollaboratorCount]) -> Iterator[Hit]:
    """`Kỳ trước có 05 …; kỳ này tăng 02 người`: former number and change make the present one."""
    told = [count.value.value for count in current if count.value.value is not None]
    if not told:
        return
    for quote in sentences(subject):
        expected = _expected(quote)
        if expected is not None and expected[0] not in told:
            largest = next(count for count in current if count.value.value == max(told))
            values = {"text": str(expected[0]), "table": str(max(told))}
            yield Hit((*expected[1], *largest.value.evidence), values, {"one": "count_former", "other": "count_now"})


def _expected(quote: Quote) -> tuple[int, tuple[Evidence, ...]] | None:
    """What a sentence says the number is now: one former count, and one change behind it."""
    passage = quote.passage
    if not is_former(quote.folded):
        return None
    former = [count for count in find_counted(passage) if quote.start <= count.start and count.end <= quote.end]
    changes = [
        (match["way"], int(number.value), number.end)
        for number in passage.numbers
        if quote.start <= number.start and number.end <= quote.end and not number.is_percent
        if (match := _CHANGE.search(passage.folded, max(quote.start, number.start - 20), number.start))
    ]
    if len(former) != 1 or len(changes) != 1:
        return None
    way, by, end = changes[0]
    if end < former[0].end:
        return None
    value = former[0].value + by if way == "tang" else former[0].value - by
    return value, passage.quote(former[0].start, end).evidence()
