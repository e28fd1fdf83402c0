"""Sightings: each place of a passage that cites a document, with the words around it read.

Numbers come from the grammar of notations, letters' own numbering from behind a type word, laws from their names.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace

from extractor.meaning import citation_context as context
from extractor.meaning.citation_laws import LawMatch, find_laws, is_in_title
from extractor.text.dates import DateMatch
from extractor.text.notation import Notation, NotationMatch, key_group, loose_at
from extractor.text.passage import Passage, Quote
from extractor.vocabulary import load
from schemas.meaning import Relation

_KNOWN_ACTS = load("acts")["acts"]
# Room between a law's name and its number: ` số `, ` số: `.
_BEFORE_NUMBER = 6
_SURE, _BARE, _LOOSE, _UNKNOWN_LAW = 0.97, 0.92, 0.85, 0.75


@dataclass(frozen=True, slots=True)
class Sighting:
    """One place where a document is cited. `name` is a law's name; `notation` None for a law without a number."""

    quote: Quote
    type: str
    type_word: Quote | None
    notation: Notation | None
    name: str | None
    named_year: int | None
    date: DateMatch | None
    organ: Quote | None
    relation: Relation
    confidence: float

    @property
    def year(self) -> int | None:
        """The year of the number or name, else of the date."""
        printed = self.notation.year if self.notation else self.named_year
        if printed is None and self.date is not None and self.date.value is not None:
            return self.date.value.year
        return printed

    @property
    def identity(self) -> tuple[str, str, str]:
        """Type, number and body (or name) on which spellings of one document meet."""
        if self.notation is None:
            return self.type, "", (self.name or "").lower()
        number = self.notation.number.lstrip("0") or "0"
        return self.notation.type or "", number.lower(), key_group(self.notation.body)


@dataclass(frozen=True, slots=True)
class _Place:
    """A stretch of a passage that cites a document, before its surroundings are read."""

    start: int
    end: int
    notation: Notation | None
    law: LawMatch | None
    word: context.TypeWord | None
    confidence: float

    @property
    def words_start(self) -> int:
        """Where the citation's words begin, type word included."""
        first = [p.start for p in (self.law, self.word) if p is not None]
        return min([self.start, *first])


# `số 232, 233 và 234/HĐND-VHXH`: numbers that share the notation of the last.
_SHARING = re.compile(r"(?:(?<!\w)\d{1,5}[a-z]?\s?(?:,|;|va|&)\s?(?:so\s)?){1,30}$")
_LONGEST_LIST = 150


def _sharing(passage: Passage, last: NotationMatch) -> Iterator[_Place]:
    """The numbers of a list before the one that carries its notation."""
    offset = max(0, last.start - _LONGEST_LIST)
    numbers = _SHARING.search(passage.folded[offset : last.start])
    if numbers is None:
        return
    start = offset + numbers.start()
    word = context.type_word_before(passage.folded, start)
    if word is None and not context.is_numbered(passage.folded, start):
        return
    for digits in re.finditer(r"\d{1,5}[a-z]?", numbers[0]):
        text = last.notation.text.replace(last.notation.number, digits[0], 1)
        notation = replace(last.notation, number=digits[0], text=text)
        yield _Place(
            offset + numbers.start() + digits.start(),
            offset + numbers.start() + digits.end(),
            notation,
            None,
            word,
            _LOOSE,
        )


# `Đề án 06/CP` is how a programme is called; only with `số` is it the number of a document.
_INITIALS = frozenset({"CT"})
"""Types whose abbreviations bodies bear as well."""
_PROGRAMMES = frozenset({"ĐA", "DA", "CTr"})


def _numbered(passage: Passage) -> Iterator[_Place]:
    """Notations by the grammar; a weak one (`35/GĐN`) needs a type word or `số` before it."""
    for match in passage.notations:
        word = context.type_word_before(passage.folded, match.start)
        numbered = context.is_numbered(passage.folded, match.start)
        backed = numbered or (word is not None and word.type not in _PROGRAMMES)
        if context.is_form(passage.folded, match.start) or not (match.notation.is_strong or backed):
            continue
        yield from _sharing(passage, match)
        notation = _without_false_type(match.notation, word)
        yield _Place(match.start, match.end, notation, None, word, _SURE if backed else _BARE)


def _without_false_type(notation: Notation, word: context.TypeWord | None) -> Notation:
    """`công văn số 636/CT-TTHT`: letters of a tax office (Cục Thuế) bear its initials, those of a chỉ thị."""
    if word is None or word.type != "CV" or notation.type not in _INITIALS:
        return notation
    return replace(notation, type=None, body=notation.symbol)


def _is_loose(match: NotationMatch, dates: tuple[DateMatch, ...]) -> bool:
    """Whether a letter's own numbering (`HT-A015/26-KD`) may be read; a bare number needs its date behind it."""
    following = bisect_left(dates, match.start, key=lambda d: d.end)
    date = dates[following] if following < len(dates) else None
    if date is not None and date.start < match.end:
        return False
    if match.notation.text.isdigit():
        return date is not None and 0 < date.start - match.end <= 2
    return any(mark in match.notation.text for mark in "-/")


