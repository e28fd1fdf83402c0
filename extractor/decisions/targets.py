"""Every part of a record that can be decided on, with what it says and by what it is known again."""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, StrEnum
from functools import cached_property
from typing import Any, Final, TypeAlias

from pydantic import BaseModel

from extractor.decisions.declared import LED, declared, is_model
from extractor.decisions.model import Said
from extractor.differences.align import normal
from extractor.differences.wording import words_of
from extractor.review.fields import BESIDE, EVIDENCE, Place, first_evidence, value_of
from schemas.evidence import Evidence
from schemas.fields import Candidate, FieldValue, Status
from schemas.findings import Finding
from schemas.meaning import Mention
from schemas.record import Record
from schemas.tables import Cell, Row, Table

LONGEST: Final = 2000
"""Characters of words that are kept of what was decided on; longer ones are known by a digest."""
_INSIDE: Final = frozenset({"evidence", "mentions", "tables", "pages", "stitched_from", "header_rows"})
"""Keys below the top whose values are places and indexes."""
_PLACES: Final = (*EVIDENCE, Candidate, Mention)
_PARTS: Final = re.compile(r"[^.\[\]]+|\[\d+\]")
Step: TypeAlias = str | int


class Sort(StrEnum):
    """What can be decided on."""

    VALUE = "value"
    """A field or a cell."""
    PLAIN = "plain"
    """A word of a closed list, a heading: what has no place of its own."""
    ITEM = "item"
    LIST = "list"
    FINDING = "finding"
    RECORD = "record"


