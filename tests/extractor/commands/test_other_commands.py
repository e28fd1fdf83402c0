from __future__ import annotations

import json
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from extractor.commands.documents import Progress, printable
from extractor.commands.main import GROUP, build_parser
from extractor.errors import ExitCode, VanthuError
from extractor.pipeline import extract, process
from extractor.review.places import place_of
from schemas.evidence import BlockEvidence, EdxmlEvidence, Evidence, FileNameEvidence, PageEvidence, ReviewEvidence
from schemas.record import json_schema_text
from tests.extractor.commands.running import run, run_program
from tests.golden.documents import ROOT, SAMPLES, documents

CONFLICT = SAMPLES / "bc-conflict.docx"
CLEAN = SAMPLES / "tb-tinh.pdf"


@pytest.mark.parametrize(("options", "word"), [([], "LỖI"), (["--lang", "vi"], "LỖI"), (["--lang", "en"], "ERROR")])
def test_check_says_what_and_where(capsys: pytest.CaptureFixture[str], options: list[str], word: str):
    """The file, then each finding with severity, code, words in the language asked for, and place."""
    ended = run(capsys, "check", CONFLICT, *options)
    lines = ended.out.splitlines()

    assert (ended.code, ended.err) == (ExitCode.DONE, "")
    assert lines[0] == str(CONFLICT)
    assert len(lines) - 1 == len(extract(CONFLICT).findings)
    assert any(line.startswith(f"  {word} conflict.") and line.endswith("]") for line in lines[1:])


@pytest.mark.parametrize(
    ("path", "code"),
    [(CONFLICT, ExitCode.FINDINGS), (SAMPLES / "bc-nil.txt", ExitCode.DONE), (SAMPLES / "news.txt", ExitCode.DONE)],
)
def test_strict(capsys: pytest.CaptureFixture[str], path: Path, code: ExitCode):
    """With --strict an error among the findings is exit code 4; warnings and information are none."""
    assert run(capsys, "check", path, "--strict").code == code


def test_check_of_a_file_that_cannot_be_read(capsys: pytest.CaptureFixture[str]):
    """The reason stands where the findings would, and the others are still checked."""
    ended = run(capsys, "check", SAMPLES / "broken" / "garbage.bin", SAMPLES / "news.txt", "--lang", "en")

    assert ended.code == ExitCode.SOME_FAILED
    assert "  failed.unsupported: " in ended.out
    assert "  refused.not_administrative: " in ended.out


def test_reasons_are_said_in_vietnamese(capsys: pytest.CaptureFixture[str]):
    """What the check says of a file that gives no document is in the language of the findings."""
    ended = run(capsys, "check", SAMPLES / "broken" / "garbage.bin", SAMPLES / "news.txt")

    assert "  failed.unsupported: định dạng không đọc được\n" in ended.out
    assert "  refused.not_administrative: không phải văn bản hành chính\n" in ended.out


def test_a_chosen_profile_makes_gaps_errors(capsys: pytest.CaptureFixture[str]):
    """Gaps against the profile that was chosen are errors."""
    path = SAMPLES / "bc-nil.txt"

    assert run(capsys, "check", path, "--strict").code == ExitCode.DONE
    assert run(capsys, "check", path, "--strict", "--profile", "tt-07-2013").code == ExitCode.FINDINGS


def test_profiles_are_listed(capsys: pytest.CaptureFixture[str]):
    """Name, version and title, a line each, sorted by name."""
    ended = run(capsys, "check", "--profiles")
    rows = [line.split("\t") for line in ended.out.splitlines()]

    assert ended.code == ExitCode.DONE
    assert {"bc", "kh", "default", "tt-07-2013"} <= {row[0] for row in rows}
    assert all(len(row) == 3 for row in rows)
    assert [row[0] for row in rows] == sorted(row[0] for row in rows)


@pytest.mark.parametrize("path", documents(), ids=lambda path: path.name)
def test_every_sample_can_be_shown(capsys: pytest.CaptureFixture[str], path: Path):
    """The page names file and status first; a refused or failed document has its reason."""
    ended = run(capsys, "show", path)
    record = extract(path)

    assert ended.out.splitlines()[0] == f"{path.name}  ·  {record.source.media_type}  ·  {record.status}"
    assert ended.code == (ExitCode.SOME_FAILED if record.status == "failed" else ExitCode.DONE)
    assert record.reason is None or f"{record.reason.code}: " in ended.out
    assert "Traceback" not in ended.err


def test_show_has_every_part_of_the_record(capsys: pytest.CaptureFixture[str]):
    """Head, signers, sections and lists, each value with its place."""
    out = run(capsys, "show", SAMPLES / "bc-phuong.txt").out

    for words in (
        "code_number            207 (struck_out) [line[7], ",
        "full_name            Huỳnh Công Thạnh",
        "III Đề xuất, kiến nghị · proposals",
        "table 1",
    ):
        assert words in out


