"""Rules of counts and figures: collaborators, statistics, targets, assignments."""

from __future__ import annotations

from extractor.meaning.assignments import assignments as find_assignments
from extractor.meaning.collaborators import collaborators as find_collaborators
from extractor.meaning.statistics import statistics as find_statistics
from extractor.meaning.targets import targets as find_targets
from extractor.rules.registry import Case, rule
from schemas.fields import DateField, Text
from schemas.meaning import Assignment, Collaborators, Statistic, Target


@rule("collaborators")
def collaborators(case: Case) -> Collaborators:
    """Counts and roster of cộng tác viên in prose and appendix."""
    named: list[Text] = [case.value("document.organ_name"), case.value("document.parent_organ_name")]
    organs = [name.value for name in named if name.value is not None]
    issued: DateField = case.value("document.issued_date")
    year = issued.value.year if issued.value is not None else None
    return find_collaborators(case.parts, case.built.tables, organs, year)


@rule("statistics")
def statistics(case: Case) -> tuple[Statistic, ...]:
    """Figures in the prose."""
    return find_statistics(case.parts)


@rule("targets")
def targets(case: Case) -> tuple[Target, ...]:
    """Targets of a plan."""
    return find_targets(case.parts)


@rule("assignments")
def assignments(case: Case) -> tuple[Assignment, ...]:
    """Tasks with who leads and who coordinates them."""
    return find_assignments(case.parts, case.built.tables)
