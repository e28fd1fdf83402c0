"""What documents are told apart by in a breakdown: kind of input, type, body and layout seen or unseen."""

from __future__ import annotations

from typing import Final

from evaluation.corpus import LabelledDocument
from evaluation.gold import Gold

KIND: Final = "kind of input"
TYPE: Final = "document type"
BODY: Final = "issuing body"
LAYOUT: Final = "layout"
FACETS: Final = (KIND, TYPE, BODY, LAYOUT)
"""Breakdowns in the order of reports."""

_SEEN: Final = {True: "seen", False: "unseen"}


def facets_of(document: LabelledDocument) -> tuple[tuple[str, str], ...]:
    """Breakdown and group of a document; a breakdown that nothing is known of is left out."""
    gold, plan = document.gold, document.plan
    found = {
        KIND: document.kind or None,
        TYPE: _type(gold),
        BODY: _seen(plan.body_seen) if plan else None,
        LAYOUT: _seen(plan.layout_seen) if plan else None,
    }
    return tuple((name, group) for name, group in found.items() if group is not None)


def _type(gold: Gold) -> str | None:
    if not gold.is_administrative:
        return "to be refused"
    return None if "type" in gold.unlabelled else gold.type or "none"


def _seen(seen: bool | None) -> str | None:
    return None if seen is None else _SEEN[seen]
