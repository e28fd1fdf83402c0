"""Commands over containers and over files with several documents."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from extractor.errors import ExitCode
from tests.extractor.checks.documents import REPORT
from tests.extractor.commands.running import run
from tests.extractor.containers.packages import DOCUMENT, archive, header, package

COPY = """
SAO Y
ỦY BAN NHÂN DÂN XÃ SUỐI NGHỆ
Số: 910/SY-UBND
Suối Nghệ, ngày 20 tháng 5 năm 2026

TL. CHỦ TỊCH
CHÁNH VĂN PHÒNG

Lê Văn Tám
"""


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """A folder with an archive (a report, a locked name, a package in a folder), a copy, and a file beside."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    held = archive(
        ("báo cáo.txt", DOCUMENT), ("x/p.edxml", package(header(number="98")).encode()), ("b.bin", b"\x00\x01" * 99)
    )
    (folder / "goi.zip").write_bytes(held)
    (folder / "copy.txt").write_text(REPORT + COPY, encoding="utf-8")
    (folder / "copy.txt.p7s").write_bytes(b"\x30\x82")
    return folder


def test_extract_writes_a_line_a_document(capsys: pytest.CaptureFixture[str], inbox: Path):
    """Containers in folders are opened, enclosed documents follow their principal."""
    ended = run(capsys, "extract", inbox)
    sources = [json.loads(line)["source"] for line in ended.out.splitlines()]

    assert ended.code == ExitCode.SOME_FAILED
    assert [(source["name"], source["container"]) for source in sources] == [
        ("copy.txt", None),
        ("copy.txt", None),
        ("báo cáo.txt", "goi.zip"),
        ("bao-cao.txt", "goi.zip/x/p.edxml"),
        ("b.bin", "goi.zip"),
    ]


def test_output_folder_names_containers_and_members(capsys: pytest.CaptureFixture[str], inbox: Path, tmp_path: Path):
    """Findings and counts say which document of which file they are about."""
    out = tmp_path / "out"
    run(capsys, "extract", inbox, "-o", out)

    with (out / "findings.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    batch = json.loads((out / "batch.json").read_text(encoding="utf-8"))
    conflict = next(row for row in rows if row["code"] == "conflict.edxml_number")
    start = REPORT.index("Đinh Văn Khoát") + len("Đinh Văn Khoát")

    assert conflict["file"] == "goi.zip/x/p.edxml/bao-cao.txt"
    assert "MessageHeader/Code/CodeNumber" in conflict["place"]
    assert batch["documents"] == 5
    assert set(batch["seconds_by_file"]) == {str(inbox / "copy.txt"), str(inbox / "goi.zip")}
    first, second = batch["documents_by_file"][str(inbox / "copy.txt")]
    assert first == f"copy.txt [characters 0-{start}]"
    assert second.startswith("copy.txt [characters ")
    assert batch["documents_by_file"][str(inbox / "goi.zip")] == [
        "goi.zip/báo cáo.txt",
        "goi.zip/x/p.edxml/bao-cao.txt",
        "goi.zip/b.bin",
    ]


def test_check_names_each_document(capsys: pytest.CaptureFixture[str], inbox: Path):
    """A heading for each, the findings of each below its own."""
    ended = run(capsys, "check", inbox / "goi.zip", inbox / "copy.txt")
    headings = [line for line in ended.out.splitlines() if not line.startswith("  ")]

    assert headings[:3] == [
        str(inbox / "goi.zip/báo cáo.txt"),
        str(inbox / "goi.zip/x/p.edxml/bao-cao.txt"),
        str(inbox / "goi.zip/b.bin"),
    ]
    assert [heading.partition(" [ký tự ")[0] for heading in headings[3:]] == [str(inbox / "copy.txt")] * 2


@pytest.mark.parametrize(
    ("options", "shown"),
    [
        ([], ["goi.zip/báo cáo.txt", "goi.zip/x/p.edxml/bao-cao.txt", "goi.zip/b.bin"]),
        (["--document", "2"], ["goi.zip/x/p.edxml/bao-cao.txt"]),
    ],
)
def test_show_has_all_documents_or_one(
    capsys: pytest.CaptureFixture[str], inbox: Path, options: list[str], shown: list[str]
):
    """In their order, a blank line between them."""
    ended = run(capsys, "show", inbox / "goi.zip", *options)
    headings = [line.split("  ·  ")[0] for line in ended.out.splitlines() if "  ·  " in line]

    assert headings == shown
    assert ended.code == (ExitCode.DONE if options else ExitCode.SOME_FAILED)


def test_show_text_of_one_document(capsys: pytest.CaptureFixture[str], inbox: Path):
    """The text that the offsets of this document refer to: the first's, or the one asked for."""
    first = run(capsys, "show", inbox / "goi.zip", "--text")
    copy = run(capsys, "show", inbox / "copy.txt", "--text", "--document", "2")
    failed = run(capsys, "show", inbox / "goi.zip", "--text", "--document", "3")

    assert first.out == REPORT
    assert copy.out == REPORT + COPY
    assert failed.code == ExitCode.SOME_FAILED


@pytest.mark.parametrize("number", ["0", "4", "-1"])
def test_a_document_that_the_file_does_not_have(capsys: pytest.CaptureFixture[str], inbox: Path, number: str):
    """One line that says how many there are."""
    ended = run(capsys, "show", inbox / "goi.zip", "--document", number)

    assert ended.code == ExitCode.USAGE
    assert "the file has 3 documents" in ended.err
