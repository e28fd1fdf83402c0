"""Passages: cleaned paragraphs that know where each of their characters stands in the reader's text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any, TypeVar

from extractor.reading.source import Align, Mark, Slice, SourceText, Zone
from extractor.text.dates import DateMatch, find_dates
from extractor.text.notation import NotationMatch, find_notations
from extractor.text.numbers import NumberMatch, find_numbers
from schemas.evidence import Evidence
from schemas.fields import DateField, Decimals, FieldValue, Flag, Integer, Source, Status, Text

T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class Passage:
    """A cleaned paragraph: NFC, single spaces, lines and page breaks joined.

    Character `i` of `text` was made from `source.text[starts[i]:stops[i]]`. `marks` holds for each character the marks
    it carries. `folded` is `fold(text)`, of the same length, so that a match in one is a place in the other. What
    several rules and checks look for in it is looked for once.
    """

    text: str
    folded: str
    starts: Sequence[int]
    stops: Sequence[int]
    marks: Sequence[frozenset[Mark]]
    slices: tuple[Slice, ...]
    source: SourceText
    zone: Zone
    index: int
    column: int | None = None
    group: int | None = None
    align: Align | None = None
    indent: float | None = None

    def quote(self, start: int = 0, end: int | None = None) -> Quote:
        """The words from `start` to `end`, without the spaces around them."""
        end = len(self.text) if end is None else end
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return Quote(self, start, end)

    def share(self, mark: Mark, start: int = 0, end: int | None = None) -> float:
        """Share of the letters and digits between `start` and `end` that carry a mark, 0 to 1."""
        stop = len(self.text) if end is None else end
        carried = [mark in self.marks[i] for i in range(start, stop) if self.text[i].isalnum()]
        return sum(carried) / len(carried) if carried else 0.0

    @cached_property
    def all_marks(self) -> frozenset[Mark]:
        """The marks that any of its characters carries."""
        return frozenset().union(*set(self.marks))

    @cached_property
    def numbers(self) -> tuple[NumberMatch, ...]:
        """Every number that counts or measures something, in order."""
        return find_numbers(self.text, (*self.dates, *self.notations))

    @cached_property
    def dates(self) -> tuple[DateMatch, ...]:
        """Every date, in order."""
        return find_dates(self.text)

    @cached_property
    def notations(self) -> tuple[NotationMatch, ...]:
        """Every number of a document, in order."""
        return find_notations(self.text)

    @cached_property
    def _known(self) -> dict[Callable[[Passage], Any], Any]:
        return {}

    def once(self, look: Callable[[Passage], T]) -> T:
        """What `look` finds in it; asked again, the same answer without looking."""
        if look not in self._known:
            self._known[look] = look(self)
        found: T = self._known[look]
        return found

    @property
    def page(self) -> int | None:
        """The page that it begins on, as of a grid."""
        return self.slices[0].page

    @property
    def is_bold(self) -> bool:
        """Whether nearly all of it is bold."""
        return self.share(Mark.BOLD) > 0.9


@dataclass(frozen=True, slots=True, eq=False)
class Quote:
    """Words of one passage: half-open offsets into its cleaned text."""

    passage: Passage
    start: int
    end: int

    def __bool__(self) -> bool:
        """Whether it holds any words."""
        return self.end > self.start

    @property
    def text(self) -> str:
        """The words, cleaned."""
        return self.passage.text[self.start : self.end]

    @property
    def folded(self) -> str:
        """The words, folded."""
        return self.passage.folded[self.start : self.end]

    def part(self, start: int, end: int | None = None) -> Quote:
        """A stretch of this quote, offsets relative to it."""
        stop = self.end if end is None else self.start + end
        return self.passage.quote(self.start + start, stop)

    def evidence(self) -> tuple[Evidence, ...]:
        """One evidence for each line of the source that the words stand on."""
        source, first, last = self.passage.source, self.passage.starts[self.start], self.passage.stops[self.end - 1]
        text, found = source.text, []
        for piece in self.passage.slices:
            if piece.end <= first or piece.start >= last:
                continue
            start, end = max(first, piece.start), min(last, piece.end)
            while start < end and text[start].isspace():
                start += 1
            while end > start and text[end - 1].isspace():
                end -= 1
            if start < end:
                found.append(source.evidence(start, end, piece))
        return tuple(found)

    def certainty(self) -> float:
        """How sure the engine is of its least sure word; 1 where nothing was read from a picture."""
        passage = self.passage
        return passage.source.certainty_of(passage.starts[self.start], passage.stops[self.end - 1])

    def has(self, mark: Mark) -> bool:
        """Whether any character carries a mark."""
        return mark in self.passage.all_marks and any(mark in m for m in self.passage.marks[self.start : self.end])


def raw_text(source: SourceText, evidence: Sequence[Evidence]) -> str:
    """The reader's text at the evidence, slices joined by a line feed."""
    return "\n".join(source.text[e.start : e.end] for e in evidence if e.kind in {"page", "block"})


