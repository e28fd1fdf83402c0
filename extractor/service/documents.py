"""Documents that were read: records, findings, texts, pictures of pages, originals."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Final
from urllib.parse import quote

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from starlette.responses import StreamingResponse

from extractor.access.audit import Act
from extractor.access.context import Services, services_of
from extractor.access.guards import Principal, actor_of, needs
from extractor.access.problems import PREFIX, Kind, ProblemError
from extractor.access.roles import Scope
from extractor.decisions.lines import decided_line
from extractor.errors import NoPagesError, PageNotFoundError
from extractor.jobs.deletion import NotDeletableError, delete_file
from extractor.page_images import Shown
from extractor.service.paging import LARGEST, After, Limit, cut
from extractor.store.listing import Held, Listed, held, listing_page
from extractor.store.originals import place_of

router = APIRouter(prefix=PREFIX, tags=["documents"])
DocumentId = Annotated[int, Path(alias="id", ge=1, le=LARGEST)]
_READER = Depends(needs(Scope.DOCUMENTS_READ))
_PIECE: Final = 1 << 20
_RECORD: Final[dict[int | str, dict[str, Any]]] = {
    200: {"content": {"application/json": {"schema": {"type": "object"}}}, "description": "vanthu schema describes it"}
}
_TEXT: Final[dict[int | str, dict[str, Any]]] = {200: {"content": {"text/plain": {"schema": {"type": "string"}}}}}
_PICTURE: Final[dict[int | str, dict[str, Any]]] = {
    200: {"content": {"image/jpeg": {}}, "description": "The picture"},
    304: {"description": "It is what the browser has"},
}
_BYTES: Final[dict[int | str, dict[str, Any]]] = {
    200: {"content": {"application/octet-stream": {}}, "description": "The file as it came in"}
}


@dataclass(frozen=True, slots=True)
class DocumentAnswer:
    """A document: where its file is listed, its place among the documents of the file from 0, how reading ended."""

    id: int
    path: str
    name: str
    sha256: str
    position: int
    status: str
    reason: str | None


@dataclass(frozen=True, slots=True)
class DocumentsAnswer:
    """Documents; `next` is what to send as `after` for the following ones, null at the end."""

    documents: list[DocumentAnswer]
    next: int | None


@dataclass(frozen=True, slots=True)
class PageAnswer:
    """The size of a page as shown, in points (1/72 inch), the space of the boxes in a record's evidence."""

    page: int
    width: float
    height: float


@router.get("/documents", dependencies=[_READER], operation_id="list_documents")
def list_documents(request: Request, limit: Limit = 50, after: After = None) -> DocumentsAnswer:
    """Documents in the order in which they were read."""
    services = services_of(request)
    found = listing_page(services.store, services.version, services.profile, after or 0, limit + 1)
    shown, following = cut(found, limit, lambda listed: listed.number)
    return DocumentsAnswer([_answer(listed) for listed in shown], following)


@router.get("/documents/{id}", dependencies=[_READER], operation_id="get_document")
def get_document(request: Request, number: DocumentId) -> DocumentAnswer:
    """A document."""
    return _answer(held_document(services_of(request), number).listed)


@router.get("/documents/{id}/record", dependencies=[_READER], operation_id="get_record", responses=_RECORD)
def get_record(
    request: Request,
    number: DocumentId,
    as_read: Annotated[bool, Query(description="without what people decided about it")] = False,
) -> Response:
    """The record: every value with its place, with what people decided about it."""
    return Response(_line(services_of(request), number, as_read=as_read), media_type="application/json")


@router.get("/documents/{id}/findings", dependencies=[_READER], operation_id="get_findings", responses=_RECORD)
def get_findings(request: Request, number: DocumentId) -> dict[str, list[Any]]:
    """What is missing or contradictory in a document, with its places."""
    return {"findings": json.loads(_line(services_of(request), number, as_read=False))["findings"]}


@router.get("/documents/{id}/text", dependencies=[_READER], operation_id="get_text", responses=_TEXT)
def get_text(request: Request, number: DocumentId) -> Response:
    """The text that the offsets of the record refer to, counted in code points."""
    text = held_document(services_of(request), number).text
    if text is None:
        raise ProblemError(Kind.NOT_FOUND, "the document could not be read: it has no text")
    return Response(text.encode("utf-8", "replace"), media_type="text/plain; charset=utf-8")


