"""What the profile asks for: sections, columns of the appendix, whom the document addresses, its type."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor.checks.coverage import is_asked, state_of_part
from extractor.checks.profiles.model import ColumnRequirement
from extractor.checks.registry import Hit, Subject, check
from extractor.text.fold import fold_key
from schemas.evidence import Evidence
from schemas.fields import Text
from schemas.findings import Severity
from schemas.sections import Role, SectionState


def _in_state(subject: Subject, state: SectionState | None) -> Iterator[Hit]:
    for wanted in subject.profile.sections:
        role = wanted.roles[0].value
        if not is_asked(subject, wanted):
            continue
        found, places = state_of_part(subject, wanted)
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
