"""Text turned by a quarter: vertical heads of narrow columns, notes along the edge of the page."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from extractor.reading.boxes import Boxes, GlyphBox
from extractor.reading.pdf.glyphs import Glyphs
from extractor.reading.pdf.lines import Line

_WORD_GAP = 0.18


def set_turned(glyphs: Glyphs) -> tuple[Line, ...]:
    """Lines of turned glyphs in the order of the file, with boxes as they stand on the page."""
    if not len(glyphs):
        return ()
    middles = np.round((glyphs.x0 + glyphs.x1) / 2 / np.maximum(glyphs.size, 1)).astype(np.int64)
    change = np.flatnonzero((np.diff(middles) != 0) | (np.abs(np.diff(glyphs.top)) > 4 * glyphs.size[1:])) + 1
    lines = [_line(part) for part in (glyphs.take(index) for index in np.split(np.arange(len(glyphs)), change))]
    return tuple(line for line in lines if line.text)


def _line(part: Glyphs) -> Line:
    text: list[str] = []
    boxes: list[GlyphBox | None] = []
    corners = zip(part.x0.tolist(), part.top.tolist(), part.x1.tolist(), part.bottom.tolist(), strict=True)
    for code, space, (x0, top, x1, bottom) in zip(part.code.tolist(), part.spaces().tolist(), corners, strict=True):
        previous = next((box for box in reversed(boxes) if box), None)
        apart = (
            previous is not None
            and min(abs(top - previous[3]), abs(previous[1] - bottom)) > _WORD_GAP * part.size[0]
        )
        if (space or apart) and text and text[-1] != " ":
            text.append(" ")
            boxes.append(None)
        if not space:
            text.append(chr(code))
            boxes.append((round(x0, 2), round(top, 2), round(x1, 2), round(bottom, 2)))
    while text and text[-1] == " ":
        text.pop()
        boxes.pop()
    outer = (float(part.x0.min()), float(part.top.min()), float(part.x1.max()), float(part.bottom.max()))
    line = Line("".join(text), Boxes.of(boxes), (0,) * len(text), *outer, outer[3], float(part.size[0]), -1)
    return replace(line, styles=(int(part.style[0]),) * len(text))
