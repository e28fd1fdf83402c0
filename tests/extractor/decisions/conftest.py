"""Stores in both databases, as the tests of the store have them."""

from __future__ import annotations

from tests.extractor.store.conftest import location, server, store

__all__ = ["location", "server", "store"]
