"""Bytes of a workbook to `SourceText`: sheets in order, their lines as paragraphs, their tables as grids."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from extractor.budget import UNLIMITED, Budget
from extractor.errors import TooLargeError
from extractor.limits import DOCUMENT
from extractor.reading.sheets.overflow import as_shown
from extractor.reading.sheets.regions import Placed, Region, View, blocks_of, regions_of, view_of
from extractor.reading.sheets.workbook import Sheet, read_sheets
from extractor.reading.source import Cut, Grid, GridCell, Paragraph, Slice, SourceText
from extractor.reading.stored_tables import StoredCell, StoredTable, bands
from extractor.reading.writer import TextWriter

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def read(data: bytes, budget: Budget = UNLIMITED) -> SourceText:
    """The text of a workbook.

    Paths name the place as the program shows it, from 1: `sheet[1]/r[12]/c[4]` is cell D12 of the first sheet. Hidden
    sheets, rows and columns are left out and said in the warnings.

    Raises:
        CorruptError: where the package or a part is damaged or missing.
        EncryptedError: where parts ask for a password.
        TooLargeError: where a limit on parts, bytes or cells is passed.
    """
    reader = SheetReader()
    flow: list[Paragraph | Grid] = []
    warnings: list[str] = []
    cut = None
    for sheet in read_sheets(data):
        if budget.spent():
            cut = Cut("timeout", f"the time was up before sheet {sheet.number}")
            break
        budget.begin(f"sheet {sheet.number}")
        view = view_of(sheet)
        warnings += _warnings(sheet, view)
        flow += reader.sheet(sheet, view)
    return SourceText(
        MEDIA_TYPE, reader.writer.text(), tuple(flow), reader.writer.spans(), warnings=tuple(warnings), cut=cut
    )


def _warnings(sheet: Sheet, view: View) -> list[str]:
    if sheet.hidden:
        return [f"sheet {sheet.number} is hidden and left out"]
    counts = ((view.hidden_rows, "rows"), (view.hidden_columns, "columns"))
    return [
        f"sheet {sheet.number}: {count} hidden {what} with text are left out" for count, what in counts if count
    ]


class SheetReader:
    """One pass over the sheets of one file."""

    def __init__(self) -> None:
        self.writer = TextWriter()
        self._groups = 0

    def sheet(self, sheet: Sheet, view: View) -> Iterator[Paragraph | Grid]:
        """Paragraphs and grids of one sheet."""
        path = f"sheet[{sheet.number}]"
        tables = 0
        for region in regions_of(view):
            if region.is_table:
                tables += 1
                yield self._grid(region, path, tables)
            else:
                yield from self._lines(region, view, path)

    def _grid(self, region: Region, path: str, number: int) -> Grid:
        top, left, bottom, right = _extent(region.rows)
        if (bottom - top) * (right - left) > DOCUMENT.table_cells or right - left > DOCUMENT.table_columns:
            raise TooLargeError(f"a table has {bottom - top} rows and {right - left} columns")
        cells = []
        for item in _apart(region, bottom, right):
            spans = item.bottom - item.top, item.right - item.left
            cells.append(GridCell(item.top - top, item.left - left, *spans, self._write(item, path)))
        return Grid(tuple(cells), bottom - top, right - left, path=f"{path}/table[{number}]")

    def _lines(self, region: Region, view: View, path: str) -> Iterator[Paragraph]:
        """Rows outside tables; those that stand side by side as columns."""
        for block in blocks_of(region):
            rows = tuple(_stored(number, as_shown(row, view.widths)) for number, row in enumerate(block))
            for band in bands(StoredTable(rows, len(view.widths), None, view.widths)):
                group = None
                if band[0][0] is not None:
                    group, self._groups = self._groups, self._groups + 1
                for column, cell in band:
                    slices = self._write(cell.content, path)
                    yield Paragraph(slices, column=column, group=group, align=cell.content.cell.style.align)

    def _write(self, item: Placed, path: str) -> tuple[Slice, ...]:
        cell = item.cell
        text = cell.text.replace("\r\n", "\n").replace("\r", "\n")
        return self.writer.write([(text, cell.style.marks)], f"{path}/r[{cell.row}]/c[{cell.column}]")


def _stored(number: int, row: Sequence[Placed]) -> tuple[StoredCell[Placed], ...]:
    return tuple(
        StoredCell(item, number, item.left, item.right - item.left, 1, item.cell.text)
        for item in row
        if item.cell.text.strip()
    )


def _extent(rows: Sequence[Sequence[Placed]]) -> tuple[int, int, int, int]:
    """First row and column, and those behind the last, of what is filled or drawn."""
    items = [item for row in rows for item in row]
    top, bottom = rows[0][0].top, rows[-1][0].top + 1
    return top, min(item.left for item in items), bottom, max(item.right for item in items)


def _apart(region: Region, bottom: int, right: int) -> Iterator[Placed]:
    """The cells of a table without those that another covers; a merged range that reaches beyond it ends with it.

    Raises:
        TooLargeError: where merged ranges lie over one another all over the table.
    """
    covered: set[tuple[int, int]] = set()
    looked_at = 0
    for cell in (cell for row in region.rows for cell in row):
        item = replace(cell, bottom=min(cell.bottom, bottom), right=min(cell.right, right))
        if (item.top, item.left) in covered:
            continue
        looked_at += (item.bottom - item.top) * (item.right - item.left)
        if looked_at > 2 * DOCUMENT.table_cells:
            raise TooLargeError(f"merged cells of a table cover more than {DOCUMENT.table_cells} places")
        places = {(row, column) for row in range(item.top, item.bottom) for column in range(item.left, item.right)}
        if not covered & places:
            covered |= places
            yield item
