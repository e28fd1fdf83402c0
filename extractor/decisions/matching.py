"""Where in a record the thing stands that a decision was made about, maybe in another extraction of the same bytes.

It is known by its field, the words under it and its place. An index is never trusted alone: items move in their lists,
and the same words may stand in several of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rapidfuzz.fuzz import ratio

from extractor.decisions.model import Action, Decision, Note, Said
from extractor.decisions.targets import Sort, Target, Targets
from extractor.differences.align import ALIKE, normal
from schemas.evidence import Evidence

_TELLING: Final = 12
"""Characters of words that stand for one thing where they stand only once: a reference does, `x` and `01` do not."""
_GONE: Final = frozenset({Action.REJECT, Action.ABSENT})
"""Decisions that an item is not there: when it is no longer read, nothing is left to decide."""


def found(decision: Decision, targets: Targets) -> tuple[Target | None, Note | None]:
    """The part of the record that a decision is about, and why it does not hold there any more, if so."""
    sort = sort_of(decision)
    if "[" not in decision.path:
        target = targets.at(decision.path)
        return (None, Note.NOT_FOUND) if target is None else (target, _note(decision, target))
    here = targets.at(decision.path)
    if here is not None and _is_unmoved(decision, here, sort):
        return here, _note(decision, here)
    alike = targets.of_words(sort, decision.field, decision.words)
    if alike:
        target = _meant(decision, alike)
        return (None, Note.AMBIGUOUS) if target is None else (target, _note(decision, target))
    target = _moved_under(decision, targets.by_field.get((sort, decision.field), []))
    if target is None:
        return None, Note.NOT_FOUND
    return target, None if agrees(decision, target) else Note.WORDS_CHANGED


def _is_unmoved(decision: Decision, here: Target, sort: Sort) -> bool:
    """Whether what stands at the old path is the very thing: nothing has to be searched then."""
    is_same = here.sort is sort and here.place.field == decision.field and here.words == decision.words
    return is_same and here.evidence == decision.evidence and here.anchor == decision.anchor


def sort_of(decision: Decision) -> Sort:
    """What was decided about, as the log tells it by what was said before."""
    before = decision.before or {}
    if not decision.path:
        return Sort.RECORD
    if decision.field.startswith("findings."):
        return Sort.FINDING
    if "status" in before or "text" in before:
        return Sort.VALUE
    if "says" not in before:
        return Sort.PLAIN
    return Sort.ITEM if decision.path.endswith("]") else Sort.LIST


def is_over(decision: Decision) -> bool:
    """Whether a decision about what is no longer read asks for nothing: a left out item, a false alarm."""
    return decision.action in _GONE and sort_of(decision) in {Sort.ITEM, Sort.FINDING, Sort.VALUE}


def _note(decision: Decision, target: Target) -> Note | None:
    """None where the decision holds: what was decided on says the same still, or says what the person says."""
    if agrees(decision, target):
        return None
    if target.words != decision.words:
        return Note.WORDS_CHANGED
    return None if _same(decision.before, target.says) else Note.VALUE_CHANGED


def agrees(decision: Decision, target: Target) -> bool:
    """Whether the record says by now what the person said."""
    after, said = decision.after, target.says
    if after is None:
        return False
    if "items" in after:
        return [normal(line) for line in after["items"]] == target.lines
    return all(_plain(said.get(key)) == _plain(after.get(key)) for key in ("value", "status", "partial", "text"))


def _same(before: Said | None, now: Said) -> bool:
    then = {key: _plain(value) for key, value in (before or {}).items()}
    return then == {key: _plain(value) for key, value in now.items()}


def _plain(value: object) -> object:
    return normal(value) if isinstance(value, str) else value


def _meant(decision: Decision, alike: Sequence[Target]) -> Target | None:
    """Of those with the same words the one that was meant: by place and item, by item, by place, by its words alone.

    Where two are left, neither is taken: a decision on the wrong item would be a wrong value that looks right.
    """
    placed = [each for each in alike if each.evidence == decision.evidence and _is_same_item(decision, each)]
    anchored = [each for each in alike if each.anchor == decision.anchor]
    both = [each for each in placed if each.anchor == decision.anchor]
    if both:
        return both[0] if len(both) == 1 else _at_old_path(decision, both)
    for group in (anchored, placed):
        if group:
            return group[0] if len(group) == 1 else _without_place(decision, group)
    is_told = len(alike) == 1 and len(decision.words) >= _TELLING and _likeness(decision, alike[0]) >= ALIKE
    return alike[0] if is_told else None


def _without_place(decision: Decision, group: Sequence[Target]) -> Target | None:
    """Of things that say the same and stand nowhere, such as names of columns, the one at the old path."""
    if decision.evidence or any(each.evidence for each in group):
        return None
    return _at_old_path(decision, group)


def _at_old_path(decision: Decision, group: Sequence[Target]) -> Target | None:
    return next((each for each in group if each.path == decision.path), None)


def _is_same_item(decision: Decision, target: Target) -> bool:
    """Whether a place says what stands there: words do, and without words an item that is alike."""
    if not target.evidence:
        return False
    return bool(decision.words) or _likeness(decision, target) >= ALIKE


def _likeness(decision: Decision, target: Target) -> float:
    return float(ratio(decision.anchor, target.anchor))


def _moved_under(decision: Decision, others: Sequence[Target]) -> Target | None:
    """Where other words are read now: at the same place on the page, or in the same item."""
    over = [each for each in others if _overlap(each.evidence, decision.evidence)]
    same = [each for each in others if decision.anchor and each.anchor == decision.anchor]
    return next((group[0] for group in (over, same) if len(group) == 1), None)


def _overlap(some: Sequence[Evidence], others: Sequence[Evidence]) -> bool:
    spans = [(each.start, each.end) for each in others if each.kind in {"page", "block"}]
    return any(
        each.start < end and start < each.end for each in some if each.kind in {"page", "block"} for start, end in spans
    )
