"""Whether the items of a list stand in the order of the paper."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from evaluation.align import Alignment

ORDERED_FIELDS: Final = ("recipients", "recommendations", "sections")
"""Lists whose order the paper gives."""


@dataclass(frozen=True, slots=True)
class Order:
    """Of the paired items of a list: how many stand in order, in how many documents all do."""

    field: str
    kept: int
    pairs: int
    documents_in_order: int
    documents: int


def order_of(field: str, alignments: Iterable[Alignment]) -> Order:
    """The order over documents; those without a pair have none and are not counted."""
    judged = [alignment.places for alignment in alignments if alignment.places]
    kept = [longest_rising(places) for places in judged]
    whole = sum(length == len(places) for length, places in zip(kept, judged, strict=True))
    return Order(field, sum(kept), sum(map(len, judged)), whole, len(judged))


def longest_rising(places: Sequence[int]) -> int:
    """Length of the longest rising subsequence: items that need not be moved to restore the order."""
    ends: list[int] = []
    for place in places:
        spot = bisect_left(ends, place)
        ends[spot : spot + 1] = [place]
    return len(ends)
