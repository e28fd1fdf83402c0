"""A difference decided: one of its sides is right, and the log says so of the record in the store."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final, TypeVar

from extractor.decisions.log import DecisionLog
from extractor.decisions.model import Act, Action, Decision, Quoted
from extractor.decisions.targets import Targets
from extractor.decisions.typed_items import ITEMS
from extractor.differences.listing import Listed
from extractor.differences.model import Entry, How, Kind, Side
from extractor.errors import DecisionError
from schemas.fields import FieldValue, Status

_Side = TypeVar("_Side")
_WHOLE = frozenset({Kind.DOCUMENT_ADDED, Kind.DOCUMENT_GONE, Kind.RECORD_STATUS})


@dataclass(frozen=True, slots=True)
class Deciding:
    """How differences are decided: which side's records lie in the store, and which side is right.

    Labels of a gold folder are no records: an item that only they have is added as a person would type it.
    """

    of_b: bool
    b_is_right: bool
    reason: str = ""
    other_is_label: bool = False

    @property
    def ours_is_right(self) -> bool:
        """Whether the side in the store is the right one."""
        return self.b_is_right is self.of_b

    def ours_first(self, a: _Side, b: _Side) -> tuple[_Side, _Side]:
        """What A and B have, the side in the store before the other."""
        return (b, a) if self.of_b else (a, b)


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
        written += log.append(reviewer, entry.key, entry.record, wanted)
    return Outcome(tuple(written), tuple(left))


def act_for(each: Listed, how: Deciding) -> tuple[Entry, Act] | None:
    """The record that has to be decided about, and how; None where no decision says it."""
    difference, pair = each.difference, each.pair
    ours, other = how.ours_first(pair.a, pair.b)
    side, against = how.ours_first(difference.a, difference.b)
    if ours is None:
        return None
    if difference.kind in _WHOLE:
        return (ours, Act("", Action.ACCEPT, reason=how.reason)) if how.ours_is_right else None
    if side is not None:
        return ours, _about(side, against, pair.how, how)
    if against is None or other is None:
        return None
    if how.other_is_label:
        return None if how.ours_is_right else _missed(ours, other, against, how)
    return (other, _about_other(against, how)) if pair.how is How.CONTENT else None


def _about_other(against: Side, how: Deciding) -> Act:
    """The other extraction of the same bytes has the item: what is decided about it there holds here too."""
    return Act(against.path, Action.REJECT if how.ours_is_right else Action.ACCEPT, reason=how.reason)


def _about(side: Side, against: Side | None, paired: How, how: Deciding) -> Act:
    if how.ours_is_right:
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


def _missed(ours: Entry, other: Entry, against: Side, how: Deciding) -> tuple[Entry, Act] | None:
    """An item that the label has and the record has not."""
    field, target = against.path.partition("[")[0], Targets.of(other.record, (against.path,)).at(against.path)
    if field not in ITEMS or target is None or not target.is_item:
        return None
    return ours, Act(field, Action.ADD, _as_typed(field, target.part), reason=how.reason)


def _as_typed(field: str, item: Any) -> str:
    """An item as a person types it."""
    if isinstance(item, FieldValue):
        return typed_as(item.value)
    if field == "sections":
        return ". ".join(filter(None, (item.label, item.heading)))
    if field == "citations" and item.date.value is not None:
        return f"{item.ref.value} ngày {item.date.value:%d/%m/%Y}"
    parts = (getattr(item, name) for name in _TYPED[field])
    return "\n".join(part.value for part in parts if part.value is not None)


_TYPED: Final = {
    "citations": ("ref",),
    "signers": ("authority", "capacity", "position", "full_name"),
    "recommendations": ("text",),
    "difficulties": ("text",),
}
"""Parts of an item that are typed, a line each."""
