"""Bytes of an HTML page to `SourceText`: the walk through its blocks, lists and tables. Nothing is fetched."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from lxml import etree

from extractor.errors import CorruptError, TooLargeError
from extractor.limits import DOCUMENT
from extractor.reading.html.legacy import decode_page
from extractor.reading.html.lists import LISTS, OpenList, open_list
from extractor.reading.html.recognise import decode
from extractor.reading.html.sheets import apply_style_sheets
from extractor.reading.html.styles import BLOCKS, Element, Look, is_shown, look_of, tag_of
from extractor.reading.html.tables import stored_table
from extractor.reading.source import Grid, Paragraph, SourceText
from extractor.reading.stored_tables import StoredCell, StoredTable, bands, grid_of
from extractor.reading.writer import Piece, TextWriter

MEDIA_TYPE: Final = "text/html"
_SPACES: Final = " \t\r\n\f"


def read(data: bytes) -> SourceText:
    """The text of a page: its blocks in order, tables that hold data as grids.

    Scripts, styles and elements that are hidden by their attributes or the page's style sheets are left out.
    Paths count from 1: `body/p[3]`, `table[1]/r[2]/c[4]/p[1]` (row, grid column).

    Raises:
        CorruptError: where there is no element at all.
        TooLargeError: where a limit on characters, nesting or cells is passed.
        UnsupportedError: where the encoding is unknown.
    """
    text = decode(data).replace("\0", "")
    if len(text) > DOCUMENT.characters:
        raise TooLargeError(f"the page has {len(text)} characters, the limit is {DOCUMENT.characters}")
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    if root is None:
        raise CorruptError("the page holds no element")
    apply_style_sheets(root)
    decode_page(root)
    reader = _Reader()
    flow = tuple(reader.blocks(root, _Place(), Look()))
    return SourceText(MEDIA_TYPE, reader.writer.text(), flow, reader.writer.spans())


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the walk is: `path` of the container (empty for the body) and what its paragraphs inherit."""

    path: str = ""
    column: int | None = None
    group: int | None = None
    depth: int = 0
    flat: bool = False
    """In a cell of a grid: nested tables become lines of the cell."""


@dataclass(slots=True)
class _Walk:
    """The paragraph being gathered in one container, and how many there were."""

    place: _Place
    pieces: list[Piece] = field(default_factory=list)
    look: Look = field(default_factory=Look)
    paragraphs: int = 0
    tables: int = 0
    lists: list[OpenList] = field(default_factory=list)
    marker: str = ""
    """Number or bullet that the next words of a list's item stand behind."""

    def add(self, text: str, look: Look) -> None:
        """Append text as a browser sets it: white space is one space, none at the start of a line."""
        if not look.kept_spaces:
            text = _collapsed(text)
            if not self.pieces or self.pieces[-1][0].endswith((" ", "\n")):
                text = text.removeprefix(" ")
        if not text:
            return
        if not self.pieces:
            self.look = look
        if self.marker and text.strip():
            self.pieces.append((self.marker, ()))
            self.marker = ""
        self.pieces.append((text.upper() if look.upper else text, look.marks))


def _collapsed(text: str) -> str:
    words = [word for word in text.translate(_BLANKS).split(" ") if word]
    middle = " ".join(words)
    if not middle:
        return " " if text else ""
    return f"{' ' * text.startswith(tuple(_SPACES))}{middle}{' ' * text.endswith(tuple(_SPACES))}"


_BLANKS: Final = str.maketrans(dict.fromkeys(_SPACES, " "))


