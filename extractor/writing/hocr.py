"""Pages as hOCR 1.2: XHTML with the box of each page, paragraph, line and word, in pixels of 300 dots per inch."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from extractor.reading.source import Mark
from extractor.version import __version__
from extractor.writing.page_text import PageText, TextBlock, TextLine, Word, writable
from schemas.evidence import Box

RESOLUTION = 300
"""Dots per inch of the boxes: hOCR writes whole numbers, and points would be too coarse."""
_XHTML = "http://www.w3.org/1999/xhtml"
_DOCTYPE = (
    '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" '
    '"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">'
)
_TAGS = {Mark.BOLD: "strong", Mark.ITALIC: "em"}


def hocr_of(pages: Sequence[PageText], name: str) -> bytes:
    """The pages of one document; `name` is the base name of its file."""
    root = etree.Element("html", {"xmlns": _XHTML, "lang": "vi"})
    root.set("{http://www.w3.org/XML/1998/namespace}lang", "vi")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = writable(name)
    for key, content in (
        ("ocr-system", f"vanthu {__version__}"),
        ("ocr-capabilities", "ocr_page ocr_par ocr_line ocrx_word ocrp_wconf"),
        ("ocr-number-of-pages", str(len(pages))),
        ("ocr-langs", "vi"),
    ):
        etree.SubElement(head, "meta", name=key, content=content)
    body = etree.SubElement(root, "body")
    for page in pages:
        _page(body, page)
    text: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True, doctype=_DOCTYPE)
    return text + b"\n"


def _bbox(box: Box) -> str:
    x0, top, x1, bottom = (round(side * RESOLUTION / 72) for side in box)
    return f"bbox {x0} {top} {max(x1, x0 + 1)} {max(bottom, top + 1)}"


def _page(body: etree._Element, page: PageText) -> None:
    whole = _bbox(Box(0, 0, page.width, page.height))
    title = f"{whole}; ppageno {page.number - 1}; scan_res {RESOLUTION} {RESOLUTION}"
    element = etree.SubElement(body, "div", {"class": "ocr_page", "id": f"page_{page.number}", "title": title})
    for number, block in enumerate(page.blocks, start=1):
        _block(element, block, f"{page.number}_{number}")


def _block(parent: etree._Element, block: TextBlock, number: str) -> None:
    element = etree.SubElement(parent, "p", {"class": "ocr_par", "id": f"par_{number}", "title": _bbox(block.box)})
    for index, line in enumerate(block.lines, start=1):
        _line(element, line, f"{number}_{index}")


def _line(parent: etree._Element, line: TextLine, number: str) -> None:
    element = etree.SubElement(parent, "span", {"class": "ocr_line", "id": f"line_{number}", "title": _bbox(line.box)})
    element.tail = "\n"
    for index, word in enumerate(line.words, start=1):
        _word(element, word, f"{number}_{index}").tail = " " if index < len(line.words) else ""


def _word(parent: etree._Element, word: Word, number: str) -> etree._Element:
    title = _bbox(word.box)
    if word.confidence is not None:
        title += f"; x_wconf {round(100 * word.confidence)}"
    element = etree.SubElement(parent, "span", {"class": "ocrx_word", "id": f"word_{number}", "title": title})
    inner = element
    for style in word.styles:
        if style in _TAGS:
            inner = etree.SubElement(inner, _TAGS[style])
    inner.text = word.text
    return element
