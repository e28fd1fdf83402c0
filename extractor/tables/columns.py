"""Names of columns: header paths against `vocabulary/columns.toml`, tolerant of damaged spelling."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz import fuzz

from extractor import vocabulary
from extractor.text.fold import fold_key

_MIN_SIMILARITY = 88
# A short header is one slip away from another short header.
_MIN_FUZZY_LENGTH = 8
_WHOLE = frozenset({"tong so", "tong cong", "tong", "so luong", "chung"})
"""Leaf headers that state the whole of what the header above them counts: `Số cộng tác viên / Tổng số`."""
_COUNT = "count"


@lru_cache(maxsize=1)
def _synonyms() -> dict[str, str]:
    """Folded header words, path parts joined by ` / `, with the name of their column."""
    table: dict[str, list[str]] = vocabulary.load("columns")["columns"]
    return {_key(variant.split(" / ")): name for name, variants in table.items() for variant in variants}


def _key(path: Sequence[str]) -> str:
    return " / ".join(fold_key(part) for part in path)


def column_name(path: Sequence[str]) -> str | None:
    """The name of a column by its whole header path; None for headers that no synonym comes near."""
    if not path:
        return None
    known = _synonyms()
    whole = _key(path)
    if whole in known:
        return known[whole]
    if len(whole) < _MIN_FUZZY_LENGTH or len(whole) > 120:
        return None
    if len(path) > 1 and fold_key(path[-1]) in _WHOLE and column_name(path[:-1]) == _COUNT:
        return _COUNT
    parts = whole.split(" / ")
    scored = [(_likeness(parts, variant.split(" / ")), variant) for variant in known]
    best = max(scored, key=lambda each: each[0])
    return known[best[1]] if best[0] >= _MIN_SIMILARITY else None


def _likeness(parts: Sequence[str], variant: Sequence[str]) -> float:
    """Similarity of the least similar level, 0 to 100: `Nữ` below a known header is another column."""
    if len(parts) != len(variant):
        return 0.0
    return min(fuzz.ratio(*pair, score_cutoff=_MIN_SIMILARITY) for pair in zip(parts, variant, strict=True))
