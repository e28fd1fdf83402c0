"""Marks of footnotes inside running text: `[1]`, as texts and web pages write them."""

from __future__ import annotations

import re

MARK = re.compile(r"\s?\[\d{1,3}\]")
_BEHIND = re.compile(r"(?:\s?\[\d{1,3}\]){1,4}\s?$")


def before_notes(text: str) -> str:
    """The words without the marks of footnotes behind them: `kiến nghị: [1]` ends with its colon."""
    behind = _BEHIND.search(text)
    return text[: behind.start()] if behind else text


def introduces(text: str) -> bool:
    """Whether a paragraph ends with a colon, marks of footnotes aside."""
    return before_notes(text).rstrip().endswith(":")