class _Reader:
    """One pass over one page."""

    def __init__(self) -> None:
        self.writer = TextWriter()
        self._groups = 0
        self._tables = 0

    def blocks(self, container: Element, place: _Place, above: Look) -> Iterator[Paragraph | Grid]:
        """Paragraphs and tables inside an element."""
        walk = _Walk(place)
        stack: list[tuple[Element, Look, bool]] = [(container, above, True)]
        while stack:
            element, look, entering = stack.pop()
            tag = tag_of(element)
            if entering and is_shown(element):
                if tag in BLOCKS:
                    yield from self._flush(walk)
                if tag == "table" and element is not container:
                    yield from self._table(element, walk, look)
                    stack.append((element, look, False))
                    continue
                stack.append((element, look, False))
                inside = look_of(element, look)
                self._enter(element, tag, walk, inside)
                stack.extend((item, inside, True) for item in reversed(element))
                continue
            if tag in BLOCKS:
                yield from self._flush(walk)
            self._leave(element, tag, walk, look, element is container)
        yield from self._flush(walk)

    @staticmethod
    def _enter(element: Element, tag: str, walk: _Walk, look: Look) -> None:
        if tag in LISTS:
            walk.lists.append(open_list(element))
        elif tag == "li" and walk.lists:
            walk.marker = walk.lists[-1].marker(element)
        elif tag == "br":
            walk.pieces.append(("\n", ()))
        walk.add(element.text or "", look)

    @staticmethod
    def _leave(element: Element, tag: str, walk: _Walk, look: Look, is_container: bool) -> None:
        if tag in LISTS and walk.lists:
            walk.lists.pop()
        if not is_container:
            walk.add(element.tail or "", look)

    def _flush(self, walk: _Walk) -> Iterator[Paragraph]:
        """The paragraph gathered so far; one without words leaves no trace."""
        pieces, walk.pieces = _stripped(walk.pieces), []
        if not any(text.strip() for text, _ in pieces):
            return
        walk.paragraphs += 1
        slices = self.writer.write(pieces, f"{walk.place.path or 'body'}/p[{walk.paragraphs}]")
        yield Paragraph(slices, column=walk.place.column, group=walk.place.group, align=walk.look.align)

    def _table(self, table: Element, walk: _Walk, look: Look) -> Iterator[Paragraph | Grid]:
        stored, place = stored_table(table), walk.place
        inside = look_of(table, look)
        caption = next((item for item in table if tag_of(item) == "caption" and is_shown(item)), None)
        if caption is not None:
            walk.add(_text(caption), inside)
            yield from self._flush(walk)
        walk.tables += 1
        path = f"{place.path}/table[{walk.tables}]" if place.path else f"table[{walk.tables}]"
        if place.flat:
            for cell in (cell for row in stored.rows for cell in row):
                yield from self._cell(cell, place, path, inside)
        elif stored.is_layout:
            yield from self._layout(stored, place, path, inside)
        else:
            yield self._grid(stored, place, path, inside)

    def _cell(self, cell: StoredCell[Element], place: _Place, path: str, look: Look) -> Iterator[Paragraph | Grid]:
        if place.depth >= DOCUMENT.nesting:
            raise TooLargeError(f"tables are nested deeper than {DOCUMENT.nesting}")
        inside = replace(place, path=f"{path}/r[{cell.row + 1}]/c[{cell.column + 1}]", depth=place.depth + 1)
        return self.blocks(cell.content, inside, look)

    def _layout(
        self, stored: StoredTable[Element], place: _Place, path: str, look: Look
    ) -> Iterator[Paragraph | Grid]:
        """Paragraphs in columns, one group for each stretch of rows that stand side by side."""
        for band in bands(stored):
            column, group = place.column, place.group
            side_by_side = band[0][0] is not None and place.column is None
            if side_by_side:
                group, self._groups = self._groups, self._groups + 1
            for own, cell in band:
                here = replace(place, column=own if side_by_side else column, group=group)
                yield from self._cell(cell, here, path, look)

    def _grid(self, stored: StoredTable[Element], place: _Place, path: str, look: Look) -> Grid:
        flat = replace(place, flat=True, column=None, group=None)
        return grid_of(stored, path, lambda cell: self._cell(cell, flat, path, look))


def _text(element: Element) -> str:
    return "".join(str(piece) for piece in element.itertext())


def _stripped(pieces: list[Piece]) -> list[Piece]:
    """Without the space that a browser does not set at the end of a line."""
    found: list[Piece] = []
    for at, (text, marks) in enumerate(pieces):
        follows = pieces[at + 1][0] if at + 1 < len(pieces) else "\n"
        found.append((text.removesuffix(" ") if follows.startswith("\n") else text, marks))
    return found
