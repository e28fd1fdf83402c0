"""Which parts of a document a heading names: `Kết quả, tồn tại và kiến nghị` names three, `Tháo gỡ khó khăn` none.

A section has one role in the record (`parts.roles`); a required part is there where any heading names it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

from rapidfuzz import fuzz

from extractor import vocabulary
from extractor.parts.roles import denies_otherwise
from extractor.text.fold import fold, fold_key
from schemas.sections import Role

_SIMILAR = 87
"""Two words of eight letters meet at this ratio where one letter was misread."""
_SHORTEST_SIMILAR = 7
_AND = re.compile(r"[,;/&+:]|\s?[-–—]\s?|\b(?:va|cung voi|kem theo)\b")
_ASKED_APART = frozenset({Role.DIFFICULTIES, Role.PROPOSALS})
"""Parts whose bare name stands behind any words: `Một số vấn đề đặt ra và kiến nghị`."""
_MAX_STRIPPED = 4
_LONGEST = 400
"""Characters of a heading that are looked at; more has no heading, and a hostile one may have a hundred thousand."""


@lru_cache(maxsize=4096)
def parts_named(heading: str, *, outermost: bool) -> frozenset[Role]:
    """The roles of the parts that a heading names, each by the opening of one of its members.

    In a heading below another one (`outermost` is false) the first member has to name a part: `Tuyên truyền, nâng cao
    trách nhiệm` is a piece of work.
    """
    heading = heading[:_LONGEST]
    members = [key for member in _AND.split(_without_remedy(fold(heading))) if (key := fold_key(member))]
    whole = f" {fold_key(heading)} "
    found: set[Role] = set()
    for index, member in enumerate(members):
        named = {
            role for role, bare in _openings(member) if _counts(role, index, bare=bare, free=outermost or bool(found))
        }
        found |= named
    return frozenset(role for role in found if not _is_else(role, whole))


def _counts(role: Role, index: int, *, bare: bool, free: bool) -> bool:
    return free or index == 0 or (bare and role in _ASKED_APART)


def names_known(heading: str) -> bool:
    """Whether a heading is understood, as a part of any role or as one that no profile asks for (`Căn cứ pháp lý`)."""
    key = f" {fold_key(heading)} "
    return bool(parts_named(heading, outermost=True)) or any(f" {words} " in key for words in _words()["others"])


def _without_remedy(folded: str) -> str:
    """The heading up to what is done about troubles and requests of others: `Kết quả | khắc phục tồn tại, hạn chế`."""
    remedy = _remedy().search(folded)
    return folded[: remedy.start()] if remedy else folded


def _openings(member: str) -> Iterator[tuple[Role, bool]]:
    """Each role with a variant at the beginning of a member, or behind words that change nothing; and whether alone."""
    rest = member
    headings = vocabulary.load("headings").items()
    yield from ((Role(name), True) for name, entry in headings if member in entry.get("alone", ()))
    for _ in range(_MAX_STRIPPED):
        for name, entry in headings:
            if not _opens(rest, entry.get("never", ())):
                yield from ((Role(name), rest == variant) for variant in _fitting(rest, entry))
        before = _before().match(rest)
        if before is None:
            return
        rest = rest[before.end() :]


def _fitting(key: str, entry: Mapping[str, Sequence[str]]) -> list[str]:
    found = [variant for variant in entry["words"] if _fits(key, variant)]
    return found + [variant for variant in entry.get("also", ()) if _opens(key, (variant,))]


def _fits(key: str, variant: str) -> bool:
    """Whether a variant opens the words, or one letter of it was misread."""
    opening = " ".join(key.split()[: len(variant.split())])
    if _opens(key, (variant,)):
        return True
    if len(variant) < _SHORTEST_SIMILAR or denies_otherwise(opening, variant):
        return False
    return fuzz.ratio(opening, variant) >= _SIMILAR


def _opens(key: str, variants: Sequence[str]) -> bool:
    return any(key == variant or key.startswith(f"{variant} ") for variant in variants)


def _is_else(role: Role, whole: str) -> bool:
    return any(f" {words} " in whole for words in vocabulary.load("headings")[role.value].get("unless", ()))


def _words() -> dict[str, Any]:
    return vocabulary.load("heading_words")


@cache
def _before() -> re.Pattern[str]:
    words = sorted(_words()["before"], key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, words))}) (?=\S)")


@cache
def _remedy() -> re.Pattern[str]:
    verbs, objects = ("|".join(map(re.escape, _words()[name])) for name in ("remedies", "remedied"))
    return re.compile(rf"\b(?:{verbs})\s(?:(?:cac|nhung|mot so|kip thoi)\s){{0,2}}(?:{objects})\b")
