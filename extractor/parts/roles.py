"""The role a heading gives its section, by the vocabulary of heading variants."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from rapidfuzz import fuzz

from extractor import vocabulary
from extractor.text.fold import fold_key
from schemas.sections import Role

_SIMILAR = 90
"""Headings in damaged text (`Kho khân, vưóng măc`) meet their variant at this ratio of the opening words."""


_BEFORE = re.compile(r"^(?:ve |cac |nhung |mot so |y kien )+")
"""Words before a variant that change nothing: `Một số kiến nghị`, `Về kết quả`, `Những ý kiến đề xuất`."""


def _opens_with(key: str, variant: str) -> bool:
    return key == variant or key.startswith(variant + " ")


@lru_cache(maxsize=4096)
def role_of(heading: str) -> Role:
    """The role of a heading: longest opening that fits, else the most similar opening, else `other`."""
    key = fold_key(heading)
    key = _BEFORE.sub("", key) or key
    if not key:
        return Role.OTHER
    best: tuple[float, int, Role] = (0.0, 0, Role.OTHER)
    for name, entry in vocabulary.load("headings").items():
        if _means_else(key, entry):
            continue
        for variant in entry["words"]:
            score = 100.0 if _opens_with(key, variant) else _similarity(key, variant)
            if score >= _SIMILAR and (score, len(variant)) > best[:2]:
                best = (score, len(variant), Role(name))
    return best[2]


def only_looks_like(heading: str, role: Role) -> bool:
    """Whether a heading has the words of a role and means something else: `Kết quả giải quyết kiến nghị của cử tri`."""
    return _means_else(fold_key(heading), vocabulary.load("headings").get(role.value, {}))


def _means_else(key: str, entry: Mapping[str, Sequence[str]]) -> bool:
    """Whether a heading only looks like a role's: `Kiến nghị của cử tri` asks nothing."""
    never = any(_opens_with(key, variant) for variant in entry.get("never", ()))
    return never or any(f" {words} " in f" {key} " for words in entry.get("unless", ()))


def _similarity(key: str, variant: str) -> float:
    """Similarity of a variant and as many opening words of the heading; short variants must fit exactly."""
    if len(variant) < 7:
        return 0.0
    opening = " ".join(key.split()[: len(variant.split())])
    return 0.0 if denies_otherwise(opening, variant) else fuzz.ratio(opening, variant)


def denies_otherwise(opening: str, variant: str) -> bool:
    """Whether one of two openings that look alike denies and the other does not: `việc chưa làm`, `việc đã làm`."""
    return any((word in opening.split()) != (word in variant.split()) for word in ("chua", "khong"))
