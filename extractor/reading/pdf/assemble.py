"""The pages of a document as one `SourceText`: order, offsets, spans."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from extractor.reading.boxes import Boxes
from extractor.reading.ocr.engine import engine_name
from extractor.reading.pdf import zones
from extractor.reading.pdf.columns import Block, blocks_of
from extractor.reading.pdf.glyphs import Style, certainty_in
from extractor.reading.pdf.lines import Line
from extractor.reading.pdf.page import GridLines, PageContent, Scan, shown_boxes
from extractor.reading.pdf.paragraphs import Draft, Measure, column_measure, drafts, measure
from extractor.reading.source import (
    Certainty,
    Grid,
    GridCell,
    Mark,
    OcrInfo,
    PageSize,
    Paragraph,
    Picture,
    Slice,
    SourceText,
    Span,
    Zone,
)
from schemas.evidence import Box

MEDIA_TYPE = "application/pdf"
_LINE_FEED = Boxes.nowhere(1)
_MARKS = (
    (int(Style.BOLD), Mark.BOLD),
    (int(Style.ITALIC), Mark.ITALIC),
    (int(Style.DRAWN), Mark.SIGNATURE),
    (int(Style.SUPERSCRIPT), Mark.SUPERSCRIPT),
    (int(Style.STRUCK), Mark.STRUCK),
    (int(Style.UNDERLINE), Mark.UNDERLINE),
    (int(Style.OCR), Mark.OCR),
    (int(Style.HANDWRITTEN), Mark.HANDWRITTEN),
    (int(Style.CHECKED), Mark.CHECKED),
)


@dataclass(slots=True)
class _Writer:
    """Appends lines to the text and keeps offsets, boxes and spans."""

    parts: list[str] = field(default_factory=list)
    boxes: list[Boxes] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    flow: list[Paragraph | Grid] = field(default_factory=list)
    certainty: list[Certainty] = field(default_factory=list)
    length: int = 0
    groups: int = 0
    scan: Scan | None = None
    """How the page that is being written was turned, None where it stands as shown."""

    def line(self, line: Line, page: int) -> Slice:
        """Write one line and its line feed."""
        start, end = self.length, self.length + len(line.text)
        self.parts += (line.text, "\n")
        self.boxes += (line.boxes if self.scan is None else shown_boxes(line.boxes, self.scan), _LINE_FEED)
        self.length = end + 1
        self._mark(line, start)
        if self.scan is not None:
            self.certainty += _certainties(line, start)
        sides = line.x0, line.top, line.x1, line.bottom
        # The sides of a line are round already.
        return Slice(start, end, page=page, box=Box(*sides) if self.scan is None else self.box(sides))

    def box(self, sides: tuple[float, float, float, float]) -> Box:
        """A box of the page as it is set, on the page as shown."""
        left, top, right, bottom = sides if self.scan is None else shown_boxes((sides,), self.scan)[0] or sides
        return Box(round(left, 2), round(top, 2), round(right, 2), round(bottom, 2))

    def _mark(self, line: Line, start: int) -> None:
        if not any(line.styles):
            return
        begun: dict[Mark, int] = {}
        for place, bits in _changes(_filled(line), start):
            for style, mark in _MARKS:
                if bits & style:
                    begun.setdefault(mark, place)
                elif mark in begun:
                    self.spans.append(Span(begun.pop(mark), place, mark))

    def paragraph(self, draft: Draft, page: int, zone: Zone, column: tuple[int, int] | None = None) -> None:
        """Write the lines of one paragraph; `column` is its number with that of its region."""
        slices = tuple(self.line(line, page) for line in draft.lines)
        number, group = column or (None, None)
        self.flow.append(Paragraph(slices, zone, number, group, draft.align, draft.indent))

    def grid(self, grid: GridLines, page: int) -> None:
        """Write the cells of a table row by row."""
        cells = []
        for cell, lines in zip(grid.table.cells, grid.lines, strict=True):
            slices = tuple(self.line(line, page) for line in lines)
            box = self.box(cell.box)
            cells.append(GridCell(cell.row, cell.column, cell.row_span, cell.column_span, slices, box))
        self.flow.append(Grid(tuple(cells), grid.table.rows, grid.table.columns, page=page))


def _filled(line: Line) -> list[int]:
    """Style of each character; a blank between two words has what both have."""
    styles = list(line.styles)
    blanks = [at for at, inked in enumerate(line.boxes.inked()) if not inked]
    for at in reversed(blanks):
        styles[at] = styles[at + 1] if at + 1 < len(styles) else 0
    for at in blanks:
        styles[at] &= styles[at - 1] if at else 0
    return styles


def _changes(styles: Sequence[int], start: int) -> Iterator[tuple[int, int]]:
    """Each style with the place from which it holds, counted from `start`; none holds behind the end."""
    before = 0
    for place, bits in enumerate((*styles, 0), start):
        if bits != before:
            yield place, bits
            before = bits


def _certainties(line: Line, start: int) -> Iterator[Certainty]:
    """How sure the engine is of each word of a line that was read from a picture."""
    place = start
    for word, run in groupby(zip(line.boxes.inked(), map(certainty_in, line.styles), strict=True), _is_inked):
        count = sum(1 for _ in run)
        value = word[1]
        if value is not None:
            yield Certainty(place, place + count, value)
        place += count


def _is_inked(entry: tuple[bool, float | None]) -> tuple[bool, float | None]:
    inked, certainty = entry
    return inked, certainty if inked else None


def assemble(pages: Sequence[PageContent], warnings: Iterable[str], media_type: str = MEDIA_TYPE) -> SourceText:
    """The document as read."""
    running = zones.running_heads([(page.rows, page.frame) for page in pages])
    writer = _Writer()
    measures = _measures(pages)
    for number, page in enumerate(pages, 1):
        writer.scan = page.scan
        _write_page(
            writer,
            page,
            number,
            zones.split(page.rows, page.edges, page.frame, running),
            measures[number - 1],
        )
    text = "".join(writer.parts)
    spans = tuple(sorted(writer.spans, key=lambda span: (span.start, span.end, span.mark)))
    return SourceText(
        media_type,
        text,
        tuple(writer.flow),
        spans,
        tuple(_size(page) for page in pages),
        Boxes.joined(writer.boxes),
        tuple(warnings),
        ocr=_ocr_info(pages),
        pictures=tuple(Picture(number, box) for number, page in enumerate(pages, 1) for box in page.pictures),
        certainty=tuple(writer.certainty),
    )


def _size(page: PageContent) -> PageSize:
    shown = page.scan or page.frame
    return PageSize(round(shown.width, 2), round(shown.height, 2))


def _ocr_info(pages: Sequence[PageContent]) -> OcrInfo | None:
    """Which pages were read from pictures and how well, each page weighing as its characters."""
    read = {number: (page.scan, page.characters) for number, page in enumerate(pages, 1) if page.scan is not None}
    if not read:
        return None
    weight = sum(characters for _, characters in read.values())
    quality = sum(scan.quality * characters for scan, characters in read.values()) / weight if weight else 0.0
    return OcrInfo(engine_name(), round(quality, 3), frozenset(read))


def _measures(pages: Sequence[PageContent]) -> list[Measure]:
    """Each page's measure; pages with few full lines take that of all pages of their width."""
    lines = [[zones.whole(row) for row in page.rows] for page in pages]
    shared: dict[int, Measure] = {}
    found = []
    for page, own in zip(pages, lines, strict=True):
        width = page.frame.width
        if sum(1 for line in own if line.x1 - line.x0 > 0.6 * width) > 4:
            found.append(measure(own, width))
            continue
        if round(width) not in shared:
            alike = (set_on for other, set_on in zip(pages, lines, strict=True) if _is_as_wide(other, width))
            shared[round(width)] = measure([line for set_on in alike for line in set_on], width)
        found.append(shared[round(width)])
    return found


