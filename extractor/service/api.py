"""The interface: every route below /api/v1, and those for whoever watches the server."""

from __future__ import annotations

from typing import Any, Final

from fastapi import APIRouter, FastAPI
from fastapi.openapi.utils import get_openapi

from extractor.access.problems import MEDIA_TYPE
from extractor.service import accounts, decisions, documents, exports, jobs, uploads, watching, webhooks
from extractor.service.answers import Problem

DESCRIPTION: Final = """\
Hand documents in, follow their jobs, fetch records in which every value points at its place on the page.

Programs send `Authorization: Bearer vanthu_…`; a token has scopes and never may more than its owner. Browsers have a
session cookie and send `X-CSRF-Token` with whatever changes something. Every error is a problem by RFC 9457.
"""
_PROBLEMS: Final[dict[int | str, dict[str, Any]]] = {
    "4XX": {"model": Problem, "description": "Why the request was refused"},
    "5XX": {"model": Problem, "description": "Why it cannot be answered now"},
}
_OPEN: Final = frozenset({"live", "ready", "get_problem", "sign_in"})
"""Operations that nobody has to sign in for."""
_SECURITY: Final = {
    "token": {"type": "http", "scheme": "bearer"},
    "session": {"type": "apiKey", "in": "cookie", "name": "vanthu", "description": "`__Host-vanthu` behind https"},
}

router = APIRouter(responses=_PROBLEMS)
router.include_router(watching.outer)
for each in (uploads, jobs, documents, decisions, exports, webhooks, accounts, watching):
    router.include_router(each.router)


class DescribedApp(FastAPI):
    """An application whose description says what its errors are and who may ask."""

    def openapi(self) -> dict[str, Any]:
        """The description (OpenAPI 3.1)."""
        if self.openapi_schema is None:
            made = get_openapi(
                title=self.title,
                version=self.version,
                summary=self.summary,
                description=self.description,
                routes=self.routes,
            )
            for methods in made["paths"].values():
                for operation in methods.values():
                    _complete(operation)
            made["components"]["securitySchemes"] = _SECURITY
            for unused in ("HTTPValidationError", "ValidationError"):
                made["components"]["schemas"].pop(unused, None)
            self.openapi_schema = made
        return self.openapi_schema


def _complete(operation: dict[str, Any]) -> None:
    """Errors are problems and nothing else; all but a few operations want to know who asks."""
    answers = operation["responses"]
    answers.pop("422", None)
    for status in ("4XX", "5XX"):
        answers[status]["content"] = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    if operation["operationId"] not in _OPEN:
        operation["security"] = [{name: []} for name in _SECURITY]
