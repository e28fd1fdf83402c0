"""The parts of an administrative document by NĐ 30/2020, Annex I, as the structure stage hands them on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extractor.reading.source import Grid, SourceText
from extractor.text.passage import Passage, Quote
from schemas.sections import Role


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """A heading with what stands under it.

    `label` is the enumerator without dot or bracket, `level` its depth from 1. `title` holds the heading's words (empty
    for `Điều 4.` without one). `own` is the text directly under it, in order: the rest of a run-in heading's line
    first, then whole passages up to the next heading. `grids` are indexes into `Parts.grids`.
    """

    label: str | None
    level: int
    title: Quote | None
    place: Quote
    own: tuple[Quote, ...]
    children: tuple[Node, ...]
    role: Role
    grids: tuple[int, ...] = ()

    def walk(self) -> Iterator[Node]:
        """This node and all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def text(self) -> Iterator[Quote]:
        """All text under the heading, headings of children included, in reading order."""
        yield from self.own
        for child in self.children:
            yield child.place
            yield from child.text()

    @property
    def name(self) -> str | None:
        """How a record refers to this section: its label."""
        return self.label


@dataclass(frozen=True, slots=True, eq=False)
class SignatureBlock:
    """The lines of one signature block in their order (ô 7a, 7b)."""

    lines: tuple[Quote, ...]


@dataclass(frozen=True, slots=True, eq=False)
class AppendixPart:
    """An appendix: label line, title lines, the line `(Kèm theo …)`, text, tables (indexes into `Parts.grids`)."""

    label: Quote | None
    title: tuple[Quote, ...]
    reference: Quote | None
    passages: tuple[Passage, ...]
    grids: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Parts:
    """A document taken apart.

    `head` holds the passages above the body: issuing bodies, national title, number, place and date, type, subject.
    `opening` is the body's text before its first heading (legal bases, the order carried out); `body` is every passage
    of the body in order, opening and headings and closing included; `sections` the tree of headings over it.
    A recipient is its lines. `grids` are the tables of data in reading order, over body and appendices.
    """

    source: SourceText
    head: tuple[Passage, ...]
    addressees: tuple[Quote, ...]
    opening: tuple[Passage, ...]
    body: tuple[Passage, ...]
    sections: tuple[Node, ...]
    closing: Quote | None
    recipients: tuple[tuple[Quote, ...], ...]
    signatures: tuple[SignatureBlock, ...]
    appendices: tuple[AppendixPart, ...]
    footnotes: tuple[Passage, ...]
    grids: tuple[Grid, ...]

    def nodes(self) -> Iterator[Node]:
        """Every heading in reading order."""
        for section in self.sections:
            yield from section.walk()

    def section_of(self, passage: Passage) -> Node | None:
        """The innermost section whose heading or own text holds a passage."""
        for node in self.nodes():
            if node.place.passage is passage or any(quote.passage is passage for quote in node.own):
                return node
        return None
