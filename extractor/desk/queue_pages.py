"""The pages of the queue."""

from __future__ import annotations

from functools import lru_cache
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import RedirectResponse

from extractor.access.guards import Viewer
from extractor.desk.holding import holding_of
from extractor.desk.index import Snapshot
from extractor.desk.pages import page
from extractor.desk.queue import MOST_REASONS, Facets, Filters, QueuePage, facets_of, next_after, queue_page
from extractor.desk.rows import FAMILIES, SIGNS
from extractor.review.attention import Why

_LOOK = 0.8
"""Seconds that one request looks through new documents."""

router = APIRouter(prefix="/desk")


def filters_of(
    why: Annotated[str, Query(max_length=40)] = "",
    field: Annotated[str, Query(max_length=100)] = "",
    profile: Annotated[str, Query(max_length=100)] = "",
    everything: Annotated[bool, Query(alias="all")] = False,
) -> Filters:
    """The filters that an address names."""
    return Filters(why, field, profile, everything)


Asked = Annotated[Filters, Depends(filters_of)]


@router.get("")
def queue(request: Request, who: Viewer, filters: Asked, number: Annotated[int, Query(alias="page")] = 1) -> Response:
    """The queue, or its list alone where a part of the page asks for it."""
    snapshot = holding_of(request).index.snapshot(_LOOK)
    part = request.headers.get("HX-Request") == "true"
    context = {"who": who, **_context(snapshot, filters, number)}
    return page(request, "queue_list.html" if part else "queue.html", context)


def _context(snapshot: Snapshot, filters: Filters, number: int) -> dict[str, Any]:
    return {
        "filters": filters,
        "shown": queue_page(snapshot.entries, filters, number),
        "facets": _facets(snapshot),
        "whole": _whole(snapshot),
        "total": len(snapshot.entries) + snapshot.pending,
        "pending": snapshot.pending,
        "families": {why.value: family for why, family in FAMILIES.items()},
        "signs": SIGNS,
        "most_reasons": MOST_REASONS,
        "contradictory": Why.CONTRADICTORY,
    }


@lru_cache(maxsize=2)
def _facets(snapshot: Snapshot) -> Facets:
    return facets_of(snapshot.entries)


@lru_cache(maxsize=2)
def _whole(snapshot: Snapshot) -> QueuePage:
    return queue_page(snapshot.entries, Filters(), 1)


@router.get("/next")
def following(
    request: Request, who: Viewer, filters: Asked, after: int = 0, rank: Annotated[str, Query(max_length=30)] = ""
) -> Response:
    """To the document behind one, or to the queue where none is left."""
    _ = who
    gravest, _, whole = rank.partition(".")
    at = (int(gravest), int(whole)) if gravest.isdecimal() and whole.isdecimal() else (0, 0)
    number = next_after(holding_of(request).index.snapshot(_LOOK).entries, filters, after, at)
    query = filters.query()
    return RedirectResponse(f"/desk/documents/{number}{query}" if number else f"/desk{query}", status_code=303)
