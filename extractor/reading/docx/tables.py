"""Tables as stored: grid positions, merges, borders and header rows."""

from __future__ import annotations

from dataclasses import replace

from extractor.errors import TooLargeError
from extractor.limits import DOCUMENT
from extractor.reading.docx.markup import (
    Element,
    W,
    child,
    child_value,
    integer,
    is_on,
    points,
    unwrapped,
)
from extractor.reading.docx.styles import Styles
from extractor.reading.layout_tables import READ_CHARACTERS
from extractor.reading.stored_tables import StoredCell, StoredTable, leading

MAX_SPAN = 100
"""Word's own limit on columns is 63."""
MAX_COLUMNS = DOCUMENT.table_columns
MAX_POSITIONS = DOCUMENT.table_cells
"""Rows by columns of one table."""
_EDGES = ("top", "left", "bottom", "right")
_EDGE_NAMES = {"start": "left", "end": "right"}
_INSIDE = {"top": "insideH", "bottom": "insideH", "left": "insideV", "right": "insideV"}
_UNDRAWN = frozenset({"nil", "none"})
_DRAWN_EDGES = 3
"""A cell with that many visible edges counts as drawn."""

Borders = dict[str, bool]


def stored_table(table: Element, styles: Styles) -> StoredTable[Element]:
    """The grid of a `w:tbl`; deleted rows are left out, merged cells joined.

    Raises:
        TooLargeError: where the grid passes the limits on columns or positions.
    """
    drawn = _table_borders(table, styles)
    rows: list[list[StoredCell[Element]]] = []
    merges: dict[tuple[int, int], tuple[int, int]] = {}
    headers: list[bool] = []
    for row in unwrapped(table):
        if row.tag == W + "tr" and child(child(row, "trPr"), "del") is None:
            rows.append(_row(row, len(rows), rows, merges, drawn))
            headers.append(_is_header(row))
    columns = max((cell.end for row in rows for cell in row), default=0)
    if columns > MAX_COLUMNS or columns * len(rows) > MAX_POSITIONS:
        raise TooLargeError(f"a table has {len(rows)} rows and {columns} columns")
    return StoredTable(tuple(tuple(row) for row in rows), columns, leading(headers), _widths(table, columns))


def _is_header(row: Element) -> bool:
    header = child(child(row, "trPr"), "tblHeader")
    return header is not None and is_on(header)


def _row(
    row: Element,
    index: int,
    above: list[list[StoredCell[Element]]],
    merges: dict[tuple[int, int], tuple[int, int]],
    drawn: Borders,
) -> list[StoredCell[Element]]:
    """Cells of a row; a cell that continues a vertical merge lengthens the one where it began.

    `merges` maps column and span of a merge that is still open to the row and place of its first cell.
    """
    properties = child(row, "trPr")
    column = integer(child_value(properties, "gridBefore"), 0, 0, MAX_SPAN)
    borders = {**drawn, **_borders(child(child(row, "tblPrEx"), "tblBorders"))}
    cells: list[StoredCell[Element]] = []
    still_open: dict[tuple[int, int], tuple[int, int]] = {}
    for element in unwrapped(row):
        if element.tag != W + "tc":
            continue
        cell_properties = child(element, "tcPr")
        span = integer(child_value(cell_properties, "gridSpan"), 1, 1, MAX_SPAN)
        merge = child(cell_properties, "vMerge")
        place = merges.get((column, span))
        if merge is not None and merge.get(W + "val") != "restart" and place is not None:
            first = above[place[0]][place[1]]
            above[place[0]][place[1]] = replace(first, row_span=index - first.row + 1)
            still_open[(column, span)] = place
        elif cells and _continues_row(cell_properties):
            cells[-1] = replace(cells[-1], column_span=cells[-1].column_span + span)
        else:
            if merge is not None:
                still_open[(column, span)] = (index, len(cells))
            is_drawn = _is_drawn(child(cell_properties, "tcBorders"), borders)
            cells.append(StoredCell(element, index, column, span, 1, _plain_text(element), is_drawn))
        column += span
    merges.clear()
    merges.update(still_open)
    return cells


def _continues_row(properties: Element | None) -> bool:
    """Whether the cell continues the one before it (`w:hMerge`, written by older programs)."""
    merge = child(properties, "hMerge")
    return merge is not None and merge.get(W + "val") != "restart"


def _plain_text(cell: Element) -> str:
    """Text of a cell for deciding about its table: numbers of lists and styles do not matter."""
    lines: list[str] = []
    length = 0
    for paragraph in cell.iter(W + "p"):
        line = "".join(text.text or "" for text in paragraph.iter(W + "t"))
        lines.append(line)
        length += len(line)
        if length > READ_CHARACTERS:
            break
    return "\n".join(lines)


def _borders(element: Element | None) -> Borders:
    """Which edges a border element draws or leaves undrawn."""
    found: Borders = {}
    for edge in () if element is None else element:
        name = str(edge.tag).removeprefix(W)
        found[_EDGE_NAMES.get(name, name)] = edge.get(W + "val", "single") not in _UNDRAWN
    return found


def _table_borders(table: Element, styles: Styles) -> Borders:
    properties = child(table, "tblPr")
    layers = [
        child(child(style, "tblPr"), "tblBorders")
        for style in styles.elements(child_value(properties, "tblStyle"))
    ]
    merged: Borders = {}
    for layer in [*reversed(layers), child(properties, "tblBorders")]:
        merged.update(_borders(layer))
    return merged


def _is_drawn(own: Element | None, table: Borders) -> bool:
    cell = _borders(own)
    edges = (cell.get(edge, table.get(edge, False) or table.get(_INSIDE[edge], False)) for edge in _EDGES)
    return sum(edges) >= _DRAWN_EDGES


def _widths(table: Element, columns: int) -> tuple[float, ...]:
    grid = child(table, "tblGrid")
    stored = [points(column.get(W + "w")) or 0.0 for column in (() if grid is None else grid)]
    if len(stored) < columns or not all(width > 0 for width in stored):
        return (1.0,) * columns
    return tuple(stored[:columns])
