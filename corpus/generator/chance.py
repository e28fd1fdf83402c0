"""Seeded choices: the same names give the same choices on every machine."""

import hashlib
import random
from collections.abc import Mapping, Sequence
from typing import TypeVar

T = TypeVar("T")


class Chance:
    """Draws for one document; its seed is made from words, so that documents do not depend on each other."""

    def __init__(self, *words: object) -> None:
        digest = hashlib.sha256("|".join(str(word) for word in words).encode()).digest()
        self._random = random.Random(int.from_bytes(digest, "big"))  # noqa: S311 no secret is made of it

    def pick(self, choices: Sequence[T]) -> T:
        """One of them."""
        return choices[self._random.randrange(len(choices))]

    def some(self, choices: Sequence[T], count: int) -> list[T]:
        """Up to `count` different ones in random order."""
        return self._random.sample(list(choices), min(count, len(choices)))

    def odds(self, probability: float) -> bool:
        """True in that share of draws."""
        return self._random.random() < probability

    def number(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        return self._random.randint(low, high)

    def weighted(self, weights: Mapping[T, float]) -> T:
        """A key, as often as its weight says."""
        return self._random.choices(list(weights), list(weights.values()))[0]

    def normal(self, spread: float) -> float:
        """A deviation from zero."""
        return self._random.gauss(0, spread)
