"""Which headings stand for a part that a profile asks for, and in what state the part is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from extractor import vocabulary
from extractor.checks.elsewhere import stands_elsewhere
from extractor.checks.headings import names_either, names_inside, names_known, parts_named
from extractor.checks.profiles.model import SectionRequirement
from extractor.checks.registry import Subject
from extractor.checks.titles import titled_outline
from extractor.rules.sections import section_of
from extractor.text.fold import fold, fold_key
from schemas.evidence import BlockEvidence, Evidence, PageEvidence
from schemas.sections import Role, Section, SectionState

_MONEY = re.compile(r"\b(?:ngan sach|kinh phi|nguon von|nhu cau von|(?:trieu|ty|nghin) dong)\b")
_DONE = re.compile(
    r"\b(?:da (?!dang)[a-z]|dat (?:duoc|\d|ty le|tren|ket qua)|duoc (?:to chuc|trien khai|duy tri)|hoan thanh)"
)
"""Words that tell of work done: `đã tổ chức 12 lớp`, `đạt 98%`."""
_AROUND = frozenset({Role.OPENING, Role.CLOSING})
"""Parts that a document has without headings too."""
_GIVEN = ("nhiem vu", "phan cong", "giao nhiem vu")
"""How headings on the tasks of one body begin, below the part on who does what."""
_FIELDS_OF_A_PLAN = 2
_FIELDS = 3
"""Headings of names of their own that divide a document by fields of work, whatever their text tells."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A heading with the parts that it stands for; `either` leaves open whether it is on content or organisation."""

    heading: str
    outermost: bool
    parts: frozenset[Role]
    either: bool
    state: SectionState
    places: tuple[Evidence, ...]
    text: tuple[Evidence, ...]
    children: tuple[Standing, ...] = ()

    def walk(self) -> Iterator[Standing]:
        """This heading and all below it."""
        yield self
        for child in self.children:
            yield from child.walk()


@lru_cache(maxsize=1)
def standings(subject: Subject) -> tuple[Standing, ...]:
    """The outermost headings of a document: its numbered ones, or titles without a number where those divide it."""
    titled = tuple(section_of(node) for node in titled_outline(subject.division.parts))
    return tuple(_standing(section, frozenset(), outermost=True) for section in titled or subject.record.sections)


def _standing(section: Section, above: frozenset[Role], *, outermost: bool) -> Standing:
    heading = section.heading or ""
    parts, either = parts_named(heading, outermost=outermost), names_either(heading, outermost=outermost)
    if section.role not in {Role.OTHER, Role.CONTENT} or not parts:
        parts |= {section.role} - {Role.OTHER}
    if not outermost:
        parts = frozenset(role for role in parts if _names_inside(heading, role, above))
        either = either and Role.ORGANISATION not in above
    below = above | (parts - {Role.CONTENT} if either else parts)
    children = tuple(_standing(child, below, outermost=False) for child in section.children)
    return Standing(heading, outermost, parts, either, section.state, section.evidence, section.text, children)


def _names_inside(heading: str, role: Role, above: frozenset[Role]) -> bool:
    """Whether a heading below others names a part by itself, or goes on with the part that it stands in."""
    if role in above or (role is Role.CONTENT and not above):
        return True
    if role is Role.CONTENT and Role.ORGANISATION in above and fold_key(heading).startswith(_GIVEN):
        return False
    return names_inside(heading, role)


def _flat(found: Iterable[Standing]) -> list[Standing]:
    return [inner for standing in found for inner in standing.walk()]


def _covers(subject: Subject, standing: Standing, wanted: SectionRequirement) -> bool:
    """Whether a heading is of a role, opens with a variant of the profile, or names the role among others."""
    key = fold_key(standing.heading)
    if any(key == variant or key.startswith(f"{variant} ") for variant in wanted.headings):
        return True
    named = standing.parts - _taken(subject, standing) if standing.either else standing.parts
    if not named.isdisjoint(wanted.roles):
        return True
    return any(key.startswith(words) for role in wanted.roles for words in _if_money(role)) and (
        standing.outermost or _tells(subject, standing, _MONEY)
    )


