"""What a reader gives: the text of a document with the place, style and layout of each stretch of it.

`SourceText.text` is the text that every offset in a record refers to. Readers decode and order it; they never
normalise, join or repair (`extractor.text` does, keeping the map back to here).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from extractor.reading.boxes import NO_BOXES, Boxes, GlyphBox
from schemas.evidence import BlockEvidence, Box, Evidence, PageEvidence
from schemas.fields import Source


class Zone(StrEnum):
    """Where on the paper a paragraph stands."""

    BODY = "body"
    FOOTNOTE = "footnote"
    MARGIN = "margin"
    """Running heads and feet, page numbers."""
    STAMP = "stamp"
    """Portal stamps and `ĐẾN` stamps, drawn outside the text: never a source of the document's own data."""
    TEXT_BOX = "text_box"


class Align(StrEnum):
    """How the lines of a paragraph are set."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"
    JUSTIFIED = "justified"


@dataclass(frozen=True, slots=True)
class Slice:
    """One line of the paper (PDF) or one paragraph line of a document without pages: `text[start:end]`.

    `page` counts from 1 and goes with `box`; `path` names paragraph or cell where there are no pages.
    """

    start: int
    end: int
    page: int | None = None
    box: Box | None = None
    path: str | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together on the paper.

    `column` is None for text over the whole width; side-by-side blocks (head, signature block, borderless layout
    tables) carry 0, 1 … from left to right, all with the same `group` number for one side-by-side region.
    `indent` is the first line's distance from the left margin in points where known.
    """

    slices: tuple[Slice, ...]
    zone: Zone = Zone.BODY
    column: int | None = None
    group: int | None = None
    align: Align | None = None
    indent: float | None = None

    @property
    def page(self) -> int | None:
        """The page that it begins on, as of a grid."""
        return self.slices[0].page

    @property
    def start(self) -> int:
        """Offset of the first character."""
        return self.slices[0].start

    @property
    def end(self) -> int:
        """Offset behind the last character."""
        return self.slices[-1].end


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a table as drawn: its grid position (from 0), spans and lines; no slices where it is empty."""

    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    slices: tuple[Slice, ...] = ()
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as drawn on one page (PDF) or as stored (DOCX, text); each grid position is covered at most once.

    `header_rows` is what the file itself says of repeated header rows, None where it says nothing.
    """

    cells: tuple[GridCell, ...]
    rows: int
    columns: int
    page: int | None = None
    path: str | None = None
    header_rows: int | None = None


class Mark(StrEnum):
    """A style or origin of a stretch of text."""

    BOLD = "bold"
    ITALIC = "italic"
    STRUCK = "struck"
    UNDERLINE = "underline"
    SIGNATURE = "signature"
    """Drawn only by the appearance of a digital signature or annotation."""
    SUPERSCRIPT = "superscript"
    """Footnote numbers and the like: present in the text, no part of the words."""
    MARKUP = "markup"
    """Characters of the file format itself (`**`, `~~`), not of the document."""
    OCR = "ocr"
    """Read from the picture of a page."""
    HANDWRITTEN = "handwritten"
    """Written by hand on the picture of a page: what the text says here is a guess, never a value."""
    CHECKED = "checked"
    """Digits on the picture of a page that a second reader found to be print, or read for certain."""


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open stretch of `SourceText.text` under one mark."""

    start: int
    end: int
    mark: Mark


@dataclass(frozen=True, slots=True)
class PageSize:
    """Width and height in points."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Cut:
    """Why a reader gave only the text up to here; `failure` is a name of `schemas.record.FAILURES`."""

    failure: str
    message: str


@dataclass(frozen=True, slots=True)
class Picture:
    """Where a picture, a drawing or the appearance of an annotation stands on a page (from 1)."""

    page: int
    box: Box


@dataclass(frozen=True, slots=True)
class FileSignature:
    """A digital signature as the file holds it; what a certificate does not say is None.

    `signed_at` is ISO 8601, with its offset where the file says one. `intact` tells whether the bytes it covers are
    unchanged, `whole` whether it covers all that the file shows but later signatures and entries of forms, `trusted`
    whether its certificate leads to a configured root; each is None where it is not known. `page` and `box` are the
    place of its appearance, None where it has none. `name` is the place of its field's name in the text, `said` those
    of what its certificate says, by the names above.
    """

    signer: str | None
    organ: str | None
    signed_at: str | None
    intact: bool | None
    whole: bool | None
    page: int | None = None
    box: Box | None = None
    trusted: bool | None = None
    name: Slice | None = None
    said: tuple[tuple[str, tuple[Slice, ...]], ...] = ()

    def evidence(self, said: str | None = None) -> tuple[PageEvidence, ...]:
        """Where something it says stands: on its appearance, in the words that the reader wrote behind the text."""
        places = dict(self.said).get(said, ()) if said else (self.name,) if self.name else ()
        return tuple(
            PageEvidence(
                page=place.page or 1, start=place.start, end=place.end, boxes=(place.box,) if place.box else ()
            )
            for place in places
        )


