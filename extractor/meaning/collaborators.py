"""Counts of collaborators (cộng tác viên công tác xã hội and their kin) in prose and tables.

A false count is worse than a missed one: a number counts collaborators only where the words say so directly.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from extractor import vocabulary
from extractor.meaning.clauses import (
    Bounds,
    clause,
    issuing_unit,
    names_place,
    own_unit_near,
    own_units,
    place_near,
)
from extractor.meaning.counted import Counted, find_counted
from extractor.meaning.kinds import any_of, kind_of
from extractor.meaning.past import is_of_past, time_of
from extractor.meaning.roster import read_roster
from extractor.meaning.table_counts import table_counts
from extractor.parts.model import Node, Parts
from extractor.text.passage import Passage, Quote, absent, found, words
from schemas.fields import FieldValue
from schemas.meaning import CollaboratorCount, CollaboratorKind, Collaborators, CountMeaning
from schemas.sections import Role
from schemas.tables import Table

_PLANNED_ROLES = frozenset({Role.TARGETS, Role.NEXT, Role.PURPOSE, Role.CONTENT, Role.ORGANISATION})
_DEEDS = frozenset({CountMeaning.TRAINED, CountMeaning.RECRUITED, CountMeaning.REDUCED})
_DENIED = re.compile(r"\b(?:khong|chua)\s(?:duoc\s)?$")
_EACH = re.compile(
    r"(?:\b(?:moi|tung|moi mot)|%(?: so)?)\s(?:xa|phuong|thon|ap|ban|khu|to dan pho|don vi|co so|dia phuong|truong)\b"
)
_PER = re.compile(
    r"\s?/\s?(?:(?:0?1\s)?(?:xa|phuong|thon|ap|ban|don vi|khu|to dan pho)|"
    r"(?:\d[\d.]{0,6}\s)?(?:ho|dan|nguoi dan|tre em))\b"
)
# `tăng 03 cộng tác viên` tells a difference and no number of collaborators.
_RISES = re.compile(r"\btăng(?: thêm| được)?\s$", re.IGNORECASE)
# With its marks: folded, `cán bộ` would be among them.
_NEEDS = re.compile(r"\bcần(?: có| thêm| ít nhất| tối thiểu| bố trí| tuyển)?\s$", re.IGNORECASE)
# What is asked for: `đề nghị … bổ sung 02 cộng tác viên`, in a section of requests without the first word.
_ASKS = re.compile(r"\b(?:de nghi|kien nghi|de xuat|xin)\b")
_ADDS = re.compile(r"\b(?:bo sung|bo tri|tuyen dung|tuyen|giao|them|tang)\b[^,;]{0,40}$")
# A plan that stands before what is done: `dự kiến tuyển thêm`.
_AHEAD = re.compile(r"\b(?:du kien|se|phan dau|dang ky)\b(?!.*\bda\b)")
_DONE = re.compile(r"\b(?:da|duoc)\b")
# What opens a count of all that the writer has: `Tổng số 06 cộng tác viên`, `Số cộng tác viên hiện có là …`.
_ALL = re.compile(r"\b(?:tong so|tong cong|tat ca|hien co|hien nay|hien tai|hien|so luong|dang hoat dong)\b")
_BY_CONTRACT = re.compile(r"\bhop dong\b[^,;.\d]{0,20}$")
# A notice that looks for collaborators says how many are wanted.
_WANTED = re.compile(r"\bthong bao\b(?!.*\bket qua\b).*\b(?:tuyen chon|tuyen dung|xet tuyen)\b")
_CUE_REACH = 80
_KIND_REACH = 60
_NEXT_FIGURE = re.compile(r"\d")
_AND = re.compile(r",|\(|\bva\b|\bnhung\b")


@lru_cache(maxsize=2)
def _cues(table: str) -> tuple[tuple[CountMeaning, re.Pattern[str]], ...]:
    """Words that say what a count states, longest first within a meaning."""
    variants: dict[str, list[str]] = vocabulary.load("counted")[table]
    return tuple((CountMeaning(name), any_of(words)) for name, words in variants.items())


def _own_end(folded: str, count: Counted, around: Bounds, reach: int) -> int:
    """Where the words about a count end behind it: before the last comma or `và` that leads to the next figure."""
    end = min(around.end, count.end + reach)
    following = _NEXT_FIGURE.search(folded, count.end, end)
    if following is None:
        return end
    leads = [match.start() for match in _AND.finditer(folded, count.end, following.start())]
    return leads[-1] if leads else following.start()


def _nearest_cue(folded: str, count: Counted, around: Bounds) -> CountMeaning | None:
    """What the cue nearest to a count says, within its clause; `không tuyển` and its like say nothing."""
    low, high = max(around.start, count.start - _CUE_REACH), _own_end(folded, count, around, _CUE_REACH)
    found = [
        (max(0, count.start - match.end(), match.start() - count.end), meaning)
        for table, end in (("meaning", high), ("meaning_before", count.start))
        for meaning, pattern in _cues(table)
        for match in pattern.finditer(folded, low, end)
        if not _DENIED.search(folded[low : match.start()])
    ]
    return min(found, key=lambda cue: cue[0])[1] if found else None


def _meaning(passage: Passage, count: Counted, role: Role) -> CountMeaning:
    """By norms (ranges, numbers for each unit), the nearest cue in the clause, the section; else the present."""
    around = clause(passage.text, count.start, count.end)
    folded = passage.folded
    # What is said of each unit is said of the next figure only: `mỗi thôn 01 cộng tác viên, tổng 09 cộng tác viên`.
    led = _NEXT_FIGURE.split(folded[max(around.start, count.start - 60) : count.start])[-1]
    if count.is_range or _EACH.search(led) or _PER.match(folded, count.end):
        return CountMeaning.PLANNED
    before = folded[max(around.start, count.start - _CUE_REACH) : count.start]
    if _NEEDS.search(passage.text, max(around.start, count.start - 20), count.start):
        return CountMeaning.NEEDED
    if _ADDS.search(before) and (role is Role.PROPOSALS or _ASKS.search(before)):
        return CountMeaning.NEEDED
    cue = _nearest_cue(folded, count, around)
    if cue in _DEEDS and (_AHEAD.search(before) or (role in _PLANNED_ROLES and not _DONE.search(before))):
        return CountMeaning.PLANNED
    if cue is not None:
        return cue
    return CountMeaning.PLANNED if role in _PLANNED_ROLES else CountMeaning.CURRENT


def _kind(passage: Passage, count: Counted) -> CollaboratorKind | None:
    """By the words of the count and behind it up to the next figure, or a contract concluded just before it."""
    around = clause(passage.text, count.start, count.end)
    opening = count.of_whom.start if count.of_whom else count.start
    kind = kind_of(passage.folded[opening : _own_end(passage.folded, count, around, _KIND_REACH)])
    if kind is None and _BY_CONTRACT.search(passage.folded, max(around.start, count.start - 60), count.start):
        return CollaboratorKind.CONTRACT
    return kind


def _text(quote: Quote | None) -> FieldValue[str]:
    return words(quote) if quote else absent()


@dataclass(frozen=True, slots=True, eq=False)
class _Own:
    """The units that a body calls its own: by kind (`toàn xã`), and the one it works for; the year it writes in."""

    by_kind: Mapping[str, Quote]
    issuing: Quote | None
    year: int | None


def _place(placed: _Placed, count: Counted, own: _Own, meaning: CountMeaning) -> FieldValue[str]:
    """The unit that the clause names, else the body's own where it says `toàn xã` or counts all it has."""
    passage = placed.passage
    named = place_near(passage, count.start, count.end)
    if named is not None:
        return words(named)
    kind = own_unit_near(passage, count.start, count.end)
    meant = own.by_kind.get(kind) if kind is not None else None
    if meant is None and meaning is CountMeaning.CURRENT and not placed.of_place and not names_place(passage.quote()):
        around = clause(passage.text, count.start, count.end)
        counts_all = _ALL.search(passage.folded, around.start, around.end)
        return words(own.issuing, confidence=0.75) if own.issuing and counts_all else absent()
    return words(meant, confidence=0.8) if meant else absent()


