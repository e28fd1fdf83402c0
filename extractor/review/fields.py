"""Every value of a record with its path: for what looks at all of them alike, whatever the record is made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, TypeAlias, get_args

from pydantic import BaseModel

from schemas.evidence import Evidence
from schemas.fields import FieldValue
from schemas.findings import Finding
from schemas.record import Provenance, Record, SourceInfo
from schemas.tables import Cell

Reading: TypeAlias = FieldValue[Any] | Cell
"""What was read somewhere, with a confidence."""
EVIDENCE: Final = get_args(get_args(Evidence)[0])
"""The classes of evidence."""
BESIDE: Final = frozenset({"schema_version", "source", "status", "reason", "enclosed", "findings", "provenance"})
"""Parts of a record that tell of the file and the program, not of what is on the paper."""
_BESIDE = (Provenance, SourceInfo, Finding)


@dataclass(frozen=True, slots=True)
class Place:
    """A path: `field` without indexes (`citations.date`), `path` with them (`citations[2].date`).

    Sections below sections keep the field of a section, however deep they stand.
    """

    field: str = ""
    path: str = ""

    def key(self, name: str) -> Place:
        """The place of an attribute."""
        below = self.field == "sections" and name == "children"
        field = self.field if below else f"{self.field}.{name}"
        return Place(field.lstrip("."), f"{self.path}.{name}".lstrip("."))

    def item(self, index: int) -> Place:
        """The place of an item of a list, from 0."""
        return Place(self.field, f"{self.path}[{index}]")


@dataclass(frozen=True, slots=True)
class Placed:
    """A reading and its place."""

    place: Place
    reading: Reading

    @property
    def value(self) -> Any:
        """The value, of a date that is known in part the part; of a cell its words."""
        return value_of(self.reading)


def value_of(reading: Reading) -> Any:
    """The value, of a date that is known in part the part; of a cell its words."""
    if isinstance(reading, Cell):
        return reading.text
    return reading.value if reading.value is not None else getattr(reading, "partial", None)


def readings(record: Record) -> Iterator[Placed]:
    """Every field and every cell of a table, in the order of the record; candidates are not entered."""
    yield from _inside(Place(), record)


def _inside(place: Place, value: object) -> Iterator[Placed]:
    if isinstance(value, FieldValue | Cell):
        yield Placed(place, value)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _inside(place.item(index), item)
    elif isinstance(value, BaseModel) and not isinstance(value, _BESIDE):
        for name in type(value).model_fields:
            yield from _inside(place.key(name), getattr(value, name))


def first_evidence(value: object) -> tuple[Evidence, ...]:
    """Where a part of a record stands: its own evidence, or that of the first value in it."""
    own: tuple[Evidence, ...] = getattr(value, "evidence", ())
    if own or not isinstance(value, BaseModel):
        return own
    for _, part in value:
        for item in part if isinstance(part, tuple) else (part,):
            if isinstance(item, BaseModel) and (found := first_evidence(item)):
                return found
    return ()
