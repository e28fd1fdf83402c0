"""A desk that runs on loopback, and a reviewer's hands: what tests of its pages do."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import uvicorn
from playwright.sync_api import Page, expect

from extractor.access.settings import LocalMode, Settings
from extractor.batch.run import version_of
from extractor.serving.app import create_app
from extractor.store.listing import listing
from extractor.store.store import Store

REVIEWER = "thu"
OTHER = "lan"
WAIT = 10.0
"""Seconds in which a server has to begin or to end."""


@dataclass
class Server:
    """A server on a port of its own; begun again, it keeps the port.

    Its store lies in the folder or is the database at `location`; it is one person's, or that of several people.
    """

    folder: Path
    jobs: int = 1
    location: str = ""
    is_local: bool = True
    port: int = 0
    key: str = ""
    _running: list[tuple[uvicorn.Server, threading.Thread]] = field(default_factory=list)

    @property
    def address(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Begin to answer."""
        local = LocalMode.new(REVIEWER)
        self.key = local.key
        settings = Settings(
            location=self.location or str(self.folder / "store"),
            originals=str(self.folder / "store" / "originals"),
            cache=self.folder / "cache",
            local=local if self.is_local else None,
            gold=self.folder / "gold",
            jobs=self.jobs,
        )
        listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(("127.0.0.1", self.port))
        self.port = listening.getsockname()[1]
        server = uvicorn.Server(uvicorn.Config(create_app(settings), log_config=None, timeout_graceful_shutdown=2))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        end = time.monotonic() + WAIT
        while not server.started and time.monotonic() < end:
            time.sleep(0.01)
        assert server.started
        self._running.append((server, thread))

    def stop(self) -> None:
        """End and let go of the port."""
        while self._running:
            server, thread = self._running.pop()
            server.should_exit = True
            thread.join(WAIT)
            assert not thread.is_alive()

    def store(self) -> Store:
        """The store, to be closed by who opens it."""
        return Store.open(self.location or str(self.folder / "store"), str(self.folder / "store" / "originals"))

    def number(self, path: str) -> int:
        """The number of the document at a path."""
        with self.store() as store:
            return next(each.number for each in listing(store, version_of()) if each.path == path)


@dataclass
class Hands:
    """A reviewer at the desk. What the browser complains about is kept."""

    page: Page
    server: Server
    complaints: list[str] = field(default_factory=list)

    def watch(self) -> None:
        """Hear dialogs, broken scripts and breaches of the content security policy."""
        self.page.on("dialog", lambda dialog: self.complaints.append(f"dialog {dialog.message}"))
        self.page.on("pageerror", lambda error: self.complaints.append(f"script {error}"))
        self.page.on("console", lambda said: self._heard(said.text))

    def _heard(self, text: str) -> None:
        if "Content Security Policy" in text or "Refused to" in text:
            self.complaints.append(text)

    def go(self, path: str) -> None:
        """Open an address of the desk."""
        self.page.goto(f"{self.server.address}{path}")

    def open(self, path: str, *, at: str = "") -> None:
        """Open the page of a document by the path of its file; `at` is the path of a value."""
        query = f"?path={at}" if at else ""
        self.go(f"/desk/documents/{self.server.number(path)}{query}")

    def press(self, *keys: str) -> None:
        """Press keys, one after the other, and wait until what they do is kept."""
        for key in keys:
            self.page.keyboard.press(key)
        self.settle()

    def settle(self) -> None:
        """Wait until nothing is on its way."""
        expect(self.page.locator("li.pending, tr.pending")).to_have_count(0)

    def left(self, count: int) -> None:
        """See that so many places are left to look at."""
        expect(self.page.locator("#left")).to_have_text(str(count))

    @property
    def current(self) -> str:
        """The path of the row that is chosen."""
        return self.page.locator("li.row.current").get_attribute("data-path") or ""

    def chooses(self, path: str) -> None:
        """See that the row with this path is the chosen one."""
        expect(self.page.locator("li.row.current")).to_have_attribute("data-path", path)

    def row(self, path: str) -> str:
        """What family a row belongs to."""
        row = self.page.locator(f'li.row[data-path="{path}"]').first
        return row.get_attribute("data-family") or ""

    def drag_around(self, path: str) -> None:
        """Draw a box round the place of a value on the page."""
        box = self.page.locator(f'g.mark[data-path="{path}"] rect').first.bounding_box()
        assert box is not None
        mouse = self.page.mouse
        mouse.move(box["x"] - 5, box["y"] - 2)
        mouse.down()
        mouse.move(box["x"] + 20, box["y"] + 8)
        mouse.move(box["x"] + box["width"] + 5, box["y"] + box["height"] + 2)
        mouse.up()

    @contextlib.contextmanager
    def complaining(self) -> Iterator[None]:
        """Forget what was complained about inside."""
        before = list(self.complaints)
        yield
        self.complaints[:] = before
