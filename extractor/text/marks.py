"""Marks of a text by code point: what is bold, struck out, raised, read from a picture."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import repeat

from extractor.reading.source import Mark, SourceText

_NONE: frozenset[Mark] = frozenset()
_MAYBE_DROPPED = frozenset({Mark.MARKUP, Mark.SUPERSCRIPT})


@dataclass(frozen=True, slots=True, eq=False)
class Marks:
    """The marks of each code point that carries any; `droppable` are those that cleaning may leave out for theirs."""

    carried: dict[int, frozenset[Mark]] = field(default_factory=dict)
    droppable: frozenset[int] = frozenset()

    def at(self, offset: int) -> frozenset[Mark]:
        """The marks of one code point."""
        return self.carried.get(offset, _NONE)

    def of(self, offsets: Iterable[int]) -> Sequence[frozenset[Mark]]:
        """The marks of several code points, in their order."""
        return list(map(self.carried.get, offsets, repeat(_NONE)))


UNMARKED = Marks()


def marks_of(source: SourceText) -> Marks:
    """The marks of a whole text."""
    carried: dict[int, frozenset[Mark]] = {}
    for span in source.spans:
        single = frozenset({span.mark})
        for offset in range(span.start, span.end):
            carried[offset] = carried.get(offset, _NONE) | single
    droppable = (range(span.start, span.end) for span in source.spans if span.mark in _MAYBE_DROPPED)
    return Marks(carried, frozenset().union(*droppable))
