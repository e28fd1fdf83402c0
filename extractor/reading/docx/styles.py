"""Effective formatting: document defaults, style chains (`basedOn`), character styles, direct properties."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from extractor.reading.docx.markup import Element, W, child, child_value, integer, is_on, points
from extractor.reading.source import Align, Mark

Switches = Mapping[str, bool]
"""Run properties that a layer sets, by the local name of the element (`b`, `vanish`, `u`, `vertAlign`)."""

MAX_CHAIN = 64
"""Styles based on one another; Word itself allows eleven."""
_TOGGLES = ("b", "i", "caps", "smallCaps", "strike", "dstrike", "vanish")
"""Properties that two style layers switch off again (ECMA-376 part 1, 17.7.3)."""
_TOGGLE_TAGS = {W + name: name for name in _TOGGLES}
_MARKS = (
    (Mark.BOLD, ("b",)),
    (Mark.ITALIC, ("i",)),
    (Mark.STRUCK, ("strike", "dstrike")),
    (Mark.UNDERLINE, ("u",)),
    (Mark.SUPERSCRIPT, ("vertAlign",)),
)
_ALIGNS = {
    "left": Align.LEFT,
    "start": Align.LEFT,
    "center": Align.CENTRE,
    "right": Align.RIGHT,
    "end": Align.RIGHT,
    "both": Align.JUSTIFIED,
    "distribute": Align.JUSTIFIED,
}


@dataclass(frozen=True, slots=True)
class Look:
    """How a run stands on the paper."""

    marks: tuple[Mark, ...] = ()
    hidden: bool = False
    upper: bool = False


@dataclass(frozen=True, slots=True)
class Indent:
    """Left edge and first line in points; None where the layer says nothing."""

    left: float | None = None
    first: float | None = None

    def over(self, lower: Indent) -> Indent:
        """This layer on top of another."""
        return Indent(
            lower.left if self.left is None else self.left, lower.first if self.first is None else self.first
        )

    @property
    def first_line(self) -> float:
        """Distance of the first line from the margin."""
        return (self.left or 0.0) + (self.first or 0.0)


@dataclass(frozen=True, slots=True)
class ParagraphLayer:
    """What a style or direct properties say of a paragraph; `number` is the list's id, `0` for none."""

    align: Align | None = None
    indent: Indent = field(default_factory=Indent)
    number: str | None = None
    level: int | None = None

    def over(self, lower: ParagraphLayer) -> ParagraphLayer:
        """This layer on top of another."""
        return ParagraphLayer(
            self.align or lower.align,
            self.indent.over(lower.indent),
            lower.number if self.number is None else self.number,
            lower.level if self.level is None else self.level,
        )


@dataclass(frozen=True, slots=True)
class _Style:
    run: Switches
    font: str | None
    paragraph: ParagraphLayer
    chain: tuple[str, ...]


def run_switches(properties: Element | None) -> dict[str, bool]:
    """What a `w:rPr` sets."""
    found: dict[str, bool] = {}
    for item in () if properties is None else properties:
        toggle = _TOGGLE_TAGS.get(str(item.tag))
        if toggle:
            found[toggle] = is_on(item)
        elif item.tag == W + "u":
            found["u"] = item.get(W + "val", "single") != "none"
        elif item.tag == W + "vertAlign":
            found["vertAlign"] = item.get(W + "val") == "superscript"
    return found


def font_of(properties: Element | None) -> str | None:
    """The font that a `w:rPr` sets for letters beyond ASCII; empty for one of the theme, None where it names none."""
    fonts = child(properties, "rFonts")
    if fonts is None:
        return None
    if fonts.get(W + "hAnsiTheme") or fonts.get(W + "asciiTheme"):
        return ""
    return fonts.get(W + "hAnsi") or fonts.get(W + "ascii")


def indent_of(properties: Element | None) -> Indent:
    """What a `w:pPr` says of indents."""
    ind = child(properties, "ind")
    if ind is None:
        return Indent()
    left = points(ind.get(W + "left") or ind.get(W + "start"))
    hanging = points(ind.get(W + "hanging"))
    return Indent(left, points(ind.get(W + "firstLine")) if hanging is None else -hanging)


