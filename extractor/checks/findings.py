"""Findings of a record: every registered check in its fixed order, worded in Vietnamese and English."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib import resources
from typing import Any

from extractor.checks import (  # noqa: F401 -- each registers its checks; this is their order
    appendix,
    bodies,
    chronology,
    counting,
    days,
    edxml,
    figures,
    form,
    marks,
    people,
    references,
    requirements,
    roster,
    signatures,
    table_groups,
    table_parts,
    tables,
)
from extractor.checks.profiles.model import Profile
from extractor.checks.reading import is_picture, may_be_misread
from extractor.checks.registry import CHECKS, Hit, Registered, Subject
from extractor.rules.registry import Case
from schemas.findings import Finding, Severity
from schemas.record import Record

_ORDER = (Severity.ERROR, Severity.WARNING, Severity.INFO)
_CONTRADICTS = ("conflict.", "chronology.")
_MAX_VALUE = 120
"""Characters of a value from the document that a message shows."""


@lru_cache(maxsize=1)
def messages() -> dict[str, Any]:
    """The message file: templates under `codes`, words in both languages under `terms`."""
    text = resources.files("extractor.checks").joinpath("messages.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _shown(value: str) -> str:
    line = " ".join(value.split())
    return line if len(line) <= _MAX_VALUE else line[: _MAX_VALUE - 1] + "…"


def _worded(code: str, hit: Hit, language: str) -> str:
    words: Mapping[str, str] = {name: messages()["terms"][term][language] for name, term in hit.terms.items()}
    values = {name: _shown(value) for name, value in hit.values.items()}
    template: str = messages()["codes"][code][language]
    return template.format(**values, **words)


def _finding(registered: Registered, hit: Hit, profile: Profile) -> Finding:
    return Finding(
        code=registered.code.replace("*", hit.detail),
        severity=hit.severity or registered.severity_for(profile),
        message_vi=_worded(registered.code, hit, "vi"),
        message_en=_worded(registered.code, hit, "en"),
        evidence=hit.evidence,
    )


def _all(subject: Subject) -> Iterator[Finding]:
    seen = is_picture(subject)
    for registered in CHECKS.values():
        for hit in registered.function(subject):
            doubted = seen and registered.code.startswith(_CONTRADICTS)
            if doubted and may_be_misread(subject, registered.code, hit.evidence):
                continue
            yield _finding(registered, hit, subject.profile)


def findings_of(record: Record, case: Case, profile: Profile) -> tuple[Finding, ...]:
    """What is missing or contradictory in a document, errors first; nothing for a record without a document."""
    if record.document is None:
        return ()
    found = _all(Subject(record, record.document, case, profile))
    return tuple(sorted(found, key=lambda finding: _ORDER.index(finding.severity)))
