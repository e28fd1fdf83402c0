"""What the profile asks for: sections, columns of the appendix, whom the document addresses, its type."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor import vocabulary
from extractor.checks.elsewhere import stands_elsewhere
from extractor.checks.headings import names_known, parts_named
from extractor.checks.profiles.model import ColumnRequirement, SectionRequirement
from extractor.checks.registry import Hit, Subject, check
from extractor.text.fold import fold, fold_key
from schemas.evidence import BlockEvidence, Evidence, PageEvidence
from schemas.fields import Text
from schemas.findings import Severity
from schemas.sections import Role, Section, SectionState

_MONEY = re.compile(r"\b(?:ngan sach|kinh phi|nguon von|nhu cau von|(?:trieu|ty|nghin) dong)\b")
_AROUND = frozenset({Role.OPENING, Role.CLOSING})
"""Parts that a document has without headings too."""
_BY_FIELD = frozenset({Role.RESULTS, Role.CONTENT})
"""Parts that offices divide by fields of work: `I. Công tác dân số`, `II. Công tác trẻ em`."""


def _walk(sections: Sequence[Section]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from _walk(section.children)


def _covers(subject: Subject, section: Section, wanted: SectionRequirement) -> bool:
    """Whether a heading is of a role, opens with a variant of the profile, or names the role among others."""
    if section.role in wanted.roles:
        return True
    heading = section.heading or ""
    key = fold_key(heading)
    if any(key == variant or key.startswith(f"{variant} ") for variant in wanted.headings):
        return True
    if any(role in parts_named(heading, outermost=section.level == 1) for role in wanted.roles):
        return True
    return any(key.startswith(words) for role in wanted.roles for words in _if_money(role)) and (
        section.level == 1 or _tells_money(subject, section)
    )


def _if_money(role: Role) -> list[str]:
    """Openings that may be a piece of work like others: `Huy động nguồn lực` is on money where it says so."""
    words: list[str] = vocabulary.load("headings").get(role.value, {}).get("if_money", [])
    return words


def _tells_money(subject: Subject, section: Section) -> bool:
    text = subject.division.parts.source.text
    places = (place for place in section.text if isinstance(place, PageEvidence | BlockEvidence))
    return any(_MONEY.search(fold(text[place.start : place.end])) for place in places)


def _is_shared(subject: Subject, section: Section, wanted: SectionRequirement) -> bool:
    """Whether a heading names several parts, and one below it the part: that one tells the state."""
    named = parts_named(section.heading or "", outermost=section.level == 1)
    apart = {child.role for child in section.children} - {Role.OTHER}
    return max(len(named), len(apart)) > 1 and any(_covers(subject, child, wanted) for child in section.children)


def _around(subject: Subject, role: Role) -> bool:
    """Opening and closing are text before and behind the sections, without a heading."""
    parts = subject.division.parts
    return bool(parts.opening) if role is Role.OPENING else role is Role.CLOSING and bool(parts.closing)


def _state(subject: Subject, wanted: SectionRequirement) -> tuple[SectionState | None, tuple[Evidence, ...]]:
    """The best state among the sections that will do, None where there is none; and where they stand."""
    if any(_around(subject, role) for role in wanted.roles):
        return SectionState.PRESENT, ()
    covering = [section for section in _walk(subject.record.sections) if _covers(subject, section, wanted)]
    found = [section for section in covering if not _is_shared(subject, section, wanted)]
    for state in (SectionState.PRESENT, SectionState.NIL_ANSWER, SectionState.EMPTY):
        places = [place for section in found if section.state is state for place in section.evidence + section.text]
        if any(section.state is state for section in found):
            return state, tuple(places)
    return (SectionState.PRESENT, ()) if _is_divided(subject, wanted) else stands_elsewhere(subject, wanted.roles)


def _is_divided(subject: Subject, wanted: SectionRequirement) -> bool:
    """Whether text stands under an outermost heading of a name of its own: what was done, field by field."""
    return any(role in _BY_FIELD for role in wanted.roles) and any(
        section.state is SectionState.PRESENT and section.heading and not names_known(section.heading)
        for section in subject.record.sections
    )


def _is_asked(subject: Subject, wanted: SectionRequirement) -> bool:
    """Whether the part can be asked for: custom asks no sections of a report without headings."""
    outlined = bool(subject.record.sections) or subject.profile.kind != "default"
    return outlined or not _AROUND.isdisjoint(wanted.roles)


def _in_state(subject: Subject, state: SectionState | None) -> Iterator[Hit]:
    for wanted in subject.profile.sections:
        role = wanted.roles[0].value
        if not _is_asked(subject, wanted):
            continue
        found, places = _state(subject, wanted)
        if found is state:
            yield Hit(places, terms={"section": f"section_{role}"}, detail=role)


@check("missing.section.*")
def missing_section(subject: Subject) -> Iterator[Hit]:
    """A required section that is not there."""
    yield from _in_state(subject, None)


@check("empty.section.*")
def empty_section(subject: Subject) -> Iterator[Hit]:
    """A section of which only the heading is there; where the profile does not require it, that is information."""
    required = list(_in_state(subject, SectionState.EMPTY))
    yield from required
    told = {place: hit.detail for hit in required for place in hit.evidence}
    for section in subject.record.sections:
        details = {told[place] for place in section.evidence if place in told}
        if section.state is SectionState.EMPTY and section.heading and not _is_told(section.role, details):
            heading = f"“{section.heading}”"
            yield Hit(section.evidence, {"section": heading}, detail=section.role.value, severity=Severity.INFO)


def _is_told(role: Role, details: set[str]) -> bool:
    """Whether an empty section was told as a required part; of two that one requirement asks for, each by itself."""
    return role.value in details or (bool(details) and role not in {Role.PURPOSE, Role.TARGETS})


@check("nil.section.*", Severity.INFO)
def nil_section(subject: Subject) -> Iterator[Hit]:
    """A required section that says that there is nothing: answered."""
    yield from _in_state(subject, SectionState.NIL_ANSWER)


def _has_column(subject: Subject, wanted: ColumnRequirement) -> bool:
    """Whether a table has the column, or one in words for the whole family (`Trình độ` for its columns of ticks)."""
    names = {wanted.name, wanted.name.split(".")[0]}
    leaves = {fold_key(wanted.title), *wanted.headers}
    columns = [column for table in subject.record.tables for column in table.columns]
    return any(c.name in names or (c.path and fold_key(c.path[-1]) in leaves) for c in columns)


@check("missing.column.*")
def missing_column(subject: Subject) -> Iterator[Hit]:
    """A column of the form that no table of the document has; without any of them the form itself is missing."""
    columns = subject.profile.columns
    absent = [wanted for wanted in columns if not _has_column(subject, wanted)]
    if len(absent) == len(columns):
        return
    for wanted in absent:
        detail = wanted.name.replace(".", "_")
        yield Hit(_form_place(subject), {"column": wanted.title}, detail=detail)


def _form_place(subject: Subject) -> tuple[Evidence, ...]:
    """The title of the appendix, where it has one."""
    titles: list[Text] = [appendix.title for appendix in subject.record.appendices]
    return titles[0].evidence if titles else ()


@check("missing.form.table")
def missing_form(subject: Subject) -> Iterator[Hit]:
    """The appendix with the form that the profile asks for is not there at all."""
    columns = subject.profile.columns
    if columns and not any(_has_column(subject, wanted) for wanted in columns):
        yield Hit()


@check("addressee.other")
def addressee_other(subject: Subject) -> Iterator[Hit]:
    """No body that the profile names stands under `Kính gửi` or `Nơi nhận`."""
    wanted = subject.profile.addressed_to
    named = [*subject.record.addressees, *subject.record.recipients]
    if not wanted or any(_opens_with(text, wanted) for text in named):
        return
    evidence = tuple(place for text in named for place in text.evidence)
    yield Hit(evidence, {"bodies": ", ".join(text.value or "" for text in named) or "–"})


def _opens_with(text: Text, wanted: Sequence[str]) -> bool:
    key = f" {re.sub(r'^(?:lanh dao|phong [a-z ]+) ', '', fold_key(text.value or ''))} "
    return any(f" {opening} " in key for opening in wanted)


@check("conflict.profile_type")
def profile_type(subject: Subject) -> Iterator[Hit]:
    """The profile is for documents of another type."""
    types, named = subject.profile.document_types, subject.document.type
    if types and named.value is not None and named.value not in types:
        yield Hit(named.evidence, {"type": named.value, "types": ", ".join(types), "profile": subject.profile.name})
