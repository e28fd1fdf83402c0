"""Marked blocks of a page, filled anew by what makes each of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping


def filled(page: str, block: re.Pattern[str], makers: Mapping[str, Callable[[], str]]) -> str:
    """The page with each block as its maker gives it today; `block` has groups `before`, `name` and `after`.

    Raises:
        KeyError: for a block without a maker.
    """
    return block.sub(lambda match: f"{match['before']}{makers[match['name']]()}{match['after']}", page)
