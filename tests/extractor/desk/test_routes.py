"""Who may ask for which address of the desk."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.routing import APIRoute

from extractor.access.guards import reviewer, viewer
from extractor.desk import deciding, difference_pages, document_pages, queue_pages, routes

ROUTERS = (routes.own, queue_pages.router, document_pages.router, deciding.router, difference_pages.router)
OPEN = {"/desk/static/{name}", "/desk/language"}
"""What everybody may have: files of the pages, and the choice of a language, which changes nothing here."""


def _routes() -> Iterator[APIRoute]:
    for router in ROUTERS:
        yield from (route for route in router.routes if isinstance(route, APIRoute))


@pytest.mark.parametrize("route", list(_routes()), ids=lambda route: f"{sorted(route.methods)[0]} {route.path}")
def test_every_address_asks_who_is_there(route: APIRoute) -> None:
    """Looking needs a viewer, whatever is written down a reviewer; nothing else is open."""
    asked = {dependency.call for dependency in route.dependant.dependencies}

    if route.path in OPEN:
        assert not asked & {viewer, reviewer}
    elif "POST" in (route.methods or set()):
        assert reviewer in asked
    else:
        assert asked & {viewer, reviewer}


def test_all_addresses_are_told() -> None:
    """The routers hold what the desk offers, and no more than one address twice."""
    told = [(route.path, tuple(sorted(route.methods or ()))) for route in _routes()]

    assert len(told) == len(set(told))
    assert ("/desk/documents/{number}/decisions", ("POST",)) in told
