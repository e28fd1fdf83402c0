"""Strokes through and under letters: a struck number and an underlined word are drawn as rulings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from extractor.reading.pdf.glyphs import Glyphs, Style
from extractor.reading.pdf.rulings import Edge

_STRUCK = (-0.42, -0.12)
_UNDERLINED = (0.02, 0.2)
"""Where the stroke lies below the baseline, in type sizes."""


def with_strokes(glyphs: Glyphs, edges: Sequence[Edge]) -> Glyphs:
    """The glyphs with marks for the strokes that cross or underline them."""
    lying = [edge for edge in edges if edge.horizontal and edge.x1 - edge.x0 > 1]
    if not lying or not len(glyphs):
        return glyphs
    style = glyphs.style.copy()
    middle = (glyphs.x0 + glyphs.x1) / 2
    size = np.maximum(glyphs.size, 1)
    order = np.argsort(glyphs.base, kind="stable")
    bases, reach = glyphs.base[order], max(map(abs, (*_STRUCK, *_UNDERLINED))) * float(size.max())
    for edge in lying:
        first, last = np.searchsorted(bases, (edge.top - reach, edge.top + reach))
        near = order[first:last]
        near = near[(middle[near] > edge.x0) & (middle[near] < edge.x1) & glyphs.upright[near]]
        if len(near):
            depth = (edge.top - glyphs.base[near]) / size[near]
            style[near[(depth > _STRUCK[0]) & (depth < _STRUCK[1])]] |= Style.STRUCK
            style[near[(depth > _UNDERLINED[0]) & (depth < _UNDERLINED[1])]] |= Style.UNDERLINE
    return replace(glyphs, style=style)
