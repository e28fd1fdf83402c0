"""Every way in which a request may be refused, by RFC 9457 (problem details for HTTP)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final

from starlette.exceptions import HTTPException

MEDIA_TYPE: Final = "application/problem+json"
PREFIX: Final = "/api/v1"
"""Of every address of the interface."""
BASE: Final = f"{PREFIX}/problems/"
"""Below here every type of problem is described; the types are relative references to it."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a type of problem always says: status of HTTP, name in its address, title, and what to do next."""

    status: int
    name: str
    title: str
    advice: str


class Kind(Enum):
    """The types of problems."""

    BAD_REQUEST = Told(400, "bad-request", "The request cannot be understood", "check how the request is built")
    NOT_SIGNED_IN = Told(401, "not-signed-in", "Nobody is signed in", "sign in, or send a token as a bearer")
    FORBIDDEN = Told(403, "forbidden", "This is not allowed", "ask an administrator for the role or the scope")
    CSRF = Told(403, "csrf", "The request may come from another site", "send the X-CSRF-Token of the session")
    NOT_FOUND = Told(404, "not-found", "There is nothing here", "check the address")
    METHOD = Told(405, "method-not-allowed", "The method is not allowed", "see the Allow header")
    NOT_ACCEPTABLE = Told(406, "not-acceptable", "There is no such form of it", "ask for another form")
    TIMEOUT = Told(408, "timeout", "The request did not arrive in time", "send it again")
    CONFLICT = Told(409, "conflict", "The state does not allow this", "look at the state and decide anew")
    CHANGED = Told(412, "changed", "It has changed meanwhile", "fetch it again and decide anew")
    TOO_LARGE = Told(413, "too-large", "More than a request may hold", "send less at once")
    UNSUPPORTED = Told(415, "unsupported-type", "The content cannot be read", "convert it to PDF or DOCX")
    MISDIRECTED = Told(421, "misdirected", "This host is not served here", "name it with --allow-host")
    INVALID = Told(422, "invalid", "The request is not valid", "compare it with /api/v1/openapi.json")
    KEY_REUSED = Told(422, "idempotency-key-reused", "The key was used for another request", "use a new key")
    CONDITION = Told(428, "condition-required", "What was seen is not named", "send the ETag as If-Match")
    TOO_MANY = Told(429, "too-many-requests", "Too many requests", "wait as long as Retry-After says")
    INTERNAL = Told(500, "internal", "A defect of the program", "report it with the request id")
    UNAVAILABLE = Told(503, "unavailable", "It cannot be done now", "try again later")
    NO_ROOM = Told(507, "no-room", "There is no room to keep this", "make room on the disk of the store")


class ProblemError(HTTPException):
    """A request is refused; `detail` says why, without words of documents."""

    def __init__(self, kind: Kind, detail: str, headers: Mapping[str, str] | None = None) -> None:
        """Refuse; `headers` go out with the answer."""
        super().__init__(kind.value.status, detail, dict(headers or {}))
        self.kind = kind


_BY_STATUS: Final = {kind.value.status: kind for kind in reversed(Kind)}


def kind_of(status: int) -> Kind:
    """The general type for a status that something below the program chose."""
    return _BY_STATUS.get(status, Kind.INTERNAL if status >= 500 else Kind.BAD_REQUEST)


def body_of(kind: Kind, detail: str, instance: str) -> dict[str, object]:
    """The members of a problem; `instance` names this occurrence."""
    told = kind.value
    return {
        "type": BASE + told.name,
        "title": told.title,
        "status": told.status,
        "detail": f"{detail}; {told.advice}",
        "instance": instance,
    }
