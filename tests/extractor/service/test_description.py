"""The description (OpenAPI) holds for the server itself: answers to drawn requests are those that it names."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from extractor.access.roles import Role
from extractor.access.settings import Limits
from extractor.service import api
from tests.extractor.service.conftest import Server

MANY = "1000000/minute"
SAYS_NOT_ALL = {"/api/v1/uploads", "/api/v1/webhooks", "/api/v1/documents/{id}/decisions"}
"""Which bytes are a document, which host is public, what a record says: what fits the schema may still be refused."""


def operations() -> Iterator[tuple[str, str, GenerationMode]]:
    """Path and method of everything that is described, with good requests, and with bad ones where there can be any."""
    app = api.DescribedApp(title="vanthu", version="1")
    app.include_router(api.router)
    for path, methods in app.openapi()["paths"].items():
        for method, operation in methods.items():
            yield path, method, GenerationMode.POSITIVE
            if operation.keys() & {"parameters", "requestBody"}:
                yield path, method, GenerationMode.NEGATIVE


@pytest.mark.parametrize(("path", "method", "mode"), list(operations()))
def test_answers_are_those_described(
    serve: Callable[..., Server], path: str, method: str, mode: GenerationMode
) -> None:
    """For drawn requests, good and bad, of somebody who may do everything: no defect, no answer that is not named."""
    server = serve(limits=Limits(requests=MANY, failures=MANY, logins=MANY, upload_bytes=100_000))
    headers = server.bearer(Role.ADMIN) | {"Host": "testserver"}
    described = schemathesis.openapi.from_asgi("/api/v1/openapi.json", server.client.app, headers=headers)
    operation = described[path][method]

    unsaid: list[Any] = [positive_data_acceptance] if path in SAYS_NOT_ALL else []

    @settings(max_examples=4, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy(generation_mode=mode))
    def check(case: schemathesis.Case) -> None:
        case.call_and_validate(headers=headers, excluded_checks=unsaid)

    check()
