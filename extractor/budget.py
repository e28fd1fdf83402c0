"""What a document may use: a soft deadline that stages look at, and a sign of life that they give."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass


def _silent(_: str) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Budget:
    """A point on the monotonic clock (seconds; None: no limit) and who is told which stage begins.

    A reader that meets the deadline between two pages stops and gives what it has with a `Cut`; whoever cannot stop is
    killed from outside later.
    """

    deadline: float | None = None
    report: Callable[[str], None] = _silent

    def spent(self) -> bool:
        """Whether the deadline has passed."""
        return self.deadline is not None and time.monotonic() >= self.deadline

    def begin(self, stage: str) -> None:
        """Say that a stage (`read`, `page 3`, `structure` …) begins."""
        self.report(stage)


UNLIMITED = Budget()
