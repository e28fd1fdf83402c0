"""Fields from table cells: their evidence is the cell's, and of a mark also the header's that it stands under."""

from __future__ import annotations

from extractor.parts.model import Parts
from extractor.reading.source import Grid
from extractor.text.clean import clean_slices
from extractor.text.fold import fold
from extractor.text.marks import UNMARKED
from extractor.text.passage import absent, raw_text
from schemas.evidence import Evidence
from schemas.fields import FieldValue, Status
from schemas.tables import Cell, Table


def cell_words(parts: Parts, cell: Cell) -> FieldValue[str]:
    """A text field from a table cell; absent where the cell is empty."""
    return cell_value(parts, cell, cell.text) if cell.text and cell.evidence else absent()


def cell_value(parts: Parts, cell: Cell, value: str) -> FieldValue[str]:
    """A text field whose value a mark in a cell stands for."""
    raw = raw_text(parts.source, cell.evidence)
    sure = min(0.9, cell.confidence)
    return FieldValue[str](value=value, raw=raw, status=Status.PRESENT, confidence=sure, evidence=cell.evidence)


def header_places(parts: Parts, table: Table) -> tuple[tuple[Evidence, ...], ...]:
    """Where the words of each leaf header stand; empty where no drawn cell above the column holds just these words."""
    grid = _first_grid(parts, table)
    above = [cell for cell in grid.cells if cell.row < table.header_rows and cell.slices] if grid is not None else []
    lowest_first = sorted(above, key=lambda cell: -cell.row)
    passages = [(cell, clean_slices(parts.source, cell.slices, UNMARKED)) for cell in lowest_first]
    places: list[tuple[Evidence, ...]] = []
    for number, column in enumerate(table.columns):
        over = [p for cell, p in passages if p is not None and cell.column <= number < cell.column + cell.column_span]
        found = next((p for p in over if column.path and p.folded == fold(column.path[-1])), None)
        places.append(found.quote(0, len(found.text)).evidence() if found is not None else ())
    return tuple(places)


def _first_grid(parts: Parts, table: Table) -> Grid | None:
    """The drawn table that holds the first words below a table's header."""
    places = (place for row in table.rows for cell in row.cells for place in cell.evidence)
    start = next((place.start for place in places if place.kind in {"page", "block"}), None)
    if start is None:
        return None
    for grid in parts.grids:
        if any(piece.start <= start < piece.end for cell in grid.cells for piece in cell.slices):
            return grid
    return None
