"""Whether confidences mean what they say: reliability, expected calibration error, what may pass without a look."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from evaluation.align import Item
from evaluation.intervals import Interval, wilson
from evaluation.match import FIELDS, DocumentMatching

EDGES: Final = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99)
"""Lower edges of the bins; the last one holds 0.99 to 1. Finer at the top, where almost all fields are."""

PRECISION: Final = 0.999
"""Precision asked of fields that nobody looks at."""

SURE: Final = 0.95
"""Confidence from which a reader believes a value."""
RATE_OF: Final = 500
"""Values to which the number of wrong ones of such a confidence is told."""

CELLS: Final = "tables.cells"
"""Measured by themselves: a table has as many cells as a document has fields."""

_JUDGED_ELSEWHERE: Final = frozenset({"tables.paths", "covered_digits"})
"""Fields whose values another field judges already."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A predicted value: its field, its confidence (0 to 1), and whether it is right by the rule of the field.

    `from_pictures` tells whether its document was read from pictures.
    """

    field: str
    confidence: float
    right: bool
    from_pictures: bool = False


@dataclass(frozen=True, slots=True)
class Bin:
    """Values of similar confidence: how many, how many right, their mean confidence."""

    low: float
    count: int
    right: int
    confidence: float

    @property
    def share(self) -> float:
        """Share of right values, 0 to 1."""
        return self.right / self.count

    @property
    def interval(self) -> Interval | None:
        """Wilson's 95 % interval of the share."""
        return wilson(self.right, self.count)


@dataclass(frozen=True, slots=True)
class Accepted:
    """The largest set by threshold that is right in `PRECISION` of its values; `count` 0 where there is none."""

    threshold: float
    count: int
    wrong: int
    of: int

    @property
    def share(self) -> float:
        """Share of all values that nobody has to look at."""
        return self.count / self.of if self.of else 0.0

    @property
    def proven(self) -> float:
        """Lower bound of the precision: without errors it takes 3,838 values to show 0.999."""
        bounds = wilson(self.count - self.wrong, self.count)
        return bounds.low if bounds else 0.0


@dataclass(frozen=True, slots=True)
class Reliability:
    """Everything measured on one group of values; `error` is the expected calibration error, 0 to 1."""

    count: int
    bins: tuple[Bin, ...]
    error: float | None
    accepted: Accepted
    sure_wrong: int = 0
    """Wrong values of a confidence of `SURE` or more: those that look right."""

    @property
    def sure_wrong_rate(self) -> float | None:
        """Of them in `RATE_OF` values."""
        return RATE_OF * self.sure_wrong / self.count if self.count else None


def judged_values(documents: Iterable[DocumentMatching]) -> Iterator[Judged]:
    """Every predicted value that has a confidence and a label to judge it by."""
    for document in documents:
        for spec in FIELDS:
            alignment = document.field(spec.name)
            if alignment is None or spec.name in _JUDGED_ELSEWHERE:
                continue
            for pair in alignment.pairs:
                yield from _judged(document, spec.name, pair.predicted, right=pair.right_at(spec.rule))
            for item in alignment.spurious:
                yield from _judged(document, spec.name, item, right=False)


def reliability(values: Iterable[Judged]) -> Reliability:
    """The figures of a group of values."""
    known = sorted(values, key=lambda value: (value.confidence, value.field, value.right))
    bins = tuple(_bins(known))
    gaps = [each.count * abs(each.share - each.confidence) for each in bins]
    error = sum(gaps) / len(known) if known else None
    sure_wrong = sum(value.confidence >= SURE and not value.right for value in known)
    return Reliability(len(known), bins, error, _accepted(known), sure_wrong)


def _judged(document: DocumentMatching, field: str, item: Item, *, right: bool) -> Iterator[Judged]:
    if item.grounds.confidence is not None:
        yield Judged(field, item.grounds.confidence, right, document.from_pictures)


def _bins(known: Sequence[Judged]) -> Iterator[Bin]:
    for place, low in enumerate(EDGES):
        inside = [value for value in known if bisect_right(EDGES, value.confidence) - 1 == place]
        if inside:
            mean = sum(value.confidence for value in inside) / len(inside)
            yield Bin(low, len(inside), sum(value.right for value in inside), mean)


def _accepted(known: Sequence[Judged]) -> Accepted:
    """Thresholds are confidences that occur; equal ones pass together."""
    best = Accepted(1.0, 0, 0, len(known))
    wrong = 0
    for count, value in enumerate(reversed(known), start=1):
        wrong += not value.right
        below = known[len(known) - count - 1].confidence if count < len(known) else -1.0
        if below < value.confidence and wrong <= (1 - PRECISION) * count:
            best = Accepted(value.confidence, count, wrong, len(known))
    return best
