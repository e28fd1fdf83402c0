"""Lists in pages: how many items, and behind which one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, TypeVar

from fastapi import Query

LARGEST = 2**53
Limit = Annotated[int, Query(ge=1, le=200, description="items at most")]
After = Annotated[
    int | None, Query(ge=0, le=LARGEST, description="`next` of the page before; without it the first page")
]
Item = TypeVar("Item")


def cut(items: Sequence[Item], most: int, number: Callable[[Item], int]) -> tuple[Sequence[Item], int | None]:
    """A page of items of which one more was fetched, and where the next page begins; None: there is none."""
    if len(items) <= most:
        return items, None
    return items[:most], number(items[most - 1])
