"""A difference decided: one of its sides is right, and the log says so of the record in the store."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, get_origin

from extractor.decisions.declared import declared, is_model, value_type
from extractor.decisions.log import DecisionLog
from extractor.decisions.model import Act, Action, Decision, Quoted
from extractor.decisions.targets import Targets
from extractor.differences.listing import Listed
from extractor.differences.model import Entry, How, Kind, Side
from extractor.errors import DecisionError
from schemas.fields import FieldValue, Status
from schemas.record import Record

_WHOLE = frozenset({Kind.DOCUMENT_ADDED, Kind.DOCUMENT_GONE, Kind.RECORD_STATUS})


@dataclass(frozen=True, slots=True)
class Deciding:
    """How differences are decided: which side's records lie in the store, and which side is right.

    Labels of a gold folder are no records: what only they have can be typed into lists of words and nothing else.
    """

    of_b: bool
    b_is_right: bool
    reason: str = ""
    other_is_label: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was written down, and for how many differences there was nothing that could be."""

    decisions: tuple[Decision, ...]
    left: tuple[Listed, ...]


def decide(log: DecisionLog, reviewer: str, chosen: Iterable[Listed], how: Deciding) -> Outcome:
    """Write down for each difference which side is right; records of stores have to be compared as they were read.

    Raises:
        DecisionError: a record does not lie in a store, or has another place than the difference says.
        StoreError: the log cannot be written.
    """
    acts: dict[int, tuple[Entry, list[Act]]] = {}
    left = []
    for each in chosen:
        asked = act_for(each, how)
        if asked is None:
            left.append(each)
        else:
            entry, act = asked
            acts.setdefault(id(entry), (entry, []))[1].append(act)
    written: list[Decision] = []
    for entry, wanted in acts.values():
        if entry.key is None:
            raise DecisionError.at("", "only records of a store can be decided about")
        written += log.append(reviewer, entry.key, entry.record, _lists_typed(entry.record, wanted))
    return Outcome(tuple(written), tuple(left))


def act_for(each: Listed, how: Deciding) -> tuple[Entry, Act] | None:
    """The record that has to be decided about, and how; None where no decision says it."""
    difference, pair = each.difference, each.pair
    ours, other = (pair.b, pair.a) if how.of_b else (pair.a, pair.b)
    side, against = (difference.b, difference.a) if how.of_b else (difference.a, difference.b)
    is_right = how.b_is_right is how.of_b
    if ours is None:
        return None
    if difference.kind in _WHOLE:
        return (ours, Act("", Action.ACCEPT, reason=how.reason)) if is_right else None
    if side is not None:
        return ours, _about(side, against, pair.how, is_right, how)
    if against is None or other is None:
        return None
    if how.other_is_label:
        return None if is_right else _longer(ours, against, how)
    # The other extraction of the same bytes has it: what is decided about it there holds here too.
    action = Action.REJECT if is_right else Action.ACCEPT
    return (other, Act(against.path, action, reason=how.reason)) if pair.how is How.CONTENT else None


def _about(side: Side, against: Side | None, paired: How, is_right: bool, how: Deciding) -> Act:
    if is_right:
        return Act(side.path, Action.ACCEPT, reason=how.reason)
    if against is None or (paired is not How.CONTENT and not how.other_is_label):
        return Act(side.path, Action.REJECT, reason=how.reason)
    if against.status is Status.ABSENT:
        return Act(side.path, Action.ABSENT, reason=how.reason)
    status = against.status if against.status not in {None, Status.PRESENT, Status.PARTIAL} else None
    quote = Quoted(typed_as(against.value), against.evidence) if _is_grounded(against) else None
    return Act(side.path, Action.EDIT, typed_as(against.value), status, how.reason, quote)


def _is_grounded(side: Side) -> bool:
    return bool(side.evidence) and all(each.kind != "review" for each in side.evidence)


def typed_as(value: Any) -> str:
    """A value as a person types it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | Decimal):
        return f"{Decimal(value).normalize():f}".replace(".", ",")
    return str(value)


def _longer(ours: Entry, against: Side, how: Deciding) -> tuple[Entry, Act] | None:
    """A list of words with an item more."""
    path = against.path.rpartition("[")[0]
    if not path or "[" in path or not is_model(path):
        return None
    kind = declared(path)
    if not issubclass(kind, FieldValue) or value_type(kind) is not str:
        return None
    return ours, Act(path, Action.EDIT, typed_as(against.value), reason=how.reason)


def _lists_typed(record: Record, acts: list[Act]) -> list[Act]:
    """Items that are added to a list, and what is decided about items that it has, as one typed list."""
    added: dict[str, list[Act]] = {}
    for act in acts:
        if act.action is Action.EDIT and "." not in act.path and "[" not in act.path and _is_list(act.path):
            added.setdefault(act.path, []).append(act)
    if not added:
        return acts
    lists = [_typed(record, path, more, acts) for path, more in added.items()]
    return [*(act for act in acts if act.path.partition("[")[0] not in added), *lists]


def _typed(record: Record, path: str, more: list[Act], acts: list[Act]) -> Act:
    target = Targets.of(record, (path,)).at(path)
    lines = {f"{path}[{index}]": line for index, line in enumerate(target.lines if target is not None else ())}
    for act in acts:
        if act.path in lines and act.action is not Action.ACCEPT:
            lines[act.path] = act.value
    return replace(more[0], value="\n".join([*filter(None, lines.values()), *(act.value for act in more)]))


def _is_list(path: str) -> bool:
    return bool(get_origin(Record.model_fields[path].annotation) is tuple)
