"""Titles without a number that divide a document: bold or in capitals on a line of their own, numbered parts below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from extractor.checks.headings import parts_named
from extractor.parts.enumerators import item_mark
from extractor.parts.model import Node, Parts
from extractor.parts.roles import role_of
from extractor.text.capitals import is_capitals
from extractor.text.passage import Passage
from schemas.sections import Role

_MAX_WORDS = 20
_FEWEST = 2
"""Titles that divide a document: a single line in bold type divides nothing."""


@lru_cache(maxsize=1)
def titled_outline(parts: Parts) -> tuple[Node, ...]:
    """The titles as nodes with the numbered headings below each; none where numbered headings divide the document."""
    body = _told(parts)
    at = [index for index, passage in enumerate(body) if _is_title(passage)]
    if len(at) < _FEWEST or not _divide([body[index].text for index in at], parts.sections):
        return ()
    loose = _loose_grids(parts)
    return tuple(_node(parts, body[first:following], loose) for first, following in pairwise([*at, len(body)]))


def _told(parts: Parts) -> Sequence[Passage]:
    """The body up to its closing."""
    closing = parts.closing.passage if parts.closing else None
    return parts.body[: next((i for i, passage in enumerate(parts.body) if passage is closing), None)]


def _is_title(passage: Passage) -> bool:
    text = passage.text
    if item_mark(text, passage.folded) or len(text.split()) > _MAX_WORDS or text[-1:] in {".", ";", ",", "/"}:
        return False
    return is_capitals(text) or passage.is_bold


def _divide(headings: Sequence[str], numbered: Sequence[Node]) -> bool:
    """Whether titles name more parts than numbered headings do, or several where the numbers begin anew below them."""
    named = len(_parts_of(headings))
    labels = [node.label for node in numbered]
    begin_anew = len(set(labels)) < len(labels)
    return named > len(_parts_of([node.title.text for node in numbered if node.title])) or (begin_anew and named > 1)


def _parts_of(headings: Sequence[str]) -> frozenset[Role]:
    return frozenset().union(*(parts_named(heading, outermost=True) for heading in headings))


def _node(parts: Parts, passages: Sequence[Passage], loose: tuple[int, ...]) -> Node:
    title, *below = passages
    held = {id(passage) for passage in below}
    children = tuple(_within(node, held) for node in parts.sections if id(node.place.passage) in held)
    taken = {id(quote.passage) for child in children for inner in child.walk() for quote in (inner.place, *inner.own)}
    words = title.quote(0, len(title.text.rstrip(" :")))
    own = tuple(passage.quote() for passage in below if id(passage) not in taken)
    return Node(None, 1, words, words, own, children, role_of(words.text), loose if not below else ())


def _within(node: Node, held: set[int]) -> Node:
    """A numbered part with the words that stand before the next title."""
    own = tuple(quote for quote in node.own if id(quote.passage) in held)
    return replace(node, own=own, children=tuple(_within(child, held) for child in node.children))


def _loose_grids(parts: Parts) -> tuple[int, ...]:
    """Tables of the body that stand below no numbered heading: a title without words may be that of a table."""
    taken = {grid for node in parts.nodes() for grid in node.grids}
    taken |= {grid for appendix in parts.appendices for grid in appendix.grids}
    return tuple(index for index in range(len(parts.grids)) if index not in taken)
