"""Pages as ALTO 4: blocks, lines and words with their boxes, in 1/1200 of an inch."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from lxml import etree

from extractor.reading.source import Mark
from extractor.version import __version__
from extractor.writing.page_text import PageText, TextBlock, TextLine, writable
from schemas.evidence import Box

NAMESPACE = "http://www.loc.gov/standards/alto/ns-v4#"
_SCHEMA = "http://www.loc.gov/standards/alto/v4/alto-4-4.xsd"
_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
_UNITS = 1200 / 72
_STYLES = {
    Mark.BOLD: "bold",
    Mark.ITALIC: "italics",
    Mark.UNDERLINE: "underline",
    Mark.STRUCK: "strikethrough",
    Mark.SUPERSCRIPT: "superscript",
}


def alto_of(pages: Sequence[PageText], name: str) -> bytes:
    """The pages of one document; `name` is the base name of its file."""
    # The stubs know no default namespace.
    names: dict[str, str] = {cast("str", None): NAMESPACE, "xsi": _INSTANCE}
    root = etree.Element(_tag("alto"), nsmap=names, SCHEMAVERSION="4.4")
    root.set(f"{{{_INSTANCE}}}schemaLocation", f"{NAMESPACE} {_SCHEMA}")
    description = _child(root, "Description")
    _child(description, "MeasurementUnit").text = "inch1200"
    _child(_child(description, "sourceImageInformation"), "fileName").text = writable(name)
    processing = _child(description, "Processing", ID="vanthu")
    _child(processing, "processingCategory").text = "contentGeneration"
    software = _child(processing, "processingSoftware")
    _child(software, "softwareName").text = "vanthu"
    _child(software, "softwareVersion").text = __version__
    layout = _child(root, "Layout")
    for page in pages:
        _page(layout, page)
    text: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _child(parent: etree._Element, name: str, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, _tag(name), attributes)


def _units(points: float) -> str:
    return f"{points * _UNITS:.1f}".removesuffix(".0")


def _place(box: Box) -> dict[str, str]:
    return {
        "HPOS": _units(box.x0),
        "VPOS": _units(box.top),
        "WIDTH": _units(max(box.x1 - box.x0, 0)),
        "HEIGHT": _units(max(box.bottom - box.top, 0)),
    }


def _page(layout: etree._Element, page: PageText) -> None:
    size = {"WIDTH": _units(page.width), "HEIGHT": _units(page.height)}
    number = str(page.number)
    element = _child(
        layout, "Page", ID=f"page_{number}", PHYSICAL_IMG_NR=number, LANG="vi", PROCESSINGREFS="vanthu", **size
    )
    space = _child(element, "PrintSpace", HPOS="0", VPOS="0", **size)
    for index, block in enumerate(page.blocks, start=1):
        _block(space, block, f"{number}_{index}")


def _block(parent: etree._Element, block: TextBlock, number: str) -> None:
    element = _child(parent, "TextBlock", ID=f"block_{number}", **_place(block.box))
    for index, line in enumerate(block.lines, start=1):
        _line(element, line, f"{number}_{index}")


def _line(parent: etree._Element, line: TextLine, number: str) -> None:
    element = _child(parent, "TextLine", ID=f"line_{number}", **_place(line.box))
    for index, word in enumerate(line.words, start=1):
        if index > 1:
            _child(element, "SP")
        styles = " ".join(_STYLES[mark] for mark in word.styles)
        more = {"STYLE": styles} if styles else {}
        if word.confidence is not None:
            more["WC"] = f"{word.confidence:.2f}"
        _child(element, "String", ID=f"string_{number}_{index}", CONTENT=word.text, **_place(word.box), **more)
