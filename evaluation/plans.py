"""The plan of a generated document, `NAME.plan.json`: what was planted on purpose and where the page comes from."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from evaluation.errors import GoldError

PLAN_SUFFIX: Final = ".plan.json"

SECTION_CODES: Final = {"missing": "missing.section", "empty": "empty.section", "nil_answer": "nil.section"}
"""What became of a required section → family of the finding that says so; other states ask for no finding."""


UNJUDGED_ROLES: Final = frozenset({"other"})
"""No profile asks for such a section, and a page has several."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a scorer needs of a plan; other keys of the file are ignored.

    `body_seen` and `layout_seen` tell whether rules were improved on documents of that body or layout, None if unsaid.
    `codes` are the findings that the planted faults ought to raise. `roles` are the section roles that the page has or
    that were left out on purpose: of a role that is not named nothing is known. `refusal` is a reason to refuse
    (`refused.empty`). `roster` are the persons of its table, one a row,
    by the names of the record. `split` and `epoch` are those of the set that it was generated for.
    """

    body_seen: bool | None = None
    layout_seen: bool | None = None
    codes: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    refusal: str | None = None
    split: str | None = None
    epoch: int = 0
    roster: tuple[Mapping[str, str | None], ...] = ()


def load_plan(path: Path) -> Plan:
    """The plan in a file.

    Raises:
        GoldError: when it cannot be read or is no plan.
    """
    try:
        data = json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise GoldError(f"{path.name}: cannot be read as JSON: {error}") from error
    if not isinstance(data, dict):
        raise GoldError(f"{path.name}: a plan is an object")
    try:
        return plan_of(data)
    except (TypeError, KeyError, ValueError) as error:
        raise GoldError(f"{path.name}: is no plan: {error}; docs/evaluation.md describes the format") from error


def plan_of(data: Mapping[str, Any]) -> Plan:
    """The plan in parsed JSON.

    Raises:
        TypeError: when a value is of another type.
        ValueError: when a section has an unknown state.
        KeyError: when a fault has no code.
    """
    faults = {str(fault["code"]) for fault in data.get("faults", ())}
    states = dict(data.get("sections", {}))
    refusal = _text(data, "refusal")
    split = _text(data, "split")
    seen = _seen_by_split(split)
    return Plan(
        body_seen=_truth(data, "body_seen", seen),
        layout_seen=_truth(data, "layout_seen", seen),
        codes=frozenset(faults | _section_codes(states)),
        roles=frozenset(states) - UNJUDGED_ROLES,
        split=split,
        epoch=int(data.get("epoch") or 0),
        roster=tuple(dict(person) for person in data.get("roster") or ()),
        refusal=refusal if refusal is None or refusal.startswith("refused.") else f"refused.{refusal}",
    )


def _seen_by_split(split: str | None) -> bool | None:
    """Splits differ by bodies and layouts: those of `test` are unseen."""
    return None if split is None else split != "test"


def _section_codes(states: Mapping[str, str]) -> set[str]:
    unknown = set(states.values()) - {*SECTION_CODES, "present", "elsewhere"}
    if unknown:
        raise ValueError(f"unknown states of sections: {', '.join(sorted(unknown))}")
    asked = {role: state for role, state in states.items() if role not in UNJUDGED_ROLES}
    return {f"{SECTION_CODES[state]}.{role}" for role, state in asked.items() if state in SECTION_CODES}


def _text(data: Mapping[str, Any], key: str) -> str | None:
    value = data.get(key)
    if value is not None and not isinstance(value, str):
        raise TypeError(f"`{key}` is no text")
    return value


def _truth(data: Mapping[str, Any], key: str, default: bool | None) -> bool | None:
    value = data.get(key, default)
    if value is not None and not isinstance(value, bool):
        raise TypeError(f"`{key}` is neither true nor false")
    return value
