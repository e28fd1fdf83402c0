from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from extractor.access.roles import Role
from extractor.decisions.model import Act, Action
from extractor.desk.summaries import Shelf
from extractor.pipeline import process
from extractor.store.handed_in import handed_in_path
from extractor.store.listing import held
from extractor.store.originals import place_of
from extractor.store.store import Outcome, RecordKey, SeenFile, Work
from extractor.writing.formats import FORMATS
from schemas.record import Record
from tests.extractor.service.conftest import SAMPLE, Server

DOCUMENT = "/api/v1/documents/1"


def test_a_document_is_what_was_read(server: Server) -> None:
    """The record byte for byte, its findings, the text that offsets refer to, the file as it came in."""
    headers = server.bearer(Role.VIEWER)
    found = held(server.services.store, 1)
    assert found is not None
    record = server.client.get(f"{DOCUMENT}/record", headers=headers)
    original = server.client.get(f"{DOCUMENT}/original", headers=headers)

    listed = server.client.get("/api/v1/documents", headers=headers).json()
    assert listed["documents"] == [server.client.get(DOCUMENT, headers=headers).json()]
    assert record.content == found.line
    assert (
        server.client.get(f"{DOCUMENT}/findings", headers=headers).json()["findings"]
        == json.loads(found.line)["findings"]
    )
    assert server.client.get(f"{DOCUMENT}/text", headers=headers).text == SAMPLE.read_text("utf-8")
    assert original.content == SAMPLE.read_bytes()
    assert original.headers["content-disposition"] == "attachment; filename*=UTF-8''bc-phuong.txt"
    assert server.client.get(f"{DOCUMENT}/pages", headers=headers).json() == []


def test_a_record_is_shown_as_people_decided(server: Server) -> None:
    """With what they decided unless it is asked for as it was read."""
    services = server.services
    found = held(services.store, 1)
    assert found is not None
    key = RecordKey(found.listed.sha256, found.listed.name, found.listed.position)
    act = Act("document.subject", Action.EDIT, "words of a person")
    services.decisions.append("an", key, found.record(), [act])
    headers = server.bearer(Role.VIEWER)

    decided = server.client.get(f"{DOCUMENT}/record", headers=headers).json()
    as_read = server.client.get(f"{DOCUMENT}/record?as_read=true", headers=headers)
    export = server.client.get("/api/v1/exports/jsonl", headers=headers)

    assert decided["document"]["subject"]["value"] == "words of a person"
    assert as_read.content == found.line
    assert export.json() == decided


def test_pages_are_pictures(server: Server) -> None:
    """Each page in the width that is asked for; a browser that has it is told so; there is no page more."""
    store, path = server.services.store, Path("corpus/samples/bc-xa.pdf")
    record = Record.model_validate_json(held_line(server)).model_copy()
    digest = store.originals.put(path.read_bytes())
    work = Work(digest, path.name, server.services.version)
    store.save(work, Outcome((record,), ("text",), 0.1, 1))
    store.note([(SeenFile(handed_in_path(digest, path.name), 1, 1), digest, None)])
    headers = server.bearer(Role.VIEWER)

    pages = server.client.get("/api/v1/documents/2/pages", headers=headers).json()
    picture = server.client.get("/api/v1/documents/2/pages/1?width=240", headers=headers)
    again = server.client.get(
        "/api/v1/documents/2/pages/1?width=240", headers=headers | {"If-None-Match": picture.headers["etag"]}
    )
    beyond = server.client.get(f"/api/v1/documents/2/pages/{len(pages) + 1}", headers=headers)

    assert pages[0]["page"] == 1
    assert pages[0]["width"] == pytest.approx(595, abs=2)
    assert picture.headers["content-type"].startswith("image/")
    assert "private" in picture.headers["cache-control"]
    assert (again.status_code, again.content) == (304, b"")
    assert (beyond.status_code, beyond.json()["type"]) == (404, "/api/v1/problems/not-found")


def held_line(server: Server) -> bytes:
    """The record of the document."""
    found = held(server.services.store, 1)
    assert found is not None
    return found.line