@dataclass(frozen=True)
class Target:
    """A part of a record; `above` is the item that it belongs to, `header` the column of a cell."""

    sort: Sort
    place: Place
    part: Any
    above: Any = None
    header: str = ""

    @property
    def path(self) -> str:
        """The path with indexes."""
        return self.place.path

    @property
    def is_item(self) -> bool:
        """Whether it stands in a list by itself: what can be left out."""
        return self.path.endswith("]") and not isinstance(self.part, Cell)

    @cached_property
    def words(self) -> str:
        """The words under it, as they look on paper."""
        if isinstance(self.part, FieldValue):
            return _bounded(normal(self.part.raw or ""))
        if isinstance(self.part, Cell):
            return _bounded(normal(self.part.text))
        if isinstance(self.part, Finding):
            return _bounded(normal(self.part.message_vi))
        if isinstance(self.part, Record):
            return self.part.reason.code if self.part.reason else self.part.status.value
        return _bounded(_flat(self.part))

    @cached_property
    def says(self) -> Said:
        """What it says, for the log and to be compared."""
        if isinstance(self.part, FieldValue):
            kept = self.part.model_dump(mode="json", include={"value", "status", "partial"})
            return {**kept, "raw": self.part.raw}
        if isinstance(self.part, Cell):
            return {"text": self.part.text}
        if self.sort is Sort.PLAIN:
            return {"value": _plain(self.part)}
        return {"says": self.words}

    @cached_property
    def lines(self) -> list[str]:
        """A list as it is typed, one item a line."""
        led = LED.get(self.place.field)
        return [normal(str(value_of(getattr(item, led) if led else item) or "")) for item in self.part]

    @cached_property
    def anchor(self) -> str:
        """By what it is known among others that say the same: its column, and the words of its item."""
        above = words_of(self.above) if self.above is not None else ""
        return _bounded(normal(f"{self.header} · {above}" if self.header else above))

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Where it stands; of a list, where its first item does; of what has no place, where its item does."""
        found: tuple[Evidence, ...] = getattr(self.part, "evidence", ())
        return found or first_evidence(self.part) or first_evidence(self.above)


def _bounded(words: str) -> str:
    """Words as they are kept: without U+0000, which one of the databases does not take."""
    words = words.replace("\0", "")
    return words if len(words) <= LONGEST else f"sha256:{hashlib.sha256(words.encode(errors='replace')).hexdigest()}"


def _flat(part: Any) -> str:
    """All that a person reads of a part: values, words of closed lists, headings; no places and no confidences."""
    return json.dumps(_content(part), ensure_ascii=False, separators=(",", ":"))


def _content(part: Any) -> Any:
    if isinstance(part, FieldValue):
        return [part.status.value, _plain(value_of(part))]
    if isinstance(part, Cell):
        return normal(part.text)
    if isinstance(part, tuple):
        return [_content(each) for each in part if not isinstance(each, _PLACES)]
    if isinstance(part, BaseModel):
        return [_content(getattr(part, name)) for name in _names(part)]
    return _plain(part)


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, str):
        return normal(value)
    return value if value is None or isinstance(value, bool | int) else str(value)


def _names(part: BaseModel) -> Iterator[str]:
    """Keys of a model that are read by a person."""
    beside = BESIDE if isinstance(part, Record) else _INSIDE
    return (name for name in type(part).model_fields if name not in beside)


@dataclass(frozen=True)
class Targets:
    """Parts of a record, found by path and by what they say; only below the `tops` that are asked for."""

    record: Record
    tops: frozenset[str]

    @classmethod
    def of(cls, record: Record, paths: Iterable[str]) -> Targets:
        """What is at these paths and beside them."""
        return cls(record, frozenset(re.split(r"[.\[]", path, maxsplit=1)[0] for path in paths))

    @cached_property
    def by_path(self) -> dict[str, Target]:
        """Each part by its path."""
        return {target.path: target for target in self._all()}

    @cached_property
    def by_field(self) -> dict[tuple[Sort, str], list[Target]]:
        """Parts of one field in the order of the record."""
        found: defaultdict[tuple[Sort, str], list[Target]] = defaultdict(list)
        for target in self.by_path.values():
            found[target.sort, target.place.field].append(target)
        return found

    def of_words(self, sort: Sort, field: str, words: str) -> list[Target]:
        """Parts of one field that say the same."""
        if (sort, field) not in self._by_words:
            found = self._by_words[sort, field] = defaultdict(list)
            for target in self.by_field.get((sort, field), ()):
                found[target.words].append(target)
        return self._by_words[sort, field].get(words, [])

    @cached_property
    def _by_words(self) -> dict[tuple[Sort, str], defaultdict[str, list[Target]]]:
        return {}

    def at(self, path: str) -> Target | None:
        """The part at a path, without a look at those beside the way to it."""
        if path not in self._known:
            walk = self._all(path)
            self._known[path] = next((target for target in walk if target.path == path), None)
        return self._known[path]

    @cached_property
    def _known(self) -> dict[str, Target | None]:
        return {}

    def _all(self, only: str | None = None) -> Iterator[Target]:
        """Every part, or those on the way to one path."""
        yield Target(Sort.RECORD, Place(), self.record)
        for name in sorted(self.tops & set(type(self.record).model_fields)):
            if name == "findings":
                yield Target(Sort.LIST, Place(name, name), self.record.findings)
                for index, finding in enumerate(self.record.findings):
                    place = Place(f"findings.{finding.code}", f"findings[{index}]")
                    yield Target(Sort.FINDING, place, finding)
            elif name not in BESIDE:
                yield from _inside(Place().key(name), getattr(self.record, name), None, only)


def _is_beside(place: Place, only: str | None) -> bool:
    """Whether a place is not on the way to the path that is wanted."""
    return only is not None and not only.startswith(place.path)


def _inside(place: Place, part: Any, above: Any, only: str | None) -> Iterator[Target]:
    if _is_beside(place, only):
        return
    if isinstance(part, FieldValue):
        yield Target(Sort.VALUE, place, part, above)
    elif isinstance(part, tuple):
        yield from _list(place, part, above, only)
    elif isinstance(part, BaseModel):
        yield from _model(place, part, above, only)
    elif isinstance(part, str | Enum) or (part is None and not is_model(place.field)):
        yield Target(Sort.PLAIN, place, part, above)
    elif part is None and issubclass(declared(place.field), FieldValue):
        yield Target(Sort.VALUE, place, declared(place.field)(status=Status.ABSENT, confidence=0.0), above)


def _list(place: Place, part: tuple[Any, ...], above: Any, only: str | None) -> Iterator[Target]:
    if not is_model(place.field):
        return
    yield Target(Sort.LIST, place, part, above)
    for index, item in enumerate(part):
        at = place.item(index)
        if isinstance(item, FieldValue):
            yield Target(Sort.VALUE, at, item, above)
        elif not _is_beside(at, only):
            yield Target(Sort.ITEM, at, item, above)
            yield from _model(at, item, item, only)


def _model(place: Place, part: BaseModel, above: Any, only: str | None) -> Iterator[Target]:
    if isinstance(part, Table):
        yield from _table(place, part, only)
        return
    for name in _names(part):
        yield from _inside(place.key(name), getattr(part, name), above, only)


def _table(place: Place, table: Table, only: str | None) -> Iterator[Target]:
    """Rows and cells; a cell is known by its column and its row."""
    headers = [" > ".join(column.path) for column in table.columns]
    yield Target(Sort.PLAIN, place.key("caption"), table.caption, table)
    for index, column in enumerate(table.columns):
        yield Target(Sort.PLAIN, place.key("columns").item(index).key("name"), column.name, column)
    rows = place.key("rows")
    for number, row in enumerate(table.rows):
        at = rows.item(number)
        if not _is_beside(at, only):
            yield Target(Sort.ITEM, at, row, table)
            yield Target(Sort.PLAIN, at.key("kind"), row.kind, row)
            yield from _cells(at.key("cells"), row, headers)


def _cells(place: Place, row: Row, headers: list[str]) -> Iterator[Target]:
    for index, cell in enumerate(row.cells):
        header = headers[index] if index < len(headers) else ""
        yield Target(Sort.VALUE, place.item(index), cell, row, header)


def steps(path: str) -> tuple[Step, ...]:
    """`citations[2].date` as `("citations", 2, "date")`."""
    return tuple(int(part[1:-1]) if part[0] == "[" else part for part in _PARTS.findall(path))
