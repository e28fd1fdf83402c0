from __future__ import annotations

import io
import os
from contextlib import ExitStack
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import IntegrityError

from extractor.access.roles import Role, Scope
from extractor.access.tokens import Tokens
from extractor.access.users import Users
from extractor.errors import StoreError
from extractor.pipeline import process
from extractor.store import database, service_tables
from extractor.store.database import HEAD, is_address, migrate, open_database
from extractor.store.identity import identity_of
from extractor.store.listing import held, numbers_of
from extractor.store.objects import Objects
from extractor.store.originals import Originals
from extractor.store.store import Finished, Outcome, SeenFile, Store, Work
from schemas.record import Record

SAMPLES = Path("corpus/samples")


@pytest.fixture(scope="module")
def record() -> Record:
    """A record with number, notation, issuer and date."""
    return process(SAMPLES / "bc-phuong.txt").record


def outcome(*records: Record) -> Outcome:
    """What a reading gave."""
    return Outcome(records, ("text",) * len(records), 0.1, 1)


def keep(
    store: Store, path: str, record: Record, *, mtime: int = 1, version: str = "1", sha256: str = "a" * 64
) -> None:
    """A file in the folder that was read."""
    store.note([(SeenFile(path, 1, mtime), sha256, None)])
    store.save(Work(sha256, path.rpartition("/")[2], version), outcome(record))


def test_records_come_back_as_they_were_kept(store: Store, record: Record) -> None:
    """Record and text are the same, byte for byte, in the order of paths."""
    keep(store, "b.txt", record, sha256="b" * 64)
    keep(store, "a/c.txt", record, sha256="c" * 64)

    kept = list(store.records("1"))

    assert [each.path for each in kept] == ["a/c.txt", "b.txt"]
    assert kept[0].record() == record
    assert (kept[0].line, kept[0].text) == (record.to_json_line(), "text")


def test_a_finished_work_is_kept_once(store: Store, record: Record) -> None:
    """Saving again changes nothing; another version or profile is another work."""
    work = Work("a" * 64, "a.txt", "1")
    for each in (work, work, Work("a" * 64, "a.txt", "2"), Work("a" * 64, "a.txt", "1", "bc")):
        store.save(each, outcome(record))

    assert store.versions() == {"1": 2, "2": 1}
    assert store.done("1") == {("a" * 64, "a.txt")}


def test_many_works_are_kept_in_one_step(store: Store, record: Record) -> None:
    """Each has its records and its file; of the same work twice, in one step or another, the first stays."""
    store.save(Work("a" * 64, "a.txt", "1"), outcome(record))
    names = ("a", "b", "b", "c")
    works = [Finished.of(Work(name * 64, f"{name}.txt", "1"), outcome(record, record)) for name in names]
    store.keep(works, [(SeenFile(f"{name}.txt", 1, 1), name * 64, None) for name in "abc"])

    kept = [(each.path, each.position) for each in store.records("1")]
    assert kept == [("a.txt", 0), ("b.txt", 0), ("b.txt", 1), ("c.txt", 0), ("c.txt", 1)]


def test_a_step_is_kept_whole_or_not_at_all(store: Store, record: Record) -> None:
    """Where one row of many cannot be written, neither records nor files are there."""
    whole = Finished.of(Work("a" * 64, "a.txt", "1"), outcome(record))
    broken = Finished.of(Work("b" * 64, "b.txt", "1"), outcome(record))
    broken.records[0]["status"] = None

    with pytest.raises(IntegrityError):
        store.keep([whole, broken], [(SeenFile("a.txt", 1, 1), "a" * 64, None)])

    assert (store.done("1"), store.files()) == (set(), {})


def test_what_is_made_anew_takes_the_place_of_what_was(store: Store, record: Record) -> None:
    """Only what failed is not whole; read once more, its record is the new one and the others stay."""
    failed = process(SAMPLES / "broken/truncated.docx").record
    keep(store, "a.txt", failed)
    keep(store, "b.txt", record, sha256="b" * 64)
    before = store.statuses("1")

    assert store.done("1", whole=True) == {("b" * 64, "b.txt")}
    store.save(Work("a" * 64, "a.txt", "1"), outcome(record, record), anew=True)

    assert [(each.path, each.position) for each in store.records("1")] == [("a.txt", 0), ("a.txt", 1), ("b.txt", 0)]
    assert (before, store.statuses("1")) == ({"failed": 1, "extracted": 1}, {"extracted": 3})


