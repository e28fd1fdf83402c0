"""What people decided about a document: the log, what is left to look at, and new decisions by a program."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Header, Request, Response
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from extractor.access.context import Services, services_of
from extractor.access.guards import Principal, needs
from extractor.access.idempotency import KeyReusedError, Once
from extractor.access.problems import PREFIX, Kind, ProblemError
from extractor.access.roles import Scope
from extractor.decisions.applying import applied, live
from extractor.decisions.log import last_before
from extractor.decisions.looks import open_looks
from extractor.decisions.model import Act, Action, Decision, Drawn
from extractor.decisions.quoting import quoted
from extractor.decisions.values import LONGEST
from extractor.errors import DecisionError
from extractor.service.answers import DecisionAnswer, DecisionsAnswer, LookAnswer, LooksAnswer, decision_answer
from extractor.service.documents import DocumentId, held_document
from extractor.service.headers import idempotency_header
from extractor.store.store import RecordKey
from schemas.evidence import Box
from schemas.fields import Status
from schemas.record import Record

router = APIRouter(prefix=f"{PREFIX}/documents", tags=["decisions"])
_READER = Depends(needs(Scope.DECISIONS_READ))
_MOST: Final = 200
"""Decisions in one request."""
_TAG: Final = r'^(?:"[\x21\x23-\x7e]{1,100}"|\*)$'
_EXPECTED: Final = {
    "text": "a value is needed",
    "shorter": "the value is too long",
    "visible": "the value has characters that cannot be seen",
    "date": "a date is written 25/03/2026 or 2026-03-25, in part 03/2026 or 2026",
    "number": "a number is written 1234 or 1.234,5",
    "integer": "a whole number is needed",
    "flag": "only yes or no",
    "choice": "the value is not in the list",
    "type": "an abbreviation of a type is needed, such as BC, KH, CV",
    "digits": "only the digits of the number",
    "action": "this action does not go with this path",
    "item": "items of this list are decided one by one",
    "signer": "post and name are written on lines of their own",
    "one_citation": "several documents are cited; they are added one by one",
    "box": "the box has no area on a page",
}
"""What is said of a decision that cannot be: never what was sent."""


class Place(BaseModel):
    """Where a value is read: a box in points on a page as shown (origin top left), and the words in it."""

    model_config = ConfigDict(extra="forbid")

    page: Annotated[int, Field(ge=1, le=100_000)]
    box: Annotated[list[Annotated[float, Field(ge=-20_000, le=20_000)]], Field(min_length=4, max_length=4)]
    words: Annotated[str, Field(max_length=2000)]


class NewDecision(BaseModel):
    """A decision about a path of the record as it was read; docs/decisions-log.md says what goes with what."""

    model_config = ConfigDict(extra="forbid")

    path: Annotated[str, Field(max_length=300, description="citations[2].date; a list for add; empty: the record")]
    action: Annotated[str, Field(pattern="^(accept|edit|reject|absent|add)$")]
    value: Annotated[str, Field(max_length=LONGEST, description="as typed, for edit and add")] = ""
    status: Annotated[str | None, Field(pattern="^(blank|illegible|struck_out)$", description="for edit")] = None
    reason: Annotated[str, Field(max_length=1000)] = ""
    place: Place | None = None

    def act(self, text: str | None, record: Record) -> Act:
        """What is asked of the log, about a record and the text that it was read from."""
        place = self.place
        drawn = Drawn(place.page, Box(*place.box)) if place is not None else None
        quote = quoted(text, record, place.words, drawn) if place is not None and drawn is not None else None
        status = Status(self.status) if self.status is not None else None
        return Act(self.path, Action(self.action), self.value, status, self.reason, quote)


class NewDecisions(BaseModel):
    """Decisions about one document, all kept or none."""

    model_config = ConfigDict(extra="forbid")

    decisions: Annotated[list[NewDecision], Field(min_length=1, max_length=_MOST)]


@router.get("/{id}/decisions", dependencies=[_READER], operation_id="list_decisions")
def list_decisions(request: Request, response: Response, number: DocumentId) -> DecisionsAnswer:
    """Every decision about a document in the order of the log, undone ones and undos too."""
    seen = _Seen.of(services_of(request), number)
    response.headers["ETag"] = seen.tag
    return _answer(seen.decisions)


@router.get("/{id}/looks", dependencies=[_READER], operation_id="list_looks")
def list_looks(request: Request, response: Response, number: DocumentId) -> LooksAnswer:
    """What a person has to look at in a document, less what is decided; why, where and how sure the reading is."""
    seen = _Seen.of(services_of(request), number)
    response.headers["ETag"] = seen.tag
    looks = [
        LookAnswer(each.why.value, each.place.path, each.place.field, each.confidence, each.detail)
        for each in open_looks(seen.record, seen.decisions)
    ]
    return LooksAnswer(looks, len(looks))


@dataclass(frozen=True, slots=True)
class _How:
    """Who decides, what the document was when it was seen, and the key under which this is asked once."""

    who: Principal
    seen: str | None
    key: str | None


def _how(
    who: Annotated[Principal, Depends(needs(Scope.DECISIONS_WRITE))],
    seen: Annotated[
        str | None,
        Header(alias="If-Match", pattern=_TAG, description="the ETag under which the document was seen; required"),
    ] = None,
    key: Annotated[
        str | None,
        idempotency_header(
            "the same key with the same decisions gives those of the first request; known for seven days"
        ),
    ] = None,
) -> _How:
    return _How(who, seen, key)


@router.post("/{id}/decisions", status_code=201, operation_id="decide")
def decide(
    request: Request, response: Response, number: DocumentId, asked: NewDecisions, how: Annotated[_How, Depends(_how)]
) -> DecisionsAnswer:
    """Decide about a document as it was seen; refused where anybody has decided about it since."""
    services = services_of(request)
    seen = _Seen.of(services, number)
    said = [number, asked.model_dump(mode="json")]
    once = None if how.key is None else Once.of(how.who.name, how.key, said)
    known = None if once is None else _earlier(services, once, seen)
    if known is not None:
        response.headers["Idempotency-Replayed"] = "true"
        return _answer(known)
    if how.seen is None:
        raise ProblemError(Kind.CONDITION, "decisions name what they are about by If-Match")
    if how.seen not in {"*", seen.tag}:
        raise ProblemError(Kind.CHANGED, "somebody has decided about this document since it was fetched")
    condition = _Condition(seen.last if how.seen != "*" else None, once)
    written = _write(services, seen, how.who.name, asked, condition)
    response.headers["ETag"] = _tag(seen.digest, written[-1].id)
    return _answer(written)


@router.post("/{id}/decisions/undo", operation_id="undo_decision")
def undo_decision(
    request: Request, number: DocumentId, who: Annotated[Principal, Depends(needs(Scope.DECISIONS_WRITE))]
) -> DecisionAnswer:
    """Take back the last decision of one's own about a document that still stands; gives the one taken back."""
    services = services_of(request)
    undone = services.decisions.undo(who.name, held_document(services, number).record())
    if undone is None:
        raise ProblemError(Kind.NOT_FOUND, "none of your decisions about this document stands")
    return decision_answer(undone, stands=False)


