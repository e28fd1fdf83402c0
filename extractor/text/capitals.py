"""Whether words are set in capitals, as components of head and tail are."""

from __future__ import annotations


def is_capitals(text: str) -> bool:
    """Whether nearly all letters are capitals."""
    letters = [c for c in text if c.isalpha()]
    return bool(letters) and sum(c.isupper() for c in letters) >= 0.85 * len(letters)
