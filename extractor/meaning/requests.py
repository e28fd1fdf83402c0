"""Requests and difficulties, item by item: the parts that ask someone for something, or say what stands in the way."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.meaning.addressee import addressee_heading, addressee_in
from extractor.meaning.nil_answer import is_nil_answer
from extractor.parts.enumerators import item_mark
from extractor.parts.model import Node, Parts
from extractor.text.fold import fold_key
from extractor.text.passage import Quote, words
from schemas.meaning import Difficulty, Recommendation
from schemas.sections import Role

_ASKS = re.compile(r"\b(?:de nghi|kien nghi|de xuat)\b")
_REPORTED_ELSEWHERE = re.compile(r"^\W?(?:chi tiet|thong ke|co|xem)\b.{0,60}\b(?:phu luc|bieu|kem theo)\b")


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """One item of a part: its words without the mark, the addressee named above it, and its section."""

    words: Quote
    addressee: Quote | None
    section: str | None


def _is_lead(quote: Quote, following: Quote | None) -> bool:
    """A paragraph that only introduces the items below it."""
    return quote.text.rstrip().endswith(":") and following is not None


def _unmarked(quote: Quote) -> Quote:
    return quote.part(item_mark(quote.text, quote.folded))


def _items(quotes: Sequence[Quote], addressee: Quote | None, section: str | None) -> Iterator[Item]:
    marked = [item_mark(q.text, q.folded) > 0 for q in quotes]
    for index, quote in enumerate(quotes):
        following = quotes[index + 1] if index + 1 < len(quotes) else None
        if _is_lead(quote, following):
            addressee = addressee_in(_unmarked(quote)) or addressee
            continue
        if not marked[index] and any(marked) and _introduces(quote, following, marked, index):
            addressee = addressee_in(quote) or addressee
            continue
        body = _unmarked(quote)
        if body and not is_nil_answer(body.text) and not _REPORTED_ELSEWHERE.match(body.folded):
            yield Item(body, addressee_in(body) or addressee, section)


def _introduces(quote: Quote, following: Quote | None, marked: Sequence[bool], index: int) -> bool:
    """A plain sentence right above a list of marked items introduces it."""
    return following is not None and marked[index + 1] and not any(marked[:index]) and not _ASKS.search(quote.folded)


def items_under(node: Node, addressee: Quote | None = None) -> Iterator[Item]:
    """Items of a part and of the parts below it."""
    addressee = (addressee_heading(node.title) if node.title else None) or addressee
    yield from _items(node.own, addressee, node.label)
    for child in node.children:
        yield from items_under(child, addressee)


def _is_request(node: Node) -> bool:
    """A part that asks; one that mixes requests with the writer's own measures (`Giải pháp, kiến nghị`) is none."""
    return node.role is Role.PROPOSALS and "giai phap" not in fold_key(node.title.text if node.title else "")


def _topmost(nodes: Sequence[Node], role: Role) -> Iterator[Node]:
    for node in nodes:
        matches = _is_request(node) if role is Role.PROPOSALS else node.role is role
        if matches:
            yield node
        else:
            yield from _topmost(node.children, role)


def recommendations(parts: Parts) -> tuple[Recommendation, ...]:
    """Each item of the parts that ask someone for something."""
    return tuple(
        Recommendation(
            text=words(item.words, confidence=0.93),
            addressee=words(item.addressee, confidence=0.85) if item.addressee else None,
            section=item.section,
        )
        for node in _topmost(parts.sections, Role.PROPOSALS)
        for item in items_under(node)
    )


def difficulties(parts: Parts) -> tuple[Difficulty, ...]:
    """Each item of the parts on difficulties."""
    return tuple(
        Difficulty(text=words(item.words, confidence=0.9), section=item.section)
        for node in _topmost(parts.sections, Role.DIFFICULTIES)
        for item in items_under(node)
    )
