from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from extractor.access.roles import Role
from extractor.access.settings import Limits
from extractor.store.originals import place_of
from tests.extractor.service.conftest import SAMPLE, Server

UPLOADS = "/api/v1/uploads"
TEXT = SAMPLE.read_bytes()


def kept(server: Server) -> list[Path]:
    """Every file below the originals."""
    return [path for path in Path(server.services.store.address).rglob("*") if path.is_file()]


def test_files_are_kept_and_queued(server: Server) -> None:
    """Each file gets a job; the original lies under its content, and nothing half-written beside it."""
    files = [("file", ("a.txt", TEXT + b"a")), ("file", ("b.txt", TEXT + b"b"))]
    answer = server.client.post(UPLOADS, files=files, headers=server.bearer(Role.REVIEWER))

    jobs = answer.json()["jobs"]
    assert answer.status_code == 202
    assert [(job["name"], job["state"], job["bytes"]) for job in jobs] == [
        ("a.txt", "queued", len(TEXT) + 1),
        ("b.txt", "queued", len(TEXT) + 1),
    ]
    assert all(server.services.store.originals.size(place_of(job["sha256"])) == job["bytes"] for job in jobs)
    assert len(kept(server)) == 3


@pytest.mark.parametrize(
    ("sent", "name"),
    [
        ("../../etc/passwd", "passwd"),
        ("..\\..\\báo cáo.pdf", "báo cáo.pdf"),
        ("/a/b/c.txt", "c.txt"),
        ("C:\\x.txt", "x.txt"),
        ("a\u202etxt.exe", "a\ufffdtxt.exe"),
        ("a\x01b.txt", "a\ufffdb.txt"),
        ("<script>.txt", "<script>.txt"),
        ("..", "unnamed"),
        (" ", "unnamed"),
        ("x" * 300 + ".txt", "x" * 196 + ".txt"),
        ("ba\u0301o.txt", "b\u00e1o.txt"),
    ],
)
def test_names_are_made_harmless(server: Server, sent: str, name: str) -> None:
    """No way up, no drive, no control characters, no endless name; the file lies under its content anyway."""
    boundary = "b"
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{sent}"\r\n\r\n'
    body = head.replace("\\", "\\\\").encode() + TEXT + f"\r\n--{boundary}--\r\n".encode()
    headers = server.bearer(Role.REVIEWER) | {"Content-Type": f"multipart/form-data; boundary={boundary}"}

    answer = server.client.post(UPLOADS, content=body, headers=headers)

    assert [job["name"] for job in answer.json()["jobs"]] == [name]


@pytest.mark.parametrize(
    ("data", "status", "kind"),
    [
        (b"", 415, "unsupported-type"),
        (b"\x7fELF\x02\x01\x01" + b"\0" * 500, 415, "unsupported-type"),
        (b"MZ\x90\0\x03\0\0\0" + b"\0" * 500, 415, "unsupported-type"),
        (b"\0" * 1000, 415, "unsupported-type"),
        (TEXT * 100, 413, "too-large"),
    ],
)
def test_what_cannot_be_read_is_refused(server: Server, data: bytes, status: int, kind: str) -> None:
    """By content, whatever the name says; then no file of the request is queued."""
    files = [("file", ("good.txt", TEXT)), ("file", ("report.pdf", data))]
    headers = server.bearer(Role.REVIEWER)
    answer = server.client.post(UPLOADS, files=files, headers=headers)

    assert (answer.status_code, answer.json()["type"]) == (status, f"/api/v1/problems/{kind}")
    assert "report.pdf" not in answer.text
    assert server.client.get("/api/v1/jobs", headers=headers).json()["jobs"] == []


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"files": [("file", ("a.txt", TEXT))] * 6}, 400),
        ({"files": [("other", ("a.txt", TEXT))]}, 422),
        ({"files": [("file", ("a.txt", TEXT))], "data": {"profile": "no-such-profile"}}, 422),
        ({"files": [("file", ("a.txt", TEXT))], "data": {"profile": "../x.toml"}}, 422),
        ({"json": {"file": "x"}}, 415),
        ({"content": b"no form", "headers": {"Content-Type": "multipart/form-data; boundary=x"}}, 400),
        ({"content": b"--x\r\nbroken", "headers": {"Content-Type": "multipart/form-data; boundary=x"}}, 422),
        ({"content": b"no form", "headers": {"Content-Type": "multipart/form-data"}}, 400),
    ],
)
def test_forms_that_are_none(server: Server, form: dict[str, Any], status: int) -> None:
    """Too many files, another field, an unknown profile, no form at all: a problem, and nothing is queued."""
    token = server.bearer(Role.REVIEWER)
    headers = token | form.pop("headers", {})
    answer = server.client.post(UPLOADS, headers=headers, **form)

    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert server.client.get("/api/v1/jobs", headers=token).json()["jobs"] == []


