"""Readers of other packages: each is named by an entry point of the group `vanthu.readers` (docs/add-a-reader.md)."""

from __future__ import annotations

from functools import lru_cache
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from extractor.reading.registry import Reader

GROUP = "vanthu.readers"


@lru_cache(maxsize=1)
def plugged_in() -> tuple[Reader, ...]:
    """Readers that other packages offer, by the names of their entry points."""
    points = sorted(entry_points(group=GROUP), key=lambda point: point.name)
    return tuple(cast("Reader", point.load()) for point in points)
