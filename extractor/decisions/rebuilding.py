"""Records with parts put in and parts left out; everything else is the same object as before."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, Final

from pydantic import TypeAdapter

from extractor.decisions.declared import LED, declared
from extractor.decisions.model import Action, Decision, Said
from extractor.decisions.targets import Target, steps
from extractor.differences.align import normal
from extractor.review.fields import value_of
from extractor.tables.values import ColumnType, typed
from schemas.evidence import Evidence, ReviewEvidence
from schemas.fields import FieldValue, Source, Status
from schemas.record import Record
from schemas.tables import Cell, Origin

_SURE: Final = 1.0
"""The confidence of what a person decided."""
_DISPUTED: Final = 0.5
"""The same where another person decided otherwise: whoever takes the record is told that it is doubtful."""
_GONE: Final = object()
_PLACES: Final[TypeAdapter[tuple[Evidence, ...]]] = TypeAdapter(tuple[Evidence, ...])
_DERIVED: Final = {"document.organ_name": "document.organ_unit", "document.parent_organ_name": "document.organ_unit"}
"""What was derived from a field and is not known when a person gives the field another value."""


def decided_part(target: Target, decision: Decision, *, is_disputed: bool = False) -> Any:
    """What stands at a target by a decision that holds there."""
    if decision.action is Action.EDIT and "items" in (decision.after or {}):
        return _list(target, decision)
    if decision.action is Action.ADD:
        part = target.part
        is_doubtful = is_disputed and isinstance(part, FieldValue)
        return part.model_copy(update={"confidence": _DISPUTED}) if is_doubtful else part
    if not isinstance(target.part, FieldValue | Cell):
        word = (decision.after or {}).get("value")
        return target.part if word is None else declared(target.place.field)(word)
    part = _reading(target, _said(target, decision), decision)
    return part.model_copy(update={"confidence": _DISPUTED}) if is_disputed else part


def _said(target: Target, decision: Decision) -> Said:
    if decision.action is Action.REJECT:
        return {"text": ""} if isinstance(target.part, Cell) else {"value": None, "status": Status.ILLEGIBLE.value}
    if decision.action is Action.ABSENT and isinstance(target.part, Cell):
        return {"text": ""}
    return decision.after or {}


def _reading(target: Target, said: Said, decision: Decision) -> Any:
    """A field or cell with what is said instead of what was read; the person is named beside its places."""
    part = target.part
    if not said:
        return _confirmed(part, decision)
    return _cell(part, said, decision) if isinstance(part, Cell) else _field(target, said, decision)


def _cell(cell: Cell, said: Said, decision: Decision) -> Cell:
    """A cell with other words; they are read as the type of value that it had."""
    text = said["text"]
    kinds = ((bool, ColumnType.MARK), (Decimal, ColumnType.NUMBER), (str, ColumnType.DATE))
    column = next((column for kind, column in kinds if isinstance(cell.value, kind)), ColumnType.TEXT)
    origin = Origin.OWN if text and cell.origin is Origin.BLANK else cell.origin
    places = _PLACES.validate_json(json.dumps(said["evidence"])) if "evidence" in said else cell.evidence
    values = {"text": text, "value": typed(text, column), "origin": origin, "evidence": places}
    changed = cell.model_copy(update=values)
    confirmed: Cell = _confirmed(changed, decision)
    return confirmed


def _field(target: Target, said: Said, decision: Decision) -> Any:
    values: dict[str, Any] = target.part.model_dump(mode="json")
    values |= {key: said[key] for key in ("value", "status", "raw", "evidence") if key in said}
    values |= {"confidence": _SURE, "source": Source.REVIEW.value}
    if "partial" in values:
        values["partial"] = said.get("partial")
    if values["status"] == Status.ABSENT.value:
        values |= {"evidence": [], "raw": None}
    else:
        values["evidence"].append(ReviewEvidence(decision=str(decision.id)).model_dump(mode="json"))
    if values["raw"] is None and values["value"] is not None:
        values["raw"] = said.get("typed") or str(values["value"])
    return declared(target.place.field).model_validate_json(json.dumps(values))


def _confirmed(part: Any, decision: Decision) -> Any:
    """A field or cell that is right as it was read."""
    if getattr(part, "status", None) is Status.ABSENT:
        return part.model_copy(update={"confidence": _SURE, "source": Source.REVIEW})
    named = (*part.evidence, ReviewEvidence(decision=str(decision.id)))
    return part.model_copy(update={"confidence": _SURE, "evidence": named})


def candidate_part(target: Target, decision: Decision) -> Any:
    """A field that is open again: as it is read now, with what the person said of it as another reading."""
    value = (decision.after or {}).get("value")
    if not isinstance(target.part, FieldValue) or value is None:
        return target.part
    values = target.part.model_dump(mode="json")
    review = ReviewEvidence(decision=str(decision.id)).model_dump(mode="json")
    other = {"value": value, "source": Source.REVIEW.value, "evidence": [review]}
    values["candidates"] = [*values["candidates"], other]
    return declared(target.place.field).model_validate_json(json.dumps(values))


def _list(target: Target, decision: Decision) -> tuple[Any, ...]:
    """A list as it was typed: items that say the same keep their places, others are the person's."""
    field = target.place.field
    there: dict[str, list[Any]] = {}
    for item, line in zip(target.part, target.lines, strict=True):
        there.setdefault(line, []).append(item)
    result = []
    for line in (decision.after or {})["items"]:
        known = there.get(normal(line))
        item = known.pop(0) if known else _item(field, line, decision)
        is_field = isinstance(item, FieldValue) and known is not None
        result.append(_reading(Target(target.sort, target.place, item), {}, decision) if is_field else item)
    return tuple(result)


