"""What a person asks for, checked against the record it is about and bound to the words under it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from math import isfinite
from typing import Any, Final

from extractor.decisions.adding import beside
from extractor.decisions.declared import LED, declared, value_type
from extractor.decisions.model import Act, Action, Said
from extractor.decisions.targets import Sort, Target, Targets
from extractor.decisions.typed_items import item_typed
from extractor.decisions.values import LONGEST, VALUELESS, choice_typed, json_typed, words_typed
from extractor.errors import DecisionError
from schemas.evidence import Evidence
from schemas.fields import FieldValue, Status
from schemas.record import Record
from schemas.tables import Cell

LONGEST_REASON: Final = 2000
MOST_ITEMS: Final = 1000
"""Lines of a list that can be typed."""
_ASKED: Final = {
    Sort.VALUE: frozenset(Action) - {Action.ADD, Action.UNDO},
    Sort.PLAIN: frozenset({Action.ACCEPT, Action.EDIT}),
    Sort.ITEM: frozenset({Action.ACCEPT, Action.REJECT, Action.ABSENT}),
    Sort.LIST: frozenset({Action.ACCEPT, Action.EDIT, Action.ADD}),
    Sort.FINDING: frozenset({Action.ACCEPT, Action.REJECT}),
    Sort.RECORD: frozenset({Action.ACCEPT}),
}
"""What can be decided about what."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A decision before it is written down: what is asked for, of what, and what the person says there instead.

    `before` is what the record said there, of an item that is added what stands there.
    """

    act: Act
    target: Target
    before: Said
    after: Said | None

    @property
    def words(self) -> str:
        """The words that are decided on; of an item that is added those it is read from."""
        if self.act.action is not Action.ADD:
            return self.target.words
        return (self.act.quote.words if self.act.quote is not None else self.act.value).replace("\0", "")

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Where these words stand."""
        if self.act.action is not Action.ADD:
            return self.target.evidence
        return self.act.quote.evidence if self.act.quote is not None else ()


def drafts(record: Record, acts: Iterable[Act]) -> Iterator[Draft]:
    """The decisions that are asked for, in order.

    Raises:
        DecisionError: the record has no such path, or the value is none of its type.
    """
    asked = tuple(acts)
    targets = Targets.of(record, (act.path for act in asked))
    for act in asked:
        target = targets.at(act.path)
        if target is None:
            raise DecisionError.at(act.path, "the record has no such place")
        if act.action not in _ASKED[target.sort]:
            there = ", ".join(action for action in Action if action in _ASKED[target.sort])
            raise DecisionError.at(act.path, f"{act.action.value} does not go with it ({there} do)", "action")
        if len(act.reason) > LONGEST_REASON:
            raise DecisionError.at(act.path, f"a reason has at most {LONGEST_REASON} characters", "shorter")
        _check_quote(act)
        yield _added(act, target, record) if act.action is Action.ADD else _about(act, target)


def _about(act: Act, target: Target) -> Draft:
    return Draft(act, target, target.says, _after(act, target))


def _added(act: Act, target: Target, record: Record) -> Draft:
    """An item for a list, read from the words as typed."""
    field, quote = target.place.field, act.quote
    if "." in act.path or "[" in act.path or record.document is None:
        raise DecisionError.at(act.path, "nothing can be added to this list", "action")
    item = item_typed(field, record, act.value)
    there = beside(record, field, quote.drawn if quote else None, quote.evidence if quote else ())
    return Draft(act, target, {"beside": there}, {"item": item})


def _check_quote(act: Act) -> None:
    quote = act.quote
    if quote is None:
        return
    if len(quote.words) > LONGEST:
        raise DecisionError.at(act.path, f"a value is read from at most {LONGEST} characters", "shorter")
    if quote.drawn is not None:
        box = quote.drawn.box
        is_box = all(map(isfinite, box)) and box.x0 < box.x1 and box.top < box.bottom
        if quote.drawn.page < 1 or not is_box:
            raise DecisionError.at(act.path, "the box that was drawn has no area on a page", "box")


def _after(act: Act, target: Target) -> Said | None:
    if act.action is Action.ABSENT and target.sort is Sort.VALUE:
        return {"value": None, "status": Status.ABSENT.value}
    if act.action is not Action.EDIT:
        return None
    if isinstance(target.part, FieldValue):
        return _field(act, target)
    if isinstance(target.part, Cell):
        return {"text": words_typed(act.path, act.value) if act.value.strip() else "", **_quoted(act)}
    return _SAID[target.sort](act, target)


def _field(act: Act, target: Target) -> Said:
    """Value and status of a field, with the words they are read from."""
    status = act.status or Status.PRESENT
    if status is Status.ABSENT:
        raise DecisionError.at(act.path, "what is not on the paper is decided with absent", "action")
    if status in VALUELESS:
        return {"value": None, "status": status.value, **_quoted(act)}
    kind = value_type(declared(target.place.field))
    value, partial = json_typed(act.path, target.place.field, kind, act.value)
    if partial is not None:
        return {"value": None, "status": Status.PARTIAL.value, "partial": partial, **_quoted(act)}
    if status is Status.PARTIAL:
        raise DecisionError.at(act.path, "a date that is known in part is written 03/2026 or 2026", "date")
    return {"value": value, "status": status.value, "typed": act.value.strip(), **_quoted(act)}


def _quoted(act: Act) -> Said:
    """The words that the person reads the value from, where they are others than before."""
    if act.quote is None:
        return {}
    return {"raw": act.quote.words, "evidence": [each.model_dump(mode="json") for each in act.quote.evidence]}


def _word(act: Act, target: Target) -> Said:
    kind = declared(target.place.field)
    is_text = kind is str
    return {"value": words_typed(act.path, act.value) if is_text else choice_typed(act.path, act.value, kind)}


def _lines(act: Act, target: Target) -> Said:
    """A list as it is typed, one item a line; no line: there is nothing."""
    field = target.place.field
    kind: Any = declared(field)
    if field not in LED and not (issubclass(kind, FieldValue) and value_type(kind) is str):
        raise DecisionError.at(act.path, "items of this list are decided one by one", "item")
    lines = [words_typed(act.path, line) for line in act.value.splitlines() if line.strip()]
    if len(lines) > MOST_ITEMS:
        raise DecisionError.at(act.path, f"a list has at most {MOST_ITEMS} lines", "shorter")
    return {"items": lines}


_SAID: Final[dict[Sort, Callable[[Act, Target], Said]]] = {Sort.PLAIN: _word, Sort.LIST: _lines}
