"""Cleaning: reader's paragraphs to passages; the map back to the source is recorded character by character.

Owns what is changed in a text and nothing else: composition to NFC, single spaces, look-alike letters, characters of
the file format, footnote numbers, and the joining of paragraphs that a page break or blank line cut in two.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from extractor.reading.source import Align, Grid, Mark, Paragraph, Slice, SourceText, Zone
from extractor.text.fold import LOOK_ALIKES, fold
from extractor.text.marks import Marks, marks_of
from extractor.text.passage import Passage
from extractor.text.scanned import repaired_cell, repaired_line
from extractor.text.wrapping import LONGEST_NAME, cuts_number, goes_on, parts_dashed_name, wrap_width

# Invisible characters; U+00AD is a letter only in TCVN3 text, which readers decode before this stage.
_INVISIBLE = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad")
_DROPPED = frozenset({Mark.MARKUP})
_RUN = re.compile(r"\S+")
_CHANGED = re.compile("[" + "".join(map(chr, LOOK_ALIKES)) + "".join(_INVISIBLE) + "]")
_TERMINAL = frozenset(".;:!?/…")
_LINE_PATH = re.compile(r"line\[(\d+)\]")
_LINKS = frozenset(
    ["của", "và", "các", "về", "với", "tại", "cho", "theo", "từ", "đến", "trên", "trong", "do", "là", "những", "mỗi"]
)
_WHOLE = frozenset(
    ("tồn tại", "hiện tại", "thực tại", "cấp trên", "nêu trên", "nói trên", "kể trên", "kèm theo", "tiếp theo", "lý do")
)
"""Words that end with a link and end a phrase: `Kiến nghị với cấp trên`, `Những vấn đề còn tồn tại`."""
_FIGURE = re.compile(r"(?:(?:19|20)\d\d|\d{1,4}(?!\s?[%.)]|\d))\b")
_GOES_ON_WITH = {
    "số": re.compile(r"\d{1,6}[/-](?=[A-ZĐ\d])|\d{3,6}\s?[/-]"),
    **dict.fromkeys(("ngày", "tháng", "năm", "đoạn", "điều", "khoản"), _FIGURE),
    "cứ": re.compile(r"(?:Hiến pháp|Bộ luật|Luật|Pháp lệnh|Nghị|Thông tư|Quyết định|Chỉ thị|Kế hoạch|Công văn)\b"),
    "thuộc": re.compile(r"Trung ương\b"),
}
"""Words that end headings too (`Hạ tầng số`, `các đơn vị trực thuộc`): a phrase goes on behind them with these only."""
_LONGEST_LINK = 12
_BLANK_LINE = 2
_ENUMERATED = re.compile(r"(?:\d{1,2}(?:\.\d{1,2}){0,3}\s?[.)/-]|[IVX]{1,6}\s?[./-]|[A-H]\s?[./])\s?(?=[^\W\d_])")
"""A numbered line opens a paragraph; `12.500 hộ` and `15 người` go on with one."""
_LIST_MARKER = re.compile(r"(?:[-+•*]|[a-zđ](?:\d{1,2})?\s?[)./]|[a-zđ]-(?=\s)|\([a-z0-9]{1,4}\))(?:\s|$)")


@dataclass(slots=True)
class _Draft:
    """A passage under construction."""

    characters: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    stops: list[int] = field(default_factory=list)
    slices: list[Slice] = field(default_factory=list)

    def add(self, text: str, start: int, stop: int) -> None:
        for character in text:
            self.characters.append(character)
            self.starts.append(start)
            self.stops.append(stop)

    def extend(self, text: str, start: int) -> None:
        """Characters that stand in the source one by one from `start`."""
        self.characters.extend(text)
        self.starts.extend(range(start, start + len(text)))
        self.stops.extend(range(start + 1, start + len(text) + 1))

    def space(self, start: int) -> None:
        if self.characters and self.characters[-1] != " ":
            self.add(" ", start, start + 1)

    def repair(self, first: int) -> None:
        """Put the line from character `first` right where it was misread; of another length it stands for its whole."""
        read = "".join(self.characters[first:])
        repaired = repaired_line(read)
        if repaired == read:
            return
        if len(repaired) != len(read):
            start, stop = self.starts[first], self.stops[-1]
            self.starts[first:] = [start] * len(repaired)
            self.stops[first:] = [stop] * len(repaired)
        self.characters[first:] = repaired

    def trim(self) -> None:
        while self.characters and self.characters[-1] == " ":
            self.characters.pop()
            self.starts.pop()
            self.stops.pop()


def _clusters(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Offsets of a base character with the combining marks that follow it."""
    at = start
    while at < end:
        stop = at + 1
        while stop < end and unicodedata.combining(text[stop]):
            stop += 1
        yield at, stop
        at = stop


