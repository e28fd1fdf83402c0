"""Counts of collaborators (cộng tác viên công tác xã hội and their kin) in prose and tables.

A false count is worse than a missed one: a number counts collaborators only where the words say so directly.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from extractor import vocabulary
from extractor.meaning.cells import cell_words
from extractor.meaning.clauses import clause, period_near, place_near
from extractor.meaning.counted import Counted, find_counted
from extractor.meaning.kinds import any_of, kind_of
from extractor.meaning.roster import read_roster
from extractor.parts.model import Node, Parts
from extractor.text.passage import Passage, Quote, absent, found, raw_text, words
from schemas.fields import FieldValue, Status
from schemas.meaning import CollaboratorCount, Collaborators, CountMeaning
from schemas.sections import Role
from schemas.tables import Origin, Row, RowKind, Table

_PLANNED_ROLES = frozenset({Role.TARGETS, Role.NEXT, Role.PURPOSE, Role.CONTENT, Role.ORGANISATION})
_EACH = re.compile(r"\b(?:moi|tung|moi mot)\s(?:xa|phuong|thon|ap|ban|khu|to dan pho|don vi|co so|dia phuong|truong)\b")
_PER = re.compile(r"\s?/\s?(?:01\s)?(?:xa|phuong|thon|ap|ban|don vi|khu|to dan pho)\b")
_CUE_REACH = 80
_KIND_REACH = 60


@lru_cache(maxsize=1)
def _cues() -> tuple[tuple[CountMeaning, re.Pattern[str]], ...]:
    """Words that say what a count states, longest first within a meaning."""
    table: dict[str, list[str]] = vocabulary.load("counted")["meaning"]
    return tuple((CountMeaning(name), any_of(variants)) for name, variants in table.items())


def _meaning(passage: Passage, count: Counted, role: Role) -> CountMeaning:
    """By norms for each unit, the nearest cue in the clause, the section; else it is the present state."""
    around = clause(passage.text, count.start, count.end)
    folded = passage.folded
    if _EACH.search(folded, max(around.start, count.start - 60), count.start) or _PER.match(folded, count.end):
        return CountMeaning.PLANNED
    best: tuple[int, CountMeaning] | None = None
    low, high = max(around.start, count.start - _CUE_REACH), min(around.end, count.end + _CUE_REACH)
    for meaning, pattern in _cues():
        for match in pattern.finditer(folded, low, high):
            away = count.start - match.end() if match.end() <= count.start else match.start() - count.end
            if away >= 0 and (best is None or away < best[0]):
                best = (away, meaning)
    if best is not None:
        return best[1]
    if role is Role.PROPOSALS:
        return CountMeaning.NEEDED
    return CountMeaning.PLANNED if role in _PLANNED_ROLES else CountMeaning.CURRENT


def _text(quote: Quote | None) -> FieldValue[str]:
    return words(quote) if quote else absent()


def _prose_count(passage: Passage, count: Counted, role: Role) -> CollaboratorCount:
    around = clause(passage.text, count.start, count.end)
    opening = count.of_whom.start if count.of_whom else count.start
    return CollaboratorCount(
        value=found(count.value, passage.quote(count.start, count.end), confidence=count.confidence),
        unit_of_count=_text(count.unit),
        of_whom=_text(count.of_whom),
        organ_or_place=_text(place_near(passage, count.start, count.end)),
        as_of=_text(period_near(passage, count.start, count.end)),
        meaning=_meaning(passage, count, role),
        kind=kind_of(passage.folded[opening : min(around.end, count.end + _KIND_REACH)]),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Placed:
    """A passage with the role of the section it stands in."""

    passage: Passage
    role: Role


def _roles(nodes: Sequence[Node], above: Role, into: dict[int, Role]) -> None:
    """Role of each passage by identity: a section without a role of its own has its parent's."""
    for node in nodes:
        role = above if node.role is Role.OTHER else node.role
        into[id(node.place.passage)] = role
        into.update((id(quote.passage), role) for quote in node.own)
        _roles(node.children, role, into)


def _placed(parts: Parts) -> Iterator[_Placed]:
    roles: dict[int, Role] = {}
    _roles(parts.sections, Role.OTHER, roles)
    for passage in parts.body:
        yield _Placed(passage, roles.get(id(passage), Role.OTHER))
    for appendix in parts.appendices:
        yield from (_Placed(passage, Role.OTHER) for passage in appendix.passages)


def _table_counts(parts: Parts, table: Table) -> Iterator[CollaboratorCount]:
    names = [column.name for column in table.columns]
    units = names.index("unit") if "unit" in names else None
    for column, name in enumerate(names):
        if name not in {"count", "count.teams"}:
            continue
        for row in table.rows:
            count = _cell_count(parts, row, column, units)
            if count is not None:
                yield count


def _cell_count(parts: Parts, row: Row, column: int, units: int | None) -> CollaboratorCount | None:
    cell = row.cells[column]
    value = cell.value
    whole = not isinstance(value, bool | str) and value is not None and value == value.to_integral_value()
    if row.kind not in {RowKind.DATA, RowKind.TOTAL} or cell.origin is not Origin.OWN or not whole:
        return None
    place = row.cells[units] if units is not None and row.kind is RowKind.DATA else None
    number = FieldValue[int](
        value=int(str(value)) if value is not None else None,
        raw=raw_text(parts.source, cell.evidence),
        status=Status.PRESENT,
        confidence=0.95,
        evidence=cell.evidence,
    )
    return CollaboratorCount(
        value=number,
        unit_of_count=absent(),
        of_whom=absent(),
        organ_or_place=cell_words(parts, place) if place is not None else absent(),
        as_of=absent(),
        meaning=CountMeaning.CURRENT,
    )


def collaborators(parts: Parts, tables: Sequence[Table]) -> Collaborators:
    """All counts, prose first and then tables in reading order, and the roster of persons."""
    counts: list[CollaboratorCount] = []
    for placed in _placed(parts):
        counts += [_prose_count(placed.passage, count, placed.role) for count in find_counted(placed.passage)]
    for table in tables:
        counts += _table_counts(parts, table)
    return Collaborators(counts=tuple(counts), roster=read_roster(parts, tables))
