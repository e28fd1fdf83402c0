"""Citations: every distinct document that the body and its footnotes cite, with all its mentions.

Sightings of one document are put together: the same type, number and body are one document unless their years differ; a
law without a year is the one of that name. The fullest printed spelling names it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from extractor.meaning.citation_reply import responds_to
from extractor.meaning.citation_sighting import Sighting, sightings
from extractor.parts.model import Parts
from extractor.text.notation import Notation, key_group
from extractor.text.passage import Passage, Quote, absent, evidence_of, found, raw_text
from schemas.fields import DateField, Integer, Status, Text
from schemas.meaning import Citation, Mention, Relation

__all__ = ["citations", "citations_in", "key_of", "responds_to"]

# Where number and year stand in a printed reference.
_NUMBER_PART = re.compile(
    r"(?:QCVN|TCVN|QCĐP)?\s?(?P<n>\d{1,6}(?:\.\d{1,2})?[a-zA-Z]?)\s?[-/:.–]?\s?(?:(?P<y>(?:19|20)\d\d)\s?/?\s?)?"
)
_OWN_NUMBER = re.compile(r"so\s?:")
_DATE_BEHIND_ISSUE = 0.6
_ORGAN = 0.98
"""Of 235 issuing bodies of different citations that were looked at by eye none was wrong."""


_Numbered = tuple[int, Sighting]


@dataclass(slots=True)
class _Group:
    """Sightings of one document, each with its place in the order of reading."""

    year: int | None
    members: list[_Numbered]

    @property
    def first(self) -> Sighting:
        return self.members[0][1]


def _order(member: _Numbered) -> int:
    return member[0]


def _by_year(members: list[_Numbered]) -> list[_Group]:
    """One group for each year; a sighting without a year goes with the nearest that has one."""
    dated = [(index, sighting.year) for index, sighting in members if sighting.year is not None]
    places = [index for index, _ in dated]
    groups: dict[int | None, _Group] = {}
    for index, sighting in members:
        year = sighting.year
        if year is None and dated:
            right = min(bisect_left(places, index), len(places) - 1)
            year = min(dated[max(0, right - 1) : right + 1], key=lambda d: abs(d[0] - index))[1]
        groups.setdefault(year, _Group(year, [])).members.append((index, sighting))
    return list(groups.values())


def _with_named_laws(groups: list[_Group]) -> list[_Group]:
    """A law named without a number is the one of that name with a number, unless their years differ."""
    numbered = {s.name: g for g in reversed(groups) for _, s in g.members if s.notation and s.name}
    unnumbered = [group for group in groups if group.first.notation is None]
    named = {group.first.name for group in unnumbered if group.year is not None}
    absorbed: set[int] = set()
    for group in unnumbered:
        name = group.first.name
        home = numbered.get(name) if name else None
        if home is not None and (home.year == group.year or (group.year is None and name not in named)):
            home.members = sorted([*home.members, *group.members], key=_order)
            absorbed.add(id(group))
    return [group for group in groups if id(group) not in absorbed]


_Dated = tuple[str, str, date]


def _dated(sighting: Sighting) -> _Dated | None:
    """Type, number and date where all are printed."""
    if sighting.notation is None or sighting.date is None or sighting.date.value is None:
        return None
    return sighting.type, sighting.notation.number, sighting.date.value


def _with_symbol(seen: list[Sighting]) -> list[Sighting]:
    """`Quyết định số 32 ngày 25/3/2010` is the one whose symbol is printed elsewhere: same type, number and date."""
    whole: dict[_Dated, Notation] = {}
    for sighting in seen:
        key = _dated(sighting)
        if key is not None and sighting.notation is not None and sighting.notation.symbol:
            whole.setdefault(key, sighting.notation)
    result = []
    for sighting in seen:
        key = _dated(sighting)
        is_bare = sighting.notation is not None and not sighting.notation.symbol
        result.append(replace(sighting, notation=whole[key]) if is_bare and key in whole else sighting)
    return result


def _own_identities(parts: Parts) -> set[tuple[str, str, str]]:
    """The document's own number as its head prints it: what an enclosed regulation cites back is no citation."""
    heads = [passage for passage in parts.head if _OWN_NUMBER.match(passage.folded)]
    return {s.identity for passage in heads for s in sightings(passage)}


def _merged(seen: list[Sighting]) -> list[list[Sighting]]:
    """Sightings of one document together, documents in the order of their first sighting."""
    by_identity: dict[tuple[str, str, str], list[tuple[int, Sighting]]] = {}
    for index, sighting in enumerate(seen):
        by_identity.setdefault(sighting.identity, []).append((index, sighting))
    groups = [group for members in by_identity.values() for group in _by_year(members)]
    merged = sorted(_with_named_laws(groups), key=lambda g: g.members[0][0])
    return [[sighting for _, sighting in group.members] for group in merged]


def _fullness(sighting: Sighting) -> tuple[bool, bool, bool]:
    """A number before a name alone, a printed year before none, a whole symbol before one that lost its hyphen."""
    notation = sighting.notation
    if notation is None:
        return False, sighting.named_year is not None, True
    return True, str(notation.year) in notation.text, any(mark in notation.symbol for mark in "-/")


