"""Records taken out as a file, in the forms of `vanthu export`; a form that is a folder comes as a ZIP archive."""

from __future__ import annotations

import shutil
import threading
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path as FilePath
from tempfile import TemporaryDirectory
from typing import Annotated, Any, BinaryIO, Final

from fastapi import APIRouter, Depends, Path, Query, Request
from starlette.responses import StreamingResponse

from extractor.access.audit import Act
from extractor.access.context import Services, services_of
from extractor.access.guards import Principal, actor_of, needs
from extractor.access.problems import PREFIX, Kind, ProblemError
from extractor.access.roles import Scope
from extractor.decisions.lines import decided_documents
from extractor.writing.formats import FORMATS, write_documents
from extractor.writing.tabular import Taken
from extractor.writing.taking import Files, taken_from_store, valid_only

router = APIRouter(prefix=PREFIX, tags=["exports"])
FormatName = Annotated[str, Path(alias="format", pattern=f"^({'|'.join(FORMATS)})$")]
_AT_ONCE: Final = threading.BoundedSemaphore(2)
"""Exports that are made at once: each reads the whole store."""
_PIECE: Final = 1 << 20
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""The same records give the same archive."""
_TYPES: Final = {
    "jsonl": ("application/jsonl", "records.jsonl"),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "records.xlsx"),
    "stacked": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "tables.xlsx"),
    "register-sent": ("text/csv; charset=utf-8", "register-sent.csv"),
    "register-received": ("text/csv; charset=utf-8", "register-received.csv"),
}
_FILE: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": "The file",
        "content": {kind.partition(";")[0]: {} for kind, _ in _TYPES.values()} | {"application/zip": {}},
    }
}


@router.get("/exports/{format}", operation_id="export", responses=_FILE)
def export(
    request: Request,
    form: FormatName,
    who: Annotated[Principal, Depends(needs(Scope.EXPORTS_READ))],
    as_read: Annotated[bool, Query(description="without what people decided")] = False,
    valid: Annotated[bool, Query(description="without documents that a later file supersedes")] = False,
) -> StreamingResponse:
    """All records as a file."""
    services = services_of(request)
    if services.version not in services.store.versions():
        raise ProblemError(Kind.NOT_FOUND, "nothing was read yet")
    if not _AT_ONCE.acquire(blocking=False):
        raise ProblemError(Kind.TOO_MANY, "other exports are being made", {"Retry-After": "5"})
    try:
        stream, size = _written(services, form, _chosen(services, as_read=as_read, valid=valid))
    finally:
        _AT_ONCE.release()
    services.access.audit.note(actor_of(request, who), Act.EXPORTED, form)
    media_type, name = _TYPES.get(form, ("application/zip", f"{form}.zip"))
    headers = {"Content-Length": str(size), "Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingResponse(_pieces(stream), headers=headers, media_type=media_type)


def _chosen(services: Services, *, as_read: bool, valid: bool) -> Iterator[Taken]:
    documents = taken_from_store(services.store, services.version, services.profile)
    if not as_read:
        documents = decided_documents(services.decisions, documents)
    return valid_only(documents) if valid else documents


def _written(services: Services, form: str, documents: Iterator[Taken]) -> tuple[BinaryIO, int]:
    """The file, open, under no name any more: nothing is left behind, however the answer ends."""
    parent = services.cache / "exports"
    parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with TemporaryDirectory(dir=parent) as folder, ExitStack() as stack:
        target = FilePath(folder) / "out"
        files = stack.enter_context(Files.of(services.store)) if form == "edxml" else None
        write_documents(form, documents, target, files)
        whole = _packed(target) if target.is_dir() else target
        return whole.open("rb"), whole.stat().st_size


def _packed(folder: FilePath) -> FilePath:
    target = folder.with_name("out.zip")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                entry = zipfile.ZipInfo(path.relative_to(folder).as_posix(), _EPOCH)
                entry.compress_type = zipfile.ZIP_DEFLATED
                with path.open("rb") as source, archive.open(entry, "w") as sink:
                    shutil.copyfileobj(source, sink, _PIECE)
    return target


def _pieces(stream: BinaryIO) -> Iterator[bytes]:
    with stream:
        while piece := stream.read(_PIECE):
            yield piece
