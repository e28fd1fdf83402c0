"""Planted faults matched with the findings of a record: sections, contradictions, other findings, refusals."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from evaluation.align import Alignment, Grounds, Item, align, align_one
from evaluation.gold import Gold
from evaluation.items import as_set, exact, some
from evaluation.match_roster import ROSTER, STITCHED, compare_roster, compare_stitched
from evaluation.plans import Plan
from schemas.record import Record, RecordStatus

FAMILIES: Final = {
    "planted.missing_section": ("missing.section.",),
    "planted.empty_section": ("empty.section.",),
    "planted.nil_section": ("nil.section.",),
    "planted.contradiction": ("conflict.", "chronology."),
}
"""Figure → beginnings of the codes it counts; a finding of these families without a planted fault is a false one."""

OTHER: Final = "planted.other"
"""Planted faults of other families: asked for, but further findings of theirs may be right and are not judged."""

_OF_PROFILES: Final = "standard."
"""Findings that only the profile of a campaign asks for: without one they cannot be raised."""
_DEFAULT_PROFILES: Final = frozenset({"default", "bc", "kh"})

REFUSAL: Final = "planted.refusal"
REASON: Final = "planted.refusal_reason"
PLANTED: Final = (*FAMILIES, OTHER, REFUSAL, REASON, STITCHED, *ROSTER)
"""Every figure of planted faults, in the order of reports."""

CONTRADICTION: Final = "planted.contradiction"


@dataclass(frozen=True, slots=True)
class PlantedMatching:
    """A document's alignment for each figure of `PLANTED`; `clean` documents contradict themselves nowhere."""

    alignments: tuple[tuple[str, Alignment], ...]
    clean: bool

    def alignment(self, name: str) -> Alignment:
        """The alignment of a figure."""
        return dict(self.alignments)[name]


def match_planted(plan: Plan, record: Record, gold: Gold) -> PlantedMatching:
    """The plan's faults against the findings, its refusal against the status, its persons against the roster."""
    findings = [item for item in _findings(record) if _is_judged(item.shown, plan)]
    by_family = [(name, _family(begins, plan.codes, findings)) for name, begins in FAMILIES.items()]
    judged = tuple(begin for begins in FAMILIES.values() for begin in begins)
    asked_for = {code for code in plan.codes if not code.startswith(_OF_PROFILES) or _has_profile(record)}
    others = sorted(code for code in asked_for if not code.startswith(judged))
    rest = align(some(map(exact, others)), [item for item in findings if item.shown in others])
    contradictions = FAMILIES[CONTRADICTION]
    clean = plan.refusal is None and not any(code.startswith(contradictions) for code in plan.codes)
    tables = ((STITCHED, compare_stitched(gold, record)), *compare_roster(plan.roster, record))
    return PlantedMatching((*by_family, (OTHER, rest), *_refusal(plan, record), *tables), clean)


def _has_profile(record: Record) -> bool:
    return record.provenance.profile not in _DEFAULT_PROFILES


def _is_judged(code: str, plan: Plan) -> bool:
    """A finding about a section that the plan is silent about may be right: it is neither asked for nor wrong."""
    if ".section." not in code or code in plan.codes:
        return True
    return code.rpartition(".")[2] in plan.roles


def _findings(record: Record) -> list[Item]:
    items = (_with_places(exact(finding.code), Grounds(evidence=finding.evidence)) for finding in record.findings)
    return as_set(items)


def _with_places(item: Item | None, grounds: Grounds) -> Item | None:
    return replace(item, grounds=grounds) if item is not None else None


def _family(begins: tuple[str, ...], codes: Iterable[str], findings: list[Item]) -> Alignment:
    asked = some(exact(code) for code in sorted(codes) if code.startswith(begins))
    return align(asked, [item for item in findings if item.shown.startswith(begins)])


def _refusal(plan: Plan, record: Record) -> tuple[tuple[str, Alignment], tuple[str, Alignment]]:
    refused = record.status is RecordStatus.REFUSED and record.reason is not None
    reason = record.reason.code if refused and record.reason else None
    right = align_one(exact("refused" if plan.refusal else None), exact("refused" if refused else None))
    return (REFUSAL, right), (REASON, align_one(exact(plan.refusal), exact(reason)))
