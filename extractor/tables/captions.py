"""The caption of a table: the line right above it that is numbered as one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extractor.reading.source import Grid
from extractor.text.passage import Passage, Quote

_CAPTION = re.compile(r"(?:bang|bieu|phu bieu|bieu mau|mau)\s(?:so\s)?(?:\d{1,3}|[ivx]{1,5})(?:[.\-]\d{1,3})?\b")
_MAX_LENGTH = 300


def _is_caption(passage: Passage) -> bool:
    return len(passage.text) <= _MAX_LENGTH and _CAPTION.match(passage.folded) is not None


def captions_of(flow: Sequence[Passage | Grid], grids: Sequence[Grid]) -> list[Quote | None]:
    """For each grid its caption (`Bảng 1. …`, `Biểu số 02: …`), None where the line above is none."""
    above: dict[int, Quote] = {}
    for before, item in pairwise(flow):
        if isinstance(item, Grid) and isinstance(before, Passage) and _is_caption(before):
            above[id(item)] = before.quote()
    return [above.get(id(grid)) for grid in grids]
