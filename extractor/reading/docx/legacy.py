"""Decodes, in the parsed parts, runs set in fonts of the years before Unicode, and lines that speak for themselves.

The tree is changed before it is read: all that looks at words (columns of the head, tables) sees them as printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extractor.reading.docx.markup import Element, W, child
from extractor.reading.docx.styles import Styles
from extractor.reading.legacy.fonts import code_of_font
from extractor.reading.legacy.runs import Run, decode_runs

_TEXT = W + "t"
_SOFT_HYPHEN = W + "softHyphen"
"""What programs make of the character that TCVN3 has for `ư`."""
_SOFT_HYPHEN_SIGN = "\u00ad"
_BREAKS = frozenset({W + "br", W + "cr", W + "tab"})


def decode_stories(roots: Iterable[Element], styles: Styles) -> None:
    """Decode all paragraphs of body, notes and margins in place."""
    paragraphs = (paragraph for root in roots for paragraph in root.iter(W + "p"))
    lines = [line for paragraph in paragraphs for line in _lines(paragraph, styles)]
    decode_runs([[run for _, run in line] for line in lines])
    for element, run in (item for line in lines for item in line):
        _write_back(element, run.text)


def _write_back(element: Element, text: str) -> None:
    """A soft hyphen that turned out to be a letter becomes text."""
    if element.tag == _SOFT_HYPHEN:
        if text == _SOFT_HYPHEN_SIGN:
            return
        element.tag = _TEXT
    element.text = text


def _lines(paragraph: Element, styles: Styles) -> Iterator[list[tuple[Element, Run]]]:
    """The texts of a paragraph's own runs by line; those of its text boxes belong to the paragraphs inside them."""
    style = styles.style_of(child(paragraph, "pPr"))
    line: list[tuple[Element, Run]] = []
    stack = list(reversed(paragraph))
    while stack:
        element = stack.pop()
        if element.tag in (_TEXT, _SOFT_HYPHEN):
            text = _SOFT_HYPHEN_SIGN if element.tag == _SOFT_HYPHEN else element.text or ""
            font = styles.font(style, child(element.getparent(), "rPr"))
            line.append((element, Run(text, code_of_font(font))))
        elif element.tag in _BREAKS and line:
            yield line
            line = []
        elif element.tag != W + "p":
            stack.extend(reversed(element))
    if line:
        yield line
