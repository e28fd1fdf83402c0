"""How an element of a page looks: marks, capitals, alignment, font, whether it is shown at all."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from lxml import etree

from extractor.reading.source import Align, Mark

Element: TypeAlias = etree._Element

UNSEEN: Final = frozenset(
    {"script", "style", "noscript", "template", "head", "title", "iframe", "object", "svg", "select", "datalist"}
    | {"textarea", "input", "canvas", "audio", "video", "math", "map"}
)
"""Elements whose text is no words of the page."""
BLOCKS: Final = frozenset(
    {"html", "body", "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "section"}
    | {"article", "header", "footer", "nav", "main", "aside", "address", "blockquote", "pre", "center", "form", "hr"}
    | {"fieldset", "legend", "figure", "figcaption", "table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th"}
)
_MARKS: Final = {
    "b": Mark.BOLD,
    "strong": Mark.BOLD,
    "th": Mark.BOLD,
    "i": Mark.ITALIC,
    "em": Mark.ITALIC,
    "s": Mark.STRUCK,
    "strike": Mark.STRUCK,
    "del": Mark.STRUCK,
    "u": Mark.UNDERLINE,
    "ins": Mark.UNDERLINE,
    "sup": Mark.SUPERSCRIPT,
} | {f"h{level}": Mark.BOLD for level in range(1, 7)}
_ALIGNS: Final = {
    "left": Align.LEFT,
    "start": Align.LEFT,
    "center": Align.CENTRE,
    "right": Align.RIGHT,
    "end": Align.RIGHT,
    "justify": Align.JUSTIFIED,
}
LONGEST_STYLE: Final = 4000
"""Characters of a `style` attribute that are looked at."""
SHOWING: Final = frozenset({"display", "visibility", "opacity", "mso-hide"})
"""Properties that decide whether an element is seen with all that it holds."""
_NOTHING = re.compile(r"0+(?:\.0*)?%?")
_NUMBER = re.compile(r"\d{1,4}")
_BOLD_FROM: Final = 600


@dataclass(frozen=True, slots=True)
class Look:
    """What an element passes on to what it holds."""

    marks: tuple[Mark, ...] = ()
    upper: bool = False
    kept_spaces: bool = False
    align: Align = Align.LEFT
    font: str = ""

    def with_mark(self, mark: Mark, on: bool = True) -> Look:
        """The same with a mark, or without it."""
        others = tuple(one for one in self.marks if one is not mark)
        return replace(self, marks=(*others, mark) if on else others)


def tag_of(element: Element) -> str:
    """The name of an element in small letters."""
    return str(element.tag).lower()


def declarations(element: Element) -> dict[str, str]:
    """The `style` attribute of an element by property; the last of a kind holds."""
    said = element.get("style")
    if not said:
        return {}
    pairs = (item.partition(":") for item in said[:LONGEST_STYLE].split(";"))
    return {name.strip().lower(): value.strip().lower() for name, _, value in pairs if value}


def is_shown(element: Element) -> bool:
    """Whether the element itself says nothing against its being seen."""
    if tag_of(element) in UNSEEN or element.get("hidden") is not None:
        return False
    style = declarations(element)
    return not (
        style.get("display", "").startswith("none")
        or style.get("visibility", "").startswith(("hidden", "collapse"))
        or style.get("mso-hide", "").startswith("all")
        or _NOTHING.fullmatch(style.get("opacity", "")) is not None
    )


def look_of(element: Element, above: Look) -> Look:
    """The look inside an element that stands in the look `above`."""
    tag, style = tag_of(element), declarations(element)
    look = above
    if tag in _MARKS:
        look = look.with_mark(_MARKS[tag])
    elif tag == "pre":
        look = replace(look, kept_spaces=True)
    align = style.get("text-align", (element.get("align") or "").lower() if tag in BLOCKS else "")
    if tag == "center" or (align in _ALIGNS and tag != "table"):
        look = replace(look, align=Align.CENTRE if tag == "center" else _ALIGNS[align])
    elif tag in ("table", "td", "th"):
        look = replace(look, align=Align.CENTRE if tag == "th" else Align.LEFT)
    return _styled(look, style, _font(element, style))


def _font(element: Element, style: dict[str, str]) -> str:
    """The first font that the element names; names keep their case only in the attribute."""
    named = element.get("face") if tag_of(element) == "font" else None
    found = named or style.get("font-family") or ""
    return found.split(",")[0].strip().strip("'\"")


def _styled(look: Look, style: dict[str, str], font: str) -> Look:
    weight = style.get("font-weight", "")
    if weight:
        number = _NUMBER.match(weight)
        look = look.with_mark(Mark.BOLD, int(number[0]) >= _BOLD_FROM if number else weight.startswith("bold"))
    if "font-style" in style:
        look = look.with_mark(Mark.ITALIC, style["font-style"].startswith(("italic", "oblique")))
    decoration = style.get("text-decoration", "") + style.get("text-decoration-line", "")
    if "line-through" in decoration:
        look = look.with_mark(Mark.STRUCK)
    if "underline" in decoration:
        look = look.with_mark(Mark.UNDERLINE)
    if style.get("vertical-align", "").startswith("super"):
        look = look.with_mark(Mark.SUPERSCRIPT)
    upper = look.upper or "uppercase" in style.get("text-transform", "")
    font = font or look.font
    return look if (upper, font) == (look.upper, look.font) else replace(look, upper=upper, font=font)