@pytest.mark.parametrize(
    ("location", "message"),
    [
        ("postgresql://u:GEHEIM@127.0.0.1:1/x", r"postgresql://u:\*\*\*@127.0.0.1:1/x: the store cannot be opened"),
        ("mysql://u:GEHEIM@host/x", r"mysql://u:\*\*\*@host/x: a store lies in a folder or behind postgresql://"),
        ("postgresql://u:GEHEIM@host:port/x", "the address: no database address"),
    ],
)
def test_an_address_is_told_without_its_password(location: str, message: str, tmp_path: Path) -> None:
    """One line says what is wrong with it."""
    with pytest.raises(StoreError, match=message) as raised:
        Store.open(location, str(tmp_path))
    assert "GEHEIM" not in str(raised.value)


def test_originals_where_nothing_leads(tmp_path: Path) -> None:
    """An address that needs what is not installed, or that nobody knows, is one line too."""
    with pytest.raises(StoreError, match="nobody:// cannot be used for originals here"):
        Store.open(str(tmp_path), "nobody://bucket")


def test_every_version_is_kept(store: Store, record: Record) -> None:
    """What an older version made stays readable after a newer one."""
    keep(store, "a.txt", record, version="1")
    keep(store, "a.txt", record, version="2")

    assert [len(list(store.records(version))) for version in ("1", "2", "3")] == [1, 1, 0]
    assert store.forget("1") == 1
    assert [len(list(store.records(version))) for version in ("1", "2")] == [0, 1]


def test_a_file_that_changed_has_the_record_of_its_content(store: Store, record: Record) -> None:
    """The record of the old content is kept and is no longer that of the file."""
    keep(store, "a.txt", record, sha256="a" * 64)
    store.note([(SeenFile("a.txt", 2, 2), "b" * 64, None)])

    assert list(store.records("1")) == []
    assert store.done("1") == {("a" * 64, "a.txt")}


def test_files_that_are_gone_or_unreadable_are_known(store: Store, record: Record) -> None:
    """A file that vanished has no record in the result set; one that cannot be read says why."""
    keep(store, "a.txt", record)
    store.note([(SeenFile("b.txt", 1, 1), None, "permission denied")])
    store.note_gone(["a.txt"])

    known = store.files()

    assert (known["a.txt"].gone, known["b.txt"].problem) == (True, "permission denied")
    assert list(store.records("1")) == []


def test_the_later_of_the_same_document_is_valid(store: Store, record: Record) -> None:
    """A report sent again supersedes the first one; both are kept."""
    keep(store, "first.txt", record, mtime=1, sha256="a" * 64)
    keep(store, "again.txt", record, mtime=2, sha256="b" * 64)

    assert [(each.path, each.superseded_by) for each in store.records("1")] == [
        ("again.txt", None),
        ("first.txt", "again.txt"),
    ]


def test_many_may_read_at_once(store: Store) -> None:
    """More than the threads that compare and export have connections for; nobody waits for who waits for them."""
    with ExitStack() as stack:
        connections = [stack.enter_context(store.transaction()) for _ in range(24)]
        assert [connection.execute(text("SELECT 1")).scalar() for connection in connections] == [1] * 24


def test_percent_signs_in_names_are_no_patterns(store: Store, record: Record) -> None:
    """Names of files are never taken for patterns or SQL."""
    for path in ("%", "_", "a'; DROP TABLE files; --", "100%.txt"):
        keep(store, path, record, sha256=f"{ord(path[-1]):064d}")

    assert len(list(store.records("1"))) == 4


def test_identity_needs_a_number(record: Record) -> None:
    """Two reports whose number was left blank are two reports."""
    assert identity_of(record) is not None
    assert identity_of(process(SAMPLES / "news.txt").record) is None


def test_originals_are_kept_by_content(tmp_path: Path) -> None:
    """The same bytes are kept once; a changed original is refused; a half-written one is swept away."""
    originals = Originals.at(str(tmp_path))
    digest = originals.put(b"report")

    assert originals.put(b"report") == digest
    assert originals.get(digest) == b"report"
    (kept,) = (path for path in tmp_path.rglob("*") if path.is_file())
    (tmp_path / "partial" / "x").write_bytes(b"rep")
    assert originals.sweep() == 1
    kept.write_bytes(b"repor!")
    with pytest.raises(ValueError, match="was changed"):
        originals.get(digest)


def test_a_stream_is_kept_like_bytes(tmp_path: Path) -> None:
    """Under its content, once; what a killed server left is removed when it is old, and not before."""
    originals = Originals.at(str(tmp_path))
    for _ in range(2):
        assert originals.put_stream(io.BytesIO(b"report")) == (originals.put(b"report"), 6)
    half = tmp_path / "incoming" / "x"
    half.write_bytes(b"rep")

    assert originals.sweep() == 0
    assert originals.forget_unfinished(3600) == 0
    os.utime(half, (0, 0))
    assert originals.forget_unfinished(3600) == 1
    assert sorted(path.name for path in tmp_path.rglob("*") if path.is_file()) == [originals.put(b"report")]


