from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi import APIRouter
from fastapi.routing import APIRoute

from extractor.access.guards import principal
from extractor.access.roles import Role, Scope, scopes_of
from extractor.access.users import Change
from extractor.desk.routes import router as desk
from tests.extractor.service.conftest import Server

JOB = "0" * 32
SCOPES = {
    ("POST", "/api/v1/uploads"): Scope.DOCUMENTS_WRITE,
    ("GET", "/api/v1/jobs"): Scope.DOCUMENTS_READ,
    ("GET", f"/api/v1/jobs/{JOB}"): Scope.DOCUMENTS_READ,
    ("DELETE", f"/api/v1/jobs/{JOB}"): Scope.DOCUMENTS_WRITE,
    ("GET", "/api/v1/documents"): Scope.DOCUMENTS_READ,
    ("GET", "/api/v1/documents/1"): Scope.DOCUMENTS_READ,
    ("GET", "/api/v1/documents/1/record"): Scope.DOCUMENTS_READ,
    ("GET", "/api/v1/documents/1/findings"): Scope.DOCUMENTS_READ,
    ("GET", "/api/v1/documents/1/text"): Scope.DOCUMENTS_READ,
    ("GET", "/api/v1/documents/1/pages"): Scope.DOCUMENTS_READ,
    ("GET", "/api/v1/documents/1/pages/1"): Scope.DOCUMENTS_READ,
    ("GET", "/api/v1/documents/1/original"): Scope.DOCUMENTS_READ,
    ("GET", "/api/v1/documents/1/decisions"): Scope.DECISIONS_READ,
    ("GET", "/api/v1/documents/1/looks"): Scope.DECISIONS_READ,
    ("POST", "/api/v1/documents/1/decisions"): Scope.DECISIONS_WRITE,
    ("POST", "/api/v1/documents/1/decisions/undo"): Scope.DECISIONS_WRITE,
    ("DELETE", "/api/v1/documents/1"): Scope.DOCUMENTS_DELETE,
    ("GET", "/api/v1/exports/jsonl"): Scope.EXPORTS_READ,
    ("POST", "/api/v1/webhooks"): Scope.WEBHOOKS_MANAGE,
    ("GET", "/api/v1/webhooks"): Scope.WEBHOOKS_MANAGE,
    ("GET", f"/api/v1/webhooks/{JOB}/deliveries"): Scope.WEBHOOKS_MANAGE,
    ("DELETE", f"/api/v1/webhooks/{JOB}"): Scope.WEBHOOKS_MANAGE,
    ("GET", "/api/v1/users"): Scope.USERS_MANAGE,
    ("POST", "/api/v1/users"): Scope.USERS_MANAGE,
    ("PATCH", "/api/v1/users/nobody"): Scope.USERS_MANAGE,
    ("DELETE", "/api/v1/users/nobody"): Scope.USERS_MANAGE,
    ("GET", "/api/v1/audit"): Scope.AUDIT_READ,
    ("GET", "/metrics"): Scope.METRICS_READ,
}
ANYBODY_KNOWN = {
    ("GET", "/api/v1/session"),
    ("DELETE", "/api/v1/session"),
    ("GET", "/api/v1/tokens"),
    ("POST", "/api/v1/tokens"),
    ("DELETE", "/api/v1/tokens/1"),
}
OPEN = {
    ("POST", "/api/v1/session"),
    ("GET", "/api/v1/problems/csrf"),
    ("GET", "/health/live"),
    ("GET", "/health/ready"),
}
"""Routes for which nobody has to be known."""
OPEN_PAGES = {"/desk/static/{name}", "/desk/language"}


def filled(path: str) -> str:
    """A path of the description with values in its place."""
    for name, value in (("{page}", "1"), ("{format}", "jsonl")):
        path = path.replace(name, value)
    number = "1" if "/documents" in path or "/tokens" in path else JOB
    return path.replace("{id}", number).replace("{name}", "csrf" if "problems" in path else "nobody")


def test_every_operation_is_in_a_table(server: Server) -> None:
    """What the description knows is below, so that none is forgotten; all but a few say that they want a token."""
    paths = server.client.get("/api/v1/openapi.json").json()["paths"]
    described = {(method.upper(), filled(path)) for path, methods in paths.items() for method in methods}
    open_ = {
        (method.upper(), filled(path))
        for path, methods in paths.items()
        for method, operation in methods.items()
        if "security" not in operation
    }

    assert described == SCOPES.keys() | ANYBODY_KNOWN | OPEN
    assert open_ == OPEN


def test_a_token_without_the_scope_is_refused(server: Server) -> None:
    """All scopes but the one that is needed are not enough; the one alone is."""
    for (method, path), scope in SCOPES.items():
        if method == "GET" or scope is not Scope.DOCUMENTS_DELETE:
            others = server.bearer(Role.ADMIN, *(scopes_of(Role.ADMIN) - {scope}))
            refused = server.client.request(method, path, headers=others)
            allowed = server.client.request(method, path, headers=server.bearer(Role.ADMIN, scope))
            assert (path, refused.status_code) == (path, 403)
            assert refused.json()["detail"].startswith(f"it needs the scope {scope.value}")
            assert allowed.status_code not in {401, 403, 500}, path


def test_nobody_known_is_refused(server: Server) -> None:
    """Without a session or token every operation but the open ones answers 401 and how to be known."""
    for method, path in SCOPES.keys() | ANYBODY_KNOWN:
        answer = server.client.request(method, path)
        assert (path, answer.status_code, answer.headers["www-authenticate"]) == (path, 401, "Bearer")
        assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("role", "count"),
    [(Role.VIEWER, 4), (Role.REVIEWER, 6), (Role.ADMIN, 10)],
)
def test_roles_grow(role: Role, count: int) -> None:
    """Each role may do what the one below may, and more."""
    below = [other for other in Role if role.allows(other)]
    assert len(scopes_of(role)) == count
    assert all(scopes_of(other) <= scopes_of(role) for other in below)


def test_a_token_never_may_more_than_its_owner(server: Server) -> None:
    """A token that was given a scope loses it when its owner loses the role, and everything with the owner."""
    headers = server.bearer(Role.REVIEWER, Scope.DOCUMENTS_WRITE, Scope.DOCUMENTS_READ)
    users = server.services.access.users
    cancel = f"/api/v1/jobs/{JOB}"

    assert server.client.delete(cancel, headers=headers).status_code == 404
    users.change("reviewer", Change(role=Role.VIEWER))
    assert server.client.delete(cancel, headers=headers).status_code == 403
    assert server.client.get("/api/v1/documents", headers=headers).status_code == 200
    users.change("reviewer", Change(is_disabled=True))
    assert server.client.get("/api/v1/documents", headers=headers).status_code == 401


def test_every_page_of_the_desk_asks_who_it_is() -> None:
    """A page that forgets its guard would be open to all."""
    routes = list(_routes(desk))
    unguarded = {route.path for route in routes if not any(call is principal for call in _calls(route.dependant))}
    assert len(routes) > 10
    assert unguarded <= OPEN_PAGES


def _routes(router: APIRouter) -> Iterator[APIRoute]:
    """The routes of a router and of those that it includes."""
    for route in router.routes:
        if isinstance(route, APIRoute):
            yield route
        else:
            yield from _routes(getattr(route, "original_router"))  # noqa: B009 -- a class that is not published


def _calls(dependant: object) -> list[object]:
    inner = getattr(dependant, "dependencies", [])
    return [getattr(dependant, "call", None), *(call for each in inner for call in _calls(each))]
