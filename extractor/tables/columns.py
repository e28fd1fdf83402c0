"""Names of columns: header paths against `vocabulary/columns.toml`, tolerant of damaged spelling."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz import fuzz, process

from extractor import vocabulary
from extractor.text.fold import fold_key

_MIN_SIMILARITY = 88
# A short header is one slip away from another short header.
_MIN_FUZZY_LENGTH = 8


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
    best = process.extractOne(whole, list(known), scorer=fuzz.ratio, score_cutoff=_MIN_SIMILARITY)
    return known[best[0]] if best is not None else None
