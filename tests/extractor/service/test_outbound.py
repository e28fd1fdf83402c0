from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest

from extractor.access.settings import WebhookRules
from extractor.service import outbound
from extractor.service.outbound import ForbiddenAddressError, SendingError, check_url, is_public, target_of

STRICT, LOOSE = WebhookRules(), WebhookRules(may_be_private=True)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2001:4860:4860::8888", True),
        ("127.0.0.1", False),
        ("127.9.9.9", False),
        ("0.0.0.0", False),
        ("10.0.0.1", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("224.0.0.1", False),
        ("239.1.1.1", False),
        ("255.255.255.255", False),
        ("192.0.2.1", False),
        ("::", False),
        ("::1", False),
        ("fe80::1", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False),
        ("ff02::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:10.0.0.1", False),
        ("64:ff9b::7f00:1", False),
        ("64:ff9b::a00:1", False),
        ("2002:7f00:1::", False),
        ("2002:c0a8:101::1", False),
        ("not an address", False),
    ],
)
def test_addresses_of_the_public_internet(address: str, public: bool) -> None:
    """Loopback, private, link-local, shared, multicast and reserved ones are not, also wrapped in IPv6."""
    assert is_public(address) is public


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/",
        "ftp://example.org/",
        "file:///etc/passwd",
        "gopher://example.org/",
        "https://",
        "https:///path",
        "https://user@example.org/",
        "https://user:password@example.org/",
        "https://example.org/#part",
        "https://example.org:0/",
        "https://example.org:99999/",
        "https://example.org/a b",
        "https://example.org/\r\nX: y",
        "https://example.org\\@10.0.0.1/",
        "https://ex\u00e1mple.org/",
        "https://[::1/",
        "https://example.org/" + "x" * 2000,
        "",
    ],
)
def test_forms_of_addresses_that_are_refused(url: str) -> None:
    """Only https, with a host, without a user, a fragment, blanks or line ends."""
    with pytest.raises(ForbiddenAddressError):
        check_url(url, STRICT)


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1/",
        "https://10.1.2.3:8443/x",
        "https://[::1]/",
        "https://[::ffff:169.254.169.254]/",
        "https://2130706433/",
        "https://0x7f.1/",
        "https://0/",
        "https://localhost/",
    ],
)
def test_private_addresses_are_refused_however_they_are_written(url: str) -> None:
    """By what they resolve to; with the setting they are allowed."""
    with pytest.raises(ForbiddenAddressError, match="not public"):
        target_of(url, STRICT)
    assert target_of(url, LOOSE).addresses


def test_a_name_with_one_private_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that leads to a public and to a private address is not tried at all."""
    answers: dict[str, list[Any]] = {"two.example": ["8.8.8.8", "10.0.0.1"], "one.example": ["8.8.8.8"]}

    def resolve(host: str, port: int, **_: object) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in answers[host]]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with pytest.raises(ForbiddenAddressError, match="not public"):
        target_of("https://two.example/", STRICT)
    assert target_of("https://one.example/p?q=1", STRICT) == outbound.Target(
        "https", "one.example", 443, "/p?q=1", ("8.8.8.8",)
    )


def test_the_connection_goes_to_what_was_resolved(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that points elsewhere a moment later is not asked again: only the address that was looked at is used."""
    asked: list[Any] = []

    def connect(address: tuple[str, int], _: float) -> socket.socket:
        asked.append(address)
        raise ConnectionRefusedError

    def resolve(*_: object, **__: object) -> None:
        raise AssertionError("resolved again")

    target = outbound.Target("https", "rebinding.example", 443, "/", ("8.8.8.8",))
    monkeypatch.setattr(socket, "create_connection", connect)
    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with pytest.raises(SendingError, match="ConnectionRefusedError"):
        outbound.post(target, b"", {}, 1.0)
    assert asked == [("8.8.8.8", 443)]


def test_a_name_that_is_not_known_is_tried_again() -> None:
    """It may be known later."""
    with pytest.raises(SendingError, match="cannot be resolved"):
        target_of("https://no-such-name.invalid/", STRICT)


@pytest.mark.parametrize(
    ("addresses", "scheme"),
    [
        (("127.0.0.1",), "http"),
        (("203.0.113.1", "127.0.0.1"), "http"),
        (("127.0.0.1",), "https"),
        (tuple(f"203.0.113.{number}" for number in range(8)), "http"),
    ],
    ids=["trickles", "one dead, one trickles", "trickles while it should shake hands", "all dead"],
)
def test_a_try_ends_by_the_clock(addresses: tuple[str, ...], scheme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many addresses say nothing, and however slowly the other end sends byte after byte."""
    real = socket.create_connection
    spent: list[float] = []

    def connect(address: tuple[str, int], seconds: float) -> socket.socket:
        if address[0].startswith("203."):
            spent.append(seconds)
            time.sleep(seconds)
            raise TimeoutError
        return real(address, seconds)

    monkeypatch.setattr(socket, "create_connection", connect)
    with trickling(b"\x16\x03\x03\x40\x00" if scheme == "https" else b"HTTP/1.1 2") as (port, is_over):
        with pytest.raises(SendingError, match="did not answer in time"):
            outbound.post(outbound.Target(scheme, "h", port, "/", addresses), b"{}", {}, 0.5)
        assert not is_over.is_set()
    assert sum(spent) <= 0.5 + 0.01 * len(addresses)


@contextmanager
def trickling(begin: bytes) -> Iterator[tuple[int, threading.Event]]:
    """An end that says something and then a byte again and again for some seconds; the event is set when it is over."""
    is_over, is_left = threading.Event(), threading.Event()

    def send(listening: socket.socket) -> None:
        with suppress(OSError):
            connection, _ = listening.accept()
            with connection:
                connection.sendall(begin)
                for _ in range(40):
                    is_left.wait(0.1)
                    connection.sendall(b"a")
                is_over.set()

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=send, args=(listening,), daemon=True)
        thread.start()
        yield listening.getsockname()[1], is_over
        is_left.set()
