"""How reports print numbers and text: three decimals, intervals, and nothing that a terminal would obey."""

from __future__ import annotations

from typing import Final

from evaluation.align import Item
from evaluation.intervals import Interval

SHOWN: Final = 160
"""Characters of a value that an error line shows."""


def decimal(value: float | None) -> str:
    """Three decimals; `-` where there was nothing to divide by."""
    return "-" if value is None else f"{value:.3f}"


def interval(bounds: Interval | None) -> str:
    """`0.912–0.987`; `-` where there is none."""
    return "-" if bounds is None else f"{bounds.low:.3f}–{bounds.high:.3f}"


def counted(number: int, noun: str) -> str:
    """`1 document`, `2 documents`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def quoted(item: Item) -> str:
    """The value of an item in quotation marks, cut after `SHOWN` characters."""
    return f'"{shown(shortened(item.shown))}"'


def shortened(text: str) -> str:
    """At most `SHOWN` characters."""
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"


def shown(text: str) -> str:
    """Text for a terminal: what does not print (escape sequences of a hostile document) is spelt out."""
    return "".join(character if character.isprintable() else f"\\u{ord(character):04x}" for character in text)