def _main(group: list[Sighting]) -> Sighting:
    """The sighting in fullest form, the first among equals."""
    return max(group, key=_fullness)


def _date(group: list[Sighting], issued: date | None) -> DateField:
    known = [s for s in group if s.date is not None]
    full = [s for s in known if s.date is not None and s.date.value is not None]
    chosen = next(iter(full or known), None)
    if chosen is None or chosen.date is None:
        return DateField(status=Status.ABSENT, confidence=0.95)
    value = chosen.date.value
    evidence = evidence_of([chosen.quote.passage.quote(chosen.date.start, chosen.date.end)])
    late = value is not None and issued is not None and value > issued
    return DateField(
        value=value,
        partial=chosen.date.partial,
        raw=raw_text(chosen.quote.passage.source, evidence),
        status=Status.PRESENT if value else Status.PARTIAL,
        confidence=_DATE_BEHIND_ISSUE if late else chosen.confidence,
        evidence=evidence,
    )


def _year(main: Sighting, group: list[Sighting]) -> Integer:
    """The year of the number or name where one is printed, else of the date."""
    printed = re.search(rf"(?<!\d){main.year}(?!\d)", main.quote.text) if main.year else None
    if printed is not None and main.year is not None:
        return found(main.year, main.quote.part(*printed.span()), confidence=main.confidence)
    for sighting in group:
        if sighting.date is not None and sighting.date.value is not None:
            place = sighting.quote.passage.quote(sighting.date.start, sighting.date.end)
            return found(sighting.date.value.year, place, confidence=sighting.confidence)
    return absent()


def _number_and_notation(main: Sighting) -> tuple[Text, Text]:
    notation = main.notation
    part = _NUMBER_PART.match(main.quote.text)
    if notation is None:
        return absent(), absent()
    if part is None or part["n"] != notation.number or not notation.symbol or notation.symbol == notation.text:
        return found(notation.number, main.quote, confidence=main.confidence), absent()
    number = found(notation.number, main.quote.part(*part.span("n")), confidence=main.confidence)
    rest = main.quote.part(part.end())
    return number, found(notation.symbol, rest or main.quote, confidence=main.confidence)


def key_of(kind: str, notation: Notation | None, name: str | None, year: int | None) -> str:
    """The canonical key of a document: by its number, or by its name where it is cited without one."""
    shown = "" if year is None else str(year)
    if notation is None:
        return f"{kind}||{shown}|{(name or '').lower()}"
    return f"{kind}|{notation.number.zfill(2)}|{shown}|{key_group(notation.body)}"


def _organ(group: list[Sighting]) -> Text:
    quote = next((s.organ for s in group if s.organ), None)
    return absent() if quote is None else found(quote.text, quote, confidence=_ORGAN)


def _type(main: Sighting, group: list[Sighting]) -> tuple[str, Text]:
    """The type as the symbol or the word says; evidence is the word where it is printed."""
    worded = next((s for s in group if s.type == main.type and s.type_word), None)
    place: Quote = worded.type_word if worded is not None and worded.type_word else main.quote
    return main.type, found(main.type, place, confidence=main.confidence)


def _mention(sighting: Sighting) -> Mention:
    evidence = sighting.quote.evidence()
    return Mention(raw=raw_text(sighting.quote.passage.source, evidence), evidence=evidence)


def _citation(group: list[Sighting], issued: date | None) -> Citation:
    main = _main(group)
    kind, type_field = _type(main, group)
    number, notation = _number_and_notation(main)
    year = next((s.year for s in [main, *group] if s.year is not None), None)
    spelling = main.notation.text if main.notation else main.quote.text
    return Citation(
        ref=found(spelling, main.quote, confidence=main.confidence),
        type=type_field,
        code_number=number,
        year=_year(main, group),
        notation=notation,
        date=_date([main, *group], issued),
        organ_name=_organ(group),
        relation=next((s.relation for s in group if s.relation is not Relation.MENTION), Relation.MENTION),
        key=key_of(kind, main.notation, main.name, year),
        mentions=tuple(_mention(s) for s in group),
    )


def citations(parts: Parts, issued: date | None) -> tuple[Citation, ...]:
    """Every distinct document cited in the body, its headings and footnotes, in the order of first mention.

    `issued` is the citing document's own date: a cited date behind it is kept as printed, with less confidence.
    """
    own, own_year = _own_identities(parts), None if issued is None else issued.year
    seen = [s for passage in (*parts.body, *parts.footnotes) for s in sightings(passage)]
    others = [s for s in seen if s.identity not in own or s.year not in {None, own_year}]
    return _distinct(others, issued)


def citations_in(passages: Iterable[Passage], issued: date | None) -> tuple[Citation, ...]:
    """Every distinct document cited in some paragraphs, whatever document they are of."""
    return _distinct([s for passage in passages for s in sightings(passage)], issued)


def _distinct(seen: list[Sighting], issued: date | None) -> tuple[Citation, ...]:
    return tuple(_citation(group, issued) for group in _merged(_with_symbol(seen)))
