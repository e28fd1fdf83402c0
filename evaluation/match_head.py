"""The head of a document matched: its eight values and the statuses of number and date."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from evaluation.align import Alignment, Item, align_one
from evaluation.gold import Gold
from evaluation.items import exact, number, on, read, same
from schemas.fields import DateField, FieldValue, Status, Text
from schemas.record import Record

UNREADABLE: Final = "illegible"


def _text(name: str, record: Record) -> Text | None:
    """A text field of the head; None in a record without document."""
    if record.document is None:
        return None
    field: Text = getattr(record.document, name)
    return field


def head(name: str, key: str, item: Callable[[str | None], Item | None]) -> Callable[[Gold, Record], Alignment]:
    """The comparison of a text field: `name` in the record, `key` in the label, compared as `item` says."""

    def compare(gold: Gold, record: Record) -> Alignment:
        return align_one(item(getattr(gold, key)), read(item, _text(name, record)))

    return compare


def _gold_date(gold: Gold) -> str | None:
    return gold.date.isoformat() if gold.date else gold.date_partial


def _predicted_date(record: Record) -> Item | None:
    if record.document is None:
        return None
    field = record.document.issued_date
    return on(exact(field.value.isoformat() if field.value else field.partial), field)


def _predicted_number(record: Record) -> Item | None:
    return read(number, _text("code_number", record))


def _judged_digits(gold: Gold, status: str, known: Item | None, predicted: Item | None) -> Alignment:
    """A number or date; illegible digits leave nothing to find, but a wrong value is wrong."""
    if gold.is_administrative and status == UNREADABLE:
        wrong = predicted is not None and not same(known, predicted)
        return align_one(None, predicted if wrong else None)
    return align_one(known, predicted)


def gold_values(gold: Gold) -> dict[str, Item | None]:
    """Number and date of a label."""
    return {"number": number(gold.number), "date": exact(_gold_date(gold))}


def predicted_values(record: Record) -> dict[str, Item | None]:
    """Number and date of a record."""
    return {"number": _predicted_number(record), "date": _predicted_date(record)}


def compare_number(gold: Gold, record: Record) -> Alignment:
    """The number, without leading zeros."""
    return _judged_digits(gold, gold.number_status, number(gold.number), _predicted_number(record))


def compare_date(gold: Gold, record: Record) -> Alignment:
    """The date, or its known part where the day or month is left open."""
    return _judged_digits(gold, gold.date_status, exact(_gold_date(gold)), _predicted_date(record))


def _status(gold: str, field: FieldValue[str] | DateField | None, *, value_right: bool) -> Alignment:
    """Status against status; a right value under digits called illegible is as right as `illegible`."""
    predicted = str(field.status) if field is not None else None
    if gold == UNREADABLE and predicted == Status.PRESENT and value_right:
        predicted = UNREADABLE
    return align_one(exact(gold), exact(predicted))


def compare_number_status(gold: Gold, record: Record) -> Alignment:
    """The status of the number."""
    right = same(number(gold.number), _predicted_number(record))
    field = record.document.code_number if record.document else None
    return _status(gold.number_status, field, value_right=right)


def compare_date_status(gold: Gold, record: Record) -> Alignment:
    """The status of the date."""
    right = same(exact(_gold_date(gold)), _predicted_date(record))
    field = record.document.issued_date if record.document else None
    return _status(gold.date_status, field, value_right=right)


def compare_covered(gold: Gold, record: Record) -> Alignment:
    """Values given for illegible digits: a pair is a bonus, a spurious one a wrong value."""
    if gold.number_status != UNREADABLE:
        return Alignment()
    known, predicted = number(gold.number), _predicted_number(record)
    return align_one(known if same(known, predicted) else None, predicted)