def paragraph_layer(properties: Element | None) -> ParagraphLayer:
    """What a `w:pPr` sets."""
    if properties is None:
        return ParagraphLayer()
    number = child(properties, "numPr")
    level = child_value(number, "ilvl")
    return ParagraphLayer(
        _ALIGNS.get(child_value(properties, "jc")),
        indent_of(properties),
        child_value(number, "numId") or None,
        integer(level, 0, 0, 8) if level else None,
    )


class Styles:
    """The styles part; without one, everything is plain."""

    def __init__(self, root: Element | None) -> None:
        """Index the styles; they are resolved when first used."""
        styles = () if root is None else root.iterchildren(W + "style")
        self._elements = {style.get(W + "styleId", ""): style for style in styles}
        self._resolved: dict[str, _Style] = {}
        self._looks: dict[tuple[str, str, tuple[tuple[str, bool], ...]], Look] = {}
        defaults = child(root, "docDefaults")
        run_defaults = child(child(defaults, "rPrDefault"), "rPr")
        self._run_defaults = run_switches(run_defaults)
        self._default_font = font_of(run_defaults) or ""
        self._paragraph_defaults = paragraph_layer(child(child(defaults, "pPrDefault"), "pPr"))
        self._default_paragraph = next(
            (
                name
                for name, style in self._elements.items()
                if style.get(W + "type") == "paragraph" and style.get(W + "default", "0") in ("1", "true")
            ),
            "",
        )

    def style_of(self, properties: Element | None) -> str:
        """Id of the paragraph style that a `w:pPr` names, or of the default one."""
        return child_value(properties, "pStyle") or self._default_paragraph

    def chain(self, style: str) -> tuple[str, ...]:
        """The style and those it is based on, nearest first."""
        return self._style(style).chain

    def elements(self, style: str) -> Iterator[Element]:
        """The elements of the style's chain, nearest first."""
        return (self._elements[name] for name in self.chain(style))

    def paragraph(self, style: str) -> ParagraphLayer:
        """Paragraph properties of the style over the document's defaults."""
        return self._style(style).paragraph.over(self._paragraph_defaults)

    def look(self, paragraph_style: str, properties: Element | None, over: Switches | None = None) -> Look:
        """Effective look of a run with these direct properties; `over` lies on top of them."""
        direct = run_switches(properties)
        if over:
            direct.update(over)
        key = (paragraph_style, child_value(properties, "rStyle"), tuple(direct.items()))
        known = self._looks.get(key)
        if known is None:
            known = self._looks[key] = self._new_look(paragraph_style, key[1], direct)
        return known

    def font(self, paragraph_style: str, properties: Element | None) -> str:
        """The font of a run with these direct properties; empty where nothing names one."""
        run_style = child_value(properties, "rStyle")
        layers = (font_of(properties), self._style(run_style).font, self._style(paragraph_style).font)
        return next((font for font in layers if font is not None), self._default_font)

    def _new_look(self, paragraph_style: str, run_style: str, direct: Switches) -> Look:
        of_paragraph, of_run = self._style(paragraph_style).run, self._style(run_style).run
        state = {**self._run_defaults, **of_paragraph, **of_run}
        for name in _TOGGLES:
            toggled = of_paragraph.get(name, False) != of_run.get(name, False)
            state[name] = toggled or self._run_defaults.get(name, False)
        state.update(direct)
        marks = tuple(mark for mark, names in _MARKS if any(state.get(name) for name in names))
        return Look(marks, state["vanish"], state["caps"] or state["smallCaps"])

    def _style(self, name: str) -> _Style:
        known = self._resolved.get(name)
        if known is None:
            known = self._resolved[name] = self._resolve(name)
        return known

    def _resolve(self, name: str) -> _Style:
        chain: list[str] = []
        while name in self._elements and name not in chain and len(chain) < MAX_CHAIN:
            chain.append(name)
            name = child_value(self._elements[name], "basedOn")
        run: dict[str, bool] = {}
        font: str | None = None
        paragraph = ParagraphLayer()
        for link in reversed(chain):
            properties = child(self._elements[link], "rPr")
            run.update(run_switches(properties))
            font = font_of(properties) if font_of(properties) is not None else font
            paragraph = paragraph_layer(child(self._elements[link], "pPr")).over(paragraph)
        return _Style(run, font, paragraph, tuple(chain))
