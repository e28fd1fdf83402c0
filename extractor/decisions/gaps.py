"""Findings that something is missing or was left open, which go when a person supplies it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from extractor.decisions.model import FieldState, State
from schemas.record import Record

_CLOSED_BY: Final = {
    "missing.issuer": {"document.organ_name"},
    "missing.number": {"document.code_number"},
    "missing.place_date": {"document.place", "document.issued_date"},
    "missing.type_subject": {"document.type", "document.subject"},
    "missing.signature_block": {"signers"},
    "missing.signer_name": {"signers", "signers.full_name"},
    "missing.recipients": {"recipients"},
    "blank.code_number": {"document.code_number"},
    "blank.issued_date": {"document.issued_date"},
    "partial.issued_date": {"document.issued_date"},
}
"""Codes of findings, and the fields of which any closes the gap."""
_SECTION: Final = "missing.section."


def closed_gaps(record: Record, states: Mapping[str, FieldState]) -> set[str]:
    """Paths of findings that persons closed by a value or an item; what they decided of a finding itself stays."""
    supplied = {state.field for state in states.values() if _supplies(state)}
    supplied |= {f"{_SECTION}{role}" for role in _roles(record, states)}
    gone = set()
    for index, finding in enumerate(record.findings):
        path = f"findings[{index}]"
        if path not in states and supplied & {finding.code, *_CLOSED_BY.get(finding.code, ())}:
            gone.add(path)
    return gone


def _supplies(state: FieldState) -> bool:
    said = state.decision.after or {}
    return state.state is State.ADDED or (state.state is State.EDITED and bool(said.get("value") or said.get("items")))


def _roles(record: Record, states: Mapping[str, FieldState]) -> set[str]:
    """Roles of the sections that were added."""
    added = {path for path, state in states.items() if state.state is State.ADDED}
    return {section.role.value for n, section in enumerate(record.sections) if f"sections[{n}]" in added}
