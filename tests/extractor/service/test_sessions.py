from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from extractor.access.keys import digest
from extractor.access.roles import Role
from extractor.access.settings import LocalMode, SessionTimes
from extractor.access.users import Change
from extractor.serving.login import inside
from tests.extractor.service.conftest import PASSWORD, Server

CANCEL = "/api/v1/jobs/" + "0" * 32
"""A request that changes something, of a job that does not exist: 404 once it is let in."""
HTML = {"Accept": "text/html"}


@pytest.mark.parametrize(
    ("token", "headers", "status"),
    [
        ("right", {}, 404),
        ("right", {"Origin": "http://testserver"}, 404),
        ("right", {"Sec-Fetch-Site": "same-origin"}, 404),
        ("right", {"Sec-Fetch-Site": "same-origin", "Origin": "null"}, 404),
        ("right", {"Origin": "http://evil.example"}, 403),
        ("right", {"Origin": "null"}, 403),
        ("right", {"Sec-Fetch-Site": "cross-site"}, 403),
        ("right", {"Sec-Fetch-Site": "same-site"}, 403),
        ("wrong", {}, 403),
        ("", {}, 403),
        (None, {}, 403),
        (None, {"Sec-Fetch-Site": "same-origin"}, 403),
        ("é" * 64, {}, 403),
    ],
)
def test_what_changes_something_shows_its_session(
    server: Server, token: str | None, headers: dict[str, str], status: int
) -> None:
    """A request by cookie needs the token of its session and must not come from another site."""
    right = server.sign_in(Role.REVIEWER)["X-CSRF-Token"]
    shown = {} if token is None else {"X-CSRF-Token": right if token == "right" else token}
    encoded = [(name.encode(), value.encode()) for name, value in (shown | headers).items()]

    answer = server.client.delete(CANCEL, headers=encoded)

    assert answer.status_code == status
    if status == 403:
        assert answer.json()["type"] == "/api/v1/problems/csrf"


def test_a_plain_form_shows_its_session_in_a_field(server: Server) -> None:
    """A form without script sends the token as a field; without it nothing happens."""
    token = server.sign_in(Role.REVIEWER)["X-CSRF-Token"]

    refused = server.client.post("/logout", data={"csrf_token": "wrong"}, follow_redirects=False)
    done = server.client.post("/logout", data={"csrf_token": token}, follow_redirects=False)

    assert (refused.status_code, done.status_code) == (403, 303)
    assert server.client.get("/api/v1/session").status_code == 401


def test_reading_needs_no_token(server: Server) -> None:
    """A cookie alone may read."""
    server.sign_in(Role.VIEWER)
    assert server.client.get("/api/v1/documents").status_code == 200


def test_a_token_of_a_program_needs_no_csrf(server: Server) -> None:
    """No other site can send a token."""
    headers = server.bearer(Role.REVIEWER) | {"Origin": "http://evil.example"}
    assert server.client.delete(CANCEL, headers=headers).status_code == 404


def test_the_cookie_is_kept_from_scripts_and_other_sites(server: Server) -> None:
    """HttpOnly, SameSite=Strict, and nothing of it is in the database but a digest."""
    answer = server.client.post("/api/v1/session", json={"name": "admin", "password": PASSWORD})

    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    secret = server.client.cookies["vanthu"]
    database = Path(server.services.settings.location).joinpath("store.db")
    written = b"".join(path.read_bytes() for path in database.parent.glob("store.db*"))
    assert secret.encode() not in written
    assert digest(secret).encode() in written


def test_behind_https_the_cookie_is_bound_to_the_host(serve: Callable[..., Server]) -> None:
    """Then cookies go by https alone, and browsers are told to stay there."""
    server = serve(is_behind_https=True)
    answer = server.client.post("/api/v1/session", json={"name": "admin", "password": PASSWORD})
    assert answer.headers["set-cookie"].startswith("__Host-vanthu=")
    assert "; secure" in answer.headers["set-cookie"].lower()
    assert answer.headers["strict-transport-security"] == "max-age=31536000"


def test_signing_in_makes_a_new_session(server: Server) -> None:
    """Whoever planted a cookie before does not have the session after; the old one has ended."""
    server.sign_in(Role.ADMIN)
    before = server.client.cookies["vanthu"]
    server.sign_in(Role.ADMIN)
    after = server.client.cookies["vanthu"]

    assert before != after
    assert server.services.access.sessions.find(before) is None
    assert server.services.access.sessions.find(after) is not None


@pytest.mark.parametrize("times", [SessionTimes(idle=0.0), SessionTimes(most=0.0)])
def test_sessions_end(serve: Callable[..., Server], times: SessionTimes) -> None:
    """Without use, and whatever happens."""
    server = serve(sessions=times)
    server.sign_in(Role.ADMIN)
    assert server.client.get("/api/v1/session").status_code == 401


