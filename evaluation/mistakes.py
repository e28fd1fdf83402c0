"""What is wrong in a document: every wrong, missed and spurious value by field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from evaluation.align import Alignment, Item, Level
from evaluation.match import FIELDS, DocumentMatching
from evaluation.match_planted import PLANTED
from schemas.record import RecordStatus


@dataclass(frozen=True, slots=True)
class Mistake:
    """One error at the level of the field's rule: a wrong value has both items."""

    field: str
    gold: Item | None
    predicted: Item | None

    @property
    def kind(self) -> str:
        """`wrong`, `missed` or `spurious`."""
        if self.gold and self.predicted:
            return "wrong"
        return "missed" if self.gold else "spurious"


def mistakes(document: DocumentMatching) -> tuple[Mistake, ...]:
    """Every error in the order of fields; none of a failed document, which is counted as a failure."""
    if document.status is RecordStatus.FAILED:
        return ()
    return tuple(_all(document))


def _all(document: DocumentMatching) -> Iterator[Mistake]:
    for spec in FIELDS:
        alignment = document.field(spec.name)
        if alignment is not None:
            yield from _of(spec.name, alignment, spec.rule)
    if document.planted is not None:
        for name in PLANTED:
            yield from _of(name, document.planted.alignment(name), Level.STRICT)


def _of(field: str, alignment: Alignment, rule: Level) -> Iterator[Mistake]:
    for pair in alignment.pairs:
        if not pair.right_at(rule):
            yield Mistake(field, pair.gold, pair.predicted)
    yield from (Mistake(field, item, None) for item in alignment.missed)
    yield from (Mistake(field, None, item) for item in alignment.spurious)
