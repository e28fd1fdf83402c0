"""Which parts of a document a heading names: `Kết quả, tồn tại và kiến nghị` names three, `Tháo gỡ khó khăn` none.

A section has one role in the record (`parts.roles`); a required part is there where any heading names it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
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


_EITHER = frozenset({Role.CONTENT, Role.ORGANISATION})
"""Parts between which some words leave the choice: `Phân công nhiệm vụ` tells what is done, and who does it."""
_OWN_NAME = frozenset({Role.CONTENT, Role.ORGANISATION, Role.PURPOSE, Role.TARGETS})
"""Parts whose names also open those of pieces of work: `Tổ chức thực hiện mô hình điểm`, `Chỉ tiêu tuyển sinh`."""


@dataclass(frozen=True, slots=True)
class _Opening:
    """A variant at the beginning of a member: its role, the words from there on, and those behind the variant."""

    role: Role
    words: str
    behind: str


@lru_cache(maxsize=4096)
def parts_named(heading: str, *, outermost: bool) -> frozenset[Role]:
    """The roles of the parts that a heading names, each by the opening of one of its members.

    In a heading below another one (`outermost` is false) the first member has to name a part: `Tuyên truyền, nâng cao
    trách nhiệm` is a piece of work.
    """
    by_member = _named_by_members(heading, outermost=outermost)
    clear = frozenset().union(*(named for named in by_member if not named >= _EITHER))
    unclear = frozenset().union(*(named for named in by_member if named >= _EITHER))
    if Role.ORGANISATION in clear:
        unclear -= _EITHER
    elif Role.CONTENT in clear:
        unclear -= {Role.CONTENT}
    return clear | unclear


def names_either(heading: str, *, outermost: bool) -> bool:
    """Whether the words of a heading leave open whether it is on the content or on who does it."""
    by_member = _named_by_members(heading, outermost=outermost)
    unclear = [named >= _EITHER for named in by_member]
    clear = [named for named, either in zip(by_member, unclear, strict=True) if not either]
    return any(unclear) and not any(named & _EITHER for named in clear)


def names_inside(heading: str, role: Role) -> bool:
    """Whether a heading below one of another part is the name of a part, not of a piece of work.

    `2. Tổ chức thực hiện` is one; `2. Tổ chức thực hiện mô hình điểm` below `Nội dung` is none.
    """
    if role not in _OWN_NAME:
        return True
    return any(
        opening.role is role and _is_bare(opening) and not _opens(opening.words, _words()["outermost"])
        for member in _members(heading)
        for opening in _openings(member)
    )


def _is_bare(opening: _Opening) -> bool:
    return not opening.behind or opening.behind.split()[0] in _words()["behind"]


@lru_cache(maxsize=4096)
def _named_by_members(heading: str, *, outermost: bool) -> tuple[frozenset[Role], ...]:
    """The roles that each member of a heading names, without those that the whole of it means otherwise."""
    whole = f" {fold_key(heading[:_LONGEST])} "
    found: list[frozenset[Role]] = []
    for index, member in enumerate(_members(heading)):
        free = outermost or any(found)
        named = {o.role for o in _openings(member) if _counts(o.role, index, bare=not o.behind, free=free)}
        found.append(frozenset(role for role in named if not _is_else(role, whole)))
    return tuple(found)


def _members(heading: str) -> list[str]:
    return [key for member in _AND.split(_without_remedy(fold(heading[:_LONGEST]))) if (key := fold_key(member))]


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


def _openings(member: str) -> Iterator[_Opening]:
    """Each role with a variant at the beginning of a member, or behind words that change nothing."""
    rest = member
    headings = vocabulary.load("headings").items()
    yield from (_Opening(Role(name), member, "") for name, entry in headings if member in entry.get("alone", ()))
    for _ in range(_MAX_STRIPPED):
        for name, entry in headings:
            if not _opens(rest, entry.get("never", ())):
                yield from (_Opening(Role(name), rest, _behind(rest, variant)) for variant in _fitting(rest, entry))
        before = _before().match(rest)
        if before is None:
            return
        rest = rest[before.end() :]


def _behind(key: str, variant: str) -> str:
    """The words behind a variant, which may have been misread."""
    return " ".join(key.split()[len(variant.split()) :])


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
