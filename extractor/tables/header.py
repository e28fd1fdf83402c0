"""The header of a table: how many rows it has and the path of header texts over each leaf column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractor.tables.matrix import DrawnCell, Line, Matrix, own_texts, starts_here
from extractor.text.fold import fold, fold_key

MAX_HEADER_ROWS = 5

_ORDINAL_HEADS = frozenset({"stt", "tt", "so tt", "so thu tu", "thu tu", "s tt", "no"})
# The first row below a header: 1, 01, 1., I, I., A, a.
_FIRST_ORDINAL = re.compile(r"(?:0?1|i|a)\s?[.)]?")
_ORDINAL = re.compile(r"(?:\d{1,4}(?:\.\d{1,3}){0,3}|[ivx]{1,6}|[a-zđ])\s?[.)]?")
_SERIAL = re.compile(r"(\d{1,4})\.?")
_NUMBERING = re.compile(r"\(?(\d{1,2}|[a-z])\)?(?:\s?=.{1,60})?")
_NUMBERS = re.compile(r"(?:\(\d{1,2}\)\s?){1,40}")
_FEWEST_NUMBERS = 3
_LONGEST_NUMBER = 4
_FIGURE = re.compile(r"[\d.,%\s/-]*\d[\d.,%\s/-]*")
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Header:
    """`rows` counts all rows above the data, a numbering row `(1) (2)` and a title row included.

    `title` is the text of a first row that runs over all columns.
    """

    rows: int
    paths: tuple[tuple[str, ...], ...]
    title: DrawnCell | None = None


def is_numbering(texts: Sequence[str]) -> bool:
    """Whether a row numbers the columns: `(1) (2) (3)`, `1 2 3`, `A B 1 2`, `(3)=(1)+(2)`."""
    if _numbers_most(texts) or _numbers_several(texts):
        return True
    filled = [text for text in texts if text]
    if len(filled) < 2 or len(filled) < len(texts) - 1:
        return False
    signs = [_NUMBERING.fullmatch(fold(text)) for text in filled]
    if not all(signs):
        return False
    numbers = [int(sign[1]) for sign in signs if sign and sign[1].isdigit()]
    letters = [sign[1] for sign in signs if sign and not sign[1].isdigit()]
    ascending = all(b - a == 1 for a, b in pairwise(numbers))
    in_order = letters == sorted(set(letters))
    enough = len(numbers) >= 2 or len(letters) >= 2
    starts_low = (not numbers or numbers[0] <= 2) and (not letters or letters[0] == "a")
    return enough and ascending and in_order and starts_low


def _numbers_several(texts: Sequence[str]) -> bool:
    """Whether `(1) (2) (3) …` count on though several stand in one cell: columns that nothing keeps apart."""
    filled = [text for text in texts if text]
    if not all(_NUMBERS.fullmatch(text) for text in filled):
        return False
    numbers = [int(number) for text in filled for number in re.findall(r"\d+", text)]
    return len(numbers) >= _FEWEST_NUMBERS and numbers == list(range(1, len(numbers) + 1))


def _numbers_most(texts: Sequence[str]) -> bool:
    """Whether `(3)` stands in the third column and so on; OCR misreads many of them, but seldom both brackets."""
    right = sum(text == f"({place})" for place, text in enumerate(texts, start=1))
    bracketed = sum("(" in text or ")" in text for text in texts)
    most = 2 * right >= len(texts) or 2 * bracketed >= len(texts)
    return right >= _FEWEST_NUMBERS and most and all(len(text) <= _LONGEST_NUMBER for text in texts)


def is_serial_head(text: str) -> bool:
    """Whether a header stands over serial numbers: `STT`, `TT`."""
    return fold_key(text) in _ORDINAL_HEADS


def _is_title(line: Line, row: int, columns: int) -> bool:
    cell = line[0] if line else None
    if cell is None or columns < 3 or not starts_here(cell, row, 0):
        return False
    return cell.grid.column_span >= columns and bool(cell.text)


def _has_subheads(line: Line, row: int, below: Sequence[str], columns: int) -> bool:
    """Whether a drawn merge or the blanks of an undrawn one promise another header row."""
    heads = own_texts(line, row)
    for column, cell in enumerate(line):
        if cell is None or not starts_here(cell, row, column) or cell.last_row > row + 1:
            continue
        if cell.text and 1 < cell.grid.column_span < columns:
            return True
    drawn = any(cell is not None and (cell.grid.column_span > 1 or cell.grid.row_span > 1) for cell in line)
    if drawn or not heads or not heads[0] or below[0]:
        return False
    return any(not head and text for head, text in zip(heads, below, strict=False))


def _deepens(matrix: Matrix, row: int, first: int) -> bool:
    """Whether a row goes one deeper below subheads that are not drawn as merges: words under subheads only."""
    above = own_texts(matrix.lines[row - 1], row - 1)
    texts = own_texts(matrix.lines[row], row)
    if row - 1 == first or texts[0] or above[0]:
        return False
    tops = [any(own_texts(matrix.lines[r], r)[column] for r in range(first, row - 1)) for column in range(len(texts))]
    inside = False
    for column, text in enumerate(texts):
        inside = bool(above[column]) or (inside and not tops[column])
        if text and not inside:
            return False
    return any(text and not head for text, head in zip(texts, above, strict=True))


def _begins_data(texts: Sequence[str], heads: Sequence[str]) -> bool:
    """Whether a row is clearly below the header: the first ordinal, or mostly figures."""
    first = fold(texts[0]) if texts else ""
    if first and heads and is_serial_head(heads[0]) and _ORDINAL.fullmatch(first):
        return True
    if first and _FIRST_ORDINAL.fullmatch(first):
        return True
    filled = [text for text in texts if text and not _YEAR.fullmatch(text)]
    return bool(filled) and sum(_FIGURE.fullmatch(text) is not None for text in filled) * 2 > len(filled)


def _crosses(matrix: Matrix, above: int) -> bool:
    """Whether a merge of the header reaches into row `above`."""
    return any(cell is not None and cell.text and cell.grid.row < above for cell in matrix.lines[above])


def _continues(matrix: Matrix, row: int, first: int) -> bool:
    """Whether row `row`, below header rows, still belongs to the header."""
    texts, heads = own_texts(matrix.lines[row], row), own_texts(matrix.lines[first], first)
    if is_numbering(texts):
        return not is_numbering(own_texts(matrix.lines[row - 1], row - 1))
    if is_numbering(own_texts(matrix.lines[row - 1], row - 1)) or _begins_data(texts, heads):
        return False
    if _is_title(matrix.lines[row], row, matrix.columns):
        return False
    if _crosses(matrix, row) or _deepens(matrix, row, first):
        return True
    return _has_subheads(matrix.lines[row - 1], row - 1, texts, matrix.columns)


def _looks_headless(matrix: Matrix) -> bool:
    """Whether the first row is data already."""
    texts = own_texts(matrix.lines[0], 0)
    return not is_numbering(texts) and (_begins_data(texts, ()) or _counts(matrix))


def _counts(matrix: Matrix) -> bool:
    """Whether the first two rows are numbered one after the other: rows of a table whose header stands elsewhere."""
    firsts = [_SERIAL.fullmatch(own_texts(line, row)[0]) for row, line in enumerate(matrix.lines[:2])]
    numbers = [int(found[1]) for found in firsts if found is not None]
    return len(numbers) == 2 and numbers[1] == numbers[0] + 1


def count_rows(matrix: Matrix) -> tuple[int, bool]:
    """Header rows, and whether the first of them is a title over all columns."""
    lines = matrix.lines
    if not lines or (not matrix.grid.header_rows and _looks_headless(matrix)):
        return 0, False
    titled = _is_title(lines[0], 0, matrix.columns) and len(lines) > 2 and not _begins_data(
        own_texts(lines[1], 1), ()
    )
    first = 1 if titled else 0
    most = min(len(lines), MAX_HEADER_ROWS)
    rows = _trimmed(matrix, first, min(max(first + 1, matrix.grid.header_rows or 0), most))
    while rows < most and _continues(matrix, rows, first):
        rows += 1
    return rows, titled


def _trimmed(matrix: Matrix, first: int, rows: int) -> int:
    """Header rows without the data rows that a file's hint took in."""
    heads = own_texts(matrix.lines[first], first)
    while rows > first + 1:
        last = own_texts(matrix.lines[rows - 1], rows - 1)
        if is_numbering(last) or not _begins_data(last, heads):
            break
        rows -= 1
    return rows


