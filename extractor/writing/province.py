"""An export as one workbook: documents, collaborators by commune and by name, findings, and tables as on paper."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from extractor.writing.cell_words import shown_row
from extractor.writing.sheets import CELLS, SHEETS
from extractor.writing.streams import whole_file
from extractor.writing.tabular import Column, Kind, Taken
from extractor.writing.workbook import Book

MOST_TABLES: Final = 250
"""Tables that get a sheet of their own; the list of tables names the others too."""
_TABLES: Final = (
    ("Trang tính", 12),
    ("Số thứ tự", 9),
    ("Tệp", 40),
    ("Bảng", 8),
    ("Trang", 10),
    ("Tên bảng", 60),
    ("Số dòng", 9),
)
_WIDE: Final = frozenset({"subject", "text", "message_vi", "message_en", "recipients", "addressees", "raw", "note"})


def write_workbook(documents: Iterable[Taken], target: Path) -> int:
    """One .xlsx file; gives the number of documents. A text is never a formula or a link.

    Raises:
        UsageError: there are more rows than a sheet can hold.
        OSError: the file cannot be written.
    """
    with whole_file(target) as stream:
        book = Book(stream)
        count, sheets = 0, 0
        listings = [
            (sheet, book.add_list(sheet.title, [(each.title, _width(each)) for each in sheet.columns]))
            for sheet in SHEETS
            if sheet is not CELLS
        ]
        tables = book.add_list("Danh sách bảng", _TABLES)
        for taken in documents:
            count += 1
            for sheet, listing in listings:
                for row in sheet.rows(taken):
                    listing.add(shown_row(sheet.columns, row))
            for number, table in enumerate(taken.record.tables, start=1):
                name = None
                if sheets < MOST_TABLES:
                    sheets += 1
                    name = f"Bảng {sheets}"
                    book.fill(book.add(name), table)
                pages = ", ".join(map(str, table.pages)) or None
                tables.add((name, taken.number, taken.path, number, pages, table.caption, len(table.rows)))
        book.close()
    return count


def _width(column: Column) -> int:
    if column.name in _WIDE:
        return 50
    if column.name in {"file", "name"} or column.name.endswith("_name"):
        return 28
    return 9 if column.kind is Kind.INTEGER else 14
