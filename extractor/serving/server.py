"""The process that listens: uvicorn over one socket, until it is told to stop."""

from __future__ import annotations

import socket
from collections.abc import Callable
from typing import Final

import uvicorn
from fastapi import FastAPI

from extractor.errors import UsageError
from extractor.serving.logs import set_up_logs

_AT_ONCE: Final = 1000
"""Connections; more are answered that the server is busy."""
_LAST_PORT: Final = 65_535
_GOING: Final = 20
"""Seconds that answers on their way have when the server is told to stop."""


class AddressError(UsageError):
    """The server cannot listen where it was told to."""

    advice = "choose another --port or --host"


def serve(
    app: FastAPI, host: str, port: int, *, ready: Callable[[str], None], trusted_proxy: str | None = None
) -> None:
    """Answer requests until SIGTERM or SIGINT; `ready` hears the address once the socket listens (port 0: any).

    `trusted_proxy` is the address of a reverse proxy whose word on who asks is taken.

    Raises:
        AddressError: the address cannot be listened at.
    """
    listening = _listen(host, port)
    ready(address_of(listening, host))
    set_up_logs()
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=trusted_proxy is not None,
        forwarded_allow_ips=trusted_proxy,
        limit_concurrency=_AT_ONCE,
        timeout_graceful_shutdown=_GOING,
        ws="none",
    )
    uvicorn.Server(config).run(sockets=[listening])


def _listen(host: str, port: int) -> socket.socket:
    if not 0 <= port <= _LAST_PORT:
        raise AddressError(f"{port} is no port: there are 0 to {_LAST_PORT}")
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listening = socket.socket(family, kind, protocol)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(2048)
    except OSError as error:
        raise AddressError(f"{host}:{port}: {error.strerror or error}") from error
    return listening


def address_of(listening: socket.socket, host: str) -> str:
    """What a browser asks for."""
    shown = f"[{host}]" if ":" in host else host
    return f"http://{shown}:{listening.getsockname()[1]}"
