"""Words of documents for files that spreadsheets open: shown, never computed, without control characters."""

from __future__ import annotations

import re

_FORMULA = frozenset("=+-@\uff1d\uff0b\uff0d\uff20")
"""What begins a formula, also in full width, as some spreadsheets take it."""
_NUMBER = re.compile(r"-?(?:\d+|\d{1,3}(?:\.\d{3})+)(?:,\d+)?%?")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def visible(text: str) -> str:
    """The text with U+FFFD for what no text file should hold; tabs and line feeds stay."""
    return _CONTROL.sub("\ufffd", text)


def inert(text: str) -> str:
    """A cell of CSV: an apostrophe before what a spreadsheet would compute; a number below zero stays a number."""
    shown = visible(text)
    words = shown.strip()
    # A sign alone, as the one that says how a figure is compared, computes nothing.
    computed = words[:1] in _FORMULA and len(words) > 1 and not _NUMBER.fullmatch(shown)
    return "'" + shown if computed or (words and shown[:1] == "\t") else shown
