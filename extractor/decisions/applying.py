"""Decisions put into a record: which hold, which are open again, where reviewers disagree; the record as decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Final

from extractor.decisions.adding import Addition, Grown, grown
from extractor.decisions.deriving import derived
from extractor.decisions.gaps import closed_gaps
from extractor.decisions.matching import found, is_over
from extractor.decisions.model import Action, Decision, FieldState, Note, State
from extractor.decisions.ordering import in_order
from extractor.decisions.rebuilding import candidate_part, decided_part, rebuilt
from extractor.decisions.targets import Sort, Target, Targets
from schemas.record import Record

_STATES: Final = {
    Action.ACCEPT: State.ACCEPTED,
    Action.EDIT: State.EDITED,
    Action.REJECT: State.REJECTED,
    Action.ABSENT: State.ABSENT,
    Action.ADD: State.ADDED,
}
_WHOLES: Final = frozenset({Sort.ITEM, Sort.LIST})
_GONE: Final = frozenset({State.REJECTED, State.ABSENT})


@dataclass(frozen=True)
class Reviewed:
    """A record with what was decided about it; all paths are those of the record as it was `read`.

    What persons added stands in it at the ends of its lists, so that what was read keeps its paths. `lost` are
    decisions whose words are no longer found anywhere.
    """

    read: Record
    states: Mapping[str, FieldState] = field(default_factory=dict)
    lost: tuple[FieldState, ...] = ()
    parts: Mapping[str, Any] = field(default_factory=dict)
    dropped: frozenset[str] = frozenset()
    added: tuple[Decision, ...] = ()

    @cached_property
    def shown(self) -> Record:
        """With decided values, and with what was rejected still in its place: paths are those of `read`."""
        return rebuilt(self.read, self.parts)

    @cached_property
    def record(self) -> Record:
        """As decided: rejected items and false alarms are left out, added items stand in the order of the paper.

        The record that `applied` was given itself if nothing holds.
        """
        return in_order(rebuilt(self.read, self.parts, self.dropped), self.added)

    def state_of(self, path: str) -> FieldState | None:
        """How a path stands: by its own decision, or by that about the item or list it is in."""
        own = self.states.get(path)
        while own is None and path:
            path = path[: max(path.rfind("."), path.rfind("["), 0)]
            above = self.states.get(path) if path else None
            own = above if above is not None and above.state is not State.REOPENED else None
        return own

    def stands(self, path: str) -> State:
        """How a path stands, in one word."""
        state = self.state_of(path)
        return State.OPEN if state is None else state.state

    def is_settled(self, path: str) -> bool:
        """Whether nobody has to look at a path any more."""
        state = self.state_of(path)
        return state is not None and state.is_settled


def applied(record: Record, decisions: Sequence[Decision]) -> Reviewed:
    """A record with the decisions about it (`DecisionLog.of`), in the order of the log; undone ones count for nothing.

    The last decision about a place counts. A decision holds where the words it was made on are still under its field
    and are read as the same value, or where the record says by now what the person said; else the place is open again,
    with the new reading, and the person's value beside it as a candidate.
    """
    standing = live(decisions)
    if not standing:
        return Reviewed(record)
    whole = grown(record, standing)
    record = whole.record
    targets = Targets.of(record, (decision.path for decision in standing))
    entries, lost = _found(standing, targets, whole)
    here = {path: target for path, (target, _) in entries.items()}
    states = {path: _state(target, group) for path, (target, group) in entries.items()}
    dropped = {path for path, state in states.items() if _is_dropped(here[path], state)}
    dropped |= closed_gaps(record, states)
    reviewed = Reviewed(record, states, tuple(lost), dropped=frozenset(dropped), added=whole.appended)
    is_whole = any(here[path].sort in _WHOLES and state.state is State.ACCEPTED for path, state in states.items())
    return _closed(reviewed, here, targets.by_path if is_whole else here)


_Entry = tuple[Decision, Note | None]


def _found(
    standing: Sequence[Decision], targets: Targets, whole: Grown
) -> tuple[dict[str, tuple[Target, list[_Entry]]], list[FieldState]]:
    """Decisions by the path they are about now, and those about nothing that is there.

    Where one holds, others that were made on other words are not about this: in a list they were about another item.
    """
    added = {each.decision.id: each for each in whole.additions}
    entries: dict[str, tuple[Target, list[_Entry]]] = {}
    lost: list[_Entry] = []
    for each in standing:
        decision, target, note = _placed(each, targets, added.get(each.id))
        if target is None:
            lost.append((decision, note))
        else:
            entries.setdefault(target.path, (target, []))[1].append((decision, note))
    for _, group in entries.values():
        group[:], others = _holding(group)
        lost += others
    lost = [entry for entry in lost if not is_over(entry[0])]
    return entries, [FieldState(each.path, each.field, State.REOPENED, each, note) for each, note in lost]


def _holding(group: list[_Entry]) -> tuple[list[_Entry], list[_Entry]]:
    """Of decisions about one place those that count, and those that were about another item of its list."""
    holding = [entry for entry in group if entry[1] is None]
    if not holding:
        return group, []
    others = (decision for decision, note in group if note is Note.WORDS_CHANGED and "[" in decision.path)
    return holding, [(decision, Note.NOT_FOUND) for decision in others]


def _placed(
    decision: Decision, targets: Targets, addition: Addition | None
) -> tuple[Decision, Target | None, Note | None]:
    """What a decision is about; adding an item says of it what it says."""
    if addition is None:
        return decision, *found(decision, targets)
    target = targets.at(addition.path)
    return replace(decision, before=target.says if target is not None else None), target, addition.note


def _closed(open_: Reviewed, here: Mapping[str, Target], reached: Mapping[str, Target]) -> Reviewed:
    """With the parts that are put in. What was typed as a whole list is not looked into any more."""
    states = open_.states
    typed = tuple(f"{path}[" for path, state in states.items() if _is_typed_list(here[path], state))
    parts = {}
    for path, target in reached.items():
        state = open_.state_of(path)
        if state is None or path in open_.dropped or path.startswith(typed):
            continue
        is_below = path not in states
        if is_below and (target.sort is not Sort.VALUE or state.state is not State.ACCEPTED):
            continue
        part = _part(target, state)
        if part is not target.part:
            parts[path] = part
    parts |= derived(open_.read, parts, states)
    dropped = frozenset(path for path in open_.dropped if not path.startswith(typed))
    return replace(open_, parts=parts, dropped=dropped)


def _is_typed_list(target: Target, state: FieldState) -> bool:
    return target.sort is Sort.LIST and state.state is State.EDITED


def live(decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    """The decisions that nobody took back, in their order."""
    undone = {decision.undoes for decision in decisions}
    return tuple(each for each in decisions if each.undoes is None and each.id not in undone)


def _state(target: Target, entries: Sequence[_Entry]) -> FieldState:
    decision, note = entries[-1]
    state = State.REOPENED if note is not None else _STATES[decision.action]
    return FieldState(target.path, target.place.field, state, decision, note, _disputed(entries))


def _disputed(entries: Sequence[_Entry]) -> tuple[Decision, ...]:
    """The last decision of each reviewer where the latest contradicts what all others say.

    Where others disagree already, the latest settles it: who decided it saw both.
    """
    latest = {decision.reviewer: decision for decision, _ in entries}
    last = entries[-1][0]
    others = {_outcome(each) for each in latest.values() if each.reviewer != last.reviewer}
    if len(others) != 1 or _outcome(last) in others:
        return ()
    return tuple(sorted(latest.values(), key=lambda each: each.id))


def _outcome(decision: Decision) -> str:
    """What a decision comes to: accepting a value is the same as typing it."""
    is_as_read = decision.action in {Action.ACCEPT, Action.ADD}
    said = decision.before if is_as_read else decision.after
    if said is None:
        return "gone"
    return str([said.get(key) for key in ("value", "status", "partial", "text", "items", "says")])


def _is_dropped(target: Target, state: FieldState) -> bool:
    is_left_out = target.is_item or target.sort in {Sort.ITEM, Sort.FINDING}
    return is_left_out and state.state in _GONE


def _part(target: Target, state: FieldState) -> Any:
    if state.state is State.REOPENED:
        return candidate_part(target, state.decision)
    return decided_part(target, state.decision, is_disputed=bool(state.disputed))
