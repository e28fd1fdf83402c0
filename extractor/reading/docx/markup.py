"""Office XML: safe parsing, names, and attributes that may hold anything."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite
from typing import TypeAlias

from lxml import etree

from extractor.errors import CorruptError

Element: TypeAlias = etree._Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

_STRICT_TO_TRANSITIONAL = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/math",
        b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    ),
)
_STRICT_MARK = b"http://purl.oclc.org/ooxml/"
_FALSE = frozenset({"0", "false", "off", "none"})
_TRANSPARENT = frozenset(
    {
        W + "sdtContent",
        W + "customXml",
        W + "smartTag",
        W + "ins",
        W + "moveTo",
        MC + "Choice",
        MC + "Fallback",
    }
)


def parse(data: bytes, name: str) -> Element:
    """The root element of a part.

    Entities are never resolved, nothing is fetched, libxml2's limits on depth (256) and text size stay on.

    Raises:
        CorruptError: where the part is not well formed or declares a document type, which the format forbids.
    """
    if _STRICT_MARK in data:
        for strict, transitional in _STRICT_TO_TRANSITIONAL:
            data = data.replace(strict, transitional)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise CorruptError(f"part {name} is not well-formed XML") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise CorruptError(f"part {name} declares a document type, which Office documents never do")
    return root


def child(element: Element | None, name: str) -> Element | None:
    """The first child of that WordprocessingML name."""
    return None if element is None else element.find(W + name)


def value(element: Element | None, default: str = "") -> str:
    """The `w:val` of an element, the default where element or attribute is missing."""
    return default if element is None else element.get(W + "val", default)


def child_value(element: Element | None, name: str, default: str = "") -> str:
    """The `w:val` of a child."""
    return value(child(element, name), default)


def is_on(element: Element) -> bool:
    """An on/off property: on where it stands without a value."""
    return element.get(W + "val", "true").lower() not in _FALSE


def integer(text: str | None, default: int, low: int = 0, high: int = 1_000_000) -> int:
    """A whole number within limits; the default where the attribute is missing or rubbish."""
    if text is None or len(text) > 9:
        return default
    try:
        return min(max(int(text), low), high)
    except ValueError:
        return default


def points(text: str | None) -> float | None:
    """A length in points: twentieths (`720`) or, in the strict format, with a unit (`36pt`)."""
    if not text or len(text) > 12:
        return None
    try:
        length = float(text[:-2]) if text.endswith("pt") else int(text) / 20
    except ValueError:
        return None
    return length if isfinite(length) else None


def unwrapped(container: Element) -> Iterator[Element]:
    """Children; content controls, insertions and alternatives are replaced by what they wrap."""
    stack: list[Iterator[Element]] = [iter(container)]
    while stack:
        element = next(stack[-1], None)
        if element is None:
            stack.pop()
        elif element.tag == W + "sdt":
            stack.append(element.iterchildren(W + "sdtContent"))
        elif element.tag == MC + "AlternateContent":
            stack.append(iter(alternative(element)))
        elif element.tag in _TRANSPARENT:
            stack.append(iter(element))
        else:
            yield element


def alternative(element: Element) -> list[Element]:
    """The one alternative of `mc:AlternateContent` to read: the first choice, else the fallback."""
    chosen = element.find(MC + "Choice")
    if chosen is None:
        chosen = element.find(MC + "Fallback")
    return [] if chosen is None else [chosen]