def _compose(cluster: str) -> str:
    return unicodedata.normalize("NFC", cluster).translate(LOOK_ALIKES)


def _is_unit_power(draft: _Draft) -> bool:
    """Whether a raised digit here is a power (m², m³, km²) and belongs to the words."""
    return bool(draft.characters) and draft.characters[-1] in "mM"


def _add_slice(draft: _Draft, source: SourceText, piece: Slice, marks: Marks) -> None:
    draft.slices.append(piece)
    text = source.text[piece.start : piece.end]
    if "  " not in text and text == text.strip() and _is_plain(text, piece.start, marks):
        draft.extend(text, piece.start)
        return
    at = piece.start
    for run in _RUN.finditer(source.text, piece.start, piece.end):
        start, end = run.span()
        if start > at:
            draft.space(at)
        if _is_plain(run.group(), start, marks):
            draft.extend(run.group(), start)
        else:
            _add_run(draft, source, (start, end), marks)
        at = end
    if at < piece.end:
        draft.space(at)


def _is_plain(text: str, start: int, marks: Marks) -> bool:
    """Whether a run of characters is kept as it is: composed, visible, no look-alike, nothing dropped."""
    if not text.isprintable() or _CHANGED.search(text) or not unicodedata.is_normalized("NFC", text):
        return False
    return not marks.droppable or marks.droppable.isdisjoint(range(start, start + len(text)))


def _add_run(draft: _Draft, source: SourceText, place: tuple[int, int], marks: Marks) -> None:
    """A run with something to compose, to map or to drop, character by character."""
    for start, stop in _clusters(source.text, *place):
        carried = marks.at(start)
        character = source.text[start]
        if carried & _DROPPED or character in _INVISIBLE:
            continue
        if Mark.SUPERSCRIPT in carried and not _is_unit_power(draft):
            continue
        if character.isspace() or unicodedata.category(character) == "Cc":
            draft.space(start)
        else:
            draft.add(_compose(source.text[start:stop]), start, stop)


@dataclass(frozen=True, slots=True)
class _Piece:
    """Paragraphs of the source that make one passage."""

    first: Paragraph
    last: Paragraph
    draft: _Draft

    @property
    def text(self) -> str:
        return "".join(self.draft.characters)


def _clean(paragraph: Paragraph, source: SourceText, marks: Marks) -> _Piece:
    draft = _Draft()
    for piece in paragraph.slices:
        if draft.characters:
            draft.space(max(piece.start - 1, 0))
        first = len(draft.characters)
        _add_slice(draft, source, piece, marks)
        if Mark.OCR in marks.at(piece.start):
            draft.repair(first)
    draft.trim()
    return _Piece(paragraph, paragraph, draft)


def _joined(first: _Piece, second: _Piece) -> _Piece:
    draft = first.draft
    draft.space(second.draft.starts[0] - 1)
    draft.characters += second.draft.characters
    draft.starts += second.draft.starts
    draft.stops += second.draft.stops
    draft.slices += second.draft.slices
    return _Piece(first.first, second.last, draft)


def _is_broken(first: _Piece, second: _Piece, setting: _Setting) -> bool:
    """Whether a page break or blank line cut one paragraph in two."""
    before, after = first.last, second.first
    if before.column is not None or after.column is not None:
        return False
    end = "".join(first.draft.characters[-_LONGEST_LINK:])
    if cuts_number(end, second.text) and _lines_apart(before, after) == 1:
        return True
    if first.draft.characters[-1] in _TERMINAL:
        return False
    opening = second.text[0]
    if opening in "-–":
        return parts_dashed_name("".join(first.draft.characters[-LONGEST_NAME:]), second.text[:LONGEST_NAME])
    if opening.islower():
        return _LIST_MARKER.match(second.text) is None and not (first.text.isupper() and len(second.text.split()) > 1)
    if before.slices[-1].page is None and (_is_unfinished(first, second) or _is_wrapped(first, second, setting)):
        return True
    crosses_page = before.slices[-1].page != after.slices[0].page
    usual = setting.indent
    hangs = after.indent is not None and usual is not None and after.indent < usual / 2
    set_apart = Align.CENTRE in {before.align, after.align} or _opens_item(second.text)
    return crosses_page and hangs and not set_apart and (opening.isalpha() or opening.isdigit())


def _opens_item(text: str) -> bool:
    """Whether a line opens a paragraph by its mark or number."""
    return _LIST_MARKER.match(text) is not None or _ENUMERATED.match(text) is not None


