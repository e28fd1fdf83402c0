"""Tables of one kind out of many documents, one below the other: which belong together, and what stands in a column.

A column is another one's only where the profile gives both the same name, or where their header paths have the same
letters and digits. What has no such column gets one of its own at the right end, so that nothing stands under a header
that is not its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, TypeAlias

from extractor.text.fold import tone_key
from extractor.writing.head import sure
from extractor.writing.tabular import Column, Kind, Taken, Value, page_of
from schemas.tables import Cell, Origin, Row, RowKind, Table

FRONT: Final = (
    Column("document", "Số thứ tự", Kind.INTEGER, required=True),
    Column("file", "Tệp", required=True),
    Column("superseded_by", "Được thay bằng"),
    Column("organ_name", "Cơ quan ban hành"),
    Column("code_number", "Số"),
    Column("code_notation", "Ký hiệu"),
    Column("issued_date", "Ngày ban hành", Kind.DATE),
    Column("table", "Bảng", Kind.INTEGER, required=True),
    Column("row", "Dòng", Kind.INTEGER, required=True),
    Column("row_kind", "Loại dòng", choices=tuple(RowKind), required=True),
    Column("page", "Trang", Kind.INTEGER),
    Column("confidence", "Độ tin cậy thấp nhất", Kind.NUMBER),
)
"""What every row begins with: where it comes from, and how sure its least sure cell is."""
_ALIKE: Final = 0.75
"""Share of the columns of both tables that are the same in tables of one kind."""
_WIDEST: Final = 2
"""Times the columns of its first table: so wide may a kind become by columns of others."""
_Key: TypeAlias = tuple[str, int]
"""What a column is known by: its name or the letters of its path, and how many such stand left of it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands in a row under a column."""

    text: str
    value: bool | Decimal | str | None
    confidence: float


@dataclass(frozen=True, slots=True)
class StackedRow:
    """A row: the values of `FRONT`, and its entries by the number of their column in the kind, from 0."""

    front: tuple[Value, ...]
    entries: dict[int, Entry]


@dataclass(slots=True)
class Stack:
    """All tables of one kind; `paths` are the header paths of its columns, those of the first table first."""

    keys: dict[_Key, int]
    paths: list[tuple[str, ...]]
    caption: str | None
    base: int
    """Columns of the first table."""
    documents: int = 0
    tables: int = 0
    rows: list[StackedRow] = field(default_factory=list)
    _last: int = 0

    def count(self, document: int) -> None:
        """One more table, of the document with this number; they come in order."""
        self.documents += document != self._last
        self.tables += 1
        self._last = document


def stacks_of(documents: Iterable[Taken]) -> tuple[int, list[Stack]]:
    """How many documents there are, and the kinds of their tables: those of the most documents first."""
    count, stacking = 0, _Stacking()
    for taken in documents:
        count += 1
        for number, table in enumerate(taken.record.tables, start=1):
            stacking.add(taken, number, table)
    return count, sorted(stacking.stacks, key=lambda stack: (-stack.documents, -len(stack.rows)))


class _Stacking:
    """Puts each table to the kind that it has the most columns in common with, or begins one."""

    def __init__(self) -> None:
        self.stacks: list[Stack] = []
        self._with: dict[_Key, list[int]] = {}
        """Numbers of the kinds that began with a column."""

    def add(self, taken: Taken, number: int, table: Table) -> None:
        keys, paths = _columns(table)
        stack = self._stack(keys, len(paths))
        if stack is None:
            stack = self._begun(keys, paths, table.caption)
        places = [_place(stack, key, path) for key, path in zip(keys, paths, strict=True)]
        stack.count(taken.number)
        stack.rows.extend(_rows(taken, number, table, places))

    def _stack(self, keys: Sequence[_Key], width: int) -> Stack | None:
        """The kind that a table belongs to, the first of those that fit equally well; none without a header."""
        shared = Counter(number for key in keys if key[0] for number in self._with.get(key, ()))
        fitting = (
            (-same, number)
            for number, same in shared.items()
            if self._fits(self.stacks[number], same, width) and _added(self.stacks[number], keys)
        )
        best = min(fitting, default=None)
        return None if best is None else self.stacks[best[1]]

    def _fits(self, stack: Stack, same: int, width: int) -> bool:
        return same >= _ALIKE * max(stack.base, width)

    def _begun(self, keys: Sequence[_Key], paths: Sequence[tuple[str, ...]], caption: str | None) -> Stack:
        self.stacks.append(Stack({}, [], caption, len(paths)))
        for key in keys:
            self._with.setdefault(key, []).append(len(self.stacks) - 1)
        return self.stacks[-1]


def _added(stack: Stack, keys: Sequence[_Key]) -> bool:
    """Whether the columns that a kind does not have yet may be added to it."""
    return len(stack.paths) + sum(key not in stack.keys for key in keys) <= _WIDEST * stack.base


def _columns(table: Table) -> tuple[list[_Key], list[tuple[str, ...]]]:
    """What the columns of a table are known by, and their header paths."""
    width = max((len(row.cells) for row in table.rows), default=len(table.columns))
    paths = [column.path for column in table.columns]
    names = [column.name or _letters(column.path) for column in table.columns]
    missing = max(0, width - len(paths))
    paths, names = paths + [()] * missing, names + [""] * missing
    seen: Counter[str] = Counter()
    keys = []
    for name in names:
        keys.append((name, seen[name]))
        seen[name] += 1
    return keys, paths


def _letters(path: Sequence[str]) -> str:
    """The letters and digits of a path: spaces, hyphens and case differ from office to office."""
    return "/".join("".join(character for character in tone_key(part) if character.isalnum()) for part in path)


def _place(stack: Stack, key: _Key, path: tuple[str, ...]) -> int:
    if key not in stack.keys:
        stack.keys[key] = len(stack.paths)
        stack.paths.append(path)
    return stack.keys[key]


def _rows(taken: Taken, number: int, table: Table, places: Sequence[int]) -> Iterator[StackedRow]:
    head = _head(taken)
    for index, row in enumerate(table.rows, start=1):
        if row.kind is RowKind.NUMBERING:
            continue
        entries = _entries(row)
        if entries:
            evidence = next((cell.evidence for cell in row.cells if cell.evidence), ())
            least = Decimal(str(min(entry.confidence for entry in entries.values())))
            front = (*head, number, index, row.kind.value, page_of(evidence), least)
            yield StackedRow(front, {places[column]: entry for column, entry in entries.items()})


def _head(taken: Taken) -> tuple[Value, ...]:
    document = taken.record.document
    names = ("organ_name", "code_number", "code_notation", "issued_date")
    said = (sure(getattr(document, name)) if document is not None else None for name in names)
    return taken.number, taken.path, taken.superseded_by, *said


def _entries(row: Row) -> dict[int, Entry]:
    """The cells of a row that say something, by column.

    Under a merge over rows words stand in each of them, so that rows can be picked by them, and a number or a mark only
    in the first, so that it is added up once; a merge over columns stands in its first column.
    """
    entries: dict[int, Entry] = {}
    covered = 0
    for column, cell in enumerate(row.cells):
        if cell.origin is Origin.REPEATED and (column < covered or _is_counted(cell)):
            continue
        covered = max(covered, column + cell.col_span if cell.origin is Origin.OWN else column)
        if cell.text:
            entries[column] = Entry(cell.text, cell.value, cell.confidence)
    return entries


def _is_counted(cell: Cell) -> bool:
    return isinstance(cell.value, bool | Decimal)
