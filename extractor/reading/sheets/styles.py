"""Formats of cells: number format, font, marks, alignment and drawn edges, by the index that cells carry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from extractor.reading.docx.markup import Element, integer
from extractor.reading.sheets.formats import BUILT_IN
from extractor.reading.source import Align, Mark

_ALIGNS = {
    "left": Align.LEFT,
    "center": Align.CENTRE,
    "centerContinuous": Align.CENTRE,
    "right": Align.RIGHT,
    "justify": Align.JUSTIFIED,
}
_EDGES = ("left", "right", "top", "bottom")
_MARKS = (("b", Mark.BOLD), ("i", Mark.ITALIC), ("strike", Mark.STRUCK), ("u", Mark.UNDERLINE))
_OFF = frozenset({"0", "false", "none"})


def local(element: Element) -> str:
    """The name of an element without its namespace; the strict and the transitional format have the same names."""
    return str(element.tag).rpartition("}")[2]


def children(element: Element | None, name: str) -> Iterator[Element]:
    """Children of that name."""
    return (item for item in (() if element is None else element) if local(item) == name)


def first(element: Element | None, name: str) -> Element | None:
    """The first child of that name."""
    return next(children(element, name), None)


@dataclass(frozen=True, slots=True)
class CellStyle:
    """How a cell is set; `size` of its font in points, `edges` the names of the borders that it draws itself."""

    code: str = ""
    font: str = ""
    size: float = 11.0
    marks: tuple[Mark, ...] = ()
    align: Align | None = None
    wraps: bool = False
    edges: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Fonts:
    """Name, size and marks of a font."""

    name: str = ""
    size: float = 11.0
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of a workbook by index."""

    cells: tuple[CellStyle, ...] = field(default=(CellStyle(),))

    def of(self, index: str | None) -> CellStyle:
        """The style that a cell's `s` names, the first where it names none that is there."""
        at = integer(index, 0)
        return self.cells[at] if at < len(self.cells) else self.cells[0]


def styles_of(root: Element | None) -> Styles:
    """The styles part; without one, everything is plain."""
    codes = {**BUILT_IN, **dict(_codes(first(root, "numFmts")))}
    fonts = [_font(item) for item in children(first(root, "fonts"), "font")]
    borders = [_edges(item) for item in children(first(root, "borders"), "border")]
    found = [_style(item, codes, fonts, borders) for item in children(first(root, "cellXfs"), "xf")]
    return Styles(tuple(found) or (CellStyle(),))


def _codes(formats: Element | None) -> Iterable[tuple[int, str]]:
    for item in children(formats, "numFmt"):
        yield integer(item.get("numFmtId"), 0), item.get("formatCode") or ""


def _font(item: Element) -> Fonts:
    name, size = first(item, "name"), first(item, "sz")
    switches = ((first(item, tag), mark) for tag, mark in _MARKS)
    marks = tuple(mark for found, mark in switches if found is not None and found.get("val", "1") not in _OFF)
    script = first(item, "vertAlign")
    raised = (Mark.SUPERSCRIPT,) if script is not None and script.get("val") == "superscript" else ()
    points = integer((size.get("val") or "").partition(".")[0] if size is not None else None, 11, 1, 400)
    return Fonts((name.get("val") or "") if name is not None else "", float(points), marks + raised)


def _edges(item: Element) -> frozenset[str]:
    drawn = ((name, first(item, name)) for name in _EDGES)
    return frozenset(name for name, edge in drawn if edge is not None and edge.get("style", "none") != "none")


def _style(
    item: Element, codes: Mapping[int, str], fonts: list[Fonts], borders: list[frozenset[str]]
) -> CellStyle:
    font_index, border_index = integer(item.get("fontId"), 0), integer(item.get("borderId"), 0)
    font = fonts[font_index] if font_index < len(fonts) else Fonts()
    alignment = first(item, "alignment")
    wraps = alignment is not None and alignment.get("wrapText", "0") not in _OFF
    return CellStyle(
        code=codes.get(integer(item.get("numFmtId"), 0), ""),
        font=font.name,
        size=font.size,
        marks=font.marks,
        align=_ALIGNS.get(alignment.get("horizontal", "")) if alignment is not None else None,
        wraps=wraps,
        edges=borders[border_index] if border_index < len(borders) else frozenset(),
    )
