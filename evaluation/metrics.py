"""Figures derived from matchings: counts, precision, recall, F1, whole heads, by subset of documents."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from evaluation.align import Alignment, Level
from evaluation.match import (
    COVERED,
    FIELDS,
    HEAD_FIELDS,
    SIGNER_FIELDS,
    STATUS_FIELDS,
    DocumentMatching,
    FieldSpec,
)
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
    """One line of a report: a field or a group, counted at every level; `rule` is the level that counts."""

    name: str
    rule: Level
    strict: Counts
    folded: Counts
    soft: Counts

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
        _scores(subset.name, [document for document in documents if subset.holds(document)]) for subset in SUBSETS
    )


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
    return document.status not in {RecordStatus.FAILED, RecordStatus.REFUSED} and all(right)


def _is_right(document: DocumentMatching, spec: FieldSpec) -> bool | None:
    alignment = document.field(spec.name)
    if alignment is None:
        return None
    counts = _count(alignment, spec.rule)
    return counts.fp == counts.fn == 0


def _scores(name: str, documents: Sequence[DocumentMatching]) -> Scores:
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
    )


def _figure(name: str, specs: Sequence[FieldSpec], documents: Sequence[DocumentMatching]) -> Figure:
    """One figure over fields of one rule."""
    return Figure(
        name,
        rule=specs[0].rule,
        strict=_total(specs, documents, Level.STRICT),
        folded=_total(specs, documents, Level.FOLDED),
        soft=_total(specs, documents, Level.SOFT),
    )


def _total(specs: Sequence[FieldSpec], documents: Sequence[DocumentMatching], level: Level) -> Counts:
    judged = (document.field(spec.name) for spec in specs for document in documents)
    return sum((_count(alignment, level) for alignment in judged if alignment is not None), Counts())


def _count(alignment: Alignment, level: Level) -> Counts:
    right = sum(pair.right_at(level) for pair in alignment.pairs)
    wrong = len(alignment.pairs) - right
    return Counts(right, wrong + len(alignment.spurious), wrong + len(alignment.missed))


def _ratio(part: int, whole: int) -> float | None:
    return part / whole if whole else None
