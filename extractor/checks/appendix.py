"""The appendix against the document it belongs to: its `Kèm theo` line and the number of collaborators.

Sure cases only: what may be the appendix of another document, or a count of something else, says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.checks.former import against_former, is_former
from extractor.checks.registry import Hit, Subject, check
from extractor.checks.sentences import sentences
from extractor.checks.unit_names import names_other_body
from extractor.meaning.counted import find_counted
from extractor.text.fold import fold
from schemas.document import Document
from schemas.evidence import Evidence
from schemas.findings import Severity
from schemas.meaning import CollaboratorCount, CountMeaning, Reference, RosterEntry
from schemas.tables import Cell, Origin, RowKind, Table

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_TEAMS = frozenset({"doi", "to", "nhom", "luot", "luot nguoi", "doi ngu", "mang luoi"})
"""Units of count that are not persons."""
_FEWEST_SYLLABLES, _MOST_SYLLABLES = 2, 5


@dataclass(frozen=True, slots=True)
class _Pair:
    """The same thing as head and appendix tell it."""

    what: str
    own: str
    named: str
    evidence: tuple[Evidence, ...]
    agrees: bool


def _pairs(document: Document, reference: Reference) -> list[_Pair]:
    """What both head and appendix tell of number, notation and date."""
    pairs = []
    for what, own, named in (
        ("number", document.code_number, reference.code_number),
        ("notation", document.code_notation, reference.notation),
    ):
        if own.value is not None and named.value is not None:
            agrees = fold(own.value).lstrip("0") == fold(named.value).lstrip("0")
            pairs.append(_Pair(what, own.value, named.value, (*own.evidence, *named.evidence), agrees))
    issued, dated = document.issued_date, reference.date
    if issued.value is not None and dated.value is not None:
        days = issued.value.strftime("%d/%m/%Y"), dated.value.strftime("%d/%m/%Y")
        pairs.append(_Pair("date", *days, (*issued.evidence, *dated.evidence), issued.value == dated.value))
    return pairs


@check("conflict.appendix_reference", Severity.ERROR)
def appendix_reference(subject: Subject) -> Iterator[Hit]:
    """`(Kèm theo Báo cáo số 918/BC-UBND ngày …)` names the document it follows (NĐ 30/2020, Annex I, III.1).

    Left open it says nothing: electronic documents leave it open. A reference that agrees with the head in nothing, or
    that has another notation and another number, belongs to another document.
    """
    for appendix, part in zip(subject.record.appendices, subject.division.parts.appendices, strict=True):
        pairs = _pairs(subject.document, appendix.refers_to)
        other = {pair.what for pair in pairs if not pair.agrees}
        if len(other) == len(pairs) or {"number", "notation"} <= other:
            continue
        for pair in pairs:
            if not pair.agrees:
                yield Hit(pair.evidence, {"own": pair.own, "named": pair.named}, {"what": pair.what})
        own = subject.document.organ_name if subject.document.organ_name.value else subject.document.place
        if part.reference is not None and names_other_body(subject.document, part.reference.text):
            values = {"own": own.value or "", "named": part.reference.text}
            yield Hit((*own.evidence, *part.reference.evidence()), values, {"what": "organ"})


def _whole(cell: Cell) -> int | None:
    """A count in a cell, None for words, marks, blanks and parts of a merge."""
    value = cell.value
    if cell.origin is not Origin.OWN or value is None or isinstance(value, bool | str):
        return None
    return int(value) if value == value.to_integral_value() else None


@dataclass(frozen=True, slots=True)
class _Total:
    value: int
    evidence: tuple[Evidence, ...]
    units: int
    """Rows that tell a count."""


def _total(table: Table) -> _Total | None:
    """The number of collaborators that a table states: its total row, else the sum of its rows."""
    names = [column.name for column in table.columns]
    if names.count("count") != 1:
        return None
    at = names.index("count")
    rows = [(row.kind, row.cells[at], _whole(row.cells[at])) for row in table.rows]
    totals = [(cell, value) for kind, cell, value in rows if kind is RowKind.TOTAL and value is not None]
    data = [(cell, value) for kind, cell, value in rows if kind is RowKind.DATA and value is not None]
    if len(totals) > 1 or not (totals or data):
        return None
    chosen = totals or data
    evidence = tuple(place for cell, _ in chosen for place in cell.evidence)
    return _Total(sum(value for _, value in chosen), evidence, len(data))


def _stated_total(subject: Subject) -> _Total | None:
    """The total of the one table that states it; several tables state several things."""
    totals = [total for table in subject.record.tables if (total := _total(table)) is not None]
    return totals[0] if len(totals) == 1 else None


def _is_past(count: CollaboratorCount, document: Document) -> bool:
    """Whether a count is of a year before the one that the document can report on: its own, or the year before."""
    years = [int(year) for year in _YEAR.findall(count.as_of.value or "")]
    issued = document.issued_date.value
    return issued is not None and bool(years) and max(years) < issued.year - 1


def _former_places(subject: Subject) -> set[Evidence]:
    """Where counts stand in sentences on the report before this one."""
    return {
        place
        for quote in sentences(subject)
        if is_former(quote.folded)
        for each in find_counted(quote.passage)
        if quote.start <= each.start and each.end <= quote.end
        for place in quote.passage.quote(each.start, each.end).evidence()
    }


def _prose(subject: Subject) -> list[CollaboratorCount]:
    """Counts of persons that work now, from the running text."""
    cells = {
        place for table in subject.record.tables for row in table.rows for cell in row.cells for place in cell.evidence
    }
    former = _former_places(subject) if subject.record.collaborators.counts else set()
    return [
        count
        for count in subject.record.collaborators.counts
        if count.meaning is CountMeaning.CURRENT
        and count.value.value is not None
        and not _is_past(count, subject.document)
        and not former & set(count.value.evidence)
        and not cells & set(count.value.evidence)
        and fold(count.unit_of_count.value or "") not in _TEAMS
    ]


@check("conflict.collaborator_count", Severity.ERROR)
def collaborator_count(subject: Subject) -> Iterator[Hit]:
    """The number in the text, the total of the appendix and its rows tell one number of collaborators."""
    yield from against_former(subject, _prose(subject))
    total = _stated_total(subject)
    if total is None:
        yield from _text_against_list(subject)
        return
    yield from _text_against_table(subject, total)
    yield from _total_against_rows(subject, total)


def _text_against_table(subject: Subject, total: _Total) -> Iterator[Hit]:
    """The largest number of the text is the whole; agreeing in any number, or in their sum, is agreeing."""
    counts = _prose(subject)
    told = [count.value.value for count in counts if count.value.value is not None]
    if not told or total.value in told or total.value == sum(told):
        return
    largest = next(count for count in counts if count.value.value == max(told))
    values = {"text": str(max(told)), "table": str(total.value)}
    yield Hit((*largest.value.evidence, *total.evidence), values, {"one": "count_text", "other": "count_total"})


def _text_against_list(subject: Subject) -> Iterator[Hit]:
    """Without a total: a list of names has as many rows as the text tells, in any number or in their sum."""
    roster = subject.record.collaborators.roster
    counts = _prose(subject) if roster and _is_by_name(subject) else []
    told = [count.value.value for count in counts if count.value.value is not None]
    if not told or len(roster) in {*told, sum(told)}:
        return
    largest = next(count for count in counts if count.value.value == max(told))
    values = {"text": str(max(told)), "table": str(len(roster))}
    yield Hit((*largest.value.evidence, *_places_of(roster)), values, {"one": "count_text", "other": "count_rows"})


def _is_by_name(subject: Subject) -> bool:
    """Whether the roster comes from tables with a column of names and each of its rows names one person."""
    listed = "name" in {column.name for table in subject.record.tables for column in table.columns}
    return listed and all(_names_one(entry) for entry in subject.record.collaborators.roster)


def _places_of(roster: Sequence[RosterEntry]) -> tuple[Evidence, ...]:
    return tuple(place for entry in roster for place in (entry.name.evidence or entry.unit.evidence)[:1])


def _names_one(entry: RosterEntry) -> bool:
    """Whether a row names one person and nothing else."""
    name = entry.name.value or ""
    return _FEWEST_SYLLABLES <= len(name.split()) <= _MOST_SYLLABLES and name.replace(" ", "").isalpha()


def _total_against_rows(subject: Subject, total: _Total) -> Iterator[Hit]:
    """Rows count where the table has one row a person: each names one, or more rows than stated units or the total."""
    roster = subject.record.collaborators.roster
    rows = len(roster)
    if not rows or rows == total.value:
        return
    if rows <= total.units and rows < total.value and not _is_by_name(subject):
        return
    values = {"text": str(total.value), "table": str(rows)}
    yield Hit((*total.evidence, *_places_of(roster)), values, {"one": "count_total", "other": "count_rows"})
