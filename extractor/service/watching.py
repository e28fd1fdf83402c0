"""For whoever watches the server: health, metrics, the audit log, and what the types of problems mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Path, Request, Response

from extractor.access.context import services_of
from extractor.access.guards import needs
from extractor.access.problems import PREFIX, Kind, ProblemError
from extractor.access.roles import Scope
from extractor.jobs.queue import queue_of
from extractor.service.metrics import CONTENT_TYPE
from extractor.service.paging import After, Limit, cut
from extractor.version import __version__

outer = APIRouter(tags=["watching"])
"""Routes that are not below /api/v1: watchers expect them where they are."""
router = APIRouter(prefix=PREFIX, tags=["watching"])
_NAMES: Final = {kind.value.name: kind for kind in Kind}
_METRICS: Final[dict[int | str, dict[str, Any]]] = {200: {"content": {"text/plain": {"schema": {"type": "string"}}}}}


@dataclass(frozen=True, slots=True)
class Health:
    """The server answers; `version` of the program."""

    status: str
    version: str


@dataclass(frozen=True, slots=True)
class Readiness:
    """Whether the store can be used, and the worker: it `works`, is `idle`, or `waits` while another program writes."""

    store: str
    worker: str


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """Who did what to what, when, by what means and from where."""

    id: int
    at: str
    actor: str
    means: str
    address: str
    action: str
    target: str


@dataclass(frozen=True, slots=True)
class AuditAnswer:
    """The log in order; `next` is what to send as `after` for the following entries, null at the end."""

    entries: list[AuditEntry]
    next: int | None


@dataclass(frozen=True, slots=True)
class ProblemType:
    """What a type of problem means."""

    name: str
    status: int
    title: str
    advice: str


@outer.get("/health/live", operation_id="live")
def live() -> Health:
    """Whether the server answers at all."""
    return Health("ok", __version__)


@outer.get("/health/ready", operation_id="ready")
def ready(request: Request) -> Readiness:
    """Whether the server can do its work; 503 where the store cannot be used."""
    has_work = queue_of(request).has_work()
    may_write: bool = request.app.state.worker.may_write
    return Readiness("ok", ("works" if may_write else "waits") if has_work else "idle")


@outer.get(
    "/metrics",
    dependencies=[Depends(needs(Scope.METRICS_READ))],
    operation_id="metrics",
    response_class=Response,
    responses=_METRICS,
)
def metrics(request: Request) -> Response:
    """Figures for Prometheus."""
    text: bytes = request.app.state.metrics.text(queue_of(request).counts())
    return Response(text, headers={"Content-Type": CONTENT_TYPE})


@router.get("/audit", dependencies=[Depends(needs(Scope.AUDIT_READ))], operation_id="list_audit")
def list_audit(request: Request, limit: Limit = 50, after: After = None) -> AuditAnswer:
    """The audit log from its beginning on."""
    found = services_of(request).access.audit.entries(after or 0, limit + 1)
    shown, following = cut(found, limit, lambda entry: entry.id)
    entries = [
        AuditEntry(each.id, each.at, each.actor.name, each.actor.means, each.actor.address, each.action, each.target)
        for each in shown
    ]
    return AuditAnswer(entries, following)


@router.get("/problems/{name}", operation_id="get_problem")
def get_problem(name: Annotated[str, Path(max_length=64)]) -> ProblemType:
    """What a type of problem means, for whoever follows its address."""
    kind = _NAMES.get(name)
    if kind is None:
        raise ProblemError(Kind.NOT_FOUND, "there is no such type of problem")
    told = kind.value
    return ProblemType(told.name, told.status, told.title, told.advice)
