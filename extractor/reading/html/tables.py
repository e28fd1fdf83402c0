"""Tables of a page at their grid positions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from extractor.errors import TooLargeError
from extractor.limits import DOCUMENT
from extractor.reading.html.styles import BLOCKS, Element, declarations, is_shown, tag_of
from extractor.reading.layout_tables import READ_CHARACTERS
from extractor.reading.stored_tables import StoredCell, StoredTable, leading

_ROW_GROUPS: Final = frozenset({"thead", "tbody", "tfoot"})
_CELLS: Final = frozenset({"td", "th"})
_MAX_SPAN: Final = 1000
"""As browsers bound `colspan`."""
_LENGTH = re.compile(r"\s*(\d{1,5}(?:\.\d{1,4})?)")
_UNDRAWN = re.compile(r"\b(?:none|hidden|0(?:px|pt|cm|in)?)\b")


def stored_table(table: Element) -> StoredTable[Element]:
    """The grid of a `table`; rows and cells that are not shown are left out.

    Raises:
        TooLargeError: where the grid passes the limits on columns or cells.
    """
    drawn = _draws(table)
    rows: list[tuple[StoredCell[Element], ...]] = []
    open_spans: dict[int, int] = {}
    headers = []
    for row, in_head in _rows(table):
        cells = tuple(_row(row, len(rows), open_spans, drawn))
        headers.append(in_head or (bool(cells) and all(tag_of(cell.content) == "th" for cell in cells)))
        rows.append(cells)
    columns = max((cell.end for row in rows for cell in row), default=0)
    if columns * len(rows) > DOCUMENT.table_cells:
        raise TooLargeError(f"a table has {len(rows)} rows and {columns} columns")
    cut = tuple(tuple(_within(cell, len(rows)) for cell in row) for row in rows)
    return StoredTable(cut, columns, leading(headers), _widths(rows, columns))


def _within(cell: StoredCell[Element], rows: int) -> StoredCell[Element]:
    """A span may say more rows than there are."""
    span = min(cell.row_span, rows - cell.row)
    return StoredCell(cell.content, cell.row, cell.column, cell.column_span, span, cell.text, cell.drawn)


def _rows(table: Element) -> Iterator[tuple[Element, bool]]:
    """The rows of the table itself, not of tables inside it, and whether they stand in its head."""
    for item in table:
        if tag_of(item) == "tr" and is_shown(item):
            yield item, False
        elif tag_of(item) in _ROW_GROUPS and is_shown(item):
            yield from ((row, tag_of(item) == "thead") for row in item if tag_of(row) == "tr" and is_shown(row))


def _row(row: Element, index: int, open_spans: dict[int, int], drawn: bool) -> Iterator[StoredCell[Element]]:
    """Cells of a row in the columns that spans from above leave; `open_spans` says until which row those reach."""
    column = 0
    for element in row:
        if tag_of(element) not in _CELLS or not is_shown(element):
            continue
        while open_spans.get(column, 0) > index:
            column += 1
        wide, high = _span(element, "colspan"), _span(element, "rowspan")
        for place in range(column, column + wide):
            if open_spans.get(place, 0) > index:
                wide = place - column
                break
            open_spans[place] = index + high
        yield StoredCell(element, index, column, wide, high, _plain_text(element), drawn or _draws(element))
        column += wide
        if column > DOCUMENT.table_columns:
            raise TooLargeError(f"a table has more than {DOCUMENT.table_columns} columns")


def _span(element: Element, name: str) -> int:
    match = _LENGTH.match(element.get(name) or "")
    return min(max(int(float(match[1])), 1), _MAX_SPAN) if match else 1


def _draws(element: Element) -> bool:
    """Whether the element says that it draws its borders."""
    style = declarations(element)
    said = style.get("border") or style.get("border-top") or style.get("border-left")
    if said is not None:
        return _UNDRAWN.search(said) is None
    border = (element.get("border") or "").strip()
    return bool(border) and not border.startswith("0")


def _plain_text(cell: Element) -> str:
    """Text of a cell for deciding about its table: lines by its blocks, spaces as they are."""
    pieces: list[str] = []
    length = 0
    for element in cell.iter():
        if tag_of(element) in BLOCKS or tag_of(element) == "br":
            pieces.append("\n")
        text = " ".join((element.text or "").split()) if is_shown(element) else ""
        tail = " ".join((element.tail or "").split()) if element is not cell else ""
        pieces += [text, " ", tail]
        length += len(text) + len(tail)
        if length > READ_CHARACTERS:
            break
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def _widths(rows: Sequence[Sequence[StoredCell[Element]]], columns: int) -> tuple[float, ...]:
    """Relative widths that cells of one column say; all alike where one says nothing."""
    found: dict[int, float] = {}
    for cell in (cell for row in rows for cell in row):
        width = _LENGTH.match(declarations(cell.content).get("width") or cell.content.get("width") or "")
        if width and float(width[1]) > 0:
            share = float(width[1]) / cell.column_span
            for column in range(cell.column, cell.end):
                found.setdefault(column, share)
    if len(found) < columns:
        return (1.0,) * columns
    return tuple(found[column] for column in range(columns))