def _has_text(matrix: Matrix, rows: Sequence[int], column: int) -> bool:
    """Whether a cell with words begins in one of these rows, wherever its columns begin."""
    cells = ((row, matrix.lines[row][column]) for row in rows)
    return any(cell is not None and cell.grid.row == row and cell.text for row, cell in cells)


def _head_over(matrix: Matrix, row: int, below: Sequence[int], column: int) -> DrawnCell | None:
    """The header cell over a position; a blank right of a parent with subheads belongs to the parent."""
    cell = matrix.lines[row][column]
    if cell is not None and cell.text:
        return cell
    for left in range(column, -1, -1):
        if not _has_text(matrix, below, left):
            return None
        parent = matrix.lines[row][left]
        if parent is not None and parent.text:
            return parent if parent.last_row == below[0] else None
    return None


def _path(matrix: Matrix, rows: Sequence[int], column: int) -> tuple[str, ...]:
    path: list[DrawnCell] = []
    for number, row in enumerate(rows):
        cell = _head_over(matrix, row, rows[number + 1 :], column)
        if cell is not None and cell not in path and (not path or path[-1].text != cell.text):
            path.append(cell)
    return tuple(cell.text for cell in path)


def read_header(matrix: Matrix) -> Header:
    """Header rows and the path of each leaf column, from top to leaf."""
    rows, titled = count_rows(matrix)
    heads = [row for row in range(int(titled), rows) if not is_numbering(own_texts(matrix.lines[row], row))]
    paths = tuple(_path(matrix, heads, column) for column in range(matrix.columns))
    return Header(rows, paths, matrix.lines[0][0] if titled else None)
