"""The content of a paragraph: runs with their look, breaks, fields, notes and text boxes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from extractor.reading.docx.markup import MATH, MC, Element, W, alternative, child, is_on
from extractor.reading.docx.numbering import formatted
from extractor.reading.docx.styles import Look, Styles
from extractor.reading.docx.symbols import printed_text, symbol
from extractor.reading.source import Mark
from extractor.reading.writer import Piece

_DROPPED = frozenset(
    W + name
    for name in (
        "del",
        "moveFrom",
        "pPr",
        "rPr",
        "sdtPr",
        "sdtEndPr",
        "instrText",
        "delText",
        "rt",
        "tcPr",
        "fldData",
    )
)
_LITERALS = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
}
_TEXTS = frozenset({W + "t", MATH + "t"})
_DRAWINGS = frozenset({W + "drawing", W + "pict", W + "object"})
_TEXT_BOX = W + "txbxContent"
_REFERENCES = {W + "footnoteReference": "footnote", W + "endnoteReference": "endnote"}
_DEFAULT_FORMATS = {"footnote": "decimal", "endnote": "lowerRoman"}
_OWN_NUMBERS = frozenset({W + "footnoteRef", W + "endnoteRef"})
_LINE_ENDS = str.maketrans("\n\r\t", "   ")


@dataclass(slots=True)
class Notes:
    """Footnotes and endnotes in order of their references, numbers by `(kind, id)`, formats by kind."""

    formats: Mapping[str, str]
    numbers: dict[tuple[str, str], int] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)

    def number(self, kind: str, identifier: str) -> int:
        """The number of a note, given at its first reference."""
        key = (kind, identifier)
        if key not in self.numbers:
            self.counts[kind] = self.counts.get(kind, 0) + 1
            self.numbers[key] = self.counts[kind]
        return self.numbers[key]

    def label(self, kind: str, identifier: str) -> str:
        """The number of a note as shown."""
        return formatted(self.number(kind, identifier), self.formats.get(kind, _DEFAULT_FORMATS[kind]))


@dataclass(slots=True)
class Story:
    """What goes on from one paragraph to the next: open fields, and the shown number of the note being read.

    An open field is False while its instruction runs, True in its result; `instructions` counts the former.
    """

    notes: Notes
    own_number: str = ""
    fields: list[bool] = field(default_factory=list)
    instructions: int = 0

    def begin_field(self) -> None:
        """An instruction begins."""
        self.fields.append(False)
        self.instructions += 1

    def begin_result(self) -> None:
        """The innermost field's result begins."""
        if self.fields and not self.fields[-1]:
            self.fields[-1] = True
            self.instructions -= 1

    def end_field(self) -> None:
        """The innermost field ends, with or without a result."""
        if self.fields and not self.fields.pop():
            self.instructions -= 1

    def end_instructions(self) -> None:
        """No instruction runs over the end of a paragraph: a damaged field must not swallow what follows."""
        if self.instructions:
            self.fields = [True] * len(self.fields)
            self.instructions = 0


@dataclass(slots=True)
class Inline:
    """Content of one paragraph."""

    pieces: list[Piece] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)


class InlineReader:
    """Reads the paragraphs of a story one after the other."""

    def __init__(self, styles: Styles, story: Story) -> None:
        """A reader for one story."""
        self._styles = styles
        self._story = story
        self._out = Inline()
        self._style = ""

    def read(self, paragraphs: Iterable[Element], style: str) -> Inline:
        """The content of a paragraph, or of several that deleted paragraph marks joined."""
        self._out = Inline()
        self._style = style
        plain = self._styles.look(style, None)
        for paragraph in paragraphs:
            self._walk(paragraph, plain)
        self._story.end_instructions()
        return self._out

    def _walk(self, paragraph: Element, plain: Look) -> None:
        stack: list[tuple[Element, Look, str]] = [(item, plain, "") for item in reversed(paragraph)]
        while stack:
            element, look, font = stack.pop()
            tag = str(element.tag)
            if tag in _DROPPED:
                continue
            if tag in _DRAWINGS:
                self._out.boxes.extend(_text_boxes(element))
                continue
            if tag == W + "r":
                properties = child(element, "rPr")
                look = self._styles.look(self._style, properties)
                font = _font(properties)
            elif self._leaf(element, tag, look, font):
                continue
            inside = alternative(element) if tag == MC + "AlternateContent" else reversed(element)
            stack.extend((item, look, font) for item in inside)

    def _leaf(self, element: Element, tag: str, look: Look, font: str) -> bool:
        """Take an element that prints something by itself; False for containers."""
        if tag in _TEXTS:
            self._add(printed_text((element.text or "").translate(_LINE_ENDS), font), look)
        elif tag in _LITERALS:
            self._add(_LITERALS[tag], look)
        elif tag == W + "fldChar":
            self._field(element, look)
        elif tag == W + "sym":
            self._add(symbol(element.get(W + "char", ""), element.get(W + "font", "")), look)
        elif tag in _REFERENCES:
            self._reference(element, _REFERENCES[tag], look)
        elif tag in _OWN_NUMBERS:
            self._add(self._story.own_number, _raised(look))
        else:
            return False
        return True

    def _add(self, text: str, look: Look) -> None:
        if text and not look.hidden and not self._story.instructions:
            self._out.pieces.append((upper(text) if look.upper else text, look.marks))

    def _field(self, element: Element, look: Look) -> None:
        kind = element.get(W + "fldCharType")
        if kind == "begin":
            self._add(_check_box(element), look)
            self._story.begin_field()
        elif kind == "separate":
            self._story.begin_result()
        elif kind == "end":
            self._story.end_field()

    def _reference(self, element: Element, kind: str, look: Look) -> None:
        if look.hidden:
            return
        label = self._story.notes.label(kind, element.get(W + "id", ""))
        if element.get(W + "customMarkFollows", "0") in ("0", "false"):
            self._add(label, _raised(look))


def upper(text: str) -> str:
    """Capitals as `w:caps` prints them, length kept."""
    return "".join(big if len(big := character.upper()) == 1 else character for character in text)


def _raised(look: Look) -> Look:
    marks = look.marks if Mark.SUPERSCRIPT in look.marks else (*look.marks, Mark.SUPERSCRIPT)
    return Look(marks, look.hidden, look.upper)


def _font(properties: Element | None) -> str:
    fonts = child(properties, "rFonts")
    return "" if fonts is None else fonts.get(W + "ascii") or fonts.get(W + "hAnsi") or ""


def _check_box(begin: Element) -> str:
    """The box that a form field for ticking prints."""
    box = child(child(begin, "ffData"), "checkBox")
    if box is None:
        return ""
    state = child(box, "checked")
    if state is None:
        state = child(box, "default")
    return "☒" if state is not None and is_on(state) else "☐"


def _text_boxes(drawing: Element) -> list[Element]:
    """Outermost text boxes of a drawing, those of the unused alternative left out."""
    found: list[Element] = []
    stack = [drawing]
    while stack:
        element = stack.pop()
        if element.tag == _TEXT_BOX:
            found.append(element)
        elif element.tag == MC + "AlternateContent":
            stack.extend(alternative(element))
        else:
            stack.extend(reversed(element))
    return found


def is_mark_deleted(paragraph: Element) -> bool:
    """Whether an accepted deletion or move took the paragraph's mark: the next paragraph follows on."""
    mark = child(child(paragraph, "pPr"), "rPr")
    return child(mark, "del") is not None or child(mark, "moveFrom") is not None
