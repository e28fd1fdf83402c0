"""The top of a table's part on a following page: whether it repeats the header, has one of its own, or none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum

from rapidfuzz import fuzz

from extractor.tables.header import Header, is_numbering, is_serial_head
from extractor.tables.matrix import Line, Matrix, own_texts
from extractor.tables.values import parse_number
from extractor.text.fold import fold_key

_FEWEST_LETTERS = 12
_MIN_SIMILARITY = 85
_MISREAD = 50
"""Similarity of two headers that OCR may have read from the same words."""
_LOOKED_AT = 4
"""Rows at the top of a part that may be a header of its own."""
_FEWEST_FIGURES = 3
_FIGURE_SHARE = 0.8


class Heading(Enum):
    """What the first rows of a part are."""

    NONE = "none"
    REPEATED = "repeated"
    OTHER = "other"


def alike(first: Iterable[str], second: Iterable[str], least: int = _MIN_SIMILARITY) -> bool:
    """Whether two rows of header words are the same but for a letter that OCR misread."""
    one, other = " ".join(first), " ".join(second)
    return one == other or (len(one) > _FEWEST_LETTERS and fuzz.ratio(one, other) >= least)


def repeated_rows(first: Matrix, header_rows: int, part: Matrix) -> int:
    """How many rows at the top of a following part repeat the header, or only its last rows or its numbering row."""
    most = min(header_rows, len(part.lines))
    repeated = _repeated(first, 0, part, most)
    if repeated:
        return repeated
    if part.lines and header_rows and is_numbering(own_texts(part.lines[0], 0)):
        return int(is_numbering(own_texts(first.lines[header_rows - 1], header_rows - 1)))
    ends = (header_rows - begin for begin in range(1, header_rows))
    return next((count for count in ends if _repeated(first, header_rows - count, part, count) == count <= most), 0)


def _repeated(first: Matrix, begin: int, part: Matrix, most: int) -> int:
    """How many of the first rows of a part, `most` at most, are those of the header from row `begin` on."""
    pairs = range(min(most, len(part.lines)))
    return next((row for row in pairs if not _same(first, begin + row, part, row)), len(pairs))


def _same(first: Matrix, row: int, second: Matrix, other: int) -> bool:
    one, two = own_texts(first.lines[row], row), own_texts(second.lines[other], other)
    return (is_numbering(one) and is_numbering(two)) or alike(map(fold_key, one), map(fold_key, two))


def heading_of(first: Matrix, header: Header, part: Matrix, *, from_picture: bool) -> Heading:
    """What the top of `part` is, where `first` is the part with the header.

    A header read from a picture is another one only where hardly a word agrees.
    """
    if repeated_rows(first, header.rows, part):
        return Heading.REPEATED
    row = _head_row(first, header, part)
    if row is None:
        return Heading.NONE
    heads = list(map(fold_key, own_texts(part.lines[row], row)))
    least = _MISREAD if from_picture else _MIN_SIMILARITY
    known = (map(fold_key, own_texts(first.lines[n], n)) for n in range(header.rows))
    is_known = any(alike(words, heads, least) for words in known)
    return Heading.REPEATED if is_known and not row else Heading.OTHER


def _head_row(first: Matrix, header: Header, part: Matrix) -> int | None:
    """The row that heads the columns of a part; a title over all of them may stand above it."""
    for row in range(min(2, len(part.lines))):
        texts = own_texts(part.lines[row], row)
        filled = [text for text in texts if text]
        if is_serial_head(texts[0]) and len(filled) > 1 and not any(map(_is_figure, filled)):
            return row
        if _is_numbered_below(part, row) or _heads_figures(first, header, part, row):
            return row
        if header.rows and _is_bold_head(part, row) and _are_bold(first.lines[header.rows - 1]):
            return row
        if len(filled) > 1:
            return None
    return None


def _is_numbered_below(part: Matrix, row: int) -> bool:
    """Whether a row `(1) (2) (3)` follows, below nothing but words."""
    for below in range(row + 1, min(row + _LOOKED_AT, len(part.lines))):
        texts = own_texts(part.lines[below], below)
        if is_numbering(texts) and any(text.startswith("(") for text in texts):
            return True
        if any(map(_is_figure, texts)):
            return False
    return False


def _figured(matrix: Matrix, header_rows: int) -> tuple[int, ...]:
    """Columns that hold nothing but figures below the header."""
    rows = [own_texts(line, at) for at, line in enumerate(matrix.lines)][header_rows:]
    return tuple(column for column in range(matrix.columns) if _hold_figures([row[column] for row in rows]))


def _hold_figures(texts: Sequence[str]) -> bool:
    filled = [text for text in texts if text]
    figures = sum(map(_is_figure, filled))
    return figures >= _FEWEST_FIGURES and figures >= _FIGURE_SHARE * len(filled)


def _heads_figures(first: Matrix, header: Header, part: Matrix, row: int) -> bool:
    """Whether a row has words in every column, also in those whose other cells are figures."""
    texts = own_texts(part.lines[row], row)
    if not all(texts) or any(map(_is_figure, texts)):
        return False
    below = _figured(part, row + 1)
    return bool(below) and any(column in below for column in _figured(first, header.rows))


def _is_bold_head(part: Matrix, row: int) -> bool:
    """Whether a row has bold words in every column, and the next one has not: a total is bold too, with figures."""
    texts = own_texts(part.lines[row], row)
    if not all(texts) or any(map(_is_figure, texts)) or row + 1 == len(part.lines):
        return False
    return _are_bold(part.lines[row]) and not _are_bold(part.lines[row + 1])


def _are_bold(line: Line) -> bool:
    """Whether all words of a row are bold."""
    passages = [cell.passage for cell in line if cell is not None and cell.passage is not None]
    return bool(passages) and all(passage.is_bold for passage in passages)


def _is_figure(text: str) -> bool:
    return parse_number(text) is not None
