"""What became of digits that nobody can swear to: handwritten ones, and those below a seal or a stamp.

A label made by construction marks them and still knows them; `illegible` is the right answer, the right value a bonus,
a wrong value the worst. A label written by eye may mark none: there `illegible` on a scan is neither right nor wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from evaluation.align import Item
from evaluation.gold import Gold
from evaluation.items import same
from evaluation.match_head import UNREADABLE, gold_values, predicted_values
from schemas.fields import Status
from schemas.record import Record


class Outcome(StrEnum):
    """Of one number or date."""

    ILLEGIBLE = "illegible"
    RIGHT = "right"
    WRONG = "wrong"
    ELSE = "else"
    """Neither a value nor `illegible`: called blank or absent."""
    ABSTAINED = "abstained"
    """Called illegible on a scan whose label, written by eye, has a value."""


@dataclass(frozen=True, slots=True)
class Digits:
    """Counts of outcomes."""

    counts: tuple[tuple[Outcome, int], ...] = ()

    def of(self, outcome: Outcome) -> int:
        """How many ended so."""
        return dict(self.counts).get(outcome, 0)

    @property
    def marked(self) -> int:
        """Numbers and dates whose label says that they are illegible."""
        return sum(count for outcome, count in self.counts if outcome is not Outcome.ABSTAINED)


def outcomes(gold: Gold, record: Record, *, by_eye: bool) -> tuple[tuple[str, Outcome], ...]:
    """Number and date of a document, as far as anything is to be said of their digits."""
    return tuple(_outcomes(gold, record, by_eye=by_eye)) if gold.is_administrative and record.document else ()


def _outcomes(gold: Gold, record: Record, *, by_eye: bool) -> Iterator[tuple[str, Outcome]]:
    statuses = {"number": gold.number_status, "date": gold.date_status}
    known, given = gold_values(gold), predicted_values(record)
    for name, status in statuses.items():
        told = _status(record, name)
        if status == UNREADABLE:
            yield name, _marked(known[name], given[name], told)
        elif by_eye and told == Status.ILLEGIBLE and record.source.text_source != "digital":
            yield name, Outcome.ABSTAINED


def _status(record: Record, name: str) -> Status | None:
    if record.document is None:
        return None
    field = record.document.code_number if name == "number" else record.document.issued_date
    return field.status


def _marked(known: Item | None, given: Item | None, told: Status | None) -> Outcome:
    if given is not None:
        return Outcome.RIGHT if same(known, given) else Outcome.WRONG
    return Outcome.ILLEGIBLE if told == Status.ILLEGIBLE else Outcome.ELSE


def count(found: Iterable[tuple[tuple[str, Outcome], ...]]) -> Digits:
    """The outcomes of several documents."""
    told = [outcome for document in found for _, outcome in document]
    return Digits(tuple((outcome, told.count(outcome)) for outcome in Outcome if outcome in told))


def digits_line(digits: Digits) -> str:
    """The counts in one line."""
    told = ", ".join(f"{digits.of(o)} {o.value}" for o in Outcome if o is not Outcome.ABSTAINED)
    return f"digits nobody can swear to: {digits.marked} ({told}); abstained: {digits.of(Outcome.ABSTAINED)}"