def _is_as_wide(page: PageContent, width: float) -> bool:
    return round(page.frame.width) == round(width)


def _write_page(writer: _Writer, page: PageContent, number: int, parts: zones.Zones, text: Measure) -> None:
    for row in parts.margin:
        _write_lines(writer, [zones.whole(row)], number, Zone.MARGIN, text)
    for group in _stamp_groups(page.stamps):
        _write_lines(writer, group, number, Zone.STAMP, text)
    barriers = [grid.table.box.top for grid in page.grids]
    blocks = blocks_of(parts.body, barriers)
    for item in _in_order(blocks, page.grids):
        if isinstance(item, GridLines):
            writer.grid(item, number)
        elif isinstance(item, Block):
            _write_columns(writer, item, number, text)
        else:
            for draft in drafts(item, text):
                writer.paragraph(draft, number, Zone.BODY)
    _write_lines(writer, [zones.whole(row) for row in parts.notes], number, Zone.FOOTNOTE, text)
    for line in page.turned:
        _write_lines(writer, [line], number, Zone.MARGIN, text)


def _stamp_groups(lines: Sequence[Line]) -> list[list[Line]]:
    groups: list[list[Line]] = []
    for line in lines:
        home = next(
            (g for g in groups if g[-1].x0 < line.x1 and line.x0 < g[-1].x1 and line.base - g[-1].base < 2 * line.size),
            None,
        )
        if home is None:
            groups.append([line])
        else:
            home.append(line)
    return groups


def _write_lines(writer: _Writer, lines: Sequence[Line], page: int, zone: Zone, text: Measure) -> None:
    if not lines:
        return
    if zone is Zone.STAMP:
        writer.paragraph(Draft(tuple(lines), None, round(lines[0].x0 - text.left, 1)), page, zone)
        return
    own = measure(lines, text.right - text.left)
    for draft in drafts(lines, Measure(min(text.left, own.left), max(text.right, own.right), own.leading)):
        writer.paragraph(draft, page, zone)


def _write_columns(writer: _Writer, block: Block, page: int, text: Measure) -> None:
    group, writer.groups = writer.groups, writer.groups + 1
    for number, lines in enumerate(block.columns):
        for draft in drafts(lines, column_measure(lines, text.leading), column=True):
            writer.paragraph(draft, page, Zone.BODY, (number, group))


def _in_order(blocks: Sequence[Block], tables: Sequence[GridLines]) -> list[GridLines | Block | list[Line]]:
    """Blocks and tables from the top; lines over the whole width that follow each other come together."""
    items: list[GridLines | Block | list[Line]] = []
    waiting = sorted(tables, key=lambda grid: (grid.table.box.top, grid.table.box.x0))
    for block in blocks:
        while waiting and waiting[0].table.box.top < block.top + 1:
            items.append(waiting.pop(0))
        if len(block.columns) > 1:
            items.append(block)
        elif items and isinstance(items[-1], list):
            items[-1].extend(block.columns[0])
        else:
            items.append(list(block.columns[0]))
    return items + list(waiting)
