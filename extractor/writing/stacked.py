"""An export in which tables of one kind stand below each other: a workbook with a sheet a kind, or CSV files."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from itertools import chain, count
from pathlib import Path
from typing import Final

from extractor.writing.cell_words import shown_row
from extractor.writing.flat import csv_value
from extractor.writing.inert import inert
from extractor.writing.stacking import FRONT, Entry, Stack, StackedRow, stacks_of
from extractor.writing.streams import whole_file, whole_folder
from extractor.writing.tabular import Taken, Value
from extractor.writing.workbook import DOUBTFUL, Book, shown_number

MOST_SHEETS: Final = 250
"""Kinds that get a sheet of their own; the list names the others too."""
_LIST: Final = (
    ("Biểu", 12),
    ("Số văn bản", 10),
    ("Số bảng", 9),
    ("Số dòng", 9),
    ("Tên bảng đầu tiên", 60),
    ("Các cột", 100),
)
_LIST_NAMES: Final = ("csv", "documents", "tables", "rows", "caption", "columns")
_FRONT_WIDTH, _WIDTH, _FILE_WIDTH = 12, 18, 40


def write_stacked(documents: Iterable[Taken], target: Path) -> int:
    """One .xlsx file; gives the number of documents. All rows are in memory at once.

    Raises:
        UsageError: there are more rows of one kind than a sheet can hold.
        OSError: the file cannot be written.
    """
    with whole_file(target) as stream:
        taken, stacks = stacks_of(documents)
        book = Book(stream)
        listing = book.add_list("Danh sách biểu", _LIST)
        for number, stack in enumerate(stacks, start=1):
            name = f"Biểu {number}" if number <= MOST_SHEETS else None
            listing.add((name, *_listed(stack)))
            if name is not None:
                _fill(book, name, stack)
        book.close()
    return taken


def _fill(book: Book, name: str, stack: Stack) -> None:
    paths = [*((column.title,) for column in FRONT), *stack.paths]
    widths = [_FILE_WIDTH if column.name == "file" else _FRONT_WIDTH for column in FRONT]
    sheet = book.add_stack(name, paths, widths + [_WIDTH] * len(stack.paths))
    for row in stack.rows:
        cells = {
            len(FRONT) + column: (entry.text, shown_number(entry.text, entry.value), entry.confidence < DOUBTFUL)
            for column, entry in row.entries.items()
        }
        sheet.add(shown_row(FRONT, row.front), cells)


def write_stacked_csv(documents: Iterable[Taken], target: Path) -> int:
    """A folder with `tables.csv`, the list of kinds, and a file a kind; gives the number of documents.

    Raises:
        OutputError: the folder is there and not empty.
        OSError: it cannot be written.
    """
    with whole_folder(target) as folder:
        taken, stacks = stacks_of(documents)
        names = [f"table_{number:03}.csv" for number in range(1, len(stacks) + 1)]
        listed = [(name, *_listed(stack)) for name, stack in zip(names, stacks, strict=True)]
        _write(folder / "tables.csv", _LIST_NAMES, listed)
        for name, stack in zip(names, stacks, strict=True):
            _write(folder / name, _titles(stack), (_row(row, len(stack.paths)) for row in stack.rows))
    return taken


def _write(path: Path, titles: Sequence[str], rows: Iterable[Sequence[Value]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(map(inert, titles))
        writer.writerows(map(csv_value, row) for row in rows)


def _listed(stack: Stack) -> tuple[Value, ...]:
    columns = "; ".join(_said(path) for path in stack.paths)
    return stack.documents, stack.tables, len(stack.rows), stack.caption, columns


def _said(path: Sequence[str]) -> str:
    return " > ".join(path)


def _titles(stack: Stack) -> list[str]:
    """Names of all columns, each of them once: readers of CSV address columns by their names."""
    titles = [*(column.name for column in FRONT), *(_said(path) or "–" for path in stack.paths)]
    told: dict[str, str] = {}
    for title in titles:
        numbered = (f"{title} ({number})" for number in count(2))
        name = next(name for name in chain((title,), numbered) if name.lower() not in told)
        told[name.lower()] = name
    return list(told.values())


def _row(row: StackedRow, width: int) -> tuple[Value, ...]:
    return *row.front, *(_shown(row.entries.get(column)) for column in range(width))


def _shown(entry: Entry | None) -> Value:
    """A number where the cell shows nothing else, so that it can be added up; else the words, of shares too."""
    if entry is None:
        return None
    number = None if entry.text.endswith("%") else shown_number(entry.text, entry.value)
    return entry.text if number is None else number