@pytest.mark.parametrize(
    "path", [SAMPLES / "bc-phuong.txt", SAMPLES / "qd-tinh.docx", CLEAN], ids=lambda path: path.name
)
def test_show_text_is_what_offsets_refer_to(capsys: pytest.CaptureFixture[str], path: Path):
    """`--text` prints the reader's text and nothing else."""
    ended = run(capsys, "show", path, "--text")
    source = process(path).source

    assert source is not None
    assert (ended.code, ended.out) == (ExitCode.DONE, source.text)


@pytest.mark.parametrize("name", ["encrypted.pdf", "garbage.bin"])
def test_show_text_of_a_file_without_text(capsys: pytest.CaptureFixture[str], name: str):
    """A file that cannot be read has no text: one line says why."""
    ended = run(capsys, "show", SAMPLES / "broken" / name, "--text")

    assert (ended.code, ended.out) == (ExitCode.SOME_FAILED, "")
    assert ended.err.count("\n") == 1
    assert ended.err.startswith("vanthu: ")


def test_schema(capsys: pytest.CaptureFixture[str]):
    """`vanthu schema` prints the published schema, byte for byte."""
    ended = run(capsys, "schema")

    assert (ended.code, ended.out) == (ExitCode.DONE, json_schema_text())
    assert ended.out == (ROOT / "schemas" / "record.schema.json").read_text("utf-8")
    assert json.loads(ended.out)["$schema"].endswith("2020-12/schema")


@pytest.mark.parametrize("command", ["extract", "check", "show", "schema", "evaluate"])
def test_every_command_has_help(capsys: pytest.CaptureFixture[str], command: str):
    """Each command says what it is for, on standard output."""
    ended = run(capsys, command, "--help")

    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith(f"usage: vanthu {command}")


def test_help_names_commands_and_exit_codes(capsys: pytest.CaptureFixture[str]):
    """The first help a user sees names every command and every exit code."""
    out = run(capsys, "--help").out

    assert all(word in out for word in ("extract", "check", "show", "schema", "evaluate"))
    assert all(f"  {int(code)}  " in out for code in ExitCode)


def test_help_loads_nothing_heavy():
    """Help comes before any reader or language model is loaded."""
    import subprocess
    import sys

    code = (
        "import sys\nfrom extractor.commands.main import build_parser\nbuild_parser()\n"
        "print([m for m in sys.argv[1:] if m in sys.modules])"
    )
    heavy = ["spacy", "underthesea", "pdfplumber", "pypdfium2", "pydantic", "lxml"]
    done = subprocess.run([sys.executable, "-c", code, *heavy], capture_output=True, text=True, check=True, cwd=ROOT)

    assert done.stdout.strip() == "[]"


def test_commands_come_from_entry_points():
    """Packages add their commands through the group; each is a module with help, arguments and a run."""
    commands = {point.name: point.load() for point in entry_points(group=GROUP)}

    assert {"extract", "check", "show", "schema", "evaluate"} <= set(commands)
    for command in commands.values():
        assert command.HELP
        assert callable(command.configure)
        assert callable(command.run)
    build_parser()


def test_the_console_script_answers():
    """The installed program prints its version."""
    ended = run_program("--version")

    assert ended.code == 0
    assert ended.out.startswith("vanthu ")


@pytest.mark.parametrize(
    ("evidence", "english", "vietnamese"),
    [
        (PageEvidence(page=3, start=120, end=135, boxes=()), "page 3, 120-135", "trang 3, 120-135"),
        (BlockEvidence(path="body/p[2]", start=1, end=2), "body/p[2], 1-2", "body/p[2], 1-2"),
        (EdxmlEvidence(path="Code/CodeNumber"), "Code/CodeNumber", "Code/CodeNumber"),
        (ReviewEvidence(decision="d-5"), "d-5", "d-5"),
        (FileNameEvidence(start=0, end=4), "file name", "file name"),
    ],
)
def test_places_in_words(evidence: Evidence, english: str, vietnamese: str):
    """A place as a person reads it, in both languages."""
    assert (place_of(evidence), place_of(evidence, language="vi")) == (english, vietnamese)


@pytest.mark.parametrize("text", ["\x1b[31m", "\u202e", "\u200b", "\x07", "\udc80"])
def test_a_terminal_never_obeys_a_document(text: str):
    """Control, format and surrogate characters are replaced before they reach a terminal."""
    assert printable(f"a{text[0]}b") == "a\ufffdb"


@pytest.mark.parametrize("text", ["Đề nghị\n\tSở Y tế", "€ 5 m²", ""])
def test_plain_words_stay(text: str):
    """Words, line feeds and tabs are printed as they are."""
    assert printable(text) == text


def test_progress_is_silent_where_nobody_looks(capsys: pytest.CaptureFixture[str]):
    """Without a terminal the progress says nothing."""
    assert list(Progress(2).over([Path("a"), Path("b")])) == [Path("a"), Path("b")]
    assert capsys.readouterr().err == ""


def test_every_error_says_what_to_do_next():
    """Each error of the tree has advice and an exit code of the list."""
    kinds = [VanthuError]
    for kind in kinds:
        kinds += kind.__subclasses__()

    for kind in kinds[1:]:
        assert kind.advice or kind.__subclasses__()
        assert kind.exit_code in set(ExitCode)
        assert "\n" not in str(kind("what"))
