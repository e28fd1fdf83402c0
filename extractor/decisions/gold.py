"""Decided documents as gold labels (docs/gold.md): only what a person settled, all else named as unlabelled."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from extractor import vocabulary
from extractor.decisions.applying import Reviewed
from extractor.decisions.gold_beside import Label, collaborators_of, missing_of, signature_of
from extractor.decisions.model import State
from extractor.differences.align import normal
from schemas.fields import FieldValue, Status
from schemas.record import Record, RecordStatus
from schemas.tables import RowKind, Table

ROWS: Final = 40
"""Rows of a table that a label has; `rows_total` says how many there are."""
LEVELS: Final = 2
"""Headings are labelled down to this level."""
HEAD: Final = {
    "type": "type",
    "number": "code_number",
    "notation": "code_notation",
    "place": "place",
    "date": "issued_date",
    "parent_issuer": "parent_organ_name",
    "issuer": "organ_name",
    "subject": "subject",
    "urgency": "urgency",
    "confidentiality": "secrecy",
}
"""Keys of a label and the fields of the head they are."""
_BESIDE: Final = ("signature", "missing", "collaborators")
"""Keys that say something of the whole document."""
_SETTLED: Final = frozenset({State.ACCEPTED, State.EDITED, State.ABSENT})


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label and how many of its keys a person settled."""

    label: Label
    settled: int


def label_of(reviewed: Reviewed) -> Labelled | None:
    """The label of a document, None where nobody settled anything that a label says.

    A value is settled by its own decision; a list by a decision about the whole list, for no decision about an item
    says that none is missing. What is disputed, open again or rejected without the right value is not settled.
    """
    record = reviewed.record
    if record.status is RecordStatus.REFUSED:
        return Labelled(_refused(), 1) if _is_settled(reviewed, "") else None
    if record.document is None:
        return None
    label = {**_head(reviewed), **_body(reviewed), **_beside(reviewed)}
    if not label:
        return None
    keys = ("is_administrative", *HEAD, *_LISTS, "responds_to", *_BESIDE)
    left = [key for key in keys if key not in label and key != "is_administrative"]
    grouped = [name for key in left for name in _GROUPS.get(key, (key,))]
    return Labelled({"is_administrative": True, **label, "unlabelled": grouped}, len(keys) - 1 - len(left))


_GROUPS: Final = {"number": ("number", "number_status"), "date": ("date", "date_status", "date_partial")}
"""Keys of a label that are settled together."""


def _is_settled(reviewed: Reviewed, path: str) -> bool:
    return reviewed.is_settled(path) and reviewed.stands(path) in _SETTLED


def _head(reviewed: Reviewed) -> Label:
    document = reviewed.record.document
    label: Label = {}
    for key, name in HEAD.items():
        if _is_settled(reviewed, f"document.{name}"):
            label |= _head_value(key, getattr(document, name))
    return label


def _head_value(key: str, field: Any) -> Label:
    """One value of the head; a status that the label has no word for leaves it unlabelled."""
    if key == "date":
        value = None if field.value is None else field.value.isoformat()
        return {"date": value, "date_status": field.status.value, "date_partial": field.partial}
    if key == "number":
        return {"number": field.value, "number_status": field.status.value}
    if field.status not in {Status.PRESENT, Status.STRUCK_OUT, Status.ABSENT}:
        return {}
    if key == "type" and field.value is not None and field.value not in _types():
        return {}
    return {key: _text(field)}


def _types() -> frozenset[str]:
    return frozenset(vocabulary.load("types")["administrative"]) | {"CV", "L", "NĐ", "TT"}


def _text(field: FieldValue[Any] | None) -> str | None:
    return None if field is None or field.value is None else normal(str(field.value))


def _body(reviewed: Reviewed) -> Label:
    label = {key: make(reviewed.record) for key, make in _LISTS.items() if _is_settled(reviewed, key)}
    if "appendices" in label and "tables" not in label:
        label["appendices"] = [{**each, "tables": []} for each in label["appendices"]]
    if _is_settled(reviewed, "responds_to"):
        label["responds_to"] = _text(reviewed.record.responds_to)
    return label


def _beside(reviewed: Reviewed) -> Label:
    """What decisions about whole lists say of the document; a signature only where the file proves it."""
    record, label = reviewed.record, Label()
    signature = signature_of(record)
    if signature is not None and _is_settled(reviewed, "signers"):
        label["signature"] = signature
    if _is_settled(reviewed, "findings"):
        label["missing"] = missing_of(record)
    if _is_settled(reviewed, "collaborators.counts"):
        label["collaborators"] = collaborators_of(record)
    return label


def _signers(record: Record) -> list[Label]:
    return [
        {
            "authority": _text(each.authority),
            "capacity": _text(each.capacity),
            "position": _text(each.position),
            "name": _text(each.full_name),
        }
        for each in record.signers
    ]


def _recipients(record: Record) -> list[str]:
    return [text for text in map(_text, record.recipients) if text]


def _recommendations(record: Record) -> list[str]:
    return [text for text in (_text(each.text) for each in record.recommendations) if text]


def _citations(record: Record) -> list[Label]:
    found = []
    for each in record.citations:
        if each.ref.value is not None:
            date = None if each.date.value is None else each.date.value.isoformat()
            found.append({"ref": normal(each.ref.value), "date": date})
    return found


def _sections(record: Record) -> list[Label]:
    sections = (each for section in record.sections for each in section.walk() if each.level <= LEVELS)
    return [
        {"label": each.label or "", "level": each.level, "heading": each.heading and normal(each.heading)}
        for each in sections
    ]


def _appendices(record: Record) -> list[Label]:
    found = []
    for each in record.appendices:
        number, notation = _text(each.refers_to.code_number), _text(each.refers_to.notation)
        refers_to = f"{number}/{notation}" if number and notation else number
        found.append({"title": _text(each.title), "refers_to": refers_to, "tables": list(each.tables)})
    return found


def _tables(record: Record) -> list[Label]:
    return [_table(table) for table in record.tables if table.columns]


def _table(table: Table) -> Label:
    width = len(table.columns)
    texts = [[normal(cell.text) for cell in row.cells] for row in table.rows if row.kind is not RowKind.NUMBERING]
    rows = [(row + [""] * width)[:width] for row in texts]
    label: Label = {
        "page": min(table.pages, default=1),
        "header_rows": table.header_rows,
        "columns": [[normal(part) for part in column.path] for column in table.columns],
        "rows": rows[:ROWS],
    }
    return label if len(rows) <= ROWS else {**label, "rows_total": len(rows)}


_LISTS: Final[dict[str, Callable[[Record], Any]]] = {
    "signers": _signers,
    "recipients": _recipients,
    "citations": _citations,
    "sections": _sections,
    "recommendations": _recommendations,
    "appendices": _appendices,
    "tables": _tables,
}
"""Keys of a label that are lists, named as the record names them."""


def _refused() -> Label:
    """The label of a page that a person agrees is no document of a body: there is nothing else to find."""
    nothing: Label = dict.fromkeys(HEAD)
    nothing |= {"number_status": "absent", "date_status": "absent", "responds_to": None, "collaborators": None}
    return {
        "is_administrative": False,
        **nothing,
        **{key: [] for key in _LISTS},
        "unlabelled": ["signature", "missing"],
    }


def label_text(label: Label) -> str:
    """A label as it is written to a file."""
    return json.dumps(label, ensure_ascii=False, indent=1) + "\n"
