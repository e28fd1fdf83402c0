"""Pages that hold tables as pictures, the words of each cell framed: what to look at when a table is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium

from schemas.evidence import Box, PageEvidence
from schemas.record import Record
from schemas.tables import Origin, RowKind

SCALE = 1.5
"""Pixels a point (108 dpi)."""
_MAX_PIXELS = 40_000_000
_COLOURS = {
    RowKind.DATA: (60, 140, 30),
    RowKind.TOTAL: (30, 30, 200),
    RowKind.SUBTOTAL: (30, 130, 230),
    RowKind.GROUP: (200, 110, 20),
    RowKind.NUMBERING: (150, 150, 150),
}
"""Blue, green, red of the frame by kind of row."""
_REPEATED = (170, 60, 170)

Picture = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class _Frame:
    box: Box
    colour: tuple[int, int, int]
    label: str


def pictures_of(data: bytes, record: Record) -> Iterator[tuple[int, bytes]]:
    """Page numbers (from 1) with a PNG of each page that holds a table.

    Green frames are cells of data rows, red of totals, orange of subtotals, blue of groups, grey of numbering rows,
    violet of cells repeated under a merge. A label `table.row.column` counts from 1. Only PDF files are drawn: other
    documents have no pages.

    Raises:
        pypdfium2.PdfiumError: when a page cannot be drawn.
    """
    frames = _frames(record)
    if not frames or record.source.media_type != "application/pdf":
        return
    with pdfium.PdfDocument(data) as document:
        for page, found in sorted(frames.items()):
            if page <= len(document):
                yield page, _png(_drawn(_rendered(document, page), found))


def _frames(record: Record) -> dict[int, list[_Frame]]:
    frames: dict[int, list[_Frame]] = {}
    for number, table in enumerate(record.tables, start=1):
        for index, row in enumerate(table.rows, start=1):
            for column, cell in enumerate(row.cells, start=1):
                colour = _REPEATED if cell.origin is Origin.REPEATED else _COLOURS[row.kind]
                for place in cell.evidence:
                    if isinstance(place, PageEvidence):
                        # One label a cell: its further lines have none.
                        labels = [f"{number}.{index}.{column}"] + [""] * len(place.boxes)
                        found = [_Frame(box, colour, label) for box, label in zip(place.boxes, labels, strict=False)]
                        frames.setdefault(place.page, []).extend(found)
    return frames


def _rendered(document: pdfium.PdfDocument, page: int) -> Picture:
    sheet = document[page - 1]
    try:
        width, height = sheet.get_size()
        scale = min(SCALE, (_MAX_PIXELS / max(width * height, 1.0)) ** 0.5)
        drawn = sheet.render(scale=scale).to_numpy()
    finally:
        sheet.close()
    grown: Picture = cv2.resize(drawn[:, :, :3], None, fx=SCALE / scale, fy=SCALE / scale).astype(np.uint8)
    return grown


def _drawn(picture: Picture, frames: list[_Frame]) -> Picture:
    picture = np.ascontiguousarray(picture)
    for frame in frames:
        x0, top, x1, bottom = (round(edge * SCALE) for edge in frame.box)
        cv2.rectangle(picture, (x0 - 1, top - 1), (x1 + 1, bottom + 1), frame.colour, 1)
        cv2.putText(picture, frame.label, (x0, top - 2), cv2.FONT_HERSHEY_PLAIN, 0.6, frame.colour, 1, cv2.LINE_AA)
    return picture


def _png(picture: Picture) -> bytes:
    done, data = cv2.imencode(".png", picture)
    assert done
    return data.tobytes()
