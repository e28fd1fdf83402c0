"""The growing source text of documents without pages: lines with their slices, and spans of marks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from extractor.reading.source import Mark, Slice, Span

Piece: TypeAlias = tuple[str, tuple[Mark, ...]]
"""A stretch of text under the same marks; line feeds in it are line breaks."""


class TextWriter:
    """Appends lines, one line feed between any two."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._parts: list[str] = []
        self._length = 0
        self._spans: list[Span] = []
        self._open: dict[Mark, int] = {}

    def text(self) -> str:
        """All that was written."""
        return "".join(self._parts)

    def spans(self) -> tuple[Span, ...]:
        """Marks by place."""
        return tuple(sorted(self._spans, key=lambda span: (span.start, span.end, span.mark)))

    def write(self, pieces: Iterable[Piece], path: str) -> tuple[Slice, ...]:
        """Append the lines of a paragraph that hold more than white space; their slices."""
        return tuple(
            self._line(line, path) for line in _lines(pieces) if any(text.strip() for text, _ in line)
        )

    def _line(self, line: list[Piece], path: str) -> Slice:
        if self._length:
            self._put("\n")
        start = self._length
        self._open.clear()
        for text, marks in line:
            begin = self._length
            self._put(text)
            for mark in marks:
                self._mark(mark, begin)
        return Slice(start, self._length, path=path)

    def _put(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def _mark(self, mark: Mark, begin: int) -> None:
        """Mark what was written since `begin`, lengthening the span that ended there."""
        index = self._open.get(mark)
        if index is not None and self._spans[index].end == begin:
            self._spans[index] = Span(self._spans[index].start, self._length, mark)
            return
        self._open[mark] = len(self._spans)
        self._spans.append(Span(begin, self._length, mark))


def _lines(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    line: list[Piece] = []
    for text, marks in pieces:
        first, *rest = text.split("\n")
        if first:
            line.append((first, marks))
        for part in rest:
            yield line
            line = [(part, marks)] if part else []
    yield line
