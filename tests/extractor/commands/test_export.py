from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path

import pytest

from extractor.batch.run import Options, run_batch, version_of
from extractor.store.store import Store
from tests.extractor.commands.running import run
from tests.extractor.writing.exports import files_in

SAMPLES = Path("corpus/samples")
FILES = ("bc-phuong.txt", "bc-nil.txt", "news.txt", "broken/truncated.docx")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of four files, one of which was sent a second time under another name, later."""
    base = tmp_path_factory.mktemp("export")
    folder = base / "in"
    for name in FILES:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(SAMPLES / name, folder / name)
    again = folder / "lai" / "bc-nil.txt"
    again.parent.mkdir()
    again.write_bytes((SAMPLES / "bc-nil.txt").read_bytes() + b"\n")
    newest = max(path.stat().st_mtime_ns for path in folder.rglob("*") if path != again)
    os.utime(again, ns=(newest + 10**9, newest + 10**9))
    with Store.open(str(base / "store")) as opened:
        run_batch(folder, opened, Options(), lambda *_: None)
    return base / "store"


@pytest.mark.parametrize(
    ("form", "name", "made"),
    [
        ("jsonl", "out.jsonl", None),
        ("xlsx", "out.xlsx", None),
        ("register-sent", "out.csv", None),
        ("register-received", "out.csv", None),
        ("csv", "out", "documents.csv"),
        ("stacked", "out.xlsx", None),
        ("stacked-csv", "out", "tables.csv"),
        ("parquet", "out", "documents.parquet"),
        ("datapackage", "out", "datapackage.json"),
        ("archive", "out", "metadata.csv"),
        ("edxml", "out", None),
        ("edxml-header", "out", None),
    ],
)
def test_every_format_is_written_alike_twice(
    store: Path, tmp_path: Path, capsys, form: str, name: str, made: str | None
) -> None:
    """Each format makes its file or folder, the same bytes each time, and leaves nothing beside it."""
    for run_number in ("a", "b"):
        ended = run(capsys, "export", store, "--format", form, "-o", tmp_path / run_number / name)
        assert (ended.code, ended.out) == (0, "")
        assert [path.name for path in (tmp_path / run_number).iterdir()] == [name]

    first, second = (tmp_path / each for each in "ab")
    assert files_in(first) == files_in(second)
    assert made is None or f"{name}/{made}" in files_in(first)


def test_json_lines_are_the_records_as_they_are(store: Path, tmp_path: Path, capsys) -> None:
    """Byte for byte, in the order of paths; an export of an export is the same."""
    run(capsys, "export", store, "--format", "jsonl", "-o", tmp_path / "records.jsonl")
    for source in (tmp_path, tmp_path / "records.jsonl"):
        run(capsys, "export", source, "--format", "jsonl", "-o", tmp_path / "again.jsonl")
        assert (tmp_path / "again.jsonl").read_bytes() == (tmp_path / "records.jsonl").read_bytes()

    with Store.open(str(store)) as opened:
        lines = [kept.line for kept in opened.records(version_of())]
    assert (tmp_path / "records.jsonl").read_text(encoding="utf-8").split("\n") == [*lines, ""]


@pytest.mark.parametrize(("extra", "files"), [((), 2), (("--without-superseded",), 1)])
def test_superseded_documents_are_marked_or_left_out(
    store: Path, tmp_path: Path, capsys, extra: tuple[str, ...], files: int
) -> None:
    """A document that was sent again is kept and marked; without superseded ones the later file is left."""
    run(capsys, "export", store, "--format", "jsonl", "-o", tmp_path / "out.jsonl", *extra)
    run(capsys, "export", store, "--format", "csv", "-o", tmp_path / "out", *extra)

    records = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert sum(record["source"]["name"] == "bc-nil.txt" for record in records) == files
    table = (tmp_path / "out" / "documents.csv").read_text(encoding="utf-8-sig")
    assert table.count(",lai/bc-nil.txt,") == files
    assert [line.split(",")[0] for line in table.splitlines()[1:]] == [str(n + 1) for n in range(3 + files)]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("{tmp}/nothing", "--format", "csv"), "no store and no file of records"),
        (("{tmp}", "--format", "csv"), "no store and no file of records"),
        (("{store}", "--format", "csv", "--version", "0.0"), "there are no records of version 0.0"),
        (("{tmp}/bad.jsonl", "--format", "csv"), "line 2 is no record"),
        (("{tmp}/good.jsonl", "--format", "edxml"), "do not keep the originals"),
        (("{store}", "--format", "doc"), "invalid choice"),
    ],
)
def test_what_cannot_be_exported_is_said(
    store: Path, tmp_path: Path, capsys, arguments: tuple[str, ...], words: str
) -> None:
    """One line says why, the code is that of wrong use, and nothing is written; no store is made by asking for one."""
    run(capsys, "export", store, "--format", "jsonl", "-o", tmp_path / "good.jsonl")
    good = (tmp_path / "good.jsonl").read_text(encoding="utf-8")
    (tmp_path / "bad.jsonl").write_text(good.splitlines()[0] + '\n{"schema_version": "9"}\n', encoding="utf-8")
    before = sorted(path.name for path in tmp_path.iterdir())

    filled = [each.format(tmp=tmp_path, store=store) for each in arguments]
    ended = run(capsys, "export", *filled, "-o", tmp_path / "out")

    assert ended.code == 2
    assert words in ended.err
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_a_full_folder_is_not_touched(store: Path, tmp_path: Path, capsys) -> None:
    """A folder that holds something keeps it."""
    (tmp_path / "letter.txt").write_text("mine")

    ended = run(capsys, "export", store, "--format", "csv", "-o", tmp_path)

    assert ended.code == 2
    assert "not an empty folder" in ended.err
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_an_original_that_is_gone_is_named(store: Path, tmp_path: Path, capsys) -> None:
    """The messages whose files are there are written; the others are named, with the code for a failure."""
    copy = tmp_path / "store"
    shutil.copytree(store, copy)
    with Store.open(str(copy)) as opened:
        kept = opened.files()["bc-phuong.txt"].sha256 or ""
    (copy / "originals" / kept[:2] / kept[2:4] / kept).unlink()

    ended = run(capsys, "export", copy, "--format", "edxml", "-o", tmp_path / "out")

    assert ended.code == 3
    assert "bc-phuong.txt: " in ended.err
    assert len(list((tmp_path / "out").iterdir())) == 2


def test_a_disk_that_is_full_is_said(store: Path, tmp_path: Path, capsys, monkeypatch: pytest.MonkeyPatch) -> None:
    """An output that cannot be written is one line, and nothing of it stays."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("extractor.writing.flat.csv_value", full)

    ended = run(capsys, "export", store, "--format", "csv", "-o", tmp_path / "out")

    assert (ended.code, list(tmp_path.iterdir())) == (2, [])
    assert "No space left on device" in ended.err


def test_parquet_without_its_library_says_what_to_install(
    store: Path, tmp_path: Path, capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The library is an extra: without it the other formats work and this one says what is missing."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.delitem(sys.modules, "extractor.writing.parquet", raising=False)

    ended = run(capsys, "export", store, "--format", "parquet", "-o", tmp_path / "out")

    assert (ended.code, list(tmp_path.iterdir())) == (2, [])
    assert "vanthu[parquet]" in ended.err
