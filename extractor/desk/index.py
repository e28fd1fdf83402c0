"""The index of the queue: a summary of every document, made once and again where somebody decided."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from typing import Final

from extractor.decisions.log import DecisionLog
from extractor.decisions.looks import open_looks
from extractor.desk.summaries import Shelf, Summary, key_of, summary_of
from extractor.store.listing import Held, Listed, digests, held_many, listing, stamp_of
from extractor.store.store import Store

_AT_ONCE: Final = 50
"""Records read from the store at a time."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A document with its summary."""

    listed: Listed
    summary: Summary

    @property
    def rank(self) -> tuple[int, int, str, int]:
        """The order of the queue: the gravest first, then by path."""
        gravest, whole = self.summary.gravity
        return -gravest, -whole, self.listed.path, self.listed.position


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """The documents in the order of the queue, and how many are not looked through yet.

    The same object is given while nothing changes.
    """

    entries: tuple[Entry, ...]
    pending: int


class Index:
    """Summaries of the records of one version; safe to ask from several threads."""

    def __init__(self, store: Store, log: DecisionLog, shelf: Shelf, version: str, profile: str = "") -> None:
        """Nothing is read before the first question."""
        self._store, self._log, self._shelf = store, log, shelf
        self._version, self._profile = version, profile
        self._lock = threading.Lock()
        self._stamp: tuple[int, int, int] | None = None
        self._listed: list[Listed] = []
        self._log_end = 0
        self._decided: dict[str, str] = {}
        self._by_digest: dict[str, dict[str, Summary]] = {}
        self._made: dict[tuple[int, str], tuple[str, Summary]] = {}
        """By number and digest of the record: the last decision on its document, and the summary."""
        self._snapshot = Snapshot((), 0)
        self._is_loaded = False

    def snapshot(self, seconds: float) -> Snapshot:
        """The queue as it is now; new documents are looked through for at most this long, with 0 a few or none."""
        with self._lock:
            if self._is_current() and not self._snapshot.pending:
                return self._snapshot
            self._catch_up()
            stale = self._stale()
            waits = not seconds and len(stale) > _AT_ONCE
            left = len(stale) if waits else self._read(stale, time.monotonic() + seconds)
            made = [(each, self._made.get((each.number, each.digest))) for each in self._listed]
            entries = [Entry(each, found[1]) for each, found in made if found is not None]
            self._snapshot = Snapshot(tuple(sorted(entries, key=lambda entry: entry.rank)), left)
            return self._snapshot

    def _is_current(self) -> bool:
        same = stamp_of(self._store, self._version, self._profile) == self._stamp
        return same and self._log.stamp() == self._log_end

    def _catch_up(self) -> None:
        """What the store and the log say now."""
        if not self._is_loaded:
            for key, summary in self._shelf.all().items():
                self._by_digest.setdefault(key.split(":")[1], {})[key] = summary
            self._is_loaded = True
        stamp = stamp_of(self._store, self._version, self._profile)
        if stamp != self._stamp:
            before, self._listed = self._listed, listing(self._store, self._version, self._profile)
            if self._stamp is None or not set(before) <= set(self._listed):
                self._forget_deleted()
            self._stamp = stamp
        for decision in self._log.entries(after=self._log_end):
            self._decided[decision.record_id.partition("#")[0]] = f"{decision.id}@{decision.at}"
            self._log_end = decision.id

    def _forget_deleted(self) -> None:
        there = {(each.number, each.digest) for each in self._listed}
        self._made = {key: made for key, made in self._made.items() if key in there}
        kept = digests(self._store)
        self._by_digest = {digest: made for digest, made in self._by_digest.items() if digest in kept}
        self._shelf.forget_others(kept)

    def _stale(self) -> list[int]:
        """Numbers of the documents whose summary is not known or from before the last decision."""
        stale = []
        for listed in self._listed:
            made = self._made.get((listed.number, listed.digest)) or self._kept(listed)
            if made is None or made[0] != self._decided.get(made[1].sha256, ""):
                stale.append(listed.number)
            else:
                self._made[listed.number, listed.digest] = made
        return stale

    def _kept(self, listed: Listed) -> tuple[str, Summary] | None:
        """The summary of an earlier run."""
        kept = self._by_digest.get(listed.digest, {})
        any_of = next(iter(kept.values()), None)
        if any_of is None:
            return None
        decided = self._decided.get(any_of.sha256, "")
        found = kept.get(key_of(listed.digest, decided))
        return None if found is None else (decided, found)

    def _read(self, numbers: list[int], deadline: float) -> int:
        """Look through documents until the deadline; gives how many are left. Some always get done."""
        done = 0
        for start in range(0, len(numbers), _AT_ONCE):
            some = tuple(numbers[start : start + _AT_ONCE])
            made = [(held, *self._summary(held)) for held in held_many(self._store, some)]
            self._shelf.put((key_of(held.listed.digest, decided), summary) for held, decided, summary in made)
            for held, decided, summary in made:
                self._made[held.listed.number, held.listed.digest] = decided, summary
            done += len(some)
            if time.monotonic() >= deadline:
                break
        return len(numbers) - done

    def _summary(self, held: Held) -> tuple[str, Summary]:
        record = held.record()
        decided = self._decided.get(record.source.sha256, "")
        decisions = self._log.of(record) if decided else ()
        return decided, summary_of(record, open_looks(record, decisions))
