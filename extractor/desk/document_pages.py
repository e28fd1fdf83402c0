"""The page of a document, and the parts of it that are fetched as they are needed: sheets, lists, rows, pictures."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from pydantic import BaseModel, Field

from extractor.access.guards import Principal, Viewer
from extractor.access.problems import Kind, ProblemError
from extractor.desk.holding import holding_of, shown_of
from extractor.desk.pages import page, words_of
from extractor.desk.paper import SHOWN_AT_ONCE, Paper
from extractor.desk.queue import Filters
from extractor.desk.queue_pages import Asked
from extractor.desk.rows import SIGNS, Row
from extractor.desk.wholes import LISTS, SINGLE, above
from extractor.errors import ReadError
from extractor.review.places import document_of
from extractor.store.store import RecordKey

_PICTURE_WIDTHS = (960, 1440, 1920)
_KEEP = "private, max-age=86400"
Width = Annotated[int, Query(ge=1, le=10_000)]

router = APIRouter(prefix="/desk/documents")


def paper_of(request: Request, number: Annotated[int, Path(ge=0, le=2**53)]) -> Paper:
    """The document that an address names.

    Raises:
        ProblemError: there is none.
    """
    words = words_of(request)
    found = holding_of(request).paper(number, words)
    if found is None:
        raise ProblemError(Kind.NOT_FOUND, words.of("desk", "unknown_record"))
    return found


Asking = Annotated[Paper, Depends(paper_of)]


@router.get("/{number}")
def document(request: Request, who: Viewer, paper: Asking, filters: Asked, path: str = "") -> Response:
    """A document with its first sheet of interest and what is left to look at in it."""
    rows = paper.open_rows
    chosen = paper.row_at(path) if path else None
    first = chosen or (rows[0] if rows else None)
    sheets = paper.sheets_of(first) if first is not None else ()
    sheet = sheets[0][0] if sheets else paper.numbers[0]
    show = "look" if rows else "all"
    context = {
        "who": who,
        **_shared(paper),
        **_list(paper, show, sheet, 0),
        "sheet": paper.sheet(sheet),
        "width": _PICTURE_WIDTHS[0],
        "filters": filters,
        "chosen": chosen,
        "rank": _rank(request, paper),
        "name": document_of(paper.listed.path, paper.record, language=paper.words.language),
        "left_documents": _left_documents(request, filters),
        "left_behind": _left_behind(request, paper),
    }
    return page(request, "document.html", context)


def _left_behind(request: Request, paper: Paper) -> int:
    """How many decisions were made on other bytes under this file's name that are no longer there."""
    listed = paper.listed
    return holding_of(request).services.decisions.left_behind(RecordKey(listed.sha256, listed.name, listed.position))


def _rank(request: Request, paper: Paper) -> str:
    """How grave the document is before anything is decided on it now."""
    entries = holding_of(request).index.snapshot(0).entries
    gravity = next((each.summary.gravity for each in entries if each.listed.number == paper.listed.number), (0, 0))
    return ".".join(map(str, gravity))


def _left_documents(request: Request, filters: Filters) -> int:
    entries = holding_of(request).index.snapshot(0).entries
    return sum(1 for entry in entries if entry.summary.left and filters.fits(entry))


@router.get("/{number}/sheets/{sheet}")
def sheet(request: Request, who: Viewer, paper: Asking, sheet: int, width: Width = _PICTURE_WIDTHS[0]) -> Response:
    """A sheet with its marks; its picture is asked for in the width that the page names."""
    if sheet not in paper.numbers:
        raise ProblemError(Kind.NOT_FOUND, paper.words.of("desk", "unknown_record"))
    context = {"who": who, **_shared(paper), "sheet": paper.sheet(sheet), "width": _drawn_width(width)}
    return page(request, "sheet.html", context)


def _drawn_width(asked: int) -> int:
    """The width that a picture is drawn in for a page that asks for one."""
    return min((each for each in _PICTURE_WIDTHS if each >= asked), default=_PICTURE_WIDTHS[-1])


