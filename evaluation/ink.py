"""Boxes against the page as drawn: how much of the ink of a span's line lies inside the box of its evidence."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium

from evaluation.evidence import Claim
from schemas.evidence import Box, PageEvidence

SCALE: Final = 2.0
"""Pixels a point: 144 dots an inch."""
DARK: Final = 200
"""Grey values below count as ink."""
REACH: Final = 0.5
"""How far above and below its box the ink of a line is looked for, in heights of the box."""
VALLEY: Final = 0.2
"""A row with less than this share of the ink of the fullest row is thin; where ink doubles after it, a line begins."""
RULE: Final = 0.9
"""A row inked over this share of its width is a ruling of a table."""
COVERED: Final = 0.95
"""A box that holds less of its line's ink is reported."""

Ink = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class InkOfBox:
    """A box of a claim and the share of its line's ink that it holds, 0 to 1; 0 where there is no ink at all."""

    claim: Claim
    page: int
    share: float


def check_ink(path: Path, made: Iterable[Claim], limit: int) -> tuple[InkOfBox, ...]:
    """The ink in boxes of the first page evidence of evenly chosen claims, at most `limit` of them, in a PDF.

    Raises:
        pypdfium2.PdfiumError: when the file is no PDF.
    """
    boxed = [(claim, span) for claim in made for span in claim.spans if isinstance(span, PageEvidence) and span.boxes]
    chosen = boxed[:: max(1, -(-len(boxed) // limit))]
    with pdfium.PdfDocument(path) as document:
        # Without it fields drawn by a digital signature are not rendered.
        document.init_forms()
        return tuple(_measured(document, chosen))


def share_inside(ink: Ink, box: Box) -> float:
    """Of the inked rows that run through the box, and up to `REACH` beyond it: the share of ink inside.

    `ink` is a page at `SCALE`; only the columns of the box are looked at, so that its neighbours on the line do not
    count. A line ends at a valley (see `VALLEY`): hooks and tails of Vietnamese letters touch the lines next to them.
    """
    height = box.bottom - box.top
    left, right = _pixels(box.x0, box.x1, ink.shape[1])
    first, last = _pixels(box.top - REACH * height, box.bottom + REACH * height, ink.shape[0])
    top, bottom = _pixels(box.top, box.bottom, ink.shape[0])
    rows = ink[:, left:right].sum(axis=1)
    inked = np.flatnonzero(rows[top:bottom])
    if not inked.size:
        return 0.0
    thin = VALLEY * float(rows[top:bottom].max())
    rule = RULE * (right - left)
    above = _run(rows[first:top][::-1], thin, rule) if inked[0] == 0 else 0
    below = _run(rows[bottom:last], thin, rule) if inked[-1] == bottom - top - 1 else 0
    return float(rows[top:bottom].sum() / rows[top - above : bottom + below].sum())


def _run(rows: npt.NDArray[np.int64], thin: float, rule: float) -> int:
    """How many of these rows, going away from the box, belong to its line: up to white paper, a rule or a valley."""
    least = math.inf
    for count, row in enumerate(rows.tolist()):
        if row == 0 or row >= rule or (least < thin and row > 2 * least):
            return count
        least = min(least, row)
    return len(rows)


def _measured(document: pdfium.PdfDocument, chosen: Sequence[tuple[Claim, PageEvidence]]) -> Iterator[InkOfBox]:
    pages: dict[int, Ink] = {}
    for claim, span in chosen:
        if not 1 <= span.page <= len(document):
            yield InkOfBox(claim, span.page, 0.0)
            continue
        if span.page not in pages:
            # One page at a time is held: a long document has many.
            pages = {span.page: _drawn(document, span.page)}
        yield InkOfBox(claim, span.page, min(share_inside(pages[span.page], box) for box in span.boxes))


def _drawn(document: pdfium.PdfDocument, page: int) -> Ink:
    bitmap = document[page - 1].render(scale=SCALE, grayscale=True, may_draw_forms=True)
    pixels: npt.NDArray[np.uint8] = bitmap.to_numpy()
    return pixels.reshape(pixels.shape[0], pixels.shape[1]) < DARK


def _pixels(low: float, high: float, size: int) -> tuple[int, int]:
    """The half-open range of pixels that a range of points touches."""
    first = min(max(int(low * SCALE), 0), size)
    return first, min(max(int(-(-high * SCALE // 1)), first), size)
