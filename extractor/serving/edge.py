"""The edge of the server: every request passes it, whatever it asks for.

It names the request, refuses foreign hosts and floods, bounds the body, puts the security headers on the answer, turns
defects into an answer without their words, counts and logs.
"""

from __future__ import annotations

import asyncio
import time
import uuid
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from extractor.access.context import Services
from extractor.access.guards import address_of
from extractor.access.problems import Kind, ProblemError
from extractor.errors import place_of
from extractor.service.metrics import Metrics
from extractor.service.uploads import UPLOADS
from extractor.serving.logs import LOGGER
from extractor.serving.refusals import refusal

CSP: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS: Final = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
"""On every answer. The referrer policy is not `no-referrer`: browsers would send the origin `null` with forms then."""
_TRANSPORT: Final = "max-age=31536000"


class Edge:
    """Middleware (ASGI) around everything else."""

    def __init__(self, app: ASGIApp, services: Services, metrics: Metrics) -> None:
        """Stand around an application."""
        self._app, self._services, self._metrics = app, services, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request through."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        request.state.id = str(uuid.uuid4())
        exchange = _Exchange(send, request.state.id, is_behind_https=self._services.settings.is_behind_https)
        began = time.monotonic()
        try:
            self._admit(request)
            await self._app(scope, _Body(receive, self._most(scope), self._services).receive, exchange.send)
        except ProblemError as error:
            await self._refuse(request, exchange, error)
        except Exception as error:  # noqa: BLE001 -- the edge: a defect is answered and logged without its words
            self._log_defect(request, error)
            await self._refuse(request, exchange, ProblemError(Kind.INTERNAL, "the request met a defect"))
        finally:
            self._count(request, exchange.status, time.monotonic() - began)

    def _admit(self, request: Request) -> None:
        """Refuse hosts that are not ours (a page of another site that lets its name point here), and floods."""
        host = request.headers.get("host", "").lower()
        name = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host
        if name not in self._services.settings.hosts:
            raise ProblemError(Kind.MISDIRECTED, "the Host header names another host")
        self._services.access.throttle.count("requests", address_of(request))
        length = request.headers.get("content-length", "0")
        if length.isascii() and length.isdigit() and int(length[:20]) > self._most(request.scope):
            raise _too_large(self._most(request.scope))

    def _most(self, scope: Scope) -> int:
        """Bytes that the body may have."""
        limits = self._services.settings.limits
        return limits.upload_bytes if scope["path"] == UPLOADS else limits.body_bytes

    async def _refuse(self, request: Request, exchange: _Exchange, error: ProblemError) -> None:
        if exchange.status:
            return  # it has begun to answer: the connection ends in the middle, which the other end sees
        response = refusal(request, error.kind, str(error.detail), error.headers)
        await response(request.scope, request.receive, exchange.send)

    def _count(self, request: Request, status: int, seconds: float) -> None:
        route = getattr(request.scope.get("route"), "path", "unmatched")
        self._metrics.request(request.method, route, status, seconds)
        who = getattr(request.state, "principal", None)
        fields = {"request": request.state.id, "method": request.method, "route": route, "status": status}
        fields |= {"ms": round(seconds * 1000, 1), "user": who.id if who else None, "means": who.means if who else None}
        LOGGER.info("request", extra={"fields": fields})

    def _log_defect(self, request: Request, error: Exception) -> None:
        name, line = place_of(error)
        LOGGER.error("defect", extra={"fields": {"request": request.state.id, "error": name, "at_line": line}})


def _too_large(most: int) -> ProblemError:
    return ProblemError(Kind.TOO_LARGE, f"the body may have {most} bytes")


class _Exchange:
    """An answer on its way out: its status, 0 until it begins, and what every answer carries."""

    def __init__(self, send: Send, request: str, *, is_behind_https: bool) -> None:
        self.status = 0
        self._send, self._request, self._is_behind_https = send, request, is_behind_https

    async def send(self, message: Message) -> None:
        """Pass a message of the answer on."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            headers.setdefault("Cache-Control", "no-store")
            headers["X-Request-Id"] = self._request
            if self._is_behind_https:
                headers["Strict-Transport-Security"] = _TRANSPORT
        await self._send(message)


class _Body:
    """The body of a request on its way in: not more than it may have, and not slower than a stall."""

    def __init__(self, receive: Receive, most: int, services: Services) -> None:
        self._receive, self._most, self._stall = receive, most, services.settings.limits.stall
        self._got, self._is_whole = 0, False

    async def receive(self) -> Message:
        """The next message of the request."""
        if self._is_whole:
            return await self._receive()  # what comes now is only that the other end has gone
        try:
            message = await asyncio.wait_for(self._receive(), self._stall)
        except TimeoutError as error:
            raise ProblemError(Kind.TIMEOUT, f"nothing came for {self._stall:g} s") from error
        self._got += len(message.get("body", b""))
        self._is_whole = not message.get("more_body", False)
        if self._got > self._most:
            raise _too_large(self._most)
        return message
