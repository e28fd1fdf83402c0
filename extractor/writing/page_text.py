"""A document as read, page by page: blocks, lines and words with their boxes, for formats that carry geometry."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractor.reading.source import Grid, Mark, Paragraph, Slice, SourceText
from schemas.evidence import Box

_WORD = re.compile(r"\S+")
_STYLES = (Mark.BOLD, Mark.ITALIC, Mark.UNDERLINE, Mark.STRUCK, Mark.SUPERSCRIPT)


@dataclass(frozen=True, slots=True)
class Word:
    """A word as the reader gave it, without characters that XML cannot hold.

    `styles` are the marks on all of it, `confidence` the engine's (0 to 1) where it was read from a picture.
    """

    text: str
    box: Box
    styles: tuple[Mark, ...] = ()
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of the paper; it has at least one word."""

    words: tuple[Word, ...]

    @property
    def box(self) -> Box:
        """The box round its words."""
        return around(word.box for word in self.words)


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A paragraph, or what stands in one cell of a table."""

    lines: tuple[TextLine, ...]

    @property
    def box(self) -> Box:
        """The box round its lines."""
        return around(line.box for line in self.lines)


@dataclass(frozen=True, slots=True)
class PageText:
    """A page (from 1) with its size in points and its blocks in reading order.

    `recognised` tells whether its words were read from a picture.
    """

    number: int
    width: float
    height: float
    blocks: tuple[TextBlock, ...]
    recognised: bool

    def words(self) -> Iterator[Word]:
        """All words in reading order."""
        for block in self.blocks:
            for line in block.lines:
                yield from line.words


def around(boxes: Iterator[Box]) -> Box:
    """The smallest box that holds all of some."""
    sides = list(zip(*boxes, strict=True))
    return Box(min(sides[0]), min(sides[1]), max(sides[2]), max(sides[3]))


def pages_of(source: SourceText) -> tuple[PageText, ...]:
    """Every page, empty ones too; nothing for a document without pages."""
    blocks: dict[int, list[TextBlock]] = {}
    styles = _Styles(source)
    recognised = source.ocr.pages if source.ocr is not None else frozenset()
    for slices in _blocks(source):
        by_page: dict[int, list[TextLine]] = {}
        for piece in slices:
            words = tuple(_words(source, piece, styles, piece.page in recognised))
            if piece.page is not None and words:
                by_page.setdefault(piece.page, []).append(TextLine(words))
        for page, lines in by_page.items():
            blocks.setdefault(page, []).append(TextBlock(tuple(lines)))
    return tuple(
        PageText(number, size.width, size.height, tuple(blocks.get(number, ())), number in recognised)
        for number, size in enumerate(source.pages, start=1)
    )


def _blocks(source: SourceText) -> Iterator[tuple[Slice, ...]]:
    for item in source.flow:
        if isinstance(item, Paragraph):
            yield item.slices
        elif isinstance(item, Grid):
            for cell in sorted(item.cells, key=lambda cell: (cell.row, cell.column)):
                yield cell.slices


class _Styles:
    """The styles of each character, as sets of marks."""

    def __init__(self, source: SourceText) -> None:
        self._spans = [
            [span for span in source.spans if span.mark is mark and span.end > span.start] for mark in _STYLES
        ]
        self._at = [0] * len(_STYLES)

    def of(self, start: int, end: int) -> tuple[Mark, ...]:
        """Marks on all characters of a range; ranges come in the order of the text, or the search begins anew."""
        found = []
        for index, (mark, spans) in enumerate(zip(_STYLES, self._spans, strict=True)):
            at = self._at[index]
            at = 0 if at and spans[at - 1].end > start else at
            while at < len(spans) and spans[at].end <= start:
                at += 1
            self._at[index] = at
            if at < len(spans) and spans[at].start <= start and end <= spans[at].end:
                found.append(mark)
        return tuple(found)


def _words(source: SourceText, piece: Slice, styles: _Styles, recognised: bool) -> Iterator[Word]:
    for match in _WORD.finditer(source.text, piece.start, piece.end):
        start, end = match.span()
        text = writable(match.group())
        boxes = [box for box in source.boxes[start:end] if box is not None]
        if text and boxes:
            confidence = source.certainty_of(start, end) if recognised else None
            yield Word(text, around(Box(*box) for box in boxes), styles.of(start, end), confidence)


def writable(text: str) -> str:
    """A text without what XML 1.0 cannot hold: controls, halves of pairs, codes that are no characters."""
    return "".join(filter(_is_writable, text))


def _is_writable(character: str) -> bool:
    code = ord(character)
    return code >= 0x20 and not 0x7F <= code < 0xA0 and not 0xD800 <= code < 0xE000 and code & 0xFFFE != 0xFFFE
