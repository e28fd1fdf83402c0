from __future__ import annotations

import asyncio
import io
import json
import logging

import pytest

from extractor.access.roles import Role
from extractor.access.settings import Limits
from extractor.serving.edge import HEADERS
from extractor.serving.logs import LOGGER, JsonLines
from tests.extractor.coroutines import outcome
from tests.extractor.service.conftest import SAMPLE, Server, made, quick_passwords, serve, server

__all__ = ["made", "quick_passwords", "serve", "server"]


@pytest.mark.parametrize(
    ("path", "accept"),
    [
        ("/health/live", "*/*"),
        ("/login", "text/html"),
        ("/nothing", "text/html"),
        ("/api/v1/documents", "*/*"),
        ("/desk/static/desk.css", "*/*"),
        ("/api/v1/openapi.json", "*/*"),
    ],
)
def test_every_answer_has_the_security_headers(server: Server, path: str, accept: str) -> None:
    """Pages, problems and files alike; scripts and styles come from files of ours only."""
    answer = server.client.get(path, headers={"Accept": accept})
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert "server" not in answer.headers
    assert answer.headers["x-request-id"]


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("testserver", 200),
        ("TESTSERVER:8420", 200),
        ("evil.example", 421),
        ("testserver.evil.example", 421),
        ("127.0.0.1", 421),
        ("", 421),
        ("testserver:80:80", 421),
    ],
)
def test_other_hosts_are_refused(server: Server, host: str, status: int) -> None:
    """A page of another site that lets its own name point to this machine reaches nothing (DNS rebinding)."""
    assert server.client.get("/health/live", headers={"Host": host}).status_code == status


def test_a_defect_is_answered_without_its_words(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """The answer has the id of the request, the log its type and line; neither has what the error says."""

    def fail(*_: object) -> None:
        raise ZeroDivisionError("words of a document")

    monkeypatch.setattr("extractor.service.documents.listing_page", fail)
    with logged() as lines:
        answer = server.client.get("/api/v1/documents", headers=server.bearer(Role.VIEWER))

    defect = next(line for line in lines() if line["event"] == "defect")
    assert (answer.status_code, answer.json()["type"]) == (500, "/api/v1/problems/internal")
    assert answer.json()["instance"] == f"urn:uuid:{answer.headers['x-request-id']}"
    assert (defect["request"], defect["error"]) == (answer.headers["x-request-id"], "ZeroDivisionError")
    assert "words of a document" not in answer.text + json.dumps(lines())


class logged:  # noqa: N801 -- used like a function
    """What is logged meanwhile, as lines of JSON."""

    def __enter__(self):
        self.stream = io.StringIO()
        self.handler = logging.StreamHandler(self.stream)
        self.handler.setFormatter(JsonLines())
        LOGGER.addHandler(self.handler)
        LOGGER.setLevel(logging.INFO)
        return lambda: [json.loads(line) for line in self.stream.getvalue().splitlines()]

    def __exit__(self, *_: object) -> None:
        LOGGER.removeHandler(self.handler)


def test_the_log_has_ids_and_no_names(server: Server) -> None:
    """Routes instead of addresses, numbers of users instead of names, nothing of a file."""
    headers = server.bearer(Role.REVIEWER)
    with logged() as lines:
        files = [("file", ("secret-name.txt", SAMPLE.read_bytes()))]
        server.client.post("/api/v1/uploads", files=files, headers=headers)
        server.client.get("/desk?why=secret-query", headers=headers)
        server.client.post("/api/v1/session", json={"name": "secret-person", "password": "x"})

    text = json.dumps(lines())
    assert [(line["method"], line["route"], line["status"]) for line in lines()] == [
        ("POST", "/api/v1/uploads", 202),
        ("GET", "/desk", 403),
        ("POST", "/api/v1/session", 401),
    ]
    assert "secret" not in text
    assert lines()[0]["means"] == "token"


def test_lines_of_libraries_keep_their_place_only() -> None:
    """What they say may hold what a request held."""
    record = logging.LogRecord("library", logging.ERROR, "a.py", 7, "words %s", ("of a document",), None)
    line = json.loads(JsonLines().format(record))
    assert {key: line[key] for key in ("level", "logger", "place")} == {
        "level": "error",
        "logger": "library",
        "place": "a.py:7",
    }
    assert "words" not in json.dumps(line)


def test_metrics_count_by_route(server: Server) -> None:
    """Known methods and routes only, so that nobody makes labels; jobs by state."""
    headers = server.bearer(Role.ADMIN)
    server.client.get("/api/v1/documents/1", headers=headers)
    server.client.request("SECRETMETHOD", "/secret-path", headers=headers)
    text = server.client.get("/metrics", headers=headers).text

    assert 'vanthu_requests_total{method="GET",route="/api/v1/documents/{id}",status="200"} 1.0' in text
    assert 'method="other",route="unmatched"' in text
    assert 'vanthu_jobs{state="queued"} 0.0' in text
    assert "secret" not in text.lower()


def test_a_body_that_is_too_large_is_refused(server: Server) -> None:
    """By what it says of itself, and by what comes."""
    headers = server.bearer(Role.ADMIN)
    told = server.client.post("/api/v1/users", content=b"x" * 1_000_001, headers=headers)
    untold = server.client.post("/api/v1/users", content=(b"x" * 100_000 for _ in range(11)), headers=headers)
    assert (told.status_code, untold.status_code) == (413, 413)


def test_a_body_that_stalls_is_refused(serve) -> None:
    """Whoever sends nothing for a while is let go."""
    server = serve(limits=Limits(stall=0.05))
    answers: list[dict[str, object]] = []

    async def never() -> dict[str, object]:
        await asyncio.sleep(60)
        raise AssertionError

    async def keep(message: dict[str, object]) -> None:
        answers.append(message)

    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "POST",
        "path": "/api/v1/session",
        "raw_path": b"/api/v1/session",
        "query_string": b"",
        "root_path": "",
        "scheme": "http",
        "client": ("127.0.0.1", 1),
        "server": ("testserver", 80),
        "headers": [(b"host", b"testserver"), (b"content-type", b"application/json"), (b"content-length", b"9")],
    }
    outcome(server.client.app(scope, never, keep))
    assert answers[0]["status"] == 408


def test_health(server: Server) -> None:
    """Alive and ready without a token; a store that is away makes it unready."""
    assert server.client.get("/health/live").json()["status"] == "ok"
    assert server.client.get("/health/ready").json() == {"store": "ok", "worker": "idle"}
    with server.services.store.transaction() as connection:
        connection.exec_driver_sql("DROP TABLE jobs")
    unready = server.client.get("/health/ready")
    assert (unready.status_code, unready.json()["type"]) == (503, "/api/v1/problems/unavailable")
