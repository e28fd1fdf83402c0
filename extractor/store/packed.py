"""The records of a store as they lie there, for who goes through all of them and opens few."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from extractor.store.store import RecordKey, Store, current
from extractor.store.tables import FILES, RECORDS, WORKS

_BATCH: Final = 500
"""Rows fetched at a time: a store may hold more records than memory."""


@dataclass(frozen=True, slots=True)
class Packed:
    """A record's line of JSON, packed by zlib, with its path and the digest of all but its provenance, if known."""

    path: str
    key: RecordKey
    record: bytes
    body: str | None


def packed_records(store: Store, version: str, profile: str = "") -> Iterator[Packed]:
    """The records of every file that is there, by path and position, as one version made them.

    Raises:
        StoreError: the database cannot be read.
    """
    columns = (FILES.c.path, WORKS.c.sha256, WORKS.c.name, RECORDS.c.position, RECORDS.c.record, RECORDS.c.body)
    query = current(version, profile).with_only_columns(*columns).order_by(FILES.c.path, RECORDS.c.position)
    with store.transaction() as connection:
        for row in connection.execution_options(yield_per=_BATCH).execute(query):
            yield Packed(row.path, RecordKey(row.sha256, row.name, row.position), row.record, row.body)
