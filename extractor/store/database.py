"""Opens the database of a store and brings it to the newest form."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, event, inspect, make_url, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from extractor.errors import StoreError

HEAD = "0004"
"""The newest step of `migrations/versions`; a test compares it with Alembic's own answer."""
_SCHEMES = ("postgresql://", "postgresql+psycopg://")
_MIGRATIONS = Path(__file__).with_name("migrations")
_KEY = 7_603_114_522
"""Of the lock in PostgreSQL while the form changes: an arbitrary number that is always the same."""
_WAIT = 30.0
"""Seconds to wait for another program that writes to the same SQLite file."""
_CONNECTIONS = {"pool_size": 10, "max_overflow": 20}
"""Kept, and made besides. Comparisons and exports have several at once, eleven together at most; all else has one."""
_ALIVE = {"keepalives": 1, "keepalives_idle": 60, "keepalives_interval": 15, "keepalives_count": 4}
"""A connection that says nothing for long, as the one with the right to write, is kept open by its network (libpq)."""


def is_address(location: str) -> bool:
    """Whether a store is named by a database address and not by a folder."""
    return "://" in location


def open_database(location: str) -> Engine:
    """The database at an address, or `store.db` in a folder; made if it is not there, migrated if it is older.

    Raises:
        StoreError: it cannot be reached or is none that is known, or a newer version of the program made it.
    """
    engine = _engine(location)
    try:
        with engine.begin() as connection:
            found = _form(connection)
            if found != HEAD:
                _migrate(connection, found)
    except SQLAlchemyError as error:
        raise StoreError(f"{shown_location(location)}: the store cannot be opened ({type(error).__name__})") from error
    return engine


def shown_location(location: str) -> str:
    """Where a store is, for a message: a database address without its password."""
    if not is_address(location):
        return location
    try:
        return make_url(location).render_as_string(hide_password=True)
    except (ArgumentError, ValueError):
        return "the address"


def _engine(location: str) -> Engine:
    if is_address(location):
        return _server(location)
    file = f"sqlite:///{Path(location) / 'store.db'}"
    engine = create_engine(file, connect_args={"timeout": _WAIT}, **_CONNECTIONS)
    event.listen(engine, "connect", _set_up_sqlite)
    return engine


def _server(location: str) -> Engine:
    if not location.startswith(_SCHEMES):
        raise StoreError(f"{shown_location(location)}: a store lies in a folder or behind postgresql://")
    try:
        address = location.replace("postgresql://", "postgresql+psycopg://", 1)
        return create_engine(address, connect_args=_ALIVE, **_CONNECTIONS)
    except ModuleNotFoundError as error:
        raise StoreError("postgresql:// needs its driver: install vanthu[postgresql]") from error
    except (ArgumentError, ValueError) as error:
        raise StoreError(f"{shown_location(location)}: no database address") from error


def _set_up_sqlite(connection: Any, _: object) -> None:
    """A write-ahead log survives a killed process and lets others read meanwhile."""
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("PRAGMA foreign_keys=ON")


def _form(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    row = connection.execute(text("SELECT version_num FROM alembic_version")).first()
    return None if row is None else str(row[0])


def migrate(connection: Connection, target: str) -> None:
    """Bring the store to another form, up or down."""
    from alembic import command  # noqa: PLC0415 -- only a store of another form pays for loading it
    from alembic.config import Config  # noqa: PLC0415 -- as above

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.attributes["connection"] = connection
    step = command.downgrade if target == "base" or (_form(connection) or "") > target else command.upgrade
    step(config, target)


def _migrate(connection: Connection, found: str | None) -> None:
    if found is not None and found > HEAD:
        raise StoreError(f"the store has form {found}, this version knows up to {HEAD}")
    # Two programs that open an old store at once: the second waits, and finds it done.
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _KEY})
    if _form(connection) != HEAD:
        migrate(connection, HEAD)


def insert_into(dialect: str, table: Table) -> Any:
    """An insert that can say what to do about a row that is there already; both databases spell it alike."""
    return (postgresql if dialect == "postgresql" else sqlite).insert(table)
