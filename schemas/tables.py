"""Tables: cells under their full header paths."""

from __future__ import annotations

from enum import StrEnum

from pydantic import BaseModel, Field

from schemas.evidence import STRICT, Evidence
from schemas.fields import Number


class Origin(StrEnum):
    """Where a cell's text comes from: its own, repeated under a merge that began elsewhere, or none."""

    OWN = "own"
    REPEATED = "repeated"
    BLANK = "blank"


class RowKind(StrEnum):
    """What a row is; totals, and subtotals of a group of rows, are never added again; `numbering` is `(1) (2) (3)`."""

    DATA = "data"
    TOTAL = "total"
    SUBTOTAL = "subtotal"
    GROUP = "group"
    NUMBERING = "numbering"


class Column(BaseModel):
    """A leaf column: header texts from top to leaf, and the name a profile gives it."""

    model_config = STRICT

    path: tuple[str, ...]
    name: str | None = None


class Cell(BaseModel):
    """One cell of a row; `value` is the typed reading of `text` where there is one."""

    model_config = STRICT

    text: str
    value: bool | Number | str | None = None
    row_span: int = Field(default=1, ge=1)
    col_span: int = Field(default=1, ge=1)
    origin: Origin
    confidence: float = Field(ge=0, le=1)
    evidence: tuple[Evidence, ...] = ()


class Row(BaseModel):
    """A row below the header, one cell a column."""

    model_config = STRICT

    kind: RowKind
    cells: tuple[Cell, ...]


class Table(BaseModel):
    """A table of data (never the layout tables of head and signature)."""

    model_config = STRICT

    pages: tuple[int, ...] = Field(description="pages it stands on, from 1; empty for documents without pages")
    caption: str | None = None
    header_rows: int = Field(ge=0)
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    stitched_from: tuple[int, ...] = Field(default=(), description="pages whose parts were joined into this table")
