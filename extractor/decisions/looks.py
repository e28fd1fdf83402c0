"""What is left to look at in a record after what persons decided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from extractor.decisions.applying import Reviewed, applied
from extractor.decisions.model import Decision, FieldState, Note
from extractor.decisions.targets import Targets
from extractor.review.attention import Look, Why, needs_look
from extractor.review.fields import Place
from schemas.record import Record

_NOWHERE: Final = frozenset({Note.NOT_FOUND, Note.AMBIGUOUS})


def open_looks(record: Record, decisions: Sequence[Decision]) -> tuple[Look, ...]:
    """What needs a person's look and is not settled, with places in the record as it was read."""
    return open_looks_of(applied(record, decisions))


def open_looks_of(reviewed: Reviewed) -> tuple[Look, ...]:
    """The same of a record to which its decisions were applied: first what is open again or disputed."""
    again = tuple(_again(reviewed))
    named = {look.place.path for look in again}
    left = (look for look in needs_look(reviewed.read) if not reviewed.is_settled(look.place.path))
    closed = reviewed.dropped
    return (*again, *(look for look in left if look.place.path not in named and look.place.path not in closed))


def _again(reviewed: Reviewed) -> Iterator[Look]:
    for state in (*reviewed.states.values(), *reviewed.lost):
        if not state.is_settled:
            yield _look(reviewed.read, state)


def _look(record: Record, state: FieldState) -> Look:
    """Where it stands now; of what is not found any more, where it stood."""
    decision = state.decision
    here = None if state.note in _NOWHERE else Targets.of(record, (state.path,)).at(state.path)
    evidence = decision.evidence if here is None else here.evidence
    said = decision.after or decision.before or {}
    why = Why.DISPUTED if state.disputed else Why.CHANGED
    detail = "" if state.note is None else state.note.value
    place = Place(state.field, state.path)
    return Look(why, place, evidence, said.get("value", said.get("text")), detail=detail)
