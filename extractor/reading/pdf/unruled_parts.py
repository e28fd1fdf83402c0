"""The words of a row of a table without rules, brought to its columns by where they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractor.reading.pdf.lines import Row

Column = tuple[float, float]
"""Left and right end of the words of a column."""
_WORDS_APART = 0.45
"""A gap between words of one text is narrower than this in type sizes; one between columns is not."""


@dataclass(frozen=True, slots=True)
class Part:
    """Neighbouring words of a row in one column, or in the columns from `column` to `last` that they run over."""

    column: int
    last: int
    x0: float
    x1: float


def _words(row: Row) -> Iterator[Column]:
    """Extents of the words of a row from the left."""
    for piece in row.pieces:
        start: float | None = None
        end = 0.0
        for box in (*piece.boxes, None):
            if box is not None:
                start, end = (box[0] if start is None else start), box[2]
            elif start is not None:
                yield start, end
                start = None


def parts_of(row: Row, columns: Sequence[Column]) -> list[Part]:
    """The words of a row by column; words that no column gap parts are one part."""
    apart = _WORDS_APART * row.pieces[0].size
    runs: list[list[Column]] = []
    for word in _words(row):
        near = bool(runs) and word[0] - runs[-1][-1][1] < apart
        if near:
            runs[-1].append(word)
        else:
            runs.append([word])
    return _merged([_part(run[0][0], run[-1][1], columns) for run in runs])


def _part(x0: float, x1: float, columns: Sequence[Column]) -> Part:
    touched = [n for n, (left, right) in enumerate(columns) if x0 < right and x1 > left]
    if not touched:
        nearest = min(range(len(columns)), key=lambda n: max(columns[n][0] - x1, x0 - columns[n][1]))
        touched = [nearest]
    return Part(touched[0], touched[-1], x0, x1)


def _merged(parts: Sequence[Part]) -> list[Part]:
    merged: list[Part] = []
    for part in parts:
        if merged and part.column <= merged[-1].last:
            merged[-1] = replace(merged[-1], last=max(merged[-1].last, part.last), x1=part.x1)
        else:
            merged.append(part)
    return merged


def widened(columns: Sequence[Column], parts: Sequence[Part]) -> list[Column]:
    """The columns with the words of a further row in them; words over several columns widen none."""
    wide = list(columns)
    for part in parts:
        if part.column == part.last:
            left, right = wide[part.column]
            wide[part.column] = (min(left, part.x0), max(right, part.x1))
    return wide
