"""Tables made of records: columns with their kinds, and rows that come one record at a time.

A value of the record takes three columns: the value, its status and the page of its evidence, so that a blank, an
illegible and an absent value are told apart and the place is found again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Any, Generic, TypeVar

from schemas.evidence import Evidence
from schemas.fields import DateField, FieldValue, Status
from schemas.record import Record

Value = str | int | Decimal | date | bool | None
T = TypeVar("T")
STATUSES = tuple(status.value for status in Status)


class Kind(StrEnum):
    """Kinds of values, by the names of Frictionless Table Schema."""

    TEXT = "string"
    INTEGER = "integer"
    NUMBER = "number"
    DATE = "date"
    YES_NO = "boolean"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, what a Vietnamese reader calls it, and its values where they are a closed list."""

    name: str
    title: str
    kind: Kind = Kind.TEXT
    choices: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True)
class Taken:
    """A record taken out of a store: its number in this export from 1, the file it came from, what replaced it.

    `path` and `position` name the record in its store, `line` is its JSON; `superseded_by` is the path of a later file
    with the same document.
    """

    number: int
    path: str
    position: int
    line: str
    superseded_by: str | None = None

    @cached_property
    def record(self) -> Record:
        """The record itself; read when it is first asked for."""
        return Record.model_validate_json(self.line)


@dataclass(frozen=True, slots=True)
class Part(Generic[T]):
    """Columns that are filled together."""

    columns: tuple[Column, ...]
    values: Callable[[T], tuple[Value, ...]]


@dataclass(frozen=True)
class Sheet(Generic[T]):
    """A table: its file name, what it is called, and its parts; `items` gives what a record has rows for.

    Every row begins with the number of the document in this export and the file it came from.
    """

    name: str
    title: str
    about: str
    parts: tuple[Part[T], ...]
    items: Callable[[Taken], Iterable[T]]

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """All columns in order."""
        return (*KEY, *(column for part in self.parts for column in part.columns))

    def rows(self, taken: Taken) -> Iterator[tuple[Value, ...]]:
        """The rows of one record."""
        for item in self.items(taken):
            values: list[Value] = [taken.number, taken.path]
            for part in self.parts:
                values.extend(part.values(item))
            yield tuple(values)


KEY = (
    Column("document", "Số thứ tự", Kind.INTEGER, required=True),
    Column("file", "Tệp", required=True),
)
"""What every row begins with."""
PLACE = Column("place", "Vị trí")
"""Where a value stands, as `place_of` says it; documents have a place of their own, where they were signed."""


def plain(column: Column, get: Callable[[T], Value]) -> Part[T]:
    """One column."""
    return Part((column,), lambda item: (get(item),))


def field(name: str, title: str, get: Callable[[T], FieldValue[Any] | None], kind: Kind = Kind.TEXT) -> Part[T]:
    """A value of the record with its status and the page it stands on."""
    columns = (
        Column(name, title, kind),
        Column(f"{name}_status", f"{title} - trạng thái", choices=STATUSES),
        Column(f"{name}_page", f"{title} - trang", Kind.INTEGER),
    )
    return Part(columns, lambda item: _values(get(item)))


def dated(name: str, title: str, get: Callable[[T], DateField | None]) -> Part[T]:
    """A date as `field`, and what is known of one whose day or month was left open."""
    whole: Part[T] = field(name, title, get, Kind.DATE)
    column = Column(f"{name}_partial", f"{title} - phần đọc được")

    def values(item: T) -> tuple[Value, ...]:
        found = get(item)
        return (*whole.values(item), found.partial if found is not None else None)

    return Part((*whole.columns, column), values)


def spot(get: Callable[[T], FieldValue[Any]]) -> Part[T]:
    """How sure a reading is, the words it was read from, and their place as `vanthu show` names it."""
    columns = (
        Column("confidence", "Độ tin cậy", Kind.NUMBER),
        Column("raw", "Chữ trên giấy"),
        PLACE,
    )

    def values(item: T) -> tuple[Value, ...]:
        found = get(item)
        return Decimal(str(found.confidence)), found.raw, place_of(found.evidence)

    return Part(columns, values)


def _values(found: FieldValue[Any] | None) -> tuple[Value, ...]:
    if found is None:
        return None, None, None
    return found.value, found.status.value, page_of(found.evidence)


def page_of(evidence: tuple[Evidence, ...]) -> int | None:
    """The first page that evidence names; None for documents without pages."""
    return next((each.page for each in evidence if each.kind == "page"), None)


def place_of(evidence: tuple[Evidence, ...]) -> str | None:
    """`page 3, 120-135`, or the path of a paragraph or cell; several joined by `; `."""
    return "; ".join(_place(each) for each in evidence) or None


def _place(evidence: Evidence) -> str:
    if evidence.kind == "page":
        return f"page {evidence.page}, {evidence.start}-{evidence.end}"
    if evidence.kind == "block":
        return f"{evidence.path}, {evidence.start}-{evidence.end}"
    if evidence.kind == "edxml":
        return evidence.path
    return f"decision {evidence.decision}" if evidence.kind == "review" else "file name"
