"""Two sets of records to what differs between them; equal records are told by their bytes and never read."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase

from extractor.differences.compare import compare
from extractor.differences.model import Compared, Comparison, Difference, Entry, Kind, Pair, Side
from extractor.differences.pairing import pair_up
from extractor.differences.wording import words_of
from extractor.review.places import name_of
from schemas.versions import load


@dataclass(frozen=True, slots=True)
class Line:
    """A record as it is kept: the path of its file in a store (empty for lines), and its JSON."""

    path: str
    json: bytes


Lines = Callable[[], Iterable[Line]]
"""A set, which can be gone through more than once: sets are larger than memory."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which differences are asked for: globs for fields (none: all), kinds (none: all but moved evidence)."""

    fields: tuple[str, ...] = ()
    kinds: frozenset[Kind] = frozenset()

    def wants(self, difference: Difference) -> bool:
        """True for a difference that is asked for."""
        kinds = self.kinds or frozenset(Kind) - {Kind.EVIDENCE}
        if difference.kind not in kinds:
            return False
        return not self.fields or any(fnmatchcase(difference.field, glob) for glob in self.fields)


def compare_sets(a: Lines, b: Lines, *, same_document: bool = False, asked: Asked | None = None) -> Comparison:
    """What differs between two sets.

    Raises:
        ValueError: a line that differs is no record.
    """
    set_a, set_b = _Counted(a()), _Counted(b())
    unmatched = Counter(map(_digest, set_a))
    changed_b = [(number, line) for number, line in enumerate(set_b) if not _taken(unmatched, line)]
    changed_a = list(_left(a(), unmatched)) if unmatched.total() else []
    pairs = pair_up(_entries(changed_a), _entries(changed_b), same_document=same_document)
    wanted = asked or Asked()
    compared = (_compared(pair, wanted) for pair in pairs)
    return Comparison(set_a.count, set_b.count, tuple(each for each in compared if each.differences))


class _Counted:
    """Lines, counted while they are gone through."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._lines = lines
        self.count = 0

    def __iter__(self) -> Iterator[Line]:
        for line in self._lines:
            self.count += 1
            yield line


def _digest(line: Line) -> bytes:
    """A digest of all but what made the record: the last key, whose name no string of JSON can hold unescaped."""
    body, _, _ = line.json.rpartition(b',"provenance":{')
    return hashlib.sha256(body or line.json.strip()).digest()


def _taken(unmatched: Counter[bytes], line: Line) -> bool:
    digest = _digest(line)
    if unmatched[digest] <= 0:
        return False
    unmatched[digest] -= 1
    return True


def _left(lines: Iterable[Line], unmatched: Counter[bytes]) -> Iterator[tuple[int, Line]]:
    for number, line in enumerate(lines):
        if _taken(unmatched, line):
            yield number, line


def _entries(lines: Iterable[tuple[int, Line]]) -> list[Entry]:
    return [Entry(line.path, number, load(line.json)) for number, line in lines]


def _compared(pair: Pair, asked: Asked) -> Compared:
    entry = pair.b or pair.a
    assert entry is not None
    document = name_of(entry.path, entry.record)
    found = compare(document, pair.a.record, pair.b.record) if pair.a and pair.b else _alone(document, pair)
    return Compared(document, pair, tuple(each for each in found if asked.wants(each)))


def _alone(document: str, pair: Pair) -> Iterator[Difference]:
    kind = Kind.DOCUMENT_ADDED if pair.a is None else Kind.DOCUMENT_GONE
    yield Difference(document, "document", kind, _whole(pair.a), _whole(pair.b))


def _whole(entry: Entry | None) -> Side | None:
    if entry is None:
        return None
    head = entry.record.document
    shown = (head.code_number, head.code_notation, head.issued_date, head.subject) if head else ()
    return Side("document", words_of((entry.record.status, *shown)))
