"""The store: which files were seen, what came of them, and which of the same document is the valid one.

One process writes to a store at a time. What is saved is saved whole or not at all, so that a run that was killed
goes on where it was.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeAlias

from sqlalchemy import ColumnElement, Connection, Engine, Row, and_, delete, func, select, update
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from extractor.errors import StoreError
from extractor.store.claim import Claim, claim
from extractor.store.database import insert_into, is_address, open_database
from extractor.store.originals import Originals
from extractor.store.packing import unpacked, unpacked_text
from extractor.store.rows import Finished, Outcome, Values, Work
from extractor.store.tables import FILES, RECORDS, WORKS
from schemas.record import Record
from schemas.versions import load

__all__ = ["Finished", "FoundFile", "Kept", "KnownFile", "Outcome", "RecordKey", "SeenFile", "Store", "Work", "current"]

_BATCH = 500
"""Rows fetched at a time: a store may hold more records than memory."""
_FOUND = ("name", "size", "mtime_ns", "sha256", "problem", "gone")
"""What is kept of how a file was found."""
_WORK = ("sha256", "name", "version", "profile")
_NOT_WHOLE = ("failed", "partial")


@dataclass(frozen=True, slots=True)
class SeenFile:
    """A file as the folder shows it, `path` relative to it with `/`; `mtime_ns` since the epoch.

    `path` is text in any case; `spelt` is how the system spells it, where its bytes are no UTF-8.
    """

    path: str
    size: int
    mtime_ns: int
    spelt: str | None = field(default=None, compare=False)

    @property
    def address(self) -> str:
        """The path by which the file is opened."""
        return self.spelt or self.path


FoundFile: TypeAlias = tuple[SeenFile, str | None, str | None]
"""A file with the SHA-256 of its content, or with why it could not be read."""


@dataclass(frozen=True, slots=True)
class KnownFile:
    """A file as the store knows it; `sha256` is None while it could not be read, `problem` says why."""

    seen: SeenFile
    sha256: str | None
    problem: str | None
    gone: bool


@dataclass(frozen=True, slots=True)
class RecordKey:
    """Which record: content of the file in the folder, its base name, position of the record in it from 0."""

    sha256: str
    name: str
    position: int


@dataclass(frozen=True, slots=True)
class Kept:
    """A record in the store. `superseded_by` is the path of a later file with the same document, if there is one."""

    path: str
    key: RecordKey
    line: str
    text: str | None
    digest: str
    superseded_by: str | None = None

    @property
    def position(self) -> int:
        """Of the record in its file, from 0."""
        return self.key.position

    def record(self) -> Record:
        """The record itself, brought to the newest form of records."""
        return load(self.line)


class Store:
    """A store that is open; a context manager."""

    def __init__(self, engine: Engine, address: str) -> None:
        """Use `Store.open`."""
        self._engine = engine
        self._claim: Claim | None = None
        self.address = address
        self.originals = Originals.at(address)

    @classmethod
    def open(cls, location: str, originals: str | None = None) -> Self:
        """The store in a folder (made if absent), or behind a database address with its originals elsewhere.

        Raises:
            StoreError: it cannot be opened or made.
        """
        if is_address(location) and originals is None:
            raise StoreError("a store behind a database address needs an address for its originals")
        if not is_address(location):
            try:
                Path(location).mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise StoreError(f"{location}: {error.strerror or error}") from error
        address = originals or str(Path(location) / "originals")
        return cls(open_database(location), address if is_address(address) else str(Path(address).absolute()))

    def __enter__(self) -> Self:
        """Nothing more to do: it is open."""
        return self

    def __exit__(self, *raised: type[BaseException] | BaseException | TracebackType | None) -> None:
        """Close all connections."""
        self.close()

    def close(self) -> None:
        """Close all connections and let others write."""
        self.release()
        self._engine.dispose()

    def release(self) -> None:
        """Let others write, if this one had the right to."""
        if self._claim is not None:
            self._claim.release()
            self._claim = None

    def claim(self) -> None:
        """Be the one program that writes to the store, until it is closed or this process ends.

        Raises:
            StoreError: another program writes to it.
        """
        if self._claim is None:
            self._claim = claim(self._engine)

    def share(self) -> bool:
        """Be one of the servers that write to the store; whether this one is alone, as it is with SQLite.

        Asked again, it sees whether the right was lost with its connection, and takes it anew.

        Raises:
            StoreError: another program writes to it.
        """
        if self._claim is not None and not self._claim.is_held():
            self.release()
        if self._claim is None:
            self._claim = claim(self._engine, shared=True)
        return self._claim.is_alone

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """A transaction that is saved whole or not at all.

        Raises:
            StoreError: the database cannot be read or written.
        """
        try:
            with self._engine.begin() as connection:
                yield connection
        except IntegrityError:
            raise
        except SQLAlchemyError as error:
            why = str(getattr(error, "orig", None) or type(error).__name__).strip().partition("\n")[0]
            raise StoreError(f"the store cannot be used ({why}); what is finished is kept") from error

    def files(self) -> dict[str, KnownFile]:
        """Every file that was ever seen, by path."""
        with self.transaction() as connection:
            rows = connection.execute(select(FILES)).all()
        return {row.path: _known(row) for row in rows}

    def keep(self, works: Sequence[Finished], files: Sequence[FoundFile], *, anew: bool = False) -> None:
        """Keep what came of works and how files were found, all of it or nothing.

        A work that is there already stays as it is, or gives way where it was made `anew`. Each file has the SHA-256 of
        its content, or why it could not be read.
        """
        with self.transaction() as connection:
            if anew:
                for finished in works:
                    _drop(connection, [WORKS.c[name] == finished.row[name] for name in _WORK])
            if works:
                _insert(connection, works)
            if files:
                connection.execute(_noting(connection.dialect.name), [_found(*each) for each in files])

    def note(self, files: Iterable[FoundFile]) -> None:
        """Keep how files were found."""
        self.keep((), list(files))

    def note_gone(self, paths: Sequence[str]) -> None:
        """Keep that files are no longer in the folder; their records stay."""
        with self.transaction() as connection:
            for path in paths:
                connection.execute(update(FILES).where(FILES.c.path == path).values(gone=1))

    def done(self, version: str, profile: str = "", *, whole: bool = False) -> set[tuple[str, str]]:
        """Content and base name of everything that this version has finished; `whole`: without failure or cut."""
        query = select(WORKS.c.sha256, WORKS.c.name).where(WORKS.c.version == version, WORKS.c.profile == profile)
        if whole:
            query = query.where(WORKS.c.id.not_in(select(RECORDS.c.work).where(RECORDS.c.status.in_(_NOT_WHOLE))))
        with self.transaction() as connection:
            return {(row.sha256, row.name) for row in connection.execute(query)}

    def save(self, work: Work, outcome: Outcome, *, anew: bool = False) -> None:
        """Keep what came of a work; what is there already stays as it is, or gives way where it was made `anew`."""
        self.keep((Finished.of(work, outcome),), (), anew=anew)

    def forget(self, version: str) -> int:
        """Drop what a version made; gives the number of works."""
        with self.transaction() as connection:
            return _drop(connection, [WORKS.c.version == version])

    def statuses(self, version: str, profile: str = "") -> Counter[str]:
        """How many records of the files that are there have each status."""
        query = current(version, profile).with_only_columns(RECORDS.c.status, func.count())
        with self.transaction() as connection:
            return Counter({row[0]: row[1] for row in connection.execute(query.group_by(RECORDS.c.status))})

    def versions(self) -> dict[str, int]:
        """Versions that made records, with the number of works of each."""
        query = select(WORKS.c.version, func.count()).group_by(WORKS.c.version).order_by(WORKS.c.version)
        with self.transaction() as connection:
            return {row[0]: row[1] for row in connection.execute(query)}

    def records(self, version: str, profile: str = "") -> Iterator[Kept]:
        """The records of every file that is there, by path and position, as one version made them."""
        later = self._superseded(version, profile)
        query = current(version, profile).order_by(FILES.c.path, RECORDS.c.position)
        with self.transaction() as connection:
            for row in connection.execution_options(yield_per=_BATCH).execute(query):
                yield _kept(row, later.get((row.path, row.position)))

    def _superseded(self, version: str, profile: str) -> dict[tuple[str, int], str]:
        """Records of which a later file holds the same document, with the path of the latest.

        Later is who was changed later, and of those the one whose path comes last: the same folder, the same answer.
        """
        columns = (FILES.c.path, FILES.c.mtime_ns, RECORDS.c.position, RECORDS.c.identity)
        query = current(version, profile).with_only_columns(*columns).where(RECORDS.c.identity.is_not(None))
        groups: dict[str, list[tuple[int, str, int]]] = {}
        with self.transaction() as connection:
            for row in connection.execute(query):
                groups.setdefault(row.identity, []).append((row.mtime_ns, row.path, row.position))
        return {
            (path, position): max(group)[1]
            for group in groups.values()
            for _, path, position in group
            if path != max(group)[1]
        }


def _drop(connection: Connection, which: Sequence[ColumnElement[bool]]) -> int:
    connection.execute(delete(RECORDS).where(RECORDS.c.work.in_(select(WORKS.c.id).where(*which))))
    return int(connection.execute(delete(WORKS).where(*which)).rowcount)


def _insert(connection: Connection, works: Sequence[Finished]) -> None:
    """Add works with their records, but those that are there: the same input and version gave the same records."""
    added = connection.execute(_adding(connection.dialect.name), [finished.row for finished in works])
    numbers = {Work(*row[1:]): row[0] for row in added}
    rows: list[Values] = []
    for finished in works:
        number = numbers.pop(finished.work, None)
        rows += [{"work": number, **record} for record in finished.records if number is not None]
    if rows:
        connection.execute(RECORDS.insert(), rows)


@lru_cache(maxsize=2)
def _adding(dialect: str) -> Any:
    """The statement that adds a work where there is none such, and tells its number."""
    row = insert_into(dialect, WORKS).on_conflict_do_nothing()
    return row.returning(WORKS.c.id, *(WORKS.c[name] for name in _WORK))


@lru_cache(maxsize=2)
def _noting(dialect: str) -> Any:
    """The statement that notes a file, made once for each kind of database."""
    row = insert_into(dialect, FILES)
    return row.on_conflict_do_update(index_elements=["path"], set_={name: row.excluded[name] for name in _FOUND})


def _found(seen: SeenFile, sha256: str | None, problem: str | None) -> Values:
    values = (seen.path.rpartition("/")[2], seen.size, seen.mtime_ns, sha256, problem, 0)
    return {"path": seen.path, **dict(zip(_FOUND, values, strict=True))}


def current(version: str, profile: str) -> Any:
    """Records of one version joined with the files that are there under the same content and base name."""
    same = and_(FILES.c.sha256 == WORKS.c.sha256, FILES.c.name == WORKS.c.name, FILES.c.gone == 0)
    columns = (FILES.c.path, WORKS.c.sha256, WORKS.c.name, RECORDS)
    query = select(*columns).select_from(RECORDS.join(WORKS).join(FILES, same))
    return query.where(WORKS.c.version == version, WORKS.c.profile == profile)


def _kept(row: Row[Any], superseded_by: str | None) -> Kept:
    key = RecordKey(row.sha256, row.name, row.position)
    line, text = unpacked(row.record).decode(), unpacked_text(row.text)
    return Kept(row.path, key, line, text, row.digest, superseded_by)


def _known(row: Row[Any]) -> KnownFile:
    return KnownFile(SeenFile(row.path, row.size, row.mtime_ns), row.sha256, row.problem, bool(row.gone))
