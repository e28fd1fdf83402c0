"""What the report shows of a record: rows of words, each with its place and why it needs a look."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, Final

from extractor.review.attention import Look, Why, needs_look, why_look
from extractor.review.fields import Placed, readings
from extractor.review.places import name_of, place_of
from extractor.writing.report_words import Words
from schemas.evidence import Evidence
from schemas.fields import FieldValue, Status
from schemas.findings import Finding, Severity
from schemas.record import Record
from schemas.sections import Section
from schemas.tables import Table

MOST_ITEMS: Final = 400
"""Values of one part of a document that are shown."""
MOST_ROWS: Final = 60
"""Rows of one table that are shown."""
_MOST_REASONS: Final = 6
_LONGEST_REASON: Final = 90
"""Characters of a finding in the list of documents; the list of findings has all of them."""
_REQUIRED: Final = frozenset(
    {"type", "code_number", "code_notation", "place", "issued_date", "organ_name", "subject"}
)
"""What every document has in its head (NĐ 30/2020/NĐ-CP, Article 8 and Annex I); without it, it is missing."""
_GAPS: Final = ("missing", "blank")
"""Families of findings that say what is not there."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A value: the index of its item in a list (empty outside lists), its label, words, notes and place."""

    item: str
    label: str
    value: str
    status: str
    confidence: str
    place: str
    why: str
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Values of one part of the record; `left_out` of them are not shown."""

    name: str
    title: str
    values: tuple[Shown, ...]
    left_out: int

    @property
    def looks(self) -> int:
        """How many of the values need a look."""
        return sum(bool(value.why) for value in self.values)


@dataclass(frozen=True)
class Paper:
    """One document as the report shows it; `number` counts from 1 in the report."""

    number: int
    path: str
    record: Record
    words: Words

    @cached_property
    def name(self) -> str:
        """The document for a person."""
        return name_of(self.path, self.record, language=self.words.language)

    @cached_property
    def looks(self) -> tuple[Look, ...]:
        """Everything that needs a look."""
        return needs_look(self.record)

    @property
    def status(self) -> str:
        """How the work ended."""
        return self.words.of("record_status", self.record.status.value)

    @property
    def reasons(self) -> list[str]:
        """Why a look is needed, each with what it is about: `doubtful: Subject`."""
        counts = Counter((look.why, self._about(look)) for look in self.looks)
        shown = [self._reason(why, about, count) for (why, about), count in counts.items()]
        more = len(shown) - _MOST_REASONS
        return shown if more <= 0 else [*shown[:_MOST_REASONS], f"+ {more}"]

    def _about(self, look: Look) -> str:
        """What a look is about: a finding or the end of the work in words, or the name of a field."""
        if look.why is Why.CONTRADICTORY:
            said = next(each for each in self.record.findings if each.code == look.detail)
            return textwrap.shorten(self.message(said), _LONGEST_REASON, placeholder=" …")
        if not look.place.field:
            return self.words.of("reasons", look.detail)
        part = self.words.of("groups", look.place.field.partition(".")[0])
        name = self.words.field(look.place.field)
        return name if look.place.field.startswith("document.") or part == name else f"{part} – {name}"

    def _reason(self, why: Why, about: str, count: int) -> str:
        times = f" × {count}" if count > 1 else ""
        return f"{self.words.of('why', why.value)}: {about}{times}"

    def head(self, name: str) -> str:
        """The value of a field of the head as words."""
        field = getattr(self.record.document, name, None)
        return "" if field is None else self._value(field)

    @property
    def number_and_notation(self) -> str:
        """`918/BC-UBND`, with what is there of it."""
        parts = (self.head("code_number"), self.head("code_notation"))
        return "/".join(parts) if any(parts) else ""

    def _value(self, field: FieldValue[Any]) -> str:
        value = field.value if field.value is not None else getattr(field, "partial", None)
        return shown_value(value, self.words.language)

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """Values part by part; cells of tables are shown as tables, and absent values only in the head."""
        parts: dict[str, list[Placed]] = {}
        for placed in readings(self.record):
            part = placed.place.field.partition(".")[0]
            if part != "tables" and (part == "document" or _is_there(placed)):
                parts.setdefault(part, []).append(placed)
        return tuple(self._group(name, values) for name, values in parts.items())

    def _group(self, name: str, values: list[Placed]) -> Group:
        shown = tuple(self._shown(placed) for placed in values[:MOST_ITEMS])
        return Group(name, self.words.of("groups", name), shown, max(0, len(values) - MOST_ITEMS))

    def _shown(self, placed: Placed) -> Shown:
        reading = placed.reading
        assert isinstance(reading, FieldValue)
        why = why_look(placed)
        return Shown(
            item=_item_of(placed.place.path),
            label=self.words.field(placed.place.field),
            value=self._value(reading),
            status=self.words.of("field_status", reading.status.value),
            confidence=shown_value(Decimal(str(round(reading.confidence, 2))), self.words.language),
            place=self.places(reading.evidence),
            why=why.value if why else "",
            others=tuple(shown_value(other.value, self.words.language) for other in reading.candidates),
        )

    def places(self, evidence: tuple[Evidence, ...]) -> str:
        """The first places in words."""
        shown = [place_of(each, language=self.words.language) for each in evidence[:2]]
        return "; ".join([*shown, "…"] if len(evidence) > len(shown) else shown)

    def message(self, finding: Finding) -> str:
        """A finding in the language of the report."""
        return finding.message_vi if self.words.language == "vi" else finding.message_en

    @property
    def findings(self) -> list[Finding]:
        """Findings, the gravest first."""
        return sorted(self.record.findings, key=lambda finding: list(Severity).index(finding.severity))

    @property
    def missing(self) -> list[str]:
        """What is not there: gaps that were found, and fields of the head that are not on the paper."""
        gaps = [self.message(each) for each in self.findings if each.code.partition(".")[0] in _GAPS]
        absent = self.words.of("field_status", Status.ABSENT.value)
        head = self.record.document
        names = [name for name in type(head).model_fields if name in _REQUIRED] if head else []
        gone = [name for name in names if getattr(head, name).status is Status.ABSENT]
        return [*gaps, *(f"{self.words.field(name)}: {absent}" for name in gone)]

    @property
    def outline(self) -> Iterator[Section]:
        """Sections in reading order, each before those below it."""
        return (each for section in self.record.sections for each in section.walk())

    def table_rows(self, table: Table) -> tuple[Any, ...]:
        """The rows that are shown."""
        return table.rows[:MOST_ROWS]


def _is_there(placed: Placed) -> bool:
    return getattr(placed.reading, "status", None) is not Status.ABSENT or why_look(placed) is not None


def _item_of(path: str) -> str:
    """What tells items of a list apart: the path up to the last index."""
    return path.rpartition("]")[0]


def shown_value(value: Any, language: str) -> str:
    """A value as a reader of the language writes it: dates as day/month/year, decimals with a comma in Vietnamese."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return ("có" if value else "không") if language == "vi" else ("yes" if value else "no")
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y") if language == "vi" else value.isoformat()
    if isinstance(value, Decimal):
        text = f"{value.normalize():f}"
        return text.replace(".", ",") if language == "vi" else text
    return str(value)
