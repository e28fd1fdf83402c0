"""The queue: which documents are shown for which filters, what there is to filter by, and which one is next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from extractor.desk.index import Entry
from extractor.review.attention import Why

PAGE: Final = 50
"""Documents on a page."""
MOST_REASONS: Final = 4
"""Reasons of a document that are shown."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What is asked for; empty means all. With `everything` finished documents are shown too."""

    why: str = ""
    field: str = ""
    profile: str = ""
    everything: bool = False

    def fits(self, entry: Entry) -> bool:
        """Whether a document is asked for: one of its reasons is both of the kind and at the field."""
        summary = entry.summary
        if self.profile and summary.profile != self.profile:
            return False
        if not (self.why or self.field):
            return self.everything or summary.left > 0
        return (self.why, self.field) in summary.kinds

    def query(self, **more: object) -> str:
        """As the query of an address, with its question mark; empty where nothing is asked for."""
        asked = {"why": self.why, "field": self.field, "profile": self.profile, "all": int(self.everything), **more}
        said = {name: value for name, value in asked.items() if value}
        return f"?{urlencode(said)}" if said else ""


@dataclass(frozen=True, slots=True)
class Facets:
    """What there is to filter by, each with how many documents have it."""

    whys: tuple[tuple[str, int], ...]
    fields: tuple[tuple[str, int], ...]
    profiles: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class QueuePage:
    """A page of the queue: `number` from 1 of `pages`, how many documents fit and how many places they have."""

    entries: tuple[Entry, ...]
    number: int
    pages: int
    documents: int
    places: int


def queue_page(entries: Iterable[Entry], filters: Filters, number: int) -> QueuePage:
    """The documents asked for; a page that is not there is the nearest one that is."""
    fitting = [entry for entry in entries if filters.fits(entry)]
    pages = max(1, -(-len(fitting) // PAGE))
    number = min(max(number, 1), pages)
    shown = tuple(fitting[(number - 1) * PAGE : number * PAGE])
    return QueuePage(shown, number, pages, len(fitting), sum(entry.summary.left for entry in fitting))


def facets_of(entries: Sequence[Entry]) -> Facets:
    """Kinds in their order, fields and profiles by how many documents have them."""
    whys: Counter[str] = Counter()
    fields: Counter[str] = Counter()
    profiles: Counter[str] = Counter()
    for entry in entries:
        if entry.summary.left:
            whys.update(entry.summary.whys)
            fields.update(entry.summary.fields)
            profiles[entry.summary.profile] += 1
    in_order = tuple((why.value, whys[why.value]) for why in Why if whys[why.value])
    return Facets(in_order, _most_first(fields), _most_first(profiles))


def _most_first(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda each: (-each[1], each[0])))


def next_after(entries: Sequence[Entry], filters: Filters, number: int, rank: tuple[int, int]) -> int | None:
    """The number of the document behind one that had this gravity when it was opened; from the top after the last.

    Deciding makes a document less grave: its rank when it was opened keeps others from being passed over.
    """
    others = (entry for entry in entries if entry.listed.number != number)
    waiting = [entry for entry in others if entry.summary.left and filters.fits(entry)]
    own = next((entry for entry in entries if entry.listed.number == number), None)
    if own is not None:
        at = (-rank[0], -rank[1], own.listed.path, own.listed.position)
        behind = next((entry for entry in waiting if entry.rank > at), None)
        if behind is not None:
            return behind.listed.number
    return waiting[0].listed.number if waiting else None
