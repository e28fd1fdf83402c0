"""The words of a row of a table without rules, brought to its columns by where they stand."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractor.reading.pdf.lines import Row

Column = tuple[float, float]
"""Left and right end of the words of a column."""
_TEXTS_APART = 8.0
"""Points between two texts of one row: more than a blank of any type."""
_WORDS_APART = 0.45
"""A gap between words of one text is narrower than this in type sizes; one between columns is not."""

_SERIAL = frozenset({"stt", "tt", "st", "số tt"})
"""`ST` is what a narrow column leaves of `STT` on its first line."""
_COLUMN_NUMBER = re.compile(r"\(\d{1,2}\)")
_FIGURE = re.compile(r"(?:0|[1-9]\d{0,2}(?:\.\d{3}){0,4}|[1-9]\d{3,5})(?:,\d{1,3})?%?")


@dataclass(frozen=True, slots=True)
class Word:
    """A word, or neighbouring words of one text, with its extent."""

    text: str
    x0: float
    x1: float


@dataclass(frozen=True, slots=True)
class Part:
    """Neighbouring words of a row in one column, or in the columns from `column` to `last` that they run over."""

    column: int
    last: int
    x0: float
    x1: float
    text: str = ""


def _words(row: Row) -> Iterator[Word]:
    """The words of a row from the left; blanks may have boxes of their own."""
    for piece in row.pieces:
        word: Word | None = None
        for char, box in zip(f"{piece.text} ", (*piece.boxes, None), strict=True):
            if box is not None and not char.isspace():
                word = Word(char, box[0], box[2]) if word is None else Word(word.text + char, word.x0, box[2])
            elif word is not None:
                yield word
                word = None


def runs_of(row: Row) -> list[Word]:
    """The texts of a row: words that no column gap parts are one."""
    apart = _WORDS_APART * row.pieces[0].size
    runs: list[Word] = []
    for word in _words(row):
        if runs and word.x0 - runs[-1].x1 < apart:
            runs[-1] = Word(f"{runs[-1].text} {word.text}", runs[-1].x0, word.x1)
        else:
            runs.append(word)
    return runs


def parts_of(row: Row, columns: Sequence[Column]) -> list[Part]:
    """The texts of a row by column."""
    return _merged(_moved([part_of(run, columns) for run in runs_of(row)], columns))


def _moved(parts: Sequence[Part], columns: Sequence[Column]) -> list[Part]:
    """The texts, those that stand in no column moved on from the nearest where another text is in it.

    A name set at the left of its column stands nearer to the serial number than to names set in its middle.
    """
    moved: list[Part] = []
    for at, part in enumerate(parts):
        left, right = columns[part.column]
        following = parts[at + 1].column if at + 1 < len(parts) else len(columns)
        outside = part.column == part.last and (part.x1 <= left or part.x0 >= right)
        taken = bool(moved) and moved[-1].last == part.column and part.x0 - moved[-1].x1 >= _TEXTS_APART
        if outside and taken and part.column + 1 < following:
            part = replace(part, column=part.column + 1, last=part.column + 1)  # noqa: PLW2901 -- the same text, moved
        moved.append(part)
    return moved


def part_of(run: Word, columns: Sequence[Column]) -> Part:
    """The words in the columns they touch, else in the nearest."""
    touched = [n for n, (left, right) in enumerate(columns) if run.x0 < right and run.x1 > left]
    if not touched:
        nearest = min(range(len(columns)), key=lambda n: max(columns[n][0] - run.x1, run.x0 - columns[n][1]))
        touched = [nearest]
    return Part(touched[0], touched[-1], run.x0, run.x1, run.text)


def _merged(parts: Sequence[Part]) -> list[Part]:
    merged: list[Part] = []
    for part in parts:
        if merged and part.column <= merged[-1].last:
            old = merged[-1]
            merged[-1] = replace(old, last=max(old.last, part.last), x1=part.x1, text=f"{old.text} {part.text}")
        else:
            merged.append(part)
    return merged


def is_serial_head(text: str) -> bool:
    """Whether a text heads serial numbers: `STT`, `TT`."""
    return unicodedata.normalize("NFC", text).strip().lower() in _SERIAL


def is_column_number(text: str) -> bool:
    """Whether a text numbers a column: `(1)`."""
    return _COLUMN_NUMBER.fullmatch(text) is not None


def is_figure(text: str) -> bool:
    """Whether a text is a whole figure: the rest of one that was broken begins with zeros."""
    return _FIGURE.fullmatch(text) is not None


def label_of(parts: Sequence[Part], columns: int) -> tuple[int, int] | None:
    """The columns of a label of a group: beside its ordinal alone, set in the middle of all that is left."""
    if len(parts) != 2 or parts[0].column or parts[0].last or is_figure(parts[1].text):
        return None
    label = parts[1]
    return (1, columns - 1) if label.column > 1 and label.last < columns - 1 else None


def widened(columns: Sequence[Column], parts: Sequence[Part]) -> list[Column]:
    """The columns with the words of a further row in them; words over several columns widen the outer sides alone."""
    wide = list(columns)
    for part in parts:
        if part.column == part.last or not part.column:
            left, right = wide[part.column]
            wide[part.column] = (min(left, part.x0), right)
        if part.column == part.last or part.last == len(wide) - 1:
            left, right = wide[part.last]
            wide[part.last] = (left, max(right, part.x1))
    return wide
