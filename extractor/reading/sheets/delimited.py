"""Text with commas, semicolons or tabs between its cells, as programs save a sheet (RFC 4180): told by its rows.

Prose has commas too. So rows must have the same number of cells, three or more of them in most lines of the file, and
few cells may begin with a blank. Rows of two cells must leave no doubt: each line has one separator, no blank stands
behind it, and no digits on both sides, as those of `98,5 %` do. Tabs without quoted cells are left to the reader of
plain text, which takes each run of tabbed lines by itself.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from io import StringIO
from itertools import islice
from typing import Final

from extractor.errors import TooLargeError
from extractor.reading.sheets.reader import SheetReader
from extractor.reading.sheets.regions import view_of
from extractor.reading.sheets.styles import CellStyle
from extractor.reading.sheets.workbook import MAX_CELLS, Cell, Sheet
from extractor.reading.source import SourceText

MEDIA_TYPE: Final = "text/csv"
_SEPARATORS: Final = (",", ";", "\t")
_NAMED: Final = re.compile(r"sep=([,;\t])\r?\n", re.IGNORECASE)
"""The line by which a spreadsheet program is told the separator."""
_LOOKED_AT: Final = 40
"""Lines at the start that must have separators: prose is left after these."""
_FEWEST_CELLS: Final = 3
_FEWEST_ROWS: Final = 3
_PAIR: Final = 2
_DRAWN: Final = CellStyle(edges=frozenset({"left", "right", "top", "bottom"}))
_FULL_SHARE: Final = 0.8
"""Share of the lines with words that must be full rows; titles, heads and notes are the others."""
_SPACED_SHARE: Final = 0.2
"""Share of cells that may begin with a blank: behind a comma of prose stands one."""
Rows = list[list[str]]


def read(text: str) -> SourceText | None:
    """The text of a sheet that was saved with separators, None where its rows do not show that it is one.

    Cells are named as in a workbook: `sheet[1]/r[12]/c[4]`.

    Raises:
        TooLargeError: where the limit on cells is passed.
    """
    named = _NAMED.match(text)
    body = text[named.end() :] if named else text
    found = (_rows(body, separator) for separator in ((named[1],) if named else _SEPARATORS))
    rows = max((each for each in found if each), key=_columns, default=None)
    if rows is None:
        return None
    cells = list(_cells(rows))
    if len(cells) > MAX_CELLS:
        raise TooLargeError(f"the sheet has {len(cells)} cells, the limit is {MAX_CELLS}")
    sheet = Sheet(1, hidden=False, cells=tuple(cells))
    reader = SheetReader()
    flow = tuple(reader.sheet(sheet, view_of(sheet)))
    return SourceText(MEDIA_TYPE, reader.writer.text(), flow, reader.writer.spans())


def _rows(text: str, separator: str) -> Rows | None:
    """The rows by one separator, None where they are none."""
    lines = [line for line in islice(StringIO(text), _LOOKED_AT) if line.strip()]
    if 2 * sum(separator in line for line in lines) < len(lines):
        return None
    if separator == "\t" and '"' not in text:
        return None
    try:
        rows = list(csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error:
        return None
    return rows if _are_rows(rows) or _are_pairs(rows) else None


def _are_pairs(rows: Rows) -> bool:
    """Whether all lines with words are two cells: a header of words, and both of them filled in most."""
    written = [row for row in rows if any(cell.strip() for cell in row)]
    filled = [row for row in written if all(row)]
    if len(filled) < max(_FEWEST_ROWS, _FULL_SHARE * len(written)) or not all(len(row) == _PAIR for row in written):
        return False
    apart = not any(row[0][-1].isdigit() and row[1][0].isdigit() for row in filled)
    named = all(cell[-1].isalnum() or cell[-1] == ")" for cell in filled[0]) and any(map(str.isalpha, filled[0][1]))
    return apart and named and not any(row[1][0].isspace() for row in filled)


def _are_rows(rows: Rows) -> bool:
    written = [row for row in rows if any(cell.strip() for cell in row)]
    full = [row for row in written if len(row) == _columns(rows)]
    cells = [cell for row in full for cell in row[1:] if cell]
    spaced = sum(cell[0].isspace() for cell in cells)
    enough = len(full) >= max(_FEWEST_ROWS, _FULL_SHARE * len(written)) and _columns(rows) >= _FEWEST_CELLS
    return enough and spaced <= _SPACED_SHARE * len(cells)


def _columns(rows: Sequence[Sequence[str]]) -> int:
    """The usual number of cells."""
    counted = Counter(len(row) for row in rows if row)
    return max(counted, key=lambda size: (counted[size], size), default=0)


def _cells(rows: Sequence[Sequence[str]]) -> Iterator[Cell]:
    """The cells with words; rows of two cells are drawn, as two columns without borders are no table of a sheet."""
    filled = [number for number, row in enumerate(rows, 1) if len(row) == _PAIR and all(row)]
    table = range(filled[0], filled[-1] + 1) if _columns(rows) == _PAIR else range(0)
    for number, row in enumerate(rows, 1):
        for column, text in enumerate(row, 1):
            if number in table:
                yield Cell(number, column, text, _DRAWN)
            elif text.strip():
                yield Cell(number, column, text, CellStyle())