def _taken(subject: Subject, standing: Standing) -> set[Role]:
    """Of content and organisation the one that a heading with words for either is not on: what another heading names.

    Of several such headings the last one is on who does it.
    """
    every = _flat(standings(subject))
    either = [other for other in every if other.either]
    within = {id(inner) for other in either for inner in other.walk()}
    clear = any(Role.ORGANISATION in other.parts for other in every if id(other) not in within)
    return {Role.ORGANISATION} if clear or standing is not either[-1] else {Role.CONTENT}


def _if_money(role: Role) -> list[str]:
    """Openings that may be a piece of work like others: `Huy động nguồn lực` is on money where it says so."""
    words: list[str] = vocabulary.load("headings").get(role.value, {}).get("if_money", [])
    return words


def _tells(subject: Subject, standing: Standing, said: re.Pattern[str]) -> bool:
    """Whether the words right under a heading or below it hold some words."""
    text = subject.division.parts.source.text
    evidence = [place for inner in standing.walk() for place in inner.text]
    places = (place for place in evidence if isinstance(place, PageEvidence | BlockEvidence))
    return any(said.search(_folded(text[place.start : place.end])) for place in places)


def _folded(words: str) -> str:
    """Words of the reader's text, which keeps composition and spaces as they were typed, folded."""
    return fold(unicodedata.normalize("NFC", " ".join(words.split())))


def _is_shared(subject: Subject, standing: Standing, wanted: SectionRequirement) -> bool:
    """Whether a heading names several parts, and one below it the part: that one tells the state."""
    apart = {role for child in standing.children for role in child.parts}
    several = max(len(standing.parts), len(apart)) > 1
    return several and any(_covers(subject, child, wanted) for child in standing.children)


def _around(subject: Subject, role: Role) -> bool:
    """Opening and closing are text before and behind the sections, without a heading."""
    parts = subject.division.parts
    return bool(parts.opening) if role is Role.OPENING else role is Role.CLOSING and bool(parts.closing)


def state_of_part(subject: Subject, wanted: SectionRequirement) -> tuple[SectionState | None, tuple[Evidence, ...]]:
    """The best state among the sections that will do, None where there is none; and where they stand."""
    if any(_around(subject, role) for role in wanted.roles):
        return SectionState.PRESENT, ()
    found = [
        standing
        for standing in _flat(standings(subject))
        if _covers(subject, standing, wanted) and not _is_shared(subject, standing, wanted)
    ]
    for state in (SectionState.PRESENT, SectionState.NIL_ANSWER, SectionState.EMPTY):
        of_state = [standing for standing in found if standing.state is state]
        if of_state:
            return state, tuple(place for standing in of_state for place in standing.places + standing.text)
    return (SectionState.PRESENT, ()) if _is_divided(subject, wanted) else stands_elsewhere(subject, wanted.roles)


def _is_divided(subject: Subject, wanted: SectionRequirement) -> bool:
    """Whether outermost headings of names of their own tell what was done or will be, field by field.

    Offices divide results and content so: `I. Công tác dân số`, `II. Công tác trẻ em`.
    """
    own = [
        standing
        for standing in standings(subject)
        if standing.state is SectionState.PRESENT and standing.heading and not names_known(standing.heading)
    ]
    if Role.RESULTS in wanted.roles:
        return len(own) >= _FIELDS or any(_tells(subject, standing, _DONE) for standing in own)
    return Role.CONTENT in wanted.roles and (len(own) >= _FIELDS_OF_A_PLAN or _is_long(own, standings(subject)))


def _is_long(own: Sequence[Standing], every: Sequence[Standing]) -> bool:
    """Whether one of some headings tells half as much as any other of the document at least."""
    longest = max(map(_length, every), default=0)
    return any(2 * _length(standing) >= longest for standing in own)


def _length(standing: Standing) -> int:
    """Characters of the words below a heading."""
    places = [place for inner in standing.walk() for place in inner.text]
    return sum(place.end - place.start for place in places if isinstance(place, PageEvidence | BlockEvidence))


def is_asked(subject: Subject, wanted: SectionRequirement) -> bool:
    """Whether the part can be asked for: custom asks no sections of a report without headings."""
    if subject.profile.kind != "default" or not _AROUND.isdisjoint(wanted.roles):
        return True
    return bool(standings(subject))