@router.get("/documents/{id}/pages", dependencies=[_READER], operation_id="list_pages")
def list_pages(request: Request, number: DocumentId) -> list[PageAnswer]:
    """The pages of a document; none where its form has no pages."""
    services = services_of(request)
    try:
        sizes = services.pictures.pages(_shown(held_document(services, number)))
    except NoPagesError:
        return []
    except (FileNotFoundError, ValueError) as error:
        raise _gone() from error
    return [PageAnswer(page, size.width, size.height) for page, size in enumerate(sizes, start=1)]


@router.get("/documents/{id}/pages/{page}", dependencies=[_READER], operation_id="get_page", responses=_PICTURE)
def get_page(
    request: Request,
    number: DocumentId,
    page: Annotated[int, Path(ge=1, le=100_000)],
    width: Annotated[int, Query(ge=1, le=2880, description="pixels; the next larger of a few widths")] = 960,
) -> Response:
    """The picture of a page."""
    services = services_of(request)
    try:
        picture = services.pictures.picture(_shown(held_document(services, number)), page, width)
    except (NoPagesError, PageNotFoundError) as error:
        raise ProblemError(Kind.NOT_FOUND, "the document has no such page") from error
    except (FileNotFoundError, ValueError) as error:
        raise _gone() from error
    headers = {"ETag": picture.etag, "Cache-Control": "private, max-age=3600"}
    if request.headers.get("if-none-match") == picture.etag:
        return Response(status_code=304, headers=headers)
    return Response(picture.data, headers=headers, media_type=picture.media_type)


@router.get("/documents/{id}/original", operation_id="get_original", responses=_BYTES)
def get_original(
    request: Request, number: DocumentId, who: Annotated[Principal, Depends(needs(Scope.DOCUMENTS_READ))]
) -> Response:
    """The file as it came in."""
    services = services_of(request)
    listed = held_document(services, number).listed
    originals = services.store.originals
    size = originals.size(place_of(listed.sha256))
    if size is None:
        raise _gone()
    services.access.audit.note(actor_of(request, who), Act.ORIGINAL_TAKEN, str(number))
    headers = {
        "Content-Length": str(size),
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(listed.name, safe='')}",
    }
    pieces = _pieces(services, listed.sha256)
    return StreamingResponse(pieces, headers=headers, media_type="application/octet-stream")


@router.delete("/documents/{id}", status_code=204, operation_id="delete_document")
def delete_document(
    request: Request, number: DocumentId, who: Annotated[Principal, Depends(needs(Scope.DOCUMENTS_DELETE))]
) -> Response:
    """Let go of the file that holds the document, and of all documents in it; only what was handed in."""
    services = services_of(request)
    listed = held_document(services, number).listed
    try:
        delete_file(services.store, listed.sha256, listed.name)
    except NotDeletableError as error:
        raise ProblemError(Kind.CONFLICT, str(error)) from error
    services.pictures.forget(listed.sha256)
    services.access.audit.note(actor_of(request, who), Act.DOCUMENT_DELETED, f"{number} {listed.sha256}")
    return Response(status_code=204)


def held_document(services: Services, number: int) -> Held:
    """The document with a number.

    Raises:
        ProblemError: there is none.
    """
    found = held(services.store, number)
    if found is None:
        raise ProblemError(Kind.NOT_FOUND, "there is no such document")
    return found


def _line(services: Services, number: int, *, as_read: bool) -> str:
    line = held_document(services, number).line.decode()
    return line if as_read else decided_line(services.decisions, line)


def _shown(found: Held) -> Shown:
    source = found.record().source
    return Shown(found.listed.sha256, source.sha256 if source.container is not None else None)


def _gone() -> ProblemError:
    return ProblemError(Kind.NOT_FOUND, "the original is no longer kept, or was changed")


def _pieces(services: Services, sha256: str) -> Iterator[bytes]:
    originals = services.store.originals
    with originals.files.open(f"{originals.root}/{place_of(sha256)}", "rb") as stream:
        while piece := stream.read(_PIECE):
            yield piece


def _answer(listed: Listed) -> DocumentAnswer:
    return DocumentAnswer(
        id=listed.number,
        path=listed.path,
        name=listed.name,
        sha256=listed.sha256,
        position=listed.position,
        status=listed.status,
        reason=listed.reason,
    )
