"""Scores of groups of documents: by kind of input, type, issuing body and layout seen or unseen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evaluation.facets import FACETS
from evaluation.match import DocumentMatching
from evaluation.metrics import Scores, score_subset


@dataclass(frozen=True, slots=True)
class Breakdown:
    """The groups of one facet, in alphabetical order; documents that the facet knows nothing of are in none."""

    facet: str
    groups: tuple[Scores, ...]


def break_down(documents: Sequence[DocumentMatching]) -> tuple[Breakdown, ...]:
    """Every facet with two groups or more: one group alone is the whole table again."""
    found = []
    for facet in FACETS:
        groups = sorted({group for document in documents for name, group in document.facets if name == facet})
        if len(groups) > 1:
            found.append(Breakdown(facet, tuple(_group(documents, facet, group) for group in groups)))
    return tuple(found)


def _group(documents: Sequence[DocumentMatching], facet: str, group: str) -> Scores:
    return score_subset(group, [document for document in documents if (facet, group) in document.facets])
