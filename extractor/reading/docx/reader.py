"""Bytes of a Word document to `SourceText`: the walk through body, tables, text boxes, notes and margins."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from extractor.errors import CorruptError
from extractor.limits import DOCUMENT
from extractor.reading.docx.inline import InlineReader, Notes, Story, is_mark_deleted
from extractor.reading.docx.legacy import decode_stories
from extractor.reading.docx.markup import Element, R, W, child, child_value, is_on, unwrapped
from extractor.reading.docx.numbering import Level, Numbering
from extractor.reading.docx.package import DocumentParts, open_document
from extractor.reading.docx.styles import Indent, ParagraphLayer, Styles, paragraph_layer
from extractor.reading.docx.tabbed import with_tabbed_tables
from extractor.reading.docx.tables import stored_table
from extractor.reading.source import Align, Grid, Paragraph, SourceText, Zone
from extractor.reading.stored_tables import StoredCell, StoredTable, bands, grid_of
from extractor.reading.writer import Piece, TextWriter

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_STORIES: Final = frozenset({"footnotes", "endnotes", "header", "footer"})
MAX_DEPTH: Final = DOCUMENT.nesting
"""Tables in cells and boxes in boxes."""


def read(data: bytes) -> SourceText:
    """The text of a Word document: its body in order, then notes, then running heads and feet.

    Paths count from 1, empty paragraphs included: `body/p[3]`, `table[1]/r[2]/c[4]/p[1]` (row, grid column),
    `body/p[3]/box[1]/p[1]`, `footnote[2]/p[1]` (by the number shown), `header[1]/p[1]`.

    Raises:
        CorruptError: where the package or a part is damaged or its main part is missing.
        EncryptedError: where parts ask for a password.
        TooLargeError: where a limit on parts or bytes is passed.
        UnsupportedError: where the package is no Word document.
    """
    parts = open_document(data)
    reader = _Reader(parts)
    flow = tuple(reader.flow())
    text = reader.writer.text()
    return SourceText(MEDIA_TYPE, text, with_tabbed_tables(text, flow), reader.writer.spans())


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the walk is: `path` of the container (empty for the body) and what its paragraphs inherit."""

    path: str = ""
    zone: Zone = Zone.BODY
    column: int | None = None
    group: int | None = None
    depth: int = 0
    flat: bool = False
    """In a cell of a grid: nested tables become lines of the cell."""

    def paragraph(self, index: int) -> str:
        return f"{self.path or 'body'}/p[{index}]"

    def table(self, index: int) -> str:
        return f"{self.path}/table[{index}]" if self.path else f"table[{index}]"

    def inside(self, path: str) -> _Place:
        if self.depth >= MAX_DEPTH:
            raise CorruptError(f"tables or text boxes are nested deeper than {MAX_DEPTH}")
        return replace(self, path=path, depth=self.depth + 1)


