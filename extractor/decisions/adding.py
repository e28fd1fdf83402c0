"""Items that persons added to lists: put behind those that were read, unless the program has read them by now."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from types import NoneType
from typing import Any, Final, get_args

from pydantic import BaseModel

from extractor.decisions.declared import declared
from extractor.decisions.model import Action, Decision, Drawn, Note, Said
from extractor.decisions.targets import Sort, Target, Targets
from extractor.decisions.typed_items import lead_of
from extractor.review.fields import first_evidence
from schemas.evidence import Box, Evidence, PageEvidence, ReviewEvidence
from schemas.fields import FieldValue, Source, Status
from schemas.record import Record

_SURE: Final = 1.0
_COVERED: Final = 0.5
"""Share of an item's box within the box that was drawn from which on the item stands there."""


@dataclass(frozen=True, slots=True)
class Addition:
    """Where an item that a person added stands in the grown record, and why it has to be looked at again, if so."""

    path: str
    decision: Decision
    note: Note | None


@dataclass(frozen=True, slots=True)
class Grown:
    """A record as it was read with what persons added at the ends of its lists.

    `appended` are those of the additions whose item the program has not read.
    """

    record: Record
    additions: tuple[Addition, ...] = ()
    appended: tuple[Decision, ...] = ()


def grown(record: Record, standing: Sequence[Decision]) -> Grown:
    """The record with the items that were added and that nobody took back, in the order of the log."""
    additions, appended = [], []
    for decision in standing:
        if decision.action is Action.ADD:
            there = _read_by_now(record, decision)
            if there is None:
                items = getattr(record, decision.field)
                there = Addition(f"{decision.field}[{len(items)}]", decision, None)
                record = record.model_copy(update={decision.field: (*items, item_of(decision))})
                appended.append(decision)
            additions.append(there)
    return Grown(record, tuple(additions), tuple(appended))


def beside(record: Record, field: str, drawn: Drawn | None, evidence: Sequence[Evidence]) -> list[str]:
    """What the items say that stand where one is added: they are not the one that was missed."""
    return [lead_of(field, each.part) for each in _items(record, field) if _stands_at(each, drawn, evidence)]


def _items(record: Record, field: str) -> Iterator[Target]:
    targets = Targets.of(record, (field,)).by_field
    yield from targets.get((Sort.ITEM, field), ())
    yield from (each for each in targets.get((Sort.VALUE, field), ()) if each.is_item)


def _read_by_now(record: Record, decision: Decision) -> Addition | None:
    """The item of the record that says the same, or one that is read from its place as something else."""
    lead, known = lead_of(decision.field, item_of(decision)), (decision.before or {}).get("beside", ())
    here = None
    for each in _items(record, decision.field):
        said = lead_of(decision.field, each.part)
        if said == lead:
            return Addition(each.path, decision, None)
        if here is None and said not in known and _stands_at(each, decision.drawn, decision.evidence):
            here = Addition(each.path, decision, Note.WORDS_CHANGED)
    return here


def _stands_at(item: Target, drawn: Drawn | None, evidence: Sequence[Evidence]) -> bool:
    spans = [(each.start, each.end) for each in evidence if each.kind in {"page", "block"}]
    for place in first_evidence(item.part):
        if place.kind in {"page", "block"} and any(place.start < end and start < place.end for start, end in spans):
            return True
        if drawn is not None and isinstance(place, PageEvidence) and place.page == drawn.page:
            return any(_is_within(box, drawn.box) for box in place.boxes)
    return False


def _is_within(box: Box, drawn: Box) -> bool:
    across = min(box.x1, drawn.x1) - max(box.x0, drawn.x0)
    down = min(box.bottom, drawn.bottom) - max(box.top, drawn.top)
    area = (box.x1 - box.x0) * (box.bottom - box.top)
    return across > 0 and down > 0 and across * down >= _COVERED * area


def item_of(decision: Decision) -> Any:
    """The item that a person added, with the places that its words have and the number of the decision."""
    said, kind = (decision.after or {})["item"], declared(decision.field)
    named = (*decision.evidence, ReviewEvidence(decision=str(decision.id)))
    places = [each.model_dump(mode="json") for each in named]
    about = {"raw": decision.words, "confidence": _SURE, "source": Source.REVIEW.value, "evidence": places}
    if issubclass(kind, FieldValue):
        return kind.model_validate_json(json.dumps({**said, **about}))
    parts = {name: {**part, **about} if isinstance(part, dict) else part for name, part in said.items()}
    own = {"evidence": places, "mentions": [{"raw": decision.words, "evidence": places}]}
    parts |= {name: part for name, part in own.items() if name in kind.model_fields}
    return kind.model_validate_json(json.dumps({**_unsaid(kind), **parts}))


def _unsaid(kind: type[BaseModel]) -> Said:
    """What stands in the parts of an item of which a person says nothing: that it is not there, or nothing at all."""
    absent = {"status": Status.ABSENT.value, "confidence": _SURE, "source": Source.REVIEW.value}
    required = {name: field for name, field in kind.model_fields.items() if field.is_required()}
    return {name: None if NoneType in get_args(field.annotation) else absent for name, field in required.items()}
