"""Items that persons added, moved from the ends of their lists to where they stand on the paper."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import inf
from typing import Any, Final, TypeAlias

from extractor.decisions.model import Decision, Drawn
from extractor.review.fields import first_evidence
from schemas.evidence import Evidence, PageEvidence, ReviewEvidence
from schemas.record import Record
from schemas.sections import Section

_Position: TypeAlias = tuple[float, float]
_NOWHERE: Final = (inf, inf)
"""What was typed without its place stands last."""


def in_order(record: Record, added: Sequence[Decision]) -> Record:
    """The record with the items of these decisions in the order of the paper; sections below those they belong to."""
    if not added:
        return record
    lists = {decision.field: getattr(record, decision.field) for decision in added}
    drawn = {str(decision.id): decision.drawn for decision in added}
    changed = {field: _ordered(items, drawn) for field, items in lists.items()}
    return record.model_copy(update=changed)


def _ordered(items: tuple[Any, ...], drawn: Mapping[str, Drawn | None]) -> tuple[Any, ...]:
    new = [item for item in items if _number(item) in drawn]
    result = tuple(item for item in items if _number(item) not in drawn)
    for item in new:
        result = _into(result, item, _position(first_evidence(item), drawn[_number(item)]))
    return result


def _number(item: Any) -> str:
    """The decision by which an item was added, the first that is named beside its places; empty where none is."""
    named = [each.decision for each in first_evidence(item) if isinstance(each, ReviewEvidence)]
    return named[0] if named else ""


def _into(items: tuple[Any, ...], item: Any, at: _Position) -> tuple[Any, ...]:
    index = next((n for n, each in enumerate(items) if _position(first_evidence(each)) > at), len(items))
    above = items[index - 1] if index else None
    if isinstance(above, Section) and item.level > above.level:
        parent = above.model_copy(update={"children": _into(above.children, item, at)})
        return (*items[: index - 1], parent, *items[index:])
    return (*items[:index], item, *items[index:])


def _position(evidence: Iterable[Evidence], drawn: Drawn | None = None) -> _Position:
    """Page and height on it; in a document without pages the offset in its text."""
    for place in evidence:
        if isinstance(place, PageEvidence) and place.boxes:
            return place.page, place.boxes[0].top
        if place.kind == "block":
            return 0, place.start
    return _NOWHERE if drawn is None else (drawn.page, drawn.box.top)
