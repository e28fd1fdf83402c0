"""Who asks, and whether they may: dependencies that every route has but the few that are open to all.

A browser is known by its session cookie and has to show with every request that changes something that the page it
comes from is ours; a program is known by its token and has no cookie.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import Depends
from starlette.requests import Request

from extractor.access.audit import Actor
from extractor.access.context import Services, services_of
from extractor.access.keys import is_same
from extractor.access.problems import Kind, ProblemError
from extractor.access.roles import Role, Scope, scopes_of
from extractor.access.sessions import Session

CSRF_HEADER: Final = "X-CSRF-Token"
CSRF_FIELD: Final = "csrf_token"
_SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_FORM: Final = "application/x-www-form-urlencoded"
_BEARER: Final = {"WWW-Authenticate": "Bearer"}


@dataclass(frozen=True, slots=True)
class Principal:
    """Who asks: a user by a browser, a program by a token, or the one of a local desk.

    `id` is that of the user, `token` that of the token, if any.
    """

    name: str
    role: Role
    means: str
    scopes: frozenset[Scope]
    id: int | None = None
    token: int | None = None


def cookie_name(services: Services) -> str:
    """The name of the session cookie; by its prefix a browser keeps it to this host and to https."""
    return "__Host-vanthu" if services.settings.is_behind_https else "vanthu"


def address_of(request: Request) -> str:
    """The address of the other end."""
    return request.client.host if request.client else ""


def actor_of(request: Request, who: Principal) -> Actor:
    """Who the audit log names."""
    return Actor(who.name, who.means, address_of(request))


async def sent_csrf(request: Request) -> str:
    """What the request shows of its session: the header, or the field of a plain form."""
    header = request.headers.get(CSRF_HEADER)
    if header is not None or request.method in _SAFE:
        return header or ""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _FORM:
        return ""
    field = (await request.form(max_fields=200, max_files=0)).get(CSRF_FIELD, "")
    return field if isinstance(field, str) else ""


def principal(request: Request, sent: Annotated[str, Depends(sent_csrf)]) -> Principal:
    """Who asks.

    Raises:
        ProblemError: nobody who is known, or what would change something may come from another site.
    """
    services = services_of(request)
    header = request.headers.get("authorization")
    who = _by_browser(request, services, sent) if header is None else _by_token(request, services, header)
    request.state.principal = who
    return who


def _by_token(request: Request, services: Services, header: str) -> Principal:
    access, address = services.access, address_of(request)
    access.throttle.check("failures", address)
    scheme, _, secret = header.partition(" ")
    known = access.tokens.known(secret.strip()) if scheme.lower() == "bearer" else None
    if known is None:
        access.throttle.count("failures", address)
        raise ProblemError(Kind.NOT_SIGNED_IN, "the token is unknown, or it has ended", _BEARER)
    return Principal(known.user.name, known.user.role, "token", known.scopes, known.user.id, known.id)


def _by_browser(request: Request, services: Services, sent: str) -> Principal:
    session = session_of(request)
    if session is None:
        raise ProblemError(Kind.NOT_SIGNED_IN, "the request shows no session and no token", _BEARER)
    if request.method not in _SAFE:
        check_origin(request)
        if not is_same(sent, session.csrf):
            raise ProblemError(Kind.CSRF, "the request does not show the token of its session")
    if session.user is None:
        return Principal(session.name, Role.ADMIN, "local", scopes_of(Role.ADMIN))
    user = services.access.users.by_id(session.user)
    if user is None or user.is_disabled:
        raise ProblemError(Kind.NOT_SIGNED_IN, "this user may not come in any more", _BEARER)
    return Principal(user.name, user.role, "user", scopes_of(user.role), user.id)


def session_of(request: Request) -> Session | None:
    """The session of a browser; one of a local desk is worth nothing to a server of several people, and vice versa."""
    services = services_of(request)
    secret = request.cookies.get(cookie_name(services))
    session = services.access.sessions.find(secret) if secret else None
    return session if session is not None and (session.user is None) == services.local else None


def csrf_token(request: Request) -> str:
    """What the pages of a session send with whatever changes something; empty without a session."""
    session = session_of(request)
    return session.csrf if session else ""


def check_origin(request: Request) -> None:
    """Refuse what a browser says comes from a page of another site.

    Browsers say so by Sec-Fetch-Site; older ones by Origin, which may be `null` for forms.

    Raises:
        ProblemError: it does.
    """
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    if site is None:
        is_ours = origin is None or origin.partition("://")[2] == request.headers.get("host", "")
    else:
        is_ours = site in {"same-origin", "none"}
    if not is_ours:
        raise ProblemError(Kind.CSRF, "the request comes from a page of another site")


def needs(scope: Scope) -> Callable[[Principal], Principal]:
    """A dependency that lets in who may do what the scope names."""

    def check(who: Annotated[Principal, Depends(principal)]) -> Principal:
        if scope not in who.scopes:
            raise ProblemError(Kind.FORBIDDEN, f"it needs the scope {scope.value}")
        return who

    return check


def _at_least(role: Role) -> Callable[[Principal], Principal]:
    """A dependency for pages: a person of a role, by a browser."""

    def check(who: Annotated[Principal, Depends(principal)]) -> Principal:
        if who.means == "token":
            raise ProblemError(Kind.FORBIDDEN, "pages are for browsers; programs use /api/v1")
        if not who.role.allows(role):
            raise ProblemError(Kind.FORBIDDEN, f"it needs the role {role.value}")
        return who

    return check


viewer = _at_least(Role.VIEWER)
reviewer = _at_least(Role.REVIEWER)
Viewer = Annotated[Principal, Depends(viewer)]
Reviewer = Annotated[Principal, Depends(reviewer)]