def _is_unfinished(first: _Piece, second: _Piece) -> bool:
    """Whether a line of hard-wrapped text ends in the middle of a phrase: on a comma, or a word that never ends one."""
    distance = _lines_apart(first.last, second.first)
    end = "".join(first.draft.characters[-_LONGEST_LINK:]).split()
    last = end[-1].lstrip("(“")
    # `Quyết định số` / `64/QĐ-BYT …` is no item `64/`.
    if distance is None or (last != "số" and _opens_item(second.text)):
        return False
    if second.text.isupper() and " " in second.text and not first.text.isupper():
        return False
    if last in _GOES_ON_WITH:
        return distance <= _BLANK_LINE and _GOES_ON_WITH[last].match(second.text) is not None
    return distance == 1 and (last.endswith(",") or (last in _LINKS and " ".join(end[-2:]).lower() not in _WHOLE))


def _is_wrapped(first: _Piece, second: _Piece, setting: _Setting) -> bool:
    """Whether a line of a text broken at a fixed width goes on in the next."""
    if setting.width is None or _lines_apart(first.last, second.first) != 1 or _opens_item(second.text):
        return False
    return goes_on(_line(first.last, setting.source), _line(second.first, setting.source), setting.width)


def _line(paragraph: Paragraph, source: SourceText) -> str:
    piece = paragraph.slices[-1]
    return source.text[piece.start : piece.end]


def _lines_apart(before: Paragraph, after: Paragraph) -> int | None:
    """How many lines of a text lie between; None for other sources, whose paragraphs are apart by themselves."""
    lines = [_LINE_PATH.fullmatch(p.path or "") for p in (before.slices[-1], after.slices[0])]
    numbers = [int(match[1]) for match in lines if match]
    return numbers[1] - numbers[0] if len(numbers) == len(lines) else None


@dataclass(frozen=True, slots=True)
class _Setting:
    """How a document is set: the usual indent of its paragraphs, and the width at which a text's lines are broken."""

    source: SourceText
    indent: float | None
    width: int | None


def _setting(source: SourceText, pieces: Sequence[_Piece | Grid]) -> _Setting:
    paragraphs = [item for item in source.flow if isinstance(item, Paragraph)]
    pairs = [
        (_line(first.last, source), _line(second.first, source))
        for first, second in pairwise(pieces)
        if isinstance(first, _Piece) and isinstance(second, _Piece) and _lines_apart(first.last, second.first) == 1
        if not _opens_item(second.text)
    ]
    return _Setting(source, _usual_indent(paragraphs), wrap_width(pairs))


def _usual_indent(paragraphs: Iterable[Paragraph]) -> float | None:
    indents = [p.indent for p in paragraphs if p.indent is not None and p.align is not Align.CENTRE and p.indent > 0]
    return median(indents) if indents else None


def _rejoin(pieces: list[_Piece | Grid], setting: _Setting) -> list[_Piece | Grid]:
    """Join what was cut; footnotes and running heads between the halves do not keep them apart."""
    result: list[_Piece | Grid] = []
    last_body: int | None = None
    for item in pieces:
        if isinstance(item, Grid):
            last_body = None
        elif item.first.zone is Zone.BODY:
            previous = result[last_body] if last_body is not None else None
            if last_body is not None and isinstance(previous, _Piece) and _is_broken(previous, item, setting):
                result[last_body] = _joined(previous, item)
                continue
            last_body = len(result)
        result.append(item)
    return result


def _passage(piece: _Piece, source: SourceText, marks: Marks, index: int) -> Passage:
    first = piece.first
    draft = piece.draft
    return Passage(
        text=piece.text,
        folded=fold(piece.text),
        starts=draft.starts,
        stops=draft.stops,
        marks=marks.of(draft.starts),
        slices=tuple(draft.slices),
        source=source,
        zone=first.zone,
        index=index,
        column=first.column,
        group=first.group,
        align=first.align,
        indent=first.indent,
    )


def clean(source: SourceText) -> tuple[Passage | Grid, ...]:
    """The flow of a document as passages and grids, in reading order; empty paragraphs fall away."""
    marks = marks_of(source)
    pieces: list[_Piece | Grid] = []
    for item in source.flow:
        if isinstance(item, Grid):
            pieces.append(item)
            continue
        piece = _clean(item, source, marks)
        if piece.draft.characters:
            pieces.append(piece)
    pieces = _rejoin(pieces, _setting(source, pieces))
    return tuple(
        item if isinstance(item, Grid) else _passage(item, source, marks, index) for index, item in enumerate(pieces)
    )


def clean_slices(source: SourceText, slices: tuple[Slice, ...], marks: Marks) -> Passage | None:
    """A table cell's lines as one passage; None where it holds no words."""
    piece = _clean(Paragraph(slices), source, marks) if slices else None
    if piece is None or not piece.draft.characters:
        return None
    if Mark.OCR in marks.at(piece.draft.starts[0]):
        piece.draft.characters[:] = repaired_cell(piece.text)
    return _passage(piece, source, marks, 0)
