"""Errors as answers: problem details for programs, a plain page for browsers, the login page for who is unknown."""

from __future__ import annotations

import html
import json
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from extractor.access.context import services_of
from extractor.access.problems import MEDIA_TYPE, Kind, ProblemError, body_of, kind_of
from extractor.errors import OutputError, ReadError, StoreError, UsageError, VanthuError

_MOST_ERRORS = 50


def install(app: FastAPI) -> None:
    """Have every error of a request become an answer."""
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(StoreError, _store)
    app.add_exception_handler(OutputError, _store)
    app.add_exception_handler(UsageError, _usage)
    app.add_exception_handler(ReadError, _unreadable)
    app.add_exception_handler(VanthuError, _unavailable)


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    kind = error.kind if isinstance(error, ProblemError) else kind_of(error.status_code)
    detail = str(error.detail) if isinstance(error, ProblemError) else kind.value.title
    return refusal(request, kind, detail, error.headers)


def _invalid(request: Request, error: Exception) -> Response:
    """What was wrong and where; what was sent is not repeated."""
    assert isinstance(error, RequestValidationError)
    found = [{"pointer": _pointer(each["loc"]), "detail": str(each["msg"])} for each in error.errors()[:_MOST_ERRORS]]
    return refusal(request, Kind.INVALID, "the request does not have the form that is described", errors=found)


def _store(request: Request, _: Exception) -> Response:
    return refusal(request, Kind.UNAVAILABLE, "the store cannot be read or written", {"Retry-After": "5"})


def _unavailable(request: Request, _: Exception) -> Response:
    return refusal(request, Kind.UNAVAILABLE, "what reads documents cannot be started", {"Retry-After": "5"})


def _usage(request: Request, error: Exception) -> Response:
    return refusal(request, Kind.INVALID, " ".join(str(argument) for argument in error.args))


def _unreadable(request: Request, error: Exception) -> Response:
    """A file that cannot be shown; the code of the reason says why."""
    reason = error.reason if isinstance(error, ReadError) else ""
    return refusal(request, Kind.UNSUPPORTED, f"the file cannot be shown ({reason})")


def _pointer(path: Sequence[Any]) -> str:
    """A JSON pointer (RFC 6901) whose first part is where in the request it stands: body, query, header, path."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in path)


def refusal(
    request: Request,
    kind: Kind,
    detail: str,
    headers: Mapping[str, str] | None = None,
    errors: Sequence[Mapping[str, str]] = (),
) -> Response:
    """The answer to a request that is refused, in the form that suits who asks."""
    if not _is_browser(request):
        body = body_of(kind, detail, f"urn:uuid:{request_id(request)}")
        if errors:
            body["errors"] = list(errors)
        return Response(json.dumps(body), kind.value.status, dict(headers or {}), MEDIA_TYPE)
    if kind is Kind.NOT_SIGNED_IN:
        return _to_login(request)
    return HTMLResponse(_page(kind, detail), kind.value.status, dict(headers or {}))


def request_id(request: Request) -> str:
    """The id of the request, as the log and the answer have it."""
    return str(getattr(request.state, "id", ""))


def _is_browser(request: Request) -> bool:
    """Whether a page is asked for and no program asks."""
    accepts = request.headers.get("accept", "")
    is_page = "text/html" in accepts or request.headers.get("hx-request") == "true"
    return is_page and not request.url.path.startswith(("/api/", "/health/", "/metrics"))


def _to_login(request: Request) -> Response:
    here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    target = "/login?next=" + quote(here if request.method == "GET" else "/", safe="")
    if request.headers.get("hx-request") == "true":
        return Response(status_code=401, headers={"HX-Redirect": "/login"})
    if services_of(request).local:
        return HTMLResponse(_page(Kind.NOT_SIGNED_IN, "open the address that vanthu review printed"), 401)
    return RedirectResponse(target, 303)


def _page(kind: Kind, detail: str) -> str:
    title, text = html.escape(kind.value.title), html.escape(f"{detail}; {kind.value.advice}")
    return f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title><h1>{title}</h1><p>{text}</p>'
