"""The parts of a workbook: its sheets in order, their cells as shown, merged ranges, hidden rows and columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from math import isfinite
from typing import Final

from extractor.errors import CorruptError, TooLargeError
from extractor.limits import DOCUMENT
from extractor.reading.docx.markup import Element, R, integer
from extractor.reading.docx.package import Package
from extractor.reading.legacy.fonts import code_of_font
from extractor.reading.legacy.runs import Run, decode_runs
from extractor.reading.sheets.formats import shown
from extractor.reading.sheets.styles import CellStyle, Styles, children, first, local, styles_of

MAX_CELLS: Final = DOCUMENT.sheet_cells
"""Stored cells of all sheets, empty ones with a border included."""
MAX_RANGES: Final = DOCUMENT.merged_ranges
"""Merged ranges of one sheet."""
_LAST_ROW: Final = 1_048_576
_LAST_COLUMN: Final = 16_384
_PLACE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_DEFAULT_WIDTH: Final = 8.43
"""Characters."""
_OFF = frozenset({"0", "false"})


@dataclass(frozen=True, slots=True)
class Cell:
    """A stored cell at its row and column, both from 1, with the text that it shows."""

    row: int
    column: int
    text: str
    style: CellStyle
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Range:
    """A merged range, from its first row and column to its last, inclusive and from 1."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its number in the workbook from 1, stored cells in order of rows, and what is hidden of it."""

    number: int
    hidden: bool
    cells: tuple[Cell, ...] = ()
    merged: tuple[Range, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: tuple[tuple[int, int], ...] = ()
    """Stretches, inclusive."""
    column_widths: tuple[tuple[int, int, float], ...] = ()
    default_width: float = _DEFAULT_WIDTH

    def is_hidden(self, column: int) -> bool:
        """Whether a column is not shown."""
        return any(start <= column <= end for start, end in self.hidden_columns)

    def width(self, column: int) -> float:
        """Width of a column in characters."""
        found = (width for start, end, width in self.column_widths if start <= column <= end)
        return next(found, self.default_width)


def read_sheets(data: bytes) -> list[Sheet]:
    """All sheets of a workbook in their order; of hidden ones only that they are there.

    Raises:
        CorruptError: where the package or a part is damaged or missing.
        EncryptedError: where parts ask for a password.
        TooLargeError: where a limit on parts, bytes or cells is passed.
    """
    package = Package(data)
    edges = package.relationships("").values()
    name = next((edge.target for edge in edges if edge.kind == "officeDocument"), "xl/workbook.xml")
    root = package.part(name)
    if root is None or local(root) != "workbook":
        raise CorruptError(f"the package lacks its main part {name}")
    relationships = package.relationships(name)
    parts = {edge.kind: package.part(edge.target) for edge in relationships.values() if edge.kind in _SHARED}
    properties = first(root, "workbookPr")
    since_1904 = properties is not None and properties.get("date1904", "0") not in _OFF
    book = _Book(_strings(parts.get("sharedStrings")), styles_of(parts.get("styles")), since_1904)
    sheets: list[Sheet] = []
    for number, item in enumerate(children(first(root, "sheets"), "sheet"), 1):
        edge = relationships.get(item.get(R + "id", ""))
        hidden = item.get("state", "visible") != "visible"
        if hidden:
            sheets.append(Sheet(number, hidden))
        elif edge is not None and edge.kind == "worksheet" and (part := package.part(edge.target)) is not None:
            sheets.append(book.sheet(part, number))
    return _decoded(sheets)


_SHARED = frozenset({"sharedStrings", "styles"})


def _strings(root: Element | None) -> list[str]:
    return [_rich_text(item) for item in children(root, "si")]


def _rich_text(item: Element) -> str:
    """Text of a string made of runs, without the reading aids of other languages."""
    pieces: list[str] = []
    for part in item:
        if local(part) == "t":
            pieces.append(part.text or "")
        elif local(part) == "r":
            pieces += [text.text or "" for text in children(part, "t")]
    return "".join(pieces)


def column_number(letters: str) -> int:
    """`A` is 1, `AA` is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _range(reference: str) -> Range | None:
    corners = [_PLACE.fullmatch(corner) for corner in reference.split(":")[:2]]
    if not corners or any(corner is None for corner in corners):
        return None
    places = [(int(corner[2]), column_number(corner[1])) for corner in corners if corner is not None]
    (top, left), (bottom, right) = places[0], places[-1]
    return Range(top, left, min(bottom, _LAST_ROW), min(right, _LAST_COLUMN))


class _Book:
    """What cells refer to, and how many have been read."""

    def __init__(self, strings: list[str], styles: Styles, since_1904: bool) -> None:
        self._strings = strings
        self._styles = styles
        self._since_1904 = since_1904
        self._count = 0

    def sheet(self, root: Element, number: int) -> Sheet:
        """One sheet with its visible cells; rows that a filter or a person hid are left out later."""
        cells, hidden_rows = [], set()
        for row, place in _numbered(children(first(root, "sheetData"), "row"), "r"):
            if row.get("hidden", "0") not in _OFF:
                hidden_rows.add(place)
            cells += list(self._row(row, place))
        merged = [_range(item.get("ref") or "") for item in children(first(root, "mergeCells"), "mergeCell")]
        if len(merged) > MAX_RANGES:
            raise TooLargeError(f"a sheet has more than {MAX_RANGES} merged ranges")
        columns = list(_columns(first(root, "cols")))
        return Sheet(
            number,
            hidden=False,
            cells=tuple(cells),
            merged=tuple(item for item in merged if item is not None),
            hidden_rows=frozenset(hidden_rows),
            hidden_columns=tuple((start, end) for start, end, _, hidden in columns if hidden),
            column_widths=tuple((start, end, width) for start, end, width, _ in columns),
            default_width=_length(first(root, "sheetFormatPr"), "defaultColWidth"),
        )

    def _row(self, row: Element, place: int) -> Iterator[Cell]:
        for item, column in _numbered(children(row, "c"), "r"):
            self._count += 1
            if self._count > MAX_CELLS:
                raise TooLargeError(f"the sheets hold more than {MAX_CELLS} cells")
            style = self._styles.of(item.get("s"))
            kind = item.get("t", "n")
            text = self._text(item, kind, style)
            if text.strip() or style.edges:
                yield Cell(place, column, text[: DOCUMENT.characters], style, is_number=kind == "n")

    def _text(self, item: Element, kind: str, style: CellStyle) -> str:
        """What the cell shows; formulas show the result that the program kept."""
        if kind == "inlineStr":
            inline = first(item, "is")
            return "" if inline is None else _rich_text(inline)
        value = first(item, "v")
        stored = (value.text or "") if value is not None else ""
        if kind == "s":
            at = integer(stored, len(self._strings), 0, 100_000_000)
            return self._strings[at] if at < len(self._strings) else ""
        if kind == "b":
            return "" if not stored else "FALSE" if stored in _OFF else "TRUE"
        return shown(stored, style.code, self._since_1904) if kind == "n" and stored else stored


def _numbered(items: Iterator[Element], attribute: str) -> Iterator[tuple[Element, int]]:
    """Rows or cells with their number; one that says none follows the one before it."""
    last = 0
    for item in items:
        said = item.get(attribute) or ""
        match = _PLACE.fullmatch(said)
        number = column_number(match[1]) if match else integer(said, last + 1, 1, _LAST_ROW)
        last = number
        yield item, number


def _columns(container: Element | None) -> Iterator[tuple[int, int, float, bool]]:
    for item in islice(children(container, "col"), _LAST_COLUMN):
        start = integer(item.get("min"), 1, 1, _LAST_COLUMN)
        end = integer(item.get("max"), start, start, _LAST_COLUMN)
        yield start, end, _length(item, "width"), item.get("hidden", "0") not in _OFF


def _length(item: Element | None, attribute: str) -> float:
    said = "" if item is None else (item.get(attribute) or "")
    try:
        length = float(said[:20])
    except ValueError:
        return _DEFAULT_WIDTH
    return length if isfinite(length) and 0 < length < 1000 else _DEFAULT_WIDTH


def _decoded(sheets: list[Sheet]) -> list[Sheet]:
    """Texts in fonts of the years before Unicode as they print."""
    runs = {
        (sheet.number, cell.row, cell.column): Run(cell.text, code_of_font(cell.style.font))
        for sheet in sheets
        for cell in sheet.cells
        if not cell.is_number and cell.text
    }
    decode_runs([[run] for run in runs.values()])
    return [
        replace(sheet, cells=tuple(_with_text(sheet.number, cell, runs) for cell in sheet.cells)) for sheet in sheets
    ]


def _with_text(number: int, cell: Cell, runs: Mapping[tuple[int, int, int], Run]) -> Cell:
    run = runs.get((number, cell.row, cell.column))
    return cell if run is None or run.text == cell.text else replace(cell, text=run.text)
