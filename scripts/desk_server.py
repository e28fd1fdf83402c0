"""A desk on loopback for scripts that look at its pages."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import uvicorn

from extractor.access.settings import LocalMode, Settings
from extractor.serving.app import create_app

_WAIT = 30.0
"""Seconds in which it has to begin or to end."""


@dataclass(frozen=True, slots=True)
class Begun:
    """Where a desk answers, and the address by which one comes in."""

    address: str
    entrance: str


@contextmanager
def begun(folder: Path, *, reviewer: str = "Thu") -> Iterator[Begun]:
    """The desk of the store in `folder/store` while it is needed; labels lie in `folder/gold` if there are any."""
    local = LocalMode.new(reviewer)
    gold = folder / "gold"
    settings = Settings(
        location=str(folder / "store"),
        cache=folder / "cache",
        local=local,
        gold=gold if gold.is_dir() else None,
        jobs=0,
    )
    # Named as TCP, or small answers wait for an acknowledgement: only then is their delay switched off.
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listening:
        listening.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        server = uvicorn.Server(uvicorn.Config(create_app(settings), log_config=None, timeout_graceful_shutdown=2))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        end = time.monotonic() + _WAIT
        while not server.started and time.monotonic() < end:
            time.sleep(0.05)
        yield Begun(address, f"{address}/open?key={local.key}")
        server.should_exit = True
        thread.join(_WAIT)
