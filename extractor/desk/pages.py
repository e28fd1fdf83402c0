"""Templates to pages: every word of a document goes through autoescape, and nothing on a page is script or style."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib import resources
from typing import Any, Final

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment

from extractor.access.guards import csrf_token
from extractor.access.roles import Role
from extractor.desk.words import COOKIE, DeskWords, words_in
from extractor.writing.templates import escaping

STATIC: Final = {
    "htmx.min.js": "text/javascript",
    "desk.js": "text/javascript",
    "document.js": "text/javascript",
    "drawing.js": "text/javascript",
    "additions.js": "text/javascript",
    "differences.js": "text/javascript",
    "upload.js": "text/javascript",
    "desk.css": "text/css",
    "icon.svg": "image/svg+xml",
}
"""Files that pages load, by name, with their media types."""


def words_of(request: Request) -> DeskWords:
    """The words in the language that the browser keeps."""
    return words_in(request.cookies.get(COOKIE))


def page(request: Request, template: str, context: Mapping[str, Any], *, status: int = 200) -> HTMLResponse:
    """A page or a part of one."""
    words = words_of(request)
    principal = context.get("who")
    shared = {
        "words": words,
        "t": words.of,
        "csrf": csrf_token(request),
        "static": static_address,
        "who": principal,
        "may_decide": principal is not None and principal.role.allows(Role.REVIEWER),
        "here": _here(request),
        "when": _when,
    }
    text = _environment().get_template(template).render(**shared, **{k: v for k, v in context.items() if k != "who"})
    return HTMLResponse(text, status_code=status, headers={"Cache-Control": "no-store"})


def static_address(name: str) -> str:
    """The address of a file that pages load; another content has another address."""
    return f"/desk/static/{name}?v={_digest(name)}"


@cache
def static_file(name: str) -> bytes:
    """The content of a file that pages load."""
    return resources.files("extractor.desk").joinpath("static", name).read_bytes()


@cache
def _digest(name: str) -> str:
    return hashlib.sha256(static_file(name)).hexdigest()[:12]


def _when(at: str) -> str:
    """A time of the log as a person writes it, by the clock of this machine."""
    return f"{datetime.fromisoformat(at).astimezone():%d/%m/%Y %H:%M}"


def _here(request: Request) -> str:
    query = request.url.query
    return f"{request.url.path}?{query}" if query else request.url.path


@cache
def _environment() -> Environment:
    return escaping(_template)


def _template(name: str) -> str | None:
    file = resources.files("extractor.desk").joinpath("templates", name)
    return file.read_text("utf-8") if file.is_file() else None
