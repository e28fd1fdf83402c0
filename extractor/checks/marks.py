"""The number, notation and date of the head against the rules of their writing and against each other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor import vocabulary
from extractor.checks.registry import Hit, Subject, check
from extractor.parts.lines import PLACE_DATE
from extractor.text.fold import fold
from schemas.fields import DateField
from schemas.findings import Severity

_YEAR_FIRST = re.compile(r"^(?P<year>(?:19|20)\d\d)(?:[/-]|$)")
_YEAR_INSIDE = re.compile(r"^\d{1,5}/(?P<year>(?:19|20)\d\d)/\D")
_BASIS_TYPES = frozenset({"QC", "QyĐ", "CTr", "PA", "ĐA", "DA"})
"""Types that are issued with a decision and may carry its number."""
_INTERCHANGED = frozenset({frozenset({"TTr", "TT"}), frozenset({"CTr", "CT"})})
"""Abbreviations that bodies use for each other."""


def _known_year(issued: DateField) -> str | None:
    return f"{issued.value.year:04d}" if issued.value is not None else (issued.partial or "")[:4] or None


@check("format.leading_zero", Severity.WARNING)
def leading_zero(subject: Subject) -> Iterator[Hit]:
    """Days below 10, months 1 and 2 and numbers below 10 take a zero (NĐ 30/2020, Annex I, II.3.b and II.4.b).

    The zero keeps out added digits: `ngày 5` may have been `ngày 15` before a digit was lost.
    """
    yield from _unpadded_date(subject)
    number = subject.document.code_number
    if number.value is not None and len(number.value) == 1 and number.value != "0":
        yield Hit(number.evidence, {"printed": number.value, "padded": f"0{number.value}"}, {"what": "number_written"})


def _unpadded_date(subject: Subject) -> Iterator[Hit]:
    line = subject.division.head.place_date
    match = PLACE_DATE.match(line.folded) if line is not None else None
    if line is None or match is None:
        return
    for group, below in (("day", 10), ("month", 3)):
        digits = re.sub(r"\D", "", match[group])
        if len(digits) == 1 and 0 < int(digits) < below:
            place = line.part(match.start(group), match.end(group)).evidence()
            yield Hit(place, {"printed": digits, "padded": f"0{digits}"}, {"what": group})


@check("conflict.number_year", Severity.WARNING)
def number_year(subject: Subject) -> Iterator[Hit]:
    """The year in a number (`07/2013/TT-BLĐTBXH`) and the year of the date beside it are the same."""
    document = subject.document
    notation, year = document.code_notation, _known_year(document.issued_date)
    match = _YEAR_FIRST.match(notation.value or "")
    if match and year and match["year"] != year:
        evidence = (*notation.evidence, *document.issued_date.evidence)
        yield Hit(evidence, {"ref": notation.value or "", "number_year": match["year"], "date_year": year})
    for citation in subject.record.citations:
        inside = _YEAR_INSIDE.match(citation.ref.value or "")
        dated = _known_year(citation.date)
        if inside and dated and inside["year"] != dated:
            evidence = (*citation.ref.evidence, *citation.date.evidence)
            values = {"ref": citation.ref.value or "", "number_year": inside["year"], "date_year": dated}
            yield Hit(evidence, values)


@check("conflict.type_notation", Severity.WARNING)
def type_notation(subject: Subject) -> Iterator[Hit]:
    """The notation begins with the abbreviation of the type that the page names (Annex III)."""
    document, head = subject.document, subject.division.head
    named, notation = document.type.value, document.code_notation.value
    if head.type_line is None or named is None or notation is None:
        return
    groups = [group for group in re.split(r"[-/]", notation) if not group.isdigit()]
    first = groups[0] if groups else ""
    if first not in _abbreviations() or fold(first) == fold(named) or frozenset({first, named}) in _INTERCHANGED:
        return
    if named in _BASIS_TYPES and fold(first) in {"qd", "nq"}:
        return
    values = {"type": named, "notation": notation, "first": first}
    yield Hit((*document.type.evidence, *document.code_notation.evidence), values)


def _abbreviations() -> frozenset[str]:
    types = vocabulary.load("types")
    return frozenset(types["administrative"]) | frozenset(types["normative"])
