"""Which item of one list is which of another: by their words, never by their index."""

from __future__ import annotations

import unicodedata
from collections import defaultdict, deque
from collections.abc import Sequence
from typing import Final, TypeAlias

import numpy as np
from rapidfuzz.fuzz import ratio
from rapidfuzz.process import cdist

Matched: TypeAlias = tuple[int | None, int | None]
"""Index in the first and in the second list; None where the other list has no such item."""

ALIKE: Final = 60.0
"""Two items whose words are less alike than this (of 100) are two items."""
_STRETCH: Final = 400
"""Items compared each with each: longer lists are aligned stretch by stretch, so that the work stays linear."""
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))


def normal(text: str) -> str:
    """The text as it looks on paper: composed, single spaces, without characters that are not seen."""
    return " ".join(unicodedata.normalize("NFC", text.translate(_UNSEEN)).split())


def align(a: Sequence[str], b: Sequence[str]) -> list[Matched]:
    """Pairs in the order of the second list, items that only the first has where they stood.

    Equal words come first, in their order; of the rest the most alike, and of those equally alike the nearest. Two
    lists of one item each are the same item whatever it says.
    """
    if len(a) == len(b) == 1:
        return [(0, 0)]
    words_a, words_b = [normal(text) for text in a], [normal(text) for text in b]
    pairs = _equal(words_a, words_b)
    left_a = sorted(set(range(len(a))) - {i for i, _ in pairs})
    left_b = sorted(set(range(len(b))) - {j for _, j in pairs})
    for start in range(0, max(len(left_a), len(left_b)), _STRETCH):
        end = start + _STRETCH
        pairs += _alike(words_a, words_b, left_a[start:end], left_b[start:end])
    return _ordered(dict(pairs), len(a), len(b))


def _equal(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int]]:
    where: defaultdict[str, deque[int]] = defaultdict(deque)
    for index, text in enumerate(a):
        where[text].append(index)
    return [(where[text].popleft(), index) for index, text in enumerate(b) if where[text]]


def _alike(
    a: Sequence[str], b: Sequence[str], left_a: Sequence[int], left_b: Sequence[int]
) -> list[tuple[int, int]]:
    if not left_a or not left_b:
        return []
    scores = cdist([a[i] for i in left_a], [b[j] for j in left_b], scorer=ratio, score_cutoff=ALIKE)
    candidates = sorted(
        (-float(scores[x, y]), abs(left_a[x] - left_b[y]), left_a[x], left_b[y]) for x, y in np.argwhere(scores > 0)
    )
    taken_a: set[int] = set()
    taken_b: set[int] = set()
    pairs = []
    for _, _, i, j in candidates:
        if i not in taken_a and j not in taken_b:
            taken_a.add(i)
            taken_b.add(j)
            pairs.append((i, j))
    return pairs


def _ordered(pairs: dict[int, int], size_a: int, size_b: int) -> list[Matched]:
    back = {j: i for i, j in pairs.items()}
    result: list[Matched] = []
    done = 0
    for j in range(size_b):
        i = back.get(j)
        if i is not None:
            result += [(gone, None) for gone in range(done, i) if gone not in pairs]
            done = max(done, i + 1)
        result.append((i, j))
    return result + [(gone, None) for gone in range(done, size_a) if gone not in pairs]
