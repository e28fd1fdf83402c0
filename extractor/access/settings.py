"""How a server is to work: where the store is, who may come in, what they may use."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from extractor.access.keys import new_secret
from extractor.limits import DOCUMENT

LOOPBACK: Final = ("127.0.0.1", "localhost", "[::1]")
_HOUR: Final = 3600.0


@dataclass(frozen=True, slots=True)
class Limits:
    """What requests may use. Rates are counted by each server for itself, in the notation of the library `limits`."""

    upload_bytes: int = DOCUMENT.file_bytes
    """Of one request, all its files together."""
    upload_files: int = 50
    body_bytes: int = 1_000_000
    """Of every other request."""
    stall: float = 60.0
    """Seconds for which a body may bring nothing."""
    requests: str = "3000/minute"
    """From one address."""
    failures: str = "30/minute"
    """Tokens and keys from one address that were wrong."""
    logins: str = "10/minute;60/hour"
    """Wrong passwords from one address, and for one name."""
    page: int = 200
    """Items in one page of a list, at most."""


@dataclass(frozen=True, slots=True)
class SessionTimes:
    """Seconds after which a session ends: without use, and whatever happens."""

    idle: float = 2 * _HOUR
    most: float = 12 * _HOUR


@dataclass(frozen=True, slots=True)
class WebhookRules:
    """Where webhooks may go, and seconds between tries.

    By the Standard Webhooks specification: at once, then after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h and 24 h.
    """

    may_be_private: bool = False
    """Whether addresses that are not public, and plain http, are allowed."""
    pauses: tuple[float, ...] = (5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400)
    seconds: float = 15.0
    """For one try, from when the name is resolved."""
    key: bytes | None = field(default=None, repr=False)
    """From which secrets of webhooks are made, so that the database keeps none; None: it keeps them."""


@dataclass(frozen=True, slots=True)
class LocalMode:
    """One person at this machine, who comes in by a key that is printed and good for one time."""

    reviewer: str
    key: str

    @classmethod
    def new(cls, reviewer: str) -> LocalMode:
        """With a key of its own."""
        return cls(reviewer, new_secret())


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that is decided before a server starts."""

    location: str
    """A folder, or the address of a database."""
    cache: Path
    """Of what may be lost: pictures of pages."""
    originals: str | None = None
    local: LocalMode | None = None
    hosts: tuple[str, ...] = LOOPBACK
    """Names under which the server may be asked for, without port."""
    is_behind_https: bool = False
    """Whether browsers reach it by https: cookies are sent by nothing else then."""
    profile: str = ""
    version: str | None = None
    """Of the records that are shown; None: the one of this program, which is also what jobs make."""
    gold: Path | None = None
    jobs: int = 1
    """Files read at once; 0: another server reads them."""
    limits: Limits = field(default_factory=Limits)
    sessions: SessionTimes = field(default_factory=SessionTimes)
    webhooks: WebhookRules = field(default_factory=WebhookRules)
