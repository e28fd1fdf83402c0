"""The roster of collaborators against Thông tư 07/2013/TT-BLĐTBXH, Điều 4 and 5, and the form it is asked in.

Each check runs where the profile names it. Figures and places go into the message, names of persons do not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from extractor.checks.registry import Check, Hit, Subject, check
from extractor.text.fold import fold_key
from schemas.evidence import Evidence
from schemas.fields import FieldValue
from schemas.findings import Severity
from schemas.meaning import CollaboratorKind, RosterEntry

_FROM_YEAR = 2015
"""From 2015 on the least level is trung cấp (Điều 4, khoản 2)."""
_BELOW = ("chua duoc dao tao", "chua qua dao tao", "so cap", "khong bang cap", "chua dao tao", "pho thong")
_SEVERAL = "; "
"""How the roster joins the words of several ticked columns."""


def _columns(subject: Subject) -> frozenset[str]:
    """Families of the named columns of all tables."""
    names = [column.name for table in subject.record.tables for column in table.columns]
    return frozenset(name.split(".")[0] for name in names if name)


def _place(entry: RosterEntry, told: FieldValue[str]) -> tuple[Evidence, ...]:
    """Where the value stands; where it is missing, the row by what it has."""
    for field in (told, entry.name, entry.task, entry.note, entry.unit):
        if field.evidence:
            return field.evidence
    return ()


def _of_persons(
    subject: Subject, column: str, field: Callable[[RosterEntry], FieldValue[str]], fits: Callable[[RosterEntry], bool]
) -> Iterator[Hit]:
    """One hit for all persons of the roster that a condition holds for, where the form has the column."""
    roster = subject.record.collaborators.roster
    concerned = [entry for entry in roster if fits(entry)]
    if concerned and column in _columns(subject):
        evidence = tuple(place for entry in concerned for place in _place(entry, field(entry)))
        yield Hit(evidence, {"persons": str(len(concerned)), "all": str(len(roster))})


def _is_below(entry: RosterEntry) -> bool:
    return any(below in fold_key(entry.qualification.value or "") for below in _BELOW)


def _below_intermediate(subject: Subject) -> Iterator[Hit]:
    """Below trung cấp after 2015."""
    issued = subject.document.issued_date
    year = issued.value.year if issued.value else int((issued.partial or "0")[:4])
    if year >= _FROM_YEAR:
        yield from _of_persons(subject, "qualification", lambda e: e.qualification, _is_below)


def _one_level(subject: Subject) -> Iterator[Hit]:
    """None or several of the columns of level are ticked."""
    yield from _of_persons(
        subject,
        "qualification",
        lambda e: e.qualification,
        lambda e: e.qualification.value is None or _SEVERAL in e.qualification.value,
    )


def _missing_field(subject: Subject) -> Iterator[Hit]:
    """No field of study is ticked, though some level is."""
    yield from _of_persons(
        subject,
        "field",
        lambda e: e.field_of_study,
        lambda e: e.field_of_study.value is None and e.qualification.value is not None and not _is_below(e),
    )


def _missing_recruited(subject: Subject) -> Iterator[Hit]:
    yield from _of_persons(subject, "recruited", lambda e: e.recruited, lambda e: e.recruited.value is None)


def _missing_form(subject: Subject) -> Iterator[Hit]:
    yield from _of_persons(subject, "form", lambda e: e.form, lambda e: e.form.value is None)


def _missing_allowance(subject: Subject) -> Iterator[Hit]:
    yield from _of_persons(subject, "allowance", lambda e: e.allowance, lambda e: e.allowance.value is None)


def _concurrent_post(subject: Subject) -> Iterator[Hit]:
    """An official who does the work besides is no collaborator under contract (Điều 5)."""
    roster = subject.record.collaborators.roster
    concerned = [entry for entry in roster if entry.kind is CollaboratorKind.CONCURRENT]
    if concerned:
        evidence = tuple(place for entry in concerned for place in _place(entry, entry.note))
        yield Hit(evidence, {"persons": str(len(concerned)), "all": str(len(roster))})


_CHECKS: dict[str, tuple[Severity, Check]] = {
    "below_intermediate": (Severity.ERROR, _below_intermediate),
    "one_level": (Severity.ERROR, _one_level),
    "missing_field": (Severity.WARNING, _missing_field),
    "missing_recruited": (Severity.WARNING, _missing_recruited),
    "missing_form": (Severity.WARNING, _missing_form),
    "missing_allowance": (Severity.WARNING, _missing_allowance),
    "concurrent_post": (Severity.WARNING, _concurrent_post),
}


def _bound(name: str, function: Check) -> Check:
    """The check, silent under profiles that do not name it."""

    def bound(subject: Subject) -> Iterator[Hit]:
        if name in subject.profile.roster:
            yield from function(subject)

    return bound


for _name, (_severity, _function) in _CHECKS.items():
    check(f"standard.{_name}", _severity)(_bound(_name, _function))
