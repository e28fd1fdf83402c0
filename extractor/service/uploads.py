"""Handing files in: streamed to disk, told by content, queued all or none."""

from __future__ import annotations

import errno
from collections.abc import Sequence
from typing import Annotated, Any, Final, cast

from fastapi import APIRouter, Depends, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile

from extractor.access.audit import Act
from extractor.access.context import services_of
from extractor.access.guards import Principal, actor_of, needs
from extractor.access.idempotency import KeyReusedError
from extractor.access.problems import PREFIX, Kind, ProblemError
from extractor.access.roles import Scope
from extractor.errors import ReadError
from extractor.jobs.queue import Job, queue_of
from extractor.jobs.uploads import Order, Sent, accept
from extractor.service.answers import JobsAnswer, jobs_answer
from extractor.service.headers import idempotency_header

UPLOADS: Final = f"{PREFIX}/uploads"
router = APIRouter(prefix=PREFIX, tags=["jobs"])
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_FIELDS: Final = 4
"""Fields of the form that are no files; more than one is not asked for."""
_PROFILE_LENGTH: Final = 100
_BODY: Final[dict[str, Any]] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {
                        "file": {
                            "type": "array",
                            "minItems": 1,
                            "items": {"type": "string", "format": "binary"},
                            "description": "one file or several; its kind is told by its content",
                        },
                        "profile": {
                            "type": "string",
                            "maxLength": _PROFILE_LENGTH,
                            "description": "profile of required parts; without it chosen by the type of the document",
                        },
                    },
                }
            }
        },
    }
}


@router.post("/uploads", status_code=202, operation_id="upload", openapi_extra=_BODY)
async def upload(
    request: Request,
    response: Response,
    who: Annotated[Principal, Depends(needs(Scope.DOCUMENTS_WRITE))],
    key: Annotated[
        str | None,
        idempotency_header(
            "the same key with the same files gives the jobs of the first request; known for seven days"
        ),
    ] = None,
) -> JobsAnswer:
    """Hand in files to be read. All of them are queued, or none."""
    limits = services_of(request).settings.limits
    content = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if content != "multipart/form-data":
        raise ProblemError(Kind.UNSUPPORTED, "an upload is multipart/form-data")
    async with request.form(max_files=limits.upload_files, max_fields=_FIELDS) as form:
        files = [Sent(file.filename or "", cast("Any", file.file)) for file in _files(form)]
        order = Order(who.name, _profile(form), key)
        jobs, is_repeated = await run_in_threadpool(_accept, request, files, order)
        await run_in_threadpool(_note, request, who, jobs, is_repeated)
        if is_repeated:
            response.headers["Idempotency-Replayed"] = "true"
        return await run_in_threadpool(jobs_answer, services_of(request), jobs)


def _files(form: FormData) -> list[UploadFile]:
    files = [value for name, value in form.multi_items() if name == "file" and isinstance(value, UploadFile)]
    if not files:
        raise ProblemError(Kind.INVALID, "the form has no field file with a file")
    return files


def _profile(form: FormData) -> str:
    profile = form.get("profile", "")
    if not isinstance(profile, str) or len(profile) > _PROFILE_LENGTH or profile.endswith(".toml"):
        raise ProblemError(Kind.INVALID, "the profile is not a name of a profile")
    return profile


def _accept(request: Request, files: Sequence[Sent], order: Order) -> tuple[list[Job], bool]:
    """Keep and queue; what keeps files from it becomes a problem."""
    try:
        return accept(queue_of(request), files, order)
    except ReadError as error:
        number = " ".join(getattr(error, "__notes__", ()))
        raise ProblemError(Kind.UNSUPPORTED, f"file {number}: {error.args[0]}") from error
    except KeyReusedError as error:
        raise ProblemError(Kind.KEY_REUSED, "the Idempotency-Key came with other files before") from error
    except OSError as error:
        kind = Kind.NO_ROOM if error.errno in _FULL else Kind.UNAVAILABLE
        raise ProblemError(kind, "the files cannot be kept; none is queued") from error


def _note(request: Request, who: Principal, jobs: Sequence[Job], is_repeated: bool) -> None:
    if is_repeated:
        return
    services, app = services_of(request), request.app
    for job in jobs:
        services.access.audit.note(actor_of(request, who), Act.UPLOADED, job.id)
    app.state.metrics.uploaded(len(jobs))
    app.state.worker.wake()
