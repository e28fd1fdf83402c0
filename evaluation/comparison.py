"""Two runs against the same labels: what was gained and lost, by document and field, with values and places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from evaluation.align import Alignment, Item, Level
from evaluation.errors import PredictionError
from evaluation.match import FIELDS, DocumentMatching
from evaluation.match_planted import PLANTED
from schemas.record import RecordStatus

STATUS: Final = "status"
"""The line of a document that fails now and did not before, or the other way round."""

Key = tuple[tuple[str, str, str, str], int]
"""An item by its content, and which of equal ones it is."""


@dataclass(frozen=True, slots=True)
class Change:
    """One value that became right or wrong; `gold` is None for a false value of its own."""

    document: str
    field: str
    gained: bool
    gold: Item | None
    before: Item | None
    after: Item | None


@dataclass(frozen=True, slots=True)
class _Answer:
    """What one run gave for a gold item."""

    gold: Item
    given: Item | None
    right: bool


def compare(*, before: Sequence[DocumentMatching], after: Sequence[DocumentMatching]) -> tuple[Change, ...]:
    """Every gain and loss in the order of documents and fields.

    Raises:
        PredictionError: when the two are not about the same documents.
    """
    if [document.name for document in before] != [document.name for document in after]:
        raise PredictionError("the two runs are not about the same documents")
    changes: list[Change] = []
    for one, other in zip(before, after, strict=True):
        changes.extend(_status_change(one, other))
        for name, rule in _fields():
            changes.extend(_changes(one.name, name, rule, (_alignment(one, name), _alignment(other, name))))
    return tuple(changes)


def _fields() -> Iterator[tuple[str, Level]]:
    yield from ((spec.name, spec.rule) for spec in FIELDS)
    yield from ((name, Level.STRICT) for name in PLANTED)


def _alignment(document: DocumentMatching, name: str) -> Alignment:
    found = document.field(name)
    if found is None and document.planted is not None and name in PLANTED:
        found = document.planted.alignment(name)
    return found or Alignment()


def _status_change(before: DocumentMatching, after: DocumentMatching) -> Iterator[Change]:
    failed = before.status is RecordStatus.FAILED, after.status is RecordStatus.FAILED
    if failed[0] != failed[1]:
        yield Change(before.name, STATUS, failed[0], None, _outcome(before), _outcome(after))


def _outcome(document: DocumentMatching) -> Item:
    text = document.reason or document.status.value
    return Item(text, text, text)


def _changes(document: str, field: str, rule: Level, sides: tuple[Alignment, Alignment]) -> Iterator[Change]:
    before, after = (_answers(side, rule) for side in sides)
    turned = [key for key in before if before[key].right != after[key].right]
    for key in turned:
        old, new = before[key], after[key]
        yield Change(document, field, new.right, old.gold, old.given, new.given)
    told = (_given(before, turned), _given(after, turned))
    old_false, new_false = (_false(side, rule, seen) for side, seen in zip(sides, told, strict=True))
    yield from (Change(document, field, True, None, item, None) for item in _beyond(old_false, new_false))
    yield from (Change(document, field, False, None, None, item) for item in _beyond(new_false, old_false))


def _answers(alignment: Alignment, rule: Level) -> dict[Key, _Answer]:
    """Each gold item; equal ones are told apart by counting, right ones first, so that a swap is no change."""
    answers = [_Answer(pair.gold, pair.predicted, pair.right_at(rule)) for pair in alignment.pairs]
    answers += [_Answer(item, None, False) for item in alignment.missed]
    keyed: dict[Key, _Answer] = {}
    seen: Counter[tuple[str, str, str, str]] = Counter()
    for answer in sorted(answers, key=lambda answer: not answer.right):
        content = answer.gold.order
        keyed[content, seen[content]] = answer
        seen[content] += 1
    return keyed


def _given(answers: dict[Key, _Answer], keys: Iterable[Key]) -> list[Item]:
    return [given for key in keys if (given := answers[key].given) is not None]


def _false(alignment: Alignment, rule: Level, told: Sequence[Item]) -> list[Item]:
    """Wrong values: spurious ones and those of wrong pairs, without those that a turned gold item tells already."""
    wrong = [pair.predicted for pair in alignment.pairs if not pair.right_at(rule)]
    return _beyond([*wrong, *alignment.spurious], told)


def _beyond(items: Sequence[Item], others: Sequence[Item]) -> list[Item]:
    """Items of the first that the second does not hold, equal ones counted."""
    left = Counter(item.order for item in others)
    found = []
    for item in items:
        if left[item.order]:
            left[item.order] -= 1
        else:
            found.append(item)
    return found
