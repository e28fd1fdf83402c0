"""The administrative unit that a body's name ends with, compared."""

from __future__ import annotations

import re

from extractor.text.fold import fold_key
from extractor.units.units import load
from schemas.document import Document

_UNIT = re.compile(
    r"\b(?P<kind>xã(?! hội)|phường|thị trấn|đặc khu|huyện|quận|thị xã|thành phố|tỉnh)\s(?!ủy|uỷ|đội|đoàn)"
    r"(?P<name>[^\W\d_]+(?:[\s-][^\W\d_]+){0,4}(?:\s\d{1,2})?|\d{1,2})\s*\)?\W{0,3}$"
)
_PROVINCIAL = frozenset({"tỉnh", "thành phố"})
_Unit = tuple[str, str]
"""Kind and folded name."""


def names_other_body(document: Document, text: str) -> bool:
    """Whether a text ends with a unit other than that of the issuing body or of the body above it.

    Where neither names a unit of that kind, the place of the date line does (NĐ 30/2020, Annex I, II.4.a), if it was
    a unit of that kind on the day.
    """
    named = _unit(text)
    if named is None:
        return False
    kind, name = named
    organs = (document.organ_name, document.parent_organ_name)
    own = [unit for organ in organs if (unit := _unit(organ.value or "")) is not None]
    place = document.place.value or ""
    if any(_is_one_name(name, other) for other in (*(unit[1] for unit in own), fold_key(place)) if other):
        return False
    if kind in dict(own):
        return True
    kinds = _PROVINCIAL if kind in _PROVINCIAL else {kind}
    return bool(place) and any(unit.kind in kinds for unit in load().find(place, on=document.issued_date.value))


def _is_one_name(one: str, other: str) -> bool:
    """Whether two names are one, perhaps cut off by its line."""
    return one.startswith(other) or other.startswith(one)


def _unit(text: str) -> _Unit | None:
    match = _UNIT.search(" ".join(text.lower().split()))
    return (match["kind"], fold_key(match["name"])) if match is not None else None
