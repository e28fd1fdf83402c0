"""Which record of one set is the same document as which of the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeAlias

from extractor.differences.model import Entry, How, Pair
from extractor.store.identity import identity_of

Key: TypeAlias = Callable[[Entry], Hashable | None]
"""What two entries have to have in common; None pairs with nothing."""


def pair_up(a: Sequence[Entry], b: Sequence[Entry], *, same_document: bool = False) -> list[Pair]:
    """Pairs in the order of the second set, then what only the first has.

    Same path and bytes, then same bytes elsewhere, then (with `same_document`) the same issuer, number, notation and
    year, then the same path, or the same name where no other file has it. Several with the same key are paired in
    their order; by name, path and identity only what is alone with its key on each side.
    """
    left_a, left_b = dict(enumerate(a)), dict(enumerate(b))
    pairs: list[tuple[int, int, How]] = []
    for key, how, only in _steps(same_document):
        found = _matched(left_a, left_b, key, only=only)
        pairs += [(i, j, how) for i, j in found]
        for i, j in found:
            del left_a[i], left_b[j]
    rows = [(j, Pair(a[i], b[j], how)) for i, j, how in pairs]
    rows += [(j, Pair(None, entry, How.ALONE)) for j, entry in left_b.items()]
    gone = [Pair(entry, None, How.ALONE) for entry in left_a.values()]
    return [pair for _, pair in sorted(rows, key=lambda row: row[0])] + gone


def _steps(same_document: bool) -> Iterable[tuple[Key, How, bool]]:
    """The keys in turn, how they pair, and whether a key has to be alone on each side."""
    yield lambda entry: (entry.path, _name(entry), entry.record.id), How.CONTENT, False
    yield lambda entry: (_name(entry), entry.record.id), How.CONTENT, False
    yield lambda entry: (_name(entry), entry.record.source.sha256), How.CONTENT, False
    yield lambda entry: entry.record.source.sha256, How.CONTENT, False
    if same_document:
        yield lambda entry: identity_of(entry.record), How.IDENTITY, True
    yield lambda entry: (entry.path, _name(entry)) if entry.path else None, How.NAME, True
    yield _name, How.NAME, True


def _name(entry: Entry) -> tuple[str, str]:
    return entry.record.source.container or "", entry.record.source.name


def _matched(a: dict[int, Entry], b: dict[int, Entry], key: Key, *, only: bool) -> list[tuple[int, int]]:
    there, here = _grouped(a, key), _grouped(b, key)
    pairs = []
    for value, indexes in here.items():
        others = there.get(value, [])
        if not only or len(indexes) == len(others) == 1:
            pairs += list(zip(others, indexes, strict=False))
    return pairs


def _grouped(entries: dict[int, Entry], key: Key) -> dict[Hashable, list[int]]:
    groups: defaultdict[Hashable, list[int]] = defaultdict(list)
    for index, entry in entries.items():
        value = key(entry)
        if value is not None:
            groups[value].append(index)
    return groups
