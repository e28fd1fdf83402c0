"""Decodes, in the parsed page, text in fonts of the years before Unicode, and lines that speak for themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, TypeAlias

from extractor.reading.html.styles import BLOCKS, Element, Look, is_shown, look_of, tag_of
from extractor.reading.legacy.fonts import code_of_font
from extractor.reading.legacy.runs import Run, decode_runs

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_Slot: TypeAlias = tuple[Element, Literal["text", "tail"], Run]


def decode_page(root: Element) -> None:
    """Decode all text that is shown, in place."""
    lines = list(_lines(root))
    decode_runs([[run for _, _, run in line] for line in lines])
    for element, place, run in (slot for line in lines for slot in line):
        # The parser of pages lets control characters in, its tree takes none back.
        setattr(element, place, _NOT_XML.sub("\ufffd", run.text))


def _lines(root: Element) -> Iterator[list[_Slot]]:
    """The places of text by line, a line between the edges of blocks and line breaks."""
    line: list[_Slot] = []
    stack: list[tuple[Element, Look, bool]] = [(root, Look(), True)]
    while stack:
        element, above, entering = stack.pop()
        if entering and is_shown(element):
            look = look_of(element, above)
            stack.append((element, above, False))
            stack.extend((item, look, True) for item in reversed(element))
            slot: _Slot = (element, "text", Run(element.text or "", code_of_font(look.font)))
        else:
            slot = (element, "tail", Run(element.tail or "", code_of_font(above.font)))
        if (tag_of(element) in BLOCKS or tag_of(element) == "br") and line:
            yield line
            line = []
        if slot[2].text:
            line.append(slot)
    if line:
        yield line
