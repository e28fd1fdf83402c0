"""Rates that nobody may pass, counted in the memory of this server over moving windows."""

from __future__ import annotations

import time
from math import ceil

from limits import parse_many
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter

from extractor.access.problems import Kind, ProblemError
from extractor.access.settings import Limits


class Throttle:
    """Counts requests, and what was wrong with them."""

    def __init__(self, limits: Limits) -> None:
        """Count from nothing."""
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())
        self._rates = {
            "requests": parse_many(limits.requests),
            "failures": parse_many(limits.failures),
            "logins": parse_many(limits.logins),
        }

    def count(self, rate: str, *whose: str) -> None:
        """Count one.

        Raises:
            ProblemError: it is one too many.
        """
        for item in self._rates[rate]:
            if not self._limiter.hit(item, rate, *whose):
                raise _too_many(self._limiter.get_window_stats(item, rate, *whose).reset_time)

    def check(self, rate: str, *whose: str) -> None:
        """Refuse where one more would be too many, and count nothing.

        Raises:
            ProblemError: it would be.
        """
        for item in self._rates[rate]:
            if not self._limiter.test(item, rate, *whose):
                raise _too_many(self._limiter.get_window_stats(item, rate, *whose).reset_time)


def _too_many(reset: float) -> ProblemError:
    wait = max(1, ceil(reset - time.time()))
    return ProblemError(Kind.TOO_MANY, f"more may be asked in {wait} s", {"Retry-After": str(wait)})
