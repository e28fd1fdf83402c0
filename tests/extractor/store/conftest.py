"""Both databases: SQLite in a folder, and a real PostgreSQL server started for the session."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from extractor.store.store import Store

_PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)


def _as_server(*command: str | Path) -> None:
    """Run a program of PostgreSQL; it refuses to run as root."""
    words = [str(word) for word in command]
    if os.geteuid() == 0:
        words = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", *words]
    subprocess.run(words, check=True, capture_output=True)


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a server of this session's own, reached through a socket in its folder."""
    if not _PROGRAMS:
        pytest.skip("PostgreSQL is not installed (Debian: apt install postgresql)")
    # A socket's path has to be short; each folder of tests that asks has a server of its own.
    folder = Path(tempfile.mkdtemp(prefix="vanthu-pg-", dir="/tmp"))
    folder.chmod(0o755)
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    data = folder / "data"
    try:
        _as_server(_PROGRAMS[0] / "initdb", "-D", data, "-U", "vanthu", "--auth=trust", "--no-sync")
        options = f"-k {folder} -c listen_addresses= -c fsync=off"
        _as_server(_PROGRAMS[0] / "pg_ctl", "-D", data, "-o", options, "-w", "-l", folder / "log", "start")
        yield f"postgresql://vanthu@/postgres?host={folder}"
    finally:
        _as_server(_PROGRAMS[0] / "pg_ctl", "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def location(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a new store can be opened."""
    if request.param == "sqlite":
        return str(tmp_path / "store")
    return emptied(str(request.getfixturevalue("server")))


def emptied(address: str) -> str:
    """The address of a server whose database has nothing in it now."""
    engine = create_engine(address.replace("postgresql://", "postgresql+psycopg://", 1), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    return address


@pytest.fixture
def store(location: str, tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    with Store.open(location, str(tmp_path / "originals")) as opened:
        yield opened
