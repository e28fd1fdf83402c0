"""Tables of records as an Excel workbook or as CSV: header paths merged as on paper, numbers as numbers."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, BinaryIO, Final, cast

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from extractor.errors import UsageError
from extractor.writing.inert import inert
from extractor.writing.layout import Placed, header_height, height_of, place_body, place_header, place_paths
from schemas.record import Record
from schemas.tables import RowKind, Table

MAX_ROWS = 1_048_576
"""Rows of a sheet (Excel's own limit)."""
MAX_TEXT = 32_767
"""Characters of a cell (Excel's own limit); longer texts are cut there."""
DOUBTFUL = 0.9
"""Cells below this confidence are shaded."""
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_PLAIN_NUMBER = re.compile(r"-?(?:\d+|\d{1,3}(?:\.\d{3})+)(?:,(\d+))?%?")
_FIRST_YEAR = 1900
"""Days of this year and before are words: sheets count from it, and one of its days is wrong there."""
_MOST_POWER = 300
_MOST_DIGITS = 15
"""Digits that a spreadsheet's numbers keep; longer ones stay text."""
_LIST = (("sheet", 12), ("file", 40), ("sha256", 14), ("table", 8), ("pages", 10), ("caption", 60), ("rows", 8))
_NARROWEST, _WIDEST = 8, 40
"""Widths of columns in characters."""
_NO_CLOCK = datetime(2000, 1, 1, tzinfo=UTC)
"""Written into the file's properties, so that the same records give the same bytes."""
_FRAME = {"border": 1, "border_color": "#999999", "text_wrap": True, "valign": "top"}
_DOUBTFUL: Final[dict[str, object]] = {"bg_color": "#FFF2CC"}
_NO_CELLS: Final[Mapping[int, tuple[str, Decimal | None, bool]]] = {}
_HEAD = {**_FRAME, "bold": True, "align": "center", "valign": "vcenter", "bg_color": "#E8EEF4"}


def workbook_of(records: Sequence[Record]) -> bytes:
    """All tables of the records, one sheet each behind a list of them; the same bytes for the same records.

    A text is always a text, never a formula or a link; a number is a number where the cell shows nothing else, in a
    format that shows it as printed.
    """
    stream = io.BytesIO()
    book = Book(stream)
    listing = book.add_list("Danh sách", _LIST)
    number = 0
    for record in records:
        for index, table in enumerate(record.tables, start=1):
            number += 1
            sheet = book.add(f"Bảng {number}")
            book.fill(sheet, table)
            listing.add(_listed(sheet.get_name(), record, index, table))
    book.close()
    return stream.getvalue()


def csv_of(table: Table) -> str:
    """One table as CSV: one header line with the paths joined by ` > `, a merged text in each row it covers."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(inert(" > ".join(column.path)) for column in table.columns)
    for row in table.rows:
        writer.writerow(inert(cell.text) for cell in row.cells)
    return stream.getvalue()


def _listed(sheet: str, record: Record, index: int, table: Table) -> tuple[str | int, ...]:
    pages = ", ".join(map(str, table.pages))
    return (sheet, record.source.name, record.source.sha256, index, pages, table.caption or "", len(table.rows))


def list_of(rows: Sequence[tuple[str, Record, int]]) -> str:
    """A list of files of tables as CSV: each file with the record and the number of its table, from 1."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(("csv", *(title for title, _ in _LIST[1:])))
    for name, record, index in rows:
        writer.writerow(inert(str(value)) for value in _listed(name, record, index, record.tables[index - 1]))
    return stream.getvalue()


class Book:
    """A workbook being written, with its formats."""

    def __init__(self, stream: BinaryIO) -> None:
        """Write into the stream when closed."""
        self._book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_urls": False})
        self._book.set_properties({"created": _NO_CLOCK})
        self._formats: dict[tuple[tuple[str, object], ...], Any] = {}

    def add(self, name: str) -> Worksheet:
        """A new sheet."""
        return cast("Worksheet", self._book.add_worksheet(name))

    def add_stack(self, name: str, paths: Sequence[tuple[str, ...]], widths: Sequence[int]) -> Listing:
        """A new sheet for rows under header paths that are merged as on paper; widths in characters."""
        sheet, height = self.add(name), height_of(paths)
        for placed in place_paths(paths):
            self._put(sheet, placed, _HEAD)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.freeze_panes(height, 0)
        return Listing(sheet, height, self.format)

    def add_list(self, name: str, columns: Sequence[tuple[str, int]]) -> Listing:
        """A new sheet for rows under one line of titles; columns with their widths in characters."""
        return self.add_stack(name, [(title,) for title, _ in columns], [width for _, width in columns])

    def close(self) -> None:
        """Write the file."""
        self._book.close()

    def fill(self, sheet: Worksheet, table: Table) -> None:
        """Write a table from the first row of its sheet on."""
        height = header_height(table)
        for placed in place_header(table):
            self._put(sheet, placed, _HEAD)
        for placed in place_body(table):
            self._put(sheet, placed, _body_format(table, placed, height))
        if height:
            sheet.freeze_panes(height, 0)
        for column in range(len(table.columns)):
            longest = max((len(row.cells[column].text) for row in table.rows), default=0)
            sheet.set_column(column, column, min(max(longest + 2, _NARROWEST), _WIDEST))

    def _put(self, sheet: Worksheet, placed: Placed, look: dict[str, object]) -> None:
        form = self.format(look)
        if placed.rows > 1 or placed.columns > 1:
            last = placed.row + placed.rows - 1, placed.column + placed.columns - 1
            sheet.merge_range(placed.row, placed.column, *last, "", form)
        number = _number_of(placed)
        if number is not None:
            sheet.write_number(placed.row, placed.column, float(number), form)
        elif placed.text:
            sheet.write_string(placed.row, placed.column, _clean(placed.text), form)
        else:
            sheet.write_blank(placed.row, placed.column, None, form)

    def format(self, look: dict[str, object]) -> Any:
        """The format of the workbook that looks like this, made once."""
        key = tuple(sorted(look.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(look)
        return self._formats[key]


class Listing:
    """A sheet of rows under titles that stay in view."""

    def __init__(self, sheet: Worksheet, height: int, form: Callable[[dict[str, object]], Any]) -> None:
        """Rows come below `height` lines of titles; `form` makes formats."""
        self._sheet, self._form, self._next = sheet, form, height
        self._day = form({"num_format": "dd/mm/yyyy"})

    def add(
        self,
        values: Sequence[str | int | Decimal | date | bool | None],
        cells: Mapping[int, tuple[str, Decimal | None, bool]] = _NO_CELLS,
    ) -> None:
        """Write one more row: words as words, numbers that a sheet can hold as numbers.

        `cells` are what tables show, by column: the text, the number that it shows and nothing else, whether it is
        doubtful.

        Raises:
            UsageError: a sheet has no more rows.
        """
        if self._next >= MAX_ROWS:
            raise UsageError(f"a sheet holds {MAX_ROWS} rows and there are more: export CSV or Parquet")
        for column, value in enumerate(values):
            self._put(column, value)
        for column, (text, number, is_doubtful) in cells.items():
            self._show(column, text, number, _DOUBTFUL if is_doubtful else {})
        self._next += 1

    def _show(self, column: int, text: str, number: Decimal | None, look: dict[str, object]) -> None:
        if number is not None:
            form = self._form({**look, "num_format": _number_format(text)})
            self._sheet.write_number(self._next, column, float(number), form)
        else:
            self._sheet.write_string(self._next, column, _clean(text), self._form(look) if look else None)

    def _put(self, column: int, value: str | int | Decimal | date | bool | None) -> None:
        place = self._next, column
        if isinstance(value, bool):
            self._sheet.write_boolean(*place, value)
        elif isinstance(value, int | Decimal) and _keeps(Decimal(value)):
            self._sheet.write_number(*place, float(value))
        elif isinstance(value, date) and value.year > _FIRST_YEAR:
            self._sheet.write_datetime(*place, value, self._day)
        elif value is not None:
            self._sheet.write_string(*place, _clean(str(value)))


def _keeps(number: Decimal) -> bool:
    """Whether a sheet keeps all digits of a number."""
    return len(number.as_tuple().digits) <= _MOST_DIGITS and abs(number.adjusted()) < _MOST_POWER


def _clean(text: str) -> str:
    return _NOT_IN_XML.sub("\ufffd", text)[:MAX_TEXT]


def _body_format(table: Table, placed: Placed, height: int) -> dict[str, object]:
    look: dict[str, object] = dict(_FRAME)
    if table.rows[placed.row - height].kind in {RowKind.TOTAL, RowKind.SUBTOTAL, RowKind.GROUP}:
        look["bold"] = True
    if placed.cell is not None and placed.text and placed.cell.confidence < DOUBTFUL:
        look |= _DOUBTFUL
    if _number_of(placed) is not None:
        look["num_format"] = _number_format(placed.text)
    return look


def _number_of(placed: Placed) -> Decimal | None:
    return shown_number(placed.text, placed.cell.value) if placed.cell is not None else None


def shown_number(text: str, value: bool | Decimal | str | None) -> Decimal | None:
    """The number that a cell is and shows, exactly; None for words, and for more digits than a sheet keeps."""
    if not isinstance(value, Decimal) or not _PLAIN_NUMBER.fullmatch(text):
        return None
    return value if len(value.as_tuple().digits) <= _MOST_DIGITS else None


def _number_format(text: str) -> str:
    """The format that shows a number as printed: leading zeros, thousands, decimals, a percent sign as a sign."""
    whole, _, decimals = text.strip("-%").partition(",")
    shown = "#,##0" if "." in whole else "0" * len(whole) if whole.startswith("0") else "0"
    if decimals:
        shown += "." + "0" * len(decimals)
    return shown + ('"%"' if text.endswith("%") else "")