@pytest.mark.parametrize("form", FORMATS)
def test_every_form_can_be_taken_out(server: Server, form: str) -> None:
    """A file, or an archive of a folder; the same records give the same bytes."""
    headers = server.bearer(Role.VIEWER)
    answer = server.client.get(f"/api/v1/exports/{form}", headers=headers)
    again = server.client.get(f"/api/v1/exports/{form}", headers=headers)

    assert (answer.status_code, int(answer.headers["content-length"])) == (200, len(answer.content))
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.content == again.content
    if answer.headers["content-type"] == "application/zip":
        assert zipfile.ZipFile(io.BytesIO(answer.content)).testzip() is None
    assert list((server.services.cache / "exports").iterdir()) == []


def test_nothing_is_exported_of_an_empty_store(serve: Callable[..., Server]) -> None:
    """Before anything was read."""
    server = serve(version="another version")
    assert server.client.get("/api/v1/exports/jsonl", headers=server.bearer(Role.VIEWER)).status_code == 404


def test_a_deleted_document_is_gone(server: Server) -> None:
    """With its original; who did it is in the audit log."""
    headers = server.bearer(Role.ADMIN)
    digest = server.client.get(DOCUMENT, headers=headers).json()["sha256"]

    assert server.client.delete(DOCUMENT, headers=server.bearer(Role.REVIEWER)).status_code == 403
    assert server.client.delete(DOCUMENT, headers=headers).status_code == 204

    assert server.client.get(DOCUMENT, headers=headers).status_code == 404
    assert server.services.store.originals.size(place_of(digest)) is None
    entries = server.client.get("/api/v1/audit", headers=headers).json()["entries"]
    assert (entries[-1]["action"], entries[-1]["actor"], entries[-1]["means"]) == ("document-deleted", "admin", "token")


def test_an_original_that_is_gone_is_not_found(server: Server) -> None:
    """A problem, not a defect."""
    found = held(server.services.store, 1)
    assert found is not None
    server.services.store.originals.remove(place_of(found.listed.sha256))
    headers = server.bearer(Role.VIEWER)
    assert server.client.get(f"{DOCUMENT}/original", headers=headers).status_code == 404
    assert server.client.get(f"{DOCUMENT}/pages", headers=headers).status_code == 404


@pytest.mark.parametrize("path", ["/api/v1/documents/99", "/api/v1/documents/99/record", "/api/v1/nothing", "/x"])
def test_what_is_not_there(server: Server, path: str) -> None:
    """A problem that says so."""
    answer = server.client.get(path, headers=server.bearer(Role.ADMIN))
    assert (answer.status_code, answer.json()["title"]) == (404, "There is nothing here")


@pytest.mark.parametrize("is_looked_at", [True, False], ids=["looked at between", "not looked at"])
def test_the_desk_shows_nothing_of_a_deleted_document(server: Server, is_looked_at: bool) -> None:
    """Neither its page nor its row nor its summary on disk, and what comes after it has a number of its own."""
    headers, services, client = server.sign_in(Role.ADMIN), server.services, server.client
    assert SAMPLE.name in client.get("/desk?all=1").text
    assert client.get("/desk/documents/1").status_code == 200

    assert client.delete(DOCUMENT, headers=headers).status_code == 204
    if is_looked_at:
        assert client.get("/desk/documents/1").status_code == 404
        assert SAMPLE.name not in client.get("/desk?all=1").text
    other = SAMPLE.with_name("bc-nil.txt")
    digest = services.store.originals.put(other.read_bytes())
    outcome = Outcome((process(other).record,), (other.read_text("utf-8"),), 0.1, 1)
    services.store.save(Work(digest, other.name, services.version), outcome)
    services.store.note([(SeenFile(handed_in_path(digest, other.name), 1, 1), digest, None)])

    queue = client.get("/desk?all=1").text
    assert (SAMPLE.name in queue, other.name in queue) == (False, True)
    assert [client.get(f"/desk/documents/{number}").status_code for number in (1, 2)] == [404, 200]
    assert other.name in client.get("/desk/documents/2").text
    assert [each.name for each in Shelf(services.cache / "desk-queue.db").all().values()] == [other.name]
