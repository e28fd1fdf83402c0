"""Figures derived from matchings: counts, precision, recall, F1 with intervals, whole heads, by subset of documents."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from evaluation.align import Alignment, Level
from evaluation.digits import Digits, count
from evaluation.intervals import Interval, bootstrap_f1, wilson
from evaluation.match import (
    COVERED,
    FIELDS,
    HEAD_FIELDS,
    SIGNER_FIELDS,
    STATUS_FIELDS,
    DocumentMatching,
    FieldSpec,
)
from evaluation.match_planted import CONTRADICTION, PLANTED
from evaluation.order import ORDERED_FIELDS, Order, order_of
from schemas.record import RecordStatus

NEEDS_OCR: Final = "failed.needs_ocr_engine"


@dataclass(frozen=True, slots=True)
class Counts:
    """True positives, false positives, false negatives; a wrong value is one of each of the last two."""

    tp: int = 0
    fp: int = 0
    fn: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.tp + other.tp, self.fp + other.fp, self.fn + other.fn)

    @property
    def support(self) -> int:
        """Labelled items."""
        return self.tp + self.fn

    @property
    def precision(self) -> float | None:
        """0 to 1; None where nothing was predicted."""
        return _ratio(self.tp, self.tp + self.fp)

    @property
    def recall(self) -> float | None:
        """0 to 1; None where nothing was labelled."""
        return _ratio(self.tp, self.support)

    @property
    def f1(self) -> float | None:
        """0 to 1; None where nothing was labelled and nothing predicted."""
        return _ratio(2 * self.tp, 2 * self.tp + self.fp + self.fn)


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of a report: a field or a group, counted at every level; `rule` is the level that counts.

    `interval` is the 95 % interval of F1 at that level over documents.
    """

    name: str
    rule: Level
    strict: Counts
    folded: Counts
    soft: Counts
    interval: Interval | None = None

    def at(self, level: Level) -> Counts:
        """The counts at a level."""
        return {Level.STRICT: self.strict, Level.FOLDED: self.folded, Level.SOFT: self.soft}[level]

    @property
    def counts(self) -> Counts:
        """The counts at the level of the rule."""
        return self.at(self.rule)


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many."""

    right: int
    of: int

    @property
    def ratio(self) -> float | None:
        """0 to 1; None of none."""
        return _ratio(self.right, self.of)

    @property
    def interval(self) -> Interval | None:
        """Wilson's 95 % interval; None of none."""
        return wilson(self.right, self.of)


@dataclass(frozen=True, slots=True)
class Mean:
    """The mean of so many numbers; None of none."""

    count: int
    value: float | None


@dataclass(frozen=True, slots=True)
class Alarms:
    """False alarms among documents that give no cause for any."""

    alarms: int
    documents: int

    @property
    def per_hundred(self) -> float | None:
        """Alarms per 100 documents; None of none."""
        return 100 * self.alarms / self.documents if self.documents else None


@dataclass(frozen=True, slots=True)
class Scores:
    """Everything measured on one subset of the documents."""

    subset: str
    documents: int
    head: Figure
    signers: Figure
    fields: tuple[Figure, ...]
    whole_head: Share
    covered_right: int
    covered_wrong: int
    orders: tuple[Order, ...] = ()
    false_counts: Alarms = Alarms(0, 0)
    planted: tuple[Figure, ...] = ()
    false_contradictions: Alarms = Alarms(0, 0)
    teds: Mean = Mean(0, None)
    digits: Digits = field(default_factory=Digits)


@dataclass(frozen=True, slots=True)
class Subset:
    """A named choice of documents."""

    name: str
    holds: Callable[[DocumentMatching], bool]


SUBSETS: Final = (
    Subset("all documents", lambda _: True),
    Subset("documents that are not failed.needs_ocr_engine", lambda document: document.reason != NEEDS_OCR),
)
"""A failed document misses everything it should give; the second subset is what can be read without OCR."""


def score(documents: Sequence[DocumentMatching]) -> tuple[Scores, ...]:
    """The scores of each subset."""
    return tuple(
        score_subset(subset.name, [document for document in documents if subset.holds(document)]) for subset in SUBSETS
    )


def distinct(scores: Sequence[Scores]) -> tuple[Scores, ...]:
    """The subsets that differ from the first, which is all documents: the same table twice tells nothing."""
    return tuple(each for place, each in enumerate(scores) if place == 0 or each.documents < scores[0].documents)


def failures(documents: Iterable[DocumentMatching]) -> dict[str, list[str]]:
    """Names of failed documents by reason; reasons in alphabetical order, names in that of the corpus."""
    failed = [document for document in documents if document.status is RecordStatus.FAILED]
    reasons = sorted({document.reason or "" for document in failed})
    return {reason: [document.name for document in failed if document.reason == reason] for reason in reasons}