def _loose(passage: Passage, taken: list[_Place], dates: tuple[DateMatch, ...]) -> Iterator[_Place]:
    starts = {place.start for place in taken}
    for match in context.NUMBERED_WORD.finditer(passage.folded):
        at = match.end()
        if at in starts:
            continue
        loose = loose_at(passage.text, at)
        if loose is not None and _is_loose(loose, dates):
            word = context.type_word_before(passage.folded, at)
            yield _Place(at, loose.end, loose.notation, None, word, _LOOSE)


def _named(passage: Passage, numbered: list[_Place]) -> Iterator[_Place]:
    """Laws by name; one whose number follows (`Luật Hóa chất số 69/2025/QH15`) goes with the number."""
    starts = [place.start for place in numbered]
    for law in find_laws(passage.text, passage.folded):
        index = bisect_left(starts, law.end)
        near = numbered[index] if index < len(starts) and starts[index] - law.end <= _BEFORE_NUMBER else None
        if near is not None and context.is_numbered(passage.folded, near.start):
            yield replace(near, law=law)
            continue
        clause = max(passage.text.rfind("; ", 0, law.start), context.sentence_start(passage.text, law.start))
        follows_number = index > 0 and starts[index - 1] >= clause
        if not (follows_number and is_in_title(passage.folded, law.start)):
            yield _Place(law.start, law.end, None, law, None, _SURE if law.known else _UNKNOWN_LAW)


def _places(passage: Passage, dates: tuple[DateMatch, ...]) -> list[_Place]:
    numbered = list(_numbered(passage))
    numbered += _loose(passage, numbered, dates)
    numbered.sort(key=lambda p: p.start)
    kept: list[_Place] = []
    for place in numbered:
        if not kept or place.start >= kept[-1].end:
            kept.append(place)
    named = list(_named(passage, kept))
    with_law = {place.start for place in named}
    return sorted([*named, *(p for p in kept if p.start not in with_law)], key=lambda p: p.start)


_ASSEMBLY = re.compile(r"QH\d{1,2}", re.IGNORECASE)
"""The National Assembly numbers its laws so: `Luật Đấu thầu số 22/2023/QH15`."""


def _type(place: _Place) -> str:
    """The symbol's type, else the law's, else the type word's; a letter is a công văn."""
    if place.notation is not None and place.notation.type is not None:
        return place.notation.type
    if place.law is not None:
        return place.law.type
    if place.word is not None:
        return place.word.type
    return "L" if place.notation is not None and _ASSEMBLY.fullmatch(place.notation.body) else "CV"


def _sighting(passage: Passage, place: _Place, dates: tuple[DateMatch, ...], before: int) -> Sighting:
    text, folded = passage.text, passage.folded
    beside = context.date_beside(text, place.end, dates)
    is_behind_date = beside is not None and beside.start - place.end < _BEFORE_NUMBER
    organ = context.organ_after(text, folded, beside.end if beside and is_behind_date else place.end)
    organ = organ or context.organ_before(text, folded, place.words_start)
    opening = context.date_opening(text, place.words_start, before, dates) if beside is None else None
    word = place.word
    type_word = passage.quote(word.start, word.end) if word else None
    if word is None and place.law is not None:
        type_word = passage.quote(place.law.start, place.law.word_end)
    return Sighting(
        quote=passage.quote(place.start, place.end),
        type=_type(place),
        type_word=type_word,
        notation=place.notation,
        name=place.law.name if place.law else None,
        named_year=place.law.year if place.law else None,
        date=beside or opening,
        organ=passage.quote(*organ) if organ else None,
        relation=context.relation_of(text, folded, place.words_start, before),
        confidence=place.confidence,
    )


_LIST_LINK = re.compile(r"(?:\s?[,;]\s?|\svà\s)(?:và\s)?(?:số\s)?")


def _shared_dates(passage: Passage, found: list[Sighting]) -> list[Sighting]:
    """`số 232/…, số 233/… và số 234/… ngày 14/11/2024`: numbers in a list with one date behind the last."""
    result: list[Sighting] = []
    for sighting in reversed(found):
        following = result[-1] if result else None
        is_open = sighting.date is None and sighting.notation is not None
        if is_open and following and _LIST_LINK.fullmatch(passage.text, sighting.quote.end, following.quote.start):
            result.append(replace(sighting, date=following.date))
        else:
            result.append(sighting)
    return result[::-1]


def sightings(passage: Passage) -> list[Sighting]:
    """Every place of a passage that cites a document, in order."""
    dates = passage.dates
    result: list[Sighting] = []
    before = 0
    for place in _places(passage, dates):
        sighting = _sighting(passage, place, dates, before)
        result.append(sighting)
        before = max(sighting.quote.end, sighting.date.end if sighting.date else 0)
    return [_with_known_year(sighting) for sighting in _shared_dates(passage, result)]


def _with_known_year(sighting: Sighting) -> Sighting:
    """The year of an act of the field that is cited without one, where its subject stands beside it."""
    if sighting.year is not None or sighting.notation is None:
        return sighting
    for act in _KNOWN_ACTS:
        same = sighting.identity == (act["type"], act["number"].lstrip("0"), key_group(act["body"]))
        if same and any(word in sighting.quote.passage.folded for word in act["words"]):
            return replace(sighting, notation=replace(sighting.notation, year=act["year"]))
    return sighting