@dataclass(frozen=True, slots=True)
class _Seen:
    """A document with what was decided about it: `last` is the last entry about its bytes."""

    key: RecordKey
    digest: str
    record: Record
    text: str | None
    decisions: tuple[Decision, ...]
    last: int

    @classmethod
    def of(cls, services: Services, number: int) -> _Seen:
        found = held_document(services, number)
        record, listed = found.record(), found.listed
        # The stamp is taken first: what is decided meanwhile makes it too old, never too new.
        last = services.decisions.stamp_of(record)
        key = RecordKey(listed.sha256, listed.name, listed.position)
        return cls(key, listed.digest, record, found.text, services.decisions.of(record), last)

    @property
    def tag(self) -> str:
        return _tag(self.digest, self.last)


def _tag(digest: str, last: int) -> str:
    return f'"{digest[:32]}-{last}"'


class _ChangedError(Exception):
    """Somebody was faster."""


@dataclass(frozen=True, slots=True)
class _Condition:
    """What has to hold in the transaction: `last` is still the last entry (None: whatever it is)."""

    last: int | None
    once: Once | None

    def check(self, record: Record, connection: Connection, written: Sequence[Decision]) -> None:
        if self.last is not None and last_before(connection, record, written[0].id) != self.last:
            raise _ChangedError
        if self.once is not None:
            self.once.remember(connection, [str(each.id) for each in written])


def _write(
    services: Services, seen: _Seen, reviewer: str, asked: NewDecisions, condition: _Condition
) -> tuple[Decision, ...]:
    acts = [each.act(seen.text, seen.record) for each in asked.decisions]
    record = applied(seen.record, seen.decisions).read
    try:
        return services.decisions.append(
            reviewer, seen.key, record, acts, lambda *made: condition.check(record, *made)
        )
    except DecisionError as error:
        number = next((n for n, act in enumerate(acts, start=1) if act.path == error.path), 1)
        said = _EXPECTED.get(error.expected, "the record has no such path")
        raise ProblemError(Kind.INVALID, f"decision {number}: {said}") from error
    except _ChangedError as error:
        raise ProblemError(Kind.CHANGED, "somebody has decided about this document meanwhile") from error
    except IntegrityError as error:
        known = _earlier(services, condition.once, seen) if condition.once is not None else None
        if known is None:
            raise ProblemError(Kind.CONFLICT, "the same decisions are being kept just now") from error
        return known


def _earlier(services: Services, once: Once, seen: _Seen) -> tuple[Decision, ...] | None:
    """The decisions that the same request made before."""
    try:
        known = once.earlier(services.store)
    except KeyReusedError as error:
        raise ProblemError(Kind.KEY_REUSED, "the Idempotency-Key came with other decisions before") from error
    if known is None:
        return None
    return tuple(each for each in services.decisions.of(seen.record) if str(each.id) in known)


def _answer(decisions: Iterable[Decision]) -> DecisionsAnswer:
    found = tuple(decisions)
    standing = {each.id for each in live(found)}
    return DecisionsAnswer([decision_answer(each, stands=each.id in standing) for each in found])
