"""The pages by which people come in: a form for their password, or the address with a one-time key."""

from __future__ import annotations

import threading
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from extractor.access.audit import Act, Actor
from extractor.access.context import services_of
from extractor.access.entrance import begin_session, end_session, refuse_key, signed_in
from extractor.access.guards import Principal, actor_of, address_of, principal
from extractor.access.keys import is_same
from extractor.access.problems import Kind, ProblemError
from extractor.desk.pages import page

HOME = "/desk"
router = APIRouter(include_in_schema=False)


class OneTimeKey:
    """The key of a local desk, which opens once."""

    def __init__(self, key: str | None) -> None:
        """Keep the key; without one nothing opens."""
        self._key, self._lock = key, threading.Lock()

    def opens(self, key: str) -> bool:
        """Whether it is the key; it is not the next time."""
        with self._lock:
            if self._key is None or not is_same(self._key, key):
                return False
            self._key = None
            return True


@router.get("/")
def home() -> Response:
    """The first page."""
    return RedirectResponse(HOME, 303)


@router.get("/open")
def open_local(request: Request, key: Annotated[str, Query(max_length=200)]) -> Response:
    """Let the one of a local desk in."""
    services = services_of(request)
    services.access.throttle.check("failures", address_of(request))
    local, known = services.settings.local, request.app.state.local_key
    if local is None or not known.opens(key):
        raise refuse_key(request)
    response = RedirectResponse("/", 303)
    begin_session(request, response, local.reviewer)
    services.access.audit.note(Actor(local.reviewer, "local", address_of(request)), Act.SIGNED_IN)
    return response


@router.get("/login")
def login_page(request: Request, next_: Annotated[str, Query(alias="next", max_length=2000)] = HOME) -> Response:
    """The form."""
    return _form(request, next_)


@router.post("/login")
def login(
    request: Request,
    name: Annotated[str, Form(max_length=256)],
    password: Annotated[str, Form(max_length=1024)],
    next_: Annotated[str, Form(alias="next", max_length=2000)] = HOME,
) -> Response:
    """Let a person in who knows the password."""
    if services_of(request).local:
        raise ProblemError(Kind.NOT_FOUND, "a local desk has no passwords")
    try:
        user = signed_in(request, name, password)
    except ProblemError as error:
        if error.kind is not Kind.TOO_MANY:
            raise
        form = _form(request, next_, waits=True)
        form.headers.update(error.headers or {})
        return form
    if user is None:
        return _form(request, next_, failed=True)
    response = RedirectResponse(inside(next_), 303)
    begin_session(request, response, user)
    return response


@router.post("/logout")
def logout(request: Request, who: Annotated[Principal, Depends(principal)]) -> Response:
    """Let a person go."""
    response = RedirectResponse("/login", 303)
    end_session(request, response)
    services_of(request).access.audit.note(actor_of(request, who), Act.SIGNED_OUT)
    return response


def inside(target: str) -> str:
    """An address of this server, so that nobody is sent on to another one."""
    is_inside = target.startswith("/") and not target.startswith(("//", "/\\")) and target.isprintable()
    return target if is_inside else HOME


def _form(request: Request, target: str, *, failed: bool = False, waits: bool = False) -> HTMLResponse:
    context = {"failed": failed, "next": inside(target), "waits": waits}
    return page(request, "login.html", context, status=429 if waits else 401 if failed else 200)
