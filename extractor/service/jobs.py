"""How far files are that were handed in."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from extractor.access.audit import Act
from extractor.access.context import services_of
from extractor.access.guards import Principal, actor_of, needs
from extractor.access.problems import PREFIX, Kind, ProblemError
from extractor.access.roles import Scope
from extractor.jobs.queue import State, queue_of
from extractor.service.answers import JobAnswer, JobsAnswer, job_answer, jobs_answer
from extractor.service.paging import After, Limit, cut

router = APIRouter(prefix=PREFIX, tags=["jobs"])
_READER = Depends(needs(Scope.DOCUMENTS_READ))


@router.get("/jobs", dependencies=[_READER], operation_id="list_jobs")
def list_jobs(
    request: Request, limit: Limit = 50, after: After = None, state: Annotated[State | None, Query()] = None
) -> JobsAnswer:
    """Jobs from the newest on."""
    jobs = queue_of(request).page(after, limit + 1, state)
    shown, following = cut(jobs, limit, lambda job: job.number)
    return jobs_answer(services_of(request), shown, following)


@router.get("/jobs/{id}", dependencies=[_READER], operation_id="get_job")
def get_job(request: Request, key: Annotated[str, Path(alias="id", pattern=r"^[0-9a-f]{32}$")]) -> JobAnswer:
    """A job."""
    job = queue_of(request).get(key)
    if job is None:
        raise ProblemError(Kind.NOT_FOUND, "there is no such job")
    return job_answer(services_of(request), job)


@router.delete("/jobs/{id}", status_code=204, operation_id="cancel_job")
def cancel_job(
    request: Request,
    key: Annotated[str, Path(alias="id", pattern=r"^[0-9a-f]{32}$")],
    who: Annotated[Principal, Depends(needs(Scope.DOCUMENTS_WRITE))],
) -> Response:
    """Take a job that has not begun out of the queue."""
    queue = queue_of(request)
    if queue.get(key) is None:
        raise ProblemError(Kind.NOT_FOUND, "there is no such job")
    if not queue.cancel(key):
        raise ProblemError(Kind.CONFLICT, "only a job that waits can be cancelled")
    services_of(request).access.audit.note(actor_of(request, who), Act.JOB_CANCELLED, key)
    return Response(status_code=204)
