"""The files of a store of which nothing was made: each with the code of its reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sqlalchemy import func, select

from extractor.store.store import Store, current
from extractor.store.tables import FILES, RECORDS

UNREADABLE: Final = "could not be read"
"""In the place of a reason, where a file vanished, is forbidden or did not hold still: there is no record of it."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """A path of the folder, and the reason of a record of it, or why there is none."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Troubles:
    """The first of them by path, and how many there are."""

    first: tuple[Trouble, ...] = ()
    count: int = 0


def troubles_of(store: Store, version: str, profile: str, most: int) -> Troubles:
    """The files that failed or could not be read, each reason of a file once.

    Raises:
        StoreError: the database cannot be read.
    """
    failed = current(version, profile).with_only_columns(FILES.c.path, RECORDS.c.reason).distinct()
    failed = failed.where(RECORDS.c.status == "failed")
    unread = select(FILES.c.path, FILES.c.problem).where(FILES.c.gone == 0, FILES.c.sha256.is_(None))
    with store.transaction() as connection:
        counts = [connection.scalar(select(func.count()).select_from(q.subquery())) or 0 for q in (failed, unread)]
        rows = connection.execute(failed.order_by(FILES.c.path, RECORDS.c.reason).limit(most))
        found = [Trouble(path, reason) for path, reason in rows]
        rows = connection.execute(unread.order_by(FILES.c.path).limit(most))
        found += [Trouble(path, f"{UNREADABLE}: {why}") for path, why in rows]
    first = sorted(found, key=lambda trouble: (trouble.path, trouble.reason))[:most]
    return Troubles(tuple(first), sum(counts))
