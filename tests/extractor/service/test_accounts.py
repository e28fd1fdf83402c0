from __future__ import annotations

import json
from typing import Any

import pytest

from extractor.access.roles import Role, Scope
from tests.extractor.service.conftest import PASSWORD, Server

USERS, TOKENS = "/api/v1/users", "/api/v1/tokens"
NEW = {"name": "an", "role": "reviewer", "password": "a good long password"}


def test_an_administrator_lets_people_in(server: Server) -> None:
    """Added, listed without anything secret, changed, shut out, removed."""
    headers = server.sign_in(Role.ADMIN)
    client = server.client

    assert client.post(USERS, json=NEW, headers=headers).status_code == 201
    assert client.post(USERS, json=NEW, headers=headers).status_code == 409
    listed = client.get(USERS)
    assert [user["name"] for user in listed.json()["users"]] == ["admin", "an", "reviewer", "viewer"]
    assert "argon2" not in listed.text
    assert client.patch(f"{USERS}/an", json={"role": "admin"}, headers=headers).json()["role"] == "admin"
    assert client.patch(f"{USERS}/an", json={"is_disabled": True}, headers=headers).json()["is_disabled"] is True
    assert client.delete(f"{USERS}/an", headers=headers).status_code == 204
    assert client.delete(f"{USERS}/an", headers=headers).status_code == 404


@pytest.mark.parametrize("change", [{"role": "viewer"}, {"is_disabled": True}, None])
def test_the_last_administrator_stays(server: Server, change: dict[str, Any] | None) -> None:
    """Otherwise nobody could let others in."""
    headers = server.sign_in(Role.ADMIN)
    if change is None:
        answer = server.client.delete(f"{USERS}/admin", headers=headers)
    else:
        answer = server.client.patch(f"{USERS}/admin", json=change, headers=headers)
    assert (answer.status_code, answer.json()["detail"].partition(";")[0]) == (409, "admin is the last administrator")


def test_a_person_is_changed_as_a_whole_or_not_at_all(server: Server) -> None:
    """With what may not be, the password stays too, and the audit log says nothing of a change."""
    headers, access = server.sign_in(Role.ADMIN), server.services.access
    change = {"password": NEW["password"], "is_disabled": True}

    assert server.client.patch(f"{USERS}/admin", json=change, headers=headers).status_code == 409
    assert access.users.signed_in("admin", PASSWORD) is not None
    assert [entry.action for entry in access.audit.entries(0, 9)] == ["signed-in"]
    change["is_disabled"] = False
    assert server.client.patch(f"{USERS}/admin", json=change, headers=headers).status_code == 200
    assert access.users.signed_in("admin", PASSWORD) is None
    assert [entry.action for entry in access.audit.entries(0, 9)] == ["signed-in", "user-changed"]


def test_a_token_has_power_over_itself_alone(server: Server) -> None:
    """A stolen token of small scope neither ends nor lists the others of its owner, unless it manages users."""
    stolen, other = server.bearer(Role.ADMIN, Scope.METRICS_READ), server.bearer(Role.ADMIN, Scope.DOCUMENTS_READ)
    manager = server.bearer(Role.ADMIN, Scope.USERS_MANAGE)
    client = server.client

    assert [token["id"] for token in client.get(TOKENS, headers=stolen).json()["tokens"]] == [1]
    assert client.delete(f"{TOKENS}/2", headers=stolen).status_code == 404
    assert client.get("/api/v1/documents", headers=other).status_code == 200
    assert [token["id"] for token in client.get(TOKENS, headers=manager).json()["tokens"]] == [1, 2, 3]
    assert client.delete(f"{TOKENS}/2", headers=manager).status_code == 204
    assert client.delete(f"{TOKENS}/1", headers=stolen).status_code == 204


