"""A store of small documents, one server over it and one browser; each test leaves the log as it found it."""

from __future__ import annotations

import dataclasses
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright

from extractor.batch.run import version_of
from extractor.decisions.log import DecisionLog
from extractor.pipeline import Extraction, process_all, process_all_bytes
from extractor.store.store import Outcome, SeenFile, Store, Work
from schemas.record import Record
from schemas.versions import load
from tests.extractor.desk.driving import OTHER, REVIEWER, Hands, Server
from tests.extractor.desk.hostile import FILE_NAME, PAYLOAD, hostile

SAMPLES = Path("corpus/samples")
DOCUMENTS = ("ttr-huyen-2017.pdf", "kh-tinh-pdf.pdf", "bc-conflict.docx", "bc-nil.txt", "broken/truncated.pdf")
OLDER = "0.0.9+older"
DOUBTED = 0.8
"""A confidence below that from which on a value is taken without a look."""
AGAIN = "again/bc-nil-2.txt"
expect.set_options(timeout=20_000)
BROWSERS = ("chromium", "google-chrome")
"""Programs that are looked for, Debian's first."""


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the store, labels of one document, and room for pictures."""
    folder = tmp_path_factory.mktemp("desk")
    (folder / "gold").mkdir()
    shutil.copy(SAMPLES / "ttr-huyen-2017.gold.json", folder / "gold")
    with Store.open(str(folder / "store")) as store:
        for path in DOCUMENTS:
            put(store, path, (SAMPLES / path).read_bytes(), process_all(SAMPLES / path))
        again = (SAMPLES / "bc-nil.txt").read_bytes().replace("4.386 hộ".encode(), "4.391 hộ".encode())
        put(store, AGAIN, again, process_all_bytes(again, "bc-nil-2.txt"), at=2)
        evil = process_all(SAMPLES / "bc-conflict.docx")[0]
        text = PAYLOAD * 20
        source = None if evil.source is None else dataclasses.replace(evil.source, text=text + evil.source.text)
        put(store, f"evil/{FILE_NAME}", b"evil", (Extraction(hostile(evil.record), source),))
    return folder


def put(store: Store, path: str, data: bytes, extractions: tuple[Extraction, ...], *, at: int = 1) -> None:
    """Keep a document as this version reads it, and as an older one did."""
    digest = store.originals.put(data)
    name = path.rpartition("/")[2]
    texts = tuple(each.source.text if each.source is not None else None for each in extractions)
    records = tuple(_in_doubt(each.record) for each in extractions)
    store.note([(SeenFile(path, len(data), at), digest, None)])
    store.save(Work(digest, name, version_of()), Outcome(records, texts, 0.1, 1))
    store.save(Work(digest, name, OLDER), Outcome(tuple(map(_older, records)), texts, 0.1, 1))


def _in_doubt(record: Record) -> Record:
    """The record with the bodies that it cites in doubt, so that every document has something to look at."""
    citations = tuple(
        each.model_copy(update={"organ_name": organ.model_copy(update={"confidence": DOUBTED})})
        if (organ := each.organ_name).evidence
        else each
        for each in record.citations
    )
    answered = record.responds_to
    if answered is not None and not answered.evidence:
        answered = answered.model_copy(update={"confidence": DOUBTED})
    return record.model_copy(update={"citations": citations, "responds_to": answered})


def _older(record: Record) -> Record:
    """What an older version made of the document: another subject, no place."""
    values = json.loads(record.to_json_line())
    head = values["document"]
    if head is not None and record.source.name.startswith("ttr-"):
        head["subject"]["value"] = "Về việc khác"
        head["place"] = {"value": None, "raw": None, "status": "absent", "confidence": 0.8, "evidence": []}
    return load(json.dumps(values))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests. Where there is none, CI fails and other machines skip."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        told = f"no {' or '.join(BROWSERS)} on the PATH: install Debian's package chromium"
        pytest.fail(told) if os.environ.get("CI") == "true" else pytest.skip(told)
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        chromium = playwright.chromium.launch(executable_path=found, args=arguments)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def server(made: Path) -> Iterator[Server]:
    """The server."""
    server = Server(made)
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def used() -> list[str]:
    """Keys that somebody has come in by."""
    return []


@pytest.fixture(scope="session")
def inside(server: Server, browser: Browser, used: list[str]) -> Iterator[BrowserContext]:
    """A browser that has come in by the address that is good for one time."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="vi-VN")
    context.set_default_timeout(20_000)
    page = context.new_page()
    page.goto(f"{server.address}/open?key={server.key}")
    page.close()
    used.append(server.key)
    yield context
    context.close()


@pytest.fixture
def hands(server: Server, inside: BrowserContext) -> Iterator[Hands]:
    """A reviewer at the desk; nothing may be complained about by the end."""
    hands = Hands(inside.new_page(), server)
    hands.watch()
    yield hands
    hands.page.close()
    with server.store() as store:
        for name in (REVIEWER, OTHER):
            while DecisionLog(store).undo(name):
                pass
    assert hands.complaints == []