def _item(field: str, line: str, decision: Decision) -> Any:
    kind, lead = declared(field), LED.get(field)
    value = FieldValue[str](
        value=line,
        raw=line,
        status=Status.PRESENT,
        confidence=_SURE,
        source=Source.REVIEW,
        evidence=(ReviewEvidence(decision=str(decision.id)),),
    )
    if lead is None:
        return value
    others = {name: None for name in kind.model_fields if name != lead}
    return kind(**{lead: value, **others})


def rebuilt(record: Record, parts: Mapping[str, Any], dropped: Iterable[str] = ()) -> Record:
    """The record with parts put in at their paths, and without the items at the dropped paths.

    Parts below a part that is put in are put into it; indexes of tables that appendices name are kept right.
    """
    tree: dict[Any, Any] = {}
    for path, part in sorted(parts.items(), key=lambda each: each[0].count(".") + each[0].count("[")):
        _branch(tree, path)[None] = part
    gone = sorted(dropped)
    for path in gone:
        _branch(tree, path)[None] = _GONE
    for field, derived in _DERIVED.items():
        if field in parts and derived not in parts and _differs(record, field, parts[field]):
            _branch(tree, derived)[None] = None
    result: Record = _put(record, tree) if tree else record
    return _with_indexes(record, result, gone)


def _branch(tree: dict[Any, Any], path: str) -> dict[Any, Any]:
    for step in steps(path):
        tree = tree.setdefault(step, {})
    return tree


def _differs(record: Record, field: str, part: Any) -> bool:
    name = field.rpartition(".")[2]
    return record.document is not None and value_of(getattr(record.document, name)) != value_of(part)


def _put(part: Any, tree: dict[Any, Any]) -> Any:
    here = tree.get(None, part) if None in tree else part
    below = {step: branch for step, branch in tree.items() if step is not None}
    if here is _GONE or not below:
        return here
    if isinstance(here, tuple):
        items = [_put(item, below[index]) if index in below else item for index, item in enumerate(here)]
        return tuple(item for item in items if item is not _GONE)
    return here.model_copy(update={name: _put(getattr(here, name), branch) for name, branch in below.items()})


def _with_indexes(before: Record, after: Record, dropped: Iterable[str]) -> Record:
    """Appendices name tables by index: those behind a dropped table move up."""
    gone = {path[1] for path in map(steps, dropped) if len(path) == 2 and path[0] == "tables"}
    if not gone:
        return after
    left = [index for index in range(len(before.tables)) if index not in gone]
    moved = {old: new for new, old in enumerate(left)}
    appendices = tuple(
        each.model_copy(update={"tables": tuple(moved[index] for index in each.tables if index in moved)})
        for each in after.appendices
    )
    return after.model_copy(update={"appendices": appendices})
