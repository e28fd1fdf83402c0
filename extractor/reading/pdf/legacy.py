"""Decodes glyphs set in fonts of the years before Unicode, and lines of glyphs that speak for themselves.

What a page says of such fonts is a letter of Latin-1 for each glyph, and a hyphen where WinAnsiEncoding has one for the
byte of `ư`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

import numpy as np

from extractor.reading.legacy.encodings import encodings
from extractor.reading.legacy.evidence import FEWEST_TELLING, TELLING, decode_lines
from extractor.reading.legacy.fonts import FontCode, decode_run
from extractor.reading.pdf.glyphs import Glyphs, Integers, Style, among, code_table

_OF_FONTS: Final = Style.TCVN3 | Style.CAPITALS | Style.VNI
_TELLING: Final = code_table(map(ord, TELLING))
_SAME_LINE: Final = 0.5
"""Points between the baselines of glyphs of one line."""


def decoded(glyphs: Glyphs) -> Glyphs:
    """The glyphs with what they print; a mark that is a glyph of its own becomes part of its letter."""
    of_fonts = (glyphs.style & int(_OF_FONTS)) != 0
    has_evidence = int(among(glyphs.code, _TELLING).sum()) >= FEWEST_TELLING
    if not of_fonts.any() and not has_evidence:
        return glyphs
    letters = [chr(code) for code in glyphs.code.tolist()]
    lines = _lines(glyphs)
    _by_font(letters, lines, (glyphs.style & int(_OF_FONTS)).tolist())
    if has_evidence:
        _by_evidence(letters, [place for place in lines if not of_fonts[place[0] : place[1]].any()])
    return _joined(replace(glyphs, style=glyphs.style & ~int(_OF_FONTS)), letters)


def _lines(glyphs: Glyphs) -> list[tuple[int, int]]:
    """Stretches of glyphs that follow one another in the file on one baseline."""
    breaks = np.flatnonzero(np.abs(np.diff(glyphs.base)) > _SAME_LINE) + 1
    return list(pairwise([0, *breaks.tolist(), len(glyphs)]))


def _by_font(letters: list[str], lines: Sequence[tuple[int, int]], codes: Sequence[int]) -> None:
    for start, end in lines:
        at = start
        while at < end:
            stop = next((place for place in range(at, end) if codes[place] != codes[at]), end)
            if codes[at]:
                letters[at:stop] = decode_run("".join(letters[at:stop]), _code_of_style(codes[at]))
            at = stop


def _by_evidence(letters: list[str], lines: Sequence[tuple[int, int]]) -> None:
    found = decode_lines(["".join(letters[start:end]) for start, end in lines])
    for (start, end), line in zip(lines, found, strict=True):
        if line is not None:
            letters[start:end] = line


def _joined(glyphs: Glyphs, letters: Sequence[str]) -> Glyphs:
    """Glyphs with these letters; one without a letter of its own widens the glyph before it."""
    kept: Integers = np.flatnonzero([bool(letter) for letter in letters])
    code = glyphs.code.copy()
    code[kept] = [ord(letters[at][0]) for at in kept.tolist()]
    x1 = np.maximum.reduceat(glyphs.x1, kept) if len(kept) else glyphs.x1
    return replace(replace(glyphs, code=code).take(kept), x1=x1)


def _code_of_style(bits: int) -> FontCode:
    if bits & Style.VNI:
        return FontCode(encodings()["vni"])
    return FontCode(encodings()["tcvn3"], capitals=bool(bits & Style.CAPITALS))