def _prose_count(placed: _Placed, count: Counted, own: _Own) -> CollaboratorCount:
    passage = placed.passage
    meaning = _meaning(passage, count, placed.role)
    return CollaboratorCount(
        value=found(count.value, passage.quote(count.start, count.end), confidence=count.confidence),
        unit_of_count=_text(count.unit),
        of_whom=_text(count.of_whom),
        organ_or_place=_place(placed, count, own, meaning),
        as_of=_text(time_of(passage, count)),
        meaning=meaning,
        kind=_kind(passage, count),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Placed:
    """A passage with the role of the section it stands in, and whether a heading above it names a place."""

    passage: Passage
    role: Role
    of_place: bool


def _put(nodes: Sequence[Node], above: Role, into: dict[int, _Placed], *, of_place: bool) -> None:
    """Each passage of the sections by identity: a section without a role of its own has its parent's."""
    for node in nodes:
        role = above if node.role is Role.OTHER else node.role
        named = of_place or (node.title is not None and names_place(node.title))
        for passage in (node.place.passage, *(quote.passage for quote in node.own)):
            into[id(passage)] = _Placed(passage, role, named)
        _put(node.children, role, into, of_place=named)


def _placed(parts: Parts) -> Iterator[_Placed]:
    known: dict[int, _Placed] = {}
    above = Role.CONTENT if _WANTED.search(" ".join(passage.folded for passage in parts.head)) else Role.OTHER
    _put(parts.sections, above, known, of_place=False)
    for passage in parts.body:
        yield known.get(id(passage), _Placed(passage, above, of_place=False))
    for appendix in parts.appendices:
        yield from (_Placed(passage, Role.OTHER, of_place=True) for passage in appendix.passages)


def _prose_counts(placed: _Placed, own: _Own) -> Iterator[CollaboratorCount]:
    """The counts of one passage; a rise counts only where it is asked for."""
    found = find_counted(placed.passage)
    for counted in found:
        if is_of_past(placed.passage, counted, found, own.year):
            continue
        count = _prose_count(placed, counted, own)
        rises = _RISES.search(placed.passage.text, max(0, counted.start - 20), counted.start)
        if not rises or count.meaning is CountMeaning.NEEDED:
            yield count


def collaborators(
    parts: Parts, tables: Sequence[Table], organs: Sequence[str] = (), year: int | None = None
) -> Collaborators:
    """All counts, prose first and then tables in reading order, and the roster of persons.

    `organs` are the issuing body and the one above it, as the head names them; `year` is that of the document's date.
    """
    counts: list[CollaboratorCount] = []
    own = _Own(own_units((*parts.head, *parts.body)), issuing_unit(parts.body, organs), year)
    for placed in _placed(parts):
        counts += _prose_counts(placed, own)
    for table in tables:
        counts += table_counts(parts, table)
    return Collaborators(counts=tuple(counts), roster=read_roster(parts, tables))
