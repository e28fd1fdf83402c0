"""Records of the store by number, for who lists many and shows one at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, func, select

from extractor.store.packing import unpacked, unpacked_text
from extractor.store.store import RecordKey, Store, Work
from extractor.store.tables import FILES, RECORDS, WORKS
from schemas.record import Record
from schemas.versions import load

_LISTED = (
    RECORDS.c.id,
    RECORDS.c.position,
    RECORDS.c.status,
    RECORDS.c.reason,
    RECORDS.c.digest,
    WORKS.c.sha256,
    WORKS.c.name,
)
_SAME = and_(FILES.c.sha256 == WORKS.c.sha256, FILES.c.name == WORKS.c.name, FILES.c.gone == 0)
_PATH = select(func.min(FILES.c.path)).where(_SAME).correlate(WORKS).scalar_subquery().label("path")
_IS_THERE = select(FILES.c.path).where(_SAME).correlate(WORKS).exists()


@dataclass(frozen=True, slots=True)
class Listed:
    """A record without its content: its number in the store, the file it is of, how it ended, and its digest.

    `sha256` and `name` are those of the file that was read, which may be a container; `path` is the first path under
    which that file lies in the folder.
    """

    number: int
    path: str
    name: str
    sha256: str
    position: int
    status: str
    reason: str | None
    digest: str


@dataclass(frozen=True, slots=True)
class Held:
    """A record with its content; `text` is what its offsets refer to, None where the file could not be read."""

    listed: Listed
    line: bytes
    text: str | None

    def record(self) -> Record:
        """The record itself, brought to the newest form of records."""
        return load(self.line)


def stamp_of(store: Store, version: str, profile: str = "") -> tuple[int, int, int]:
    """What changes when records of a version, or the files they are of, come or go: told without reading them."""
    made = select(func.count(), func.coalesce(func.max(WORKS.c.id), 0)).where(
        WORKS.c.version == version, WORKS.c.profile == profile
    )
    there = select(func.count()).select_from(FILES).where(FILES.c.gone == 0)
    with store.transaction() as connection:
        count, last = connection.execute(made).one()
        return int(count), int(last), int(connection.execute(there).scalar_one())


def listing(store: Store, version: str, profile: str = "") -> list[Listed]:
    """Every record of a version whose file is there, each once, by path and position."""
    query = select(_PATH, *_LISTED).select_from(RECORDS.join(WORKS))
    query = query.where(WORKS.c.version == version, WORKS.c.profile == profile, _IS_THERE)
    with store.transaction() as connection:
        rows = connection.execute(query).all()
    return sorted((_listed(row) for row in rows), key=lambda each: (each.path, each.position))


def listing_page(store: Store, version: str, profile: str, after: int, most: int) -> list[Listed]:
    """As `listing`, in the order of the numbers: at most so many behind the number `after`."""
    query = select(_PATH, *_LISTED).select_from(RECORDS.join(WORKS)).where(RECORDS.c.id > after, _IS_THERE)
    query = query.where(WORKS.c.version == version, WORKS.c.profile == profile)
    with store.transaction() as connection:
        rows = connection.execute(query.order_by(RECORDS.c.id).limit(most)).all()
    return [_listed(row) for row in rows]


def held(store: Store, number: int) -> Held | None:
    """The record with this number; None where there is none."""
    return next(iter(held_many(store, (number,))), None)


def digest_of(store: Store, number: int) -> str | None:
    """The digest of the record with this number; None where there is none."""
    with store.transaction() as connection:
        return connection.execute(select(RECORDS.c.digest).where(RECORDS.c.id == number)).scalar_one_or_none()


def digests(store: Store) -> frozenset[str]:
    """The digests of all records, whichever version made them."""
    with store.transaction() as connection:
        return frozenset(connection.execute(select(RECORDS.c.digest).distinct()).scalars())


def held_many(store: Store, numbers: tuple[int, ...]) -> list[Held]:
    """The records with these numbers, in the order of the numbers in the store."""
    query = select(_PATH, *_LISTED, RECORDS.c.record, RECORDS.c.text).select_from(RECORDS.join(WORKS))
    with store.transaction() as connection:
        rows = connection.execute(query.where(RECORDS.c.id.in_(numbers)).order_by(RECORDS.c.id)).all()
    return [Held(_listed(row), unpacked(row.record), unpacked_text(row.text)) for row in rows]


def number_of(store: Store, key: RecordKey, version: str, profile: str = "") -> int | None:
    """The number of the record of a document as one version made it."""
    query = select(RECORDS.c.id).select_from(RECORDS.join(WORKS))
    query = query.where(WORKS.c.sha256 == key.sha256, WORKS.c.name == key.name, RECORDS.c.position == key.position)
    query = query.where(WORKS.c.version == version, WORKS.c.profile == profile)
    with store.transaction() as connection:
        found = connection.execute(query).scalar_one_or_none()
    return None if found is None else int(found)


def numbers_of(store: Store, work: Work) -> dict[int, str]:
    """The records that came of a work, by number in their order, with the status of each; none: it is not finished."""
    query = select(RECORDS.c.id, RECORDS.c.status).select_from(RECORDS.join(WORKS)).order_by(RECORDS.c.position)
    same = (WORKS.c.sha256 == work.sha256, WORKS.c.name == work.name)
    query = query.where(*same, WORKS.c.version == work.version, WORKS.c.profile == work.profile)
    with store.transaction() as connection:
        return {int(row.id): row.status for row in connection.execute(query)}


def _listed(row: Any) -> Listed:
    return Listed(
        number=row.id,
        path=row.path or row.name,
        name=row.name,
        sha256=row.sha256,
        position=row.position,
        status=row.status,
        reason=row.reason,
        digest=row.digest,
    )
