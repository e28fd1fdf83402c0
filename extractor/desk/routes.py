"""Every address of the desk."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from extractor.access.guards import Reviewer
from extractor.desk.deciding import router as deciding
from extractor.desk.difference_pages import router as difference_pages
from extractor.desk.document_pages import router as document_pages
from extractor.desk.pages import STATIC, page, static_file, words_of
from extractor.desk.queue_pages import router as queue_pages
from extractor.desk.words import COOKIE
from extractor.writing.report_words import LANGUAGES

_LONG = "public, max-age=31536000, immutable"
_YEAR = 31_536_000

own = APIRouter(prefix="/desk")


@own.get("/static/{name}")
def static(name: str) -> Response:
    """A file that pages load; its address changes with its content."""
    if name not in STATIC:
        return Response(status_code=404)
    headers = {"Cache-Control": _LONG, "X-Content-Type-Options": "nosniff"}
    return Response(static_file(name), media_type=STATIC[name], headers=headers)


@own.post("/language")
def language(to: Annotated[str, Form()], back: Annotated[str, Form()] = "/desk") -> Response:
    """Keep a language in the browser and go back; it changes nothing here, so nobody has to be signed in."""
    parts = urlsplit(back)
    ours = not parts.scheme and not parts.netloc and parts.path.startswith(("/desk", "/login"))
    answer = RedirectResponse(back if ours else "/desk", status_code=303)
    if to in LANGUAGES:
        answer.set_cookie(COOKIE, to, max_age=_YEAR, httponly=True, samesite="lax")
    return answer


@own.get("/upload")
def upload(request: Request, who: Reviewer) -> Response:
    """The form by which files are handed in."""
    return page(request, "upload.html", {"who": who, "upload_words": words_of(request).all_of("upload")})


router = APIRouter(include_in_schema=False)
for part in (own, queue_pages, document_pages, deciding, difference_pages):
    router.include_router(part)
