"""One page read: its lines, tables, stamps and rulings, before paragraphs are made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pypdfium2 as pdfium

from extractor.reading.pdf import appearances, grids
from extractor.reading.pdf.glyphs import Frame, Glyphs, Style, frame_of, read_glyphs
from extractor.reading.pdf.grids import Table
from extractor.reading.pdf.legibility import is_legible
from extractor.reading.pdf.lines import Line, Row, set_rows
from extractor.reading.pdf.rulings import Edge, read_rulings
from extractor.reading.pdf.strokes import with_strokes
from extractor.reading.pdf.turned import set_turned
from extractor.reading.pdf.unruled import find_unruled

_PICTURE_SHARE = 0.5
"""A page whose pictures cover half of it is a scan where it has hardly any text of its own."""
_FEWEST_GLYPHS = 30


@dataclass(frozen=True, slots=True)
class GridLines:
    """A table with the lines of each of its cells."""

    table: Table
    lines: tuple[tuple[Line, ...], ...]


@dataclass(frozen=True, slots=True)
class PageContent:
    """What stands on a page; `rows` is the text outside tables from the top."""

    frame: Frame
    rows: tuple[Row, ...]
    grids: tuple[GridLines, ...]
    stamps: tuple[Line, ...]
    turned: tuple[Line, ...]
    edges: tuple[Edge, ...]
    characters: int
    """Glyphs on the page, blanks counted."""
    legible: bool
    """Whether its text layer can be read; false for scans too."""
    hidden: bool
    """Whether the text is laid invisibly under a picture."""


def read_page(document: pdfium.PdfDocument, index: int) -> PageContent:
    """Read one page; it is closed in any case.

    Raises:
        pdfium.PdfiumError: the page cannot be loaded.
    """
    page = document[index]
    try:
        frame = frame_of(page.raw)
        typed = read_glyphs(page.raw, frame)
        rulings = read_rulings(page.raw, frame)
        flattened = appearances.has_appearances(page.raw)
        if flattened:
            appearances.flatten(page.raw)
    finally:
        page.close()
    drawn = (
        appearances.added(typed, _read_again(document, index, frame))
        if flattened
        else typed.take(np.zeros(0, np.int64))
    )
    merged = appearances.merge(typed, drawn) if len(drawn) else appearances.Page(typed, drawn)
    is_scan = _is_scan(typed, rulings.picture_share)
    return _set(merged, rulings.edges, frame, is_scan)


def _read_again(document: pdfium.PdfDocument, index: int, frame: Frame) -> Glyphs:
    page = document[index]
    try:
        return read_glyphs(page.raw, frame)
    finally:
        page.close()


def _is_scan(typed: Glyphs, picture_share: float) -> bool:
    return len(typed) < _FEWEST_GLYPHS and picture_share > _PICTURE_SHARE


def _set(merged: appearances.Page, edges: tuple[Edge, ...], frame: Frame, is_scan: bool) -> PageContent:
    text = with_strokes(merged.text, edges)
    upright, turned = text.take(text.upright), text.take(~text.upright)
    tables = grids.data_tables(text, grids.find_tables(edges))
    rows = set_rows(upright, grids.cell_numbers(upright, tables))
    unruled = find_unruled([row for row in rows if row.zone < 0])
    if unruled:
        tables = [*tables, *unruled]
        rows = set_rows(upright, grids.cell_numbers(upright, tables))
    cells = [cell for table in tables for cell in table.cells]
    page_rows = tuple(row for row in rows if row.zone < 0)
    turned_lines = set_turned(turned)
    by_cell: dict[int, list[Line]] = {}
    for row in rows:
        if row.zone >= 0:
            by_cell.setdefault(row.zone, []).append(row.pieces[0])
    free = _into_cells(turned_lines, cells, by_cell)
    stamps = tuple(row.pieces[0] for row in set_rows(merged.stamps, np.zeros(len(merged.stamps), np.int64)))
    readable = not is_scan and is_legible(line.text for row in rows for line in row.pieces)
    hidden = bool(len(text)) and bool(((text.style & Style.INVISIBLE) != 0).mean() > 0.5)
    return PageContent(frame, page_rows, _grids(tables, by_cell), stamps, free, edges, len(text), readable, hidden)


def _into_cells(lines: Sequence[Line], cells: Sequence[grids.Cell], by_cell: dict[int, list[Line]]) -> tuple[Line, ...]:
    """Give turned lines to the cells that hold their middle; what is left stands outside tables."""
    free = []
    for line in lines:
        x, y = line.centre, (line.top + line.bottom) / 2
        holders = [n for n, c in enumerate(cells) if c.box.x0 <= x < c.box.x1 and c.box.top <= y < c.box.bottom]
        if holders:
            by_cell.setdefault(holders[0], []).append(line)
        else:
            free.append(line)
    return tuple(free)


def _grids(tables: Sequence[Table], by_cell: dict[int, list[Line]]) -> tuple[GridLines, ...]:
    found, first = [], 0
    for table in tables:
        lines = tuple(tuple(by_cell.get(first + number, ())) for number in range(len(table.cells)))
        found.append(GridLines(table, lines))
        first += len(table.cells)
    return tuple(found)
