"""What a decision is, what a person asks for, and what comes of decisions for a field."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeAlias

from extractor.store.store import RecordKey
from schemas.evidence import Box, Evidence
from schemas.fields import Status

Said: TypeAlias = dict[str, Any]
"""JSON of what a part of a record says: `value`, `status` and `raw` of a field, `text` of a cell, `says` of an item."""


class Action(StrEnum):
    """What a person did."""

    ACCEPT = "accept"
    """It is right."""
    EDIT = "edit"
    """It is something else."""
    REJECT = "reject"
    """It is wrong, and what is right is not said; an item is not there, a finding is a false alarm."""
    ABSENT = "absent"
    """It is not on the paper."""
    ADD = "add"
    """An item of a list was missed: it stands on the paper and not in the record."""
    UNDO = "undo"
    """An earlier decision is taken back."""


class State(StrEnum):
    """How a field stands after all decisions."""

    OPEN = "open"
    ACCEPTED = "accepted"
    EDITED = "edited"
    REJECTED = "rejected"
    ABSENT = "absent"
    ADDED = "added"
    REOPENED = "reopened"
    """It was decided, and what it was decided on has changed since."""


class Note(StrEnum):
    """Why a field is open again."""

    WORDS_CHANGED = "words_changed"
    """Other words stand under it now."""
    VALUE_CHANGED = "value_changed"
    """The same words are read as another value now."""
    NOT_FOUND = "not_found"
    """The words it was decided on are under no such field now."""
    AMBIGUOUS = "ambiguous"
    """The words stand under several such fields, and nothing tells which was meant."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A box that a person drew: page from 1, PDF points of the page as shown, origin top left."""

    page: int
    box: Box


@dataclass(frozen=True, slots=True)
class Quoted:
    """Where a person reads a value: the words there, their places, or the box that was drawn round them."""

    words: str
    evidence: tuple[Evidence, ...] = ()
    drawn: Drawn | None = None


@dataclass(frozen=True, slots=True)
class Act:
    """What a person asks for about a path of a record as it was read.

    The path is that of a value (`citations[2].date`), of an item (`citations[2]`), of a list (`recipients`), of a
    finding (`findings[3]`), or empty for the whole record. `value` are the words as typed; they go with `EDIT`, and
    with `ADD`, whose path is that of the list. `status` is what they are and goes with `EDIT` alone. Without a `quote`
    a value stands where the old one stood.
    """

    path: str
    action: Action
    value: str = ""
    status: Status | None = None
    reason: str = ""
    quote: Quoted | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """One entry of the log.

    `words` and `evidence` are what stood under the field when it was decided on, `anchor` the words of the item that it
    belongs to: by these it is found again. Of an item that was added they are its own, `after` has it as `item`, and
    `before` what the items say that stood there (`beside`). `at` is ISO 8601 in UTC; `record_id` is `Record.id`.
    """

    id: int
    at: str
    reviewer: str
    action: Action
    key: RecordKey
    record_id: str
    field: str
    path: str
    before: Said | None
    after: Said | None
    words: str
    evidence: tuple[Evidence, ...]
    anchor: str
    reason: str
    drawn: Drawn | None = None
    undoes: int | None = None


@dataclass(frozen=True, slots=True)
class FieldState:
    """How a path of a record stands; `disputed` has the last decision of each reviewer where two contradict."""

    path: str
    field: str
    state: State
    decision: Decision
    note: Note | None = None
    disputed: tuple[Decision, ...] = ()

    @property
    def is_settled(self) -> bool:
        """Whether nobody has to look at it again."""
        return self.state is not State.REOPENED and not self.disputed