@dataclass(frozen=True, slots=True)
class Certainty:
    """How sure the engine is (0 to 1) of `text[start:end]`, a word read from a picture.

    Less where a seal or a signature lies over it.
    """

    start: int
    end: int
    value: float


@dataclass(frozen=True, slots=True)
class OcrInfo:
    """Which engine read pictures, how well it thinks it did (0 to 1), and on which pages (from 1)."""

    engine: str
    quality: float
    pages: frozenset[int]


@dataclass(frozen=True, slots=True)
class SourceText:
    """A whole document as read.

    `flow` is the reading order of paragraphs and tables (head: left column first, then right). `boxes` holds a box for
    each code point of `text` for paged documents (None for characters that are not on the paper, such as line feeds).
    `cut` is set where a limit or damage ended the reading early; `ocr` where pictures were read.
    """

    media_type: str
    text: str
    flow: tuple[Paragraph | Grid, ...]
    spans: tuple[Span, ...] = ()
    pages: tuple[PageSize, ...] = ()
    boxes: Boxes = NO_BOXES
    warnings: tuple[str, ...] = ()
    signatures: tuple[FileSignature, ...] = ()
    cut: Cut | None = None
    ocr: OcrInfo | None = None
    pictures: tuple[Picture, ...] = ()
    certainty: tuple[Certainty, ...] = ()
    _starts: tuple[int, ...] = field(init=False, repr=False, compare=False, default=())
    _slices: tuple[Slice, ...] = field(init=False, repr=False, compare=False, default=())

    def __post_init__(self) -> None:
        """Index the slices by offset for `slice_at`."""
        slices = tuple(sorted(self._all_slices(), key=lambda s: s.start))
        object.__setattr__(self, "_slices", slices)
        object.__setattr__(self, "_starts", tuple(s.start for s in slices))

    def _all_slices(self) -> Iterator[Slice]:
        for item in self.flow:
            if isinstance(item, Paragraph):
                yield from item.slices
            else:
                for cell in item.cells:
                    yield from cell.slices

    def slices(self) -> tuple[Slice, ...]:
        """Every slice of the flow by its offset."""
        return self._slices

    def slice_at(self, offset: int) -> Slice:
        """The slice that holds a code point of the flow.

        Raises:
            KeyError: where no slice of the flow holds it.
        """
        index = bisect_right(self._starts, offset) - 1
        if index < 0 or offset >= self._slices[index].end:
            raise KeyError(offset)
        return self._slices[index]

    def evidence(self, start: int, end: int, place: Slice | None = None) -> Evidence:
        """Evidence for `text[start:end]`, which must lie in one slice of the flow, `place` where it is known."""
        place = place or self.slice_at(start)
        if place.page is None:
            return BlockEvidence(path=place.path or "text", start=start, end=end)
        return PageEvidence(page=place.page, start=start, end=end, boxes=self._box_of(place, start, end))

    def _box_of(self, place: Slice, start: int, end: int) -> tuple[Box, ...]:
        """The stretch of its line from the first glyph to the last; a line is as high as its tallest glyph.

        Lines of a picture may lie askew, so there only the glyphs themselves count.
        """
        if self.ocr is not None and place.page in self.ocr.pages:
            return _around(self.boxes[start:end].known())
        stretch = self.boxes.stretch(start, end)
        if stretch is None:
            return ()
        left, top, right, bottom = stretch
        if place.box is not None:
            _, top, _, bottom = place.box
        return (Box(_tenths(left), _tenths(top), _tenths(right), _tenths(bottom)),)

    def certainty_of(self, start: int, end: int) -> float:
        """The engine's confidence in its least sure word of the stretch; 1 where nothing was read from a picture."""
        first = bisect_right(self.certainty, start, key=lambda word: word.end)
        last = bisect_left(self.certainty, end, key=lambda word: word.start)
        return min((word.value for word in self.certainty[first:last]), default=1.0)

    def source_of(self, start: int, end: int) -> Source:
        """How its words came here: drawn by a signature's appearance, read from a picture, or as text."""
        marks = {s.mark for s in self.spans if s.start < end and start < s.end}
        if Mark.SIGNATURE in marks:
            return Source.SIGNATURE
        return Source.OCR if Mark.OCR in marks else Source.TEXT


@lru_cache(maxsize=8192)
def _tenths(side: float) -> float:
    """A side in tenths of a point, never minus zero; edges of lines and columns come again and again."""
    return round(side, 1) + 0.0


def _around(boxes: Sequence[GlyphBox]) -> tuple[Box, ...]:
    """The box around all boxes; none around none."""
    if not boxes:
        return ()
    left, top, right, bottom = zip(*boxes, strict=True)
    return (Box(_tenths(min(left)), _tenths(min(top)), _tenths(max(right)), _tenths(max(bottom))),)