@pytest.mark.parametrize(
    "changed",
    [
        {"password": "short"},
        {"password": "x" * 300},
        {"name": "Capital"},
        {"name": "a/b"},
        {"name": ""},
        {"role": "owner"},
        {"more": 1},
        {"name": None},
    ],
)
def test_people_that_are_refused(server: Server, changed: dict[str, Any]) -> None:
    """Short passwords, names with signs, unknown roles; the password is not in the answer."""
    answer = server.client.post(USERS, json=NEW | changed, headers=server.bearer(Role.ADMIN))
    assert answer.status_code == 422
    assert NEW["password"] not in answer.text


def test_a_person_makes_tokens(server: Server) -> None:
    """With no more than they may, shown once, listed for them alone, and ended by them."""
    headers = server.sign_in(Role.VIEWER)
    client = server.client
    asked = {"name": "a program", "scopes": ["documents:read"], "days": 1}

    added = client.post(TOKENS, json=asked, headers=headers).json()
    more = client.post(TOKENS, json=asked | {"scopes": ["users:manage"]}, headers=headers)
    listed = client.get(TOKENS)
    bearer = {"Authorization": f"Bearer {added['secret']}"}
    server.bearer(Role.ADMIN)

    assert added["secret"].startswith("vanthu_")
    assert more.status_code == 403
    assert [token["name"] for token in listed.json()["tokens"]] == ["a program"]
    assert added["secret"] not in listed.text
    client.cookies.clear()
    assert client.get("/api/v1/documents", headers=bearer).status_code == 200
    assert client.post(TOKENS, json=asked, headers=bearer).status_code == 403
    assert len(client.get(TOKENS, headers=server.bearer(Role.ADMIN)).json()["tokens"]) == 3
    assert client.delete(f"{TOKENS}/{added['token']['id']}", headers=bearer).status_code == 204
    assert client.get("/api/v1/documents", headers=bearer).status_code == 401


def test_wrong_tokens_are_slowed_down(server: Server) -> None:
    """After thirty in a minute everything with a token waits."""
    wrong = {"Authorization": "Bearer vanthu_wrong"}
    statuses = [server.client.get("/api/v1/session", headers=wrong).status_code for _ in range(31)]
    assert statuses == [401] * 30 + [429]


def test_who_did_what_is_noted(server: Server) -> None:
    """Coming in, failing to, and going out, with address and means; entries come in pages."""
    server.client.post("/api/v1/session", json={"name": "admin", "password": "wrong"})
    headers = server.sign_in(Role.ADMIN)
    server.client.delete("/api/v1/session", headers=headers)

    audit = server.bearer(Role.ADMIN)
    first = server.client.get("/api/v1/audit?limit=2", headers=audit).json()
    rest = server.client.get(f"/api/v1/audit?after={first['next']}", headers=audit).json()

    assert [(entry["action"], entry["actor"], entry["address"]) for entry in first["entries"] + rest["entries"]] == [
        ("sign-in-refused", "admin", "testclient"),
        ("signed-in", "admin", "testclient"),
        ("signed-out", "admin", "testclient"),
    ]
    assert rest["next"] is None


def test_a_session_says_who_it_is(server: Server) -> None:
    """And what to send with changes."""
    token = server.sign_in(Role.REVIEWER)["X-CSRF-Token"]
    answer = server.client.get("/api/v1/session").json()
    assert (answer["name"], answer["role"], answer["csrf_token"]) == ("reviewer", "reviewer", token)
    assert PASSWORD not in str(answer)


@pytest.mark.parametrize(
    ("name", "password", "status"),
    [
        ("a password in the wrong field", "x", 401),
        ("\x00", "x", 401),
        ("x" * 200, "x", 401),
        ("\ud800", "x", 422),
        ("admin", "\ud800", 422),
    ],
)
def test_what_is_no_name_is_written_nowhere(server: Server, name: str, password: str, status: int) -> None:
    """Neither met with a defect nor kept in the audit log."""
    body = json.dumps({"name": name, "password": password})
    answer = server.client.post("/api/v1/session", content=body, headers={"Content-Type": "application/json"})
    entries = server.services.access.audit.entries(0, 9)
    assert answer.status_code == status
    assert [entry.actor.name for entry in entries] == ([""] if status == 401 else [])
