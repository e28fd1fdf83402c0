"""Requests to addresses that somebody else named: to public addresses only, to what was resolved, never redirected.

A name is resolved once; every address it has must be allowed, and the connection goes to one of exactly these, so that
a name cannot point elsewhere a moment later (DNS rebinding).
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Final
from urllib.parse import SplitResult, urlsplit

from extractor.access.settings import WebhookRules

LONGEST: Final = 2000
"""Characters of an address."""
_PORTS: Final = {"https": 443, "http": 80}
_NAT64: Final = ipaddress.ip_network("64:ff9b::/96")
_LEAST: Final = 0.01
"""Seconds that waiting for a socket is given at least: 0 would mean not to wait at all."""
_READ: Final = 1024
"""Bytes of an answer that are looked at, and thrown away."""


class ForbiddenAddressError(Exception):
    """The address may not be asked; the message says why, without the address."""


class SendingError(Exception):
    """The other end could not be asked; the message says how that failed, without its words."""


@dataclass(frozen=True, slots=True)
class Target:
    """An address that may be asked: its parts, and the IP addresses that its name has."""

    scheme: str
    host: str
    port: int
    path: str
    addresses: tuple[str, ...]


def check_url(url: str, rules: WebhookRules) -> SplitResult:
    """The parts of an address whose form is allowed; its name is not resolved.

    Raises:
        ForbiddenAddressError: it is not.
    """
    if len(url) > LONGEST or not url.isascii() or not url.isprintable() or " " in url or "\\" in url:
        raise ForbiddenAddressError("the address is too long, or has characters that addresses do not have")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise ForbiddenAddressError("the address cannot be understood") from error
    if parts.scheme not in ({"https", "http"} if rules.may_be_private else {"https"}):
        raise ForbiddenAddressError("the address must begin with https://")
    if not parts.hostname or parts.username is not None or parts.password is not None or parts.fragment or port == 0:
        raise ForbiddenAddressError("the address needs a host, and must not have a user or a fragment")
    return parts


def target_of(url: str, rules: WebhookRules) -> Target:
    """Resolve an address once.

    Raises:
        ForbiddenAddressError: its form or one of its IP addresses is not allowed.
        SendingError: its name is not known now.
    """
    parts = check_url(url, rules)
    host, port = str(parts.hostname), parts.port or _PORTS[parts.scheme]
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise SendingError("its name cannot be resolved") from error
    addresses = tuple(dict.fromkeys(str(each[4][0]) for each in found))
    if not rules.may_be_private and not all(is_public(address) for address in addresses):
        raise ForbiddenAddressError("the name leads to an address that is not public")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(parts.scheme, host, port, path, addresses)


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet, also where it is wrapped in another one."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is None and ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast


def post(target: Target, body: bytes, headers: Mapping[str, str], seconds: float) -> int:
    """Send a body and give the status of the answer; a redirect is an answer like others.

    Raises:
        SendingError: there is no answer in time, or none that can be understood.
    """
    clock = _Clock(seconds)
    connection = (_PinnedHttps if target.scheme == "https" else _Pinned)(target, clock)
    clock.start(connection)
    try:
        connection.request("POST", target.path, body, dict(headers))
        answer = connection.getresponse()
        answer.read(_READ)
    except (OSError, http.client.HTTPException, ValueError, AttributeError) as error:
        raise SendingError(_why(error, clock)) from error
    finally:
        clock.stop()
        connection.close()
    return answer.status


def _why(error: Exception, clock: _Clock) -> str:
    if clock.left <= 0 or isinstance(error, TimeoutError):
        return "it did not answer in time"
    if isinstance(error, ssl.SSLError):
        return "its certificate is not accepted"
    return f"the connection failed ({type(error).__name__})"


class _Clock:
    """Ends a try: the timeout of a socket begins anew with every address and every byte, this one does not."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds
        self._timer: threading.Timer | None = None

    @property
    def left(self) -> float:
        """Seconds."""
        return self._end - time.monotonic()

    def start(self, connection: http.client.HTTPConnection) -> None:
        """Hang up at the end; who has no socket then looks at what is left once there is one."""
        self._timer = threading.Timer(max(0.0, self.left), _hang_up, (connection,))
        self._timer.start()

    def stop(self) -> None:
        """The try has ended by itself."""
        if self._timer is not None:
            self._timer.cancel()

    def check(self) -> None:
        """Raises TimeoutError where nothing is left."""
        if self.left <= 0:
            raise TimeoutError


def _hang_up(connection: http.client.HTTPConnection) -> None:
    """Wake up whoever waits at the socket."""
    if connection.sock is not None:
        with suppress(OSError):
            connection.sock.shutdown(socket.SHUT_RDWR)


def _reach(target: Target, clock: _Clock) -> socket.socket:
    """A connection to one of the addresses that were looked at, each of which has its share of the time."""
    problem: OSError = OSError("no address")
    for tried, address in enumerate(target.addresses):
        share = clock.left / (len(target.addresses) - tried)
        try:
            return socket.create_connection((address, target.port), max(share, _LEAST))
        except OSError as error:
            problem = error
    raise problem


class _Pinned(http.client.HTTPConnection):
    """A connection that resolves nothing again."""

    def __init__(self, target: Target, clock: _Clock) -> None:
        super().__init__(target.host, target.port)
        self._target, self._clock = target, clock

    def connect(self) -> None:
        """Connect to what was resolved."""
        self.sock = _reach(self._target, self._clock)
        self._clock.check()
        self.sock.settimeout(max(self._clock.left, _LEAST))


class _PinnedHttps(_Pinned):
    """The same through TLS, with the certificate of the name."""

    default_port = http.client.HTTPS_PORT

    def connect(self) -> None:
        """Connect to what was resolved, and have it show that it is who it is asked for."""
        super().connect()
        context, host = ssl.create_default_context(), self._target.host
        secured = context.wrap_socket(self.sock, server_hostname=host, do_handshake_on_connect=False)
        # The clock must find the socket that shakes hands: the one below it is no more.
        self.sock = secured
        self._clock.check()
        secured.do_handshake()