class _Reader:
    """One pass over one document."""

    def __init__(self, parts: DocumentParts) -> None:
        self.writer = TextWriter()
        self._parts = parts
        self._styles = Styles(parts.first("styles"))
        self._numbering = Numbering(parts.first("numbering"), self._styles)
        self._settings = parts.first("settings")
        decode_stories(_stories(parts), self._styles)
        self._sections = [item for item in parts.body.iter(W + "sectPr") if not _is_former(item)]
        settings = [] if self._settings is None else [self._settings]
        self._notes = Notes(_note_formats([*self._sections, *settings]))
        self._begin_story()
        self._groups = 0

    def _begin_story(self, own_number: str = "") -> None:
        """Begin a body, note or margin: fields do not run on from one to the next."""
        self._inline = InlineReader(self._styles, Story(self._notes, own_number=own_number))

    def flow(self) -> Iterator[Paragraph | Grid]:
        """All items in reading order."""
        yield from self._blocks(self._parts.body, _Place())
        yield from self._read_notes()
        yield from self._read_margins()

    def _read_notes(self) -> Iterator[Paragraph | Grid]:
        """Notes that the body refers to: footnotes, then endnotes, each kind by its numbers."""
        references = dict(self._notes.numbers)
        for kind in ("footnote", "endnote"):
            part = self._parts.first(f"{kind}s")
            stored = () if part is None else part.iterchildren(W + kind)
            elements = {note.get(W + "id", ""): note for note in stored}
            for (of_kind, identifier), number in references.items():
                if of_kind == kind and identifier in elements:
                    self._begin_story(self._notes.label(kind, identifier))
                    yield from self._blocks(elements[identifier], _Place(f"{kind}[{number}]", Zone.FOOTNOTE))

    def _read_margins(self) -> Iterator[Paragraph | Grid]:
        """Running heads, then feet, each part once; those of first or even pages where these differ."""
        even = child(self._settings, "evenAndOddHeaders")
        for kind in ("header", "footer"):
            identifiers = [
                reference.get(R + "id", "")
                for section in self._sections
                for reference in section.iterchildren(W + f"{kind}Reference")
                if _is_used(reference, section, even)
            ]
            targets = [self._parts.relationships.get(identifier) for identifier in identifiers]
            names = dict.fromkeys(edge.target for edge in targets if edge is not None)
            for number, name in enumerate(names, 1):
                root = self._parts.package.part(name)
                if root is not None:
                    self._begin_story()
                    yield from self._blocks(root, _Place(f"{kind}[{number}]", Zone.MARGIN))

    def _blocks(self, container: Element, place: _Place) -> Iterator[Paragraph | Grid]:
        paragraphs = tables = 0
        joined: list[Element] = []
        for element in unwrapped(container):
            if element.tag == W + "p":
                paragraphs += 1
                joined.append(element)
                if not is_mark_deleted(element):
                    yield from self._paragraph(joined, place, place.paragraph(paragraphs))
                    joined = []
            elif element.tag == W + "tbl":
                tables += 1
                yield from self._table(element, place, place.table(tables))
        if joined:
            yield from self._paragraph(joined, place, place.paragraph(paragraphs))

    def _paragraph(self, elements: list[Element], place: _Place, path: str) -> Iterator[Paragraph | Grid]:
        """A paragraph, then its text boxes; one that deletions joined looks as its last part says."""
        properties = child(elements[-1], "pPr")
        style = self._styles.style_of(properties)
        inline = self._inline.read(elements, style)
        own, inherited = paragraph_layer(properties), self._styles.paragraph(style)
        number, level = self._number(properties, style, own, inherited, bool(inline.pieces))
        slices = self.writer.write([*number, *inline.pieces], path)
        if slices:
            align = own.align or inherited.align or Align.LEFT
            indent = _indent(own, inherited, level)
            yield Paragraph(slices, place.zone, place.column, place.group, align, round(indent.first_line, 2))
        zone = place.zone if place.zone is Zone.MARGIN else Zone.TEXT_BOX
        for index, box in enumerate(inline.boxes, 1):
            yield from self._blocks(box, replace(place.inside(f"{path}/box[{index}]"), zone=zone))

    def _number(
        self,
        properties: Element | None,
        style: str,
        own: ParagraphLayer,
        inherited: ParagraphLayer,
        has_text: bool,
    ) -> tuple[list[Piece], Level | None]:
        """The automatic number as a piece and its level; a hidden empty paragraph is not counted."""
        merged = own.over(inherited)
        mark = self._styles.look(style, child(properties, "rPr"))
        if not merged.number or (mark.hidden and not has_text):
            return [], None
        index = own.level
        if index is None:
            index = self._numbering.level_of_style(merged.number, self._styles.chain(style))
        number = self._numbering.advance(merged.number, index)
        if number is None:
            return [], None
        look = self._styles.look(style, child(properties, "rPr"), number.level.run)
        text = number.text if has_text else number.text.rstrip()
        return ([] if look.hidden or not text else [(text, look.marks)]), number.level

    def _table(self, table: Element, place: _Place, path: str) -> Iterator[Paragraph | Grid]:
        stored = stored_table(table, self._styles)
        if place.flat:
            for cell in (cell for row in stored.rows for cell in row):
                yield from self._cell(cell, place, path)
        elif stored.is_layout:
            yield from self._layout(stored, place, path)
        else:
            yield self._grid(stored, place, path)

    def _cell(self, cell: StoredCell[Element], place: _Place, path: str) -> Iterator[Paragraph | Grid]:
        return self._blocks(cell.content, place.inside(f"{path}/r[{cell.row + 1}]/c[{cell.column + 1}]"))

    def _layout(self, stored: StoredTable[Element], place: _Place, path: str) -> Iterator[Paragraph | Grid]:
        """Paragraphs in columns, one group for each stretch of rows that stand side by side."""
        for band in bands(stored):
            group = None
            if band[0][0] is not None:
                group, self._groups = self._groups, self._groups + 1
            for column, cell in band:
                yield from self._cell(cell, replace(place, column=column, group=group), path)

    def _grid(self, stored: StoredTable[Element], place: _Place, path: str) -> Grid:
        flat = replace(place, flat=True, column=None, group=None)
        return grid_of(stored, path, lambda cell: self._cell(cell, flat, path))


def _stories(parts: DocumentParts) -> Iterator[Element]:
    """The roots of all parts that print text."""
    yield parts.body
    targets = dict.fromkeys(edge.target for edge in parts.relationships.values() if edge.kind in _STORIES)
    for target in targets:
        root = parts.package.part(target)
        if root is not None:
            yield root


def _indent(own: ParagraphLayer, inherited: ParagraphLayer, level: Level | None) -> Indent:
    """A list's own indent lies over the style, but under it where the style itself brings the list."""
    if level is None:
        return own.indent.over(inherited.indent)
    if own.number is None:
        return own.indent.over(inherited.indent).over(level.indent)
    return own.indent.over(level.indent).over(inherited.indent)


def _is_former(section: Element) -> bool:
    """Whether it is the former state of a tracked change."""
    parent = section.getparent()
    return parent is not None and parent.tag == W + "sectPrChange"


def _is_used(reference: Element, section: Element, even: Element | None) -> bool:
    kind = reference.get(W + "type", "default")
    if kind == "even":
        return even is not None and is_on(even)
    first = child(section, "titlePg")
    return kind != "first" or (first is not None and is_on(first))


def _note_formats(layers: list[Element]) -> Mapping[str, str]:
    """Formats of note numbers by kind, as the first section or the settings say."""
    found: dict[str, str] = {}
    for layer in layers:
        for kind in ("footnote", "endnote"):
            form = child_value(child(layer, f"{kind}Pr"), "numFmt")
            if form:
                found.setdefault(kind, form)
    return found
