"""What a command says of decisions that lie on other bytes than the files of a store have now."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Final

from extractor.commands.documents import printable

_MOST: Final = 3
"""Names that are said."""


def tell_left_behind(counts: Mapping[str, int], next_step: str) -> None:
    """One line on standard error: how many decisions do not hold, why, and what to do; nothing where all do.

    `counts` are those of `DecisionLog.all_left_behind`.
    """
    if not counts:
        return
    decisions, files = sum(counts.values()), len(counts)
    names = ", ".join(map(printable, list(counts)[:_MOST])) + (" …" if files > _MOST else "")
    lie = f"{decisions} decision{'s lie' if decisions > 1 else ' lies'}"
    under = f"{files} file names" if files > 1 else "a file name"
    print(
        f"vanthu: {lie} on other bytes under {under} ({names}): what was decided about a file does not go over to "
        f"another one of its name; {next_step}",
        file=sys.stderr,
    )
