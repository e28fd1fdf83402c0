from __future__ import annotations

import csv
import json
import os
import subprocess
from pathlib import Path

import pytest

from extractor.commands.documents import find_documents
from extractor.commands.folder import FINDING_COLUMNS
from extractor.errors import ExitCode
from schemas.record import Record
from tests.extractor.commands.running import VANTHU, run, run_program
from tests.extractor.documents import report
from tests.golden.documents import SAMPLES

BROKEN = SAMPLES / "broken"
TEXT = SAMPLES / "bc-nil.txt"


def records(out: str) -> list[Record]:
    """The records of an output's lines."""
    return [Record.model_validate_json(line) for line in out.splitlines()]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a report, a newspaper page, a broken file, and what only lies beside documents."""
    inside = tmp_path / "in"
    (inside / "sub").mkdir(parents=True)
    (inside / "b.txt").write_bytes(TEXT.read_bytes())
    (inside / "sub" / "a.txt").write_bytes((SAMPLES / "news.txt").read_bytes())
    (inside / "c.docx").write_bytes((BROKEN / "truncated.docx").read_bytes())
    (inside / "b.gold.json").write_text("{}")
    (inside / ".hidden.txt").write_text("x")
    (inside / "~$lock.docx").write_text("x")
    (inside / "link.txt").symlink_to(inside / "b.txt")
    return inside


def test_a_file_gives_one_line(capsys: pytest.CaptureFixture[str]):
    """One document, one record, one line; nothing else on either stream."""
    ended = run(capsys, "extract", TEXT)

    (record,) = records(ended.out)
    assert (ended.code, ended.err, record.source.name) == (ExitCode.DONE, "", "bc-nil.txt")


def test_a_folder_gives_its_documents_in_order(capsys: pytest.CaptureFixture[str], folder: Path):
    """Documents of a folder and those below it by path; hidden files, locks, links and labels are none."""
    ended = run(capsys, "extract", folder)

    assert [(r.source.name, r.status.value) for r in records(ended.out)] == [
        ("b.txt", "extracted"),
        ("c.docx", "failed"),
        ("a.txt", "refused"),
    ]
    assert ended.code == ExitCode.SOME_FAILED
    assert ended.err == ""


@pytest.mark.parametrize(
    ("name", "code"), [("news.txt", ExitCode.DONE), ("empty.txt", ExitCode.DONE), ("bc-nil.txt", ExitCode.DONE)]
)
def test_refusing_is_a_normal_outcome(capsys: pytest.CaptureFixture[str], name: str, code: ExitCode):
    """A refused document is no failure."""
    assert run(capsys, "extract", SAMPLES / name).code == code


@pytest.mark.parametrize("path", sorted(BROKEN.iterdir()), ids=lambda path: path.name)
def test_a_broken_file_has_its_record(capsys: pytest.CaptureFixture[str], path: Path):
    """A file that cannot be read gives a record that says why and what to do, and exit code 3."""
    ended = run(capsys, "extract", path)

    (record,) = records(ended.out)
    assert ended.code == ExitCode.SOME_FAILED
    assert record.reason is not None
    assert record.reason.code.startswith("failed.")
    assert ";" in record.reason.message
    assert "\n" not in record.reason.message
    assert "Traceback" not in ended.err


def test_output_folder(capsys: pytest.CaptureFixture[str], folder: Path, tmp_path: Path):
    """records.jsonl holds the lines that standard output would, findings.csv the findings, batch.json the counts."""
    printed = run(capsys, "extract", folder).out
    out = tmp_path / "new" / "out"

    ended = run(capsys, "extract", folder, "-o", out)

    assert (ended.code, ended.out) == (ExitCode.SOME_FAILED, "")
    assert sorted(path.name for path in out.iterdir()) == ["batch.json", "findings.csv", "records.jsonl"]
    assert (out / "records.jsonl").read_text("utf-8") == printed
    batch = json.loads((out / "batch.json").read_text("utf-8"))
    assert (batch["documents"], batch["statuses"]) == (3, {"extracted": 1, "failed": 1, "refused": 1})
    assert batch["reasons"] == {"failed.corrupt": 1, "refused.not_administrative": 1}
    rows = list(csv.reader((out / "findings.csv").open(encoding="utf-8", newline="")))
    assert rows[0] == list(FINDING_COLUMNS)
    assert len(rows) - 1 == sum(len(record.findings) for record in records(printed))


def test_output_is_written_anew(capsys: pytest.CaptureFixture[str], folder: Path, tmp_path: Path):
    """A second run replaces the files of the first and leaves others alone."""
    out = tmp_path / "out"
    run(capsys, "extract", folder, "-o", out)
    (out / "mine.txt").write_text("x")

    run(capsys, "extract", TEXT, "-o", out)

    assert len(records((out / "records.jsonl").read_text("utf-8"))) == 1
    assert (out / "mine.txt").read_text() == "x"


def test_file_names_in_the_table_are_never_formulas(capsys: pytest.CaptureFixture[str], tmp_path: Path):
    """A document may be called what it likes."""
    path = tmp_path / "=cmd.txt"
    path.write_bytes(TEXT.read_bytes())

    run(capsys, "extract", path, "-o", tmp_path / "out")

    rows = list(csv.DictReader((tmp_path / "out" / "findings.csv").open(encoding="utf-8", newline="")))
    assert {row["file"] for row in rows} == {"'=cmd.txt"}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["extract", "no-such-file.pdf"], "no such file"),
        (["extract", str(TEXT), "no-such-file.pdf"], "no such file"),
        (["extract", "{empty}"], "holds no documents"),
        (["extract", str(TEXT), "--profile", "no-such-profile"], "profile"),
        (["extract", str(TEXT), "-o", str(TEXT)], "bc-nil.txt"),
        (["extract", str(TEXT), "-o", str(TEXT / "below")], "below"),
        (["check"], "needs a file"),
        (["check", "no-such-file.pdf"], "no such file"),
        (["show", "no-such-file.pdf"], "No such file"),
        (["extract", "a\x1b[31m\n.pdf"], "no such file"),
    ],
)
def test_wrong_use_is_one_line(capsys: pytest.CaptureFixture[str], tmp_path: Path, arguments: list[str], words: str):
    """Exit code 2, one line that says what, why and what to do next, nothing on standard output."""
    ended = run(capsys, *[argument.replace("{empty}", str(tmp_path)) for argument in arguments])

    assert (ended.code, ended.out) == (ExitCode.USAGE, "")
    assert words in ended.err
    assert ended.err.startswith("vanthu: ")
    assert ended.err.count("\n") == 1
    assert "\x1b" not in ended.err
    assert "; " in ended.err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "vanthu: the following arguments are required: COMMAND; see vanthu --help"),
        (["extract"], "required: FILE|FOLDER; see vanthu extract --help"),
        (["no-such-command"], "vanthu: argument COMMAND: invalid choice: 'no-such-command'"),
        (["extract", "--no-such\n\x1b[2Joption", "x"], "unrecognized arguments: --no-such \ufffd[2Joption; see"),
        (["check", "x", "--lang", "fr"], "argument --lang: invalid choice: 'fr' (choose from 'vi', 'en'); see"),
        (["batch", "x", "-o", "y", "--jobs", "0"], "argument --jobs: '0' is no whole number from 1 on; see"),
        (["extract", "x", "--deadline", "no"], "'no' is no number of seconds above 0; see vanthu extract --help"),
    ],
)
def test_wrong_arguments(capsys: pytest.CaptureFixture[str], arguments: list[str], says: str):
    """One line on standard error says what is wrong and where to look, with exit code 2."""
    ended = run(capsys, *arguments)

    assert (ended.code, ended.out, ended.err.count("\n")) == (ExitCode.USAGE, "", 1)
    assert says in ended.err


def test_a_file_that_is_taken_for_an_option(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """Where a file of that name is there, the line says how it is named."""
    monkeypatch.chdir(tmp_path)
    Path("-o.docx").touch()

    assert "a file goes behind --: vanthu show -- -o.docx" in run(capsys, "show", "-o.docx").err


def test_outputs_and_stores_in_a_folder_are_no_input(tmp_path: Path):
    """What the command itself writes and what a store keeps is not found again as documents."""
    for name in ("a.txt", "out/b.txt", "store/store.db", "store/lock", "store/originals/ab/c", "t.xlsx"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    outputs = [str(tmp_path / "out"), str(tmp_path / "t.xlsx")]

    assert find_documents([str(tmp_path)], outputs) == [tmp_path / "a.txt"]
    assert find_documents([str(tmp_path)], [str(tmp_path)]) == [tmp_path / n for n in ("a.txt", "out/b.txt", "t.xlsx")]


def test_an_output_that_cannot_be_written_leaves_nothing(capsys: pytest.CaptureFixture[str], tmp_path: Path):
    """Where one file of the output cannot be put in place, no half of it is left behind."""
    out = tmp_path / "out"
    (out / "records.jsonl").mkdir(parents=True)

    ended = run(capsys, "extract", TEXT, "-o", out)

    assert ended.code == ExitCode.USAGE
    assert ended.err.startswith(f"vanthu: {out}")
    assert [path.name for path in out.iterdir() if path.name.endswith(".part")] == []


def test_an_error_half_way_leaves_the_old_output(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """A run that ends half way leaves the files of the run before it whole."""
    out = tmp_path / "out"
    run(capsys, "extract", TEXT, "-o", out)
    before = {path.name: path.read_bytes() for path in out.iterdir()}

    def interrupted(*_: object, **__: object) -> Record:
        raise KeyboardInterrupt

    monkeypatch.setattr("extractor.fence.extract_all", interrupted)
    ended = run(capsys, "extract", TEXT, "-o", out)

    assert ended.code == 130
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


def test_a_reader_that_goes_away_is_no_error():
    """`vanthu extract … | head -c 10` ends quietly."""
    command = [str(VANTHU), "extract", *[str(TEXT)] * 30]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        said = process.stderr.read()
        code = process.wait()

    assert (code, said) == (0, b"")


def test_the_program_writes_utf8_in_any_locale():
    """Vietnamese leaves the program whole where the locale knows ASCII only."""
    environment = {
        **os.environ,
        "LC_ALL": "C",
        "PYTHONIOENCODING": "ascii",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
    }
    done = subprocess.run([VANTHU, "extract", TEXT], capture_output=True, env=environment, check=False)

    assert (done.returncode, done.stderr) == (0, b"")
    assert "ỦY BAN NHÂN DÂN XÃ LẠC DƯƠNG" in done.stdout.decode("utf-8")


def test_the_program_ends_as_the_function_does():
    """The console script has the exit codes and streams of `main`."""
    assert (ended := run_program("extract", "no-such-file.pdf")).code == ExitCode.USAGE
    assert ended.out == ""
    assert ended.err.startswith("vanthu: no-such-file.pdf")
    assert run_program("extract", BROKEN / "garbage.bin").code == ExitCode.SOME_FAILED


def test_documents_over_the_same_file_twice(capsys: pytest.CaptureFixture[str], tmp_path: Path):
    """A file named twice is read twice, in the order of the command line."""
    path = tmp_path / "a.txt"
    path.write_text(report("Đã mở 3 lớp tập huấn."), "utf-8")

    assert [record.source.name for record in records(run(capsys, "extract", path, TEXT, path).out)] == [
        "a.txt",
        "bc-nil.txt",
        "a.txt",
    ]
