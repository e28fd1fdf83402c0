from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from tests.extractor.commands.running import ROOT, run

SAMPLE = ROOT / "corpus/samples/bc-xa.pdf"


def test_tables_go_to_one_workbook(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A workbook holds every table under its header paths, and a picture shows where each cell was read."""
    ended = run(capsys, "tables", SAMPLE, "-o", tmp_path / "out.xlsx", "--debug-picture", tmp_path / "pictures")

    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    assert ended.code == 0
    assert book["Bảng 1"]["H1"].value == "Trình độ đào tạo"
    assert [str(area) for area in book["Bảng 1"].merged_cells.ranges if str(area) == "H1:K1"] == ["H1:K1"]
    assert [path.read_bytes()[:4] for path in (tmp_path / "pictures").iterdir()] == [b"\x89PNG"]


def test_tables_go_to_a_folder(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A folder gets one CSV file a table, named by the content of the document and never by its words.

    A list beside them says which file is of which document.
    """
    ended = run(capsys, "tables", SAMPLE, "-o", tmp_path / "out")

    file, listing = sorted((tmp_path / "out").iterdir())
    assert ended.code == 0
    assert [line.split(",")[:2] for line in listing.read_text(encoding="utf-8-sig").splitlines()] == [
        ["csv", "file"],
        [file.name, SAMPLE.name],
    ]
    assert file.name.startswith("0001-") and file.name.endswith("-table-1.csv")
    assert "Trình độ đào tạo > Cử nhân" in file.read_text(encoding="utf-8-sig").splitlines()[0]


@pytest.mark.parametrize(
    ("output", "says"), [("out.csv", "a .xlsx file or to a folder"), ("taken/out.xlsx", "choose a folder")]
)
def test_a_wrong_output_ends_with_one_line(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, output: str, says: str
) -> None:
    """What is wrong with the output is said in one line and nothing is written."""
    (tmp_path / "taken").write_text("a file", encoding="utf-8")

    ended = run(capsys, "tables", SAMPLE, "-o", tmp_path / output)

    assert ended.code == 2
    assert says in ended.err
    assert ended.err.count("\n") == 1


def test_a_file_that_is_no_document_gives_its_tables(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Who wants the tables gets those of a sheet alone too, and is told on standard error that it is no document."""
    sheet = tmp_path / "bieu.xlsx"
    book = openpyxl.Workbook()
    page = book.create_sheet("Biểu", 0)
    for row in (("STT", "Xã", "Số hộ"), (1, "An Lộc", 5), (2, "An Phú", 7)):
        page.append(row)
    book.save(sheet)
    (tmp_path / "torn.xlsx").write_bytes(sheet.read_bytes()[:1000])

    ended = run(capsys, "tables", sheet, "-o", tmp_path / "out")
    torn = run(capsys, "tables", tmp_path / "torn.xlsx", "-o", tmp_path / "none")

    file, _ = sorted((tmp_path / "out").iterdir())
    assert file.read_text(encoding="utf-8-sig").splitlines() == ["STT,Xã,Số hộ", "1,An Lộc,5", "2,An Phú,7"]
    assert (ended.code, "bieu.xlsx: refused.not_administrative: " in ended.err) == (0, True)
    assert (torn.code, "torn.xlsx: failed.corrupt: " in torn.err, list((tmp_path / "none").iterdir())) == (3, True, [])
