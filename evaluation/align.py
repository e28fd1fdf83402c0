"""One-to-one matching of items: equal ones first, then as many similar ones as possible, in any order."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from rapidfuzz import fuzz

from schemas.evidence import Evidence

SIMILAR: Final = 0.9
"""Least similarity (rapidfuzz ratio of folded texts, 0 to 1) of two lines that count as the same."""


class Level(StrEnum):
    """How much two values may differ and still be the same."""

    STRICT = "strict"
    """Equal as printed (NFC, single spaces)."""
    FOLDED = "folded"
    """Equal after case, tone placement, punctuation and spaces are folded."""
    SOFT = "soft"
    """Folded texts at least `SIMILAR`."""


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a predicted value stands on: its confidence (None where the record gives none) and its places."""

    confidence: float | None = None
    evidence: tuple[Evidence, ...] = ()


NO_GROUNDS: Final = Grounds()


@dataclass(frozen=True, slots=True)
class Item:
    """A value to compare: what a report shows, its keys of equality, and what may be merely similar.

    `gate` has to be equal before similarity counts (the label of a heading); without `fuzzy` nothing but
    equality counts. `grounds` take no part in any comparison.
    """

    shown: str
    strict: Hashable
    folded: str
    gate: str = ""
    fuzzy: bool = True
    grounds: Grounds = field(default=NO_GROUNDS, compare=False)

    @property
    def key(self) -> tuple[str, str]:
        """The key of folded equality."""
        return (self.gate, self.folded)

    @property
    def order(self) -> tuple[str, str, str, str]:
        """A place among other items that depends on content alone."""
        return (self.gate, self.folded, self.shown, repr(self.strict))


@dataclass(frozen=True, slots=True)
class Pair:
    """A gold item and the predicted item that stands for it, right or wrong; `similarity` is 0 to 1."""

    gold: Item
    predicted: Item
    strict: bool
    folded: bool
    similarity: float

    def right_at(self, level: Level) -> bool:
        """Whether the pair counts as right at `level`."""
        if level is Level.STRICT:
            return self.strict
        return self.folded if level is Level.FOLDED else self.similarity >= SIMILAR


@dataclass(frozen=True, slots=True)
class Alignment:
    """Every gold and every predicted item once: in a pair, missed, or spurious; in document order.

    `places` are the places of the predicted items of `pairs` in their own list; empty where order means nothing.
    """

    pairs: tuple[Pair, ...] = ()
    missed: tuple[Item, ...] = ()
    spurious: tuple[Item, ...] = ()
    places: tuple[int, ...] = ()


def pair(gold: Item, predicted: Item) -> Pair:
    """The comparison of two items that stand for each other."""
    folded = gold.key == predicted.key
    return Pair(gold, predicted, gold.strict == predicted.strict, folded, similarity(gold, predicted))


def similarity(gold: Item, predicted: Item) -> float:
    """Likeness of two items, 0 to 1; 1 where they are equal when folded."""
    if gold.key == predicted.key:
        return 1.0
    if gold.gate != predicted.gate or not (gold.fuzzy and predicted.fuzzy):
        return 0.0
    return fuzz.ratio(gold.folded, predicted.folded) / 100


def align_one(gold: Item | None, predicted: Item | None) -> Alignment:
    """A single value against a single value: a wrong one is a pair that is not right."""
    if gold is not None and predicted is not None:
        return Alignment(pairs=(pair(gold, predicted),))
    return Alignment(missed=(gold,) if gold else (), spurious=(predicted,) if predicted else ())


def join(alignments: Iterable[Alignment]) -> Alignment:
    """Alignments one after the other."""
    parts = tuple(alignments)
    return Alignment(
        pairs=tuple(pair for part in parts for pair in part.pairs),
        missed=tuple(item for part in parts for item in part.missed),
        spurious=tuple(item for part in parts for item in part.spurious),
    )


def align(gold: Sequence[Item], predicted: Sequence[Item]) -> Alignment:
    """Lists against lists, one to one.

    Items equal as printed are paired first, then those equal when folded, then the largest possible number of
    similar ones, each gold item trying the most similar first. Ties go by the content of the items, so that
    neither the order of gold nor that of the predictions changes a count.
    """
    matched = _equal(gold, predicted, {}, lambda item: (item.strict, item.key))
    matched = _equal(gold, predicted, matched, lambda item: item.key)
    matched |= _most_similar(gold, predicted, matched)
    taken = set(matched.values())
    return Alignment(
        pairs=tuple(pair(gold[index], predicted[matched[index]]) for index in sorted(matched)),
        missed=tuple(item for index, item in enumerate(gold) if index not in matched),
        spurious=tuple(item for index, item in enumerate(predicted) if index not in taken),
        places=tuple(matched[index] for index in sorted(matched)),
    )


def _free(items: Sequence[Item], taken: set[int]) -> list[int]:
    """Indexes not yet taken, in the order of their content."""
    return sorted((index for index in range(len(items)) if index not in taken), key=lambda index: items[index].order)


def _equal(
    gold: Sequence[Item], predicted: Sequence[Item], matched: dict[int, int], key: Callable[[Item], Hashable]
) -> dict[int, int]:
    waiting: defaultdict[Hashable, deque[int]] = defaultdict(deque)
    for index in _free(predicted, set(matched.values())):
        waiting[key(predicted[index])].append(index)
    found = dict(matched)
    for index in _free(gold, set(matched)):
        if same := waiting[key(gold[index])]:
            found[index] = same.popleft()
    return found


def _most_similar(gold: Sequence[Item], predicted: Sequence[Item], matched: dict[int, int]) -> dict[int, int]:
    """A matching of greatest size among similar pairs, by augmenting paths (Kuhn)."""
    free_predicted = _free(predicted, set(matched.values()))
    choices = {index: _choices(gold[index], predicted, free_predicted) for index in _free(gold, set(matched))}
    owner: dict[int, int] = {}
    for index in choices:
        _augment(index, choices, owner, set())
    return {index: chosen for chosen, index in owner.items()}


def _choices(item: Item, predicted: Sequence[Item], free: Sequence[int]) -> list[int]:
    scored = [(similarity(item, predicted[index]), index) for index in free]
    likely = [(score, index) for score, index in scored if score >= SIMILAR]
    # The sort is stable: equal scores stay in the order of content.
    return [index for _, index in sorted(likely, key=lambda scored_index: -scored_index[0])]


def _augment(index: int, choices: dict[int, list[int]], owner: dict[int, int], seen: set[int]) -> bool:
    for chosen in choices[index]:
        if chosen in seen:
            continue
        seen.add(chosen)
        if chosen not in owner or _augment(owner[chosen], choices, owner, seen):
            owner[chosen] = index
            return True
    return False
