"""Figures that stand alone in the columns of a table without rules: the engine takes them for specks and leaves them.

What it left is found as ink the size of type that no word covers, one below the other; each such column is read alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
import numpy.typing as npt

from extractor.reading.boxes import GlyphBox
from extractor.reading.ocr.engine import Grey, ReadWord
from extractor.reading.ocr.figures import FIGURES, is_figure, read_crop
from extractor.reading.ocr.noise import without
from extractor.reading.ocr.picture import Prepared
from extractor.reading.ocr.stretches import base_beside
from extractor.reading.ocr.words import overlap
from extractor.reading.pdf.grids import Table
from extractor.reading.pdf.rulings import Edge

_POINTS = 72.0
_DARK = 140
_LOWEST, _HIGHEST = 0.07, 0.2
"""Heights of letters and figures in inches."""
_WIDEST = 1.6
_REACH = 0.06
"""Inches between signs of one word at most."""
_RULE = 0.02
_BORDER = 0.25
"""Inches along the edge of the paper where shadows and punch holes are."""
_MARGIN = 0.1
_FEWEST = 3
_MOST_COLUMNS = 40
_LEAST_SURE = 0.4
_MOSTLY = 0.6
_OFF = 0.5
"""Baselines of one line differ by less than this share of a figure's height."""
_PLAIN_SIZE = 1.5
_SIZES = (1.25, 1.0, 2.0)


@dataclass(frozen=True, slots=True)
class _Blob:
    """Ink the size of a word, in pixels."""

    x0: int
    top: int
    x1: int
    bottom: int


def read_missed(
    page: Prepared, edges: Sequence[Edge], tables: Sequence[Table], words: Sequence[ReadWord]
) -> list[ReadWord]:
    """The words of a page with those of columns that the engine left; `tables` were read cell by cell."""
    known = [word for word in words if any(char.isalnum() for char in word.word.text)]
    signs = without(words, known)
    figures = [word for word in known if is_figure(word.word.text)]
    columns = _columns(_blobs(page, edges, tables, known), figures)
    read = list(words)
    for column in columns[:_MOST_COLUMNS]:
        found = _read(page, column, _beside(column, figures))
        new = without(found, _touching(found, known))
        added = _on_lines_behind(read, new, known)
        read = [*without(read, _touching(signs, new)), *added]
        known += added
    return read


def _touching(words: Sequence[ReadWord], others: Sequence[ReadWord]) -> list[ReadWord]:
    """The words that overlap one of others."""
    return [word for word in words if any(overlap(word.word, other.word) for other in others)]


def _on_lines_behind(words: Sequence[ReadWord], new: Sequence[ReadWord], known: Sequence[ReadWord]) -> list[ReadWord]:
    """New words, each on a line of its own behind those of other words and as level as the known ones beside it."""
    line = 1 + max((word.line for word in words), default=-1)
    return [replace(word, line=line + n, base=_base(word, known)) for n, word in enumerate(new)]


def _base(word: ReadWord, known: Sequence[ReadWord]) -> float:
    return base_beside(word, known, _OFF * (word.word.bottom - word.word.top))


