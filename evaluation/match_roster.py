"""The roster and the tables over page breaks of a generated document, by its plan and label."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from evaluation.align import Alignment, Item, align, align_one, join
from evaluation.folding import fold
from evaluation.gold import Gold, GoldTable
from evaluation.items import exact, some
from evaluation.match_tables import gold_grids, match_grids, predicted_grids
from schemas.meaning import RosterEntry
from schemas.record import Record
from schemas.tables import RowKind, Table

Person = Mapping[str, str | None]
"""A person of a plan: what the paper says, by the names of `RosterEntry`; null where it says nothing."""

_FIELDS: Final = ("unit", "task", "qualification", "field_of_study", "recruited", "form", "allowance", "kind", "note")
ROSTER: Final = ("planted.roster.name", *(f"planted.roster.{field}" for field in _FIELDS))
STITCHED: Final = "planted.stitched"
"""Tables over a page break that came out as one with all their rows; a false one is a table that is none."""


def compare_roster(people: Sequence[Person], record: Record) -> list[tuple[str, Alignment]]:
    """Names against names; the fields of a person against those of the entry with the same name, of nobody else."""
    entries = {_key(entry.name.value): entry for entry in record.collaborators.roster if entry.name.value}
    names = [_item(entry.name.value) for entry in record.collaborators.roster]
    found = [("planted.roster.name", align(some(_item(person.get("name")) for person in people), some(names)))]
    for field in _FIELDS:
        pairs = ((person.get(field), entries.get(_key(person.get("name")))) for person in people)
        alignments = (align_one(_item(value), _item(_said(entry, field)) if entry else None) for value, entry in pairs)
        found.append((f"planted.roster.{field}", join(alignments)))
    return found


def _said(entry: RosterEntry, field: str) -> str | None:
    if field == "kind":
        return entry.kind.value if entry.kind is not None else None
    value = getattr(entry, field).value
    return value if isinstance(value, str) else None


def _key(text: str | None) -> str:
    return fold(text or "")


def _item(text: str | None) -> Item | None:
    return exact(fold(text)) if text else None


def compare_stitched(gold: Gold, record: Record) -> Alignment:
    """Pages and number of rows of each table over a page break, and of each that was joined from several pages."""
    if not record.source.pages:
        return Alignment()
    labels = dict(zip(map(id, grids := gold_grids(gold)), gold.tables, strict=True))
    tables = dict(zip(map(id, made := predicted_grids(record)), record.tables, strict=True))
    pairs = match_grids(grids, made)
    return join(align_one(_over(labels.get(id(one))), _joined(tables.get(id(other)))) for one, other in pairs)


def _over(label: GoldTable | None) -> Item | None:
    span = label.page_span if label is not None else None
    if label is None or span is None or span[0] == span[-1]:
        return None
    return exact(f"{span[0]}-{span[-1]}: {len(label.rows) + label.rows_unlabelled}")


def _joined(table: Table | None) -> Item | None:
    if table is None or len(set(table.stitched_from)) < 2:
        return None
    rows = sum(row.kind is not RowKind.NUMBERING for row in table.rows)
    return exact(f"{min(table.pages)}-{max(table.pages)}: {rows}")
