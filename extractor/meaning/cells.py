"""Fields from table cells: their evidence is the cell's."""

from __future__ import annotations

from extractor.parts.model import Parts
from extractor.text.passage import absent, raw_text
from schemas.fields import FieldValue, Status
from schemas.tables import Cell


def cell_words(parts: Parts, cell: Cell) -> FieldValue[str]:
    """A text field from a table cell; absent where the cell is empty."""
    return cell_value(parts, cell, cell.text) if cell.text and cell.evidence else absent()


def cell_value(parts: Parts, cell: Cell, value: str) -> FieldValue[str]:
    """A text field whose value a mark in a cell stands for."""
    raw = raw_text(parts.source, cell.evidence)
    return FieldValue[str](value=value, raw=raw, status=Status.PRESENT, confidence=0.9, evidence=cell.evidence)
