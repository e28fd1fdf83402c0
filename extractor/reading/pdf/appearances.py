"""What only appearances of annotations and signatures draw: numbers written into typed blanks, stamps."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

import numpy as np
import pypdfium2.raw as pdfium

from extractor.reading.pdf.baselines import row_numbers
from extractor.reading.pdf.glyphs import Frame, Glyphs, Integers, Mask, Style
from schemas.evidence import Box

_WITHOUT_TEXT = (pdfium.FPDF_ANNOT_LINK, pdfium.FPDF_ANNOT_POPUP)
_ABOVE, _BELOW = 1.1, 0.45
"""How far above and below a typed baseline the baseline of a written-in number may lie, in type sizes."""
_BESIDE = 3.0
"""How far beside a typed line a number may be written, in type sizes."""
_MAX_BOXES = 1_000
_MOST_COVERED = 0.6
"""A stamp pressed onto a line lies over typed letters with more of its width than a number in its blank."""
_OPENING, _CLOSING = "/-(–", "/-,.;:)–"


@dataclass(frozen=True, slots=True)
class Page:
    """Typed text with what was written into it, and apart the stamps."""

    text: Glyphs
    stamps: Glyphs


def has_appearances(page: object) -> bool:
    """Whether a loaded page has annotations that may draw text."""
    for index in range(pdfium.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        kind = pdfium.FPDFAnnot_GetSubtype(annotation)
        pdfium.FPDFPage_CloseAnnot(annotation)
        if kind not in _WITHOUT_TEXT:
            return True
    return False


def boxes(page: object, frame: Frame) -> tuple[Box, ...]:
    """Where annotations of a loaded page draw something: signatures, stamps, strokes of a pen."""
    found = []
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page), _MAX_BOXES)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        rectangle = pdfium.FS_RECTF()
        placed = pdfium.FPDFAnnot_GetRect(annotation, rectangle) and pdfium.FPDFAnnot_GetObjectCount(annotation) > 0
        kind = pdfium.FPDFAnnot_GetSubtype(annotation)
        pdfium.FPDFPage_CloseAnnot(annotation)
        if placed and kind not in _WITHOUT_TEXT:
            x, y = frame.place(np.array([rectangle.left, rectangle.right]), np.array([rectangle.bottom, rectangle.top]))
            found.append(Box(*np.round([x.min(), y.min(), x.max(), y.max()], 2).tolist()))
    return tuple(found)


def flatten(page: object) -> None:
    """Make the appearances part of the content in memory; they show after the page is loaded again."""
    pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)


def added(before: Glyphs, after: Glyphs) -> Glyphs:
    """Glyphs of the flattened page that its own content does not show."""
    known = Counter(_places(before))
    fresh = []
    for index, place in enumerate(_places(after)):
        if known[place]:
            known[place] -= 1
        else:
            fresh.append(index)
    drawn = after.take(np.array(fresh, np.int64))
    return replace(drawn, style=drawn.style | Style.DRAWN)


def _places(glyphs: Glyphs) -> list[tuple[int, float, float]]:
    x, y = np.round(glyphs.x0, 0).tolist(), np.round(glyphs.base, 0).tolist()
    return list(zip(glyphs.code.tolist(), x, y, strict=True))


def merge(typed: Glyphs, drawn: Glyphs) -> Page:
    """Write drawn lines into the typed rows whose blanks they fill, by box; what fills none is a stamp.

    A drawn glyph over a typed one replaces it.
    """
    drawn = drawn.take(drawn.upright & ~drawn.spaces())
    rows = row_numbers(typed, np.where(typed.upright, -1, 0))
    words = _words(drawn)
    alone = _stand_alone([drawn.take(word) for word in words])
    stamped = np.zeros(len(drawn), np.bool_)
    for word, is_alone in zip(words, alone, strict=True):
        host = _host(typed, rows, drawn.take(word)) if is_alone else None
        if host is None:
            stamped[word] = True
            continue
        typed, rows = _write_in(typed, rows, drawn.take(word), host)
    return Page(typed, drawn.take(stamped))


def _words(glyphs: Glyphs) -> list[Integers]:
    """Drawn rows cut where they are left open: each part may fill a blank of its own."""
    rows = row_numbers(glyphs, np.full(len(glyphs), -1, np.int64))
    words: list[Integers] = []
    for number in np.unique(rows).tolist():
        row = np.flatnonzero(rows == number)
        order = row[np.argsort(glyphs.x0[row], kind="stable")]
        gaps = glyphs.x0[order[1:]] - glyphs.x1[order[:-1]]
        words += np.split(order, np.flatnonzero(gaps > glyphs.size[order[1:]]) + 1)
    return words


def _stand_alone(words: list[Glyphs]) -> list[bool]:
    """Whether each drawn word is no line of a drawn paragraph: stamps have several lines over each other."""
    boxes = [(w.x0.min(), w.x1.max(), float(np.median(w.base)), w.size.max()) for w in words]
    return [not any(_adjoin(a, b) for b in boxes if b is not a) for a in boxes]


def _adjoin(a: tuple[float, ...], b: tuple[float, ...]) -> bool:
    return a[0] < b[1] and b[0] < a[1] and abs(a[2] - b[2]) < 1.7 * max(a[3], b[3])


def _host(typed: Glyphs, rows: Integers, word: Glyphs) -> int | None:
    """The typed row that a drawn word stands in, the nearest baseline first."""
    middle, size = float(np.median(word.base)), float(word.size.max())
    best: tuple[float, int] | None = None
    near = typed.upright & ~typed.spaces() & (np.abs(typed.base - middle) < 2 * np.maximum(typed.size, size))
    for row in np.unique(rows[near]).tolist():
        line = typed.take((rows == row) & near)
        base, high = float(np.median(line.base)), float(np.median(line.size))
        reach = _BESIDE * high
        if not (line.x0.min() - reach < word.x0.min() and word.x1.max() < line.x1.max() + reach):
            continue
        if not base - _ABOVE * high < middle < base + _BELOW * high or _is_covering(line, word):
            continue
        distance = abs(base - middle)
        best = min(best, (distance, row)) if best else (distance, row)
    return best[1] if best else None


def _is_covering(line: Glyphs, word: Glyphs) -> bool:
    """Whether words, not a number in its place, lie over typed letters: a stamp pressed onto the line."""
    overlap = np.minimum(line.x1, word.x1.max()) - np.maximum(line.x0, word.x0.min())
    width = float(word.x1.max() - word.x0.min())
    return len(word) > 4 and float(overlap.clip(min=0).sum()) > _MOST_COVERED * width


def _covered(typed: Glyphs, in_row: Mask, word: Glyphs) -> Mask:
    """The typed glyph that each drawn glyph lies over most, if it covers half of it."""
    covered = np.zeros(len(typed), np.bool_)
    places = np.flatnonzero(in_row & ~typed.spaces())
    for x0, x1 in zip(word.x0.tolist(), word.x1.tolist(), strict=True):
        shared = np.minimum(typed.x1[places], x1) - np.maximum(typed.x0[places], x0)
        if len(places):
            most = int(np.argmax(shared))
            narrower = min(float(typed.x1[places[most]] - typed.x0[places[most]]), x1 - x0)
            covered[places[most]] |= bool(shared[most] > 0.5 * narrower)
    return covered


def _write_in(typed: Glyphs, rows: Integers, word: Glyphs, host: int) -> tuple[Glyphs, Integers]:
    in_row = rows == host
    covered = _covered(typed, in_row, word)
    visible = in_row & ~typed.spaces() & ~covered
    x0, x1 = float(word.x0.min()), float(word.x1.max())
    before = np.flatnonzero(visible & (typed.x0 < x0))
    after = np.flatnonzero(visible & (typed.x0 >= x0))
    left = before[np.argmax(typed.x1[before])] if len(before) else None
    right = after[np.argmin(typed.x0[after])] if len(after) else None
    low = float(typed.x1[left]) if left is not None else -np.inf
    high = float(typed.x0[right]) if right is not None else np.inf
    blank = in_row & typed.spaces() & (typed.x1 > low - 0.5) & (typed.x0 < high + 0.5)
    base = np.full(len(word), float(np.median(typed.base[in_row])))
    word = replace(word, base=base, size=np.full(len(word), float(np.median(typed.size[in_row]))))
    style = typed.style.copy()
    close_left = left is not None and chr(int(typed.code[left])) in _OPENING
    if right is not None and chr(int(typed.code[right])) in _CLOSING and high - x1 < 3 * word.size[0]:
        style[right] |= Style.JOINED
    if close_left:
        word = replace(word, style=word.style | np.where(np.arange(len(word)) == 0, Style.JOINED, 0))
    kept = np.flatnonzero(~covered & ~blank)
    typed, rows = replace(typed, style=style).take(kept), rows[kept]
    behind = max(float(word.x0.max()) + 0.02, min(x1, high) - 0.02)
    for edge in [x0 - 0.02] * (not close_left) + [behind]:
        word = word.beside(_blank_at(word, edge))
    return typed.beside(word), np.concatenate((rows, np.full(len(word), host)))


def _blank_at(word: Glyphs, x: float) -> Glyphs:
    """A blank without width: what is written into an open blank is a word of its own."""
    blank = word.take(np.array([0]))
    edge = np.array([x])
    return replace(blank, code=np.array([0x20]), x0=edge, x1=edge, style=np.array([0]))