def evidence_of(quotes: Sequence[Quote]) -> tuple[Evidence, ...]:
    """Evidence of several quotes in their order."""
    return tuple(e for quote in quotes if quote for e in quote.evidence())


def joined(quotes: Sequence[Quote]) -> str:
    """The words of several quotes joined by one space."""
    return " ".join(quote.text for quote in quotes if quote)


MOST_SURE_OF_PICTURES = 0.94
"""A field read from a picture: engines are sure of wrong letters too, so that words alone never prove a value."""
_LEAST_SURE_OF_PICTURES = 0.5


def trusted(confidence: float, quotes: Sequence[Quote]) -> float:
    """The confidence of a field in view of how its words came here: lower where an engine read them from a picture."""
    read = [quote for quote in quotes if quote and quote.has(Mark.OCR)]
    if not read:
        return confidence
    certainty = min(quote.certainty() for quote in read)
    room = MOST_SURE_OF_PICTURES - _LEAST_SURE_OF_PICTURES
    return round(min(confidence, _LEAST_SURE_OF_PICTURES + room * certainty), 3)


def source_of(quotes: Sequence[Quote]) -> Source:
    """How the words came here: drawn by a signature's appearance, read from a picture, or as text."""
    for mark, source in _SOURCES.items():
        for quote in quotes:
            if quote.has(mark):
                return source
    return Source.TEXT


_SOURCES = {Mark.SIGNATURE: Source.SIGNATURE, Mark.OCR: Source.OCR}


def found(value: T, *quotes: Quote, confidence: float = 0.95, status: Status = Status.PRESENT) -> FieldValue[T]:
    """A field from the words it was read from."""
    evidence = evidence_of(quotes)
    return _kind_of_field(value)(
        value=value,
        raw=raw_text(quotes[0].passage.source, evidence),
        status=status,
        confidence=trusted(confidence, quotes),
        source=source_of(quotes),
        evidence=evidence,
    )


_KINDS: dict[type, type[FieldValue[Any]]] = {str: Text, int: Integer, bool: Flag, Decimal: Decimals}


def _kind_of_field(value: object) -> type[FieldValue[Any]]:
    """The field of a value's type; one of the right type is not validated again inside its record."""
    return _KINDS.get(type(value), FieldValue)


def words(*quotes: Quote, confidence: float = 0.95) -> FieldValue[str]:
    """A text field: the words as printed, lines joined by one space."""
    return found(joined(quotes), *quotes, confidence=confidence)


@lru_cache(maxsize=64)
def absent(confidence: float = 0.95) -> FieldValue[Any]:
    """A field that was looked for and is not on the paper."""
    return Text(status=Status.ABSENT, confidence=confidence)


def blank(*quotes: Quote, confidence: float = 0.95) -> FieldValue[T]:
    """A field left open for handwriting; the quotes are the place where it belongs."""
    evidence = evidence_of(quotes)
    raw = raw_text(quotes[0].passage.source, evidence) if evidence else None
    return FieldValue(
        status=Status.BLANK,
        raw=raw,
        confidence=trusted(confidence, quotes),
        source=source_of(quotes),
        evidence=evidence,
    )


def dated(quote: Quote, value: date | None, partial: str | None = None, confidence: float = 0.95) -> DateField:
    """A date field from the words it was read from: whole, partial (`YYYY-MM`, `YYYY`), or else left blank."""
    evidence = quote.evidence()
    status = Status.PRESENT if value else Status.PARTIAL if partial else Status.BLANK
    return DateField(
        value=value,
        raw=raw_text(quote.passage.source, evidence),
        status=status,
        confidence=trusted(confidence, [quote]),
        source=source_of([quote]),
        evidence=evidence,
        partial=None if value else partial,
    )
