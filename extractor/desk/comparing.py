"""Two sides of a comparison by name, and what differs between them, kept while neither changes."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from extractor.access.context import Services
from extractor.access.problems import Kind, ProblemError
from extractor.decisions.differing import Deciding
from extractor.decisions.lines import decided_lines
from extractor.desk.recent import Recent
from extractor.desk.words import DeskWords
from extractor.differences.labels import labelled_lines
from extractor.differences.listing import Listed, listed
from extractor.differences.model import Comparison, Entry
from extractor.differences.sets import Line, Lines, compare_sets
from extractor.store.listing import stamp_of
from extractor.store.packed import packed_records

GOLD: Final = "gold"
DECIDED: Final = "decided"
EARLIER: Final = "earlier"
"""Of documents that were sent more than once those that came before the last."""
LATER: Final = "later"
"""The last ones."""
_VERSION: Final = "version:"
_PERSON: Final = "person:"
_KEPT: Final = 4
"""Comparisons kept at once."""
_AT_ONCE: Final = 2
"""Comparisons made at once: each reads the whole store, and has up to three connections meanwhile."""
_WAITING: Final = 8
"""Requests that make one or wait for one: the threads of the server are for others too."""


@dataclass(frozen=True, slots=True)
class Sides:
    """What is compared with what: names as `sides_of` gives them."""

    a: str
    b: str
    same_document: bool = False


@dataclass(frozen=True, eq=False)
class Kept:
    """A comparison with the state of the store in which it was made."""

    stamp: tuple[object, ...]
    comparison: Comparison

    @cached_property
    def by_mark(self) -> dict[str, Listed]:
        """Every difference by a name that stays the same while it is the same difference."""
        return {mark_of(each): each for each in listed(self.comparison)}


def mark_of(each: Listed) -> str:
    """A short name of a difference: the documents, the paths and the kind."""
    difference = each.difference
    paths = [side.path if side is not None else "" for side in (difference.a, difference.b)]
    parts = (_id(each.pair.a), _id(each.pair.b), *paths, difference.field, difference.kind.value)
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:20]


def _id(entry: Entry | None) -> str:
    return "" if entry is None else f"{entry.path}\0{entry.record.id}"


class Comparing:
    """The comparisons of a desk."""

    def __init__(self, services: Services) -> None:
        """Over the store and the log of a server."""
        self._services = services
        self._kept: Recent[Kept] = Recent(_KEPT)
        self._places = threading.BoundedSemaphore(_WAITING)
        self._making = threading.BoundedSemaphore(_AT_ONCE)

    def sides(self, words: DeskWords) -> list[tuple[str, str]]:
        """Every side that can be chosen with its name for a person."""
        services = self._services
        versions = services.store.versions()
        names = [(f"{_VERSION}{each}", _version_name(each, each == services.version, words)) for each in versions]
        names += [(side, words.of("differences", side)) for side in (DECIDED, EARLIER, LATER)]
        people = sorted({decision.reviewer for decision in services.decisions.entries()})
        names += [(f"{_PERSON}{name}", f"{words.of('differences', 'one_person')}: {name}") for name in people]
        return names + ([(GOLD, words.of("differences", "gold"))] if services.gold is not None else [])

    def usual(self) -> Sides:
        """What a person most likely wants to see: the version before this one, else what was decided, or the labels."""
        services = self._services
        own = f"{_VERSION}{services.version}"
        others = [f"{_VERSION}{version}" for version in services.store.versions() if version != services.version]
        if others:
            return Sides(others[-1], own)
        return Sides(own, GOLD if services.gold is not None and not services.decisions.stamp() else DECIDED)

    def compared(self, sides: Sides) -> Kept | None:
        """What differs between two sides; None where they are the same or one of them is unknown.

        Raises:
            ValueError: a line that differs is no record.
            DecisionError: a label is none.
            ProblemError: too many wait for comparisons.
        """
        if sides.a == sides.b or not (self._is_known(sides.a) and self._is_known(sides.b)):
            return None
        stamp = self._stamp(sides)
        known = self._kept.kept(sides, lambda kept: kept.stamp == stamp)
        if known is not None:
            return known
        with self._place():
            return self._kept.get(sides, lambda kept: kept.stamp == stamp, lambda: self._made(stamp, sides))

    @contextmanager
    def _place(self) -> Iterator[None]:
        if not self._places.acquire(blocking=False):
            raise ProblemError(Kind.TOO_MANY, "other comparisons are being made", {"Retry-After": "5"})
        try:
            yield
        finally:
            self._places.release()

    def _made(self, stamp: tuple[object, ...], sides: Sides) -> Kept:
        with self._making:
            return Kept(stamp, self._compare(sides))

    def deciding(self, sides: Sides, is_b_right: bool, reason: str) -> Deciding | None:
        """How differences between two sides are decided; None where neither side is as it was read."""
        read = {side for side in (sides.a, sides.b) if side.startswith(_VERSION) or side in {EARLIER, LATER}}
        if not read:
            return None
        own = f"{_VERSION}{self._services.version}"
        of_b = sides.b in read and (sides.b == own or sides.a not in read or sides.a != own)
        return Deciding(of_b, is_b_right, reason, other_is_label=GOLD in (sides.a, sides.b))

    def version_of(self, side: str) -> str:
        """The version whose records a side is made from."""
        return side.removeprefix(_VERSION) if side.startswith(_VERSION) else self._services.version

    def _compare(self, sides: Sides) -> Comparison:
        a, b = self._lines(sides.a), self._lines(sides.b)
        gold = self._services.gold
        if gold is not None and sides.b == GOLD:
            a, b = labelled_lines(a, gold)
        elif gold is not None and sides.a == GOLD:
            b, a = labelled_lines(b, gold)
        is_sent_again = {EARLIER, LATER} == {sides.a, sides.b}
        return compare_sets(a, b, same_document=sides.same_document or is_sent_again)

    def _is_known(self, side: str) -> bool:
        if side.startswith(_VERSION):
            return side.removeprefix(_VERSION) in self._services.store.versions()
        if side == GOLD:
            return self._services.gold is not None
        return side in {DECIDED, EARLIER, LATER} or side.startswith(_PERSON)

    def _stamp(self, sides: Sides) -> tuple[object, ...]:
        services = self._services
        both = (sides.a, sides.b)
        versions = [stamp_of(services.store, self.version_of(side), services.profile) for side in both]
        is_decided = any(side == DECIDED or side.startswith(_PERSON) for side in both)
        return (*versions, services.decisions.stamp() if is_decided else 0)

    def _lines(self, side: str) -> Lines:
        services = self._services
        lines = self._read(self.version_of(side))
        if side in {EARLIER, LATER}:
            return self._sent_again(side)
        if side == DECIDED:
            return decided_lines(services.decisions, lines)
        if side.startswith(_PERSON):
            return decided_lines(services.decisions.by(side.removeprefix(_PERSON)), lines)
        return lines

    def _sent_again(self, side: str) -> Lines:
        """Records of which a later file holds the same document, or those of the later files."""
        services = self._services

        def lines() -> Iterator[Line]:
            kept = list(services.store.records(services.version, services.profile))
            later = {each.superseded_by for each in kept}
            for each in kept:
                is_earlier = each.superseded_by is not None
                if is_earlier if side == EARLIER else not is_earlier and each.path in later:
                    yield Line(each.path, each.line.encode(), key=each.key)

        return lines

    def _read(self, version: str) -> Callable[[], Iterator[Line]]:
        store, profile = self._services.store, self._services.profile

        def lines() -> Iterator[Line]:
            for kept in packed_records(store, version, profile):
                yield Line(kept.path, kept.record, is_packed=True, digest=kept.body, key=kept.key)

        return lines


def _version_name(version: str, is_own: bool, words: DeskWords) -> str:
    name = f"{words.of('differences', 'version')} {version[:32]}"
    return f"{name} ({words.of('differences', 'read')})" if is_own else name
