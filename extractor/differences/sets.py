"""Two sets of records to what differs between them; equal records are told by their bytes and never read."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from itertools import islice, zip_longest
from typing import TypeAlias

from extractor.differences.compare import compare
from extractor.differences.model import Compared, Comparison, Difference, Entry, Kind, Pair, Reason, Side
from extractor.differences.pairing import pair_up
from extractor.differences.wording import words_of
from extractor.review.places import name_of
from extractor.store.identity import body_digest, body_of
from extractor.store.packing import unpacked
from extractor.store.store import RecordKey
from schemas.versions import load


@dataclass(frozen=True, slots=True)
class Line:
    """A record as it is kept: the path of its file in a store (empty for lines), and its JSON, packed or not.

    `digest` is that of all but its provenance, where it is known already; `key` is that of the record in a store.
    """

    path: str
    kept: bytes
    is_packed: bool = False
    digest: str | None = None
    key: RecordKey | None = None

    @property
    def json(self) -> bytes:
        """The line of JSON."""
        return unpacked(self.kept) if self.is_packed else self.kept

    def begin(self, size: int) -> bytes:
        """The first bytes of it."""
        return unpacked(self.kept, size) if self.is_packed else self.kept[:size]


Lines = Callable[[], Iterable[Line]]
"""A set, which can be gone through more than once: sets are larger than memory."""
_Waiting: TypeAlias = defaultdict[str, deque[int]]
"""Numbers of lines by what they say, in order."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which differences are asked for: kinds (none: all but moved evidence), reasons, globs for fields and documents.

    Where there are no reasons or globs, all are asked for.
    """

    fields: tuple[str, ...] = ()
    kinds: frozenset[Kind] = frozenset()
    reasons: frozenset[Reason] = frozenset()
    documents: tuple[str, ...] = ()

    def wants(self, difference: Difference) -> bool:
        """True for a difference that is asked for."""
        kinds = self.kinds or frozenset(Kind) - {Kind.EVIDENCE}
        if difference.kind not in kinds or (self.reasons and difference.reason not in self.reasons):
            return False
        if self.documents and not any(fnmatchcase(difference.document, glob) for glob in self.documents):
            return False
        return self.wants_field(difference.field)

    def wants_field(self, field: str) -> bool:
        """True for a field that is asked for."""
        return not self.fields or any(fnmatchcase(field, glob) for glob in self.fields)


def compare_sets(a: Lines, b: Lines, *, same_document: bool = False, asked: Asked | None = None) -> Comparison:
    """What differs between two sets.

    Raises:
        ValueError: a line that differs is no record.
    """
    set_a, set_b = _Counted(a()), _Counted(b())
    changed_a, changed_b = _changed(set_a, set_b)
    pairs = pair_up(_of_numbers(a, changed_a), _of_numbers(b, changed_b), same_document=same_document)
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


def _changed(a: Iterable[Line], b: Iterable[Line]) -> tuple[set[int], set[int]]:
    """Numbers of the lines of each set that the other has not, in whatever order it has them.

    Sets mostly have the same order: what stands at the same place is compared first, and only the rest by digests.
    """
    left: _Waiting = defaultdict(deque)
    wanting: _Waiting = defaultdict(deque)
    for number, (one, other) in enumerate(zip_longest(a, b)):
        if one is None or other is None or not _equal(one, other):
            _meet(one, number, wanting, left)
            _meet(other, number, left, wanting)
    return {each for group in left.values() for each in group}, {each for group in wanting.values() for each in group}


def _equal(one: Line, other: Line) -> bool:
    if one.digest is not None and other.digest is not None:
        return one.digest == other.digest
    return body_of(one.json) == body_of(other.json)


def _meet(line: Line | None, number: int, opposite: _Waiting, own: _Waiting) -> None:
    """A line meets an equal one of the other set that waits for it, or waits itself."""
    if line is None:
        return
    digest = line.digest or body_digest(line.json)
    waiting = opposite.get(digest)
    if not waiting:
        own[digest].append(number)
        return
    waiting.popleft()
    if not waiting:
        del opposite[digest]


def _of_numbers(lines: Lines, numbers: set[int]) -> list[Entry]:
    """The records at these places of a set, which is gone through once more for them."""
    chosen = islice(lines(), max(numbers) + 1) if numbers else iter(())
    kept = ((number, line) for number, line in enumerate(chosen) if number in numbers)
    return [Entry(line.path, number, load(line.json), line.key) for number, line in kept]


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
