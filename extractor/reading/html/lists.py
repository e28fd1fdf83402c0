"""Numbers and bullets of lists as browsers print them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from extractor.reading.docx.numbering import formatted
from extractor.reading.html.styles import Element, declarations, tag_of

LISTS: Final = frozenset({"ul", "ol", "menu", "dir"})
_FORMATS: Final = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
    "decimal": "decimal",
    "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter",
    "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
}
_BULLET: Final = "• "
_LONGEST_NUMBER: Final = 6


@dataclass(slots=True)
class OpenList:
    """A list being read; `format` is empty for bullets, `is_bare` where nothing is printed before an item."""

    format: str = ""
    number: int = 1
    is_bare: bool = False

    def marker(self, item: Element) -> str:
        """What stands before an item, counting it."""
        number = _number(item.get("value"), self.number)
        self.number = number + 1
        if self.is_bare or _is_bare(item):
            return ""
        return f"{formatted(number, self.format)}. " if self.format else _BULLET


def open_list(element: Element) -> OpenList:
    """A list as its element says it is numbered."""
    style = declarations(element)
    said = style.get("list-style-type") or style.get("list-style") or element.get("type") or "1"
    is_ordered = tag_of(element) == "ol"
    form = _FORMATS.get(said.split(" ")[0], "decimal") if is_ordered else ""
    return OpenList(form, _number(element.get("start"), 1), _is_bare(element))


def _is_bare(element: Element) -> bool:
    style = declarations(element)
    return "none" in (style.get("list-style-type", "") + " " + style.get("list-style", "")).split()


def _number(said: str | None, default: int) -> int:
    said = (said or "").strip()
    return int(said) if said.isascii() and said.isdigit() and len(said) <= _LONGEST_NUMBER else default
