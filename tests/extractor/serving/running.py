"""`vanthu serve` as a process of its own, and what a program does with it."""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from extractor.access.roles import Role, scopes_of
from extractor.access.tokens import Tokens
from extractor.access.users import UserError, Users
from extractor.store.store import Store
from tests.extractor.commands.running import VANTHU

PATIENCE = 180.0
"""Seconds after which a test gives up waiting."""


@dataclass
class Running:
    """A server that runs."""

    process: subprocess.Popen[str]
    address: str
    headers: dict[str, str]

    def client(self) -> httpx.Client:
        """A client that is known as an administrator."""
        return httpx.Client(base_url=self.address, headers=self.headers, timeout=60)

    def kill(self) -> None:
        """End it at once, as a failing machine does."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


def token_for(location: str, originals: Path) -> str:
    """A token of an administrator of a store."""
    with Store.open(location, str(originals)) as store:
        with suppress(UserError):
            Users(store).add("admin", Role.ADMIN, "a password of this test")
        return Tokens(store).add(Users(store).get("admin"), "test", scopes_of(Role.ADMIN), None)[1]


@contextmanager
def serving(location: str, originals: Path, *options: str) -> Iterator[Running]:
    """A server over a store; it is told to end at the end, unless it has."""
    token = token_for(location, originals)
    command = [str(VANTHU), "serve", location, "--originals", str(originals), "--port", "0", "--jobs", "2", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            address = process.stdout.readline().strip()
            yield Running(process, address, {"Authorization": f"Bearer {token}"})
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
            process.communicate(timeout=60)


def jobs_of(client: httpx.Client) -> list[dict[str, Any]]:
    """Every job, oldest first."""
    found: list[dict[str, Any]] = []
    query = "?limit=200"
    while True:
        page = client.get(f"/api/v1/jobs{query}").json()
        found += page["jobs"]
        if page["next"] is None:
            return found[::-1]
        query = f"?limit=200&after={page['next']}"


def wait_until_done(client: httpx.Client) -> list[dict[str, Any]]:
    """Every job once all have ended."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        jobs = jobs_of(client)
        if all(job["state"] in {"done", "failed", "cancelled"} for job in jobs):
            return jobs
        time.sleep(0.2)
    raise AssertionError("jobs do not end")
