"""What the head of a document says, for formats that have no column for a status: a plain value, or none."""

from __future__ import annotations

from functools import cache
from typing import Any, Final

from extractor import vocabulary
from schemas.document import Document
from schemas.fields import FieldValue, Status
from schemas.record import SourceInfo

LETTER: Final = "CV"
"""A công văn, which has no name on the page."""
_STATES: Final = {
    Status.PARTIAL: "không đủ",
    Status.BLANK: "để trống",
    Status.STRUCK_OUT: "bị gạch",
    Status.ILLEGIBLE: "không đọc được",
    Status.ABSENT: "không có",
}
_NOTED: Final = (
    ("code_number", "số"),
    ("code_notation", "ký hiệu"),
    ("issued_date", "ngày"),
    ("organ_name", "cơ quan ban hành"),
    ("type", "tên loại"),
    ("subject", "trích yếu"),
)
"""Fields of which it is said in words what became of them where they have no plain value."""


@cache
def type_names() -> dict[str, str]:
    """Abbreviation of NĐ 30/2020, Annex III → name of the type, with a capital."""
    types = vocabulary.load("types")
    groups = ("administrative", "copies", "customary", "normative")
    named = {code: names[0] for group in groups for code, names in types[group].items()}
    return {code: name[:1].upper() + name[1:] for code, name in (named | {LETTER: "công văn"}).items()}


def type_name(document: Document | None) -> str | None:
    """The name of a document's type; None where the type was not read."""
    return type_names().get(document.type.value or "") if document is not None else None


def pages_of(source: SourceInfo) -> int | None:
    """How many pages the document has: its own part of a file that holds several."""
    if source.page_range is not None:
        return source.page_range[1] - source.page_range[0] + 1
    return source.pages if source.text_range is None else None


def words_of(fields: tuple[FieldValue[str], ...]) -> str | None:
    """The values of a list in one cell."""
    return "; ".join(found.value for found in fields if found.value is not None) or None


def sure(field: FieldValue[Any]) -> Any:
    """The value where it plainly stands on the paper; None for one that is struck out, too."""
    return field.value if field.status is Status.PRESENT else None


def reference_of(document: Document) -> str | None:
    """Number and notation, `918/BC-UBND`; None where one is not plainly there."""
    number, notation = sure(document.code_number), sure(document.code_notation)
    return f"{number}/{notation}" if number is not None and notation is not None else None


def states_of(document: Document) -> list[str]:
    """What became of the fields without a plain value, in Vietnamese: `số: để trống`."""
    return [
        f"{words}: {_STATES[found.status]}"
        for name, words in _NOTED
        if (found := getattr(document, name)).status is not Status.PRESENT
    ]
