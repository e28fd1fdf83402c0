"""How wide the text of a cell outside tables stands: programs print it over the empty cells beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from extractor.reading.sheets.regions import Placed
from extractor.reading.source import Align

_DEFAULT_SIZE: Final = 11.0
"""Points of the font in whose characters widths of columns are counted."""
_CENTRED: Final = 0.05
"""Share of the sheet's width by which the middle of a centred line may be off."""


def as_shown(row: Sequence[Placed], widths: Sequence[float]) -> list[Placed]:
    """The cells of a row with the columns that their text covers on the screen.

    A line alone in its row and centred on the sheet stands over its whole width, as titles do.
    """
    filled = [item for item in row if item.cell.text.strip()]
    found = []
    for at, item in enumerate(filled):
        before = filled[at - 1].right if at else 0
        behind = filled[at + 1].left if at + 1 < len(filled) else len(widths)
        found.append(_spread(item, widths, before, behind))
    if len(found) == 1 and _is_centred(found[0], widths):
        return [replace(found[0], left=0, right=len(widths))]
    return found


def _spread(item: Placed, widths: Sequence[float], before: int, behind: int) -> Placed:
    if item.merged or item.cell.is_number:
        return item
    longest = max(map(len, item.cell.text.splitlines()), default=0)
    missing = longest * item.cell.style.size / _DEFAULT_SIZE - sum(widths[item.left : item.right])
    if item.cell.style.wraps or missing <= 0:
        return item
    align = item.cell.style.align
    to_left = {Align.CENTRE: missing / 2, Align.RIGHT: missing}.get(align or Align.LEFT, 0.0)
    left, right = item.left, item.right
    room, need = 0.0, missing - to_left
    while room < to_left and left > before:
        left -= 1
        room += widths[left]
    room = 0.0
    while room < need and right < behind:
        room += widths[right]
        right += 1
    return replace(item, left=left, right=right)


def _is_centred(item: Placed, widths: Sequence[float]) -> bool:
    if item.cell.style.align is not Align.CENTRE:
        return False
    whole = sum(widths)
    middle = sum(widths[: item.left]) + sum(widths[item.left : item.right]) / 2
    return abs(middle - whole / 2) <= _CENTRED * whole
