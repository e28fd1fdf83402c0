from __future__ import annotations

import json
from pathlib import Path

import pytest

from extractor.batch.run import Options, run_batch, version_of
from extractor.store.store import Outcome, Store, Work
from tests.extractor.commands.running import run
from tests.extractor.differences.sets import edited
from tests.extractor.writing.exports import sample

A = sample("bc-phuong.txt")
OTHER = edited(lambda record: record["document"]["place"].update(value="Khác", raw="Khác"))


@pytest.fixture
def sets(tmp_path: Path) -> Path:
    """Two files of records that differ in one field, an output folder, and a file that is none."""
    (tmp_path / "a.jsonl").write_text(A.to_json_line() + "\n")
    (tmp_path / "b.jsonl").write_text(OTHER.to_json_line() + "\n")
    (tmp_path / "bad.jsonl").write_text('{"x":1}\n')
    (tmp_path / "text.jsonl").write_text("no record\n")
    (tmp_path / "deep.jsonl").write_text('{"a":' + "[" * 200_000 + "\n")
    (tmp_path / "bytes.jsonl").write_bytes(b'{"\xff\n')
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "records.jsonl").write_text(A.to_json_line() + "\n")
    return tmp_path


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store with one file, read by this version and by another that read it otherwise."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "bc-phuong.txt").write_bytes(Path("corpus/samples/bc-phuong.txt").read_bytes())
    with Store.open(str(tmp_path / "store")) as opened:
        run_batch(folder, opened, Options(), lambda *_: None)
        work = Work(A.source.sha256, "bc-phuong.txt", "0.0+old")
        opened.save(work, Outcome((OTHER,), (None,), 0.0, 0))
    return tmp_path / "store"


@pytest.mark.parametrize(
    ("arguments", "code", "shown"),
    [
        (("a.jsonl", "a.jsonl"), 0, "no differences; 1 and 1 records compared"),
        (("a.jsonl", "out"), 0, "no differences"),
        (("a.jsonl", "b.jsonl"), 5, "document.place  value"),
        (("a.jsonl", "b.jsonl", "--format", "markdown"), 5, "| `document.place` | 1 | 1 |"),
        (("a.jsonl", "b.jsonl", "--field", "citations.*"), 0, "no differences"),
        (("a.jsonl", "b.jsonl", "--kind", "value"), 5, "Khác"),
    ],
)
def test_diff_says_what_differs_by_its_exit_code(capsys, monkeypatch, sets, arguments, code, shown):
    """0 without a difference that was asked for, 5 with one; nothing goes to standard error."""
    monkeypatch.chdir(sets)

    ended = run(capsys, "diff", *arguments)

    assert (ended.code, ended.err) == (code, "")
    assert shown in ended.out


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (("diff", "a.jsonl"), "diff needs two sets"),
        (("diff", "a.jsonl", "none"), "no store and no file of records"),
        (("diff", "a.jsonl", "bad.jsonl"), "is no record of a known schema"),
        (("diff", "a.jsonl", "text.jsonl"), "line 1 is no record"),
        (("diff", "a.jsonl", "bytes.jsonl"), "is no record of a known schema"),
        (("diff", "a.jsonl", "deep.jsonl"), "is no record of a known schema"),
        (("diff", "a.jsonl", "b.jsonl", "--kind", "x"), "--kind x: there is document_added"),
        (("diff", "a.jsonl", "b.jsonl", "--version-a", "1"), "is no store"),
        (("report", "none"), "no store and no file of records"),
        (("report", "bad.jsonl"), "no record of a known schema"),
        (("report", "deep.jsonl"), "no record of a known schema"),
        (("export", "bytes.jsonl", "--format", "xlsx", "-o", "o.xlsx"), "line 1 is no record"),
        (("export", "deep.jsonl", "--format", "stacked", "-o", "o.xlsx"), "line 1 is no record"),
        (("report", "a.jsonl", "-o", "no/r.html"), "r.html"),
    ],
)
def test_wrong_calls_say_what_to_do(capsys, monkeypatch, sets, arguments, error):
    """One line and exit code 2."""
    monkeypatch.chdir(sets)

    ended = run(capsys, *arguments)

    assert (ended.code, ended.out, ended.err.count("\n")) == (2, "", 1)
    assert error in ended.err


def test_two_versions_in_one_store_are_compared(capsys, store):
    """The same file as two versions of the program read it."""
    ended = run(capsys, "diff", store, "--version-a", "0.0+old", "--version-b", version_of(), "--format", "json")

    (document,) = json.loads(ended.out)["documents"]
    assert ended.code == 5
    assert [(each["field"], each["a"]["value"]) for each in document["differences"]] == [("document.place", "Khác")]


def test_a_report_is_written_from_store_folder_and_lines(capsys, sets, store):
    """The same record gives the same page, wherever it is kept; a second writing replaces the first."""
    for name in (store, sets / "out", sets / "a.jsonl"):
        assert run(capsys, "report", name, "-o", sets / f"{name.name}.html", "--lang", "en").code == 0

    pages = {(sets / f"{name}.html").read_bytes() for name in ("store", "out", "a.jsonl")}
    assert len(pages) == 1
    assert b"207/BC-UBND" in pages.pop()