class ListAsked(BaseModel):
    """Which list: `look`, `page` (of a sheet), `all`, `findings` or `outline`; from which row on."""

    show: str = "look"
    sheet: int = 1
    begin: int = Field(default=0, ge=0)


@router.get("/{number}/values")
def values(request: Request, who: Viewer, paper: Asking, asked: Annotated[ListAsked, Query()]) -> Response:
    """A list of rows, or the outline."""
    if asked.show == "outline":
        return page(request, "outline.html", {"who": who, **_shared(paper)})
    rows = _list(paper, asked.show, asked.sheet, asked.begin)
    return page(request, "list.html", {"who": who, **_shared(paper), **rows})


@router.get("/{number}/row")
def row(request: Request, who: Viewer, paper: Asking, path: str) -> Response:
    """One row, for a place on a sheet that is in no list."""
    return row_page(request, who, paper, path)


@router.get("/{number}/left")
def left(who: Viewer, paper: Asking) -> Response:
    """How many places are left to look at."""
    _ = who
    return Response(str(len(paper.looks)), media_type="text/plain", headers={"Cache-Control": "no-store"})


def row_page(request: Request, who: Principal, paper: Paper, path: str) -> Response:
    """A row as it stands now; how many are left stands in a header.

    Raises:
        ProblemError: there is no such row.
    """
    found = paper.row_at(path)
    if found is None:
        raise ProblemError(Kind.NOT_FOUND, paper.words.of("acts", "changed"))
    answer = page(request, "one_row.html", {"who": who, **_shared(paper), "row": found})
    answer.headers["X-Desk-Left"] = str(len(paper.looks))
    return answer


@router.get("/{number}/pictures/{sheet}")
def picture(request: Request, who: Viewer, paper: Asking, sheet: int, width: Width = _PICTURE_WIDTHS[0]) -> Response:
    """The picture of a page; browsers keep it."""
    _ = who
    shown = shown_of(paper.listed.sha256, paper.record)
    try:
        drawn = holding_of(request).services.pictures.picture(shown, sheet, _drawn_width(width))
    except (ReadError, OSError, ValueError):
        return Response(status_code=404, headers={"Cache-Control": "no-store"})
    headers = {"ETag": drawn.etag, "Cache-Control": _KEEP, "X-Content-Type-Options": "nosniff"}
    if request.headers.get("If-None-Match") == drawn.etag:
        return Response(status_code=304, headers=headers)
    return Response(drawn.data, media_type=drawn.media_type, headers=headers)


def _shared(paper: Paper) -> dict[str, Any]:
    return {
        "paper": paper,
        "number": paper.listed.number,
        "signs": SIGNS,
        "left": len(paper.looks),
        "above": above,
        "lists": [name for name in LISTS if name not in SINGLE or getattr(paper.record, name) is None],
    }


def _list(paper: Paper, show: str, sheet: int, begin: int) -> dict[str, Any]:
    rows = _rows(paper, show, sheet)
    shown = rows[begin : begin + SHOWN_AT_ONCE]
    behind = begin + SHOWN_AT_ONCE
    return {
        "show": show,
        "at_sheet": sheet,
        "parts": paper.parts(shown),
        "following": behind if behind < len(rows) else None,
        "left_out": max(0, len(rows) - behind),
        "begin": begin,
    }


def _rows(paper: Paper, show: str, sheet: int) -> tuple[Row, ...]:
    """Cells of tables stand on the sheet, where they are found more easily than in a list."""
    if show == "look":
        return paper.open_rows
    if show == "findings":
        return tuple(row for row in paper.rows.values() if row.group == "findings")
    if show == "page":
        return tuple(row for row in paper.rows_on(sheet) if not row.is_cell)
    return tuple(row for row in paper.rows.values() if not row.is_cell and (row.is_open or _is_there(row)))


def _is_there(row: Row) -> bool:
    """Absent values are listed in the head alone, where every document has them."""
    return row.group == "document" or bool(row.words) or row.family != "gap"
