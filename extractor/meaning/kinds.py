"""Whether a collaborator is under contract or an official who does the work besides (kiêm nhiệm)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from extractor import vocabulary
from schemas.meaning import CollaboratorKind

_CONTRACT = re.compile(r"\bhop dong\b")
# Who signs or engages them is no collaborator: `do Chủ tịch UBND xã ký`.
_ENGAGED_BY = re.compile(r"\bdo\s[^,;.|]{0,80}?\b(?:ky|tuyen|quan ly|bo nhiem|thanh lap|quyet dinh|chi tra)\b")


def any_of(variants: Sequence[str]) -> re.Pattern[str]:
    """One pattern for whole words or phrases of folded text, longest first."""
    ordered = sorted(variants, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, ordered))})\b")


@lru_cache(maxsize=1)
def officials() -> re.Pattern[str]:
    """Posts of people who do this work besides their own, in folded text."""
    return any_of(vocabulary.load("counted")["people"]["officials"])


def kind_of(folded: str) -> CollaboratorKind | None:
    """Contract or concurrent, by the words about a person or group; None where they say nothing."""
    folded = _ENGAGED_BY.sub(" ", folded)
    if officials().search(folded):
        return CollaboratorKind.CONCURRENT
    return CollaboratorKind.CONTRACT if _CONTRACT.search(folded) else None
