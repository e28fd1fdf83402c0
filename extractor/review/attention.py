"""What needs a person's look, and why: the one answer for the report, the differences and the desk."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from extractor.review.fields import Place, Placed, readings, value_of
from schemas.evidence import Evidence
from schemas.fields import FieldValue, Status
from schemas.findings import Severity
from schemas.record import Record, RecordStatus
from schemas.tables import Cell, Origin

SURE: Final = 0.9
"""From this confidence on a value is taken without a look."""
BANDS: Final = (0.5, SURE)
"""Lower ends of the bands above the lowest: a guess, doubtful, sure."""


class Why(StrEnum):
    """Why something was not settled without a person."""

    FAILED = "failed"
    """The document could not be read."""
    CUT = "cut"
    """The record was cut short by a limit or by damage."""
    CONTRADICTORY = "contradictory"
    """A finding of severity error or warning."""
    ILLEGIBLE = "illegible"
    """Something stands there that could not be read."""
    INCOMPLETE = "incomplete"
    """A date of which the day or the month was left open."""
    BLANK = "blank"
    """Left open for handwriting."""
    DOUBTFUL = "doubtful"
    """Read, or not found, with a confidence below `SURE`."""
    CHANGED = "changed"
    """A person decided about it, and what it was decided on has changed since."""
    DISPUTED = "disputed"
    """Two persons decided about it differently."""


@dataclass(frozen=True, slots=True)
class Look:
    """One thing to look at. `place` is empty for the whole record; `detail` is the finding's code or the reason's."""

    why: Why
    place: Place
    evidence: tuple[Evidence, ...] = ()
    value: Any = None
    confidence: float | None = None
    detail: str = ""


_BY_STATUS = {Status.ILLEGIBLE: Why.ILLEGIBLE, Status.PARTIAL: Why.INCOMPLETE, Status.BLANK: Why.BLANK}


def band_of(confidence: float) -> int:
    """0 for a guess, 1 for a doubtful reading, 2 for a sure one."""
    return bisect_right(BANDS, confidence)


def needs_look(record: Record) -> tuple[Look, ...]:
    """Everything in a record that a person should see, the whole record first, then findings, then values.

    A refused document needs none: refusing is a normal outcome.
    """
    return (*_whole(record), *_findings(record), *_values(record))


def _whole(record: Record) -> Iterator[Look]:
    if record.status is RecordStatus.FAILED or record.status is RecordStatus.PARTIAL:
        why = Why.FAILED if record.status is RecordStatus.FAILED else Why.CUT
        yield Look(why, Place(), detail=record.reason.code if record.reason else "")


def _findings(record: Record) -> Iterator[Look]:
    for index, finding in enumerate(record.findings):
        if finding.severity is not Severity.INFO:
            place = Place().key("findings").item(index)
            yield Look(Why.CONTRADICTORY, place, finding.evidence, detail=finding.code)


def _values(record: Record) -> Iterator[Look]:
    for placed in readings(record):
        why = why_look(placed)
        if why is not None:
            reading = placed.reading
            yield Look(why, placed.place, reading.evidence, value_of(reading), reading.confidence)


def why_look(placed: Placed) -> Why | None:
    """Why a value needs a look, if it does.

    A cell is looked at where its words are its own: a merged cell is not asked for once a row. What a person decided
    needs no look, unless it is that the value is wrong and nobody knows the right one.
    """
    reading = placed.reading
    if reading.confidence == 1 and any(each.kind == "review" for each in reading.evidence):
        return Why.ILLEGIBLE if getattr(reading, "status", None) is Status.ILLEGIBLE else None
    if isinstance(reading, FieldValue) and reading.status in _BY_STATUS:
        return _BY_STATUS[reading.status]
    if isinstance(reading, Cell) and reading.origin is not Origin.OWN:
        return None
    return Why.DOUBTFUL if band_of(reading.confidence) < len(BANDS) else None
