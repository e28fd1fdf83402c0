"""Known answers beside a label (`NAME.plan.json`): state of sections, faults, damage, layout (docs/corpus.md)."""

from typing import Any

from corpus.generator.drawing import Made
from corpus.generator.labels import label_of, seal_drawn, sections_state
from corpus.generator.outline import COMMON
from corpus.generator.plan import Elsewhere, Heading, Plan, resolve
from corpus.generator.roster import people_of

SEEN_SPLITS = frozenset({"train", "dev"})


def answers_of(document: Made) -> dict[str, Any]:
    """What was planned, for measures that a label has no key for."""
    plan = document.plan
    answers: dict[str, Any] = {
        "split": document.split,
        "kind": document.kind,
        "refusal": document.refusal.reason if document.refusal else None,
        "damage": document.damage or None,
        "epoch": document.epoch if document.split == "test" else None,
        "body_seen": document.split in SEEN_SPLITS,
    }
    if plan is None:
        return {**answers, "sort": document.refusal.sort if document.refusal else None, "layout_seen": True}
    return {
        **answers,
        "issuing_body": " ".join(plan.head.issuer) or None,
        "body_kind": plan.body_kind,
        "era": plan.era,
        "layout": plan.layout.name,
        "layout_seen": document.split in SEEN_SPLITS or plan.layout.name in COMMON,
        "text_style": plan.layout.text_style if document.kind == "txt" else None,
        "sections": {**sections_state(plan.blocks), **_planted(plan)},
        "elsewhere": [_moved(plan, entry) for entry in plan.elsewhere],
        "seal": seal_drawn(plan, document.kind),
        "faults": _faults(plan, document.kind),
        "roster": [person for table in plan.tables for person in people_of(table)],
    }


def _planted(plan: Plan) -> dict[str, str]:
    states = dict(plan.planted_sections)
    if plan.type in {"BC", "KH"} and not plan.closing:
        states["closing"] = "missing"
    return states


def _moved(plan: Plan, entry: Elsewhere) -> dict[str, Any]:
    """A section without a heading of its own, the heading that its text stands below, what is not to be said."""
    heads = [block for block in plan.blocks if isinstance(block, Heading) and block.role == entry.below]
    told: dict[str, Any] = {
        "role": entry.role, "below": entry.below, "lead": entry.lead, "items": entry.items, "answer": "present",
        "no_finding": [f"missing.section.{entry.role}", f"empty.section.{entry.role}", f"nil.section.{entry.role}"],
    }  # fmt: skip
    return {**told, "heading": {"label": heads[0].label, "heading": heads[0].text}} if heads else told


def _faults(plan: Plan, kind: str) -> list[dict[str, Any]]:
    """Planted faults, then what the form lacks or leaves open; `planted` tells them apart."""
    told: list[dict[str, Any]] = [
        {
            "code": fault.code, "kind": fault.kind, "where": fault.where, "planted": True,
            "places": [{"where": place.where, "text": resolve(place.text, plan.mentions)} for place in fault.places],
        }
        for fault in plan.faults
    ]  # fmt: skip
    statuses = {"blank": "blank.code_number", "struck_out": "struck.code_number"}
    open_codes = [statuses[plan.head.number_status]] if plan.head.number_status in statuses else []
    label = label_of(plan, kind, {})
    if label["date_status"] == "partial":
        open_codes.append("partial.issued_date")
    if "missing" not in label.get("unsure", ()):
        open_codes += [f"missing.{part}" for part in label["missing"] if part != "seal_or_digital_signature"]
    known = {fault["code"] for fault in told}
    return told + [{"code": code, "planted": False} for code in open_codes if code not in known]
