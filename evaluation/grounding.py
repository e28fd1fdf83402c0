"""The check of evidence over a corpus: spans of all documents, boxes of a sample, as one result for reports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from evaluation.corpus import LabelledDocument
from evaluation.evidence import Claim, claims, ground
from evaluation.ink import COVERED, InkOfBox, check_ink
from evaluation.inputs import DIGITAL
from evaluation.predictions import Predictions
from evaluation.wording import decimal, shortened, shown

SAMPLED: Final = 40
"""Boxes a document that are held against its pages."""


@dataclass(frozen=True, slots=True)
class Misplaced:
    """A claim that does not hold: where, and what is wrong with it."""

    document: str
    claim: Claim
    problem: str


@dataclass(frozen=True, slots=True)
class GroundingScores:
    """Claims that hold, and boxes of the sample that cover their ink; `ink` is the mean share of covered ink."""

    claims: int
    right: int
    boxes: int
    covered: int
    ink: float | None
    misplaced: tuple[Misplaced, ...]


def check_grounding(predictions: Predictions, texts: Iterable[str | None]) -> GroundingScores:
    """The records against the texts (None: not read, then a claim cannot hold) and the pages of digital PDFs."""
    made = right = 0
    misplaced: list[Misplaced] = []
    shares: list[float] = []
    for (document, record), text in zip(predictions.pairs, texts, strict=True):
        found = ground(record, text or "")
        made, right = made + found.claims, right + found.right
        misplaced += [Misplaced(document.name, claim, "raw text does not stand at the span") for claim in found.false]
        misplaced += [Misplaced(document.name, claim, "no box on the page") for claim in found.boxless]
        measured = _ink(document, claims(record))
        shares += [each.share for each in measured]
        misplaced += list(_uncovered(document, measured))
    covered = sum(share >= COVERED for share in shares)
    mean = sum(shares) / len(shares) if shares else None
    return GroundingScores(made, right, len(shares), covered, mean, tuple(misplaced))


def grounding_text(scores: GroundingScores) -> str:
    """Two lines of figures; ends with a line feed."""
    return (
        f"evidence: raw text at the span {scores.right} of {scores.claims}\n"
        f"boxes on a sample: {scores.covered} of {scores.boxes} hold at least {COVERED:.0%} of the ink of their line,"
        f" mean {decimal(scores.ink)}\n"
    )


def grounding_errors(scores: GroundingScores) -> str:
    """A line a claim that does not hold."""
    lines = [
        f"{shown(each.document)}  {each.claim.path}: {each.problem} (raw"
        f' "{shown(shortened(each.claim.raw or ""))}", {each.claim.spans[0].start}–{each.claim.spans[-1].end})\n'
        for each in scores.misplaced
    ]
    return "".join(lines)


def grounding_json(scores: GroundingScores) -> dict[str, Any]:
    """Counts alone."""
    return {
        "claims": scores.claims,
        "right": scores.right,
        "sampled_boxes": scores.boxes,
        "covered_boxes": scores.covered,
        "mean_ink": None if scores.ink is None else round(scores.ink, 4),
    }


def _ink(document: LabelledDocument, made: Iterable[Claim]) -> tuple[InkOfBox, ...]:
    return check_ink(document.path, made, SAMPLED) if document.kind == DIGITAL else ()


def _uncovered(document: LabelledDocument, measured: Iterable[InkOfBox]) -> Iterator[Misplaced]:
    for each in measured:
        if each.share < COVERED:
            yield Misplaced(document.name, each.claim, f"box on page {each.page} holds {each.share:.2f} of the ink")
