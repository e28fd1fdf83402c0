"""A real PostgreSQL, as the tests of the store have it."""

from __future__ import annotations

import pytest

from tests.extractor.store.conftest import emptied, server

__all__ = ["server"]


@pytest.fixture
def database(server: str) -> str:
    """The address of an empty database on a server."""
    return emptied(server)
