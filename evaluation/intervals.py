"""95 % intervals: a bootstrap over documents for counts of items, Wilson's score interval for shares of documents.

Items of one document go wrong together, so whole documents are drawn, never items.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

SEED: Final = 30_2020
RESAMPLES: Final = 1000
Z: Final = 1.959963984540054
"""Quantile 0.975 of the normal distribution."""

Triple = tuple[int, int, int]
"""True positives, false positives, false negatives of one document."""


@dataclass(frozen=True, slots=True)
class Interval:
    """Lower and upper bound, 0 to 1."""

    low: float
    high: float


def wilson(right: int, of: int) -> Interval | None:
    """Wilson's score interval of a share; None of none."""
    if of == 0:
        return None
    share, square = right / of, Z * Z
    centre = share + square / (2 * of)
    spread = Z * math.sqrt(share * (1 - share) / of + square / (4 * of * of))
    scale = 1 + square / of
    return Interval(max(0.0, (centre - spread) / scale), min(1.0, (centre + spread) / scale))


def bootstrap_f1(documents: Sequence[Triple]) -> Interval | None:
    """Percentile interval of F1 over `RESAMPLES` draws of documents with a fixed seed.

    Where all documents are right (or all wrong) every draw gives the same figure; then the bound is Wilson's for that
    many documents, since eight of eight does not mean that the ninth is certain. None where there is nothing to count,
    or where one document alone gives a figure between: nothing is known of how it varies.
    """
    counted = sorted(triple for triple in documents if any(triple))
    if not counted:
        return None
    drawn = _draws(len(counted)) @ np.array(counted, dtype=np.int64)
    right = 2 * drawn[:, 0]
    values = right / (right + drawn[:, 1] + drawn[:, 2])
    low, high = (float(bound) for bound in np.quantile(values, (0.025, 0.975)))
    if low < high:
        return Interval(low, high)
    return wilson(round(low * len(counted)), len(counted)) if low in {0.0, 1.0} else None


@lru_cache(maxsize=64)
def _draws(documents: int) -> npt.NDArray[np.int64]:
    """How often each document is drawn, one row a resample."""
    chance = np.random.default_rng(SEED)
    even = np.full(documents, 1 / documents)
    return chance.multinomial(documents, even, size=RESAMPLES).astype(np.int64)
