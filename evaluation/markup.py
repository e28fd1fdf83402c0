"""HTML and SVG as nested elements: every text and attribute is escaped, in one place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from evaluation.wording import shown


@dataclass(frozen=True, slots=True)
class Markup:
    """Finished markup; only this module makes it from texts."""

    text: str


Content = Markup | str


def element(name: str, *content: Content, **attributes: str | float) -> Markup:
    """An element; a trailing underscore of an attribute's name is dropped, other underscores are hyphens."""
    named = ((key.rstrip("_").replace("_", "-"), value) for key, value in attributes.items())
    opening = "".join(f' {key}="{escape(_number(value))}"' for key, value in named)
    return Markup(f"<{name}{opening}>{joined(content).text}</{name}>")


def empty(name: str, **attributes: str | float) -> Markup:
    """An element of HTML that has no end tag."""
    return Markup(element(name, **attributes).text.removesuffix(f"</{name}>"))


def joined(content: Iterable[Content]) -> Markup:
    """Content one after the other."""
    return Markup("".join(each.text if isinstance(each, Markup) else escape(shown(each)) for each in content))


def table(header: Sequence[str], rows: Iterable[Sequence[Content]], **attributes: str) -> Markup:
    """A table with a header row."""
    head = element("tr", *(element("th", each) for each in header))
    body = (element("tr", *(element("td", each) for each in row)) for row in rows)
    return element("table", element("thead", head), element("tbody", *body), **attributes)


def _number(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:g}"
