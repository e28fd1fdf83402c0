"""Tables that are typed with tabs: paragraphs below each other, each with the same cells.

Heads, signature blocks and lists are set with tabs too. So only what has a header above at least two rows is a table,
and either its first column counts the rows under `STT`, or a column holds nothing but figures below words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
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
_ONE_CELL: Final = re.compile(r"(?<![^\t])[^\t]*")

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
    tables = _tables(text, lines) if len(run) <= DOCUMENT.table_cells // _FEWEST_COLUMNS else {}
    at = 0
    while at < len(run):
        rows = tables.get(at, [])
        yield _grid(lines[at : at + len(rows)], rows) if rows else run[at]
        at += len(rows) or 1


def _tables(text: str, lines: Sequence[Slice]) -> dict[int, list[list[Place]]]:
    """Cells of the tables by their first line: a tab before each, else any number of tabs between filled ones."""
    for pattern in (_ONE_CELL, _CELL):
        rows = [list(_places(text, line, pattern)) for line in lines]
        found: dict[int, list[list[Place]]] = {}
        at = 0
        for columns, same in groupby(rows, key=len):
            part = list(same)
            size = _data_rows([[text[start:end] for start, end in row] for row in part])
            if size and columns <= DOCUMENT.table_columns:
                found[at] = part[:size]
            at += len(part)
        if found:
            return found
    return {}


def _places(text: str, line: Slice, pattern: re.Pattern[str]) -> Iterator[Place]:
    for match in pattern.finditer(text[line.start : line.end]):
        found = match.group()
        start = line.start + match.start() + len(found) - len(found.lstrip())
        yield start, max(start, line.start + match.start() + len(found.rstrip()))


def _data_rows(rows: Sequence[Sequence[str]]) -> int:
    """How many of the rows are a table; lines of a signature block may stand right below it."""
    size = len(rows)
    while size and not (_is_counted(rows[size - 1][0]) or any(map(_is_figure, rows[size - 1][1:]))):
        size -= 1
    return size if size >= _FEWEST_ROWS and len(rows[0]) >= _FEWEST_COLUMNS and _is_data(rows[:size]) else 0


def _is_counted(text: str) -> bool:
    return _ORDINAL.fullmatch(text) is not None


def _is_figure(text: str) -> bool:
    return _FIGURE.fullmatch(text) is not None


def _is_data(rows: Sequence[Sequence[str]]) -> bool:
    head, *below = rows
    titled = all(text and len(text) <= _LONGEST_HEAD for text in head)
    if not titled or any(_is_figure(text) and not _YEAR.fullmatch(text) for text in head):
        return False
    if is_layout_table(rows, has_borders=False):
        return False
    if is_ordinal_head(head[0]):
        return 2 * sum(_is_counted(row[0]) for row in below) >= len(below)
    columns = ([row[at] for row in below] for at in range(1, len(head)))
    return any(all(map(_is_figure, column)) for column in columns)


def _grid(lines: Sequence[Slice], rows: Sequence[Sequence[Place]]) -> Grid:
    cells = [
        GridCell(at, column, slices=(Slice(start, end, path=line.path),) if start < end else ())
        for at, (line, row) in enumerate(zip(lines, rows, strict=True))
        for column, (start, end) in enumerate(row)
    ]
    return Grid(tuple(cells), len(rows), len(rows[0]), path=lines[0].path)