def test_the_migrations_make_the_tables(location: str) -> None:
    """A migrated store has the tables that the program knows, down and up again too."""
    if not is_address(location):
        Path(location).mkdir()
    engine = open_database(location)
    with engine.begin() as connection:
        assert compare_metadata(MigrationContext.configure(connection), service_tables.USERS.metadata) == []
        migrate(connection, "base")
        migrate(connection, HEAD)
        assert compare_metadata(MigrationContext.configure(connection), service_tables.USERS.metadata) == []
    engine.dispose()
    config = Config()
    config.set_main_option("script_location", str(Path(database.__file__).with_name("migrations")))
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD


def test_an_older_store_keeps_what_it_holds(store: Store, record: Record) -> None:
    """Through the steps whose tables SQLite copies: rows, their numbers, and what they refer to."""
    keep(store, "a.txt", record)
    user = Users(store).add("an", Role.VIEWER, "a good long password")
    Tokens(store).add(user, "a program", [Scope.DOCUMENTS_READ], None)
    held_before, listed = held(store, 1), Tokens(store).all()
    for form in ("0003", HEAD):
        with store.transaction() as connection:
            migrate(connection, form)

    assert (held(store, 1), Users(store).all(), Tokens(store).all()) == (held_before, [user], listed)
    Users(store).remove("an")
    assert (store.forget("1"), held(store, 1), Tokens(store).all()) == (1, None, [])
    with store.transaction() as connection:
        referred = {table: _referred(connection, table) for table in ("records", "sessions", "tokens")}
    assert referred == {"records": ["works"], "sessions": ["users"], "tokens": ["users"]}


def _referred(connection: Connection, table: str) -> list[str]:
    return [str(key["referred_table"]) for key in inspect(connection).get_foreign_keys(table)]


def test_a_number_is_given_once(store: Store, record: Record) -> None:
    """What was deleted had it, and nothing else has it ever: neither a document nor a person nor a token."""
    numbers = []
    for name in ("a.txt", "b.txt"):
        keep(store, name, record)
        user = Users(store).add("an", Role.VIEWER, "a good long password")
        token, _ = Tokens(store).add(user, "a program", [Scope.DOCUMENTS_READ], None)
        numbers.append((next(iter(numbers_of(store, Work("a" * 64, name, "1")))), user.id, token.id))
        store.forget("1")
        Users(store).remove("an")
    assert numbers == [(1, 1, 1), (2, 2, 2)]


@pytest.mark.parametrize(
    ("location", "says"),
    [
        ("postgresql://nobody@/none?host=/nowhere", "needs an address for its originals"),
        ("corpus/samples/news.txt", "choose|exists|check the folder"),
    ],
)
def test_a_store_that_cannot_be_opened_says_so(location: str, says: str) -> None:
    """One line: what, why and what to do."""
    with pytest.raises(StoreError, match=says):
        Store.open(location)


def test_one_run_writes_at_a_time(location: str, tmp_path: Path) -> None:
    """A second run is told to wait; when the first has ended, it may."""
    with Store.open(location, str(tmp_path / "o")) as first, Store.open(location, str(tmp_path / "o")) as second:
        first.claim()
        with pytest.raises(StoreError, match="another run"):
            second.claim()
        first.close()
        second.claim()


@pytest.mark.parametrize("kind", ["folder", "object store"])
def test_objects_are_written_whole_or_not_at_all(tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a folder and in an object store: what is under a name is whole, also when a write fails half-way."""
    objects = Objects.at(str(tmp_path) if kind == "folder" else f"memory://{tmp_path.name}")
    objects.write("a/b", b"one")
    objects.write("a/b", b"two")
    with monkeypatch.context() as patch:
        patch.setattr(Objects, "_settle", staticmethod(_full))
        with pytest.raises(OSError, match="no room"):
            objects.write("a/b", b"three")

    assert (objects.read("a/b"), objects.size("a/b"), objects.size("a/c")) == (b"two", 3, None)
    assert (objects.folders(""), objects.sweep()) == (["a", "partial"], 0)
    objects.remove("a/b")
    objects.remove("a/b")
    with pytest.raises(FileNotFoundError):
        objects.read("a/b")


def _full(_: object) -> None:
    raise OSError(28, "no room")
