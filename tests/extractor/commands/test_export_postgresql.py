from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from extractor.batch.run import Options, run_batch
from extractor.store.store import Store
from tests.extractor.commands.running import run
from tests.extractor.store.conftest import server  # noqa: F401 -- a fixture
from tests.extractor.writing.exports import files_in

SAMPLES = Path("corpus/samples")
FILES = ("bc-phuong.txt", "bc-nil.txt", "bc-so.docx", "news.txt", "broken/truncated.docx")
NAMES = {
    "jsonl": "out.jsonl",
    "xlsx": "out.xlsx",
    "register-sent": "out.csv",
    "register-received": "out.csv",
    "csv": "out",
    "parquet": "out",
    "datapackage": "out",
    "archive": "out",
    "edxml": "out",
    "edxml-header": "out",
}
DATABASE = "exported"


@pytest.fixture(scope="module")
def address(server: str) -> Iterator[str]:  # noqa: F811 -- pytest fills it in
    """A database of its own on the session's server."""
    engine = create_engine(server.replace("postgresql://", "postgresql+psycopg://", 1), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {DATABASE}"))
        yield server.replace("/postgres?", f"/{DATABASE}?")
        connection.execute(text(f"DROP DATABASE {DATABASE} WITH (FORCE)"))
    engine.dispose()


@pytest.fixture(scope="module")
def stores(address: str, tmp_path_factory: pytest.TempPathFactory) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The same files read into both databases, each as the command is told of it."""
    base = tmp_path_factory.mktemp("stores")
    folder = base / "in"
    folder.mkdir()
    for name in FILES:
        shutil.copy(SAMPLES / name, folder)
    places = (str(base / "store"), None), (address, str(base / "originals"))
    for location, originals in places:
        with Store.open(location, originals) as store:
            run_batch(folder, store, Options(), lambda *_: None)
    return (places[0][0],), (address, "--originals", str(base / "originals"))


@pytest.mark.parametrize("form", NAMES)
def test_postgresql_gives_the_same_files_as_sqlite(stores, tmp_path: Path, capsys, form: str) -> None:
    """Every format is byte for byte the same, whichever database keeps the records."""
    for side, place in zip("ab", stores, strict=True):
        ended = run(capsys, "export", *place, "--format", form, "-o", tmp_path / side / NAMES[form])
        assert (ended.code, ended.out) == (0, "")

    assert files_in(tmp_path / "a") == files_in(tmp_path / "b")
    assert files_in(tmp_path / "a") != {}