@pytest.mark.parametrize("change", ["role", "password", "disabled", "removed"])
def test_a_changed_person_is_signed_out(server: Server, change: str) -> None:
    """Sessions do not outlive what they were given for."""
    server.sign_in(Role.REVIEWER)
    users = server.services.access.users
    if change == "role":
        users.change("reviewer", Change(role=Role.VIEWER))
    elif change == "password":
        users.change("reviewer", Change(password="another password"))
    elif change == "disabled":
        users.change("reviewer", Change(is_disabled=True))
    else:
        users.remove("reviewer")
    assert server.client.get("/api/v1/session").status_code == 401


@pytest.mark.parametrize("spelling", ["ADMIN", " admin ", "ａdmin", "ａｄｍｉｎ", "ﬀ"])
def test_a_name_has_one_limit_however_it_is_spelt(server: Server, spelling: str) -> None:
    """Each spelling that opens the same person counts for it, and the audit log has the name as it is kept."""
    server.services.access.users.add("ff", Role.VIEWER, PASSWORD)
    name = "ff" if spelling == "ﬀ" else "admin"
    statuses = [
        TestClient(server.client.app, client=(f"10.0.0.{number}", 1))
        .post("/api/v1/session", json={"name": spelling if number % 2 else name, "password": "x"})
        .status_code
        for number in range(11)
    ]
    assert statuses == [401] * 10 + [429]
    assert {entry.actor.name for entry in server.services.access.audit.entries(0, 50)} == {name}


def test_wrong_passwords_are_slowed_down(server: Server) -> None:
    """After ten wrong passwords in a minute even the right one waits; another address does not help the same name."""
    wrong = {"name": "admin", "password": "x"}
    statuses = [server.client.post("/api/v1/session", json=wrong).status_code for _ in range(11)]
    right = server.client.post("/api/v1/session", json={"name": "admin", "password": PASSWORD})

    assert statuses == [401] * 10 + [429]
    assert right.status_code == 429
    assert int(right.headers["retry-after"]) >= 1


def test_who_waits_is_told_in_the_form(server: Server) -> None:
    """In the language of the page, and programs by Retry-After."""
    data = {"name": "viewer", "password": "x"}
    answers = [server.client.post("/login", data=data, headers={"Accept-Language": "vi"}) for _ in range(11)]
    assert [answer.status_code for answer in answers] == [401] * 10 + [429]
    assert "chờ một lúc rồi thử lại" in answers[-1].text
    assert int(answers[-1].headers["retry-after"]) >= 1


def test_pages_send_to_the_login_and_back(server: Server) -> None:
    """A browser without a session comes to the form, and after it where it wanted to go."""
    answer = server.client.get("/desk?why=failed", headers=HTML, follow_redirects=False)
    form = server.client.get(answer.headers["location"], headers=HTML)
    data = {"name": "viewer", "password": PASSWORD, "next": "/desk?why=failed"}
    done = server.client.post("/login", data=data, follow_redirects=False)

    assert answer.headers["location"] == "/login?next=%2Fdesk%3Fwhy%3Dfailed"
    assert 'value="/desk?why=failed"' in form.text
    assert (done.status_code, done.headers["location"]) == (303, "/desk?why=failed")


def test_a_form_of_another_site_signs_nobody_in(server: Server) -> None:
    """Signing somebody in as another (login CSRF) is refused by where the form comes from."""
    data = {"name": "viewer", "password": PASSWORD}
    answer = server.client.post("/login", data=data, headers={"Origin": "https://evil.example"})
    assert answer.status_code == 403


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("/desk/documents/1", "/desk/documents/1"),
        ("//evil.example", "/desk"),
        ("/\\evil.example", "/desk"),
        ("https://evil.example", "/desk"),
        ("javascript:alert(1)", "/desk"),
        ("/a\r\nSet-Cookie: x", "/desk"),
        ("", "/desk"),
    ],
)
def test_nobody_is_sent_to_another_site(target: str, expected: str) -> None:
    """What a form says where to go leads to this server only."""
    assert inside(target) == expected


def test_the_key_of_a_local_desk_opens_once(serve: Callable[..., Server]) -> None:
    """The printed key makes one session; a wrong one and the used one make none."""
    first = serve(local=LocalMode("an", "the-key")).client
    second = TestClient(first.app)

    assert first.get("/open?key=wrong", follow_redirects=False).status_code == 401
    assert first.get("/open?key=the-key", follow_redirects=False).status_code == 303
    assert second.get("/open?key=the-key", follow_redirects=False).status_code == 401
    assert first.get("/api/v1/session").json()["name"] == "an"
    assert second.get("/api/v1/session").status_code == 401
    assert first.post("/login", data={"name": "an", "password": "x"}).status_code == 404


def test_a_local_session_is_worth_nothing_to_a_server(serve: Callable[..., Server]) -> None:
    """The same store served to several people does not know the cookie of a desk."""
    server = serve()
    secret = server.services.access.sessions.begin("an")
    server.client.cookies.set("vanthu", secret)
    assert server.client.get("/api/v1/session").status_code == 401
