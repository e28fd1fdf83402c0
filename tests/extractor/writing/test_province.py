from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings

from extractor.errors import UsageError
from extractor.writing import province, workbook
from extractor.writing.cell_words import shown_row
from extractor.writing.document_sheets import DOCUMENTS
from extractor.writing.province import write_workbook
from extractor.writing.sheets import CELLS, SHEETS
from extractor.writing.tabular import Sheet
from tests.extractor.writing.exports import HOSTILE_TEXT, poisoned, sample, samples, taken


def column(sheet: Any, title: str) -> list[Any]:
    """The values under a title."""
    titles = [cell.value for cell in sheet[1]]
    return [row[titles.index(title)].value for row in sheet.iter_rows(min_row=2)]


def test_a_province_is_one_workbook(tmp_path: Path) -> None:
    """Another program finds documents, communes, counts, roster, findings, and each table as on paper."""
    write_workbook(samples(), tmp_path / "out.xlsx")

    book = openpyxl.load_workbook(tmp_path / "out.xlsx")

    lists = [sheet.title for sheet in SHEETS if sheet is not CELLS]
    assert book.sheetnames[: len(lists) + 1] == [*lists, "Danh sách bảng"]
    assert column(book["Văn bản"], "Số") == ["207", "96", None, "3521", "412", None, None]
    assert column(book["Văn bản"], "Số - trạng thái")[:3] == ["bị gạch", "có", "để trống"]
    assert column(book["Văn bản"], "Ngày ban hành")[1] == datetime(2026, 4, 7)  # noqa: DTZ001 -- sheets know no zones
    assert column(book["CTV theo xã"], "Số CTV được nêu") == [2, 2]
    people = sum(len(each.record.collaborators.roster) for each in samples())
    assert len(column(book["Danh sách CTV"], "Họ tên")) == people
    named = column(book["Danh sách bảng"], "Trang tính")
    assert named == book.sheetnames[len(lists) + 1 :]
    assert any(str(area) for name in named for area in book[name].merged_cells.ranges)


@settings(max_examples=15)
@given(words=HOSTILE_TEXT)
def test_words_are_never_formulas_or_links(tmp_path_factory: pytest.TempPathFactory, words: str) -> None:
    """Whatever stands in every field, another program reads texts and numbers."""
    out = tmp_path_factory.mktemp("book") / "out.xlsx"
    write_workbook(taken(poisoned(sample("bc-xa.pdf"), words)), out)

    book = openpyxl.load_workbook(out)

    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert [cell.coordinate for cell in cells if cell.data_type == "f" or cell.hyperlink] == []
    assert column(book[DOCUMENTS.title], "Số trang") == [sample("bc-xa.pdf").source.pages]


def test_tables_past_the_limit_are_still_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A workbook with a thousand sheets opens nowhere: the list names the tables that have none."""
    monkeypatch.setattr(province, "MOST_TABLES", 1)

    write_workbook(samples(), tmp_path / "out.xlsx")

    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    assert book.sheetnames[-1] == "Bảng 1"
    assert column(book["Danh sách bảng"], "Trang tính")[:2] == ["Bảng 1", None]


def test_codes_are_words_of_a_reader(tmp_path: Path) -> None:
    """A sheet shows reasons and places in Vietnamese; CSV keeps the codes."""
    write_workbook(samples(), tmp_path / "out.xlsx")

    book = openpyxl.load_workbook(tmp_path / "out.xlsx")

    places = [str(place) for title in ("Phát hiện", "Số liệu") for place in column(book[title], "Vị trí")]
    assert any(place.startswith("trang ") for place in places)
    assert not any("page " in place for place in places)
    assert not any(str(why).startswith(("failed.", "refused.")) for why in column(book["Văn bản"], "Lý do"))


@pytest.mark.parametrize(
    ("sheet", "number", "code"),
    [
        pytest.param(sheet, number, str(code), id=f"{sheet.name}-{each.name}-{code}")
        for sheet in SHEETS
        if sheet is not CELLS
        for number, each in enumerate(sheet.columns)
        if each.name != "operator"
        for code in each.choices
    ],
)
def test_every_code_of_a_closed_list_has_a_word(sheet: Sheet[Any], number: int, code: str) -> None:
    """A code that a column may hold is shown by other words; signs of comparison speak for themselves."""
    row = [None] * number + [code] + [None] * (len(sheet.columns) - number - 1)

    assert shown_row(sheet.columns, row)[number] not in {code, None}


def test_a_sheet_that_is_full_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows past what a sheet holds are not dropped in silence, and what was there before stays."""
    monkeypatch.setattr(workbook, "MAX_ROWS", 5)
    (tmp_path / "out.xlsx").write_bytes(b"before")

    with pytest.raises(UsageError, match="export CSV or Parquet"):
        write_workbook(samples(), tmp_path / "out.xlsx")

    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"before"]


def test_the_same_records_give_the_same_workbook(tmp_path: Path) -> None:
    """No clock is in the file."""
    for name in ("a.xlsx", "b.xlsx"):
        write_workbook(samples(), tmp_path / name)

    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