def test_the_same_key_makes_nothing_twice(server: Server) -> None:
    """The second request gets the jobs of the first; with other files, or from somebody else, it is another matter."""
    headers = server.bearer(Role.REVIEWER) | {"Idempotency-Key": "k-1"}
    other = server.bearer(Role.ADMIN) | {"Idempotency-Key": "k-1"}
    files = [("file", ("a.txt", TEXT))]

    first = server.client.post(UPLOADS, files=files, headers=headers)
    again = server.client.post(UPLOADS, files=files, headers=headers)
    changed = server.client.post(UPLOADS, files=[("file", ("b.txt", TEXT))], headers=headers)
    another = server.client.post(UPLOADS, files=files, headers=other)

    assert first.json() == again.json()
    assert ("idempotency-replayed" in first.headers, again.headers["idempotency-replayed"]) == (False, "true")
    assert (changed.status_code, changed.json()["type"]) == (422, "/api/v1/problems/idempotency-key-reused")
    assert another.json()["jobs"][0]["id"] != first.json()["jobs"][0]["id"]
    assert len(server.client.get("/api/v1/jobs", headers=headers).json()["jobs"]) == 2


def test_a_waiting_job_can_be_cancelled(server: Server) -> None:
    """Once; then it is no longer in the queue."""
    headers = server.bearer(Role.REVIEWER)
    job = server.client.post(UPLOADS, files=[("file", ("a.txt", TEXT))], headers=headers).json()["jobs"][0]["id"]

    assert server.client.delete(f"/api/v1/jobs/{job}", headers=headers).status_code == 204
    assert server.client.get(f"/api/v1/jobs/{job}", headers=headers).json()["state"] == "cancelled"
    assert server.client.delete(f"/api/v1/jobs/{job}", headers=headers).status_code == 409


def test_lists_come_in_pages(server: Server) -> None:
    """Page by page every job is seen once, from the newest on."""
    headers = server.bearer(Role.REVIEWER)
    files = [("file", (f"{number}.txt", TEXT)) for number in range(5)]
    made = [job["id"] for job in server.client.post(UPLOADS, files=files, headers=headers).json()["jobs"]]

    seen, after = [], ""
    while after is not None:
        page = server.client.get(f"/api/v1/jobs?limit=2{after and f'&after={after}'}", headers=headers).json()
        seen += [job["id"] for job in page["jobs"]]
        after = page["next"]

    assert seen == made[::-1]


def test_who_sends_too_much_waits(serve: Callable[..., Server]) -> None:
    """Requests from one address have a rate."""
    server = serve(limits=Limits(requests="3/minute"))
    answers = [server.client.get("/health/live") for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert answers[-1].headers["content-type"] == "application/problem+json"


def test_a_full_disk_queues_nothing(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """The answer says that there is no room, and no job is there."""

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("extractor.store.objects.Objects.write_pieces", fail)
    headers = server.bearer(Role.REVIEWER)
    answer = server.client.post(UPLOADS, files=[("file", ("a.txt", TEXT + b"new"))], headers=headers)

    assert (answer.status_code, answer.json()["title"]) == (507, "There is no room to keep this")
    assert server.client.get("/api/v1/jobs", headers=headers).json()["jobs"] == []
