"""Counts of collaborators (cộng tác viên) matched: the total, whose they are and what the count means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from evaluation.align import Alignment, Grounds, Item, align, align_one
from evaluation.gold import Gold
from evaluation.items import as_set, exact, read, same, some, words
from schemas.meaning import CollaboratorCount
from schemas.record import Record


def compare_collaborators(gold: Gold, record: Record) -> Alignment:
    """The total; further counts of the label are neither asked for nor wrong."""
    total = [gold.collaborators.total] if gold.collaborators else []
    further = {count.value for count in gold.collaborators.others} if gold.collaborators else set()
    counts = [count for count in record.collaborators.counts if count.value.value is not None]
    judged = [count for count in counts if count.value.value in total or count.value.value not in further]
    return align(as_set(exact(str(value)) for value in total), as_set(_value(count) for count in judged))


def compare_units(gold: Gold, record: Record) -> Alignment:
    """The body or place whose collaborators the total counts, among the predicted counts of that value."""
    if gold.collaborators is None:
        return Alignment()
    asked = words(gold.collaborators.unit or None)
    given = some(read(words, count.organ_or_place) for count in _of_total(gold, record))
    return align_one(asked, _best(asked, given))


def compare_meanings(gold: Gold, record: Record) -> Alignment:
    """What the total states (current, planned …), where the label says so."""
    if gold.collaborators is None or gold.collaborators.meaning is None:
        return Alignment()
    asked = exact(gold.collaborators.meaning)
    given = some(_meaning(count) for count in _of_total(gold, record))
    return align_one(asked, _best(asked, given))


def _value(count: CollaboratorCount) -> Item | None:
    item = exact(str(count.value.value))
    grounds = Grounds(count.value.confidence, count.value.evidence)
    return replace(item, grounds=grounds) if item is not None else None


def _meaning(count: CollaboratorCount) -> Item | None:
    item = exact(count.meaning.value)
    return replace(item, grounds=Grounds(evidence=count.value.evidence)) if item is not None else None


def _of_total(gold: Gold, record: Record) -> list[CollaboratorCount]:
    total = gold.collaborators.total if gold.collaborators else None
    return [count for count in record.collaborators.counts if count.value.value == total]


def _best(asked: Item | None, given: Sequence[Item]) -> Item | None:
    """The equal one, else the first: a total may be printed twice, once without its place."""
    return next((item for item in given if same(asked, item)), given[0] if given else None)