def whole_head(document: DocumentMatching) -> bool | None:
    """Whether the eight head values and their statuses are all right; None where one is not judged."""
    right = [_is_right(document, spec) for spec in (*HEAD_FIELDS, *STATUS_FIELDS)]
    if not document.administrative or None in right:
        return None
    # A value absent from the paper cannot be read right by a program that read nothing.
    return document.read and all(right)


def _is_right(document: DocumentMatching, spec: FieldSpec) -> bool | None:
    alignment = document.field(spec.name)
    if alignment is None:
        return None
    counts = _count(alignment, spec.rule)
    return counts.fp == counts.fn == 0


def score_subset(name: str, documents: Sequence[DocumentMatching]) -> Scores:
    """Everything measured on these documents."""
    heads = [judged for judged in map(whole_head, documents) if judged is not None]
    covered = _figure(COVERED.name, (COVERED,), documents).counts
    return Scores(
        subset=name,
        documents=len(documents),
        head=_figure("head", HEAD_FIELDS, documents),
        signers=_figure("signers", SIGNER_FIELDS, documents),
        fields=tuple(_figure(spec.name, (spec,), documents) for spec in FIELDS if spec is not COVERED),
        whole_head=Share(sum(heads), len(heads)),
        covered_right=covered.tp,
        covered_wrong=covered.fp,
        orders=tuple(order_of(field, _alignments(field, documents)) for field in ORDERED_FIELDS),
        false_counts=_false_counts(documents),
        planted=_planted(documents),
        false_contradictions=_false_contradictions(documents),
        teds=_mean([similarity for document in documents for similarity in document.teds]),
        digits=count(document.digits for document in documents),
    )


def _mean(numbers: Sequence[float]) -> Mean:
    return Mean(len(numbers), sum(numbers) / len(numbers) if numbers else None)


def _alignments(field: str, documents: Iterable[DocumentMatching]) -> list[Alignment]:
    judged = (document.field(field) for document in documents)
    return [alignment for alignment in judged if alignment is not None]


def _false_counts(documents: Iterable[DocumentMatching]) -> Alarms:
    """Counts of collaborators in administrative documents that count none."""
    judged = [document.field("collaborators") for document in documents if document.administrative and document.read]
    none = [alignment for alignment in judged if alignment and not (alignment.pairs or alignment.missed)]
    return Alarms(sum(len(alignment.spurious) for alignment in none), len(none))


def _planted(documents: Iterable[DocumentMatching]) -> tuple[Figure, ...]:
    """Figures of planted faults; none where no document has a plan."""
    matchings = [document.planted for document in documents if document.planted]
    if not matchings:
        return ()
    return tuple(
        _figure_of(name, Level.STRICT, [[matching.alignment(name)] for matching in matchings]) for name in PLANTED
    )


def _false_contradictions(documents: Iterable[DocumentMatching]) -> Alarms:
    read = [document for document in documents if document.read and document.administrative]
    planted = [document.planted for document in read if document.planted]
    clean = [matching for matching in planted if matching.clean]
    return Alarms(sum(len(matching.alignment(CONTRADICTION).spurious) for matching in clean), len(clean))


def _figure(name: str, specs: Sequence[FieldSpec], documents: Sequence[DocumentMatching]) -> Figure:
    """One figure over fields of one rule."""
    judged = [[document.field(spec.name) for spec in specs] for document in documents]
    present = [[alignment for alignment in fields if alignment is not None] for fields in judged]
    return _figure_of(name, specs[0].rule, present)


def _figure_of(name: str, rule: Level, documents: Sequence[Sequence[Alignment]]) -> Figure:
    """One figure over the alignments of each document."""
    counted = {level: [_sum(_count(each, level) for each in document) for document in documents] for level in Level}
    return Figure(
        name,
        rule=rule,
        strict=_sum(counted[Level.STRICT]),
        folded=_sum(counted[Level.FOLDED]),
        soft=_sum(counted[Level.SOFT]),
        interval=bootstrap_f1([(each.tp, each.fp, each.fn) for each in counted[rule]]),
    )


def _sum(counts: Iterable[Counts]) -> Counts:
    return sum(counts, Counts())


def _count(alignment: Alignment, level: Level) -> Counts:
    right = sum(pair.right_at(level) for pair in alignment.pairs)
    wrong = len(alignment.pairs) - right
    return Counts(right, wrong + len(alignment.spurious), wrong + len(alignment.missed))


def _ratio(part: int, whole: int) -> float | None:
    return part / whole if whole else None
