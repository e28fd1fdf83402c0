"""What the interface answers with; times are ISO 8601 in UTC."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from extractor.access.context import Services
from extractor.access.tokens import Token
from extractor.decisions.model import Decision
from extractor.jobs.notices import Delivery, Webhook
from extractor.jobs.queue import Job, State
from extractor.jobs.worker import documents_of


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """What is wrong with one part of a request; `pointer` is a JSON pointer that begins with body, query or path."""

    pointer: str
    detail: str


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a request was refused (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    errors: list[FieldProblem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class JobAnswer:
    """A file that was handed in and how far it is; `documents` are ids of what was found in it, once it is done."""

    id: str
    state: State
    name: str
    sha256: str
    bytes: int
    profile: str | None
    created_at: str
    finished_at: str | None
    statuses: list[str]
    documents: list[int]
    problem: str | None


@dataclass(frozen=True, slots=True)
class JobsAnswer:
    """Jobs; `next` is what to send as `after` for the following ones, null at the end."""

    jobs: list[JobAnswer]
    next: int | None = None


@dataclass(frozen=True, slots=True)
class TokenAnswer:
    """A token without its secret."""

    id: int
    owner: str
    name: str
    scopes: list[str]
    created_at: str
    expires_at: str | None
    used_at: str | None


@dataclass(frozen=True, slots=True)
class WebhookAnswer:
    """Somebody who is told of jobs that end."""

    id: str
    url: str
    events: list[str]
    created_by: str
    created_at: str
    is_disabled: bool


@dataclass(frozen=True, slots=True)
class DeliveryAnswer:
    """A message to a webhook and what came of it."""

    message: str
    event: str
    state: str
    tries: int
    answer: str | None
    created_at: str
    next_try_at: str | None


@dataclass(frozen=True, slots=True)
class DecisionAnswer:
    """An entry of the log of decisions; `before` and `after` are what the record said there, and what the person says.

    `words` stood under it, or in the `box` that was drawn on a `page`. `stands` is false once it was taken back, and of
    an undo, which `undoes` another.
    """

    id: int
    at: str
    reviewer: str
    action: str
    path: str
    field: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    words: str
    page: int | None
    box: list[float] | None
    reason: str
    undoes: int | None
    stands: bool


@dataclass(frozen=True, slots=True)
class DecisionsAnswer:
    """Decisions in the order of the log."""

    decisions: list[DecisionAnswer]


@dataclass(frozen=True, slots=True)
class LookAnswer:
    """A place to look at: `path` in the record, `confidence` of the reading, `detail` a code of finding or reason."""

    why: str
    path: str
    field: str
    confidence: float | None
    detail: str


@dataclass(frozen=True, slots=True)
class LooksAnswer:
    """Everything in a document that a person has to look at, and how many places that are."""

    looks: list[LookAnswer]
    left: int


def decision_answer(decision: Decision, *, stands: bool) -> DecisionAnswer:
    """A decision as the interface shows it."""
    drawn = decision.drawn
    return DecisionAnswer(
        id=decision.id,
        at=decision.at,
        reviewer=decision.reviewer,
        action=decision.action.value,
        path=decision.path,
        field=decision.field,
        before=decision.before,
        after=decision.after,
        words=decision.words,
        page=drawn.page if drawn is not None else None,
        box=list(drawn.box) if drawn is not None else None,
        reason=decision.reason,
        undoes=decision.undoes,
        stands=stands,
    )


def job_answer(services: Services, job: Job) -> JobAnswer:
    """A job as the interface shows it."""
    documents = documents_of(services.store, job, services.version) if job.state is State.DONE else ()
    return JobAnswer(
        id=job.id,
        state=job.state,
        name=job.file.name,
        sha256=job.file.sha256,
        bytes=job.file.size,
        profile=job.profile or None,
        created_at=job.created_at,
        finished_at=job.finished_at,
        statuses=list(job.statuses),
        documents=list(documents),
        problem=job.problem,
    )


def jobs_answer(services: Services, jobs: Sequence[Job], following: int | None = None) -> JobsAnswer:
    """Jobs as the interface shows them."""
    return JobsAnswer([job_answer(services, job) for job in jobs], following)


def token_answer(token: Token) -> TokenAnswer:
    """A token as the interface shows it."""
    return TokenAnswer(
        id=token.id,
        owner=token.owner,
        name=token.name,
        scopes=[scope.value for scope in token.scopes],
        created_at=token.created_at,
        expires_at=_time(token.expires_at),
        used_at=_time(token.used_at),
    )


def webhook_answer(webhook: Webhook) -> WebhookAnswer:
    """A webhook as the interface shows it."""
    events = list(webhook.events)
    return WebhookAnswer(
        webhook.id, webhook.url, events, webhook.created_by, webhook.created_at, webhook.is_disabled
    )


def delivery_answer(delivery: Delivery) -> DeliveryAnswer:
    """A message as the interface shows it."""
    waits = delivery.state in {"waiting", "sending"}
    return DeliveryAnswer(
        message=delivery.message,
        event=delivery.event,
        state=delivery.state.value,
        tries=delivery.tries,
        answer=delivery.answer,
        created_at=delivery.created_at,
        next_try_at=_time(delivery.due_at) if waits else None,
    )


def _time(seconds: float | None) -> str | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
