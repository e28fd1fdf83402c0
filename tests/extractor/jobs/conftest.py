"""The queue over both databases, as the tests of the store have them."""

from __future__ import annotations

import pytest

from extractor.jobs.queue import File, Job, Queue
from extractor.store.store import Store
from tests.extractor.store.conftest import location, server, store

__all__ = ["location", "server", "store"]


@pytest.fixture
def queue(store: Store) -> Queue:
    """An empty queue."""
    return Queue(store)


def added(queue: Queue, *names: str) -> list[Job]:
    """Jobs of files with these names."""
    with queue.store.transaction() as connection:
        keys = [queue.add(connection, File(name[0] * 64, name, 1), "", "an") for name in names]
    return queue.many(keys)
