"""The administrative unit that a body's name ends with, compared."""

from __future__ import annotations

import re

from extractor.text.fold import fold_key

_UNIT = re.compile(
    r"\b(?P<kind>xã(?! hội)|phường|thị trấn|đặc khu|huyện|quận|thị xã|thành phố|tỉnh)\s(?!ủy|uỷ|đội|đoàn)"
    r"(?P<name>[^\W\d_]+(?:[\s-][^\W\d_]+){0,4})\s*\)?\W{0,3}$"
)


def differs(one: str, other: str) -> bool:
    """Whether two names end with units of one kind and of different names; a name cut off by its line does not."""
    first, second = _unit(one), _unit(other)
    if first is None or second is None or first[0] != second[0]:
        return False
    return not (first[1].startswith(second[1]) or second[1].startswith(first[1]))


def _unit(text: str) -> tuple[str, str] | None:
    """Kind and folded name."""
    match = _UNIT.search(" ".join(text.lower().split()))
    return (match["kind"], fold_key(match["name"])) if match is not None else None