def _blobs(page: Prepared, edges: Sequence[Edge], tables: Sequence[Table], words: Sequence[ReadWord]) -> list[_Blob]:
    """Ink the size of words outside of all words, rules and tables."""
    dark = cv2.threshold(page.grey, _DARK - 1, 1, cv2.THRESH_BINARY_INV)[1]
    ink = np.asarray(cv2.subtract(dark, page.coloured), np.uint8)
    scale, border, rule = page.dpi / _POINTS, round(_BORDER * page.dpi), round(_RULE * page.dpi)
    ink[:border], ink[-border:], ink[:, :border], ink[:, -border:] = 0, 0, 0, 0
    for table in tables:
        box = table.box
        _clear(ink, (box.x0 * scale, box.top * scale, box.x1 * scale, box.bottom * scale), rule)
    for edge in edges:
        _clear(ink, (edge.x0 * scale, edge.top * scale, edge.x1 * scale, edge.bottom * scale), rule)
    for word in words:
        _clear(ink, (word.word.x0, word.word.top, word.word.x1, word.word.bottom), rule)
    reach = max(1, round(_REACH * page.dpi))
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((max(1, reach // 2), reach), np.uint8))
    # Outlines alone, as numbering the pixels of a page takes longer than all the rest.
    outlines, tree = cv2.findContours(joined, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    sizes = [cv2.boundingRect(outlines[n]) for n in _outer(np.asarray(tree, np.int32))] if len(outlines) else []
    low, high, wide = (share * page.dpi for share in (_LOWEST, _HIGHEST, _WIDEST))
    return [_Blob(x, y, x + w, y + h) for x, y, w, h in sizes if low <= h <= high and w <= wide]


def _outer(tree: npt.NDArray[np.int32]) -> list[int]:
    """Which outlines are those of ink, not of holes in it; `tree` has next, previous, child and parent of each."""
    return np.flatnonzero(tree[0, :, 3] < 0).tolist()


def _clear(ink: Grey, box: GlyphBox, around: int) -> None:
    x0, top, x1, bottom = box
    left, upper = max(0, round(x0) - around), max(0, round(top) - around)
    ink[upper : round(bottom) + around, left : round(x1) + around] = 0


def _columns(blobs: Sequence[_Blob], figures: Sequence[ReadWord]) -> list[list[_Blob]]:
    """Blobs one below the other, three at least with the figures that were read among them, from the left."""
    columns: list[list[_Blob]] = []
    for blob in sorted(blobs, key=lambda blob: (blob.x0 + blob.x1, blob.top)):
        middle = (blob.x0 + blob.x1) / 2
        if columns and min(b.x0 for b in columns[-1]) <= middle <= max(b.x1 for b in columns[-1]):
            columns[-1].append(blob)
        else:
            columns.append([blob])
    return [column for column in columns if len(column) + _beside(column, figures) >= _FEWEST]


def _beside(column: Sequence[_Blob], figures: Sequence[ReadWord]) -> int:
    """How many figures stand over or under the blobs."""
    x0, x1 = min(blob.x0 for blob in column), max(blob.x1 for blob in column)
    return sum(x0 <= (word.word.x0 + word.word.x1) / 2 <= x1 for word in figures)


def _read(page: Prepared, column: Sequence[_Blob], beside: int) -> list[ReadWord]:
    """The words of a column; of figures, what most sizes of the picture read, as sure as they agree.

    `beside` figures were read above and below.
    """
    plain = _words(page, column, _PLAIN_SIZE, "")
    figures = sum(is_figure(word.word.text) for word in plain)
    if beside + figures < _MOSTLY * (beside + len(plain)):
        return [word for word in plain if word.word.confidence >= _LEAST_SURE]
    return _figures(page, column, plain)


def _figures(page: Prepared, column: Sequence[_Blob], plain: Sequence[ReadWord]) -> list[ReadWord]:
    """The figures of a column as most sizes of the picture read them, `plain` being one reading."""
    readings = [plain]
    for size in _SIZES:
        readings.append(_words(page, column, size, FIGURES))
        if all(_agree(readings, blob) for blob in column):
            break
    over = (_over(readings, blob) for blob in column)
    return [word for word in (_voted(words, len(readings)) for words in over) if word is not None]


def _over(readings: Sequence[Sequence[ReadWord]], blob: _Blob) -> list[ReadWord]:
    """What all readings make of a blob."""
    return [word for words in readings for word in words if _covers(word, blob)]


def _agree(readings: Sequence[Sequence[ReadWord]], blob: _Blob) -> bool:
    """Whether all readings so far give a blob the same figure."""
    texts = {" ".join(word.word.text for word in words if _covers(word, blob)) for words in readings}
    return len(texts) == 1 and is_figure(*texts)


def _voted(words: Sequence[ReadWord], readings: int) -> ReadWord | None:
    """The figure that most of the readings agree on, none where two differ; words where none reads one."""
    texts = [word.word.text for word in words if is_figure(word.word.text)]
    if not texts:
        return words[0] if words and _is_plain_word(words[0].word.text) else None
    most = max(texts, key=texts.count)
    if texts.count(most) * 2 <= len(texts) and len(texts) > 1:
        return None
    best = max((word for word in words if word.word.text == most), key=lambda word: word.word.confidence)
    sure = best.word.confidence * min(texts.count(most) / readings, 1.0)
    return replace(best, word=replace(best.word, confidence=sure))


def _is_plain_word(text: str) -> bool:
    return len(text) > 1 and text.isalpha()


def _covers(word: ReadWord, blob: _Blob) -> bool:
    middle = (blob.top + blob.bottom) / 2
    return word.word.x0 < blob.x1 and blob.x0 < word.word.x1 and word.word.top <= middle <= word.word.bottom


def _words(page: Prepared, column: Sequence[_Blob], size: float, only: str) -> list[ReadWord]:
    margin = round(_MARGIN * page.dpi)
    x0, x1 = max(0, min(blob.x0 for blob in column) - margin), max(blob.x1 for blob in column) + margin
    top, bottom = max(0, min(blob.top for blob in column) - margin), max(blob.bottom for blob in column) + margin
    return read_crop(page, page.grey[top:bottom, x0:x1], (x0, top), size, only)
