"""The role a heading gives its section, by the vocabulary of heading variants."""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz import fuzz

from extractor import vocabulary
from extractor.text.fold import fold_key
from schemas.sections import Role

_SIMILAR = 90
"""Headings in damaged text (`Kho khân, vưóng măc`) meet their variant at this ratio of the opening words."""


def _opens_with(key: str, variant: str) -> bool:
    return key == variant or key.startswith(variant + " ")


@lru_cache(maxsize=4096)
def role_of(heading: str) -> Role:
    """The role of a heading: longest opening that fits, else the most similar opening, else `other`."""
    key = fold_key(heading)
    if not key:
        return Role.OTHER
    best: tuple[float, int, Role] = (0.0, 0, Role.OTHER)
    for name, entry in vocabulary.load("headings").items():
        if any(_opens_with(key, variant) for variant in entry.get("never", ())):
            continue
        for variant in entry["words"]:
            score = 100.0 if _opens_with(key, variant) else _similarity(key, variant)
            if score >= _SIMILAR and (score, len(variant)) > best[:2]:
                best = (score, len(variant), Role(name))
    return best[2]


def _similarity(key: str, variant: str) -> float:
    """Similarity of a variant and as many opening words of the heading; short variants must fit exactly."""
    if len(variant) < 7:
        return 0.0
    opening = " ".join(key.split()[: len(variant.split())])
    return fuzz.ratio(opening, variant)
