"""Names of columns: header paths against `vocabulary/columns.toml`, tolerant of short forms and damage."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from rapidfuzz import fuzz

from extractor import vocabulary
from extractor.text.fold import fold_key

_MIN_SIMILARITY = 88
_MIN_WORD = 50
# A short header is one slip away from another short header.
_MIN_FUZZY_LENGTH = 8
_MAX_LENGTH = 120
_WHOLE = frozenset({"tong so", "tong cong", "tong", "so luong", "chung"})
"""Leaf headers that state the whole of what the header above them counts: `Số cộng tác viên / Tổng số`."""
_COUNT = "count"
_REMARK = re.compile(r"\([^()]{0,60}\)")
Key = tuple[str, ...]
"""A header path, each level folded."""


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    return vocabulary.load("columns")


@lru_cache(maxsize=1)
def _synonyms() -> dict[Key, str]:
    """Folded header paths with the name of their column."""
    table: dict[str, list[str]] = _data()["columns"]
    return {_key(variant.split(" / ")): name for name, variants in table.items() for variant in variants}


@lru_cache(maxsize=1)
def _ends() -> tuple[str, ...]:
    """Ends that may be left out, the longest first."""
    return tuple(sorted((f" {end}" for end in _data()["ends"]["words"]), key=lambda end: (-len(end), end)))


def _key(path: Sequence[str]) -> Key:
    return tuple(fold_key(part) for part in path)


def _bare(part: str) -> str:
    """A header without remarks in brackets, its short forms written out: `Số CTV (người)` is `so cong tac vien`."""
    short: dict[str, str] = _data()["abbreviations"]
    words = fold_key(_REMARK.sub(" ", part)).split() or fold_key(part).split()
    return " ".join(short.get(word, word) for word in words)


def column_name(path: Sequence[str]) -> str | None:
    """The name of a column by its whole header path; None for headers that no synonym comes near."""
    whole = _key(path)
    if whole in _synonyms():
        return _synonyms()[whole]
    if not path or sum(map(len, whole)) > _MAX_LENGTH:
        return None
    named = (_named(key) for key in _readings(tuple(_bare(part) for part in path)))
    found = next((name for name in named if name is not None), None)
    return found if found is not None else _likest(whole)


def _readings(key: Key) -> Iterator[Key]:
    """What a path may say: as it is, without the ends of its leaf, without what stands over all of a person."""
    yield key
    *over, leaf = key
    for end in _ends():
        if leaf.endswith(end):
            yield (*over, leaf.removesuffix(end))
    if over and over[0] in _data()["over"]["words"]:
        yield from _readings(key[1:])


def _named(key: Key) -> str | None:
    """The name of a path without remarks; those that stand for the words of a plan keep to their own."""
    name = _synonyms().get(key)
    if name is not None:
        return name if name not in _data()["exact"]["names"] else None
    if len(key) < 2:
        return None
    above = _synonyms().get(key[:-1]) or next(iter(_by_end(key[:-1])), None)
    if key[-1] in _WHOLE and _COUNT in {above, _synonyms().get((*key[:-1], "tong so"))}:
        return _COUNT
    family: dict[str, list[str]] = _data()["families"].get(above, {})
    return next((f"{above}.{member}" for member, leaves in family.items() if key[-1] in leaves), None)


def _by_end(key: Key) -> Iterator[str]:
    """Names of a path whose last level has an end that says nothing."""
    for end in _ends():
        name = _synonyms().get((*key[:-1], key[-1].removesuffix(end)))
        if key[-1].endswith(end) and name is not None:
            yield name


def _likest(key: Key) -> str | None:
    """The name of the most similar synonym, for spelling that OCR or a typist damaged."""
    if sum(map(len, key)) < _MIN_FUZZY_LENGTH:
        return None
    scored = [(_likeness(key, variant), variant) for variant in _synonyms()]
    best = max(scored, key=lambda each: each[0])
    return _synonyms()[best[1]] if best[0] >= _MIN_SIMILARITY else None


def _likeness(key: Key, variant: Key) -> float:
    """Similarity of the least similar level, 0 to 100: `Nữ` below or behind a known header is another column."""
    if len(key) != len(variant):
        return 0.0
    return min(_alike(part, other) for part, other in zip(key, variant, strict=True))


def _alike(part: str, other: str) -> float:
    """Damage changes letters and spaces; another word is another header."""
    words, others = part.split(), other.split()
    if len(words) != len(others):
        return 100.0 if "".join(words) == "".join(others) else 0.0
    if any(fuzz.ratio(*pair) < _MIN_WORD for pair in zip(words, others, strict=True)):
        return 0.0
    return fuzz.ratio(part, other, score_cutoff=_MIN_SIMILARITY)
