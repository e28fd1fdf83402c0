"""One page read: its lines, tables, stamps and rulings, before paragraphs are made."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pypdfium2 as pdfium

from extractor.reading.boxes import Boxes, GlyphBox
from extractor.reading.pdf import appearances, grids
from extractor.reading.pdf.aligned import find_aligned
from extractor.reading.pdf.glyphs import Frame, Glyphs, Numbers, Style, empty, frame_of, read_glyphs
from extractor.reading.pdf.grids import Table
from extractor.reading.pdf.half_ruled import find_half_ruled
from extractor.reading.pdf.legacy import decoded
from extractor.reading.pdf.legibility import is_legible, looks_vietnamese
from extractor.reading.pdf.lines import Line, Row, set_rows
from extractor.reading.pdf.open_sides import missing_sides
from extractor.reading.pdf.rulings import Edge, read_rulings
from extractor.reading.pdf.stacks import FEWEST_RULES
from extractor.reading.pdf.strokes import with_strokes
from extractor.reading.pdf.turned import set_turned
from extractor.reading.pdf.unruled import find_unruled
from schemas.evidence import Box

_PICTURE_SHARE = 0.5
"""A page whose pictures cover half of it is a scan where it has hardly any text of its own."""
_FEWEST_GLYPHS = 30
_HIDDEN_SHARE = 0.5
_A4 = (595.28, 841.89)


@dataclass(frozen=True, slots=True)
class GridLines:
    """A table with the lines of each of its cells."""

    table: Table
    lines: tuple[tuple[Line, ...], ...]


@dataclass(frozen=True, slots=True)
class Scan:
    """How a page was read from its picture: it was turned and made level, `back` (a 2 × 3 matrix) undoes that.

    `width` and `height` are those of the page as shown, `quality` (0 to 1) is how sure the engine is.
    """

    back: Numbers
    width: float
    height: float
    quality: float


def shown_boxes(boxes: Iterable[GlyphBox | None], scan: Scan) -> Boxes:
    """Boxes of a level page on the page as shown: each the upright box around where its corners come to lie."""
    boxes = list(boxes)
    known = np.array([box for box in boxes if box is not None], np.float64).reshape(-1, 4)
    ones = np.ones(len(known))
    corners = np.stack([scan.back @ np.vstack((known[:, x], known[:, y], ones)) for x in (0, 2) for y in (1, 3)])
    sides = np.round(np.hstack((corners.min(axis=0).T, corners.max(axis=0).T)), 2)
    placed = map(_four, sides.tolist())
    return Boxes.of(None if box is None else next(placed) for box in boxes)


def _four(sides: Sequence[float]) -> GlyphBox:
    left, top, right, bottom = sides
    return left, top, right, bottom


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
    pictures: tuple[Box, ...] = ()
    """Where pictures, drawings and appearances of annotations stand."""
    drawn: Glyphs = field(default_factory=empty)
    """What only appearances of annotations draw."""
    doubtful: bool = False
    """Whether its picture has to be looked at: no usable text, or text that may not be what the page shows."""
    scan: Scan | None = None
    """How its picture was read; None where its own text was."""
    spelt: bool = False
    """Whether its glyphs have no character map and their letters were learnt from pictures of the pages."""
    scraps: tuple[Table, ...] = ()
    """What is drawn as a table and has too little text to be told from a frame."""


def damaged_page() -> PageContent:
    """An empty page in the place of one that cannot be read."""
    frame = Frame(0.0, 0.0, *_A4, 0)
    return PageContent(frame, (), (), (), (), (), 0, legible=False, hidden=False)


def read_page(document: pdfium.PdfDocument, index: int) -> PageContent:
    """Read one page; it is closed in any case.

    Raises:
        pdfium.PdfiumError: the page cannot be loaded.
    """
    page = document[index]
    try:
        frame = frame_of(page.raw)
        typed = decoded(read_glyphs(page.raw, frame))
        rulings = read_rulings(page.raw, frame)
        flattened = appearances.has_appearances(page.raw)
        pictures = (*rulings.pictures, *(appearances.boxes(page.raw, frame) if flattened else ()))
        if flattened:
            appearances.flatten(page.raw)
    finally:
        page.close()
    drawn = appearances.added(typed, _read_again(document, index, frame)) if flattened else empty()
    page_set = set_page(typed, drawn, rulings.edges, frame)
    legible = page_set.legible and not _is_scan(typed, rulings.picture_share)
    doubtful = not legible or page_set.hidden or not _reads_vietnamese(page_set)
    return replace(page_set, pictures=pictures, legible=legible, doubtful=doubtful)


def _reads_vietnamese(page: PageContent) -> bool:
    return looks_vietnamese(line.text for row in page.rows for line in row.pieces)


def _read_again(document: pdfium.PdfDocument, index: int, frame: Frame) -> Glyphs:
    page = document[index]
    try:
        return decoded(read_glyphs(page.raw, frame))
    finally:
        page.close()


def _is_scan(typed: Glyphs, picture_share: float) -> bool:
    return len(typed) < _FEWEST_GLYPHS and picture_share > _PICTURE_SHARE


def set_page(
    typed: Glyphs, drawn: Glyphs, edges: tuple[Edge, ...], frame: Frame, *, is_picture: bool = False
) -> PageContent:
    """A page from its glyphs, what appearances draw on it, and its rulings; words of a picture stand less surely."""
    merged = appearances.merge(typed, drawn) if len(drawn) else appearances.Page(typed, drawn)
    text = with_strokes(merged.text, edges)
    tables, scraps, rows = _tables(text, edges, is_picture=is_picture)
    by_cell: dict[int, list[Line]] = {}
    for row in rows:
        if row.zone >= 0:
            by_cell.setdefault(row.zone, []).append(row.pieces[0])
    cells = [cell for table in tables for cell in table.cells]
    free = _into_cells(set_turned(text.take(~text.upright)), cells, by_cell)
    return PageContent(
        frame,
        rows=tuple(row for row in rows if row.zone < 0),
        grids=_grids(tables, by_cell),
        stamps=tuple(row.pieces[0] for row in set_rows(merged.stamps, np.zeros(len(merged.stamps), np.int64))),
        turned=free,
        edges=edges,
        characters=len(text),
        legible=is_legible([line.text for row in rows for line in row.pieces]),
        hidden=bool(len(text)) and bool(((text.style & Style.INVISIBLE) != 0).mean() > _HIDDEN_SHARE),
        drawn=drawn,
        scraps=tuple(scraps),
    )


def _tables(
    text: Glyphs, edges: Sequence[Edge], *, is_picture: bool
) -> tuple[list[Table], list[Table], list[Row]]:
    """The tables of a page, its scraps, and its rows of text, each in its cell or in none."""
    upright = text.take(text.upright)
    sides = missing_sides(edges, FEWEST_RULES) if is_picture else missing_sides(edges)
    tables, scraps = grids.data_tables(text, grids.find_tables((*edges, *sides)))
    rows = set_rows(upright, grids.cell_numbers(upright, tables))
    guessing = (find_unruled,) if is_picture else (find_unruled, find_aligned)
    for find in (lambda free: find_half_ruled(free, edges), *guessing):
        found = find([row for row in rows if row.zone < 0])
        if found:
            tables = [*tables, *found]
            rows = set_rows(upright, grids.cell_numbers(upright, tables))
    return tables, scraps, rows


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
