"""Signature blocks matched: which signer stands for which, and each part by itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from evaluation.align import Alignment, Item, align_one, join
from evaluation.gold import Gold, GoldSigner
from evaluation.items import read, same, words
from schemas.document import Signer
from schemas.fields import Text
from schemas.record import Record

SIGNER_PARTS: Final = {
    "authority": "authority",
    "capacity": "capacity",
    "position": "position",
    "name": "full_name",
}
"""Key of a label's signer → field of a record's."""


def _signer_pairs(gold: Gold, record: Record) -> list[tuple[GoldSigner | None, Signer | None]]:
    """Which signer stands for which: most equal parts first, ties by the order on the page."""
    scored = sorted(
        (-_equal_parts(one, other), index, place)
        for index, one in enumerate(gold.signers)
        for place, other in enumerate(record.signers)
    )
    owner: dict[int, int] = {}
    for _, index, place in scored:
        if index not in owner and place not in owner.values():
            owner[index] = place
    paired: list[tuple[GoldSigner | None, Signer | None]] = [
        (one, record.signers[owner[index]] if index in owner else None) for index, one in enumerate(gold.signers)
    ]
    return paired + [(None, other) for place, other in enumerate(record.signers) if place not in owner.values()]


def _equal_parts(one: GoldSigner, other: Signer) -> int:
    return sum(same(_gold_part(one, part), _predicted_part(other, part)) for part in SIGNER_PARTS)


def _gold_part(signer: GoldSigner | None, part: str) -> Item | None:
    return words(getattr(signer, part)) if signer is not None else None


def _predicted_part(signer: Signer | None, part: str) -> Item | None:
    if signer is None:
        return None
    field: Text = getattr(signer, SIGNER_PARTS[part])
    return read(words, field)


def signer_part(part: str) -> Callable[[Gold, Record], Alignment]:
    """The comparison of one part (a key of `SIGNER_PARTS`) over all signers."""

    def compare(gold: Gold, record: Record) -> Alignment:
        pairs = _signer_pairs(gold, record)
        return join(align_one(_gold_part(one, part), _predicted_part(other, part)) for one, other in pairs)

    return compare
