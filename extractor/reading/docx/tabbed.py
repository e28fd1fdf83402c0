"""Tables that are typed with tabs: paragraphs below each other, each with the same cells.

Heads, signature blocks and lists are set with tabs too. So only what has a header above at least two rows is a table,
and either its first column counts the rows under `STT`, or a column holds nothing but figures below words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from extractor.limits import DOCUMENT
from extractor.reading.layout_tables import is_layout_table, is_ordinal_head
from extractor.reading.source import Grid, GridCell, Paragraph, Slice, Zone

_FEWEST_ROWS: Final = 3
_FEWEST_COLUMNS: Final = 3
_LONGEST_HEAD: Final = 80
_FIGURE: Final = re.compile(r"-?\d[\d.,]{0,20}\s?%?|[-–]")
_ORDINAL: Final = re.compile(r"\(?(?:\d{1,3}|[IVX]{1,5}|[A-Ha-h])[.)]?")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_CELL: Final = re.compile(r"[^\t]+")
_ONE_CELL: Final = re.compile(r"[^\t]*")

Place = tuple[int, int]
"""Offsets of a cell in the text, without the white space around it."""


def with_tabbed_tables(text: str, flow: Sequence[Paragraph | Grid]) -> tuple[Paragraph | Grid, ...]:
    """The flow with grids in place of the paragraphs that are tables."""
    return tuple(_replaced(text, flow))


def _replaced(text: str, flow: Sequence[Paragraph | Grid]) -> Iterator[Paragraph | Grid]:
    run: list[Paragraph] = []
    for item in flow:
        if isinstance(item, Paragraph) and _is_tabbed(text, item):
            run.append(item)
            continue
        yield from _run(text, run)
        run = []
        yield item
    yield from _run(text, run)


def _is_tabbed(text: str, item: Paragraph) -> bool:
    if item.zone is not Zone.BODY or item.column is not None or len(item.slices) != 1:
        return False
    return len(_CELL.findall(text[item.start : item.slices[0].end].strip())) >= _FEWEST_COLUMNS - 1


def _run(text: str, run: Sequence[Paragraph]) -> Iterator[Paragraph | Grid]:
    lines = [item.slices[0] for item in run]
    rows = _rows(text, lines) if _FEWEST_ROWS <= len(run) <= DOCUMENT.table_cells // _FEWEST_COLUMNS else None
    if rows is None:
        yield from run
    else:
        yield _grid(lines, rows)


def _rows(text: str, lines: Sequence[Slice]) -> list[list[Place]] | None:
    """The cells of each line where they make a table: a tab for each, else any number of tabs between filled ones."""
    for pattern in (_ONE_CELL, _CELL):
        rows = [list(_places(text, line, pattern)) for line in lines]
        same = len({len(row) for row in rows}) == 1 and _FEWEST_COLUMNS <= len(rows[0]) <= DOCUMENT.table_columns
        if same and _is_data([[text[start:end] for start, end in row] for row in rows]):
            return rows
    return None


def _places(text: str, line: Slice, pattern: re.Pattern[str]) -> Iterator[Place]:
    at = line.start
    for match in pattern.finditer(text, line.start, line.end):
        if match.start() == match.end() and match.start() < at:
            continue
        found = match.group()
        start = match.start() + len(found) - len(found.lstrip())
        at = match.end() + 1
        yield start, max(start, match.start() + len(found.rstrip()))


def _is_data(rows: Sequence[Sequence[str]]) -> bool:
    head, *below = rows
    titled = all(text and len(text) <= _LONGEST_HEAD for text in head)
    if not titled or any(_FIGURE.fullmatch(text) and not _YEAR.fullmatch(text) for text in head):
        return False
    if is_layout_table(rows, has_borders=False):
        return False
    counted = sum(_ORDINAL.fullmatch(row[0]) is not None for row in below)
    if is_ordinal_head(head[0]):
        return 2 * counted >= len(below)
    columns = ([row[at] for row in below] for at in range(1, len(head)))
    return any(all(_FIGURE.fullmatch(text) for text in column) for column in columns)


def _grid(lines: Sequence[Slice], rows: Sequence[Sequence[Place]]) -> Grid:
    cells = [
        GridCell(at, column, slices=(Slice(start, end, path=line.path),) if start < end else ())
        for at, (line, row) in enumerate(zip(lines, rows, strict=True))
        for column, (start, end) in enumerate(row)
    ]
    return Grid(tuple(cells), len(rows), len(rows[0]), path=lines[0].path)
