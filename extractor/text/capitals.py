"""Whether words are set in capitals, as components of head and tail are."""

from __future__ import annotations


def is_capitals(text: str) -> bool:
    """Whether nearly all letters are capitals."""
    capitals = sum(map(str.isupper, text))
    return capitals > 0 and capitals >= 0.85 * sum(map(str.isalpha, text))
